//! The loop around an upload, from inspecting the file to the storage's answer, and what a failed PUT does to its URL.

use tokio_util::sync::CancellationToken;

use super::{
    Backoff, RetryReason,
    table::{self, AfterPut},
};
use crate::{clock::now, context::Context, failure, gate::Permit, network::Cause};
use model::{Event, Failure, Step, UploadId};
use que_sdk::Storage;

/// How many PUTs to the same URL before a new one is requested.
const TRIES_OF_ONE_URL: u32 = 3;

/// Why an attempt did not store the file.
pub(crate) enum AttemptError {
    /// Try again after a wait, if any attempts are left.
    Retry { failure: Failure, reason: RetryReason },
    /// Try again at once. Does not count as an attempt.
    AtOnce,
    /// The server makes everyone wait. Try again when the gate opens. Does not count as an attempt.
    RateLimited,
    /// The key was refused.
    NeedKey,
    /// The user has to act.
    GiveUp(Failure),
    /// Canceled from outside.
    Canceled,
}

impl AttemptError {
    /// Classifies a temporary error, and lowers concurrency if it signals overload. `storage` is the one in use.
    pub(crate) fn retry(context: &Context, error: &que_sdk::Error, step: Step, storage: Option<&Storage>) -> Self {
        let reason = RetryReason::of(error);
        if reason == RetryReason::OutOfHandles {
            context.concurrency.halve_max();
            if let Some(storage) = storage {
                storage.close_idle_connections();
            }
        } else if reason != RetryReason::ThisAttempt || is_overload(error) {
            context.concurrency.slow_down();
        }
        Self::Retry {
            failure: failure::of(step, error),
            reason,
        }
    }
}

/// Whether a server says that it is overloaded. Many break connections instead.
fn is_overload(error: &que_sdk::Error) -> bool {
    error.effective_status() == Some(429) || error.is_outage()
}

/// How the attempts of an upload ended.
pub(crate) enum UploadEnd {
    /// Stored and reported.
    Stored,
    /// The key was refused: back to the queue.
    NeedKey,
    /// Canceled from outside.
    Canceled,
    /// The user has to act.
    GivenUp(Failure),
}

/// What is repeated until the file is stored.
pub(crate) trait Attempts {
    /// Tries once.
    async fn attempt(&mut self, retries: &mut UploadRetries<'_>) -> Result<(), AttemptError>;

    /// An attempt has failed: stop reporting its progress.
    fn stop_progress(&self);

    /// The server makes everyone wait: let others prepare meanwhile.
    fn release_sending(&mut self);

    /// The next attempt has to wait: let others use all slots meanwhile.
    fn release_slots(&mut self);
}

/// The state that attempts of one upload share.
pub(crate) struct UploadRetries<'a> {
    context: &'a Context,
    id: UploadId,
    cancel: CancellationToken,
    backoff: Backoff,
    /// How many PUTs went to the URL in use.
    url_tries: u32,
    /// How many variants of the Content-Type header were refused as different from the signed one.
    refused_content_types: usize,
    /// The last of those refusals.
    last_refusal: Option<Failure>,
}

impl<'a> UploadRetries<'a> {
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

    /// Repeats until the file is stored or the upload ends otherwise.
    pub(crate) async fn run(&mut self, upload: &mut impl Attempts) -> UploadEnd {
        loop {
            let Err(stop) = upload.attempt(self).await else {
                return UploadEnd::Stored;
            };
            upload.stop_progress();
            match stop {
                AttemptError::AtOnce => {}
                AttemptError::RateLimited => {
                    upload.release_sending();
                    self.context.events.send(Event::Requeued(self.id));
                }
                AttemptError::NeedKey => return UploadEnd::NeedKey,
                AttemptError::Canceled => return UploadEnd::Canceled,
                AttemptError::GiveUp(failure) => return UploadEnd::GivenUp(failure),
                AttemptError::Retry { failure, reason } => {
                    if let Some(end) = self.wait_for_next(upload, failure, reason).await {
                        return end;
                    }
                }
            }
        }
    }

    /// Waits until another attempt may start, or returns how the upload ends.
    async fn wait_for_next(
        &mut self,
        upload: &mut impl Attempts,
        failure: Failure,
        reason: RetryReason,
    ) -> Option<UploadEnd> {
        let (context, id) = (self.context, self.id);
        if reason.may_be_of_network() {
            context.events.send(Event::Requeued(id));
            let cause = tokio::select! {
                cause = context.network.cause() => cause,
                () = self.cancel.cancelled() => return Some(UploadEnd::Canceled),
            };
            match cause {
                Cause::Outage => return None,
                Cause::TooLong(unavailable) => return Some(UploadEnd::GivenUp(unavailable.failure(failure.step))),
                Cause::ThisAttempt => {}
            }
        }
        let Some(wait) = context.wait_after(&mut self.backoff, failure.step, reason) else {
            return Some(UploadEnd::GivenUp(failure));
        };
        context.activity.mark_retried(id);
        let (until, attempts) = (now().plus(wait), self.backoff.failed_attempts());
        tracing::info!(id = id.number(), attempts, "an attempt failed: {}", failure.message);
        context.events.send(Event::Waiting {
            id,
            until,
            attempts,
            failure,
        });
        upload.release_slots();
        tokio::select! {
            () = tokio::time::sleep(wait) => None,
            () = self.cancel.cancelled() => Some(UploadEnd::Canceled),
        }
    }

    /// What a failed PUT does to its URL and to other calls, and what is next for its upload. `permit` and `storage` are
    /// those in use.
    pub(crate) fn after_put(&mut self, permit: &Permit, storage: &Storage, error: &que_sdk::Error) -> AttemptError {
        let retry = || AttemptError::retry(self.context, error, Step::Upload, Some(storage));
        match table::after_put(error) {
            AfterPut::SameUrl => retry(),
            AfterPut::NewUrl => {
                let stop = retry();
                self.discard_url();
                stop
            }
            AfterPut::OtherContentType => {
                self.refused_content_types += 1;
                self.last_refusal = Some(failure::of(Step::Upload, error));
                self.discard_url();
                AttemptError::AtOnce
            }
            AfterPut::WaitForServer(wait) => {
                self.context.gate.wait(permit, wait, error);
                let stop = retry();
                self.discard_url();
                stop
            }
            AfterPut::GiveUp => AttemptError::GiveUp(failure::of(Step::Upload, error)),
        }
    }

    /// Discards the URL in use. The next attempt requests another.
    fn discard_url(&mut self) {
        self.url_tries = TRIES_OF_ONE_URL;
    }

    /// Whether the URL in use must not be used again.
    pub(crate) const fn url_is_discarded(&self) -> bool {
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

    /// How many variants of the Content-Type header were refused.
    pub(crate) const fn refused_content_types(&self) -> usize {
        self.refused_content_types
    }

    /// The failure if all variants of the Content-Type header were refused.
    pub(crate) fn all_content_types_refused(&mut self) -> AttemptError {
        let refused = self.last_refusal.take();
        AttemptError::GiveUp(refused.unwrap_or_else(|| failure::internal(Step::Upload)))
    }

    /// Presigning succeeded: its next outage counts from zero.
    pub(crate) fn presigned(&mut self) {
        self.backoff.succeeded(Step::Presign);
    }

    /// How many attempts have failed.
    pub(crate) const fn failed_attempts(&self) -> u32 {
        self.backoff.failed_attempts()
    }
}
