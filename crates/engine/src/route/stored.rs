//! Step 3: the PUT, as soon as it has a place.

use std::{
    sync::{Arc, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{
    Route,
    inspected::{Inspected, MediaType},
    presigned::OpenAttempt,
};
use crate::retry::put::{Retries, Stop};
use model::Event;
use que_sdk::{Progress, PutOptions, Stored, UploadBody};

/// What has waited for its turn no longer than this is sent as it was read: a file that changes then could as well do so
/// while it is sent.
const FRESH: Duration = Duration::from_millis(100);

/// A drive that has answered within this is asked without leaving the thread.
const STILL_THERE: Duration = Duration::from_millis(500);

impl Route<'_> {
    /// Sends the file. Ends when the storage has answered that it has it. Its bytes are not held any longer then.
    pub(super) async fn stored(
        &mut self,
        file: Inspected,
        retries: &mut Retries<'_>,
    ) -> Result<(Stored, MediaType), Stop> {
        self.take_line(&file.body).await?;
        let (context, id) = (self.context, self.job.id);
        let Some(open) = &mut self.open else {
            return Err(Stop::AtOnce);
        };
        retries.count_put();
        let object = open.object.clone();
        context.announcer.tell(Event::Sending { id, object });
        let progress = Arc::new(Progress::new());
        context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, Arc::clone(&progress));
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
                // The line is free for the next while this one is written down.
                self.places.sending = None;
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

    /// Takes the place for the PUT. What waited for it long is looked at again.
    async fn take_line(&mut self, body: &UploadBody) -> Result<(), Stop> {
        if self.places.sending.is_some() {
            return Ok(());
        }
        let waits = Instant::now();
        let sending = self.unless_canceled(self.context.concurrency.sending.acquire()).await?;
        self.places.sending = Some(sending);
        if self.is_as_it_was(body, waits.elapsed()).await {
            Ok(())
        } else {
            // From the look at the file on, with the place in hand.
            Err(Stop::AtOnce)
        }
    }

    /// Whether what was got ready is still good after it has waited so long for its turn.
    async fn is_as_it_was(&self, body: &UploadBody, waited: Duration) -> bool {
        if self.open.as_ref().is_none_or(OpenAttempt::ends_soon) {
            return false;
        }
        if waited < FRESH {
            return true;
        }
        if waited < STILL_THERE {
            // Its drive has just answered: this does not wait.
            return body.is_unchanged();
        }
        let body = body.clone();
        // One that does not answer is found out by the next look, which has a time limit.
        matches!(tokio::task::spawn_blocking(move || body.is_unchanged()).await, Ok(true))
    }

    fn put_failed(&mut self, error: &que_sdk::Error, progress: &Progress, retries: &mut Retries<'_>) -> Stop {
        let Some(open) = &mut self.open else {
            return Stop::AtOnce;
        };
        // The call may have gone out whole on a connection that broke, and been refused on the next one.
        open.unknown |= progress.may_be_stored() || error.outcome_is_unknown();
        if matches!(error, que_sdk::Error::Canceled) {
            return Stop::Canceled;
        }
        self.context.network.upload_failed(open.presigned.url().expose(), error);
        self.context.network.refused_by_proxy(None, error);
        retries.after_put(&open.pass, &open.storage, error)
    }
}
