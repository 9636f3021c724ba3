//! What has happened, as the worker reports it.

use std::{path::PathBuf, sync::Arc};

use content_credentials::EngineVersion;
use file_metadata::FileMetadata;
use que_sdk::secret::SignedUrl;

use super::{
    ApiKeyState, CheckEvent, ConnectionReport, CopiedText, Details, DragFault, ExistingCredentials, Failure, FoundFile,
    HistoryDay, Hold, HoldKind, LookupOutcome, LookupProgress, MediaTypeNote, ObjectRef, Said, SignedFacts, Skipped,
    Timestamp, Upload, UploadId, VerifiedFacts, VerifyTarget,
};

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Some unfinished uploads of an earlier session. More follow, and [`Event::Restored`] at the end.
    Restoring(Vec<Upload>),
    /// The last unfinished uploads of an earlier session. Those that can continue do.
    Restored(Vec<Upload>),
    /// What earlier sessions began to sign or to verify, without a known end.
    LeftUndone {
        /// Files that may have been signed, each with its object.
        in_doubt: Vec<(PathBuf, ObjectRef)>,
        /// Uploads that were to be verified.
        unverified: Vec<UploadId>,
    },
    /// How many files wait elsewhere.
    WaitingElsewhere {
        /// At other servers, by profile name.
        profiles: Vec<(String, usize)>,
        /// In the sandbox, if that is not in use.
        sandbox: usize,
    },
    /// A scan found files. Sent many times per scan.
    Found {
        /// The batch.
        batch: u64,
        /// The files.
        files: Vec<FoundFile>,
    },
    /// A scan ended.
    ScanEnded {
        /// The batch.
        batch: u64,
        /// What was skipped, and why.
        skipped: Vec<Skipped>,
    },
    /// New uploads are recorded. Whatever happens now, they are not lost.
    Recorded(Vec<UploadId>),
    /// These new uploads are files that were uploaded before, each with its last object.
    UploadedBefore(Vec<(UploadId, ObjectRef)>),
    /// The worker has started on it.
    Preparing(UploadId),
    /// The MIME type was detected.
    Prepared {
        /// The upload.
        id: UploadId,
        /// The MIME type.
        content_type: String,
        /// How it was detected, if that is worth mentioning.
        note: Option<MediaTypeNote>,
    },
    /// There is a URL, its key is recorded, and the PUT begins.
    Sending {
        /// The upload.
        id: UploadId,
        /// The object, if storage answers 2xx.
        object: ObjectRef,
    },
    /// The algorithm of the server's signer, as its last signature on record names it. `None` if there is none.
    SignerAlgorithm(Option<String>),
    /// Bytes passed to the socket, for all running uploads, at most ten times a second.
    Progress(Vec<(UploadId, u64)>),
    /// All bytes were passed on. Storage has not answered yet.
    Finishing(UploadId),
    /// Storage answered 2xx, and that is recorded.
    Uploaded {
        /// The upload.
        id: UploadId,
        /// The result.
        facts: UploadFacts,
    },
    /// An attempt failed. The next one starts automatically.
    Waiting {
        /// The upload.
        id: UploadId,
        /// When it starts.
        until: Timestamp,
        /// How many attempts there were.
        attempts: u32,
        /// Why it failed.
        failure: Failure,
    },
    /// An attempt ended, and the object may exist.
    OutcomeUnknown {
        /// The upload.
        id: UploadId,
        /// The object that may exist.
        object: ObjectRef,
    },
    /// Back in the queue.
    Requeued(UploadId),
    /// It failed for good.
    Failed {
        /// The upload.
        id: UploadId,
        /// Why.
        failure: Failure,
    },
    /// Canceled by the user.
    Canceled(UploadId),
    /// Paused by the user.
    Paused(UploadId),
    /// Signed, and that is recorded.
    Signed {
        /// The upload.
        id: UploadId,
        /// The result.
        facts: SignedFacts,
    },
    /// Not signed, or maybe signed.
    SignFailed {
        /// The upload.
        id: UploadId,
        /// Why.
        failure: Failure,
    },
    /// Not signed automatically: the file has Content Credentials, which signing would replace.
    SigningSkipped {
        /// The upload.
        id: UploadId,
        /// What was found.
        existing: ExistingCredentials,
    },
    /// A file was inspected for Content Credentials.
    Inspected {
        /// The upload.
        id: UploadId,
        /// What was found.
        existing: ExistingCredentials,
    },
    /// What a file says about itself was read.
    MetadataRead {
        /// The upload.
        id: UploadId,
        /// It is empty if the file says nothing, and says so if it is not known what the file says.
        metadata: Arc<FileMetadata>,
    },
    /// The signed copy was downloaded.
    Saved {
        /// The upload.
        id: UploadId,
        /// The file.
        to: PathBuf,
    },
    /// The signed copy could not be downloaded.
    SaveFailed {
        /// The upload.
        id: UploadId,
        /// Why.
        failure: Failure,
    },
    /// The server gave a link to a signed copy. It grants access for a while, so it is opened and never kept.
    LinkFound(SignedUrl),
    /// The server offers no downloads.
    NoDownloads(UploadId),
    /// A signed copy was downloaded to this file, or why not.
    CopyFetched {
        /// The upload.
        id: UploadId,
        /// The copy. Signing again makes another one.
        object: ObjectRef,
        /// The file, or the reason.
        copy: Result<PathBuf, String>,
    },
    /// Preparing a drag takes a while.
    DragProgress {
        /// The number of the drag.
        number: u64,
        /// How many signed copies are there.
        fetched: usize,
    },
    /// A drag is prepared.
    DragPrepared {
        /// The number of the drag.
        number: u64,
        /// The files, or why they can't be dragged.
        files: Result<Arc<[PathBuf]>, DragFault>,
    },
    /// A downloaded copy was deleted to make room.
    CopyDropped {
        /// The upload.
        id: UploadId,
        /// The copy.
        object: ObjectRef,
    },
    /// A file is signed, and its earlier Content Credentials could not be kept on this computer.
    CredentialsNotKept {
        /// The upload.
        id: UploadId,
        /// The file's name.
        name: String,
        /// Why, as part of a sentence.
        reason: String,
    },
    /// This engine made the signed copy that was verified.
    EngineSeen(EngineVersion),
    /// Verified, and that is recorded.
    Verified {
        /// The upload.
        id: UploadId,
        /// The result.
        facts: VerifiedFacts,
    },
    /// Not verified.
    VerifyFailed {
        /// The upload.
        id: UploadId,
        /// Which object.
        target: VerifyTarget,
        /// Why.
        failure: Failure,
    },
    /// Whether there is a key, and its source.
    ApiKeyChanged(ApiKeyState),
    /// Nothing starts, for this reason.
    HoldBegan(Hold),
    /// This reason no longer applies.
    HoldEnded(HoldKind),
    /// A connection test ended.
    ConnectionTested(ConnectionReport),
    /// The details of one upload were read.
    Details(Details),
    /// A success not tied to a row.
    Done {
        /// What happened.
        headline: String,
    },
    /// A search of the history ended.
    HistoryFound {
        /// The search's number.
        number: u64,
        /// All matching records, in the order of the search.
        ids: Arc<[UploadId]>,
        /// How many of them are of each day, in this order. Empty if they are not sorted by time.
        days: Vec<HistoryDay>,
    },
    /// Records of the history were read.
    HistoryRead {
        /// The records.
        uploads: Vec<Upload>,
        /// Those that cannot be read.
        unreadable: Vec<UploadId>,
    },
    /// Records were read for a bulk operation.
    RecordsRead {
        /// The operation's number.
        bulk_operation: u64,
        /// The records.
        uploads: Vec<Upload>,
        /// How many cannot be read.
        unreadable: usize,
    },
    /// No records can be read for this bulk operation.
    RecordsNotRead(u64),
    /// A lookup is reading files, to find them in the history.
    LookingUp {
        /// The lookup's number.
        number: u64,
        /// Its progress.
        progress: LookupProgress,
    },
    /// A lookup has ended.
    LookedUp {
        /// The lookup's number.
        number: u64,
        /// The result.
        outcome: LookupOutcome,
    },
    /// These records were deleted.
    Forgotten {
        /// The records.
        ids: Vec<UploadId>,
        /// How many were kept because they are in use.
        kept: usize,
        /// Of how many files the earlier credentials that were kept here are gone, too.
        credentials: usize,
        /// Of how many files they could not be deleted. That is tried again.
        credentials_left: usize,
    },
    /// Records were formatted for the clipboard.
    Copied(CopiedText),
    /// Records were exported.
    Exported {
        /// The file.
        path: PathBuf,
        /// How many records.
        records: usize,
        /// How many could not be read and were left out.
        unreadable: usize,
    },
    /// What checks of files on this computer say.
    Check(CheckEvent),
    /// A problem not tied to a row.
    Trouble {
        /// What happened.
        headline: String,
        /// What to do.
        hint: String,
        /// The same as a value, if it is known.
        said: Option<Box<Said>>,
    },
}

impl Event {
    /// A problem not tied to a row.
    #[must_use]
    pub fn trouble(said: Said) -> Self {
        Self::Trouble {
            headline: said.headline(),
            hint: said.hint(),
            said: Some(Box::new(said)),
        }
    }
}

/// The result of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadFacts {
    /// The object.
    pub object: ObjectRef,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Bytes sent.
    pub bytes: u64,
    /// When storage answered.
    pub uploaded_at: Timestamp,
}
