//! [`Change`]: what can happen to uploads. Many changes share one transaction, so that small files do not wait for the
//! disk one by one.
//!
//! How each change is written: `queue` (states without a key), `attempts` (keys), `credentials` (signing,
//! verification), `metadata` (of files), `beside` (their credentials in files of their own).

mod attempts;
mod beside;
mod credentials;
mod metadata;
mod queue;

use std::sync::Arc;

use file_metadata::FileMetadata;
use rusqlite::Transaction;

use super::{Store, StoreError, issued_keys::hash_of};
use model::{
    AttemptId, ExistingFacts, Failure, Job, MediaTypeNote, ObjectRef, RecordedSigning, RecordedState, SignedFacts,
    Timestamp, UploadFacts, UploadId, VerifiedFacts, VerifyTarget,
};

pub(crate) use beside::read as read_beside;
pub(crate) use metadata::read as read_metadata;

/// How an attempt without a 2xx ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// There is no object: storage refused, or nothing was sent.
    Refused,
    /// An object may exist at the key.
    Unknown,
}

/// What follows from a signing that returned no signed copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignFailure {
    /// There is no new copy, and it will not be tried again.
    Final,
    /// There is no new copy; the next run that resumes tries again.
    Retry,
    /// There may be a new copy.
    InDoubt,
}

/// Something that happened to uploads. [`Store::apply`] records it.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the variants explain their fields")]
pub enum Change {
    /// New uploads, queued. A known id is an error.
    Added(Vec<Job>),
    /// New uploads, queued. Known ones do not change.
    Ensured(Vec<Job>),
    /// The key of an attempt. Record it before the first byte is sent. [`StoreError::KeyReused`] if the server issued
    /// the key for another upload.
    AttemptBegun {
        id: UploadId,
        object: ObjectRef,
        now: Timestamp,
    },
    /// Like `AttemptBegun`, but another upload may have the key, because its content is the same.
    AttemptBegunAgain {
        id: UploadId,
        object: ObjectRef,
        now: Timestamp,
    },
    /// Storage answered 2xx. From now on the upload has its key, whatever else is recorded.
    Stored {
        id: UploadId,
        attempt: AttemptId,
        facts: UploadFacts,
        content_type: String,
        note: Option<MediaTypeNote>,
    },
    /// An attempt ended without a 2xx. A key with an unknown outcome is listed from now on.
    AttemptEnded {
        attempt: AttemptId,
        outcome: AttemptOutcome,
        now: Timestamp,
    },
    /// An upload failed. No effect on one with a key.
    Failed { id: UploadId, failure: Failure },
    /// An upload was canceled. No effect on one with a key.
    Canceled(UploadId),
    /// Uploads wait until the user resumes them. No effect on those with a key.
    Paused(Vec<UploadId>),
    /// Uploads are queued again. No effect on those with a key.
    Requeued(Vec<UploadId>),
    /// The MIME type that the user chose; `None` for the detected one.
    MediaTypeSet {
        ids: Vec<UploadId>,
        media_type: Option<String>,
    },
    /// What the file of an upload says about itself.
    MetadataRead {
        id: UploadId,
        metadata: Arc<FileMetadata>,
        now: Timestamp,
    },
    /// The Content Credentials that were found for a file. Those in a manifest store beside it are remembered: it may be gone
    /// when the file is signed. Those in the file, found later, count instead.
    CredentialsFound {
        id: UploadId,
        facts: ExistingFacts,
        now: Timestamp,
    },
    /// Uploads leave the queue. Those with a key, or with an attempt that is running or has an unknown outcome, stay in
    /// the history. The others are deleted.
    Removed(Vec<UploadId>),
    /// Removed uploads without a key return to the queue.
    Returned(Vec<Job>),
    /// Sign these uploads once they are stored. No effect on one with a later signing state. See [`Store::unsigned`].
    SignWanted(Vec<UploadId>),
    /// A signing begins. If the program ends before `Signed` or `SignFailed`, the next start reports that it may have
    /// happened.
    Signing(UploadId),
    /// The result of a signing. Earlier ones are kept.
    Signed { id: UploadId, facts: SignedFacts },
    /// Why a signing returned no copy. An earlier copy is kept.
    SignFailed {
        id: UploadId,
        failure: Failure,
        left: SignFailure,
    },
    /// Do not sign this upload after all. An earlier copy is kept.
    SignSkipped(UploadId),
    /// Verify these uploads, or the signed copies that they have or get, in a later run if this one is interrupted. No effect
    /// on those with a result or a failure. See [`Store::unsigned`].
    VerifyWanted { ids: Vec<UploadId>, target: VerifyTarget },
    /// Verify the signed copy that an upload just got.
    CopyVerifyWanted(UploadId),
    /// A run went on with an upload of an earlier one, so it is one of the last run. No effect on one without a key.
    Continued(UploadId),
    /// The result of a verification. Only the last one of each object is kept.
    Verified { id: UploadId, facts: VerifiedFacts },
    /// Why a verification has no result.
    VerifyFailed {
        id: UploadId,
        target: VerifyTarget,
        failure: Failure,
    },
}

impl Store {
    /// Records all of these in order, in one transaction that is on disk when this returns. The result has one entry
    /// for each change: the attempt's id for [`Change::AttemptBegun`], `None` for others.
    ///
    /// # Errors
    /// [`StoreError`] of the first change that cannot be recorded; then none of them is.
    pub fn apply<'a>(
        &mut self,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Vec<Option<AttemptId>>, StoreError> {
        self.ensure_in_place()?;
        self.write(changes).map_err(|error| self.file.note_damage(error))
    }

    fn write<'a>(
        &mut self,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Vec<Option<AttemptId>>, StoreError> {
        let transaction = self.connection.transaction()?;
        let (mut attempts, mut issued) = (Vec::new(), Vec::new());
        for change in changes {
            if let Change::AttemptBegun { id, object, .. } | Change::AttemptBegunAgain { id, object, .. } = change {
                if matches!(change, Change::AttemptBegun { .. })
                    && let Some(earlier) = self.issued.find(&transaction, &self.server, *id, object, &issued)?
                {
                    return Err(StoreError::KeyReused(Box::new(earlier)));
                }
                issued.push((hash_of(object), *id));
            }
            attempts.push(record(&transaction, &self.server, change)?);
        }
        transaction.commit()?;
        self.issued.add(issued);
        Ok(attempts)
    }
}

fn record(transaction: &Transaction, server: &str, change: &Change) -> Result<Option<AttemptId>, StoreError> {
    match change {
        Change::Added(jobs) => queue::add(transaction, server, jobs)?,
        Change::Ensured(jobs) => queue::ensure(transaction, server, jobs)?,
        Change::AttemptBegun { id, object, now } | Change::AttemptBegunAgain { id, object, now } => {
            return attempts::begin(transaction, *id, object, *now).map(Some);
        }
        Change::Stored {
            id,
            attempt,
            facts,
            content_type,
            note,
        } => attempts::stored(transaction, *id, *attempt, facts, (content_type, note.as_ref()))?,
        Change::AttemptEnded { attempt, outcome, now } => attempts::end(transaction, *attempt, *outcome, *now)?,
        Change::Failed { id, failure } => queue::stop(transaction, *id, RecordedState::Failed, Some(failure))?,
        Change::Canceled(id) => queue::stop(transaction, *id, RecordedState::Canceled, None)?,
        Change::Paused(ids) => {
            for id in ids {
                queue::stop(transaction, *id, RecordedState::Paused, None)?;
            }
        }
        Change::Requeued(ids) => {
            for id in ids {
                queue::requeue(transaction, *id)?;
            }
        }
        Change::MediaTypeSet { ids, media_type } => queue::set_media_type(transaction, ids, media_type.as_deref())?,
        Change::MetadataRead { id, metadata, now } => metadata::record(transaction, *id, metadata, *now)?,
        Change::CredentialsFound { id, facts, now } => beside::record(transaction, *id, facts, *now)?,
        Change::Removed(ids) => queue::remove(transaction, ids)?,
        Change::Returned(jobs) => queue::return_jobs(transaction, server, jobs)?,
        Change::SignWanted(ids) => credentials::want_signing(transaction, ids)?,
        Change::Signing(id) => credentials::set_signing(transaction, *id, RecordedSigning::Signing, None)?,
        Change::Signed { id, facts } => credentials::signed(transaction, *id, facts)?,
        Change::SignFailed { id, failure, left } => {
            let state = match left {
                SignFailure::Final => RecordedSigning::Failed,
                SignFailure::Retry => RecordedSigning::Wanted,
                SignFailure::InDoubt => RecordedSigning::InDoubt,
            };
            credentials::set_signing(transaction, *id, state, Some(failure))?;
        }
        Change::SignSkipped(id) => credentials::skip_signing(transaction, *id)?,
        Change::VerifyWanted { ids, target } => credentials::want_verification(transaction, ids, *target)?,
        Change::Continued(id) => queue::continued(transaction, *id)?,
        Change::CopyVerifyWanted(id) => credentials::want_copy_verified(transaction, *id)?,
        Change::Verified { id, facts } => credentials::verified(transaction, *id, facts)?,
        Change::VerifyFailed { id, target, failure } => {
            credentials::verify_failed(transaction, *id, *target, failure)?;
        }
    }
    Ok(None)
}
