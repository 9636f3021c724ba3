//! One upload: where it comes from, how far it is, and what was made of it.

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Rate, Status, StatusAction, Timestamp, Unsignable, Verdict, check_signable, status::of_stored};

/// Names an upload for good, across restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(i64);

impl UploadId {
    /// From the number that the store keeps.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number that the store keeps.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Names an object that was not uploaded by this program and is on no record: the command line signs and verifies
    /// such objects too.
    #[must_use]
    pub const fn unrecorded(number: u32) -> Self {
        Self(-1 - number as i64)
    }

    /// Whether it is on record.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        self.0 >= 0
    }
}

/// Names one attempt of an upload: one presigned URL and the object key that came with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptId(i64);

impl AttemptId {
    /// From the number that the store keeps.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number that the store keeps.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// The file as it was when it was added.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// Where it is. Need not be UTF-8.
    pub path: PathBuf,
    /// Its path below the folder that was dropped, the folder's name first; just its name where a file was dropped.
    pub relative: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was changed last, where the file system tells.
    pub modified: Option<Timestamp>,
}

impl Source {
    /// The file's name, with signs of no meaning where it is not UTF-8.
    #[must_use]
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }

    /// The folders between the dropped folder and the file; empty where a file was dropped.
    #[must_use]
    pub fn folder(&self) -> String {
        self.relative
            .parent()
            .map(|parent| parent.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// A stored object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ObjectRef {
    /// The bucket. `None` where neither the presigned URL nor the settings tell it.
    pub bucket: Option<String>,
    /// The object key.
    pub key: String,
}

impl ObjectRef {
    /// `s3://bucket/key`, where the bucket is known.
    #[must_use]
    pub fn s3_uri(&self) -> Option<String> {
        self.bucket.as_ref().map(|bucket| format!("s3://{bucket}/{}", self.key))
    }

    /// Reads `s3://bucket/key`.
    #[must_use]
    pub fn from_s3_uri(uri: &str) -> Option<Self> {
        let (bucket, key) = uri.strip_prefix("s3://")?.split_once('/')?;
        (!bucket.is_empty() && !key.is_empty()).then(|| Self {
            bucket: Some(bucket.to_owned()),
            key: key.to_owned(),
        })
    }
}

/// How the MIME type was found, where that is worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaTypeNote {
    /// The first bytes say another type than the name; the bytes were believed.
    BytesDisagree {
        /// The type that the name stands for.
        by_name: String,
    },
    /// The name tells nothing; the first bytes do.
    Bytes,
    /// Neither the name nor the bytes tell.
    Unknown,
    /// The user has set it.
    Chosen {
        /// What was found.
        found: String,
    },
}

/// A step of the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reading the file.
    Read,
    /// Asking for a presigned URL.
    Presign,
    /// Sending the bytes.
    Upload,
    /// Signing.
    Sign,
    /// Verifying.
    Verify,
    /// Fetching a signed file.
    Download,
    /// Keeping the record of it.
    Record,
}

impl Step {
    /// The step's name, as the command line writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Presign => "presign",
            Self::Upload => "upload",
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::Download => "download",
            Self::Record => "record",
        }
    }
}

/// What went wrong, for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Where on the route.
    pub step: Step,
    /// The HTTP status, where a server answered.
    #[serde(default)]
    pub status: Option<u16>,
    /// The server's code, such as `engine_c2pa` or `SignatureDoesNotMatch`.
    #[serde(default)]
    pub code: Option<String>,
    /// What happened, in one sentence.
    pub message: String,
    /// What to do, in one sentence.
    pub hint: String,
}

impl Failure {
    /// One that no server had a part in: what happened, and what to do.
    #[must_use]
    pub fn local(step: Step, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            step,
            status: None,
            code: None,
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// How far the upload of a file is.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadState {
    /// Waits for its turn.
    Queued,
    /// The file is opened, its type found, a URL asked for.
    Preparing,
    /// Bytes go.
    Uploading {
        /// Bytes handed to the socket.
        sent: u64,
        /// How fast.
        rate: Rate,
        /// When the last byte went.
        moved_at: Timestamp,
    },
    /// All bytes are handed over; storage has not answered yet.
    Finishing,
    /// An attempt failed; the next one begins by itself.
    Waiting {
        /// When it begins.
        until: Timestamp,
        /// Attempts so far.
        attempts: u32,
        /// What happened.
        failure: Failure,
    },
    /// Storage said 2xx, and that is on disk.
    Uploaded,
    /// Given up.
    Failed(Failure),
    /// Held back by a person; goes on when they say so.
    Paused,
    /// A person wants it stopped; the worker has not answered yet.
    Cancelling,
    /// Stopped by a person.
    Cancelled,
}

/// What a signing brought.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedFacts {
    /// Where the signed copy is, where the server tells.
    pub signed_uri: Option<String>,
    /// Signer and algorithm as the server says it: JSON.
    pub evidence: Option<String>,
    /// The exact manifest that was sent.
    pub manifest_json: String,
    /// When the server answered.
    pub signed_at: Timestamp,
}

/// How far the signing of an upload is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SignState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Waits for its turn or for the server.
    Signing,
    /// Done: [`Upload::signed`] has what came of it.
    Signed,
    /// Refused or lost.
    Failed(Failure),
}

/// What is known of Content Credentials that a file had before anything was signed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Existing {
    /// Nobody has looked.
    #[default]
    NotLooked,
    /// Somebody is looking.
    Looking,
    /// There are none.
    None,
    /// There are some.
    Found(ExistingFacts),
    /// A look could not tell, for this reason.
    Unknown(String),
}

/// Whose the credentials of a file are, as they say themselves. Nothing of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExistingFacts {
    /// Who issued the signer's certificate.
    pub issuer: Option<String>,
    /// The program or device that made them.
    pub generator: Option<String>,
    /// Whether the file has but a word that they are kept elsewhere.
    pub elsewhere: bool,
}

impl ExistingFacts {
    /// Whose they are, in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match (&self.issuer, &self.generator) {
            (Some(issuer), Some(generator)) => format!("They were issued by {issuer}; made with {generator}."),
            (Some(issuer), None) => format!("They were issued by {issuer}."),
            (None, Some(generator)) => format!("They were made with {generator}."),
            (None, None) if self.elsewhere => "They are stored elsewhere; the file names the place.".to_owned(),
            (None, None) => "Who issued them could not be read.".to_owned(),
        }
    }
}

/// The code of a signing that was not done because nobody can tell whether the file has Content Credentials.
pub const CREDENTIALS_UNKNOWN: &str = "credentials_unknown";

/// How far the fetching of a signed copy is. It is not kept: the file is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SaveState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// It comes.
    Saving,
    /// It stands in this file.
    Saved(PathBuf),
    /// It could not be fetched.
    Failed(Failure),
}

/// Which object a verification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyTarget {
    /// The object as it was uploaded.
    Original,
    /// The signed copy.
    Signed,
}

/// What a verification brought.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedFacts {
    /// Which object.
    pub target: VerifyTarget,
    /// What was found.
    pub verdict: Verdict,
    /// The verdict's sentence.
    pub explanation: String,
    /// What a list shows of the report.
    pub brief: Option<ReportBrief>,
    /// The report as it came. Empty in a row that has it in brief: reports are large, and this one is on record.
    pub report: Arc<str>,
    /// When the server answered.
    pub verified_at: Timestamp,
}

/// What a list shows of a report. The verdict stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportBrief {
    /// Whose certificate it was signed with, where the report tells.
    pub issuer: Option<String>,
    /// When it was signed, by a trusted clock, RFC 3339.
    pub time: Option<String>,
    /// The codes that speak against the file.
    pub failures: Vec<String>,
}

impl VerifiedFacts {
    /// As a row holds it for as long as the program runs: without the report where that is on record and here in brief.
    #[must_use]
    pub fn for_row(self, id: UploadId) -> Self {
        if self.brief.is_none() || !id.is_recorded() {
            return self;
        }
        Self {
            report: Arc::default(),
            ..self
        }
    }

    /// Whether the report is here.
    #[must_use]
    pub fn has_report(&self) -> bool {
        self.brief.is_none() || !self.report.is_empty()
    }

    /// Whether it is about a signed copy in which nothing was found that can be read: it was signed, so it should be
    /// there.
    #[must_use]
    pub const fn lost_credentials(&self) -> bool {
        matches!(
            (self.target, self.verdict),
            (
                VerifyTarget::Signed,
                Verdict::None | Verdict::Remote | Verdict::Unsupported
            )
        )
    }

    /// Whether it is anything but what was hoped for: a script ends with a failure then.
    #[must_use]
    pub const fn is_no_success(&self) -> bool {
        self.lost_credentials() || self.verdict.is_no_success()
    }

    /// Whether a person should look at it.
    #[must_use]
    pub(crate) const fn needs_attention(&self) -> bool {
        self.is_no_success() || matches!(self.verdict, Verdict::Valid)
    }
}

/// How far the verification of an upload is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum VerifyState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Waits for its turn or for the server.
    Verifying(VerifyTarget),
    /// Done.
    Verified(VerifiedFacts),
    /// The server could not say.
    Failed(VerifyTarget, Failure),
}

/// One file on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Its name for good.
    pub id: UploadId,
    /// When it was added.
    pub added_at: Timestamp,
    /// The file.
    pub source: Source,
    /// The MIME type that goes with the bytes, once found.
    pub content_type: Option<String>,
    /// What is worth telling about how it was found.
    pub content_type_note: Option<MediaTypeNote>,
    /// The MIME type that the user has set in place of what was found.
    pub chosen_type: Option<String>,
    /// How far the upload is.
    pub state: UploadState,
    /// The object that counts: the one whose PUT was answered 2xx.
    pub object: Option<ObjectRef>,
    /// SHA-256 of the bytes that were sent, in hexadecimal.
    pub sha256: Option<String>,
    /// When storage answered 2xx.
    pub uploaded_at: Option<Timestamp>,
    /// How far the signing is.
    pub sign: SignState,
    /// What the last signing that went well brought. Signing again does not lose it before the new copy is there.
    pub signed: Option<SignedFacts>,
    /// How far the verification is.
    pub verify: VerifyState,
    /// Keys of attempts whose outcome nobody knows: an object may stand there.
    pub unknown_outcomes: Vec<ObjectRef>,
    /// Content Credentials that the file had before. Not on record: the file can be looked at again.
    pub existing: Existing,
    /// How far the fetching of the signed copy is.
    pub saving: SaveState,
}

impl Upload {
    /// A new row.
    #[must_use]
    pub fn new(id: UploadId, added_at: Timestamp, source: Source) -> Self {
        Self {
            id,
            added_at,
            source,
            content_type: None,
            content_type_note: None,
            chosen_type: None,
            state: UploadState::Queued,
            object: None,
            sha256: None,
            uploaded_at: None,
            sign: SignState::NotAsked,
            signed: None,
            verify: VerifyState::NotAsked,
            unknown_outcomes: Vec::new(),
            existing: Existing::NotLooked,
            saving: SaveState::NotAsked,
        }
    }

    /// The one word for all three steps: the furthest that has something to say.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.state.status() {
            Status::Uploaded => of_stored(&self.sign, &self.verify),
            status => status,
        }
    }

    /// Whether nothing more is going to happen to it by itself: it is stored, with or without a signature, or was
    /// stopped.
    #[must_use]
    pub(crate) fn is_finished(&self) -> bool {
        self.status().is_finished()
    }

    /// Whether a verification found what a person should look at.
    #[must_use]
    pub(crate) fn needs_attention(&self) -> bool {
        matches!(&self.verify, VerifyState::Verified(facts) if facts.needs_attention())
    }

    /// Whether it is verified and does not hold.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        let is_invalid = matches!(&self.verify, VerifyState::Verified(facts) if facts.verdict == Verdict::Invalid);
        is_invalid && self.status() == Status::Verified
    }

    /// Whether it is verified, and the server could not check the signature.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        let is_open = matches!(&self.verify, VerifyState::Verified(facts) if facts.verdict == Verdict::Unconfirmed);
        is_open && self.status() == Status::Verified
    }

    /// What went wrong last, where something did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match (&self.state, &self.sign, &self.verify) {
            (UploadState::Failed(failure) | UploadState::Waiting { failure, .. }, ..)
            | (_, SignState::Failed(failure), _)
            | (.., VerifyState::Failed(_, failure)) => Some(failure),
            _ => None,
        }
    }

    /// Bytes that are done.
    #[must_use]
    pub fn bytes_done(&self) -> u64 {
        match &self.state {
            UploadState::Uploading { sent, .. } => (*sent).min(self.source.size),
            UploadState::Finishing | UploadState::Uploaded => self.source.size,
            UploadState::Queued
            | UploadState::Preparing
            | UploadState::Waiting { .. }
            | UploadState::Failed(_)
            | UploadState::Paused
            | UploadState::Cancelling
            | UploadState::Cancelled => 0,
        }
    }

    /// Whether the worker has it in hand or will take it by itself.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.state.status().is_pending()
    }

    /// What a person can do with the upload itself.
    #[must_use]
    pub fn action(&self) -> StatusAction {
        self.state.status().action()
    }

    /// Whether a person can have it begun again, or go on.
    #[must_use]
    pub(crate) fn can_retry(&self) -> bool {
        match self.action() {
            StatusAction::Retry | StatusAction::Resume => true,
            StatusAction::Stop | StatusAction::Content | StatusAction::Nothing => false,
        }
    }

    /// Whether a person can have it stopped or held back.
    #[must_use]
    pub fn can_stop(&self) -> bool {
        self.action() == StatusAction::Stop
    }

    /// Whether its format and its size can be signed at all, as far as the type is known.
    #[must_use]
    pub fn can_carry_credentials(&self) -> bool {
        self.content_type.is_some() && self.check_signable().is_ok()
    }

    /// Whether its format and its size can be signed.
    ///
    /// # Errors
    /// Why no server signs it.
    pub fn check_signable(&self) -> Result<(), Unsignable> {
        check_signable(self.content_type.as_deref(), Some(self.source.size))
    }

    /// Whether it is stored, can be signed, and has no signed copy.
    #[must_use]
    pub(crate) fn could_be_signed(&self) -> bool {
        self.state == UploadState::Uploaded && self.signed.is_none() && self.can_carry_credentials()
    }

    /// Whether it can be signed now.
    #[must_use]
    pub fn can_sign(&self) -> bool {
        self.state == UploadState::Uploaded
            && self.sign != SignState::Signing
            && !matches!(self.verify, VerifyState::Verifying(_))
            && self.can_carry_credentials()
    }

    /// Where the signed copy is.
    #[must_use]
    pub fn signed_uri(&self) -> Option<&str> {
        self.signed.as_ref()?.signed_uri.as_deref()
    }
}
