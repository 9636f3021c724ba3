//! What has happened: facts that the worker tells.

use std::{path::PathBuf, sync::Arc};

use super::{
    Clipping, ConnectionReport, Details, Existing, Failure, Hold, HoldKind, LookupOutcome, LookupProgress,
    MediaTypeNote, ObjectRef, SignedFacts, Source, Timestamp, Upload, UploadId, VerifiedFacts, VerifyTarget,
};

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Some uploads of an earlier session that are not done, of many: more follow, and [`Event::Restored`] at the end.
    Returning(Vec<Upload>),
    /// The last uploads of an earlier session that are not done. Those that still can be are under way again.
    Restored(Vec<Upload>),
    /// How many files are not uploaded yet elsewhere.
    WaitingElsewhere {
        /// At other servers, by the names of their profiles.
        profiles: Vec<(String, usize)>,
        /// In the sandbox, where that is not worked with now.
        sandbox: usize,
    },
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
    /// New uploads are on disk: whatever happens from here on, they are not forgotten.
    OnRecord(Vec<UploadId>),
    /// These new uploads are of files that were uploaded before, each with the object of the last time.
    UploadedBefore(Vec<(UploadId, ObjectRef)>),
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
    Canceled(UploadId),
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
    /// Not signed by itself: the file has Content Credentials, which signing would drop.
    KeptCredentials {
        /// The upload.
        id: UploadId,
        /// What was found.
        existing: Existing,
    },
    /// A file was looked at for Content Credentials.
    Looked {
        /// The upload.
        id: UploadId,
        /// What was found.
        existing: Existing,
    },
    /// The signed copy stands in a file.
    Saved {
        /// The upload.
        id: UploadId,
        /// The file.
        to: PathBuf,
    },
    /// The signed copy could not be fetched.
    SaveFailed {
        /// The upload.
        id: UploadId,
        /// What happened.
        failure: Failure,
    },
    /// The server gives no downloads at all.
    NoDownloads(UploadId),
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
    /// What is known of one upload besides its row was read.
    Details(Details),
    /// Something went well that belongs to no row.
    Done {
        /// What happened.
        headline: String,
    },
    /// A search of the history ended.
    HistoryFound {
        /// The search's number.
        number: u64,
        /// All records that match, the newest first.
        ids: Arc<[UploadId]>,
    },
    /// Records of the history were read.
    HistoryRead {
        /// The records.
        uploads: Vec<Upload>,
        /// Those that cannot be read.
        unreadable: Vec<UploadId>,
    },
    /// Records were read for what is to be done with them.
    RecordsRead {
        /// What they were read for.
        bulk_operation: u64,
        /// The records.
        uploads: Vec<Upload>,
        /// How many cannot be read.
        unreadable: usize,
    },
    /// No records can be read for what is to be done with them.
    RecordsNotRead(u64),
    /// Files are being read, to find them in the history by their content.
    LookingUp {
        /// The look's number.
        number: u64,
        /// How far it is.
        progress: LookupProgress,
    },
    /// All files were looked for in the history.
    LookedUp {
        /// The look's number.
        number: u64,
        /// What came of it.
        outcome: LookupOutcome,
    },
    /// These are on record no more.
    Forgotten {
        /// Which.
        ids: Vec<UploadId>,
        /// How many stay, because something is going on with them.
        kept: usize,
    },
    /// Records were put together to be copied.
    Copied(Clipping),
    /// Records were written into a file.
    Exported {
        /// The file.
        path: PathBuf,
        /// How many.
        records: usize,
        /// How many could not be read and are left out.
        unreadable: usize,
    },
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
    NotAFile {
        /// Whether it was named itself, and not found in a folder.
        named: bool,
    },
    /// A symbolic link to nowhere.
    BrokenLink,
    /// In a folder: a symbolic link to a folder that it is in itself.
    LinkInCircle,
    /// Already in the queue.
    Duplicate,
    /// A file on this other computer.
    OtherHost(String),
    /// An address with this scheme, and no file.
    OtherScheme(String),
    /// Neither a path nor an address.
    NotAPath,
    /// Named by another program, which did not hand it over, or not to its end.
    NotHandedOver,
    /// So many more than are kept to be listed.
    TooMany(usize),
    /// In a folder: hidden, by its name or by its mark.
    Hidden,
    /// In a folder: left there by the system, such as `.DS_Store`.
    SystemFile,
    /// In a folder: a symbolic link that leads out of it.
    LinkOutside,
    /// This program's own data, which is never uploaded.
    OwnData {
        /// Whether it was named itself, and not found in a folder.
        named: bool,
    },
}

impl SkipReason {
    /// The reason in the words of the grouped notice, as in "3 over 5 GiB".
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Missing => "not found",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge => "over 5 GiB",
            Self::NotAFile { .. } => "not a file",
            Self::BrokenLink => "linked to nothing",
            Self::LinkInCircle => "linked in a circle",
            Self::Duplicate => "already here",
            Self::OtherHost(_) => "on another computer",
            Self::OtherScheme(_) => "not a file address",
            Self::NotAPath => "not a path",
            Self::NotHandedOver => "not handed over by the other program",
            Self::TooMany(_) => "too many to be listed",
            Self::Hidden => "hidden",
            Self::SystemFile => "left by the system",
            Self::LinkOutside => "linked to outside the folder",
            Self::OwnData { .. } => "Que Uploader's own data",
        }
    }

    /// Whether a setting decides on it: see [`FolderRules`](super::FolderRules).
    #[must_use]
    pub const fn is_by_setting(&self) -> bool {
        matches!(self, Self::Hidden | Self::SystemFile | Self::LinkOutside)
    }

    /// How many entries were left out for it.
    #[must_use]
    pub const fn entries(&self) -> usize {
        match self {
            Self::TooMany(entries) => *entries,
            _ => 1,
        }
    }
}

/// What an upload brought.
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

/// A key in the environment, and the one server that it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentKey {
    /// The variable.
    pub variable: &'static str,
    /// The server's origin.
    pub origin: String,
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
