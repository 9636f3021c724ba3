//! What has happened: facts that the worker tells.

use std::path::PathBuf;

use super::{
    Failure, Hold, HoldKind, MediaTypeNote, ObjectRef, SignedFacts, Source, Timestamp, Upload, UploadId, VerifiedFacts,
    VerifyTarget,
};

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Uploads of an earlier session that are not done. Those that still can be are under way again.
    Restored(Vec<Upload>),
    /// A walk found files. A walk tells this many times.
    Found {
        /// The batch.
        batch: u64,
        /// The files.
        files: Vec<FoundFile>,
    },
    /// A walk ended.
    ScanEnded {
        /// The batch.
        batch: u64,
        /// What was left out, and why.
        skipped: Vec<Skipped>,
    },
    /// The worker has taken it in hand.
    Preparing(UploadId),
    /// The MIME type is found.
    Prepared {
        /// The upload.
        id: UploadId,
        /// The MIME type.
        content_type: String,
        /// What is worth telling about how it was found.
        note: Option<MediaTypeNote>,
    },
    /// A URL was given, its key is on disk, and bytes begin to go.
    Sending {
        /// The upload.
        id: UploadId,
        /// The object that will be if storage says 2xx.
        object: ObjectRef,
    },
    /// Bytes handed to the socket, for all that run; at most ten times a second.
    Progress(Vec<(UploadId, u64)>),
    /// All bytes are handed over; storage has not answered.
    Finishing(UploadId),
    /// Storage said 2xx, and that is on disk.
    Uploaded {
        /// The upload.
        id: UploadId,
        /// What came of it.
        facts: UploadFacts,
    },
    /// An attempt failed; the next begins by itself.
    Waiting {
        /// The upload.
        id: UploadId,
        /// When the next attempt begins.
        until: Timestamp,
        /// Attempts so far.
        attempts: u32,
        /// What happened.
        failure: Failure,
    },
    /// An attempt ended and nobody knows whether the object is there.
    OutcomeUnknown {
        /// The upload.
        id: UploadId,
        /// The object that may be there.
        object: ObjectRef,
    },
    /// It waits for its turn again.
    Requeued(UploadId),
    /// Given up.
    Failed {
        /// The upload.
        id: UploadId,
        /// What happened.
        failure: Failure,
    },
    /// Stopped, as a person wanted.
    Cancelled(UploadId),
    /// Held back, as a person wanted.
    Paused(UploadId),
    /// Signed, and that is on disk.
    Signed {
        /// The upload.
        id: UploadId,
        /// What came of it.
        facts: SignedFacts,
    },
    /// Not signed, or nobody knows.
    SignFailed {
        /// The upload.
        id: UploadId,
        /// What happened.
        failure: Failure,
    },
    /// Verified, and that is on disk.
    Verified {
        /// The upload.
        id: UploadId,
        /// What came of it.
        facts: VerifiedFacts,
    },
    /// Not verified.
    VerifyFailed {
        /// The upload.
        id: UploadId,
        /// Which object.
        target: VerifyTarget,
        /// What happened.
        failure: Failure,
    },
    /// Whether there is a key, and where it came from.
    Key(KeyState),
    /// Nothing starts, and why.
    Held(Hold),
    /// This does not hold any more.
    Released(HoldKind),
    /// A connection test ended.
    ConnectionTested(ConnectionReport),
    /// A page of the history was read.
    History(HistoryPage),
    /// Something went wrong that belongs to no row.
    Trouble {
        /// What happened.
        headline: String,
        /// What to do.
        hint: String,
    },
}

/// A file that a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The file.
    pub source: Source,
}

/// A path that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path.
    pub path: PathBuf,
    /// Why.
    pub reason: SkipReason,
}

/// Why a path was left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// There is no such file.
    Missing,
    /// It may not be read; the system's words.
    Unreadable(String),
    /// Over 5 GiB, the most that one PUT carries.
    TooLarge,
    /// A socket, a pipe or a device.
    NotAFile,
    /// A symbolic link to nowhere or in a circle.
    BrokenLink,
    /// Already in the queue.
    Duplicate,
}

impl SkipReason {
    /// The reason in the words of the grouped notice, as in "3 over 5 GiB".
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Missing => "not found",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge => "over 5 GiB",
            Self::NotAFile => "not a file",
            Self::BrokenLink => "broken link",
            Self::Duplicate => "already here",
        }
    }
}

/// What an upload brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadFacts {
    /// The object.
    pub object: ObjectRef,
    /// SHA-256 of the bytes sent, in hexadecimal.
    pub sha256: String,
    /// Bytes sent.
    pub bytes: u64,
    /// When storage answered.
    pub uploaded_at: Timestamp,
}

/// Where the key in use came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// This environment variable.
    Environment(&'static str),
    /// The OS keyring.
    Keyring,
    /// Typed in; lasts until the program ends.
    Session,
    /// The sandbox made it.
    Sandbox,
}

/// Whether there is a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyState {
    /// The keyring is being asked.
    Reading,
    /// There is none.
    Missing {
        /// Why the keyring could not be asked, if so.
        keyring_trouble: Option<String>,
    },
    /// There is one.
    Present {
        /// Where it came from.
        source: KeySource,
        /// Why it could not be kept in the keyring, if that was wanted.
        keyring_trouble: Option<String>,
    },
}

/// What a connection test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionReport {
    /// Whether the server is there and takes the key.
    pub ok: bool,
    /// What was found, in one sentence.
    pub headline: String,
    /// What to do, where something is to be done.
    pub hint: String,
}

/// A page of the history, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryPage {
    /// What was searched for.
    pub search: String,
    /// Records before this page.
    pub offset: usize,
    /// Records in all that match.
    pub total: usize,
    /// The records.
    pub uploads: Vec<Upload>,
    /// Records that could not be read and are left out.
    pub broken: usize,
}

impl HistoryPage {
    /// Records on a page.
    pub const SIZE: usize = 200;
}
