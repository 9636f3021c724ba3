//! Stopping uploads: those that wait at once, those that run as soon as they let go.

use std::collections::HashSet;

use super::Worker;
use model::{Event, Job, UploadId};
use store::Change;

/// Why a running upload is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StopReason {
    /// It begins again at once, from presign.
    StartOver,
    /// It waits until a person resumes it.
    Pause,
    /// A person does not want it any more.
    Cancel,
    /// It was taken out of the queue.
    Leave,
}

impl Worker {
    /// Stops these, for this reason: at once where they wait, as soon as they let go where they run.
    pub(super) async fn stop(&mut self, ids: &[UploadId], reason: StopReason) {
        let wanted: HashSet<_> = ids.iter().copied().collect();
        for id in ids {
            self.stop_running(*id, reason);
        }
        let waiting = self.take_out(&wanted);
        self.stopped(&waiting, reason).await;
    }

    /// Takes these out of what waits for its turn. Answers those that were there.
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

    /// Stops a running upload. A weightier reason takes the place of a lighter one.
    pub(super) fn stop_running(&mut self, id: UploadId, reason: StopReason) -> bool {
        let Some(token) = self.running.get(&id) else {
            return false;
        };
        token.cancel();
        let known = self.stopping.entry(id).or_insert(reason);
        *known = reason.max(*known);
        true
    }

    /// Records and tells that these have stopped.
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
            self.tell_trouble(&failure);
        }
        for id in ids {
            self.context.announcer.tell(if paused {
                Event::Paused(*id)
            } else {
                Event::Canceled(*id)
            });
        }
    }

    /// Stops all that runs, to begin again from presign: after a sleep, or when the queue is held.
    pub(super) fn start_over(&mut self) {
        for id in self.running.keys().copied().collect::<Vec<_>>() {
            self.stop_running(id, StopReason::StartOver);
        }
    }
}
