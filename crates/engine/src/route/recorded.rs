//! Step 4: record the result, then report it.

use super::{Route, RouteEnd, inspected::MediaType};
use crate::{clock::now, retry::put::AttemptError};
use model::{Cause, Event, Failure, UploadFacts};
use que_sdk::Stored;
use store::{AttemptOutcome, Change};

impl Route<'_> {
    /// Records that the file is stored.
    pub(super) async fn recorded(&mut self, stored: Stored, media_type: MediaType) -> Result<(), AttemptError> {
        let Some(open) = self.open.take() else {
            return Err(AttemptError::AtOnce);
        };
        let url = open.presigned.url().expose();
        self.context.network.upload_succeeded(url);
        if stored.etag.is_none() {
            self.context.network.confirmed_without_etag(url);
        }
        let id = self.job.id;
        self.forget_progress();
        let facts = UploadFacts {
            object: open.object.clone(),
            sha256: stored.sha256_hexadecimal(),
            bytes: stored.bytes,
            uploaded_at: now(),
        };
        let change = Change::Stored {
            id,
            attempt: open.record,
            facts: facts.clone(),
            content_type: media_type.essence,
            note: media_type.note,
        };
        match self.context.store_writer.record(change).await {
            Ok(()) => {
                tracing::debug!(id = id.number(), bytes = facts.bytes, "uploaded");
                self.send_event(Event::Uploaded { id, facts });
                Ok(())
            }
            Err(failure) => {
                // The object is stored, but its key is recorded only as begun. Report both.
                let key = open.object.key.clone();
                self.send_event(Event::OutcomeUnknown {
                    id,
                    object: open.object,
                });
                Err(AttemptError::GiveUp(
                    failure.within(|why| Cause::StoredNotRecorded { key, why }),
                ))
            }
        }
    }

    /// Stops reporting its progress.
    pub(super) fn forget_progress(&self) {
        self.context.sending.lock().remove(&self.job.id);
    }

    /// Records how the current attempt ended, and reports a key that may have an object.
    pub(super) async fn close_attempt(&mut self) {
        let Some(open) = self.open.take() else { return };
        let outcome = if open.unknown {
            AttemptOutcome::Unknown
        } else {
            AttemptOutcome::Refused
        };
        let change = Change::AttemptEnded {
            attempt: open.record,
            outcome,
            now: now(),
        };
        if let Err(failure) = self.context.store_writer.record(change).await {
            // The store writer has logged why.
            tracing::debug!("the end of an attempt could not be recorded: {}", failure.message);
        }
        if open.unknown {
            self.send_event(Event::OutcomeUnknown {
                id: self.job.id,
                object: open.object,
            });
        }
    }

    /// Records a failure that the user has to deal with.
    pub(super) async fn give_up(mut self, failure: Failure, attempts: u32) -> RouteEnd {
        self.close_attempt().await;
        let id = self.job.id;
        tracing::info!(id = id.number(), attempts, "given up: {}", failure.message);
        if let Err(trouble) = self
            .context
            .store_writer
            .record(Change::Failed {
                id,
                failure: failure.clone(),
            })
            .await
        {
            // The store writer has logged why.
            tracing::debug!("a failure could not be recorded: {}", trouble.message);
        }
        self.send_event(Event::Failed { id, failure });
        RouteEnd::Done
    }
}
