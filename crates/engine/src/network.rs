//! Whether the network works. If a request fails in transit, the API is checked once for everyone. While it does not
//! answer, or says that it is unavailable, the whole queue waits and no upload fails. Checks repeat with a backoff of a
//! few seconds.
//!
//! An untrusted certificate counts as an outage too, because a captive portal shows its own. Then the storage is
//! checked as well, and the window says at once what to do, because waiting may not help.
//!
//! An unreachable storage does too, even if the API answers. A single bad URL must not stop all others: see
//! [`Storages::is_unreachable`].

use std::{collections::HashSet, sync::Arc, time::Duration};

use parking_lot::{Mutex, MutexGuard};
use tokio::{
    sync::{Notify, watch},
    time::{self, Instant},
};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{
    events::EventSender,
    outage::{self, Outage, Unavailable, is_certificate_error, is_connect_error},
};
use model::{Event, Hold, HoldKind, Said, host_of};
use que_sdk::Que;

/// The delay after the first check.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest delay: uploads continue within seconds of the network's return.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

/// The timeout of a check.
const CHECK_TIMEOUT: Duration = Duration::from_secs(8);

/// The state of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NetworkState {
    /// No problems.
    Up,
    /// A request failed in transit; a check is running.
    Checking,
    /// The check failed.
    Down,
    /// It has been down for longer than the caller waits. Nothing is tried any more, because each try could take as
    /// long as a connection timeout.
    GivenUp(Unavailable),
}

/// Why a request failed in transit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The API answers: only this request failed.
    ThisAttempt,
    /// The network was down, and is back.
    Outage,
    /// The network has been down for too long.
    TooLong(Unavailable),
}

/// Provides clients of the API.
pub(crate) trait ClientSource {
    /// A client, as soon as there is one; `None` when the program ends.
    fn client(&self) -> impl Future<Output = Option<Que>> + Send;
}

/// Shared by everything that uses the network.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    state: Arc<watch::Sender<NetworkState>>,
    storages: Arc<Mutex<Storages>>,
    /// Somebody asked for a check without a delay.
    asked: Arc<Notify>,
}

/// What is known about storages, by URL without path and query.
#[derive(Debug, Default)]
struct Storages {
    /// Those that have answered an upload.
    answered: HashSet<Url>,
    /// Those that have confirmed an upload without an ETag.
    without_etag: HashSet<Url>,
    /// The one to check along with the API.
    suspect: Option<Suspect>,
}

/// A storage that failed.
#[derive(Debug, Clone)]
struct Suspect {
    address: Url,
    /// It showed an untrusted certificate.
    distrusted: bool,
    /// Consecutive uploads that could not connect, while no storage answered.
    failures: u32,
}

/// How many failures count against a storage if none has ever answered. A single one may be a bad URL.
const FAILURES_OF_ANY: u32 = 2;

impl Storages {
    /// Whether the queue waits while this storage cannot be reached. If it has answered before, yes. If only others
    /// have, the URL is wrong. If none has, more than one upload must have failed.
    fn is_unreachable(&self, doubt: &Suspect) -> bool {
        if self.answered.is_empty() {
            doubt.failures >= FAILURES_OF_ANY
        } else {
            doubt.failures > 0 && self.answered.contains(&doubt.address)
        }
    }

    /// The doubt about the storage at this address. It replaces one about another storage.
    fn suspect_at(&mut self, address: Url) -> &mut Suspect {
        if self.suspect.as_ref().is_none_or(|doubt| doubt.address != address) {
            self.suspect = None;
        }
        self.suspect.get_or_insert(Suspect {
            address,
            distrusted: false,
            failures: 0,
        })
    }
}

/// A URL without path and query.
fn address_of(url: &Url) -> Url {
    let mut address = url.clone();
    address.set_path("/");
    address.set_query(None);
    address
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            state: Arc::new(watch::Sender::new(NetworkState::Up)),
            storages: Arc::default(),
            asked: Arc::default(),
        }
    }

    /// Finds out why a request failed in transit. Returns at once if the API answers, or when it is back.
    pub(crate) async fn cause(&self) -> Cause {
        let mut state = self.state.subscribe();
        self.state.send_if_modified(|state| {
            let first = *state == NetworkState::Up;
            if first {
                *state = NetworkState::Checking;
            }
            first
        });
        let mut was_down = false;
        loop {
            match &*state.borrow_and_update() {
                NetworkState::Up => return if was_down { Cause::Outage } else { Cause::ThisAttempt },
                NetworkState::Checking => {}
                NetworkState::Down => was_down = true,
                NetworkState::GivenUp(unavailable) => return Cause::TooLong(unavailable.clone()),
            }
            if state.changed().await.is_err() {
                return Cause::ThisAttempt;
            }
        }
    }

    /// Checks the network before anything is sent: behind a proxy, one call finds out whether it lets us through.
    /// Clears `GivenUp`.
    pub(crate) fn check_first(&self) {
        self.check(|state| matches!(state, NetworkState::Up | NetworkState::GivenUp(_)));
    }

    /// Checks again after giving up.
    pub(crate) fn try_again(&self) {
        self.check(|state| matches!(state, NetworkState::GivenUp(_)));
    }

    /// Checks at once, in place of waiting for the next check, and says again what it finds.
    pub(crate) fn retry_now(&self) {
        self.try_again();
        self.asked.notify_one();
    }

    fn check(&self, needs_check: impl Fn(&NetworkState) -> bool) {
        self.state.send_if_modified(|state| {
            let needs_check = needs_check(state);
            if needs_check {
                *state = NetworkState::Checking;
            }
            needs_check
        });
    }

    /// A proxy rejected its user name and password. They are not tried again.
    pub(crate) fn refused_by_proxy(&self, que: Option<&Que>, error: &que_sdk::Error) {
        if error.proxy_auth_required() {
            let found = outage::wants_a_password(que, error);
            let waited = Duration::ZERO;
            self.state
                .send_replace(NetworkState::GivenUp(Unavailable::Unreachable { found, waited }));
        }
    }

    /// An upload to this storage failed. If it could not connect, the storage is checked too until it answers.
    pub(crate) fn upload_failed(&self, storage: &Url, error: &que_sdk::Error) {
        let mut storages = self.storages();
        if is_certificate_error(error) {
            storages.suspect_at(address_of(storage)).distrusted = true;
        } else if is_connect_error(error) {
            storages.suspect_at(address_of(storage)).failures += 1;
        } else if error.status().is_some() {
            storages.answered.insert(address_of(storage));
            storages.suspect = None;
        }
    }

    /// This storage accepted an upload.
    pub(crate) fn upload_succeeded(&self, storage: &Url) {
        let mut storages = self.storages();
        storages.answered.insert(address_of(storage));
        storages.suspect = None;
    }

    /// This storage confirmed an upload without an ETag. The first time, this is logged.
    pub(crate) fn confirmed_without_etag(&self, storage: &Url) {
        let address = address_of(storage);
        if self.storages().without_etag.insert(address.clone()) {
            let host = host_of(address.as_str());
            tracing::warn!("{host} confirms uploads without an ETag: its copies cannot be compared with the files");
        }
    }

    fn storages(&self) -> MutexGuard<'_, Storages> {
        self.storages.lock()
    }

    /// Why the API, or a storage in doubt, cannot be used.
    async fn outage(&self, que: &Que) -> Option<Outage> {
        if let Some(found) = outage::check_api(que, CHECK_TIMEOUT).await {
            return Some(found);
        }
        let (Suspect { address, .. }, away) = {
            let storages = self.storages();
            let doubt = storages.suspect.clone()?;
            let away = storages.is_unreachable(&doubt);
            if !away && !doubt.distrusted {
                // Keep it: the next failure may tell.
                return None;
            }
            (doubt, away)
        };
        let client = que.storage();
        match time::timeout(CHECK_TIMEOUT, client.connect(&address)).await {
            Ok(Err(error)) if is_certificate_error(&error) => return Some(outage::untrusted(&address, &error)),
            Ok(Err(error)) if away && is_connect_error(&error) => return Some(outage::out_of_reach(&address, &error)),
            Err(_) if away => return Some(outage::silent(&address)),
            _ => {}
        }
        let mut storages = self.storages();
        if storages.suspect.as_ref().is_some_and(|doubt| doubt.address == address) {
            storages.suspect = None;
        }
        None
    }

    /// Starts over for another server.
    pub(crate) fn forget(&self) {
        *self.storages() = Storages::default();
        self.state.send_replace(NetworkState::Up);
    }

    /// Waits while the network is known to be down.
    ///
    /// # Errors
    /// It has been down for too long.
    pub(crate) async fn wait_until_up(&self) -> Result<(), Unavailable> {
        let mut state = self.state.subscribe();
        match state
            .wait_for(|state| matches!(state, NetworkState::Up | NetworkState::GivenUp(_)))
            .await
            .as_deref()
        {
            Ok(NetworkState::GivenUp(unavailable)) => Err(unavailable.clone()),
            // An error means that the program ends.
            _ => Ok(()),
        }
    }

    /// Checks the API whenever a request failed, until the program ends. `longest` limits an outage; `None` waits
    /// forever.
    pub(crate) async fn watch(
        self,
        clients: impl ClientSource,
        events: EventSender,
        longest: Option<Duration>,
        quit: CancellationToken,
    ) {
        let work = async {
            let mut state = self.state.subscribe();
            while state.wait_for(|state| *state == NetworkState::Checking).await.is_ok() {
                self.check_until_up(&clients, &events, longest).await;
            }
        };
        tokio::select! {
            () = quit.cancelled() => {}
            () = work => {}
        }
    }

    async fn check_until_up(&self, clients: &impl ClientSource, events: &EventSender, longest: Option<Duration>) {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut reported: Option<Outage> = None;
        let mut was_asked = false;
        loop {
            let Some(que) = clients.client().await else { return };
            let Some(found) = self.outage(&que).await else { break };
            let left = longest.map(|longest| longest.saturating_sub(began.elapsed()));
            if left == Some(Duration::ZERO) || found.is_permanent {
                let waited = longest.unwrap_or_default();
                self.state
                    .send_replace(NetworkState::GivenUp(Unavailable::Unreachable { found, waited }));
                return;
            }
            self.state.send_replace(NetworkState::Down);
            let is_known = reported.as_ref().is_some_and(|reported| found.is_same(reported));
            if std::mem::take(&mut was_asked) || !is_known {
                events.send(Event::HoldBegan(Hold::Offline(found.hold())));
                if found.reason.remedy().is_some() && !is_known {
                    events.send(Event::trouble(Said::NothingSent(found.reason.clone())));
                }
                reported = Some(found);
            }
            tokio::select! {
                () = time::sleep(left.map_or(pause, |left| pause.min(left))) => {
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                () = self.asked.notified() => {
                    pause = FIRST_PAUSE;
                    was_asked = true;
                }
            }
        }
        self.state.send_replace(NetworkState::Up);
        if reported.is_some() {
            events.send(Event::HoldEnded(HoldKind::Network));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use que_sdk::TransportKind;

    fn refused() -> que_sdk::Error {
        que_sdk::Error::Transport {
            step: que_sdk::Step::Upload,
            kind: TransportKind::Connect,
            nothing_sent: true,
            source: None,
        }
    }

    fn is_unreachable(network: &Network) -> bool {
        let storages = network.storages();
        storages
            .suspect
            .as_ref()
            .is_some_and(|doubt| storages.is_unreachable(doubt))
    }

    #[test]
    fn one_bad_url_does_not_discredit_a_working_storage() {
        let [here, there]: [Url; 2] =
            ["https://s3.example/a?signature", "https://s4.example/b"].map(|url| url.parse().unwrap());
        let network = Network::new();
        network.upload_failed(&here, &refused());
        assert!(!is_unreachable(&network), "it may be the URL");
        network.upload_failed(&here, &refused());
        assert!(is_unreachable(&network), "nobody has ever answered");
        network.upload_succeeded(&there);
        assert!(!is_unreachable(&network), "another storage takes uploads");
        for _ in 0..3 {
            network.upload_failed(&here, &refused());
        }
        assert!(!is_unreachable(&network), "only this one is wrong");
        network.upload_failed(&there, &refused());
        assert!(is_unreachable(&network), "it has answered before");
        network.forget();
        assert!(!is_unreachable(&network));
    }
}
