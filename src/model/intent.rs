//! What a person wants, as the window and the command line say it.

use std::path::PathBuf;

use super::{Settings, Theme, UploadId, VerifyTarget};
use crate::secret::ApiKey;

/// One wish. `Debug` is safe: a key hides itself.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Add files and folders; folders are walked by the worker.
    Add(Vec<PathBuf>),
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
    /// Take these out of the queue; running ones are cancelled first. What has a key stays in the history.
    Remove(Vec<UploadId>),
    /// Take all that need nothing more out of the queue.
    ClearFinished,
    /// Sign these with one manifest.
    Sign {
        /// Which.
        ids: Vec<UploadId>,
        /// The manifest definition: a JSON document.
        manifest_json: String,
    },
    /// Verify these.
    Verify {
        /// Which.
        ids: Vec<UploadId>,
        /// The original or the signed copy.
        target: VerifyTarget,
    },
    /// Search the history; an empty text shows all of it.
    SearchHistory(String),
    /// Show the page of the history that begins at this record.
    ShowHistory {
        /// Records before the page.
        offset: usize,
    },
    /// Use and keep these settings.
    ApplySettings(Settings),
    /// Use and keep this theme.
    SetTheme(Theme),
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
