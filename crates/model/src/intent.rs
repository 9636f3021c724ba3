//! What a person wants, as the window and the command line say it.

use std::{ops::Range, path::PathBuf, sync::Arc};

use super::{
    BulkAction, ColumnWidths, CopyFormat, ExportFormat, HistoryOrder, HistorySearch, Presets, Settings, Skipped, Theme,
    UploadId, VerifyTarget,
};
use que_sdk::secret::ApiKey;

/// One wish. `Debug` is safe: a key hides itself.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Add files and folders; folders are walked by the worker.
    Add(Vec<PathBuf>),
    /// Add what a list named, and tell what in it is no file of this machine.
    AddList {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// Entries that can never be walked, and why.
        refused: Vec<Skipped>,
    },
    /// Stop these uploads. What is stored already stays stored.
    Cancel(Vec<UploadId>),
    /// Hold these back; what runs is stopped and starts over when it is resumed.
    Pause(Vec<UploadId>),
    /// Go on with these.
    Resume(Vec<UploadId>),
    /// Hold back the whole queue, or go on with it. Kept across restarts.
    HoldQueue(bool),
    /// Try these again, from presign.
    Retry(Vec<UploadId>),
    /// Take these out of the queue; running ones are canceled first. What has a key stays in the history.
    Remove(Vec<UploadId>),
    /// Put back into the queue what was taken out last.
    UndoRemove,
    /// Take all that need nothing more out of the queue.
    ClearFinished,
    /// Sign these with one manifest.
    Sign {
        /// Which.
        ids: Vec<UploadId>,
        /// The manifest definition: a JSON document.
        manifest_json: String,
    },
    /// The same, but only what has no Content Credentials yet: each file is looked at first.
    SignNew {
        /// Which.
        ids: Vec<UploadId>,
        /// The manifest definition: a JSON document.
        manifest_json: String,
    },
    /// Sign these with a manifest whose placeholders are filled in for each.
    SignWith {
        /// Which.
        ids: Vec<UploadId>,
        /// The manifest definition with placeholders.
        template: Arc<str>,
        /// Whether files that have Content Credentials already are left out.
        keep_credentials: bool,
    },
    /// Look whether the files of these have Content Credentials already. Those that were looked at are not again.
    LookForCredentials(Vec<UploadId>),
    /// Fetch the signed copy of this into a file.
    SaveSigned {
        /// Which.
        id: UploadId,
        /// The file; one of that name is replaced.
        to: PathBuf,
    },
    /// Fetch the signed copies of these into files. Where one of that name is, another name is taken.
    SaveAllSigned(Vec<(UploadId, PathBuf)>),
    /// Use and keep these presets.
    KeepPresets(Presets),
    /// Verify these.
    Verify {
        /// Which.
        ids: Vec<UploadId>,
        /// The original or the signed copy.
        target: VerifyTarget,
    },
    /// Look at this upload: its details are read, and read again when they change. `None` looks at none.
    Inspect(Option<UploadId>),
    /// Send these as this MIME type from the next attempt on; `None` as what they are found to be.
    SetMediaType {
        /// Which.
        ids: Vec<UploadId>,
        /// The MIME type.
        media_type: Option<String>,
    },
    /// Search the history.
    SearchHistory(HistorySearch),
    /// Do this with these records of the history, also with those that were not read yet.
    RunBulkOperation {
        /// The records, in the order in which they are to be taken.
        ids: Vec<UploadId>,
        /// What is done with each.
        action: BulkAction,
    },
    /// Begin no more of what is being done with many records.
    StopBulkOperation(u64),
    /// Put the history into this order.
    SortHistory(HistoryOrder),
    /// These places of the history are on show.
    ShowHistory(Range<usize>),
    /// Find these files and folders in the history by their content.
    LookUp(Vec<PathBuf>),
    /// End the look for files, or put its outcome away.
    StopLookup,
    /// Delete these records of the history for good. Objects in storage stay.
    Forget(Vec<UploadId>),
    /// Put these on the clipboard, in this order.
    Copy {
        /// Which.
        ids: Vec<UploadId>,
        /// In which form.
        format: CopyFormat,
    },
    /// The text to be copied is on the clipboard.
    ClipboardTaken,
    /// Keep this template for copies.
    KeepTemplate(String),
    /// Write these into a file, in this order.
    Export {
        /// Which.
        ids: Vec<UploadId>,
        /// In which form.
        format: ExportFormat,
        /// The file.
        path: PathBuf,
    },
    /// Use and keep these settings.
    ApplySettings(Settings),
    /// Work with the profile of this name from now on.
    SwitchProfile(String),
    /// The answer to the question whether to leave a server while something is on its way to it.
    ConfirmSwitch(bool),
    /// The first start was gone through or skipped: it does not come again.
    EndFirstStart,
    /// Keeps that the window is left for the sandbox, or for a server of the user's: it opens there the next time.
    GoToSandbox(bool),
    /// Use and keep this theme.
    SetTheme(Theme),
    /// Show the details of what is selected, or not, and keep it so.
    ShowDetails(bool),
    /// Use and keep these widths of columns.
    SetColumns(ColumnWidths),
    /// Draw the window this large, in percent, and keep it so.
    SetZoom(u16),
    /// Offer this author's name again with the next manifest.
    RememberAuthor(String),
    /// Use this key.
    SetKey {
        /// The key.
        key: ApiKey,
        /// Whether to keep it in the OS keyring; else it lasts for this session.
        keep: bool,
    },
    /// Forget the key, in the keyring too.
    ForgetKey,
    /// Ask the server whether it is there and takes the key.
    TestConnection,
    /// The notice with this number was read.
    DismissNotice(u64),
}
