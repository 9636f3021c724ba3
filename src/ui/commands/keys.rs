//! The keys of a command: most have none.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

/// The keys of a command; the first one is shown. Commands that are never possible together may share one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    all: [Option<KeyboardShortcut>; 2],
    behind_dialogs: bool,
}

impl Keys {
    /// The command is found in menus and in the palette alone.
    pub(super) const NONE: Self = Self {
        all: [None, None],
        behind_dialogs: false,
    };

    /// They also work while something is in front of the window.
    pub(super) const fn behind_dialogs(self) -> Self {
        Self {
            behind_dialogs: true,
            ..self
        }
    }

    /// Each of them.
    pub(crate) fn all(self) -> impl Iterator<Item = KeyboardShortcut> {
        self.all.into_iter().flatten()
    }

    /// Whether they also work while something is in front of the window.
    pub(crate) const fn work_behind_dialogs(self) -> bool {
        self.behind_dialogs
    }
}

/// This key, while nothing is in front of the window.
pub(super) const fn key(key: KeyboardShortcut) -> Keys {
    Keys {
        all: [Some(key), None],
        ..Keys::NONE
    }
}

/// Either of these two.
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

/// A key as it stands on the keyboard: `Ctrl+,` and not `Ctrl+Comma`.
pub(super) fn in_words(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let words = ctx.format_shortcut(shortcut);
    let key = shortcut.logical_key;
    words
        .strip_suffix(key.name())
        .map_or_else(|| words.clone(), |held| format!("{held}{}", key.symbol_or_name()))
}
