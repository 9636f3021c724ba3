//! Stopping uploads: queued ones at once, running ones as soon as they can.

use std::collections::HashSet;

use super::Worker;
use model::{Event, Job, UploadId};
use store::Change;

/// Why a running upload is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StopReason {
    /// To start again at once, from presign.
    StartOver,
    /// Until the user resumes it.
    Pause,
    /// The user canceled it.
    Cancel,
    /// It was removed from the queue.
    Remove,
}

impl Worker {
    /// Stops these uploads: queued ones at once, running ones as soon as they can.
    pub(super) async fn stop(&mut self, ids: &[UploadId], reason: StopReason) {
        let wanted: HashSet<_> = ids.iter().copied().collect();
        for id in ids {
            self.stop_running(*id, reason);
        }
        let waiting = self.take_out(&wanted);
        self.stopped(&waiting, reason).await;
    }

    /// Takes these out of the queue, and returns those that were in it.
    pub(super) fn take_out(&mut self, wanted: &HashSet<UploadId>) -> Vec<UploadId> {
        let mut taken = Vec::new();
        let mut stays = |job: &Job| {
            let goes = wanted.contains(&job.id);
            taken.extend(goes.then_some(job.id));
            !goes
        };
        self.pending.retain(&mut stays);
        for jobs in self.recording.values_mut() {
            jobs.retain(&mut stays);
        }
        taken
    }

    /// Stops a running upload. A stronger reason replaces a weaker one.
    pub(super) fn stop_running(&mut self, id: UploadId, reason: StopReason) -> bool {
        let Some(token) = self.running.get(&id) else {
            return false;
        };
        token.cancel();
        let known = self.stopping.entry(id).or_insert(reason);
        *known = reason.max(*known);
        true
    }

    /// Records and reports that these have stopped.
    pub(super) async fn stopped(&self, ids: &[UploadId], reason: StopReason) {
        if ids.is_empty() {
            return;
        }
        let paused = reason == StopReason::Pause;
        let changes = if paused {
            vec![Change::Paused(ids.to_vec())]
        } else {
            ids.iter().copied().map(Change::Canceled).collect()
        };
        if let Err(failure) = self.context.store_writer.record_all(changes).await {
            self.report_trouble(&failure);
        }
        for id in ids {
            self.context.events.send(if paused {
                Event::Paused(*id)
            } else {
                Event::Canceled(*id)
            });
        }
    }

    /// Stops everything that runs, to start again from presign: after a sleep, or when the queue is paused.
    pub(super) fn start_over(&mut self) {
        for id in self.running.keys().copied().collect::<Vec<_>>() {
            self.stop_running(id, StopReason::StartOver);
        }
    }
}
