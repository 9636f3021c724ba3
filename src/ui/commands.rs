//! Every command of the window. Keys, menus, the palette and the sheet of shortcuts are made from one table of them.

mod button;
mod carry_out;
mod keys;
mod label;
mod possible;
mod section;
mod table;

use eframe::egui::Context;

pub(crate) use button::menu_section;
pub(crate) use keys::Keys;
pub(crate) use label::unsigned;
pub(crate) use possible::Possible;
pub(crate) use section::Section;
pub(crate) use table::Command;

use super::Scene;

/// The row of a command in the table: all that there is to say of it.
struct Spec {
    name: &'static str,
    section: Section,
    keys: Keys,
    possible: fn(&Scene<'_>) -> Possible,
    run: fn(&mut Scene<'_>, &Context),
}

impl Command {
    /// Its name: in menus, in the palette and for a screen reader.
    pub(crate) const fn name(self) -> &'static str {
        self.spec().name
    }

    /// What it is about.
    pub(crate) const fn section(self) -> Section {
        self.spec().section
    }

    /// Its keys, if it has any.
    pub(crate) const fn bindings(self) -> Keys {
        self.spec().keys
    }

    /// Its key in words, if it has one.
    pub(crate) fn keys(self, ctx: &Context) -> Option<String> {
        let shown = self.bindings().all().next();
        shown.map(|shortcut| keys::in_words(ctx, &shortcut))
    }

    /// All of its keys in words.
    pub(crate) fn all_keys(self, ctx: &Context) -> Vec<String> {
        let all = self.bindings().all();
        all.map(|shortcut| keys::in_words(ctx, &shortcut)).collect()
    }

    /// Whether it can be carried out now.
    pub(crate) fn possible(self, scene: &Scene<'_>) -> Possible {
        (self.spec().possible)(scene)
    }

    /// Carries it out, if it is possible.
    pub(crate) fn carry_out(self, scene: &mut Scene<'_>, ctx: &Context) {
        if self.possible(scene).is_now() {
            (self.spec().run)(scene, ctx);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_name_and_each_is_in_a_section_once() {
        let names: std::collections::HashSet<_> = Command::ALL.iter().map(|command| command.name()).collect();
        assert_eq!(names.len(), Command::ALL.len());
        let shown: usize = Section::ALL.iter().map(|section| section.commands().count()).sum();
        assert_eq!(shown, Command::ALL.len());
    }

    #[test]
    fn a_key_belongs_to_one_command_or_to_two_that_exclude_each_other() {
        let mut owners: HashMap<_, Vec<Command>> = HashMap::new();
        for command in Command::ALL {
            for shortcut in command.bindings().all() {
                owners.entry(shortcut).or_default().push(*command);
            }
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
