//! The one gate before every call of the API: shut while there is no key or while the server asked to wait. The whole
//! queue waits once.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{self, Instant},
};

use super::{
    absence::{Absence, LONGEST_COUNTED},
    announce::{Announcer, now},
    network::{Clients, Network},
    retry::RetryPolicy,
};
use model::{Event, Hold, HoldKind};
use que_sdk::{Que, Storage};

/// A wait that becomes longer by less than this is the same wait to a person.
const WORTH_TELLING: Duration = Duration::from_secs(1);

/// The wait where a server says 429 and, in the same breath, that nothing is to be waited for.
const LEAST_WAIT: Duration = Duration::from_secs(1);

/// However often a server refuses, it is asked again after this, unless it wants a longer wait itself.
const LONGEST_FLOOR: Duration = Duration::from_secs(30);

/// What stands at the gate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    /// The client, with its key; `None` while there is no key, or a refused one.
    client: Option<Client>,
    /// Grows with each client, so that the refusal of an old key does not shut the gate for a new one.
    generation: u64,
    /// Nothing goes before this moment, on the clock that nobody sets.
    not_before: Option<Instant>,
    /// Whether the last client went because the server refused its key.
    refused: bool,
    /// Counts the waits that were asked for. Calls that went together and get the same answer ask for one.
    round: u64,
    /// Waits since a call went well.
    in_a_row: u32,
    /// When the first of those began.
    refusing_since: Option<Instant>,
    /// Set where that has become too long: nothing goes any more.
    given_up: Option<Absence>,
}

/// A client of the API, and one of the storage whose connections all uploads share.
#[derive(Debug, Clone)]
struct Client {
    que: Que,
    storage: Storage,
}

/// A client and the generation that it is of.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    pub(crate) que: Que,
    pub(crate) storage: Storage,
    generation: u64,
    round: u64,
}

/// Shared by all that call the API.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    post: Arc<watch::Sender<Post>>,
    announcer: Announcer,
    network: Network,
    policy: RetryPolicy,
}

impl Gate {
    pub(crate) fn new(announcer: Announcer, network: Network, policy: RetryPolicy) -> Self {
        Self {
            policy,
            network,
            post: Arc::new(watch::Sender::new(Post::default())),
            announcer,
        }
    }

    /// Lets calls go with this client from now on, or none.
    pub(crate) fn use_client(&self, client: Option<Que>) {
        let client = client.map(|que| Client {
            storage: que.storage(),
            que,
        });
        if client.as_ref().is_some_and(|client| client.que.proxy().is_some()) {
            self.network.ask_first();
        } else {
            self.network.try_again();
        }
        self.post.send_modify(|post| {
            post.client = client;
            post.generation += 1;
            post.refused = false;
        });
    }

    /// Somebody wants it tried again: what was given up for all is not given up any more.
    pub(crate) fn try_again(&self) {
        self.network.try_again();
        self.post.send_if_modified(|post| {
            post.refusing_since = None;
            post.given_up.take().is_some()
        });
    }

    /// Begins anew, for another server: no client, no refusal, no wait.
    pub(crate) fn forget(&self) {
        self.post.send_modify(|post| {
            post.client = None;
            post.generation += 1;
            post.refused = false;
            post.not_before = None;
            post.in_a_row = 0;
            post.refusing_since = None;
            post.given_up = None;
        });
    }

    /// Whether the last client went because the server refused its key.
    pub(crate) fn was_refused(&self) -> bool {
        self.post.borrow().refused
    }

    /// Ends when something at the gate has changed since the last call.
    pub(crate) async fn changed(&self, seen: &mut watch::Receiver<Post>) {
        if seen.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// A view of the gate for [`Gate::changed`].
    pub(crate) fn watch(&self) -> watch::Receiver<Post> {
        self.post.subscribe()
    }

    /// Whether there is a client with a key that was not refused.
    pub(crate) fn has_client(&self) -> bool {
        self.post.borrow().client.is_some()
    }

    /// The client, as soon as there is one, the network is there and the server lets it.
    ///
    /// # Errors
    /// The network has been away for too long, or the server wants too long a wait.
    pub(crate) async fn pass(&self) -> Result<Pass, Absence> {
        self.network.up().await?;
        let mut post = self.post.subscribe();
        loop {
            let seen = post.borrow_and_update().clone();
            if let Some(absence) = seen.given_up {
                return Err(absence);
            }
            let until = seen.not_before.filter(|moment| *moment > Instant::now());
            match (seen.client, until) {
                (Some(Client { que, storage }), None) => {
                    if seen.not_before.is_some() {
                        self.open_again(seen.not_before);
                    }
                    return Ok(Pass {
                        que,
                        storage,
                        generation: seen.generation,
                        round: seen.round,
                    });
                }
                (_, Some(until)) => {
                    tokio::select! {
                        () = time::sleep_until(until) => {}
                        changed = post.changed() => if changed.is_err() { std::future::pending::<()>().await },
                    }
                }
                (None, None) => {
                    if post.changed().await.is_err() {
                        std::future::pending::<()>().await;
                    }
                }
            }
        }
    }

    /// A call went well: the next wait that is asked for is the first one again.
    pub(crate) fn went_well(&self) {
        self.post.send_if_modified(|post| {
            post.in_a_row = 0;
            post.refusing_since = None;
            // Nobody waits for that.
            false
        });
    }

    /// The server asked everyone to wait, in answer to a call with this pass. Told once for the queue, not once a file: calls
    /// that were under way together get the same answer a moment apart. A server that asks again and again, and for nothing
    /// or next to it, is not asked without a pause for all that.
    ///
    /// Where a script does not wait so long, nothing goes any more.
    pub(crate) fn wait(&self, pass: &Pass, asked: Duration, error: &que_sdk::Error) {
        let now_steady = Instant::now();
        let mut wait = asked;
        let mut worth_telling = false;
        // One that is not available is an outage, whether or not it says for how long.
        let longest = match error.effective_status() {
            Some(429) => self.policy.longest_rate_limit,
            _ => self.policy.longest_outage,
        };
        self.post.send_if_modified(|post| {
            if pass.round == post.round {
                post.round += 1;
                post.in_a_row = post.in_a_row.saturating_add(1);
            }
            wait = asked.max(floor(post.in_a_row, asked));
            let until = now_steady + wait;
            let since = *post.refusing_since.get_or_insert(now_steady);
            // What it really asks for counts against the bound, also where it is not waited for in one go.
            let wished = now_steady + wait.max(error.retry_after().unwrap_or_default().min(LONGEST_COUNTED));
            if let Some(longest) = longest.filter(|longest| wished.duration_since(since) > *longest) {
                post.given_up = Some(Absence::limited(error, longest, wished - since));
                return true;
            }
            let known = post.not_before.filter(|known| *known > now_steady);
            let later = known.is_none_or(|known| until > known);
            worth_telling = known.is_none_or(|known| until.duration_since(known) >= WORTH_TELLING);
            if later {
                post.not_before = Some(until);
            }
            later
        });
        if worth_telling {
            let until = now().plus(wait);
            let detail = error.detail();
            self.announcer.tell(Event::Held(Hold::RateLimited { until, detail }));
        }
    }

    /// The server refused the key of this pass: nothing goes until there is another.
    pub(crate) fn refuse_key(&self, pass: &Pass) {
        let shut = self.post.send_if_modified(|post| {
            let current = post.generation == pass.generation && post.client.is_some();
            if current {
                post.client = None;
                post.refused = true;
            }
            current
        });
        if shut {
            self.announcer.tell(Event::Held(Hold::NeedsKey { refused: true }));
        }
    }

    fn open_again(&self, ended: Option<Instant>) {
        let opened = self.post.send_if_modified(|post| {
            let same = post.not_before == ended;
            if same {
                post.not_before = None;
            }
            same
        });
        if opened {
            self.announcer.tell(Event::Released(HoldKind::Rate));
        }
    }
}

impl Clients for Gate {
    async fn client(&self) -> Option<Que> {
        let mut post = self.post.subscribe();
        let post = post.wait_for(|post| post.client.is_some()).await.ok()?;
        post.client.as_ref().map(|client| client.que.clone())
    }
}

/// The shortest wait when it is asked for so many times in a row. The first wish is followed as it is, unless it is for
/// nothing at all; a server that goes on so is asked ever less often.
fn floor(in_a_row: u32, asked: Duration) -> Duration {
    if in_a_row <= 1 {
        return if asked.is_zero() { LEAST_WAIT } else { Duration::ZERO };
    }
    LEAST_WAIT
        .saturating_mul(1_u32.checked_shl(in_a_row - 1).unwrap_or(u32::MAX))
        .min(LONGEST_FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_followed_at_first_and_nothing_is_no_wait() {
        let (nothing, short) = (Duration::ZERO, Duration::from_millis(20));
        let seconds = |asked| [1, 2, 3, 4, 40, u32::MAX].map(|times| floor(times, asked).as_secs());
        assert_eq!(seconds(nothing), [1, 2, 4, 8, 30, 30]);
        assert_eq!(seconds(short), [0, 2, 4, 8, 30, 30]);
    }
}
