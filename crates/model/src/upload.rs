//! An upload: its file, its state, and its results.

mod cause;
mod failure;
mod names;
mod signing;
mod verification;

pub use self::{
    cause::{Asked, Cause, IdentityWay},
    failure::{Failure, Step, sentence},
    names::{AttemptId, MediaTypeNote, ObjectRef, Source, UploadId},
    signing::{
        CREDENTIALS_REMOVED, CREDENTIALS_UNKNOWN, ExistingCredentials, ExistingFacts, NotValid, SaveState, SignState,
        SignedFacts, earlier_hash,
    },
    verification::{IDENTITY_NOT_ADDED, ReportBrief, VerifiedFacts, VerifyState, VerifyTarget},
};
use std::{borrow::Cow, sync::Arc};

use file_metadata::FileMetadata;

use super::{Rate, Status, StatusAction, Timestamp, Unsignable, Verdict, check_signable};

/// The state of the upload itself.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadState {
    /// Waiting for its turn.
    Queued,
    /// The file is inspected, and a URL is requested.
    Preparing,
    /// The PUT is running.
    Uploading {
        /// Bytes passed to the socket.
        sent: u64,
        /// The speed.
        rate: Rate,
        /// When the last byte was sent.
        moved_at: Timestamp,
    },
    /// All bytes were passed on. Storage has not answered yet.
    Finishing,
    /// An attempt failed. The next one starts automatically.
    Waiting {
        /// When it starts.
        until: Timestamp,
        /// How many attempts there were.
        attempts: u32,
        /// Why it failed.
        failure: Failure,
    },
    /// Storage answered 2xx, and that is recorded.
    Uploaded,
    /// Failed for good.
    Failed(Failure),
    /// Paused by the user.
    Paused,
    /// Canceled by the user; the worker has not stopped yet.
    Canceling,
    /// Canceled by the user.
    Canceled,
}

impl UploadState {
    /// The state of the upload alone, without signing and verification.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Queued => Status::Queued,
            Self::Preparing => Status::Preparing,
            Self::Uploading { .. } => Status::Uploading,
            Self::Finishing => Status::Finishing,
            Self::Waiting { .. } => Status::Waiting,
            Self::Uploaded => Status::Uploaded,
            Self::Failed(_) => Status::Failed,
            Self::Paused => Status::Paused,
            Self::Canceling => Status::Canceling,
            Self::Canceled => Status::Canceled,
        }
    }
}

/// The status of a stored file: the last step with something to report.
const fn of_stored(sign: &SignState, verify: &VerifyState) -> Status {
    match (sign, verify) {
        (SignState::Signing, _) => Status::Signing,
        (SignState::Failed(_), _) | (_, VerifyState::Failed(..)) => Status::Failed,
        (_, VerifyState::Verifying(_)) => Status::Verifying,
        (_, VerifyState::Verified(_)) => Status::Verified,
        (SignState::Signed, VerifyState::NotAsked) => Status::Signed,
        (SignState::NotAsked, VerifyState::NotAsked) => Status::Uploaded,
    }
}

/// A file and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Its permanent id.
    pub id: UploadId,
    /// When it was added.
    pub added_at: Timestamp,
    /// The file.
    pub source: Source,
    /// The Content-Type, once it was detected.
    pub content_type: Option<String>,
    /// How it was detected, if that is worth mentioning.
    pub content_type_note: Option<MediaTypeNote>,
    /// The MIME type that the user set instead.
    pub chosen_type: Option<String>,
    /// The state of the upload itself.
    pub state: UploadState,
    /// The object whose PUT was answered 2xx.
    pub object: Option<ObjectRef>,
    /// SHA-256 of the bytes that were sent, in hexadecimal.
    pub sha256: Option<String>,
    /// When storage answered 2xx.
    pub uploaded_at: Option<Timestamp>,
    /// The state of the signing.
    pub sign: SignState,
    /// The last signed copy. Signing again keeps it until there is a new one.
    pub signed: Option<SignedFacts>,
    /// The state of the verification.
    pub verify: VerifyState,
    /// Keys with an unknown outcome: an object may exist.
    pub unknown_outcomes: Vec<ObjectRef>,
    /// Content Credentials that the file had before. Not recorded, because the file can be inspected again.
    pub existing: ExistingCredentials,
    /// The state of the download of the signed copy.
    pub saving: SaveState,
    /// What the file says about itself, once it was read.
    pub metadata: Option<Arc<FileMetadata>>,
}

impl Upload {
    /// Whether it is known what the file says about itself, even if that is nothing.
    #[must_use]
    pub fn knows_metadata(&self) -> bool {
        let metadata = self.metadata.as_ref();
        metadata.is_some_and(|metadata| metadata.why_unread().is_none())
    }

    /// A new upload.
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
            existing: ExistingCredentials::Unchecked,
            saving: SaveState::NotAsked,
            metadata: None,
        }
    }

    /// The status of all three steps: the last one with something to report.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.state.status() {
            Status::Uploaded => of_stored(&self.sign, &self.verify),
            status => status,
        }
    }

    /// Whether nothing more happens automatically: it is stored, signed or not, or was canceled.
    #[must_use]
    pub(crate) fn is_finished(&self) -> bool {
        self.status().is_finished()
    }

    /// Whether a verification found something that needs attention.
    #[must_use]
    pub(crate) fn needs_attention(&self) -> bool {
        matches!(&self.verify, VerifyState::Verified(facts) if facts.needs_attention())
    }

    /// Whether it was verified as invalid.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        let is_invalid = matches!(&self.verify, VerifyState::Verified(facts) if facts.verdict == Verdict::Invalid);
        is_invalid && self.status() == Status::Verified
    }

    /// Whether it was verified, but the server could not check the signature.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        let is_open = matches!(&self.verify, VerifyState::Verified(facts) if facts.verdict == Verdict::Unconfirmed);
        is_open && self.status() == Status::Verified
    }

    /// What went wrong last, if anything.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match (&self.state, &self.sign, &self.verify) {
            (UploadState::Failed(failure) | UploadState::Waiting { failure, .. }, ..)
            | (_, SignState::Failed(failure), _)
            | (.., VerifyState::Failed(_, failure)) => Some(failure),
            _ => None,
        }
    }

    /// How many bytes are done.
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
            | UploadState::Canceling
            | UploadState::Canceled => 0,
        }
    }

    /// Whether the worker is uploading it or will.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.state.status().is_pending()
    }

    /// What the user can do with the upload itself.
    #[must_use]
    pub fn action(&self) -> StatusAction {
        self.state.status().action()
    }

    /// Whether the user can retry or resume it.
    #[must_use]
    pub(crate) fn can_retry(&self) -> bool {
        match self.action() {
            StatusAction::Retry | StatusAction::Resume => true,
            StatusAction::Stop | StatusAction::Content | StatusAction::Nothing => false,
        }
    }

    /// Whether the user can cancel or pause it.
    #[must_use]
    pub fn can_stop(&self) -> bool {
        self.action() == StatusAction::Stop
    }

    /// Whether its format and size can be signed, as far as the type is known.
    #[must_use]
    pub fn can_carry_credentials(&self) -> bool {
        self.content_type.is_some() && self.check_signable().is_ok()
    }

    /// Checks that its format and size can be signed.
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

    /// Whether signing comes next: it is stored and was never signed, nothing runs or failed, and it is not known to have
    /// Content Credentials.
    #[must_use]
    pub fn awaits_signing(&self) -> bool {
        let may_be_new = matches!(
            self.existing,
            ExistingCredentials::Unchecked | ExistingCredentials::Checking | ExistingCredentials::None
        );
        may_be_new && self.could_be_signed() && self.sign == SignState::NotAsked && self.can_sign()
    }

    /// Whether it has a signed copy that was not verified.
    #[must_use]
    pub fn awaits_verification(&self) -> bool {
        self.sign == SignState::Signed && self.verify == VerifyState::NotAsked && self.signed_uri().is_some()
    }

    /// Whether it has a signed copy that was verified, and is not broken.
    #[must_use]
    pub(crate) fn is_signed_and_verified(&self) -> bool {
        self.has_verified_copy() && !self.is_broken()
    }

    /// Whether it has a signed copy that was verified, and is broken.
    #[must_use]
    pub(crate) fn is_signed_and_broken(&self) -> bool {
        self.has_verified_copy() && self.is_broken()
    }

    /// Whether its last verification shows that the server did not add the identity that it was asked for.
    #[must_use]
    pub fn misses_identity(&self) -> bool {
        match (&self.verify, &self.signed) {
            (VerifyState::Verified(facts), Some(signed)) => facts.adds_identity(signed) == Some(false),
            _ => false,
        }
    }

    fn has_verified_copy(&self) -> bool {
        let is_of_copy = matches!(&self.verify, VerifyState::Verified(facts) if facts.target == VerifyTarget::Signed);
        is_of_copy && self.sign == SignState::Signed
    }

    /// Whether a verification found that something is wrong.
    #[must_use]
    pub(crate) fn is_broken(&self) -> bool {
        matches!(&self.verify, VerifyState::Verified(facts) if facts.fails_script())
    }

    /// Whether it is stored and left unsigned because it has Content Credentials.
    #[must_use]
    pub(crate) fn keeps_credentials(&self) -> bool {
        matches!(self.existing, ExistingCredentials::Found(_))
            && self.could_be_signed()
            && self.sign == SignState::NotAsked
    }

    /// Whether it is stored and left unsigned because it could not be found out whether it has Content Credentials.
    #[must_use]
    pub fn may_keep_credentials(&self) -> bool {
        matches!(self.existing, ExistingCredentials::Unknown(_))
            && self.could_be_signed()
            && self.sign == SignState::NotAsked
    }

    /// The object to hand out: the signed copy if there is one with a known location, else the original.
    #[must_use]
    pub fn product(&self) -> Option<Cow<'_, ObjectRef>> {
        let signed = self.signed_uri().and_then(ObjectRef::from_s3_uri);
        signed
            .map(Cow::Owned)
            .or_else(|| self.object.as_ref().map(Cow::Borrowed))
    }

    /// Whether it can be signed now.
    #[must_use]
    pub fn can_sign(&self) -> bool {
        self.state == UploadState::Uploaded
            && self.sign != SignState::Signing
            && !matches!(self.verify, VerifyState::Verifying(_))
            && self.can_carry_credentials()
    }

    /// The URI of the signed copy.
    #[must_use]
    pub fn signed_uri(&self) -> Option<&str> {
        self.signed.as_ref()?.signed_uri.as_deref()
    }
}
