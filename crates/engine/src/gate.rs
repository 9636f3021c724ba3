//! The gate before every API call: closed while there is no key, or while the server makes everyone wait. The whole
//! queue waits at this one place.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{self, Instant},
};

use super::{
    clock::now,
    events::EventSender,
    network::{ClientSource, Network},
    outage::{LONGEST_COUNTED, Unavailable},
    retry::RetryPolicy,
};
use model::{Event, Hold, HoldKind};
use que_sdk::{Que, Storage};

/// A wait that grows by less than this is not reported again.
const WORTH_REPORTING: Duration = Duration::from_secs(1);

/// The wait after a 429 without one.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// The longest backoff after repeated refusals. A server can ask for more.
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// The state of the gate.
#[derive(Debug, Clone, Default)]
pub(crate) struct GateState {
    /// The client with its key; `None` while there is no key, or a refused one.
    client: Option<Client>,
    /// Grows with each client, so that the refusal of an old key does not close the gate for a new one.
    generation: u64,
    /// No calls before this time, by the monotonic clock.
    not_before: Option<Instant>,
    /// Whether the last client was removed because the server refused its key.
    key_refused: bool,
    /// Counts the waits. Calls that were sent together and get the same answer cause a single one.
    round: u64,
    /// Waits since the last successful call.
    consecutive_waits: u32,
    /// When the first of those began.
    waiting_since: Option<Instant>,
    /// Set if they have lasted for too long: nothing is sent any more.
    given_up: Option<Unavailable>,
}

/// A client of the API, and one of the storage, whose connections all uploads share.
#[derive(Debug, Clone)]
struct Client {
    que: Que,
    storage: Storage,
}

/// A client and its generation.
#[derive(Debug, Clone)]
pub(crate) struct Permit {
    pub(crate) que: Que,
    pub(crate) storage: Storage,
    generation: u64,
    round: u64,
}

/// Shared by everything that calls the API.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    state: Arc<watch::Sender<GateState>>,
    events: EventSender,
    network: Network,
    policy: RetryPolicy,
}

impl Gate {
    pub(crate) fn new(events: EventSender, network: Network, policy: RetryPolicy) -> Self {
        Self {
            policy,
            network,
            state: Arc::new(watch::Sender::new(GateState::default())),
            events,
        }
    }

    /// Uses this client from now on, or none.
    pub(crate) fn use_client(&self, client: Option<Que>) {
        let client = client.map(|que| Client {
            storage: que.storage(),
            que,
        });
        if client.as_ref().is_some_and(|client| client.que.proxy().is_some()) {
            self.network.check_first();
        } else {
            self.network.try_again();
        }
        self.state.send_modify(|state| {
            state.client = client;
            state.generation += 1;
            state.key_refused = false;
        });
    }

    /// The user retries: resumes after giving up.
    pub(crate) fn try_again(&self) {
        self.network.try_again();
        self.state.send_if_modified(|state| {
            state.waiting_since = None;
            state.given_up.take().is_some()
        });
    }

    /// Starts over for another server: no client, no refusal, no wait.
    pub(crate) fn forget(&self) {
        self.state.send_modify(|state| {
            state.client = None;
            state.generation += 1;
            state.key_refused = false;
            state.not_before = None;
            state.consecutive_waits = 0;
            state.waiting_since = None;
            state.given_up = None;
        });
    }

    /// Whether the last client was removed because the server refused its key.
    pub(crate) fn was_refused(&self) -> bool {
        self.state.borrow().key_refused
    }

    /// Waits until the gate's state changes.
    pub(crate) async fn changed(&self, seen: &mut watch::Receiver<GateState>) {
        if seen.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// A receiver for [`Gate::changed`].
    pub(crate) fn watch(&self) -> watch::Receiver<GateState> {
        self.state.subscribe()
    }

    /// Whether there is a client with a key that was not refused.
    pub(crate) fn has_client(&self) -> bool {
        self.state.borrow().client.is_some()
    }

    /// The client, as soon as there is one, the network works and the server allows calls.
    ///
    /// # Errors
    /// The network has been down for too long, or the server wants too long a wait.
    pub(crate) async fn acquire(&self) -> Result<Permit, Unavailable> {
        self.network.wait_until_up().await?;
        let mut state = self.state.subscribe();
        loop {
            let seen = state.borrow_and_update().clone();
            if let Some(unavailable) = seen.given_up {
                return Err(unavailable);
            }
            let until = seen.not_before.filter(|moment| *moment > Instant::now());
            match (seen.client, until) {
                (Some(Client { que, storage }), None) => {
                    if seen.not_before.is_some() {
                        self.reopen(seen.not_before);
                    }
                    return Ok(Permit {
                        que,
                        storage,
                        generation: seen.generation,
                        round: seen.round,
                    });
                }
                (_, Some(until)) => {
                    tokio::select! {
                        () = time::sleep_until(until) => {}
                        changed = state.changed() => if changed.is_err() { std::future::pending::<()>().await },
                    }
                }
                (None, None) => {
                    if state.changed().await.is_err() {
                        std::future::pending::<()>().await;
                    }
                }
            }
        }
    }

    /// A call succeeded: the next wait is the first one again.
    pub(crate) fn succeeded(&self) {
        self.state.send_if_modified(|state| {
            state.consecutive_waits = 0;
            state.waiting_since = None;
            // Needs no wakeup.
            false
        });
    }

    /// The server's answer makes everyone wait. This is reported once for the queue, not once per file:
    /// calls that were sent together get the same answer. A server that keeps refusing, but asks for no wait or a tiny
    /// one, is called less and less often.
    ///
    /// If the waits together exceed the policy's limit, every call stops with [`Unavailable`].
    pub(crate) fn wait(&self, permit: &Permit, asked: Duration, error: &que_sdk::Error) {
        let now_steady = Instant::now();
        let mut wait = asked;
        let mut worth_reporting = false;
        // An unavailable server is an outage, whether or not it says for how long.
        let longest = match error.effective_status() {
            Some(429) => self.policy.longest_rate_limit,
            _ => self.policy.longest_outage,
        };
        self.state.send_if_modified(|state| {
            if permit.round == state.round {
                state.round += 1;
                state.consecutive_waits = state.consecutive_waits.saturating_add(1);
            }
            wait = asked.max(min_wait(state.consecutive_waits, asked));
            let until = now_steady + wait;
            let since = *state.waiting_since.get_or_insert(now_steady);
            // What it asks for counts against the limit, even if we do not wait that long at a time.
            let counted_until = now_steady + wait.max(error.retry_after().unwrap_or_default().min(LONGEST_COUNTED));
            if let Some(longest) = longest.filter(|longest| counted_until.duration_since(since) > *longest) {
                state.given_up = Some(Unavailable::limited(error, longest, counted_until - since));
                return true;
            }
            let known = state.not_before.filter(|known| *known > now_steady);
            let later = known.is_none_or(|known| until > known);
            worth_reporting = known.is_none_or(|known| until.duration_since(known) >= WORTH_REPORTING);
            if later {
                state.not_before = Some(until);
            }
            later
        });
        if worth_reporting {
            let until = now().plus(wait);
            let detail = error.detail();
            self.events.send(Event::HoldBegan(Hold::RateLimited { until, detail }));
        }
    }

    /// The server refused the key of this permit: nothing is sent until there is another.
    pub(crate) fn refuse_key(&self, permit: &Permit) {
        let shut = self.state.send_if_modified(|state| {
            let current = state.generation == permit.generation && state.client.is_some();
            if current {
                state.client = None;
                state.key_refused = true;
            }
            current
        });
        if shut {
            self.events.send(Event::HoldBegan(Hold::NeedsKey { refused: true }));
        }
    }

    fn reopen(&self, ended: Option<Instant>) {
        let opened = self.state.send_if_modified(|state| {
            let same = state.not_before == ended;
            if same {
                state.not_before = None;
            }
            same
        });
        if opened {
            self.events.send(Event::HoldEnded(HoldKind::Rate));
        }
    }
}

impl ClientSource for Gate {
    async fn client(&self) -> Option<Que> {
        let mut state = self.state.subscribe();
        let state = state.wait_for(|state| state.client.is_some()).await.ok()?;
        state.client.as_ref().map(|client| client.que.clone())
    }
}

/// The shortest wait after this many refusals in a row. The server's first request is used as it is, unless it is
/// zero. After that the wait doubles.
fn min_wait(consecutive_waits: u32, asked: Duration) -> Duration {
    if consecutive_waits <= 1 {
        return if asked.is_zero() { SHORTEST_WAIT } else { Duration::ZERO };
    }
    SHORTEST_WAIT
        .saturating_mul(1_u32.checked_shl(consecutive_waits - 1).unwrap_or(u32::MAX))
        .min(LONGEST_BACKOFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_requested_wait_is_granted_and_zero_is_not() {
        let (nothing, short) = (Duration::ZERO, Duration::from_millis(20));
        let seconds = |asked| [1, 2, 3, 4, 40, u32::MAX].map(|times| min_wait(times, asked).as_secs());
        assert_eq!(seconds(nothing), [1, 2, 4, 8, 30, 30]);
        assert_eq!(seconds(short), [0, 2, 4, 8, 30, 30]);
    }
}
