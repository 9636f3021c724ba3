//! What the worker should do.

use std::{path::PathBuf, sync::Arc};

use super::{
    CheckCommand, CopyFormat, DragOrder, ExistingFacts, HistorySearch, ObjectRef, Presets, Settings, Source, Timestamp,
    Upload, UploadId, VerifyTarget,
};
use que_sdk::secret::ApiKey;

/// A command for the worker. `Debug` is safe: a key hides itself.
#[derive(Debug, Clone)]
pub enum Command {
    /// Scan these files and folders, and report what is found in batches.
    Scan {
        /// The batch's number in the events.
        batch: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Record these and upload them in this order.
    Enqueue(Vec<Job>),
    /// Upload these again, from presign. They are recorded.
    Retry(Vec<Job>),
    /// Pause these.
    Pause(Vec<UploadId>),
    /// Cancel these.
    Cancel(Vec<UploadId>),
    /// Take these out of the queue, for good if they have no key.
    Remove(Vec<UploadId>),
    /// Put these back into the queue. Upload queued ones.
    PutBack(Vec<Arc<Upload>>),
    /// Free the memory of these. For a hundred thousand, that takes longer than a frame.
    Discard(Vec<Arc<Upload>>),
    /// Sign these objects.
    Sign(Vec<SignOrder>),
    /// Look for Content Credentials in these files.
    CheckCredentials(Vec<InspectionRequest>),
    /// Read what these files say about themselves, and record it.
    ReadMetadata(Vec<InspectionRequest>),
    /// Look for Content Credentials in these files, after what is asked for.
    LookOnArrival(Vec<InspectionRequest>),
    /// Download this signed copy.
    Save(SaveOrder),
    /// Download these signed copies, a few at a time.
    SaveAll(Vec<SaveOrder>),
    /// Ask for a link to this signed copy that a browser can open.
    FindLink(CopyOrder),
    /// Download this signed copy to a temporary folder.
    FetchCopy(CopyOrder),
    /// Prepare these files to be dragged out of the window.
    PrepareDrag(DragOrder),
    /// Save these presets.
    KeepPresets(Presets),
    /// Verify these objects.
    Verify(Vec<VerifyOrder>),
    /// Search the history. A search with a higher number cancels it.
    SearchHistory {
        /// The search's number.
        number: u64,
        /// What to look for.
        search: HistorySearch,
    },
    /// Read these records of the history.
    ReadHistory(Vec<UploadId>),
    /// Read these records for a bulk operation.
    ReadRecords {
        /// The operation's number.
        bulk_operation: u64,
        /// The records.
        ids: Vec<UploadId>,
    },
    /// Find these files in the history by content.
    LookUp {
        /// The lookup's number.
        number: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Stop the lookup.
    StopLookup,
    /// Delete these records for good. Objects in storage stay.
    Forget(Vec<UploadId>),
    /// Format these records for the clipboard, in this order.
    Copy {
        /// The records.
        ids: Vec<UploadId>,
        /// The format.
        format: CopyFormat,
    },
    /// Export these records to a file, in this order.
    Export {
        /// The records.
        ids: Vec<UploadId>,
        /// The format.
        format: ExportFormat,
        /// The file. An existing one is replaced.
        path: PathBuf,
    },
    /// Read the details of this upload.
    LoadDetails(UploadId),
    /// Record not to sign these after all, because they have Content Credentials.
    LeaveUnsigned(Vec<UploadId>),
    /// Use this type from the next attempt on; `None` for the detected one.
    SetMediaType {
        /// The uploads.
        ids: Vec<UploadId>,
        /// The MIME type.
        media_type: Option<String>,
    },
    /// Save and apply these settings.
    UseSettings(Settings),
    /// Use this key from now on.
    SetKey {
        /// The key.
        key: ApiKey,
        /// Whether to store it in the OS keyring.
        keep: bool,
    },
    /// Stop using the key, and delete it from the keyring.
    ForgetKey,
    /// Test whether the server answers and accepts the key.
    TestConnection,
    /// Look again at once whether the network is back.
    RetryNetwork,
    /// Check files on this computer, or fetch trust lists.
    Check(CheckCommand),
}

impl Command {
    /// Whether this is useless once the program ends.
    #[must_use]
    pub const fn is_for_now(&self) -> bool {
        matches!(
            self,
            Self::Scan { .. }
                | Self::CheckCredentials(_)
                | Self::ReadMetadata(_)
                | Self::LookOnArrival(_)
                | Self::Save(_)
                | Self::SaveAll(_)
                | Self::FetchCopy(_)
                | Self::PrepareDrag(_)
                | Self::SearchHistory { .. }
                | Self::ReadHistory(_)
                | Self::ReadRecords { .. }
                | Self::LoadDetails(_)
                | Self::LookUp { .. }
                | Self::StopLookup
                | Self::Copy { .. }
                | Self::Export { .. }
                | Self::TestConnection
                | Self::RetryNetwork
                | Self::Check(_)
        )
    }
}

/// A file to upload.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The upload.
    pub id: UploadId,
    /// When it was added.
    pub added_at: Timestamp,
    /// The file.
    pub source: Source,
}

/// An object to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct SignOrder {
    /// The upload.
    pub id: UploadId,
    /// The object.
    pub object: ObjectRef,
    /// Its size in bytes, if known, for the limits of the call.
    pub size: Option<u64>,
    /// The manifest.
    pub manifest: ManifestText,
    /// The file's name, for placeholders.
    pub name: String,
    /// The file to inspect first: it is signed only if it has no Content Credentials. `None` skips the inspection.
    pub unless_it_has: Option<InspectionRequest>,
    /// Whether the server adds a verified identity (CAWG).
    pub identity: bool,
    /// Credentials that the file has or may have, and that the manifest then names: the file was opened.
    pub earlier: Option<Box<EarlierRequest>>,
    /// The upload whose signed copy the object is, if it is one: it gets the new signed copy on its record.
    pub copy_of: Option<UploadId>,
}

impl SignOrder {
    /// The upload on whose record the signing goes.
    #[must_use]
    pub fn recorded(&self) -> UploadId {
        self.copy_of.unwrap_or(self.id)
    }
}

/// A file with Content Credentials that may be signed nevertheless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EarlierRequest {
    /// The file to read them from.
    pub look: Option<InspectionRequest>,
    /// The SHA-256 of the object, if known. A file with other bytes isn't read.
    pub sha256: Option<String>,
    /// What is known about them, in case the file is gone by then.
    pub known: Option<ExistingFacts>,
    /// The MIME type of the object, if there is no file to read.
    pub content_type: Option<String>,
    /// How large the object can be in bytes: it is downloaded if its file is gone or has changed. 0 if it must not be.
    pub max_bytes: u64,
}

/// A manifest to sign with.
#[derive(Debug, Clone, PartialEq)]
pub enum ManifestText {
    /// Exactly this manifest definition, as JSON.
    Exact(Arc<str>),
    /// One with placeholders, to fill in for each file.
    Template(Arc<str>),
}

/// A file to inspect for Content Credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRequest {
    /// The upload.
    pub id: UploadId,
    /// The file.
    pub path: PathBuf,
    /// Its MIME type.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 that it must have, if it was uploaded: other bytes say nothing about the object.
    pub sha256: Option<String>,
}

/// A signed copy to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveOrder {
    /// The upload.
    pub id: UploadId,
    /// The signed copy.
    pub object: ObjectRef,
    /// The file to create.
    pub to: PathBuf,
    /// Whether to replace an existing file: the dialog has asked. Otherwise, another name is used.
    pub replace: bool,
    /// The SHA-256 of the original. If its earlier credentials were kept, they are saved beside the file.
    pub original: Option<String>,
}

/// A signed copy to download for its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyOrder {
    /// The upload.
    pub id: UploadId,
    /// The signed copy.
    pub object: ObjectRef,
    /// The size of the original in bytes. The copy is a little larger.
    pub size: u64,
}

/// An object to verify.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyOrder {
    /// The upload.
    pub id: UploadId,
    /// Which of its objects.
    pub target: VerifyTarget,
    /// The object.
    pub object: ObjectRef,
    /// Its size in bytes, if known.
    pub size: Option<u64>,
    /// How detailed the report should be.
    pub detail: ReportDetail,
}

/// How detailed a verification report is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportDetail {
    /// The usual report.
    #[default]
    Summary,
    /// The contents of the file.
    Info,
    /// Also claims and assertion stores.
    Detailed,
    /// The tree of ingredients.
    Tree,
}

/// The format of exported records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A table for spreadsheets.
    Csv,
    /// A list for programs.
    Json,
    /// A table for people.
    Markdown,
}

impl ExportFormat {
    /// All formats, the one that most people want first.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Markdown];

    /// The format of files with this extension.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        }
    }

    /// The file extension.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}
