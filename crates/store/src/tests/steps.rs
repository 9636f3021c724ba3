//! Single changes as calls, for tests.

use super::*;

impl Store {
    pub(super) fn add(&mut self, jobs: &[Job]) -> Result<(), StoreError> {
        self.apply(&[Change::Added(jobs.to_vec())]).map(drop)
    }

    pub(super) fn begin_attempt(
        &mut self,
        id: UploadId,
        object: &ObjectRef,
        now: Timestamp,
    ) -> Result<AttemptId, StoreError> {
        let started = self.apply(&[Change::AttemptBegun {
            id,
            object: object.clone(),
            now,
        }])?;
        started.into_iter().flatten().next().ok_or(StoreError::Missing(id))
    }

    pub(super) fn stored(
        &mut self,
        id: UploadId,
        attempt: AttemptId,
        facts: &UploadFacts,
        content_type: &str,
        note: Option<&MediaTypeNote>,
    ) -> Result<(), StoreError> {
        self.apply(&[Change::Stored {
            id,
            attempt,
            facts: facts.clone(),
            content_type: content_type.to_owned(),
            note: note.cloned(),
        }])
        .map(drop)
    }

    pub(super) fn attempt_ended(
        &mut self,
        attempt: AttemptId,
        outcome: AttemptOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.apply(&[Change::AttemptEnded { attempt, outcome, now }]).map(drop)
    }

    pub(super) fn failed(&mut self, id: UploadId, failure: &Failure) -> Result<(), StoreError> {
        let failure = failure.clone();
        self.apply(&[Change::Failed { id, failure }]).map(drop)
    }

    pub(super) fn canceled(&mut self, id: UploadId) -> Result<(), StoreError> {
        self.apply(&[Change::Canceled(id)]).map(drop)
    }

    pub(super) fn paused(&mut self, ids: &[UploadId]) -> Result<(), StoreError> {
        self.apply(&[Change::Paused(ids.to_vec())]).map(drop)
    }

    pub(super) fn requeued(&mut self, ids: &[UploadId]) -> Result<(), StoreError> {
        self.apply(&[Change::Requeued(ids.to_vec())]).map(drop)
    }

    pub(super) fn remove_from_queue(&mut self, ids: &[UploadId]) -> Result<(), StoreError> {
        self.apply(&[Change::Removed(ids.to_vec())]).map(drop)
    }

    pub(super) fn return_to_queue(&mut self, jobs: &[Job]) -> Result<(), StoreError> {
        self.apply(&[Change::Returned(jobs.to_vec())]).map(drop)
    }

    pub(super) fn signing(&mut self, id: UploadId) -> Result<(), StoreError> {
        self.apply(&[Change::Signing(id)]).map(drop)
    }

    pub(super) fn signed(&mut self, id: UploadId, facts: &SignedFacts) -> Result<(), StoreError> {
        let facts = facts.clone();
        self.apply(&[Change::Signed { id, facts }]).map(drop)
    }

    pub(super) fn sign_failed(&mut self, id: UploadId, failure: &Failure, left: SignFailure) -> Result<(), StoreError> {
        let failure = failure.clone();
        self.apply(&[Change::SignFailed { id, failure, left }]).map(drop)
    }

    pub(super) fn verified(&mut self, id: UploadId, facts: &VerifiedFacts) -> Result<(), StoreError> {
        let facts = facts.clone();
        self.apply(&[Change::Verified { id, facts }]).map(drop)
    }

    pub(super) fn verify_failed(
        &mut self,
        id: UploadId,
        target: VerifyTarget,
        failure: &Failure,
    ) -> Result<(), StoreError> {
        let failure = failure.clone();
        self.apply(&[Change::VerifyFailed { id, target, failure }]).map(drop)
    }

    pub(super) fn restore(&mut self) -> Result<Restored, StoreError> {
        let waiting = self.start_session()?;
        self.read_queued(&waiting)
    }
}
