//! How often and how long a step is retried.

use std::{collections::HashMap, time::Duration};

use model::Step;
use que_sdk::DecorrelatedJitter;

/// How often and how long an upload is retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many failed attempts end it.
    pub attempts: u32,
    /// How long the network may be down, or a server unavailable, before uploads fail; `None` waits forever.
    pub longest_outage: Option<Duration>,
    /// How long a server may rate-limit everyone without a break; `None` waits forever.
    pub longest_rate_limit: Option<Duration>,
    /// The shortest wait after the first failed attempt.
    pub first_wait: Duration,
    /// The longest wait, except one that the server asks for.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 8,
            longest_outage: None,
            longest_rate_limit: None,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Decorrelated jitter: between the first wait and three times the last one, so that many clients do not return at
    /// once.
    #[must_use]
    pub(crate) fn wait_after(&self, last: Duration, random: &mut fastrand::Rng) -> Duration {
        let backoff = DecorrelatedJitter {
            first_wait: self.first_wait,
            longest_wait: self.longest_wait,
        };
        backoff.next_wait(last, random.f64())
    }
}

/// Why another try may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryReason {
    /// Only this attempt failed. Counts as an attempt.
    ThisAttempt,
    /// The connection failed. Counts as an attempt, unless the network turns out to be down.
    Connection,
    /// The server, or a gateway before it, is unavailable. Limited by time, like a network that is down.
    Unavailable,
    /// This computer cannot open more files and connections right now. Limited by time.
    OutOfHandles,
}

impl RetryReason {
    pub(crate) fn of(error: &que_sdk::Error) -> Self {
        match error {
            error if error.is_out_of_file_descriptors() => Self::OutOfHandles,
            error if error.is_outage() => Self::Unavailable,
            que_sdk::Error::Transport { .. }
            | que_sdk::Error::Unexpected {
                what: que_sdk::ResponseFault::WebPage,
                ..
            } => Self::Connection,
            _ => Self::ThisAttempt,
        }
    }

    /// Whether the network may be the cause, and needs a check.
    pub(crate) const fn may_be_of_network(self) -> bool {
        matches!(self, Self::Connection | Self::Unavailable)
    }
}

/// What has failed in one upload or call, and the next wait.
#[derive(Debug)]
pub(crate) struct Backoff {
    /// Failures that count as attempts.
    failed: u32,
    /// All failures.
    tries: u32,
    /// How long each step has waited for a server, or for this computer, since its last success.
    waited: HashMap<Step, Duration>,
    last_wait: Duration,
}

impl Backoff {
    pub(crate) fn new(policy: &RetryPolicy) -> Self {
        Self {
            failed: 0,
            tries: 0,
            waited: HashMap::new(),
            last_wait: policy.first_wait,
        }
    }

    /// How many tries have failed.
    pub(crate) const fn failed_attempts(&self) -> u32 {
        self.tries
    }

    /// Counts a failure of this step. Returns how long to wait before the next try; `None` to give up.
    pub(crate) fn wait(
        &mut self,
        policy: &RetryPolicy,
        random: &mut fastrand::Rng,
        step: Step,
        reason: RetryReason,
    ) -> Option<Duration> {
        self.tries = self.tries.saturating_add(1);
        let wait = policy.wait_after(self.last_wait, random);
        self.last_wait = wait;
        if matches!(reason, RetryReason::ThisAttempt | RetryReason::Connection) {
            self.failed += 1;
            return (self.failed < policy.attempts).then_some(wait);
        }
        let Some(longest) = policy.longest_outage else {
            return Some(wait);
        };
        // The last try comes when the time is over, not before.
        let waited = self.waited.entry(step).or_default();
        let wait = wait.min(longest.saturating_sub(*waited));
        *waited += wait;
        (!wait.is_zero()).then_some(wait)
    }

    /// This step succeeded: its next outage counts from zero.
    pub(crate) fn succeeded(&mut self, step: Step) {
        self.waited.remove(&step);
    }
}
