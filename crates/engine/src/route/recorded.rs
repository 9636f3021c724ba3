//! Step 4: how it ended is on record, then told.

use std::sync::PoisonError;

use super::{Ended, Route, inspected::MediaType};
use crate::{announce::now, retry::put::Stop};
use model::{Event, Failure, UploadFacts};
use que_sdk::Stored;
use store::{AttemptOutcome, Change};

impl Route<'_> {
    /// Puts a stored file on record.
    pub(super) async fn recorded(&mut self, stored: Stored, media_type: MediaType) -> Result<(), Stop> {
        let Some(open) = self.open.take() else {
            return Err(Stop::AtOnce);
        };
        let url = open.presigned.url().expose();
        self.context.network.upload_went_well(url);
        if stored.etag.is_none() {
            self.context.network.confirmed_without_mark(url);
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
                self.tell(Event::Uploaded { id, facts });
                Ok(())
            }
            Err(failure) => {
                // The object is stored and its key is on record as begun; say both.
                let message = format!(
                    "The file is stored at {}, but that could not be written down. {}",
                    open.object.key, failure.message
                );
                self.tell(Event::OutcomeUnknown {
                    id,
                    object: open.object,
                });
                Err(Stop::GiveUp(Failure { message, ..failure }))
            }
        }
    }

    /// Its progress is no longer told.
    pub(super) fn forget_progress(&self) {
        self.context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.job.id);
    }

    /// Writes down how the attempt in hand ended, and tells of a key whose object may stand there.
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
            // The record has logged why.
            tracing::debug!("the end of an attempt could not be written: {}", failure.message);
        }
        if open.unknown {
            self.tell(Event::OutcomeUnknown {
                id: self.job.id,
                object: open.object,
            });
        }
    }

    /// Puts on record that a person has to do something.
    pub(super) async fn give_up(mut self, failure: Failure, attempts: u32) -> Ended {
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
            // The record has logged why.
            tracing::debug!("a failure could not be written: {}", trouble.message);
        }
        self.tell(Event::Failed { id, failure });
        Ended::Done
    }
}
