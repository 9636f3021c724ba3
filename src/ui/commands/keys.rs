//! The shortcuts of a command. Most commands have none.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::ui::Desktop;
use localization::text;

/// The shortcuts of a command; the first is the one shown. Commands that are never possible together may share one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    all: [Option<KeyboardShortcut>; 2],
    /// The shortcuts on macOS, if they differ.
    mac: Option<[KeyboardShortcut; 2]>,
    behind_dialogs: bool,
}

impl Keys {
    /// The command is only in menus and in the palette.
    pub(super) const NONE: Self = Self {
        all: [None, None],
        mac: None,
        behind_dialogs: false,
    };

    /// The shortcuts also work behind an open dialog.
    pub(super) const fn behind_dialogs(self) -> Self {
        Self {
            behind_dialogs: true,
            ..self
        }
    }

    /// Other shortcuts on macOS.
    pub(super) const fn on_mac(self, shown: KeyboardShortcut, other: KeyboardShortcut) -> Self {
        Self {
            mac: Some([shown, other]),
            ..self
        }
    }

    /// All shortcuts on this desktop.
    pub(crate) fn all(self, desktop: Desktop) -> impl Iterator<Item = KeyboardShortcut> {
        let mac = self.mac.filter(|_| desktop == Desktop::Mac);
        mac.map_or(self.all, |mac| mac.map(Some)).into_iter().flatten()
    }

    /// Whether the shortcuts also work behind an open dialog.
    pub(crate) const fn work_behind_dialogs(self) -> bool {
        self.behind_dialogs
    }
}

/// One shortcut, which works while no dialog is open.
pub(super) const fn key(key: KeyboardShortcut) -> Keys {
    Keys {
        all: [Some(key), None],
        ..Keys::NONE
    }
}

/// Two alternatives.
pub(super) const fn either(shown: KeyboardShortcut, other: KeyboardShortcut) -> Keys {
    Keys {
        all: [Some(shown), Some(other)],
        ..Keys::NONE
    }
}

pub(super) const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

pub(super) const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

pub(super) const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

pub(super) const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// A shortcut as it is printed on the keyboard: `Ctrl+,` rather than `Ctrl+Comma`, and `⇧⌘O` on a Mac.
pub(crate) fn in_words(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let held = modifiers_in_words(ctx, shortcut.modifiers);
    format!("{held}{}", key_in_words(shortcut.logical_key, Desktop::of(ctx)))
}

/// The name of a key. Letters, digits and function keys have the same in every language.
fn key_in_words(key: Key, desktop: Desktop) -> String {
    match key {
        Key::Backspace if desktop == Desktop::Mac => "⌫".to_owned(),
        Key::Backspace => text!("commands-key-backspace"),
        Key::Delete => text!("commands-key-delete"),
        Key::Escape => text!("commands-key-escape"),
        Key::Menu => text!("commands-key-menu"),
        _ => key.symbol_or_name().to_owned(),
    }
}

/// Modifiers in front of the name of a key: `Ctrl+`, or `⌘` on a Mac.
pub(crate) fn modifiers_in_words(ctx: &Context, modifiers: Modifiers) -> String {
    if Desktop::of(ctx) == Desktop::Mac {
        let words = ctx.format_modifiers(modifiers);
        let are_names = words.chars().any(char::is_alphanumeric);
        return if are_names { format!("{words}+") } else { words };
    }
    let mut words = String::new();
    for (is_held, name) in [
        (modifiers.ctrl || modifiers.command, "commands-key-ctrl"),
        (modifiers.shift, "commands-key-shift"),
    ] {
        if is_held {
            words.push_str(&localization::message(name));
            words.push('+');
        }
    }
    words
}
