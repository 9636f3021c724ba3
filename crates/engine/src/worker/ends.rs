//! What becomes of a row when its task has ended, or has broken.

use std::sync::PoisonError;

use super::{Finished, StopReason, TaskOwner, Worker};
use crate::{failure, route::Ended};
use model::{Event, Step};
use store::{Change, Unsigned};

impl Worker {
    /// A task broke by a mistake of this program; its place is free again. Its row does not wait for it for ever.
    pub(super) async fn broke(&mut self, owner: TaskOwner) {
        let (change, event) = match owner {
            TaskOwner::Upload(job) => {
                let (id, failure) = (job.id, failure::internal(Step::Upload));
                if self.stopping.contains_key(&id) {
                    // As was wished.
                    return self.finished(Finished::Upload(job, Ended::Stopped)).await;
                }
                self.finished(Finished::Upload(job, Ended::Done)).await;
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
                    left: Unsigned::InDoubt,
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
            tracing::error!("a failure could not be written: {}", trouble.message);
        }
        self.context.announcer.tell(event);
    }

    pub(super) async fn finished(&mut self, finished: Finished) {
        let (job, ended) = match finished {
            Finished::Upload(job, ended) => (job, ended),
            Finished::Recorded(number, recorded) => return self.recorded(number, recorded),
            Finished::Other => return,
        };
        self.running.remove(&job.id);
        self.told.remove(&job.id);
        self.context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&job.id);
        let reason = self.stopping.remove(&job.id);
        match (ended, reason) {
            (_, Some(StopReason::Leave)) => {
                self.forget(vec![job.id]).await;
                if ended != Ended::Done {
                    self.context.announcer.tell(Event::Canceled(job.id));
                }
            }
            (Ended::Done, _) => {}
            (Ended::Requeue, None | Some(StopReason::StartOver)) | (Ended::Stopped, Some(StopReason::StartOver)) => {
                self.context.announcer.tell(Event::Requeued(job.id));
                // It was in front of all that have not begun.
                let place = self.pending.partition_point(|other| other.id < job.id);
                self.pending.insert(place, job);
            }
            // The refusal of the key may have come first; a person's wish counts all the same.
            (Ended::Stopped | Ended::Requeue, Some(reason)) => self.stopped(&[job.id], reason).await,
            // At the end of the program the record says that it is to be done again.
            (Ended::Stopped, None) => {}
        }
    }
}
