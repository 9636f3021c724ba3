//! How often and how long a step is tried again.

use std::{collections::HashMap, time::Duration};

use model::Step;
use que_sdk::DecorrelatedJitter;

/// How often and how long an upload is tried by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Failed attempts after which it is given up.
    pub attempts: u32,
    /// How long the network may be away, or a server not available, before uploads fail; `None` waits for as long as it takes.
    pub longest_outage: Option<Duration>,
    /// How long a server may have everyone wait in a row because it is asked too often; `None` waits for as long as it takes.
    pub longest_rate_limit: Option<Duration>,
    /// The shortest wait after the first failed attempt.
    pub first_wait: Duration,
    /// No wait is longer, but one that the server asked for.
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
    /// The wait after the last one, with [jitter](DecorrelatedJitter).
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
    /// Only this attempt failed. Attempts are counted.
    Attempt,
    /// The connection failed. Counted as well, unless the network turns out to be down.
    Connection,
    /// The server, or a gateway before it, says that it is not available. Limited by time, like a network that is down.
    Unavailable,
    /// This computer cannot open more files and connections for now. Limited by time.
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
            _ => Self::Attempt,
        }
    }

    /// Whether the network may be the cause: it is checked then.
    pub(crate) const fn may_be_of_network(self) -> bool {
        matches!(self, Self::Connection | Self::Unavailable)
    }
}

/// What has failed of one upload, or of one call, and how long the next wait is.
#[derive(Debug)]
pub(crate) struct Backoff {
    /// Attempts that failed and counted.
    failed: u32,
    /// All that failed.
    tries: u32,
    /// How long each step has waited for a server, or for this computer, since it went well last.
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
    pub(crate) const fn tries(&self) -> u32 {
        self.tries
    }

    /// One more has failed at this step. Answers how long to wait before the next; `None` where it is given up.
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
        if matches!(reason, RetryReason::Attempt | RetryReason::Connection) {
            self.failed += 1;
            return (self.failed < policy.attempts).then_some(wait);
        }
        let Some(longest) = policy.longest_outage else {
            return Some(wait);
        };
        // The last try is made when the time is over, not before.
        let waited = self.waited.entry(step).or_default();
        let wait = wait.min(longest.saturating_sub(*waited));
        *waited += wait;
        (!wait.is_zero()).then_some(wait)
    }

    /// This step went well: an outage of it begins anew.
    pub(crate) fn went_well(&mut self, step: Step) {
        self.waited.remove(&step);
    }
}
