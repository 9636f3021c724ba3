//! The table of commands, one row each: the message with its name, section, shortcuts, when it is possible, and what it
//! does.
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
        $command:ident = $message:literal in $section:ident, $keys:expr, $possible:expr, $run:expr;)+
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
                        Spec { message: $message, section: Section::$section, keys: $keys, possible: $possible, run: $run }
                    },)+
                }
            }
        }
    };
}

commands! {
    /// Asks which files to add.
    AddFiles = "commands-add-files" in Add, key(ctrl(Key::O)), always,
        |scene, _| scene.requests.push(Request::PickFiles);
    /// Asks which folders to add.
    AddFolder = "commands-add-folder" in Add, key(ctrl_shift(Key::O)), always,
        |scene, _| scene.requests.push(Request::PickFolder);
    /// Adds the paths on the clipboard. The text arrives as an event, as it does for the key.
    PastePaths = "commands-paste-paths" in Add, key(ctrl(Key::V)), always,
        |_, ctx| ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    /// Pauses the whole queue.
    PauseAll = "commands-pause-all" in Queue, key(ctrl(Key::P)), when::pause_all,
        |scene, _| scene.dispatch(Intent::SetQueuePaused(true));
    /// Resumes the whole queue. It shares the key of Pause, so one key toggles when only one of them is possible.
    ResumeAll = "commands-resume-all" in Queue, either(ctrl(Key::G), ctrl(Key::P)), when::resume_all,
        |scene, _| scene.dispatch(Intent::SetQueuePaused(false));
    /// Removes files that need nothing more from the queue.
    ClearFinished = "commands-clear-finished" in Queue, Keys::NONE, when::clear_finished, |scene, _| run::clear_finished(scene);
    /// Starts no further records of the running bulk operations.
    StopBulkOperation = "commands-stop" in History, Keys::NONE, when::stop_bulk_operation,
        |scene, _| run::stop_bulk_operations(scene);
    /// Opens the form to sign the selection.
    Sign = "commands-sign" in Selection, key(ctrl(Key::S)), when::sign, |scene, _| run::sign(scene);
    /// Opens the form to sign the inspected file again.
    SignAgain = "commands-sign-again" in Selection, Keys::NONE, when::sign_again, |scene, _| run::sign_again(scene);
    /// Verifies the selection: the signed copy if there is one, else the original.
    Verify = "commands-verify" in Selection, key(ctrl(Key::E)), when::verify, |scene, _| run::verify(scene);
    /// Verifies the originals of the selection, even of signed files.
    VerifyOriginal = "commands-verify-original" in Selection, Keys::NONE,
        |scene| able(scene, Ability::VerifyOriginal, "commands-reason-none-verifiable"),
        |scene, _| selected::verify_original(scene);
    /// Asks where to save the signed copy of the inspected file.
    SaveSigned = "commands-save-signed" in Selection, Keys::NONE, when::save_signed, |scene, _| run::save_signed(scene);
    /// Retries the selection.
    Retry = "commands-retry" in Selection, key(ctrl(Key::R)), when::retry, |scene, _| run::retry(scene);
    /// Pauses the selection.
    Pause = "commands-pause" in Selection, Keys::NONE, when::pause, |scene, _| selected::pause(scene);
    /// Resumes the selection.
    Resume = "commands-resume" in Selection, Keys::NONE, when::resume, |scene, _| selected::resume(scene);
    /// Cancels the selection.
    Cancel = "commands-cancel" in Selection, key(ctrl(Key::Period)),
        |scene| able(scene, Ability::Cancel, "commands-reason-none-uploading"), |scene, _| selected::cancel(scene);
    /// Copies the object keys of the selection.
    CopyKeys = "commands-copy-keys" in Selection, key(ctrl(Key::C)), when::copy, selected::copy_keys;
    /// Shows the file in the file manager.
    OpenFolder = "commands-open-folder" in Selection, Keys::NONE, when::open_folder, |scene, _| run::open_folder(scene);
    /// Opens the signed copy in the browser.
    OpenInBrowser = "commands-open-in-browser" in Selection, Keys::NONE, when::open_in_browser,
        |scene, _| run::open_in_browser(scene);
    /// Copies `s3://bucket/key` of the selection, or of all rows.
    CopyS3Uris = "commands-copy-uris" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::S3Uri);
    /// Copies the asset references that API calls take.
    CopyReferences = "commands-copy-references" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::AssetReference);
    /// Copies the SHA-256 of the inspected file.
    CopySha256 = "commands-copy-sha" in Copy, Keys::NONE, when::copy_sha256, selected::copy_sha256;
    /// Copies the URIs of the signed copies.
    CopySignedUris = "commands-copy-signed-links" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::SignedUri);
    /// Copies the object keys of the originals, even of signed files.
    CopyOriginalKeys = "commands-copy-original-keys" in Copy, Keys::NONE, when::copy_original_keys,
        |scene, _| copying::copy(scene, CopyFormat::OriginalKey);
    /// Copies names and keys, separated by a tab.
    CopyNamesAndKeys = "commands-copy-names-and-keys" in Copy, Keys::NONE, when::copy,
        |scene, _| copying::copy(scene, CopyFormat::NameAndKey);
    /// Copies one line per file, from the user's template.
    CopyByTemplate = "commands-copy-with-template" in Copy, Keys::NONE, when::copy, |scene, _| copying::copy_by_template(scene);
    /// Opens the template editor.
    EditTemplate = "commands-edit-template" in Copy, Keys::NONE, always, |scene, _| copying::edit_template(scene);
    /// Saves the selection, or all rows, as a table for spreadsheets.
    ExportCsv = "commands-export-csv" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Csv);
    /// Saves them as JSON.
    ExportJson = "commands-export-json" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Json);
    /// Saves them as a Markdown table.
    ExportMarkdown = "commands-export-markdown" in Copy, Keys::NONE, when::export,
        |scene, _| run::export(scene, ExportFormat::Markdown);
    /// Signs all stored files of the queue that were not signed.
    SignAll = "commands-sign-all" in Queue, Keys::NONE, when::sign_all, |scene, _| batch::sign_all(scene);
    /// Copies the links of all signed copies in the queue.
    CopyAllLinks = "commands-copy-all-links" in Queue, Keys::NONE, when::copy_all_links, |scene, _| batch::copy_links(scene);
    /// Repeats the failed step of each failed file in the queue.
    RetryFailed = "commands-retry-failed" in Queue, Keys::NONE, when::retry_failed, |scene, _| batch::retry_failed(scene);
    /// Finds a file in the history by its content.
    FindByContent = "commands-find-by-content" in History, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::PickToFind);
    /// Deletes the selected records, or all. In the queue, its key removes rows instead.
    Forget = "commands-forget" in History, REMOVAL, when::forget,
        |scene, _| forgetting::ask(scene, copying::selected_or_all(scene));
    /// Removes the selection from the queue.
    Remove = "commands-remove" in Selection, REMOVAL, when::remove,
        |scene, _| selected::remove(scene);
    /// Restores the rows removed last. Of this and the next command, the more recent one applies.
    UndoRemove = "commands-undo-remove" in Queue, key(ctrl(Key::Z)),
        |scene| Possible::or_meaningless(scene.model.removed().is_some() && scene.view.sign.deleted.is_none()),
        |scene, _| run::undo_remove(scene);
    /// Restores the preset deleted last.
    UndoDelete = "commands-undo-delete" in Program, key(ctrl(Key::Z)).behind_dialogs(),
        |scene| Possible::or_meaningless(scene.view.sign.deleted.is_some()), |scene, _| sign::undo_delete(scene);
    /// Opens the menu of the row under the cursor.
    ShowRowMenu = "commands-show-row-menu" in View, either(shift(Key::F10), plain(Key::Menu)), when::show_row_menu,
        row_menu::open_at_cursor;
    /// Selects all rows shown.
    SelectAll = "commands-select-all" in Selection, key(ctrl(Key::A)),
        |scene| Possible::or(!scene.rows().is_empty(), "commands-reason-nothing-to-select"), |scene, _| run::select_all(scene);
    /// Clears the selection.
    SelectNothing = "commands-select-nothing" in Selection, key(plain(Key::Escape)), when::has_selection,
        |scene, _| scene.view.selection_mut().clear();
    /// Shows the facts about the selected file. If they are shown already, this and the next three move the focus
    /// there.
    ShowOverview = "commands-show-overview" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Overview);
    /// Shows the form for Content Credentials of the selected file.
    ShowCredentials = "commands-show-credentials" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Credentials);
    /// Shows the verification report of the selected file.
    ShowReport = "commands-show-report" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect(scene, InspectorTab::Report);
    /// Shows the requests made for the selected file, its times and attempts.
    ShowTechnical = "commands-show-technical" in Selection, Keys::NONE, |scene| one(scene, |_| Possible::Now),
        |scene, _| run::inspect_technical(scene);
    /// Opens the inspector.
    ShowDetails = "commands-show-details" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.model.settings.details),
        |scene, _| scene.dispatch(Intent::ShowDetails(true));
    /// Closes the inspector.
    HideDetails = "commands-hide-details" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.model.settings.details),
        |scene, _| scene.dispatch(Intent::ShowDetails(false));
    /// Shows the picture of the file under the cursor in the whole window. Space does so among rows.
    ViewPicture = "commands-view-picture" in Selection, Keys::NONE,
        |scene| Possible::or_meaningless(scene.view.selection().cursor().is_some()), |scene, _| viewer::open(scene);
    /// Shows files as tiles with large pictures.
    ShowGrid = "commands-show-grid" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowGrid(true));
    /// Shows files as rows.
    ShowTable = "commands-show-table" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowGrid(false));
    /// Shows rows of less height.
    ShowCompactRows = "table-show-compact" in View, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.model.settings.compact && !scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowCompact(true));
    /// Shows rows of the usual height.
    ShowTallRows = "table-show-tall" in View, Keys::NONE,
        |scene| Possible::or_meaningless(scene.model.settings.compact && !scene.model.settings.grid),
        |scene, _| scene.dispatch(Intent::ShowCompact(false));
    /// Opens the field for the MIME type of the file.
    SetType = "commands-set-type" in Selection, Keys::NONE, when::set_type, |scene, _| inspector::set_type(scene);
    /// Saves the report on the inspected file.
    SaveReport = "commands-save-report" in Selection, Keys::NONE, when::save_report, |scene, _| inspector::save_report(scene);
    /// Shows the verification results of the selection as a large table.
    ShowResults = "commands-show-results" in Selection, Keys::NONE, when::show_results, |scene, _| results::open(scene);
    /// Shows the verification results of the queue as a large table.
    ShowAllResults = "commands-show-all-results" in Queue, Keys::NONE, when::show_all_results,
        |scene, _| batch::show_results(scene);
    /// Saves the verification results of the selection as a table.
    SaveResults = "commands-save-results" in Selection, Keys::NONE, when::save_results,
        |scene, _| inspector::save_results(scene);
    /// Saves everything known about the selected file as one document.
    SaveProof = "commands-save-proof" in Selection, Keys::NONE, when::save_proof, |scene, _| inspector::save_proof(scene);
    /// Shows the queue.
    ShowQueue = "commands-show-queue" in View, key(ctrl(Key::Num1)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::Queue), |scene, _| scene.view.tab = Tab::Queue;
    /// Shows the history.
    ShowHistory = "commands-show-history" in View, key(ctrl(Key::Num2)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::History), |scene, _| scene.view.tab = Tab::History;
    /// Shows the files that were checked without a server.
    ShowCheck = "commands-show-check" in View, key(ctrl(Key::Num3)),
        |scene| Possible::or_meaningless(scene.view.tab != Tab::Check), |scene, _| scene.view.tab = Tab::Check;
    /// Asks which files to check without uploading them.
    CheckFiles = "commands-check-files" in Add, Keys::NONE, always, |scene, _| scene.requests.push(Request::PickToCheck);
    /// Checks the selected files on this computer.
    CheckSelection = "commands-check-selection" in Selection, Keys::NONE, when::has_selection, |scene, _| check::selected(scene);
    /// Focuses the search field of the current tab.
    Search = "commands-search" in View, key(ctrl(Key::F)), always, |scene, _| run::search(scene);
    /// Sorts by name; again: descending; again: the default order.
    SortByName = "commands-sort-by-name" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Name);
    /// Sorts by size.
    SortBySize = "commands-sort-by-size" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Size);
    /// Sorts by progress.
    SortByProgress = "commands-sort-by-progress" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Progress);
    /// Sorts by object key.
    SortByKey = "commands-sort-by-key" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Key);
    /// Reverses the order of time.
    SortByTime = "commands-sort-by-time" in View, Keys::NONE, when::sort, |scene, _| run::sort(scene, Column::Time);
    /// Shows only rows in progress.
    OnlyActive = "commands-only-active" in View, Keys::NONE,
        |scene| when::only(scene, Show::Active), |scene, _| run::only(scene, Show::Active);
    /// Shows only rows that wait for their turn.
    OnlyWaiting = "commands-only-waiting" in View, Keys::NONE,
        |scene| when::only(scene, Show::Waiting), |scene, _| run::only(scene, Show::Waiting);
    /// Shows only paused rows.
    OnlyPaused = "commands-only-paused" in View, Keys::NONE,
        |scene| when::only(scene, Show::Paused), |scene, _| run::only(scene, Show::Paused);
    /// Shows only rows that need attention.
    OnlyFailed = "commands-only-failed" in View, Keys::NONE,
        |scene| when::only(scene, Show::Failed), |scene, _| run::only(scene, Show::Failed);
    /// Shows only stored rows.
    OnlyUploaded = "commands-only-uploaded" in View, Keys::NONE,
        |scene| when::only(scene, Show::Uploaded), |scene, _| run::only(scene, Show::Uploaded);
    /// Shows only signed rows.
    OnlySigned = "commands-only-signed" in View, Keys::NONE,
        |scene| when::only(scene, Show::Signed), |scene, _| run::only(scene, Show::Signed);
    /// Shows only verified rows.
    OnlyVerified = "commands-only-verified" in View, Keys::NONE,
        |scene| when::only(scene, Show::Verified), |scene, _| run::only(scene, Show::Verified);
    /// Shows only rows whose verification found them invalid.
    OnlyInvalid = "commands-only-invalid" in View, Keys::NONE,
        |scene| when::only(scene, Show::Invalid), |scene, _| run::only(scene, Show::Invalid);
    /// Shows only rows whose verification could not confirm them.
    OnlyUnconfirmed = "commands-only-unconfirmed" in View, Keys::NONE,
        |scene| when::only(scene, Show::Unconfirmed), |scene, _| run::only(scene, Show::Unconfirmed);
    /// Shows only canceled rows.
    OnlyCanceled = "commands-only-canceled" in View, Keys::NONE,
        |scene| when::only(scene, Show::Canceled), |scene, _| run::only(scene, Show::Canceled);
    /// Clears filter and search.
    ShowAllRows = "commands-show-all-rows" in View, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.view.queue.row_order.filter().is_open()),
        |scene, _| run::show_all_rows(scene);
    /// Moves the focus to the next pane.
    NextRegion = "commands-next-pane" in View, key(plain(Key::F6)), always,
        |scene, ctx| panes::go_round(scene, ctx, true);
    /// Moves the focus to the previous pane.
    PreviousRegion = "commands-previous-pane" in View, key(shift(Key::F6)), always,
        |scene, ctx| panes::go_round(scene, ctx, false);
    /// Shows all commands, to be found by name.
    ShowPalette = "commands-show-palette" in Program, key(ctrl(Key::K)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Palette(palette::Palette::default()));
    /// Shows all shortcuts.
    ShowShortcuts = "commands-show-shortcuts" in Program,
        either(plain(Key::F1), plain(Key::Questionmark)).on_mac(plain(Key::Questionmark), plain(Key::F1)), always,
        |scene, _| scene.view.dialogs.open(Dialog::Shortcuts);
    /// Opens the settings.
    OpenSettings = "commands-open-settings" in Program, key(ctrl(Key::Comma)), always,
        |scene, _| run::open_settings(scene, SettingsTab::default());
    /// Opens the server settings.
    EditServers = "commands-edit-servers" in Program, Keys::NONE, always,
        |scene, _| run::open_settings(scene, SettingsTab::Servers);
    /// Switches to the next server.
    NextServer = "commands-next-server" in Program, Keys::NONE, when::next_server, |scene, _| run::next_server(scene);
    /// Restarts with the Que server built into the app.
    TrySandbox = "commands-try-sandbox" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(cfg!(feature = "sandbox") && !scene.model.sandbox),
        |scene, _| scene.requests.push(Request::TrySandbox);
    /// Tests whether the server responds and accepts the key.
    TestConnection = "commands-test-connection" in Program, Keys::NONE,
        |scene| Possible::or(scene.model.connection != ConnectionView::Testing, "commands-reason-test-running"),
        |scene, _| run::test_connection(scene);
    /// Shows the report to send with a problem.
    ShowDiagnostics = "commands-show-diagnostics" in Program, Keys::NONE, always,
        |scene, _| scene.requests.push(Request::ShowDiagnostics);
    /// Shows or hides what was skipped when files were added.
    Review = "commands-review-skipped" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(notices::reviewed(scene).is_some()), |scene, _| notices::review_or_not(scene);
    /// Shows the rest of the current message.
    ShowAnswer = "commands-show-message-details" in Program, Keys::NONE, when::expand_toast, |scene, _| run::expand_toast(scene);
    /// Dismisses the current message.
    DismissNotice = "commands-dismiss-message" in Program, Keys::NONE,
        |scene| Possible::or_meaningless(!scene.model.notices.is_empty()), |scene, _| run::dismiss_notice(scene);
    /// The light theme.
    UseLightTheme = "commands-light-theme" in View, Keys::NONE, |scene| Possible::or_meaningless(scene.dark),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::Light));
    /// The dark theme.
    UseDarkTheme = "commands-dark-theme" in View, Keys::NONE, |scene| Possible::or_meaningless(!scene.dark),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::Dark));
    /// The theme of the system.
    FollowSystemTheme = "commands-system-theme" in View, Keys::NONE,
        |scene| Possible::or_meaningless(scene.model.settings.theme != Theme::System),
        |scene, _| scene.dispatch(Intent::SetTheme(Theme::System));
    /// Makes everything larger.
    ZoomIn = "commands-zoom-in" in View, either(ctrl(Key::Plus), ctrl(Key::Equals)).behind_dialogs(),
        |scene| Possible::or(zoom::larger(scene.model.settings.zoom).is_some(), "commands-reason-largest-zoom"),
        |scene, _| run::set_zoom(scene, zoom::larger(scene.model.settings.zoom));
    /// Makes everything smaller.
    ZoomOut = "commands-zoom-out" in View, key(ctrl(Key::Minus)).behind_dialogs(),
        |scene| Possible::or(zoom::smaller(scene.model.settings.zoom).is_some(), "commands-reason-smallest-zoom"),
        |scene, _| run::set_zoom(scene, zoom::smaller(scene.model.settings.zoom));
    /// Back to 100%.
    ResetZoom = "commands-reset-zoom" in View, key(ctrl(Key::Num0)).behind_dialogs(),
        |scene| Possible::or(scene.model.settings.zoom != zoom::PLAIN, "commands-reason-plain-zoom"),
        |scene, _| run::set_zoom(scene, Some(zoom::PLAIN));
    /// Closes the window.
    Quit = "commands-quit" in Program, key(ctrl(Key::Q)).on_mac(ctrl(Key::Q), ctrl(Key::W)).behind_dialogs(), always,
        |scene, _| scene.requests.push(Request::Quit);
}
