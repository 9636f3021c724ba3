//! All commands of the window. Shortcuts, menus, the palette and the shortcut sheet are built from one table.

mod button;
mod keys;
mod label;
mod possible;
mod run;
mod section;
mod table;

use eframe::egui::Context;

pub(crate) use button::menu_section;
pub(crate) use keys::{Keys, in_words as keys_in_words, modifiers_in_words};
pub(crate) use label::unsigned;
pub(crate) use possible::{Possible, some_unread};
pub(crate) use section::Section;
pub(crate) use table::Command;

use super::{Desktop, Scene};

/// A command's row in the table.
struct Spec {
    /// The id of the message with its name.
    message: &'static str,
    section: Section,
    keys: Keys,
    possible: fn(&Scene<'_>) -> Possible,
    run: fn(&mut Scene<'_>, &Context),
}

impl Command {
    /// The name shown in menus, in the palette and to screen readers.
    pub(crate) fn name(self) -> String {
        localization::message(self.message())
    }

    /// The id of the message with its name.
    pub(crate) const fn message(self) -> &'static str {
        self.spec().message
    }

    /// The menu section.
    pub(crate) const fn section(self) -> Section {
        self.spec().section
    }

    /// Its keys, if it has any.
    pub(crate) const fn bindings(self) -> Keys {
        self.spec().keys
    }

    /// The primary shortcut as text, if there is one.
    pub(crate) fn keys(self, ctx: &Context) -> Option<String> {
        let shown = self.bindings().all(Desktop::of(ctx)).next();
        shown.map(|shortcut| keys::in_words(ctx, &shortcut))
    }

    /// All shortcuts as text.
    pub(crate) fn all_keys(self, ctx: &Context) -> Vec<String> {
        let all = self.bindings().all(Desktop::of(ctx));
        all.map(|shortcut| keys::in_words(ctx, &shortcut)).collect()
    }

    /// Whether the command can run now.
    pub(crate) fn possible(self, scene: &Scene<'_>) -> Possible {
        (self.spec().possible)(scene)
    }

    /// Runs the command if it is possible.
    pub(crate) fn run(self, scene: &mut Scene<'_>, ctx: &Context) {
        if self.possible(scene).is_now() {
            (self.spec().run)(scene, ctx);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use eframe::egui::KeyboardShortcut;

    use super::*;

    #[test]
    fn no_two_commands_share_a_name_in_any_language_and_each_is_in_a_section_once() {
        for language in localization::Language::ALL {
            localization::set(Some(language));
            let mut names = HashMap::new();
            for command in Command::ALL {
                let before = names.insert(command.name(), command);
                assert_eq!(before, None, "{language:?}: {command:?} has the same name");
            }
        }
        let shown: usize = Section::ALL.iter().map(|section| section.commands().count()).sum();
        assert_eq!(shown, Command::ALL.len());
    }

    #[test]
    fn about_25_commands_have_keys_and_no_menu_has_more_entries_than_can_be_read() {
        let has_keys = |command: &&Command| command.bindings().all(Desktop::Linux).next().is_some();
        let with_keys = Command::ALL.iter().filter(has_keys).count();
        assert!((20..=32).contains(&with_keys), "{with_keys}");
        for section in Section::ALL {
            let entries = section.commands().filter(|command| command.is_in_menu()).count();
            assert!(entries <= 20, "{section:?}: {entries}");
        }
    }

    fn shortcuts() -> impl Iterator<Item = (Desktop, Command, KeyboardShortcut)> {
        let desktops = [Desktop::Mac, Desktop::Windows, Desktop::Linux].into_iter();
        desktops.flat_map(|desktop| {
            let commands = Command::ALL.iter();
            commands.flat_map(move |command| {
                let all = command.bindings().all(desktop);
                all.map(move |shortcut| (desktop, *command, shortcut))
            })
        })
    }

    #[test]
    fn no_shortcut_uses_alt_because_it_types_characters_on_a_mac() {
        for (desktop, command, shortcut) in shortcuts() {
            assert!(!shortcut.modifiers.alt, "{desktop:?}: {command:?}");
        }
    }

    #[test]
    fn a_key_belongs_to_one_command_or_to_two_that_exclude_each_other() {
        let mut owners: HashMap<_, Vec<Command>> = HashMap::new();
        for (desktop, command, shortcut) in shortcuts() {
            owners.entry((desktop as u8, shortcut)).or_default().push(command);
        }
        for commands in owners.values().filter(|commands| commands.len() > 1) {
            let pair = commands.as_slice();
            assert!(
                matches!(
                    pair,
                    [Command::PauseAll, Command::ResumeAll]
                        | [Command::Forget, Command::Remove]
                        | [Command::UndoRemove, Command::UndoDelete]
                ),
                "{pair:?}"
            );
        }
    }
}
