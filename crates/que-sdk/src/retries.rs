//! When [`QueClient`](crate::QueClient) repeats a request, and how long it waits first.

use std::time::Duration;

use crate::error::Error;

/// The shortest wait before the second attempt.
pub(crate) const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest wait that the client chooses itself.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// If the server asks for a longer wait, the caller gets the error instead.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(300);

/// How often a [`QueClient`](crate::QueClient) tries a request.
///
/// The waits between attempts follow [`DecorrelatedJitter`], from half a second to 30 seconds, or the server's
/// `Retry-After` if that is longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retries {
    /// At most this many attempts, including the first. The default is 5.
    UpTo(u32),
    /// One attempt. Every error is returned right away.
    Off,
}

impl Default for Retries {
    fn default() -> Self {
        Self::UpTo(5)
    }
}

/// Exponential backoff with decorrelated jitter, so that clients that failed together don't retry together.
///
/// Each wait is random between the first wait and three times the last one. Described in
/// [Exponential Backoff and Jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
///
/// ```
/// # use std::time::Duration;
/// use que_sdk::DecorrelatedJitter;
///
/// let backoff = DecorrelatedJitter {
///     first_wait: Duration::from_millis(500),
///     longest_wait: Duration::from_secs(30),
/// };
/// let first = backoff.next_wait(backoff.first_wait, fastrand::f64());
/// let second = backoff.next_wait(first, fastrand::f64());
/// assert!(second >= backoff.first_wait && second <= first * 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecorrelatedJitter {
    /// The shortest wait, and the one to start from.
    pub first_wait: Duration,
    /// The longest wait.
    pub longest_wait: Duration,
}

impl DecorrelatedJitter {
    /// The wait after `last_wait`, or after [`Self::first_wait`] if there was none. `random` is a number from 0 to 1.
    #[must_use]
    pub fn next_wait(&self, last_wait: Duration, random: f64) -> Duration {
        let low = self.first_wait.as_secs_f64();
        let high = (last_wait.as_secs_f64() * 3.0).max(low);
        let seconds = low + random.clamp(0.0, 1.0) * (high - low);
        Duration::from_secs_f64(seconds.min(self.longest_wait.as_secs_f64()))
    }
}

/// The attempts of one request.
#[derive(Debug)]
pub(crate) struct Backoff {
    attempts_left: u32,
    jitter: DecorrelatedJitter,
    last_wait: Duration,
}

impl Backoff {
    pub(crate) fn new(retries: Retries, first_wait: Duration) -> Self {
        let attempts = match retries {
            Retries::UpTo(attempts) => attempts,
            Retries::Off => 1,
        };
        Self {
            attempts_left: attempts.saturating_sub(1),
            jitter: DecorrelatedJitter {
                first_wait,
                longest_wait: LONGEST_WAIT,
            },
            last_wait: first_wait,
        }
    }

    /// How long to wait after this error before the next attempt. `None` if there is no next attempt.
    pub(crate) fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        self.attempts_left = self.attempts_left.checked_sub(1)?;
        self.last_wait = self.jitter.next_wait(self.last_wait, fastrand::f64());
        let retry_after = error.retry_after().unwrap_or_default();
        (retry_after <= LONGEST_RETRY_AFTER).then(|| retry_after.max(self.last_wait))
    }
}

/// Whether to repeat a call that may be made twice.
pub(crate) fn may_repeat(error: &Error) -> bool {
    error.is_temporary()
}

/// Whether to repeat a PUT to the same URL, which writes the same bytes to the same key. Some errors need a new URL instead.
pub(crate) fn may_repeat_upload(error: &Error) -> bool {
    error.is_temporary() && !error.needs_new_url()
}

/// Whether to repeat a signing. It has no idempotency key and is billed, so only if the server did no work.
pub(crate) fn may_repeat_signing(error: &Error) -> bool {
    match error.status() {
        // 511 comes from a network that requires a sign-in: Que never saw the request.
        Some(425 | 429 | 503 | 511) => true,
        Some(_) => false,
        None => error.is_temporary() && error.nothing_was_sent(),
    }
}
