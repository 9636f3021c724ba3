//! Groups of commands.

use super::Command;

/// A group of commands: a heading in the menu and in the shortcut sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Adding files.
    Add,
    /// All uploads.
    Queue,
    /// The selected files.
    Selection,
    /// Copies and exports.
    Copy,
    /// The history.
    History,
    /// The view.
    View,
    /// The app.
    Program,
}

impl Command {
    /// Whether it is in the menu. What has a control of its own in sight, such as a tab, a column's heading or a filter, is
    /// found by its words: with it, the menu would be too long to read.
    pub(crate) const fn is_in_menu(self) -> bool {
        !matches!(
            self,
            Self::SortByName
                | Self::SortBySize
                | Self::SortByProgress
                | Self::SortByKey
                | Self::SortByTime
                | Self::OnlyActive
                | Self::OnlyWaiting
                | Self::OnlyPaused
                | Self::OnlyFailed
                | Self::OnlyUploaded
                | Self::OnlySigned
                | Self::OnlyVerified
                | Self::OnlyInvalid
                | Self::OnlyUnconfirmed
                | Self::OnlyCanceled
                | Self::ShowOverview
                | Self::ShowCredentials
                | Self::ShowReport
                | Self::ShowTechnical
                | Self::ShowRowMenu
                | Self::ShowGrid
                | Self::ShowTable
                | Self::ViewPicture
                | Self::NextRegion
                | Self::PreviousRegion
                | Self::SelectNothing
                | Self::UseLightTheme
                | Self::UseDarkTheme
                | Self::FollowSystemTheme
                | Self::NextServer
                | Self::Review
                | Self::ShowAnswer
                | Self::DismissNotice
        )
    }
}

impl Section {
    /// All sections, in display order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Add,
        Self::Queue,
        Self::Selection,
        Self::Copy,
        Self::History,
        Self::View,
        Self::Program,
    ];

    /// The heading.
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

    /// The commands of the section.
    pub(crate) fn commands(self) -> impl Iterator<Item = Command> {
        Command::ALL
            .iter()
            .copied()
            .filter(move |command| command.section() == self)
    }
}
