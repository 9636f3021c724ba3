//! Why the publisher of a trust list did not give it. The SDK's own words speak of a Que server, its bucket and its key.

use std::fmt;

use super::CHECK_THE_CONNECTION;
use que_sdk::{Advice, Headline, TransportKind};

/// Why a publisher's server did not give a file of a list. `Display` says it in English: a clause without a period. What that
/// server answered with is no more than a page of some web server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublisherFault {
    /// It answered with this status.
    Status {
        /// The server.
        host: String,
        /// The file.
        file: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// It answered with something else.
    OtherAnswer {
        /// The server.
        host: String,
        /// The file.
        file: &'static str,
    },
    /// It sent the request on.
    Moved {
        /// The server.
        host: String,
        /// The file.
        file: &'static str,
        /// The host where to, if known.
        to: Option<String>,
    },
    /// There is no connection.
    Connection {
        /// The server.
        host: String,
        /// What failed.
        kind: TransportKind,
        /// The system's words.
        detail: Option<String>,
    },
    /// What is wrong is on this computer.
    Here {
        /// What.
        what: Headline,
        /// What to do.
        advice: Advice,
        /// The system's words.
        detail: Option<String>,
    },
}

impl PublisherFault {
    /// What to do, in English.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Status {
                status: 404 | 410 | 401 | 403,
                ..
            } => "The publisher may have moved it. Try again later, or look for a newer version of this program.",
            Self::Status { status: 407, .. } => Advice::ProxyPassword.text(),
            Self::Status { status: 429, .. } => "Try again in some minutes.",
            Self::Status { .. } => "Try again later.",
            Self::OtherAnswer { .. } => "Try again later. On a public network, sign in to it first.",
            Self::Moved { .. } => {
                "The publisher may have moved it. On a public network, sign in to it first. Otherwise look for a newer version of this program."
            }
            Self::Connection { kind, .. } => of_connection(*kind),
            Self::Here { advice, .. } => advice.text(),
        }
    }

    /// Whether there is no connection to the server, as far as can be told.
    pub(super) const fn is_offline(&self) -> bool {
        match self {
            Self::Connection { kind, .. } => is_offline(*kind),
            _ => false,
        }
    }
}

/// Whether this looks as if there were no connection at all.
const fn is_offline(kind: TransportKind) -> bool {
    match kind {
        TransportKind::Dns | TransportKind::Connect | TransportKind::Timeout | TransportKind::Stalled => true,
        TransportKind::Tls
        | TransportKind::Proxy
        | TransportKind::Reset
        | TransportKind::BodySentResponseLost
        | TransportKind::Protocol => false,
    }
}

const fn of_connection(kind: TransportKind) -> &'static str {
    match kind {
        TransportKind::Dns | TransportKind::Connect | TransportKind::Timeout | TransportKind::Stalled => {
            CHECK_THE_CONNECTION
        }
        TransportKind::Tls => {
            "If your network inspects connections, name its certificate: --ca-file, or the extra certificate in the settings."
        }
        TransportKind::Proxy => "Check the proxy in HTTPS_PROXY.",
        TransportKind::Reset | TransportKind::BodySentResponseLost => "Try again later.",
        TransportKind::Protocol => "Try again later. On a public network, sign in to it first.",
    }
}

impl fmt::Display for PublisherFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = match self {
            Self::Status { host, file, status } => {
                let status = *status;
                return match status {
                    404 | 410 => write!(formatter, "{host} does not have {file} ({status})"),
                    401 | 403 => write!(formatter, "{host} refused to give {file} ({status})"),
                    407 => write!(
                        formatter,
                        "the proxy asks for a user name and password before {host} ({status})"
                    ),
                    429 => write!(formatter, "{host} got too many requests ({status})"),
                    _ => write!(formatter, "{host} could not give {file} ({status})"),
                };
            }
            Self::OtherAnswer { host, file } => {
                return write!(formatter, "{host} answered with something else than {file}");
            }
            Self::Moved { host, file, to } => {
                let to = to.as_deref().unwrap_or("another address");
                return write!(formatter, "{host} sent the request for {file} on to {to}");
            }
            Self::Connection { host, kind, detail } => {
                let what = match kind {
                    TransportKind::Dns => "was not found",
                    TransportKind::Connect => "could not be reached",
                    TransportKind::Tls => "could not be reached securely",
                    TransportKind::Proxy => "could not be reached through the proxy",
                    TransportKind::Timeout | TransportKind::Stalled => "took too long to answer",
                    TransportKind::Reset | TransportKind::BodySentResponseLost => "closed the connection",
                    TransportKind::Protocol => "answered with something else than HTTP",
                };
                write!(formatter, "{host} {what}")?;
                detail
            }
            Self::Here { what, detail, .. } => {
                write!(formatter, "{what}")?;
                detail
            }
        };
        match detail {
            Some(detail) => write!(formatter, " ({detail})"),
            None => Ok(()),
        }
    }
}
