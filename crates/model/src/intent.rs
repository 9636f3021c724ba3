//! What the user wants, as the window and the command line express it.

use std::{ops::Range, path::PathBuf, sync::Arc};

use super::{
    BulkAction, CheckIntent, ColumnWidths, CopyFormat, ExportFormat, HistoryOrder, HistorySearch, Presets, Settings,
    Skipped, Theme, UploadId, VerifyTarget,
};
use que_sdk::secret::ApiKey;

/// One intent. `Debug` is safe: a key hides itself.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Add files and folders. The worker scans folders.
    Add(Vec<PathBuf>),
    /// Add the entries of a list, and report those that are not files on this machine.
    AddList {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// Entries that cannot be added, and why.
        refused: Vec<Skipped>,
    },
    /// Cancel these uploads. What is stored stays stored.
    Cancel(Vec<UploadId>),
    /// Pause these. Running ones stop, and start over when they are resumed.
    Pause(Vec<UploadId>),
    /// Resume these.
    Resume(Vec<UploadId>),
    /// Pause or resume the whole queue. Kept across restarts.
    SetQueuePaused(bool),
    /// Retry these, from presign.
    Retry(Vec<UploadId>),
    /// Repeat the failed step of every failed file of the queue: upload, sign with the same manifest, or verify.
    RetryFailed,
    /// Remove these from the queue; running ones are canceled first. Those with a key stay in the history.
    Remove(Vec<UploadId>),
    /// Undo the last removal.
    UndoRemove,
    /// Remove everything that is finished and needs no attention.
    ClearFinished,
    /// Sign these with one manifest.
    Sign {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The manifest definition, as JSON.
        manifest_json: String,
    },
    /// Like `Sign`, but only files without Content Credentials: each file is inspected first.
    SignNew {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The manifest definition, as JSON.
        manifest_json: String,
    },
    /// Sign these with a manifest whose placeholders are filled in for each.
    SignWith {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The manifest definition with placeholders.
        template: Arc<str>,
        /// Whether to skip files that have Content Credentials.
        keep_credentials: bool,
        /// Whether the server adds a verified identity.
        identity: bool,
    },
    /// Sign these with exactly this manifest, and with a verified identity.
    SignIdentified {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The manifest definition, as JSON.
        manifest_json: String,
        /// Whether to skip files that have Content Credentials.
        keep_credentials: bool,
    },
    /// Look for Content Credentials in these files, unless they were inspected before.
    CheckCredentials(Vec<UploadId>),
    /// Read what these files say about themselves, unless that is known.
    ReadMetadata(Vec<UploadId>),
    /// Download this signed copy.
    SaveSigned {
        /// The upload.
        id: UploadId,
        /// The file to create. An existing one is replaced.
        to: PathBuf,
    },
    /// Download these signed copies. If a file exists, another name is used.
    SaveAllSigned(Vec<(UploadId, PathBuf)>),
    /// Download this signed copy to read the pictures in its manifests, unless that was tried before.
    FetchCopy(UploadId),
    /// Ask the server for a link to this signed copy, and open it in the browser.
    OpenLink(UploadId),
    /// The link was opened.
    LinkOpened,
    /// Prepare these to be dragged out of the window, each with the name for its signed copy.
    DragOut(Vec<(UploadId, String)>),
    /// Use and save these presets.
    KeepPresets(Presets),
    /// Verify these.
    Verify {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The original or the signed copy.
        target: VerifyTarget,
    },
    /// Show this upload's details, and update them when they change. `None` shows none.
    SelectUpload(Option<UploadId>),
    /// Use this MIME type from the next attempt on; `None` for the detected one.
    SetMediaType {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The MIME type.
        media_type: Option<String>,
    },
    /// Search the history.
    SearchHistory(HistorySearch),
    /// Run an operation on these records of the history, even those that are not loaded.
    RunBulkOperation {
        /// The records, in this order.
        ids: Vec<UploadId>,
        /// What to do with each.
        action: BulkAction,
    },
    /// Stop this bulk operation. Started items still finish.
    StopBulkOperation(u64),
    /// Sort the history.
    SortHistory(HistoryOrder),
    /// These positions of the history are shown.
    ShowHistory(Range<usize>),
    /// Find these files and folders in the history by content.
    LookUp(Vec<PathBuf>),
    /// Stop the lookup, or dismiss its result.
    StopLookup,
    /// Delete these records of the history for good. Objects in storage stay.
    Forget(Vec<UploadId>),
    /// Copy these to the clipboard, in this order.
    Copy {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The format.
        format: CopyFormat,
    },
    /// The text is on the clipboard.
    ClipboardTaken,
    /// Save this template for copies.
    KeepTemplate(String),
    /// Export these to a file, in this order.
    Export {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The format.
        format: ExportFormat,
        /// The file.
        path: PathBuf,
    },
    /// Use and save these settings.
    ApplySettings(Box<Settings>),
    /// Switch to the profile with this name.
    SwitchProfile(String),
    /// Whether to leave a server while something is running there: the user's answer.
    ConfirmSwitch(bool),
    /// The welcome screen was completed or skipped. It does not return.
    EndFirstStart,
    /// Remember whether to use the sandbox: the next start opens there.
    GoToSandbox(bool),
    /// Use and save this theme.
    SetTheme(Theme),
    /// Show or hide the details panel, and remember it.
    ShowDetails(bool),
    /// Show files as tiles with large pictures, or as rows, and remember it.
    ShowGrid(bool),
    /// Show rows of less height, or of the usual one, and remember it.
    ShowCompact(bool),
    /// Use and save these column widths.
    SetColumns(ColumnWidths),
    /// Draw the window at this size in percent, and save it.
    SetZoom(u16),
    /// Suggest this author again in the next manifest.
    RememberAuthor(String),
    /// Use this key.
    SetKey {
        /// The key.
        key: ApiKey,
        /// Whether to store it in the OS keyring. Otherwise it lasts for this session.
        keep: bool,
    },
    /// Stop using the key, and delete it from the keyring.
    ForgetKey,
    /// Test whether the server answers and accepts the key.
    TestConnection,
    /// Look again at once whether the network is back.
    RetryNetwork,
    /// Check files on this computer, or fetch trust lists.
    Check(CheckIntent),
    /// Dismiss the notice with this number.
    DismissNotice(u64),
}
