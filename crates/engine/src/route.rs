//! The route of one upload, step by step.
//!
//! 1. [`inspected`]: look at the file, and read it if it is small.
//! 2. [`presigned`]: get a URL and record its object key before the first byte is sent.
//! 3. [`stored`]: the PUT.
//! 4. [`recorded`]: record that the file is stored, then report it.
//! 5. [`signed`]: sign the object.
//! 6. [`verified`]: verify the object or its signed copy.
//!
//! [`upload`] runs steps 1 to 4. If one fails, the loop in [`crate::retry::put`] starts again at step 1, with the same
//! URL if it is still valid. Each step holds its own slot, so that none waits for another's: see
//! [`crate::concurrency`]. Steps 5 and 6 run when a command asks for them, possibly more than once. Their retry loop is
//! in [`crate::retry::call`].

mod inspected;
mod object;
mod presigned;
mod recorded;
mod signed;
mod stored;
mod verified;

use tokio_util::sync::CancellationToken;

use self::presigned::OpenAttempt;
pub(crate) use self::{
    object::SIGNED_EXTRA,
    signed::sign,
    verified::{in_brief, verify},
};
use super::{
    concurrency::{HeldSlots, LARGE},
    context::Context,
    retry::put::{AttemptError, Attempts, UploadEnd, UploadRetries},
};
use model::{Event, Job};

/// How the route ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RouteEnd {
    /// Uploaded or failed; recorded and reported.
    Done,
    /// Stopped from outside before it was stored. Whoever stopped it decides what that means.
    Stopped,
    /// Back to the queue: the key was refused.
    Requeue,
}

/// An upload, and what it keeps from one attempt to the next.
struct Route<'a> {
    context: &'a Context,
    job: &'a Job,
    cancel: CancellationToken,
    slots: HeldSlots,
    /// The URL in use.
    open: Option<OpenAttempt>,
    /// The epoch of the concurrency measurement in which it began; `None` for a large file, which says nothing about
    /// small ones.
    epoch: Option<u32>,
}

/// Uploads one file. Returns when it is stored, failed or canceled, or needs another key.
pub(crate) async fn upload(context: &Context, job: &Job, slots: HeldSlots, cancel: CancellationToken) -> RouteEnd {
    let is_small = job.source.size < LARGE;
    let mut retries = UploadRetries::new(context, job.id, cancel.clone());
    let mut route = Route {
        context,
        job,
        cancel,
        slots,
        open: None,
        epoch: is_small.then(|| context.concurrency.note_started(job.source.size)),
    };
    match retries.run(&mut route).await {
        UploadEnd::Stored => RouteEnd::Done,
        UploadEnd::NeedKey => {
            route.close_attempt().await;
            RouteEnd::Requeue
        }
        UploadEnd::Canceled => {
            route.close_attempt().await;
            RouteEnd::Stopped
        }
        UploadEnd::GivenUp(failure) => route.give_up(failure, retries.failed_attempts()).await,
    }
}

impl Attempts for Route<'_> {
    async fn attempt(&mut self, retries: &mut UploadRetries<'_>) -> Result<(), AttemptError> {
        self.send_event(Event::Preparing(self.job.id));
        self.take_slots().await?;
        // 1. Look at the file.
        let file = self.inspected(retries).await?;
        // 2. Get a URL and record its key.
        self.presigned(&file, retries).await?;
        // 3. Send the file to the storage.
        let (stored, media_type) = self.stored(file, retries).await?;
        // 4. Record that.
        self.recorded(stored, media_type).await
        // Steps 5 and 6 have their own commands: see `sign` and `verify`.
    }

    fn stop_progress(&self) {
        self.forget_progress();
    }

    fn release_sending(&mut self) {
        self.slots.ready = None;
        self.slots.sending = None;
    }

    fn release_slots(&mut self) {
        self.slots = HeldSlots::default();
    }
}

impl Route<'_> {
    /// Whether many files like this are uploaded at once. Those are measured, and prepared ahead of their turn.
    fn is_small(&self) -> bool {
        self.epoch.is_some()
    }

    /// Takes a slot for preparation, unless the upload holds a later one.
    async fn take_slots(&mut self) -> Result<(), AttemptError> {
        let concurrency = &self.context.concurrency;
        if !self.is_small() && self.slots.large.is_none() {
            self.slots.large = Some(self.unless_canceled(concurrency.large.acquire()).await?);
        }
        if !self.slots.has_first() && self.slots.recorded.is_none() {
            let first = self.unless_canceled(concurrency.first()).await?;
            self.slots.take_first(first);
        }
        Ok(())
    }

    /// Waits for something, unless the upload is canceled.
    async fn unless_canceled<T>(&self, work: impl Future<Output = T>) -> Result<T, AttemptError> {
        tokio::select! {
            () = self.cancel.cancelled() => Err(AttemptError::Canceled),
            done = work => Ok(done),
        }
    }

    fn send_event(&self, event: Event) {
        self.context.events.send(event);
    }
}
