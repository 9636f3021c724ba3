//! One upload: where it comes from, how far it is, and what was made of it.

mod failure;
mod names;
mod signing;
mod verification;

pub use self::{
    failure::{Failure, Step},
    names::{AttemptId, MediaTypeNote, ObjectRef, Source, UploadId},
    signing::{CREDENTIALS_UNKNOWN, Existing, ExistingFacts, SaveState, SignState, SignedFacts},
    verification::{ReportBrief, VerifiedFacts, VerifyState, VerifyTarget},
};
use super::{Rate, Status, StatusAction, Timestamp, Unsignable, Verdict, check_signable, status::of_stored};

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
    Canceling,
    /// Stopped by a person.
    Canceled,
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
            | UploadState::Canceling
            | UploadState::Canceled => 0,
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
