//! Whether the network is there. When an attempt fails on the way, the API is asked once for all; while it does not
//! answer, or answers that it is not available, the whole queue waits and nobody fails. It is asked again and again, with
//! growing pauses of a few seconds.
//!
//! A certificate that is not trusted is an outage, too: a network that wants somebody to sign in shows its own. The storage
//! is asked as well then, and what can be done is told at once, because waiting may not help.
//!
//! So is a storage that no connection comes about to while the API answers. One URL that leads nowhere must not hold all
//! others: see [`Storages::is_away`].

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{self, Instant},
};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{
    absence::{self, Absence, Outage, is_of_reach, is_of_trust},
    announce::Announcer,
};
use model::{Event, Hold, HoldKind, host_of};
use que_sdk::Que;

/// The first pause between two questions.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest pause: uploads go on within seconds of the network's return.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// What is known of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// No problems.
    Up,
    /// Something failed on the way; it is being asked.
    Suspect,
    /// It did not answer.
    Away,
    /// It has not answered for as long as the caller wants to wait. Nothing is tried any more: each try could take as long
    /// as a connection may take to come about.
    GivenUp(Absence),
}

/// What a failure on the way came of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The API answers: the failure was this attempt's own.
    Attempt,
    /// The network was away, and is back.
    Outage,
    /// The network has been away for too long.
    TooLong(Absence),
}

/// Where a client of the API comes from.
pub(crate) trait Clients {
    /// The client, as soon as there is one. `None` means that the program ends.
    fn client(&self) -> impl Future<Output = Option<Que>> + Send;
}

/// Shared by all that use the network.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    way: Arc<watch::Sender<Way>>,
    storages: Arc<Mutex<Storages>>,
}

/// What is known of storages, by their addresses without path and query.
#[derive(Debug, Default)]
struct Storages {
    /// Those that have answered an upload.
    answered: HashSet<Url>,
    /// Those that have confirmed an upload without saying what they hold.
    without_bom: HashSet<Url>,
    /// The one that is asked, too.
    doubted: Option<Doubt>,
}

/// A storage that something speaks against.
#[derive(Debug, Clone)]
struct Doubt {
    address: Url,
    /// It has shown a certificate that is not trusted.
    distrusted: bool,
    /// Uploads in a row to which no connection came about, without any storage answering in between.
    failures: u32,
}

/// So many failures in a row speak against a storage where none has ever answered: one may be of a URL that leads nowhere.
const FAILURES_OF_ANY: u32 = 2;

impl Storages {
    /// Whether the storage in doubt holds the queue while no connection to it comes about. Where it has answered before, it
    /// was right. Where only others have, the URL is wrong. Where none has, more than one upload must have failed.
    fn is_away(&self, doubt: &Doubt) -> bool {
        if self.answered.is_empty() {
            doubt.failures >= FAILURES_OF_ANY
        } else {
            doubt.failures > 0 && self.answered.contains(&doubt.address)
        }
    }

    /// The doubt about the storage at this address; one about another gives way to it.
    fn doubt(&mut self, address: Url) -> &mut Doubt {
        if self.doubted.as_ref().is_none_or(|doubt| doubt.address != address) {
            self.doubted = None;
        }
        self.doubted.get_or_insert(Doubt {
            address,
            distrusted: false,
            failures: 0,
        })
    }
}

/// Where a URL leads to, without its path and query.
fn address_of(url: &Url) -> Url {
    let mut address = url.clone();
    address.set_path("/");
    address.set_query(None);
    address
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            way: Arc::new(watch::Sender::new(Way::Up)),
            storages: Arc::default(),
        }
    }

    /// Ends when it is known what a failure on the way came of: at once where the API answers, else when it is back.
    pub(crate) async fn cause(&self) -> Cause {
        let mut way = self.way.subscribe();
        self.way.send_if_modified(|way| {
            let first = *way == Way::Up;
            if first {
                *way = Way::Suspect;
            }
            first
        });
        let mut away = false;
        loop {
            match &*way.borrow_and_update() {
                Way::Up => return if away { Cause::Outage } else { Cause::Attempt },
                Way::Suspect => {}
                Way::Away => away = true,
                Way::GivenUp(absence) => return Cause::TooLong(absence.clone()),
            }
            if way.changed().await.is_err() {
                return Cause::Attempt;
            }
        }
    }

    /// Asks first, before anything is sent: where all goes through a proxy, one call finds out whether it lets through. What
    /// was given up is tried anew.
    pub(crate) fn ask_first(&self) {
        self.suspect(|way| matches!(way, Way::Up | Way::GivenUp(_)));
    }

    /// Tries anew what was given up.
    pub(crate) fn try_again(&self) {
        self.suspect(|way| matches!(way, Way::GivenUp(_)));
    }

    fn suspect(&self, asks: impl Fn(&Way) -> bool) {
        self.way.send_if_modified(|way| {
            let asks = asks(way);
            if asks {
                *way = Way::Suspect;
            }
            asks
        });
    }

    /// A proxy refused the name and the password that it was given: they are tried no more.
    pub(crate) fn refused_by_proxy(&self, que: Option<&Que>, error: &que_sdk::Error) {
        if error.proxy_wants_a_password() {
            let found = absence::wants_a_password(que, error);
            let waited = Duration::ZERO;
            self.way.send_replace(Way::GivenUp(Absence::Away { found, waited }));
        }
    }

    /// An upload to this storage failed. Where no connection came about, it is asked, too, from now on, until one does.
    pub(crate) fn upload_failed(&self, storage: &Url, error: &que_sdk::Error) {
        let mut storages = self.storages();
        if is_of_trust(error) {
            storages.doubt(address_of(storage)).distrusted = true;
        } else if is_of_reach(error) {
            storages.doubt(address_of(storage)).failures += 1;
        } else if error.status().is_some() {
            storages.answered.insert(address_of(storage));
            storages.doubted = None;
        }
    }

    /// This storage took an upload.
    pub(crate) fn upload_went_well(&self, storage: &Url) {
        let mut storages = self.storages();
        storages.answered.insert(address_of(storage));
        storages.doubted = None;
    }

    /// This storage confirmed an upload without its mark of the content. Says so in the log the first time.
    pub(crate) fn confirmed_without_mark(&self, storage: &Url) {
        let address = address_of(storage);
        if self.storages().without_bom.insert(address.clone()) {
            let host = host_of(address.as_str());
            tracing::warn!("{host} confirms uploads without an ETag: its copies cannot be compared with the files");
        }
    }

    fn storages(&self) -> MutexGuard<'_, Storages> {
        self.storages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What keeps from the API, or from a storage in doubt.
    async fn absence(&self, que: &Que) -> Option<Outage> {
        if let Some(found) = absence::of_api(que, PATIENCE).await {
            return Some(found);
        }
        let (Doubt { address, .. }, away) = {
            let storages = self.storages();
            let doubt = storages.doubted.clone()?;
            let away = storages.is_away(&doubt);
            if !away && !doubt.distrusted {
                // It stays in mind: the next failure may tell.
                return None;
            }
            (doubt, away)
        };
        let client = que.storage();
        match time::timeout(PATIENCE, client.connect(&address)).await {
            Ok(Err(error)) if is_of_trust(&error) => return Some(absence::untrusted(&address, &error)),
            Ok(Err(error)) if away && is_of_reach(&error) => return Some(absence::out_of_reach(&address, &error)),
            Err(_) if away => return Some(absence::silent(&address)),
            _ => {}
        }
        let mut storages = self.storages();
        if storages.doubted.as_ref().is_some_and(|doubt| doubt.address == address) {
            storages.doubted = None;
        }
        None
    }

    /// Begins anew, for another server: nothing speaks against it.
    pub(crate) fn forget(&self) {
        *self.storages() = Storages::default();
        self.way.send_replace(Way::Up);
    }

    /// Ends when the network is not known to be away.
    ///
    /// # Errors
    /// It has been away for too long.
    pub(crate) async fn up(&self) -> Result<(), Absence> {
        let mut way = self.way.subscribe();
        match way
            .wait_for(|way| matches!(way, Way::Up | Way::GivenUp(_)))
            .await
            .as_deref()
        {
            Ok(Way::GivenUp(absence)) => Err(absence.clone()),
            // An error means that the program ends.
            _ => Ok(()),
        }
    }

    /// Asks the API whenever it is needed, until the program ends. `longest` bounds an outage; `None` waits for ever.
    pub(crate) async fn watch(
        self,
        clients: impl Clients,
        announcer: Announcer,
        longest: Option<Duration>,
        quit: CancellationToken,
    ) {
        let work = async {
            let mut way = self.way.subscribe();
            while way.wait_for(|way| *way == Way::Suspect).await.is_ok() {
                self.until_back(&clients, &announcer, longest).await;
            }
        };
        tokio::select! {
            () = quit.cancelled() => {}
            () = work => {}
        }
    }

    async fn until_back(&self, clients: &impl Clients, announcer: &Announcer, longest: Option<Duration>) {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut told = None;
        loop {
            let Some(que) = clients.client().await else { return };
            let Some(found) = self.absence(&que).await else { break };
            let left = longest.map(|longest| longest.saturating_sub(began.elapsed()));
            if left == Some(Duration::ZERO) || found.for_good {
                let waited = longest.unwrap_or_default();
                self.way.send_replace(Way::GivenUp(Absence::Away { found, waited }));
                return;
            }
            self.way.send_replace(Way::Away);
            if !told.as_ref().is_some_and(|told| found.is_same(told)) {
                let headline = found.headline();
                announcer.tell(Event::Held(Hold::Offline { headline }));
                if let Some(hint) = found.remedy {
                    let headline = format!("Nothing is sent, because {}.", found.words);
                    let hint = hint.to_owned();
                    announcer.tell(Event::Trouble { headline, hint });
                }
                told = Some(found);
            }
            time::sleep(left.map_or(pause, |left| pause.min(left))).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        self.way.send_replace(Way::Up);
        if told.is_some() {
            announcer.tell(Event::Released(HoldKind::Network));
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

    fn is_away(network: &Network) -> bool {
        let storages = network.storages();
        storages.doubted.as_ref().is_some_and(|doubt| storages.is_away(doubt))
    }

    #[test]
    fn one_url_that_leads_nowhere_does_not_speak_against_the_storage_of_the_others() {
        let [here, there]: [Url; 2] =
            ["https://s3.example/a?signature", "https://s4.example/b"].map(|url| url.parse().unwrap());
        let network = Network::new();
        network.upload_failed(&here, &refused());
        assert!(!is_away(&network), "it may be the URL");
        network.upload_failed(&here, &refused());
        assert!(is_away(&network), "nobody has ever answered");
        network.upload_went_well(&there);
        assert!(!is_away(&network), "another storage takes uploads");
        for _ in 0..3 {
            network.upload_failed(&here, &refused());
        }
        assert!(!is_away(&network), "only this one is wrong");
        network.upload_failed(&there, &refused());
        assert!(is_away(&network), "it has answered before");
        network.forget();
        assert!(!is_away(&network));
    }
}
