//! What happens to a row when its task ends or panics.

use super::{Finished, StopReason, TaskOwner, Worker};
use crate::{failure, route::RouteEnd};
use model::{Event, Step};
use store::{Change, SignFailure};

impl Worker {
    /// A task panicked, and its slot is free again. Its row must not wait forever.
    pub(super) async fn panicked(&mut self, owner: TaskOwner) {
        let (change, event) = match owner {
            TaskOwner::Upload(job) => {
                let (id, failure) = (job.id, failure::internal(Step::Upload));
                if self.stopping.contains_key(&id) {
                    // As requested.
                    return self.finished(Finished::Upload(job, RouteEnd::Stopped)).await;
                }
                self.finished(Finished::Upload(job, RouteEnd::Done)).await;
                let change = Change::Failed {
                    id,
                    failure: failure.clone(),
                };
                (change, Event::Failed { id, failure })
            }
            TaskOwner::Sign(id) => {
                let failure = failure::internal(Step::Sign);
                let change = Change::SignFailed {
                    id,
                    failure: failure.clone(),
                    left: SignFailure::InDoubt,
                };
                (change, Event::SignFailed { id, failure })
            }
            TaskOwner::Verify(id, target) => {
                let failure = failure::internal(Step::Verify);
                let change = Change::VerifyFailed {
                    id,
                    target,
                    failure: failure.clone(),
                };
                (change, Event::VerifyFailed { id, target, failure })
            }
        };
        if let Err(trouble) = self.context.store_writer.record(change).await {
            tracing::error!("a failure could not be recorded: {}", trouble.message);
        }
        self.context.events.send(event);
    }

    pub(super) async fn finished(&mut self, finished: Finished) {
        let (job, ended) = match finished {
            Finished::Upload(job, ended) => (job, ended),
            Finished::Recorded(number, recorded) => return self.recorded(number, recorded),
            Finished::Other => return,
        };
        self.running.remove(&job.id);
        self.reported_bytes.remove(&job.id);
        self.context.sending.lock().remove(&job.id);
        let reason = self.stopping.remove(&job.id);
        match (ended, reason) {
            (_, Some(StopReason::Remove)) => {
                self.forget(vec![job.id]).await;
                if ended != RouteEnd::Done {
                    self.context.events.send(Event::Canceled(job.id));
                }
            }
            (RouteEnd::Done, _) => {}
            (RouteEnd::Requeue, None | Some(StopReason::StartOver))
            | (RouteEnd::Stopped, Some(StopReason::StartOver)) => {
                self.context.events.send(Event::Requeued(job.id));
                // Put it back in front of those that have not started.
                let place = self.pending.partition_point(|other| other.id < job.id);
                self.pending.insert(place, job);
            }
            // The key may have been refused first; the user's request still counts.
            (RouteEnd::Stopped | RouteEnd::Requeue, Some(reason)) => self.stopped(&[job.id], reason).await,
            // At shutdown, the database says that it has to run again.
            (RouteEnd::Stopped, None) => {}
        }
    }
}
