//! Every command of the window. Keys, menus, the palette and the sheet of shortcuts are made from this list alone.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

pub(crate) use button::menu_section;
pub(crate) use label::unsigned;
pub(crate) use possible::Possible;

use super::filter::Show;

/// Declares which commands show only some rows, and which: as a pattern, `only!()`, and as [`Command::only`].
macro_rules! show_only {
    ($($command:ident => $show:ident,)+) => {
        macro_rules! only {
            () => {
                $(Self::$command)|+
            };
        }

        impl Command {
            /// The states that it shows, if it shows only some.
            pub(crate) const fn only(self) -> Option<Show> {
                match self {
                    $(Self::$command => Some(Show::$show),)+
                    _ => None,
                }
            }
        }
    };
}

show_only! {
    OnlyActive => Active,
    OnlyWaiting => Waiting,
    OnlyPaused => Paused,
    OnlyFailed => Failed,
    OnlyUploaded => Uploaded,
    OnlySigned => Signed,
    OnlyVerified => Verified,
    OnlyInvalid => Invalid,
    OnlyUnconfirmed => Unconfirmed,
    OnlyCancelled => Cancelled,
}

// Below the pattern, which they use.
mod button;
mod carry_out;
mod label;
mod possible;

/// Declares the commands, and the list of all of them in the same order.
macro_rules! commands {
    ($($(#[doc = $words:literal])+ $command:ident,)+) => {
        /// Something a person can have the window do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Command {
            $($(#[doc = $words])+ $command,)+
        }

        impl Command {
            /// All of them, in the order in which they are shown.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$command,)+];
        }
    };
}

commands! {
    /// Asks which files to add.
    AddFiles,
    /// Asks which folders to add.
    AddFolder,
    /// Adds the paths on the clipboard.
    PastePaths,
    /// Holds the whole queue back.
    PauseAll,
    /// Goes on with the whole queue.
    ResumeAll,
    /// Takes out of the queue what needs nothing more.
    ClearFinished,
    /// Begins no more of what is being done with many records.
    StopErrand,
    /// Opens what is needed to sign the selection.
    Sign,
    /// Opens what is needed to sign the file that is looked at once more.
    SignAgain,
    /// Verifies the selection: the signed copy where there is one, else the original.
    Verify,
    /// Verifies the originals of the selection, also of those that are signed.
    VerifyOriginal,
    /// Asks where the signed copy of the file that is looked at is to be saved.
    SaveSigned,
    /// Tries the selection again.
    Retry,
    /// Holds the selection back.
    Pause,
    /// Goes on with the selection.
    Resume,
    /// Stops the selection.
    Cancel,
    /// Copies the object keys of the selection.
    CopyKeys,
    /// Copies `s3://bucket/key` of the selection, or of all.
    CopyS3Uris,
    /// Copies what a call of the API names an asset by.
    CopyReferences,
    /// Copies the SHA-256 of what was sent of the file that is looked at.
    CopySha256,
    /// Copies where the signed copies are.
    CopySignedUris,
    /// Copies names and keys, with a tab between them.
    CopyNamesAndKeys,
    /// Copies a line of the user's own for each.
    CopyByTemplate,
    /// Opens that line to be written.
    EditTemplate,
    /// Writes the selection, or all, as a table for spreadsheets.
    ExportCsv,
    /// Writes it as a list for programs.
    ExportJson,
    /// Writes it as a table to be read.
    ExportMarkdown,
    /// Finds a file in the history by its content.
    FindByContent,
    /// Deletes the selected records, or all.
    Forget,
    /// Takes the selection out of the queue.
    Remove,
    /// Puts back into the queue what was taken out last.
    UndoRemove,
    /// Puts back the preset that was deleted last.
    UndoDelete,
    /// Opens the menu of the row that the keyboard is at.
    ShowRowMenu,
    /// Selects every row on show.
    SelectAll,
    /// Selects nothing.
    SelectNothing,
    /// Shows the facts about the selected file.
    ShowOverview,
    /// Shows the Content Credentials to give to the selected file.
    ShowCredentials,
    /// Shows what was found in the selected file.
    ShowReport,
    /// Shows the requests that were made for the selected file.
    ShowActivity,
    /// Shows the details of what is selected at the right.
    ShowDetails,
    /// Gives their room to the rows.
    HideDetails,
    /// Opens the field for the MIME type that the file is sent as.
    SetType,
    /// Saves the report on the file that is looked at.
    SaveReport,
    /// Shows what verification found in the selection as a table over most of the window.
    ShowResults,
    /// Saves what verification found in the selection as a table.
    SaveResults,
    /// Saves what is known of the selected file as one document.
    SaveProof,
    /// Shows the uploads of now.
    ShowQueue,
    /// Shows the uploads of all time.
    ShowHistory,
    /// Puts the cursor into the search field of the tab on show.
    Search,
    /// Sorts by name; again, the other way round; again, as rows stand by themselves.
    SortByName,
    /// The same by size.
    SortBySize,
    /// The same by how far each is.
    SortByProgress,
    /// The same by key.
    SortByKey,
    /// Turns the order of time around.
    SortByTime,
    /// Shows those rows of the queue that something is going on with.
    OnlyActive,
    /// Shows those whose turn comes.
    OnlyWaiting,
    /// Shows those that are held back.
    OnlyPaused,
    /// Shows those that want a look.
    OnlyFailed,
    /// Shows those that are stored.
    OnlyUploaded,
    /// Shows those that are signed.
    OnlySigned,
    /// Shows those that are verified.
    OnlyVerified,
    /// Shows those that were verified and do not hold.
    OnlyInvalid,
    /// Shows those that were verified and are not confirmed.
    OnlyUnconfirmed,
    /// Shows those that were stopped.
    OnlyCancelled,
    /// Shows every row of the queue, whatever its state and name.
    ShowAllRows,
    /// Gives the focus to the next part of the window.
    NextRegion,
    /// Gives the focus to the part of the window before.
    PreviousRegion,
    /// Shows all commands, to be found by name.
    ShowPalette,
    /// Shows all keys.
    ShowShortcuts,
    /// Opens the settings.
    OpenSettings,
    /// Opens the part of the settings with the servers.
    EditServers,
    /// Works with the next of the servers.
    NextServer,
    /// Starts again on the Que server inside the program.
    TrySandbox,
    /// Asks the server whether it is there and takes the key.
    TestConnection,
    /// Shows what to send along when something does not work.
    ShowDiagnostics,
    /// Shows what was left out when files were added, or hides it.
    Review,
    /// Shows the rest of the answer on show.
    ShowAnswer,
    /// Dismisses the message on show.
    DismissNotice,
    /// Dark on light.
    UseLightTheme,
    /// Light on dark.
    UseDarkTheme,
    /// As the system has it.
    FollowSystemTheme,
    /// Makes everything larger.
    ZoomIn,
    /// Makes everything smaller.
    ZoomOut,
    /// Makes everything as large as it was made.
    ResetZoom,
    /// Closes the window.
    Quit,
}

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

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

impl Command {
    /// Its name: in menus, in the palette and for a screen reader.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AddFiles => "Add files…",
            Self::AddFolder => "Add folder…",
            Self::PastePaths => "Paste paths",
            Self::PauseAll => "Pause all",
            Self::ResumeAll => "Resume all",
            Self::ClearFinished => "Clear finished",
            Self::Sign => "Sign…",
            Self::StopErrand => "Stop what is done with records",
            Self::SignAgain => "Sign again…",
            Self::Verify => "Verify",
            Self::VerifyOriginal => "Verify original",
            Self::SaveSigned => "Save signed file…",
            Self::Retry => "Retry",
            Self::Pause => "Pause",
            Self::Resume => "Resume",
            Self::Cancel => "Cancel",
            Self::CopyKeys => "Copy keys",
            Self::CopyS3Uris => "Copy S3 URIs",
            Self::CopyReferences => "Copy asset references (JSON)",
            Self::CopySha256 => "Copy SHA-256",
            Self::CopySignedUris => "Copy signed URIs",
            Self::CopyNamesAndKeys => "Copy names and keys",
            Self::CopyByTemplate => "Copy by template",
            Self::EditTemplate => "Edit the template…",
            Self::ExportCsv => "Export as CSV…",
            Self::ExportJson => "Export as JSON…",
            Self::ExportMarkdown => "Export as Markdown…",
            Self::FindByContent => "Find a file by its content…",
            Self::Forget => "Forget…",
            Self::Remove => "Remove from the queue",
            Self::UndoRemove => "Undo removal",
            Self::UndoDelete => "Undo deletion of the preset",
            Self::ShowRowMenu => "Menu of the selection",
            Self::SelectAll => "Select all",
            Self::SelectNothing => "Select nothing",
            Self::ShowOverview => "Show overview",
            Self::ShowCredentials => "Show credentials",
            Self::ShowReport => "Show report",
            Self::ShowActivity => "Show activity",
            Self::ShowDetails => "Show details",
            Self::HideDetails => "Hide details",
            Self::SetType => "Set type…",
            Self::SaveReport => "Save report…",
            Self::ShowResults => "Table of results…",
            Self::SaveResults => "Save results…",
            Self::SaveProof => "Save proof…",
            Self::ShowQueue => "Show queue",
            Self::ShowHistory => "Show history",
            Self::Search => "Search",
            Self::SortByName => "Sort by name",
            Self::SortBySize => "Sort by size",
            Self::SortByProgress => "Sort by progress",
            Self::SortByKey => "Sort by object key",
            Self::SortByTime => "Sort by time",
            Self::OnlyActive => "Show only active files",
            Self::OnlyWaiting => "Show only waiting files",
            Self::OnlyPaused => "Show only paused files",
            Self::OnlyFailed => "Show only failed files",
            Self::OnlyUploaded => "Show only uploaded files",
            Self::OnlySigned => "Show only signed files",
            Self::OnlyVerified => "Show only verified files",
            Self::OnlyInvalid => "Show only invalid files",
            Self::OnlyUnconfirmed => "Show only files that are not confirmed",
            Self::OnlyCancelled => "Show only cancelled files",
            Self::ShowAllRows => "Show all states and names",
            Self::NextRegion => "Next part of the window",
            Self::PreviousRegion => "Previous part of the window",
            Self::ShowPalette => "All commands…",
            Self::ShowShortcuts => "Keyboard shortcuts",
            Self::OpenSettings => "Settings…",
            Self::EditServers => "Servers…",
            Self::NextServer => "Next server",
            Self::TrySandbox => "Try the sandbox",
            Self::TestConnection => "Test connection",
            Self::ShowDiagnostics => "Diagnostics…",
            Self::Review => "Review what was skipped",
            Self::ShowAnswer => "Details of the answer",
            Self::DismissNotice => "Dismiss message",
            Self::UseLightTheme => "Use the light theme",
            Self::UseDarkTheme => "Use the dark theme",
            Self::FollowSystemTheme => "Follow the system's theme",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ResetZoom => "Reset zoom",
            Self::Quit => "Quit",
        }
    }

    /// What it is about.
    pub(crate) const fn section(self) -> Section {
        match self {
            Self::AddFiles | Self::AddFolder | Self::PastePaths => Section::Add,
            Self::PauseAll | Self::ResumeAll | Self::ClearFinished | Self::UndoRemove => Section::Queue,
            Self::Sign
            | Self::SignAgain
            | Self::Verify
            | Self::VerifyOriginal
            | Self::SaveSigned
            | Self::Retry
            | Self::Pause
            | Self::Resume
            | Self::Cancel
            | Self::CopyKeys
            | Self::Remove
            | Self::SelectAll
            | Self::SelectNothing
            | Self::ShowOverview
            | Self::ShowCredentials
            | Self::ShowReport
            | Self::ShowActivity
            | Self::SetType
            | Self::SaveReport
            | Self::ShowResults
            | Self::SaveResults
            | Self::SaveProof => Section::Selection,
            Self::CopyS3Uris
            | Self::CopyReferences
            | Self::CopySha256
            | Self::CopySignedUris
            | Self::CopyNamesAndKeys
            | Self::CopyByTemplate
            | Self::EditTemplate
            | Self::ExportCsv
            | Self::ExportJson
            | Self::ExportMarkdown => Section::Copy,
            Self::FindByContent | Self::Forget | Self::StopErrand => Section::History,
            Self::ShowQueue
            | Self::ShowHistory
            | Self::Search
            | Self::ShowRowMenu
            | Self::SortByName
            | Self::SortBySize
            | Self::SortByProgress
            | Self::SortByKey
            | Self::SortByTime
            | Self::ShowAllRows
            | only!()
            | Self::ShowDetails
            | Self::HideDetails
            | Self::NextRegion
            | Self::PreviousRegion
            | Self::UseLightTheme
            | Self::UseDarkTheme
            | Self::FollowSystemTheme
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ResetZoom => Section::View,
            Self::ShowPalette
            | Self::ShowShortcuts
            | Self::OpenSettings
            | Self::EditServers
            | Self::NextServer
            | Self::TrySandbox
            | Self::TestConnection
            | Self::ShowDiagnostics
            | Self::Review
            | Self::ShowAnswer
            | Self::UndoDelete
            | Self::DismissNotice
            | Self::Quit => Section::Program,
        }
    }

    /// Its keys; the first one is shown. Commands that are never possible together may share one.
    pub(crate) const fn shortcuts(self) -> &'static [KeyboardShortcut] {
        match self {
            Self::AddFiles => &const { [command(Key::O)] },
            Self::AddFolder => &const { [command_shift(Key::O)] },
            Self::PastePaths => &const { [command(Key::V)] },
            Self::PauseAll => &const { [command(Key::P)] },
            // The key of the other goes back and forth where only one of them is possible.
            Self::ResumeAll => &const { [command(Key::G), command(Key::P)] },
            Self::ClearFinished => &const { [command_shift(Key::Delete)] },
            Self::Sign => &const { [command(Key::S)] },
            Self::Verify => &const { [command(Key::E)] },
            Self::Retry => &const { [command(Key::R)] },
            Self::Pause | Self::Resume => &const { [command_shift(Key::P)] },
            Self::Cancel => &const { [command(Key::Period)] },
            Self::CopyKeys => &const { [command(Key::C)] },
            // In the queue the one, in the history the other.
            Self::Remove | Self::Forget => &const { [plain(Key::Delete)] },
            Self::UndoRemove | Self::UndoDelete => &const { [command(Key::Z)] },
            Self::SaveSigned => &const { [command(Key::D)] },
            Self::VerifyOriginal => &const { [command_shift(Key::G)] },
            Self::SetType => &const { [plain(Key::F2)] },
            Self::SaveReport => &const { [command_shift(Key::R)] },
            Self::ShowDetails | Self::HideDetails => &const { [command(Key::I)] },
            Self::NextRegion => &const { [plain(Key::F6)] },
            Self::PreviousRegion => &const { [shift(Key::F6)] },
            Self::ShowAllRows => &const { [command_shift(Key::A)] },
            Self::OnlyFailed => &const { [command_shift(Key::X)] },
            Self::CopyS3Uris => &const { [command_shift(Key::U)] },
            Self::CopyByTemplate => &const { [command(Key::T)] },
            Self::NextServer => &const { [command_shift(Key::N)] },
            Self::TestConnection => &const { [command_shift(Key::T)] },
            Self::Review => &const { [command_shift(Key::M)] },
            Self::DismissNotice => &const { [command_shift(Key::D)] },
            Self::ShowAnswer => &const { [command(Key::J)] },
            Self::ShowRowMenu => &const { [shift(Key::F10), plain(Key::Menu)] },
            Self::SelectAll => &const { [command(Key::A)] },
            Self::SelectNothing => &const { [plain(Key::Escape)] },
            Self::ShowOverview => &const { [alt(Key::Num1)] },
            Self::ShowCredentials => &const { [alt(Key::Num2)] },
            Self::ShowReport => &const { [alt(Key::Num3)] },
            Self::ShowActivity => &const { [alt(Key::Num4)] },
            Self::SaveProof => &const { [command_shift(Key::S)] },
            Self::ShowQueue => &const { [command(Key::Num1)] },
            Self::ShowHistory => &const { [command(Key::Num2)] },
            Self::Search => &const { [command(Key::F)] },
            Self::ShowPalette => &const { [command(Key::K)] },
            Self::ShowShortcuts => &const { [plain(Key::F1), plain(Key::Questionmark)] },
            Self::OpenSettings => &const { [command(Key::Comma)] },
            Self::UseLightTheme | Self::UseDarkTheme => &const { [command_shift(Key::L)] },
            Self::ZoomIn => &const { [command(Key::Plus), command(Key::Equals)] },
            Self::ZoomOut => &const { [command(Key::Minus)] },
            Self::ResetZoom => &const { [command(Key::Num0)] },
            Self::Quit => &const { [command(Key::Q)] },
            Self::CopyNamesAndKeys => &const { [command_shift(Key::C)] },
            Self::ExportCsv => &const { [command_shift(Key::E)] },
            Self::FindByContent => &const { [command_shift(Key::F)] },
            Self::CopyReferences => &const { [command_shift(Key::J)] },
            Self::CopySha256 => &const { [command_shift(Key::H)] },
            Self::CopySignedUris => &const { [command_shift(Key::I)] },
            Self::EditTemplate => &const { [alt(Key::E)] },
            Self::ExportJson => &const { [alt(Key::J)] },
            Self::ExportMarkdown => &const { [alt(Key::M)] },
            Self::SignAgain => &const { [alt(Key::R)] },
            Self::SaveResults => &const { [alt(Key::D)] },
            Self::ShowResults => &const { [alt(Key::O)] },
            Self::StopErrand => &const { [alt(Key::Period)] },
            Self::SortByName => &const { [alt(Key::N)] },
            Self::SortBySize => &const { [alt(Key::S)] },
            Self::SortByProgress => &const { [alt(Key::P)] },
            Self::SortByKey => &const { [alt(Key::K)] },
            Self::SortByTime => &const { [alt(Key::T)] },
            Self::OnlyActive => &const { [alt(Key::A)] },
            Self::OnlyWaiting => &const { [alt(Key::W)] },
            Self::OnlyPaused => &const { [alt(Key::H)] },
            Self::OnlyUploaded => &const { [alt(Key::U)] },
            Self::OnlySigned => &const { [alt(Key::G)] },
            Self::OnlyVerified => &const { [alt(Key::V)] },
            Self::OnlyInvalid => &const { [alt(Key::I)] },
            Self::OnlyUnconfirmed => &const { [alt(Key::Q)] },
            Self::OnlyCancelled => &const { [alt(Key::C)] },
            Self::EditServers => &const { [alt(Key::Comma)] },
            Self::TrySandbox => &const { [alt(Key::B)] },
            Self::ShowDiagnostics => &const { [alt(Key::L)] },
            Self::FollowSystemTheme => &const { [alt(Key::Y)] },
        }
    }

    /// Its key in words, if it has one.
    pub(crate) fn keys(self, ctx: &Context) -> Option<String> {
        self.shortcuts().first().map(|shortcut| in_words(ctx, shortcut))
    }

    /// All of its keys in words.
    pub(crate) fn all_keys(self, ctx: &Context) -> Vec<String> {
        self.shortcuts()
            .iter()
            .map(|shortcut| in_words(ctx, shortcut))
            .collect()
    }

    /// Whether its keys also work while something is in front of the window.
    pub(crate) const fn works_behind_dialogs(self) -> bool {
        matches!(
            self,
            Self::ZoomIn | Self::ZoomOut | Self::ResetZoom | Self::Quit | Self::UndoDelete | Self::ShowAnswer
        )
    }
}

/// A key as it stands on the keyboard: `Ctrl+,` and not `Ctrl+Comma`.
fn in_words(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let words = ctx.format_shortcut(shortcut);
    let key = shortcut.logical_key;
    words
        .strip_suffix(key.name())
        .map_or_else(|| words.clone(), |held| format!("{held}{}", key.symbol_or_name()))
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
        let mut owners: HashMap<KeyboardShortcut, Vec<Command>> = HashMap::new();
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                owners.entry(*shortcut).or_default().push(*command);
            }
        }
        for commands in owners.values().filter(|commands| commands.len() > 1) {
            let pair = commands.as_slice();
            assert!(
                matches!(
                    pair,
                    [Command::PauseAll, Command::ResumeAll]
                        | [Command::Pause, Command::Resume]
                        | [Command::ShowDetails, Command::HideDetails]
                        | [Command::Forget, Command::Remove]
                        | [Command::UndoRemove, Command::UndoDelete]
                        | [Command::UseLightTheme, Command::UseDarkTheme]
                ),
                "{pair:?}"
            );
        }
    }
}
