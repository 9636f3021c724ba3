//! When [`QueClient`](crate::QueClient) repeats a request, and how long it waits first.

use std::time::Duration;

use crate::error::Error;

/// The shortest wait before the second attempt.
pub(crate) const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest wait that the client chooses itself.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A server that asks for a longer wait gets no further attempt; the caller gets the error.
const LONGEST_WISH: Duration = Duration::from_secs(300);

/// How often a [`QueClient`](crate::QueClient) tries a request.
///
/// Attempts are spaced by exponential backoff with jitter, from half a second to 30 seconds, or by what the server asks
/// for in `Retry-After`.
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

/// The attempts of one request.
#[derive(Debug)]
pub(crate) struct Backoff {
    attempts_left: u32,
    first_wait: Duration,
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
            first_wait,
            last_wait: first_wait,
        }
    }

    /// How long to wait after this error before the next attempt. `None` if there is no next attempt.
    pub(crate) fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        self.attempts_left = self.attempts_left.checked_sub(1)?;
        // Decorrelated jitter: many clients that failed together don't come back together.
        let low = self.first_wait.as_secs_f64();
        let high = (self.last_wait.as_secs_f64() * 3.0).max(low);
        let jittered = Duration::from_secs_f64(low + fastrand::f64() * (high - low)).min(LONGEST_WAIT);
        self.last_wait = jittered;
        let wish = error.retry_after().unwrap_or_default();
        (wish <= LONGEST_WISH).then(|| wish.max(jittered))
    }
}

/// Calls that can be made twice.
pub(crate) fn may_repeat(error: &Error) -> bool {
    error.is_temporary()
}

/// A PUT to the same URL writes the same bytes to the same key. Some errors need a new URL instead.
pub(crate) fn may_repeat_upload(error: &Error) -> bool {
    error.is_temporary() && !error.needs_new_url()
}

/// Signing has no idempotency key and is billed: it is repeated only if the server did no work.
pub(crate) fn may_repeat_signing(error: &Error) -> bool {
    match error.status() {
        // 511 is the answer of a network that wants a sign-in: Que never saw the request.
        Some(425 | 429 | 503 | 511) => true,
        Some(_) => false,
        None => error.is_temporary() && error.nothing_was_sent(),
    }
}
