//! What the worker shall do.

use std::{path::PathBuf, sync::Arc};

use super::{
    CopyFormat, HistorySearch, ObjectRef, Presets, Settings, Source, Timestamp, Upload, UploadId, VerifyTarget,
};
use que_sdk::secret::ApiKey;

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
    /// Take these into the queue again. Those that are queued are uploaded.
    PutBack(Vec<Arc<Upload>>),
    /// Free the memory of these: of a hundred thousand that takes longer than a frame of the window may last.
    Discard(Vec<Arc<Upload>>),
    /// Sign these objects.
    Sign(Vec<SignOrder>),
    /// Look whether these files have Content Credentials already.
    Look(Vec<LookOrder>),
    /// Fetch this signed copy into a file.
    Save(SaveOrder),
    /// Fetch these signed copies into files, a few at a time.
    SaveAll(Vec<SaveOrder>),
    /// Keep these presets.
    KeepPresets(Presets),
    /// Verify these objects.
    Verify(Vec<VerifyOrder>),
    /// Find records of the history. A search with a higher number makes it void.
    SearchHistory {
        /// The search's number.
        number: u64,
        /// What to look for.
        search: HistorySearch,
    },
    /// Read these records of the history.
    ReadHistory(Vec<UploadId>),
    /// Read these records for what is to be done with them.
    ReadRecords {
        /// What they are read for.
        bulk_operation: u64,
        /// The records.
        ids: Vec<UploadId>,
    },
    /// Find these files in the history by their content.
    LookUp {
        /// The look's number.
        number: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// End the look for files.
    StopLookup,
    /// Delete these records for good. Objects in storage stay.
    Forget(Vec<UploadId>),
    /// Put these records together to be copied, in this order.
    Copy {
        /// Which.
        ids: Vec<UploadId>,
        /// In which form.
        format: CopyFormat,
    },
    /// Write these records into a file, in this order.
    Export {
        /// Which.
        ids: Vec<UploadId>,
        /// In which form.
        format: ExportFormat,
        /// The file. One that stands there is replaced.
        path: PathBuf,
    },
    /// Read what is known of this upload besides its row.
    LoadDetails(UploadId),
    /// Put on record that these are not to be signed after all: they have Content Credentials, which stay.
    LeaveUnsigned(Vec<UploadId>),
    /// Send these bytes as this type from the next attempt on; `None` as what they are found to be.
    SetMediaType {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The MIME type.
        media_type: Option<String>,
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

impl Command {
    /// Whether it asks for something that is of no use once the program ends.
    #[must_use]
    pub const fn is_for_now(&self) -> bool {
        matches!(
            self,
            Self::Scan { .. }
                | Self::Look(_)
                | Self::Save(_)
                | Self::SaveAll(_)
                | Self::SearchHistory { .. }
                | Self::ReadHistory(_)
                | Self::ReadRecords { .. }
                | Self::LoadDetails(_)
                | Self::LookUp { .. }
                | Self::StopLookup
                | Self::Copy { .. }
                | Self::Export { .. }
                | Self::TestConnection
        )
    }
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
    /// What to sign with.
    pub manifest: ManifestText,
    /// The file's name, for what is filled in.
    pub name: String,
    /// The file to look at first: it is signed only if it has no Content Credentials yet. `None` signs without a look.
    pub unless_it_has: Option<LookOrder>,
}

/// What to sign with.
#[derive(Debug, Clone, PartialEq)]
pub enum ManifestText {
    /// This very manifest definition: a JSON document.
    Exact(Arc<str>),
    /// One with placeholders that are filled in for each file.
    Template(Arc<str>),
}

/// A file to look at for Content Credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookOrder {
    /// The upload's name.
    pub id: UploadId,
    /// The file.
    pub path: PathBuf,
    /// Its MIME type.
    pub content_type: String,
    /// Its bytes.
    pub size: u64,
}

/// A signed copy to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveOrder {
    /// The upload's name.
    pub id: UploadId,
    /// The signed copy.
    pub object: ObjectRef,
    /// The file that it goes to.
    pub to: PathBuf,
    /// Whether a file of that name is replaced, because the dialog has asked. Else another name is taken.
    pub replace: bool,
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

/// In which form records are written into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A table for spreadsheets.
    Csv,
    /// A list for programs.
    Json,
    /// A table to be read.
    Markdown,
}

impl ExportFormat {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        }
    }

    /// The ending of such a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}
