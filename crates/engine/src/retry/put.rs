//! The loop around an upload, from the look at its file to the answer of the storage, and what a failed PUT does to its URL.

use tokio_util::sync::CancellationToken;

use super::{
    Backoff, RetryReason,
    table::{self, AfterPut},
};
use crate::{announce::now, context::Context, failure, gate::Pass, network::Cause};
use model::{Event, Failure, Step, UploadId};
use que_sdk::Storage;

/// So often a PUT goes to the same URL before a new one is asked for.
const TRIES_OF_ONE_URL: u32 = 3;

/// Why an attempt did not store the file.
pub(crate) enum Stop {
    /// Another attempt after a wait, if there are any left.
    Retry { failure: Failure, reason: RetryReason },
    /// Another attempt at once, which does not count.
    AtOnce,
    /// The server has everyone wait. Another attempt as soon as the gate opens, which does not count.
    Held,
    /// The key was refused.
    NeedKey,
    /// A person has to do something.
    GiveUp(Failure),
    /// Stopped from outside.
    Canceled,
}

impl Stop {
    /// Another attempt, and less at once where this one was too much for the server or for the way to it. `storage` is the
    /// one in use.
    pub(crate) fn retry(context: &Context, error: &que_sdk::Error, step: Step, storage: Option<&Storage>) -> Self {
        let reason = RetryReason::of(error);
        if reason == RetryReason::OutOfHandles {
            context.concurrency.allow_fewer();
            if let Some(storage) = storage {
                storage.close_idle_connections();
            }
        } else if reason != RetryReason::Attempt || is_overload(error) {
            context.concurrency.slow_down();
        }
        Self::Retry {
            failure: failure::of(step, error),
            reason,
        }
    }
}

/// Whether a server says so where it is asked for too much. Many let connections break instead.
fn is_overload(error: &que_sdk::Error) -> bool {
    error.effective_status() == Some(429) || error.is_outage()
}

/// How the attempts of an upload ended.
pub(crate) enum End {
    /// Stored, and told.
    Stored,
    /// The key was refused: it goes back to the queue.
    NeedKey,
    /// Stopped from outside.
    Canceled,
    /// A person has to do something.
    GivenUp(Failure),
}

/// What is tried until the file is stored.
pub(crate) trait Attempts {
    /// Tries once.
    async fn attempt(&mut self, retries: &mut Retries<'_>) -> Result<(), Stop>;

    /// An attempt has failed: its progress is no longer told.
    fn failed(&self);

    /// The server has everyone wait: others may get ready meanwhile.
    fn leave_line(&mut self);

    /// The next attempt has to wait: others may use all places meanwhile.
    fn leave_places(&mut self);
}

/// What the attempts of one upload have in common.
pub(crate) struct Retries<'a> {
    context: &'a Context,
    id: UploadId,
    cancel: CancellationToken,
    backoff: Backoff,
    /// How often the URL in use was tried.
    url_tries: u32,
    /// How many kinds of Content-Type header were refused as not the one that was signed.
    refused_content_types: usize,
    /// What storage said of the last of them.
    last_refusal: Option<Failure>,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(context: &'a Context, id: UploadId, cancel: CancellationToken) -> Self {
        Self {
            context,
            id,
            cancel,
            backoff: Backoff::new(&context.policy),
            url_tries: 0,
            refused_content_types: 0,
            last_refusal: None,
        }
    }

    /// Tries until the file is stored, or it is given up.
    pub(crate) async fn run(&mut self, upload: &mut impl Attempts) -> End {
        loop {
            let Err(stop) = upload.attempt(self).await else {
                return End::Stored;
            };
            upload.failed();
            match stop {
                Stop::AtOnce => {}
                Stop::Held => {
                    upload.leave_line();
                    self.context.announcer.tell(Event::Requeued(self.id));
                }
                Stop::NeedKey => return End::NeedKey,
                Stop::Canceled => return End::Canceled,
                Stop::GiveUp(failure) => return End::GivenUp(failure),
                Stop::Retry { failure, reason } => {
                    if let Some(end) = self.wait_for_next(upload, failure, reason).await {
                        return end;
                    }
                }
            }
        }
    }

    /// Waits until another attempt may be made, or says how it ends.
    async fn wait_for_next(
        &mut self,
        upload: &mut impl Attempts,
        failure: Failure,
        reason: RetryReason,
    ) -> Option<End> {
        let (context, id) = (self.context, self.id);
        if reason.may_be_of_network() {
            context.announcer.tell(Event::Requeued(id));
            let cause = tokio::select! {
                cause = context.network.cause() => cause,
                () = self.cancel.cancelled() => return Some(End::Canceled),
            };
            match cause {
                Cause::Outage => return None,
                Cause::TooLong(absence) => return Some(End::GivenUp(absence.failure(failure.step))),
                Cause::Attempt => {}
            }
        }
        let Some(wait) = context.wait_after(&mut self.backoff, failure.step, reason) else {
            return Some(End::GivenUp(failure));
        };
        context.activity.again(id);
        let (until, attempts) = (now().plus(wait), self.backoff.tries());
        tracing::info!(id = id.number(), attempts, "an attempt failed: {}", failure.message);
        context.announcer.tell(Event::Waiting {
            id,
            until,
            attempts,
            failure,
        });
        upload.leave_places();
        tokio::select! {
            () = tokio::time::sleep(wait) => None,
            () = self.cancel.cancelled() => Some(End::Canceled),
        }
    }

    /// What a failed PUT does: to its URL and to other calls here, to its upload by what it answers. `pass` and `storage` are
    /// those in use.
    pub(crate) fn after_put(&mut self, pass: &Pass, storage: &Storage, error: &que_sdk::Error) -> Stop {
        let retry = || Stop::retry(self.context, error, Step::Upload, Some(storage));
        match table::after_put(error) {
            AfterPut::SameUrl => retry(),
            AfterPut::NewUrl => {
                let stop = retry();
                self.spend_url();
                stop
            }
            AfterPut::OtherContentType => {
                self.refused_content_types += 1;
                self.last_refusal = Some(failure::of(Step::Upload, error));
                self.spend_url();
                Stop::AtOnce
            }
            AfterPut::WaitForServer(wait) => {
                self.context.gate.wait(pass, wait, error);
                let stop = retry();
                self.spend_url();
                stop
            }
            AfterPut::GiveUp => Stop::GiveUp(failure::of(Step::Upload, error)),
        }
    }

    /// The URL in use is not to be used again; the next attempt asks for another.
    fn spend_url(&mut self) {
        self.url_tries = TRIES_OF_ONE_URL;
    }

    /// Whether the URL in use is not to be used again.
    pub(crate) const fn url_is_spent(&self) -> bool {
        self.url_tries >= TRIES_OF_ONE_URL
    }

    /// There is a new URL.
    pub(crate) const fn begin_url(&mut self) {
        self.url_tries = 0;
    }

    /// A PUT goes to the URL in use.
    pub(crate) const fn count_put(&mut self) {
        self.url_tries += 1;
    }

    /// How many kinds of Content-Type header were refused.
    pub(crate) const fn refused_content_types(&self) -> usize {
        self.refused_content_types
    }

    /// The failure where all kinds of Content-Type header were refused.
    pub(crate) fn all_content_types_refused(&mut self) -> Stop {
        let refused = self.last_refusal.take();
        Stop::GiveUp(refused.unwrap_or_else(|| failure::internal(Step::Upload)))
    }

    /// Presigning went well: the next outage of it begins anew.
    pub(crate) fn presigned(&mut self) {
        self.backoff.went_well(Step::Presign);
    }

    /// How many attempts have failed.
    pub(crate) const fn tries(&self) -> u32 {
        self.backoff.tries()
    }
}
