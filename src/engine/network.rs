//! Whether the network is there. When an attempt fails on the way, the API is asked once for all; while it does not
//! answer, the whole queue waits and nobody fails. It is asked again and again, with growing pauses of a few seconds.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{self, Instant},
};
use tokio_util::sync::CancellationToken;

use super::{announce::Announcer, gate::Gate};
use crate::{
    model::{Event, Failure, Hold, HoldKind, Step},
    que::{self, Que, Surprise, TransportKind},
};

/// The first pause between two questions.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest pause: uploads go on within seconds of the network's return.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// What is known of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// Nothing speaks against it.
    Up,
    /// Something failed on the way; it is being asked.
    Suspect,
    /// It did not answer.
    Away,
    /// It has not answered for as long as the caller wants to wait. Nothing is tried any more: each try could take as long
    /// as a connection may take to come about.
    GivenUp(Absence),
}

/// An outage that was too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    /// What was found, as in "the server cannot be reached".
    found: &'static str,
    /// How long it was waited for.
    waited: Duration,
}

impl Absence {
    /// In the words of a row that would have needed the network for this step.
    pub(crate) fn failure(&self, step: Step) -> Failure {
        Failure {
            step,
            status: None,
            code: None,
            message: match self.waited.as_secs() {
                0 => format!("The network is away: {}.", self.found),
                seconds => format!("The network was away for longer than {seconds} s: {}.", self.found),
            },
            hint: "Check the connection to the internet and try again.".to_owned(),
        }
    }
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

/// Shared by all that use the network.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    way: Arc<watch::Sender<Way>>,
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            way: Arc::new(watch::Sender::new(Way::Up)),
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

    /// Begins anew, for another server: nothing speaks against it.
    pub(crate) fn forget(&self) {
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
        gate: Gate,
        announcer: Announcer,
        longest: Option<Duration>,
        quit: CancellationToken,
    ) {
        let work = async {
            let mut way = self.way.subscribe();
            while way.wait_for(|way| *way == Way::Suspect).await.is_ok() {
                self.until_back(&gate, &announcer, longest).await;
            }
        };
        tokio::select! {
            () = quit.cancelled() => {}
            () = work => {}
        }
    }

    async fn until_back(&self, gate: &Gate, announcer: &Announcer, longest: Option<Duration>) {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut told = false;
        loop {
            let Some(que) = gate.client().await else { return };
            let Some(found) = absence(&que).await else { break };
            let left = longest.map(|longest| longest.saturating_sub(began.elapsed()));
            if left == Some(Duration::ZERO) {
                let waited = longest.unwrap_or_default();
                self.way.send_replace(Way::GivenUp(Absence { found, waited }));
                return;
            }
            self.way.send_replace(Way::Away);
            if !told {
                told = true;
                let headline = format!("Waiting for the network: {found}");
                announcer.tell(Event::Held(Hold::Offline { headline }));
            }
            time::sleep(left.map_or(pause, |left| pause.min(left))).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        self.way.send_replace(Way::Up);
        if told {
            announcer.tell(Event::Released(HoldKind::Network));
        }
    }
}

/// Why the API cannot be reached; `None` where it can. An answer with an error is an answer.
async fn absence(que: &Que) -> Option<&'static str> {
    let error = match time::timeout(PATIENCE, que.health()).await {
        Ok(Ok(_)) => return None,
        Ok(Err(error)) => error,
        Err(_) => return Some("the server does not answer"),
    };
    match &error {
        // A certificate that is not trusted does not get better by waiting.
        que::Error::Transport {
            kind: TransportKind::Tls,
            ..
        } => None,
        que::Error::Transport { kind, .. } => Some(match kind {
            TransportKind::Dns => "the server's name is not found",
            TransportKind::Proxy => "the proxy does not let through",
            TransportKind::Timeout | TransportKind::Stalled => "the server does not answer",
            _ => "the server cannot be reached",
        }),
        que::Error::Unexpected {
            what: Surprise::WebPage,
            ..
        } => Some("a web page answers instead of Que; sign in to this network with a browser"),
        _ => None,
    }
}

/// Whether an error came of the way to the server, and not of the server.
pub(crate) fn is_of_the_way(error: &que::Error) -> bool {
    match error {
        que::Error::Transport { kind, .. } => !matches!(kind, TransportKind::Tls),
        que::Error::Unexpected {
            what: Surprise::WebPage,
            ..
        } => true,
        _ => false,
    }
}
