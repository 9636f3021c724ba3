//! Why the queue starts no uploads.

use super::{OutageReason, Timestamp};

/// How [`Offline::headline`] begins if a server answered that it is unavailable.
const WAITING_FOR_SERVER: &str = "Waiting for the server";

/// Why the queue starts no uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// There is no key, or the server refused it.
    NeedsKey {
        /// Whether the server refused a key with 401.
        refused: bool,
    },
    /// The network or the server is down. Checks repeat, and everything continues when it answers.
    Offline(Offline),
    /// The server rate-limits all calls with this key.
    RateLimited {
        /// When calls may continue.
        until: Timestamp,
        /// Why, according to the server.
        detail: Option<String>,
    },
}

/// What the check of a network or server that is down found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offline {
    /// What the queue waits for and why, as a sentence without a period, in English.
    pub headline: String,
    /// Why, as a value.
    pub reason: Option<OutageReason>,
    /// Whether it is the server that answered that it is unavailable.
    pub is_server: bool,
}

impl Offline {
    /// Nothing is sent for this reason. `is_server`: the server answered that it is unavailable.
    #[must_use]
    pub fn because(reason: OutageReason, is_server: bool) -> Self {
        let waiting = if is_server {
            WAITING_FOR_SERVER
        } else {
            "Waiting for the network"
        };
        Self {
            headline: format!("{waiting}: {reason}"),
            reason: Some(reason),
            is_server,
        }
    }

    /// Nothing is sent, and there are only words that say why.
    #[must_use]
    pub fn in_words(headline: impl Into<String>) -> Self {
        let headline = headline.into();
        Self {
            is_server: headline.starts_with(WAITING_FOR_SERVER),
            headline,
            reason: None,
        }
    }
}

/// A [`Hold`] without its details, most important first: the first one that applies is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldKind {
    /// [`Hold::NeedsKey`].
    Key,
    /// [`Hold::Offline`].
    Network,
    /// [`Hold::RateLimited`].
    Rate,
}

impl Hold {
    /// Its kind.
    #[must_use]
    pub(crate) const fn kind(&self) -> HoldKind {
        match self {
            Self::NeedsKey { .. } => HoldKind::Key,
            Self::Offline { .. } => HoldKind::Network,
            Self::RateLimited { .. } => HoldKind::Rate,
        }
    }
}
