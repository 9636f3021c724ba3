//! What the worker shall do.

use std::path::PathBuf;

use super::{ObjectRef, Settings, Source, Timestamp, UploadId, VerifyTarget};
use crate::secret::ApiKey;

/// One order to the worker. `Debug` is safe: a key hides itself.
#[derive(Debug, Clone)]
pub enum Command {
    /// Walk these files and folders and tell what is found, piece by piece.
    Scan {
        /// Names the batch in the events that answer.
        batch: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Record these and upload them in this order.
    Enqueue(Vec<Job>),
    /// Upload these again, from presign. They are on record already.
    Retry(Vec<Job>),
    /// Hold these back.
    Pause(Vec<UploadId>),
    /// Stop these.
    Cancel(Vec<UploadId>),
    /// Take these out of the queue, for good where they have no key.
    Remove(Vec<UploadId>),
    /// Sign these objects.
    Sign(Vec<SignOrder>),
    /// Verify these objects.
    Verify(Vec<VerifyOrder>),
    /// Read a page of the history.
    LoadHistory {
        /// What to search for; empty for all.
        search: String,
        /// Records before the page.
        offset: usize,
    },
    /// Keep these settings and work by them from now on.
    UseSettings(Settings),
    /// Work with this key from now on.
    SetKey {
        /// The key.
        key: ApiKey,
        /// Whether to keep it in the OS keyring.
        keep: bool,
    },
    /// Forget the key, in the keyring too.
    ForgetKey,
    /// Ask the server whether it is there and takes the key.
    TestConnection,
}

/// A file to upload.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The upload's name.
    pub id: UploadId,
    /// When it was added.
    pub added_at: Timestamp,
    /// The file.
    pub source: Source,
}

/// An object to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct SignOrder {
    /// The upload's name.
    pub id: UploadId,
    /// The object.
    pub object: ObjectRef,
    /// Its size in bytes, where known: bounds of the call are set by it.
    pub size: Option<u64>,
    /// The manifest definition: a JSON document.
    pub manifest_json: String,
}

/// An object to verify.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyOrder {
    /// The upload's name.
    pub id: UploadId,
    /// Which object of it.
    pub target: VerifyTarget,
    /// The object.
    pub object: ObjectRef,
    /// Its size in bytes, where known.
    pub size: Option<u64>,
    /// How much the report is to say.
    pub detail: ReportDetail,
}

/// How much a verification report says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportDetail {
    /// The usual report.
    #[default]
    Summary,
    /// What the file holds.
    Info,
    /// Claims and assertion stores too.
    Detailed,
    /// The tree of ingredients.
    Tree,
}
