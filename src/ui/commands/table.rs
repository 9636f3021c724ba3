//! The table of commands, one row each: name, section, shortcuts, when it is possible, and what it does.
//!
//! Add new commands here. They then appear in the menu, in the palette and, with a shortcut, in the shortcut sheet.
//! Assign a shortcut only where people expect one; everything else is found by name.

use eframe::egui::{Key, ViewportCommand};

use super::{
    Keys, Possible, Section, Spec,
    keys::{ctrl, ctrl_shift, either, key, plain, shift},
    possible::{self as when, able, always, one},
    run,
};
use crate::ui::{
    InspectorTab, Request, Tab, batch, check, copying, dialogs::Dialog, filter::Show, forgetting, inspector, notices,
    palette, panes, results, row_menu, selected, settings::SettingsTab, sign, sorting::Column, tally::Ability, viewer,
    zoom,
};
use model::{ConnectionView, CopyFormat, ExportFormat, Intent, Theme};

/// The Delete key of a Mac is Backspace.
const REMOVAL: Keys = key(plain(Key::Delete)).on_mac(plain(Key::Backspace), plain(Key::Delete));

/// Declares the commands, the list of all of them in table order, and the row of each.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+
        $command:ident = $name:literal in $section:ident, $keys:expr, $possible:expr, $run:expr;)+
    ) => {
        /// Something the user can tell the window to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Command {
            $($(#[doc = $doc])+ $command,)+
        }

        impl Command {
            /// All commands, in display order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$command,)+];

            /// The command's row.
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
    /// Adds the paths on the clipboard. The text arrives as an event, as it does for the key.
    PastePaths = "Paste paths" in Add, key(ctrl(Key::V)), always,
        |_, ctx| ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    /// Pauses the whole queue.
    PauseAll = "Pause all" in Queue, key(ctrl(Key::P)), when::pause_all,
        |scene, _| scene.dispatch(Intent::SetQueuePaused(true));
    /// Resumes the whole queue. It shares the key of Pause, so one key toggles when only one of them is possible.
    ResumeAll = "Resume all" in Queue, either(ctrl(Key::G), ctrl(Key::P)), when::resume_all,
        |scene, _| scene.dispatch(Intent::SetQueuePaused(false));
    /// Removes files that need nothing more from the queue.
    ClearFinished = "Clear finished" in Queue, Keys::NONE, when::clear_finished, |scene, _| run::clear_finished(scene);
    /// Starts no further records of the running bulk operations.
    StopBulkOperation = "Stop" in History, Keys::NONE, when::stop_bulk_operation,
        |scene, _| run::stop_bulk_operations(scene);
    /// Opens the form to sign the selection.
    Sign = "Sign…" in Selection, key(ctrl(Key::S)), when::sign, |scene, _| run::sign(scene);
    /// Opens the form to sign the inspected file again.
    SignAgain = "Sign again…" in Selection, Keys::NONE, when::sign_again, |scene, _| run::sign_again(scene);
    /// Verifies the selection: the signed copy if there is one, else the original.
    Verify = "Verify" in Selection, key(ctrl(Key::E)), when::verify, |scene, _| run::verify(scene);
    /// Verifies the originals of the selection, even of signed files.
    VerifyOriginal = "Verify original" in Selection, Keys::NONE,
        |scene| able(scene, Ability::VerifyOriginal, "None of these files can be verified now"),
        |scene, _| selected::verify_original(scene);
    /// Asks where to save the signed copy of the inspected file.
    SaveSigned = "Save signed file…" in Selection, Keys::NONE, when::save_signed, |scene, _| run::save_signed(scene);
    /// Retries the selection.
    Retry = "Retry" in Selection, key(ctrl(Key::R)), when::retry, |scene, _| run::retry(scene);
    /// Pauses the selection.
    Pause = "Pause" in Selection, Keys::NONE, when::pause, |scene, _| selected::pause(scene);
    /// Resumes the selection.
    Resume = "Resume" in Selection, Keys::NONE, when::resume, |scene, _| selected::resume(scene);
    /// Cancels the selection.
    Cancel = "Cancel" in Selection, key(ctrl(Key::Period)),
        |scene| able(scene, Ability::Cancel, "No selected file is uploading"), |scene, _| selected::cancel(scene);
    /// Copies the object keys of the selection.
    CopyKeys = "Copy keys" in Selection, key(ctrl(Key::C)), when::copy, selected::copy_keys;
    /// Shows the file in the file manager.
    OpenFolder = "Open folder" in Selection, Keys::NONE, when::open_folder, |scene, _| run::open_folder(scene);
    /// Opens the signed copy in the browser.
    OpenInBrowser = "Open in browser" in Selection, Keys::NONE, when::open_in_browser,
        |scene, _| run::open_in_browser(scene);
    /// Copies `s3://bucket/key` of the selection, or of all rows.
    CopyS3Uris = "Copy S3 URIs" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::S3Uri);
    /// Copies the asset references that API calls take.
    CopyReferences = "Copy asset references (JSON)" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::AssetReference);
    /// Copies the SHA-256 of the inspected file.
    CopySha256 = "Copy SHA-256" in Copy, Keys::NONE, when::copy_sha256, selected::copy_sha256;
    /// Copies the URIs of the signed copies.
    CopySignedUris = "Copy signed links" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::SignedUri);
    /// Copies the object keys of the originals, even of signed files.
    CopyOriginalKeys = "Copy original keys" in Copy, Keys::NONE, when::copy_original_keys,
        |scene, _| copying::copy(scene, CopyFormat::OriginalKey);
    /// Copies names and keys, separated by a tab.
    CopyNamesAndKeys = "Copy names and keys" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::NameAndKey);
    /// Copies one line per file, from the user's template.
    CopyByTemplate = "Copy with template" in Copy, Keys::NONE, when::copy, |scene, _| copying::copy_by_template(scene);
    /// Opens the template editor.
    EditTemplate = "Edit template…" in Copy, Keys::NONE, always, |scene, _| copying::edit_template(scene);
    /// Saves the selection, or all rows, as a table for spreadsheets.
    ExportCsv = "Export as CSV…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Csv);
    /// Saves them as JSON.
    ExportJson = "Export as JSON…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Json);
    /// Saves them as a Markdown table.
    ExportMarkdown = "Export as Markdown…" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Markdown);
    /// Signs all stored files of the queue that were not signed.
    SignAll = "Sign all…" in Queue, Keys::NONE, when::sign_all, |scene, _| batch::sign_all(scene);
    /// Copies the links of all signed copies in the queue.
    CopyAllLinks = "Copy all signed links" in Queue, Keys::NONE, when::copy_all_links, |scene, _| batch::copy_links(scene);
    /// Repeats the failed step of each failed file in the queue.
    RetryFailed = "Retry all failed" in Queue, Keys::NONE, when::retry_failed, |scene, _| batch::retry_failed(scene);
    /// Finds a file in the history by its content.
    FindByContent = "Find by content…" in History, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::PickToFind);
    /// Deletes the selected records, or all. In the queue, its key removes rows instead.
    Forget = "Delete from history…" in History, REMOVAL, when::forget,
        |scene, _| forgetting::ask(scene, copying::selected_or_all(scene));
    /// Removes the selection from the queue.
    Remove = "Remove from queue" in Selection, REMOVAL, when::remove,
        |scene, _| selected::remove(scene);
    /// Restores the rows removed last. Of this and the next command, the more recent one applies.
    UndoRemove = "Undo removal" in Queue, key(ctrl(Key::Z)),
        |scene| Possible::or_meaningless(scene.model.removed().is_some() && scene.view.sign.deleted.is_none()),
        |scene, _| run::undo_remove(scene);
    /// Restores the preset deleted last.
    UndoDelete = "Undo deleting the preset" in Program, key(ctrl(Key::Z)).behind_dialogs(),
        |scene| Possible::or_meaningless(scene.view.sign.deleted.is_some()), |scene, _| sign::undo_delete(scene);
    /// Opens the menu of the row under the cursor.
    ShowRowMenu = "Selection menu" in View, either(shift(Key::F10), plain(Key::Menu)), when::show_row_menu,
        row_menu::open_at_cursor;
    /// Selects all rows shown.
    SelectAll = "Select all" in Selection, key(ctrl(Key::A)),
        |scene| Possible::or(!scene.rows().is_empty(), "Nothing to select"), |scene, _| run::select_all(scene);
    /// Clears the selection.
    SelectNothing = "Deselect all" in Selection, key(plain(Key::Escape)), when::has_selection,
        |scene, _| scene.view.selection_mut().clear();
    /// Shows the facts about the selected file. If they are shown already, this and the next three move the focus
    /// there.
    ShowOverview = "Show overview" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Overview);
    /// Shows the form for Content Credentials of the selected file.
    ShowCredentials = "Show credentials" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Credentials);
    /// Shows the verification report of the selected file.
    ShowReport = "Show report" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Report);
    /// Shows the requests made for the selected file, its times and attempts.
    ShowTechnical = "Show technical details" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect_technical(scene);
    /// Opens the inspector.
    ShowDetails = "Show details" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.model.settings.details),
        |scene, _| scene.dispatch(Intent::ShowDetails(true));
    /// Closes the inspector.
    HideDetails = "Hide details" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.model.settings.details),
        |scene, _| scene.dispatch(Intent::ShowDetails(false));
    /// Shows the picture of the file under the cursor in the whole window. Space does so among rows.
    ViewPicture = "View picture" in Selection, Keys::NONE,
        |scene| Possible::or_meaningless(scene.view.selection().cursor().is_some()), |scene, _| viewer::open(scene);
    /// Shows files as tiles with large pictures.
    ShowGrid = "Show as grid" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowGrid(true));
    /// Shows files as rows.
    ShowTable = "Show as table" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowGrid(false));
    /// Opens the field for the MIME type of the file.
    SetType = "Set type…" in Selection, Keys::NONE, when::set_type, |scene, _| inspector::set_type(scene);
    /// Saves the report on the inspected file.
    SaveReport = "Save report…" in Selection, Keys::NONE, when::save_report, |scene, _| inspector::save_report(scene);
    /// Shows the verification results of the selection as a large table.
    ShowResults = "View results…" in Selection, Keys::NONE, when::show_results, |scene, _| results::open(scene);
    /// Shows the verification results of the queue as a large table.
    ShowAllResults = "View all results…" in Queue, Keys::NONE, when::show_all_results,
        |scene, _| batch::show_results(scene);
    /// Saves the verification results of the selection as a table.
    SaveResults = "Save results…" in Selection, Keys::NONE, when::save_results,
        |scene, _| inspector::save_results(scene);
    /// Saves everything known about the selected file as one document.
    SaveProof = "Save evidence (JSON)…" in Selection, Keys::NONE, when::save_proof, |scene, _| inspector::save_proof(scene);
    /// Shows the queue.
    ShowQueue = "Show queue" in View, key(ctrl(Key::Num1)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::Queue), |scene, _| scene.view.tab = Tab::Queue;
    /// Shows the history.
    ShowHistory = "Show history" in View, key(ctrl(Key::Num2)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::History), |scene, _| scene.view.tab = Tab::History;
    /// Shows the files that were checked without a server.
    ShowCheck = "Show check" in View, key(ctrl(Key::Num3)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::Check), |scene, _| scene.view.tab = Tab::Check;
    /// Asks which files to check without uploading them.
    CheckFiles = "Check files…" in Add, Keys::NONE, always, |scene, _| scene.requests.push(Request::PickToCheck);
    /// Checks the selected files on this computer.
    CheckSelection = "Check" in Selection, Keys::NONE, when::has_selection, |scene, _| check::selected(scene);
    /// Focuses the search field of the current tab.
    Search = "Search" in View, key(ctrl(Key::F)), always, |scene, _| run::search(scene);
    /// Sorts by name; again: descending; again: the default order.
    SortByName = "Sort by name" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Name);
    /// Sorts by size.
    SortBySize = "Sort by size" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Size);
    /// Sorts by progress.
    SortByProgress = "Sort by progress" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Progress);
    /// Sorts by object key.
    SortByKey = "Sort by object key" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Key);
    /// Reverses the order of time.
    SortByTime = "Sort by time" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Time);
    /// Shows only rows in progress.
    OnlyActive = "Show only active files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Active), |scene, _| run::only(scene, Show::Active);
    /// Shows only rows that wait for their turn.
    OnlyWaiting = "Show only waiting files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Waiting), |scene, _| run::only(scene, Show::Waiting);
    /// Shows only paused rows.
    OnlyPaused = "Show only paused files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Paused), |scene, _| run::only(scene, Show::Paused);
    /// Shows only rows that need attention.
    OnlyFailed = "Show only failed files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Failed), |scene, _| run::only(scene, Show::Failed);
    /// Shows only stored rows.
    OnlyUploaded = "Show only uploaded files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Uploaded), |scene, _| run::only(scene, Show::Uploaded);
    /// Shows only signed rows.
    OnlySigned = "Show only signed files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Signed), |scene, _| run::only(scene, Show::Signed);
    /// Shows only verified rows.
    OnlyVerified = "Show only verified files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Verified), |scene, _| run::only(scene, Show::Verified);
    /// Shows only rows whose verification found them invalid.
    OnlyInvalid = "Show only invalid files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Invalid), |scene, _| run::only(scene, Show::Invalid);
    /// Shows only rows whose verification could not confirm them.
    OnlyUnconfirmed = "Show only unconfirmed files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Unconfirmed), |scene, _| run::only(scene, Show::Unconfirmed);
    /// Shows only canceled rows.
    OnlyCanceled = "Show only canceled files" in View, Keys::NONE,
        |scene| when::only(scene, Show::Canceled), |scene, _| run::only(scene, Show::Canceled);
    /// Clears filter and search.
    ShowAllRows = "Show all files" in View, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.view.queue.row_order.filter().is_open()),
        |scene, _| run::show_all_rows(scene);
    /// Moves the focus to the next pane.
    NextRegion = "Next pane" in View, key(plain(Key::F6)), always,
        |scene, ctx| panes::go_round(scene, ctx, true);
    /// Moves the focus to the previous pane.
    PreviousRegion = "Previous pane" in View, key(shift(Key::F6)), always,
        |scene, ctx| panes::go_round(scene, ctx, false);
    /// Shows all commands, to be found by name.
    ShowPalette = "All commands…" in Program, key(ctrl(Key::K)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Palette(palette::Palette::default()));
    /// Shows all shortcuts.
    ShowShortcuts = "Keyboard shortcuts" in Program,
        either(plain(Key::F1), plain(Key::Questionmark)).on_mac(plain(Key::Questionmark), plain(Key::F1)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Shortcuts);
    /// Opens the settings.
    OpenSettings = "Settings…" in Program, key(ctrl(Key::Comma)), always,
        |scene, _| run::open_settings(scene, SettingsTab::default());
    /// Opens the server settings.
    EditServers = "Servers…" in Program, Keys::NONE, always,
        |scene, _| run::open_settings(scene, SettingsTab::Servers);
    /// Switches to the next server.
    NextServer = "Next server" in Program, Keys::NONE, when::next_server, |scene, _| run::next_server(scene);
    /// Restarts with the Que server built into the app.
    TrySandbox = "Try the sandbox" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(cfg!(feature = "sandbox") && !scene.model.sandbox),
        |scene, _| scene.requests.push(Request::TrySandbox);
    /// Tests whether the server responds and accepts the key.
    TestConnection = "Test connection" in Program, Keys::NONE,
        |scene| Possible::or(scene.model.connection != ConnectionView::Testing, "A test is running"),
        |scene, _| run::test_connection(scene);
    /// Shows the report to send with a problem.
    ShowDiagnostics = "Diagnostics…" in Program, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::ShowDiagnostics);
    /// Shows or hides what was skipped when files were added.
    Review = "Review skipped files" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(notices::reviewed(scene).is_some()), |scene, _| notices::review_or_not(scene);
    /// Shows the rest of the current message.
    ShowAnswer = "Show message details" in Program, Keys::NONE, when::expand_toast, |scene, _| run::expand_toast(scene);
    /// Dismisses the current message.
    DismissNotice = "Dismiss message" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.model.notices.is_empty()), |scene, _| run::dismiss_notice(scene);
    /// The light theme.
    UseLightTheme = "Use light theme" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.dark),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::Light));
    /// The dark theme.
    UseDarkTheme = "Use dark theme" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.dark),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::Dark));
    /// The theme of the system.
    FollowSystemTheme = "Use system theme" in View, Keys::NONE,
        |scene| Possible::or_meaningless(scene.model.settings.theme != Theme::System),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::System));
    /// Makes everything larger.
    ZoomIn = "Zoom in" in View, either(ctrl(Key::Plus), ctrl(Key::Equals)).behind_dialogs(),
        |scene| Possible::or(zoom::larger(scene.model.settings.zoom).is_some(), "Already at maximum zoom"),
        |scene, _| run::set_zoom(scene, zoom::larger(scene.model.settings.zoom));
    /// Makes everything smaller.
    ZoomOut = "Zoom out" in View, key(ctrl(Key::Minus)).behind_dialogs(),
        |scene| Possible::or(zoom::smaller(scene.model.settings.zoom).is_some(), "Already at minimum zoom"),
        |scene, _| run::set_zoom(scene, zoom::smaller(scene.model.settings.zoom));
    /// Back to 100%.
    ResetZoom = "Reset zoom" in View, key(ctrl(Key::Num0)).behind_dialogs(),
        |scene| Possible::or(scene.model.settings.zoom != zoom::PLAIN, "Already at 100%"),
        |scene, _| run::set_zoom(scene, Some(zoom::PLAIN));
    /// Closes the window.
    Quit = "Quit" in Program, key(ctrl(Key::Q)).on_mac(ctrl(Key::Q), ctrl(Key::W)).behind_dialogs(), always,
        |scene, _| scene.requests.push(Request::Quit);
}
