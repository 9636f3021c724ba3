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
                | Self::ShowCompactRows
                | Self::ShowTallRows
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
    pub(crate) fn word(self) -> String {
        localization::message(self.message())
    }

    /// The id of the message with the heading.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Add => "commands-section-add",
            Self::Queue => "commands-section-queue",
            Self::Selection => "commands-section-selection",
            Self::Copy => "commands-section-copy",
            Self::History => "commands-section-history",
            Self::View => "commands-section-view",
            Self::Program => "commands-section-program",
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
