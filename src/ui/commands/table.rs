//! The table of commands, one row each: its words, its section, its keys, when it is possible, and what it does.
//!
//! This is the place to add a command. It is then in the menu, in the palette and, with a key, in the sheet of
//! shortcuts. A key is for what people expect one for; everything else is found by its words.

use eframe::egui::{Key, ViewportCommand};

use super::{
    Keys, Possible, Section, Spec, carry_out as run,
    keys::{ctrl, ctrl_shift, either, key, plain, shift},
    possible::{self as when, able, always, one},
};
use crate::ui::{
    InspectorTab, Request, Tab, chosen, copying, dialogs::Dialog, filter::Show, forgetting, inspector, notices,
    palette, regions, results, row_menu, settings::SettingsTab, sign, sorting::Column, tally::Ability, zoom,
};
use model::{ConnectionView, CopyFormat, ExportFormat, Intent, Theme};

/// Declares the commands, the list of all of them in the order of the rows, and what each row says.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+
        $command:ident = $name:literal in $section:ident, $keys:expr, $possible:expr, $run:expr;)+
    ) => {
        /// Something a person can have the window do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Command {
            $($(#[doc = $doc])+ $command,)+
        }

        impl Command {
            /// All of them, in the order in which they are shown.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$command,)+];

            /// Its row.
            pub(super) const fn spec(self) -> &'static Spec {
                match self {
                    $(Self::$command => &const {
                        Spec { name: $name, section: Section::$section, keys: $keys, possible: $possible, run: $run }
                    },)+
                }
            }
        }
    };
}

commands! {
    /// Asks which files to add.
    AddFiles = "Add files…" in Add, key(ctrl(Key::O)), always,
        |scene, _| scene.requests.push(Request::PickFiles);
    /// Asks which folders to add.
    AddFolder = "Add folder…" in Add, key(ctrl_shift(Key::O)), always,
        |scene, _| scene.requests.push(Request::PickFolder);
    /// Adds the paths on the clipboard. The answer comes as an event, as that of the key does.
    PastePaths = "Paste paths" in Add, key(ctrl(Key::V)), always,
        |_, ctx| ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    /// Holds the whole queue back.
    PauseAll = "Pause all" in Queue, key(ctrl(Key::P)), when::pause_all,
        |scene, _| scene.tell(Intent::HoldQueue(true));
    /// Goes on with the whole queue. The key of the other goes back and forth where only one of them is possible.
    ResumeAll = "Resume all" in Queue, either(ctrl(Key::G), ctrl(Key::P)), when::resume_all,
        |scene, _| scene.tell(Intent::HoldQueue(false));
    /// Takes out of the queue what needs nothing more.
    ClearFinished = "Clear finished" in Queue, Keys::NONE, when::clear_finished, |scene, _| run::clear_finished(scene);
    /// Begins no more of what is being done with many records.
    StopBulkOperation = "Stop" in History, Keys::NONE, when::stop_bulk_operation,
        |scene, _| run::stop_bulk_operations(scene);
    /// Opens what is needed to sign the selection.
    Sign = "Sign…" in Selection, key(ctrl(Key::S)), when::sign, |scene, _| chosen::sign(scene);
    /// Opens what is needed to sign the file that is looked at once more.
    SignAgain = "Sign again…" in Selection, Keys::NONE, when::sign_again, |scene, _| run::sign_again(scene);
    /// Verifies the selection: the signed copy where there is one, else the original.
    Verify = "Verify" in Selection, key(ctrl(Key::E)),
        |scene| able(scene, Ability::Verify, "Nothing of this can be verified now"), |scene, _| chosen::verify(scene);
    /// Verifies the originals of the selection, also of those that are signed.
    VerifyOriginal = "Verify original" in Selection, Keys::NONE,
        |scene| able(scene, Ability::VerifyOriginal, "Nothing of this can be verified now"),
        |scene, _| chosen::verify_original(scene);
    /// Asks where the signed copy of the file that is looked at is to be saved.
    SaveSigned = "Save signed file…" in Selection, Keys::NONE, when::save_signed, |scene, _| run::save_signed(scene);
    /// Tries the selection again.
    Retry = "Retry" in Selection, key(ctrl(Key::R)),
        |scene| able(scene, Ability::Retry, "Nothing of this has failed"), |scene, _| chosen::retry(scene);
    /// Holds the selection back.
    Pause = "Pause" in Selection, Keys::NONE, when::pause, |scene, _| chosen::pause(scene);
    /// Goes on with the selection.
    Resume = "Resume" in Selection, Keys::NONE, when::resume, |scene, _| chosen::resume(scene);
    /// Stops the selection.
    Cancel = "Cancel" in Selection, key(ctrl(Key::Period)),
        |scene| able(scene, Ability::Cancel, "No selected file is uploading"), |scene, _| chosen::cancel(scene);
    /// Copies the object keys of the selection.
    CopyKeys = "Copy keys" in Selection, key(ctrl(Key::C)), when::copy, chosen::copy_keys;
    /// Copies `s3://bucket/key` of the selection, or of all.
    CopyS3Uris = "Copy S3 URIs" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::S3Uri);
    /// Copies what a call of the API names an asset by.
    CopyReferences = "Copy asset references (JSON)" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::AssetReference);
    /// Copies the SHA-256 of what was sent of the file that is looked at.
    CopySha256 = "Copy SHA-256" in Copy, Keys::NONE, when::copy_sha256, chosen::copy_sha256;
    /// Copies where the signed copies are.
    CopySignedUris = "Copy signed URIs" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::SignedUri);
    /// Copies names and keys, with a tab between them.
    CopyNamesAndKeys = "Copy names and keys" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::NameAndKey);
    /// Copies a line of the user's own for each.
    CopyByTemplate = "Copy by template" in Copy, Keys::NONE, when::copy, |scene, _| copying::copy_by_template(scene);
    /// Opens that line to be written.
    EditTemplate = "Edit the template…" in Copy, Keys::NONE, always, |scene, _| copying::edit_template(scene);
    /// Writes the selection, or all, as a table for spreadsheets.
    ExportCsv = "Export as CSV…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Csv);
    /// Writes it as a list for programs.
    ExportJson = "Export as JSON…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Json);
    /// Writes it as a table to be read.
    ExportMarkdown = "Export as Markdown…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Markdown);
    /// Finds a file in the history by its content.
    FindByContent = "Find a file by its content…" in History, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::PickToFind);
    /// Deletes the selected records, or all. Its key takes rows out of the queue, where that is on show.
    Forget = "Delete from history…" in History, key(plain(Key::Delete)), when::forget,
        |scene, _| forgetting::ask(scene, copying::chosen_or_all(scene));
    /// Takes the selection out of the queue.
    Remove = "Remove from the queue" in Selection, key(plain(Key::Delete)), when::remove,
        |scene, _| chosen::remove(scene);
    /// Puts back into the queue what was taken out last. Of this and the next, the one that was done last.
    UndoRemove = "Undo removal" in Queue, key(ctrl(Key::Z)),
        |scene| Possible::or_meaningless(scene.model.removed().is_some() && scene.view.sign.deleted.is_none()),
        |scene, _| run::undo_remove(scene);
    /// Puts back the preset that was deleted last.
    UndoDelete = "Undo deletion of the preset" in Program, key(ctrl(Key::Z)).behind_dialogs(),
        |scene| Possible::or_meaningless(scene.view.sign.deleted.is_some()), |scene, _| sign::undo_delete(scene);
    /// Opens the menu of the row that the keyboard is at.
    ShowRowMenu = "Menu of the selection" in View, either(shift(Key::F10), plain(Key::Menu)), when::show_row_menu,
        row_menu::open_at_cursor;
    /// Selects every row on show.
    SelectAll = "Select all" in Selection, key(ctrl(Key::A)),
        |scene| Possible::or(!scene.rows().is_empty(), "There is nothing to select"), |scene, _| run::select_all(scene);
    /// Selects nothing.
    SelectNothing = "Select nothing" in Selection, key(plain(Key::Escape)), when::has_selection,
        |scene, _| scene.view.selection_mut().clear();
    /// Shows the facts about the selected file. This and the next three also where it is on show: the focus goes there.
    ShowOverview = "Show overview" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Overview);
    /// Shows the Content Credentials to give to the selected file.
    ShowCredentials = "Show credentials" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Credentials);
    /// Shows what was found in the selected file.
    ShowReport = "Show report" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Report);
    /// Shows the requests that were made for the selected file.
    ShowActivity = "Show activity" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Activity);
    /// Shows the details of what is selected at the right.
    ShowDetails = "Show details" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.model.settings.details),
        |scene, _| scene.tell(Intent::ShowDetails(true));
    /// Gives their room to the rows.
    HideDetails = "Hide details" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.model.settings.details),
        |scene, _| scene.tell(Intent::ShowDetails(false));
    /// Opens the field for the MIME type that the file is sent as.
    SetType = "Set type…" in Selection, Keys::NONE, when::set_type, |scene, _| inspector::set_type(scene);
    /// Saves the report on the file that is looked at.
    SaveReport = "Save report…" in Selection, Keys::NONE, when::save_report, |scene, _| inspector::save_report(scene);
    /// Shows what verification found in the selection as a table over most of the window.
    ShowResults = "View results…" in Selection, Keys::NONE, when::show_results, |scene, _| results::open(scene);
    /// Saves what verification found in the selection as a table.
    SaveResults = "Save results…" in Selection, Keys::NONE, when::save_results,
        |scene, _| inspector::save_results(scene);
    /// Saves what is known of the selected file as one document.
    SaveProof = "Save evidence (JSON)…" in Selection, Keys::NONE, when::save_proof, |scene, _| inspector::save_proof(scene);
    /// Shows the uploads of now.
    ShowQueue = "Show queue" in View, key(ctrl(Key::Num1)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::Queue), |scene, _| scene.view.tab = Tab::Queue;
    /// Shows the uploads of all time.
    ShowHistory = "Show history" in View, key(ctrl(Key::Num2)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::History), |scene, _| scene.view.tab = Tab::History;
    /// Puts the cursor into the search field of the tab on show.
    Search = "Search" in View, key(ctrl(Key::F)), always, |scene, _| run::search(scene);
    /// Sorts by name; again, the other way round; again, as rows stand by themselves.
    SortByName = "Sort by name" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Name);
    /// The same by size.
    SortBySize = "Sort by size" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Size);
    /// The same by how far each is.
    SortByProgress = "Sort by progress" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Progress);
    /// The same by key.
    SortByKey = "Sort by object key" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Key);
    /// Turns the order of time around.
    SortByTime = "Sort by time" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Time);
    /// Shows those rows of the queue that something is going on with.
    OnlyActive = "Show only active files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Active), |scene, _| run::only(scene, Show::Active);
    /// Shows those whose turn comes.
    OnlyWaiting = "Show only waiting files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Waiting), |scene, _| run::only(scene, Show::Waiting);
    /// Shows those that are held back.
    OnlyPaused = "Show only paused files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Paused), |scene, _| run::only(scene, Show::Paused);
    /// Shows those that want a look.
    OnlyFailed = "Show only failed files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Failed), |scene, _| run::only(scene, Show::Failed);
    /// Shows those that are stored.
    OnlyUploaded = "Show only uploaded files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Uploaded), |scene, _| run::only(scene, Show::Uploaded);
    /// Shows those that are signed.
    OnlySigned = "Show only signed files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Signed), |scene, _| run::only(scene, Show::Signed);
    /// Shows those that are verified.
    OnlyVerified = "Show only verified files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Verified), |scene, _| run::only(scene, Show::Verified);
    /// Shows those that were verified and do not hold.
    OnlyInvalid = "Show only invalid files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Invalid), |scene, _| run::only(scene, Show::Invalid);
    /// Shows those that were verified and are not confirmed.
    OnlyUnconfirmed = "Show only files that are not confirmed" in View, Keys::NONE,
        |scene| when::only(scene, Show::Unconfirmed), |scene, _| run::only(scene, Show::Unconfirmed);
    /// Shows those that were stopped.
    OnlyCanceled = "Show only canceled files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Canceled), |scene, _| run::only(scene, Show::Canceled);
    /// Shows every row of the queue, whatever its state and name.
    ShowAllRows = "Show all states and names" in View, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.view.queue.row_order.filter().is_open()),
        |scene, _| run::show_all_rows(scene);
    /// Gives the focus to the next part of the window.
    NextRegion = "Next part of the window" in View, key(plain(Key::F6)), always,
        |scene, ctx| regions::go_round(scene, ctx, true);
    /// Gives the focus to the part of the window before.
    PreviousRegion = "Previous part of the window" in View, key(shift(Key::F6)), always,
        |scene, ctx| regions::go_round(scene, ctx, false);
    /// Shows all commands, to be found by name.
    ShowPalette = "All commands…" in Program, key(ctrl(Key::K)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Palette(palette::Palette::default()));
    /// Shows all keys.
    ShowShortcuts = "Keyboard shortcuts" in Program, either(plain(Key::F1), plain(Key::Questionmark)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Shortcuts);
    /// Opens the settings.
    OpenSettings = "Settings…" in Program, key(ctrl(Key::Comma)), always,
        |scene, _| run::open_settings(scene, SettingsTab::default());
    /// Opens the part of the settings with the servers.
    EditServers = "Servers…" in Program, Keys::NONE, always,
        |scene, _| run::open_settings(scene, SettingsTab::Servers);
    /// Works with the next of the servers.
    NextServer = "Next server" in Program, Keys::NONE, when::next_server, |scene, _| run::next_server(scene);
    /// Starts again on the Que server inside the program.
    TrySandbox = "Try the sandbox" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(cfg!(feature = "sandbox") && !scene.model.sandbox),
        |scene, _| scene.requests.push(Request::TrySandbox);
    /// Asks the server whether it is there and takes the key.
    TestConnection = "Test connection" in Program, Keys::NONE,
        |scene| Possible::or(scene.model.connection != ConnectionView::Testing, "The server is being asked"),
        |scene, _| run::test_connection(scene);
    /// Shows what to send along when something does not work.
    ShowDiagnostics = "Diagnostics…" in Program, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::ShowDiagnostics);
    /// Shows what was left out when files were added, or hides it.
    Review = "Review what was skipped" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(notices::reviewed(scene).is_some()), |scene, _| notices::review_or_not(scene);
    /// Shows the rest of the answer on show.
    ShowAnswer = "Details of the answer" in Program, Keys::NONE, when::show_answer, |scene, _| run::show_answer(scene);
    /// Dismisses the message on show.
    DismissNotice = "Dismiss message" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.model.notices.is_empty()), |scene, _| run::dismiss_notice(scene);
    /// Dark on light.
    UseLightTheme = "Use the light theme" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.dark),
        |scene, _| scene.tell(Intent::SetTheme(Theme::Light));
    /// Light on dark.
    UseDarkTheme = "Use the dark theme" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.dark),
        |scene, _| scene.tell(Intent::SetTheme(Theme::Dark));
    /// As the system has it.
    FollowSystemTheme = "Use the system's theme" in View, Keys::NONE,
        |scene| Possible::or_meaningless(scene.model.settings.theme != Theme::System),
        |scene, _| scene.tell(Intent::SetTheme(Theme::System));
    /// Makes everything larger.
    ZoomIn = "Zoom in" in View, either(ctrl(Key::Plus), ctrl(Key::Equals)).behind_dialogs(),
        |scene| Possible::or(zoom::larger(scene.model.settings.zoom).is_some(), "Already at maximum zoom"),
        |scene, _| run::set_zoom(scene, zoom::larger(scene.model.settings.zoom));
    /// Makes everything smaller.
    ZoomOut = "Zoom out" in View, key(ctrl(Key::Minus)).behind_dialogs(),
        |scene| Possible::or(zoom::smaller(scene.model.settings.zoom).is_some(), "It is as small as it gets"),
        |scene, _| run::set_zoom(scene, zoom::smaller(scene.model.settings.zoom));
    /// Makes everything as large as it was made.
    ResetZoom = "Reset zoom" in View, key(ctrl(Key::Num0)).behind_dialogs(),
        |scene| Possible::or(scene.model.settings.zoom != zoom::PLAIN, "It is at 100%"),
        |scene, _| run::set_zoom(scene, Some(zoom::PLAIN));
    /// Closes the window.
    Quit = "Quit" in Program, key(ctrl(Key::Q)).behind_dialogs(), always,
        |scene, _| scene.requests.push(Request::Quit);
}
