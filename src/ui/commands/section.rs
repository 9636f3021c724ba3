//! What commands are about.

use super::Command;

/// What a command is about: its heading in the menu and in the sheet of shortcuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Adding files.
    Add,
    /// All uploads.
    Queue,
    /// What is selected.
    Selection,
    /// Copies and files of what is selected, or of all.
    Copy,
    /// The uploads of all time.
    History,
    /// What is shown.
    View,
    /// The program.
    Program,
}

impl Section {
    /// All of them, in the order in which they are shown.
    pub(crate) const ALL: [Self; 7] = [
        Self::Add,
        Self::Queue,
        Self::Selection,
        Self::Copy,
        Self::History,
        Self::View,
        Self::Program,
    ];

    /// Its heading.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Queue => "Queue",
            Self::Selection => "Selected files",
            Self::Copy => "Copy and export",
            Self::History => "History",
            Self::View => "View",
            Self::Program => "Program",
        }
    }

    /// Its commands.
    pub(crate) fn commands(self) -> impl Iterator<Item = Command> {
        Command::ALL
            .iter()
            .copied()
            .filter(move |command| command.section() == self)
    }
}
