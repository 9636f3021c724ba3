//! Step 3: the PUT, once a slot is free.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{
    Route,
    inspected::{Inspected, MediaType},
    presigned::OpenAttempt,
};
use crate::retry::put::{AttemptError, UploadRetries};
use model::Event;
use que_sdk::{Progress, PutOptions, Stored, UploadBody};

/// A file that waited no longer than this is sent as it was read. It could just as well change during the PUT.
const FRESH: Duration = Duration::from_millis(100);

/// A drive that answered within this time is asked again on the same thread.
const STILL_THERE: Duration = Duration::from_millis(500);

impl Route<'_> {
    /// Sends the file. Returns when the storage has confirmed it, and frees the memory of its bytes.
    pub(super) async fn stored(
        &mut self,
        file: Inspected,
        retries: &mut UploadRetries<'_>,
    ) -> Result<(Stored, MediaType), AttemptError> {
        self.take_sending_slot(&file.body).await?;
        let (context, id) = (self.context, self.job.id);
        let Some(open) = &mut self.open else {
            return Err(AttemptError::AtOnce);
        };
        retries.count_put();
        let object = open.object.clone();
        context.events.send(Event::Sending { id, object });
        let progress = Arc::new(Progress::new());
        context.sending.lock().insert(id, Arc::clone(&progress));
        let options = PutOptions {
            content_type: file.content_type,
            stall_timeout: Duration::from_secs(context.stall_seconds.load(Ordering::Relaxed).into()),
            check_md5: context.check_md5.load(Ordering::Relaxed),
            ..PutOptions::default()
        };
        let put = open
            .storage
            .put(&open.presigned, file.body, &options, &progress, &self.cancel);
        let stored = put.await;
        drop(file.kept);
        match stored {
            Ok(stored) => {
                // Frees the slot for the next PUT while this one is recorded.
                self.slots.sending = None;
                if let Some(epoch) = self.epoch {
                    context.concurrency.note_put(stored.elapsed, epoch);
                }
                if retries.refused_content_types() > 0 {
                    context
                        .content_type_variant
                        .store(file.variant as u8, Ordering::Relaxed);
                }
                Ok((stored, file.media_type))
            }
            Err(error) => Err(self.put_failed(&error, &progress, retries)),
        }
    }

    /// Takes the slot for the PUT. After a long wait, the file is checked again.
    async fn take_sending_slot(&mut self, body: &UploadBody) -> Result<(), AttemptError> {
        if self.slots.sending.is_some() {
            return Ok(());
        }
        let waits = Instant::now();
        let sending = self.unless_canceled(self.context.concurrency.sending.acquire()).await?;
        self.slots.sending = Some(sending);
        if self.is_still_valid(body, waits.elapsed()).await {
            Ok(())
        } else {
            // Start again at step 1, but keep the slot.
            Err(AttemptError::AtOnce)
        }
    }

    /// Whether the prepared upload is still valid after this wait.
    async fn is_still_valid(&self, body: &UploadBody, waited: Duration) -> bool {
        if self.open.as_ref().is_none_or(OpenAttempt::ends_soon) {
            return false;
        }
        if waited < FRESH {
            return true;
        }
        if waited < STILL_THERE {
            // The drive has just answered, so this does not block.
            return body.is_unchanged();
        }
        let body = body.clone();
        // If the drive does not answer, the next inspection finds out with its timeout.
        matches!(tokio::task::spawn_blocking(move || body.is_unchanged()).await, Ok(true))
    }

    fn put_failed(
        &mut self,
        error: &que_sdk::Error,
        progress: &Progress,
        retries: &mut UploadRetries<'_>,
    ) -> AttemptError {
        let Some(open) = &mut self.open else {
            return AttemptError::AtOnce;
        };
        // The request may have been sent whole on a connection that broke, and refused on the next one.
        open.unknown |= progress.may_be_stored() || error.outcome_is_unknown();
        if matches!(error, que_sdk::Error::Canceled) {
            return AttemptError::Canceled;
        }
        self.context.network.upload_failed(open.presigned.url().expose(), error);
        self.context.network.refused_by_proxy(None, error);
        retries.after_put(&open.permit, &open.storage, error)
    }
}
