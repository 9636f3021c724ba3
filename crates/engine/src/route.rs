//! The route of one upload, in steps that follow each other.
//!
//! 1. [`inspected`]: the file is looked at and, where it is small, read.
//! 2. [`presigned`]: a URL with its object key, which is on record before the first byte goes.
//! 3. [`stored`]: the PUT.
//! 4. [`recorded`]: that the file is stored is on record, then told.
//! 5. [`signed`]: the object is signed.
//! 6. [`verified`]: the object, or its signed copy, is verified.
//!
//! Steps 1 to 4 are one upload: [`upload`] runs them, and the loop in [`crate::retry::put`] begins again at step 1 where one of
//! them fails. A URL that is still good is kept. Each step holds a place of its own, so that none waits for another's: see
//! [`crate::concurrency`]. Steps 5 and 6 begin when they are ordered, may be ordered again, and have a loop of their own, in
//! [`crate::retry::call`].

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
    signed::sign,
    verified::{in_brief, verify},
};
use super::{
    concurrency::{LARGE, Places},
    context::Context,
    retry::put::{Attempts, End, Retries, Stop},
};
use model::{Event, Job};

/// How a route ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Uploaded or failed: told and on record.
    Done,
    /// Stopped from outside before it was stored; what that means is for who stopped it.
    Stopped,
    /// It goes back to the queue: the key was refused.
    Requeue,
}

/// One upload on its way, and what it holds from one attempt to the next.
struct Route<'a> {
    context: &'a Context,
    job: &'a Job,
    cancel: CancellationToken,
    places: Places,
    /// The URL in use.
    open: Option<OpenAttempt>,
    /// For which files the number of uploads at once held when this one began; `None` for a large one, which tells nothing
    /// of small ones.
    epoch: Option<u32>,
}

/// Uploads one file. Ends when it is stored, given up, canceled, or needs another key.
pub(crate) async fn upload(context: &Context, job: &Job, places: Places, cancel: CancellationToken) -> Ended {
    let is_small = job.source.size < LARGE;
    let mut retries = Retries::new(context, job.id, cancel.clone());
    let mut route = Route {
        context,
        job,
        cancel,
        places,
        open: None,
        epoch: is_small.then(|| context.concurrency.note_begun(job.source.size)),
    };
    match retries.run(&mut route).await {
        End::Stored => Ended::Done,
        End::NeedKey => {
            route.close_attempt().await;
            Ended::Requeue
        }
        End::Canceled => {
            route.close_attempt().await;
            Ended::Stopped
        }
        End::GivenUp(failure) => route.give_up(failure, retries.tries()).await,
    }
}

impl Attempts for Route<'_> {
    async fn attempt(&mut self, retries: &mut Retries<'_>) -> Result<(), Stop> {
        self.tell(Event::Preparing(self.job.id));
        self.take_places().await?;
        // 1. The file is looked at.
        let file = self.inspected(retries).await?;
        // 2. There is a URL, and its key is on record.
        self.presigned(&file, retries).await?;
        // 3. The storage has the file.
        let (stored, media_type) = self.stored(file, retries).await?;
        // 4. That is on record.
        self.recorded(stored, media_type).await
        // 5. and 6. begin when they are ordered: see `sign` and `verify`.
    }

    fn failed(&self) {
        self.forget_progress();
    }

    fn leave_line(&mut self) {
        self.places.ready = None;
        self.places.sending = None;
    }

    fn leave_places(&mut self) {
        self.places = Places::default();
    }
}

impl Route<'_> {
    /// Whether many of its kind go at once: it tells of the line, and is got ready ahead.
    fn is_small(&self) -> bool {
        self.epoch.is_some()
    }

    /// Takes a place for getting ready, unless there is a later one in hand.
    async fn take_places(&mut self) -> Result<(), Stop> {
        let concurrency = &self.context.concurrency;
        if !self.is_small() && self.places.large.is_none() {
            self.places.large = Some(self.unless_canceled(concurrency.large.acquire()).await?);
        }
        if !self.places.has_first() && self.places.recorded.is_none() {
            let first = self.unless_canceled(concurrency.first()).await?;
            self.places.take_first(first);
        }
        Ok(())
    }

    /// Waits for something, unless the upload is stopped meanwhile.
    async fn unless_canceled<T>(&self, work: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            () = self.cancel.cancelled() => Err(Stop::Canceled),
            done = work => Ok(done),
        }
    }

    fn tell(&self, event: Event) {
        self.context.announcer.tell(event);
    }
}
