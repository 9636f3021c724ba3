//! Why the queue starts no uploads.

use super::Timestamp;

/// How the headline of [`Hold::Offline`] begins if a server answered that it is unavailable.
pub const WAITING_FOR_SERVER: &str = "Waiting for the server";

/// Why the queue starts no uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// There is no key, or the server refused it.
    NeedsKey {
        /// Whether the server refused a key with 401.
        refused: bool,
    },
    /// The network or the server is down. Checks repeat, and everything continues when it answers.
    Offline {
        /// What the check found, in one sentence.
        headline: String,
    },
    /// The server rate-limits all calls with this key.
    RateLimited {
        /// When calls may continue.
        until: Timestamp,
        /// Why, according to the server.
        detail: Option<String>,
    },
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
