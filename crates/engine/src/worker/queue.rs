//! Adds to and removes from the queue: on disk first, then in memory.

use std::{collections::HashSet, sync::Arc};

use super::{ContentOrder, Finished, StopReason, Worker};
use crate::{SigningPolicy, UnfinishedPolicy, VerificationPolicy, records};
use model::{Event, Failure, Job, Upload, UploadId, UploadState, VerifyOrder, VerifyTarget};
use store::Change;

impl Worker {
    /// Records new uploads, and queues them once that is done. Others continue meanwhile.
    pub(super) fn enqueue(&mut self, jobs: Vec<Job>) {
        let changes = self.with_next_steps(&jobs, vec![Change::Added(jobs.clone())]);
        let recorded = self.context.store_writer.record_all(changes);
        self.last_recording += 1;
        let number = self.last_recording;
        self.recording.insert(number, jobs);
        self.tasks
            .spawn(async move { Finished::Recorded(number, recorded.await.map(drop)) });
    }

    /// Queues uploads that were recorded, unless they were stopped meanwhile. Uploads that cannot be recorded fail.
    pub(super) fn recorded(&mut self, number: u64, recorded: Result<(), Failure>) {
        let Some(jobs) = self.recording.remove(&number) else {
            return;
        };
        match recorded {
            Ok(()) => {
                let ids = jobs.iter().map(|job| job.id).collect();
                self.context.events.send(Event::Recorded(ids));
                if self.session.unfinished == UnfinishedPolicy::Resume {
                    self.spawn(records::report_uploaded_before(self.context.clone(), jobs.clone()));
                }
                self.pending.extend(jobs);
            }
            Err(failure) => self.fail_all(&jobs, &failure),
        }
    }

    /// Adds what to do with the uploads once they are stored.
    fn with_next_steps(&self, jobs: &[Job], mut changes: Vec<Change>) -> Vec<Change> {
        let signs = self.session.signing == SigningPolicy::All;
        let ids = || jobs.iter().map(|job| job.id).collect();
        if signs && !jobs.is_empty() {
            changes.push(Change::SignWanted(ids()));
        }
        if self.session.verification == VerificationPolicy::All && !jobs.is_empty() {
            let target = if signs {
                VerifyTarget::Signed
            } else {
                VerifyTarget::Original
            };
            changes.push(Change::VerifyWanted { ids: ids(), target });
        }
        changes
    }

    /// Verifies these. In the window, the next session offers to continue.
    pub(super) async fn verify(&mut self, orders: Vec<VerifyOrder>) {
        if self.session.verification == VerificationPolicy::BySettings {
            let of = |target| {
                let these = orders
                    .iter()
                    .filter(|order| order.target == target && order.id.is_recorded());
                Change::VerifyWanted {
                    ids: these.map(|order| order.id).collect(),
                    target,
                }
            };
            let changes = vec![of(VerifyTarget::Original), of(VerifyTarget::Signed)];
            if let Err(failure) = self.context.store_writer.record_all(changes).await {
                // It is verified all the same.
                tracing::warn!("what is to be verified could not be recorded: {}", failure.message);
            }
        }
        self.content.extend(orders.into_iter().map(ContentOrder::Verify));
    }

    /// Records changes that bring these uploads into the queue, and what to do with them later.
    pub(super) async fn record_for(&self, jobs: &[Job], changes: Vec<Change>) -> Result<(), Failure> {
        let changes = self.with_next_steps(jobs, changes);
        if changes.is_empty() {
            return Ok(());
        }
        self.context.store_writer.record_all(changes).await.map(drop)
    }

    pub(super) async fn remove(&mut self, ids: &[UploadId]) {
        let wanted: HashSet<_> = ids.iter().copied().collect();
        self.take_out(&wanted);
        let gone = ids
            .iter()
            .copied()
            .filter(|id| !self.stop_running(*id, StopReason::Remove))
            .collect();
        self.forget(gone).await;
    }

    /// Brings removed uploads back into the queue.
    pub(super) async fn put_back(&mut self, uploads: Vec<Arc<Upload>>) {
        let job = |upload: &Arc<Upload>| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let jobs: Vec<_> = uploads.iter().map(job).collect();
        let mut changes = vec![Change::Returned(jobs.clone())];
        changes.extend(uploads.iter().filter_map(|upload| match &upload.state {
            UploadState::Failed(failure) => Some(Change::Failed {
                id: upload.id,
                failure: failure.clone(),
            }),
            UploadState::Canceled => Some(Change::Canceled(upload.id)),
            UploadState::Paused => Some(Change::Paused(vec![upload.id])),
            // Recorded like this, or as queued.
            UploadState::Queued
            | UploadState::Preparing
            | UploadState::Uploading { .. }
            | UploadState::Finishing
            | UploadState::Waiting { .. }
            | UploadState::Canceling
            | UploadState::Uploaded => None,
        }));
        if let Err(failure) = self.context.store_writer.record_all(changes).await {
            self.fail_all(&jobs, &failure);
            return;
        }
        for upload in uploads.iter().filter(|upload| upload.is_pending()) {
            if self.running.contains_key(&upload.id) {
                // It was to leave after it stopped. Start it again instead.
                self.stopping.insert(upload.id, StopReason::StartOver);
            } else {
                self.pending.push_back(job(upload));
            }
        }
        // The queue is in the order of ids.
        self.pending.make_contiguous().sort_by_key(|job| job.id);
    }

    pub(super) async fn forget(&self, ids: Vec<UploadId>) {
        if ids.is_empty() {
            return;
        }
        if let Err(failure) = self.context.store_writer.record(Change::Removed(ids)).await {
            self.report_trouble(&failure);
        }
    }

    pub(super) fn fail_all(&self, jobs: &[Job], failure: &Failure) {
        for job in jobs {
            self.context.events.send(Event::Failed {
                id: job.id,
                failure: failure.clone(),
            });
        }
    }
}
