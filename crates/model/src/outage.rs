//! Why a server can't be used.

use std::fmt;

use serde::{Deserialize, Serialize};

use que_sdk::{Advice, Headline};

/// Why a server can't be used. `Display` says it in English: one line, in lowercase and without a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutageReason {
    /// The server's name is not found.
    NameNotFound,
    /// The proxy blocks the connection.
    ProxyBlocks,
    /// The server does not answer in time.
    NoAnswer,
    /// The server cannot be reached, for another reason.
    NotReachable,
    /// A web page answers, such as the sign-in page of a network.
    WebPage,
    /// The server answered that it is unavailable.
    Answered(Headline),
    /// The proxy asks for a user name and a password.
    ProxyPassword {
        /// Its address, if known.
        proxy: Option<String>,
    },
    /// The name of the storage on this host is not found.
    StorageNameNotFound(String),
    /// The proxy blocks connections to the storage on this host.
    ProxyBlocksStorage(String),
    /// The storage on this host cannot be reached, for another reason.
    StorageNotReachable(String),
    /// The storage on this host does not answer in time.
    StorageNoAnswer(String),
    /// No authority that is trusted has signed this host's certificate.
    NotTrusted(String),
    /// The certificate shown for this host is for another one.
    OtherName(String),
    /// The certificate of this host names none.
    NoNames(String),
    /// The certificate of this host is out of date.
    OutOfDate(String),
    /// There is no secure connection to this host, for another reason.
    NotSecure(String),
}

impl fmt::Display for OutageReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameNotFound => formatter.write_str("the server's name is not found"),
            Self::ProxyBlocks => formatter.write_str("the proxy blocks the connection"),
            Self::NoAnswer => formatter.write_str("the server does not answer"),
            Self::NotReachable => formatter.write_str("the server cannot be reached"),
            Self::WebPage => {
                formatter.write_str("a web page answers instead of Que; sign in to this network with a browser")
            }
            Self::Answered(what) => what.fmt(formatter),
            Self::ProxyPassword { proxy: None } => {
                formatter.write_str("the proxy asks for a user name and a password (407)")
            }
            Self::ProxyPassword { proxy: Some(proxy) } => {
                write!(formatter, "the proxy {proxy} asks for a user name and a password (407)")
            }
            Self::StorageNameNotFound(host) => write!(formatter, "the name of the storage {host} is not found"),
            Self::ProxyBlocksStorage(host) => write!(formatter, "the proxy blocks connections to the storage {host}"),
            Self::StorageNotReachable(host) => write!(formatter, "the storage {host} cannot be reached"),
            Self::StorageNoAnswer(host) => write!(formatter, "the storage {host} does not answer"),
            Self::NotTrusted(host) => write!(formatter, "the certificate of {host} is not trusted"),
            Self::OtherName(host) => write!(formatter, "the certificate shown for {host} is for another name"),
            Self::NoNames(host) => write!(
                formatter,
                "the certificate of {host} has no Subject Alternative Name, which is required today"
            ),
            Self::OutOfDate(host) => write!(formatter, "the certificate of {host} is out of date"),
            Self::NotSecure(host) => write!(formatter, "could not establish a secure connection to {host}"),
        }
    }
}

impl OutageReason {
    /// What the user can do, in English, if waiting may not help.
    #[must_use]
    pub const fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NameNotFound
            | Self::ProxyBlocks
            | Self::NoAnswer
            | Self::NotReachable
            | Self::WebPage
            | Self::Answered(_)
            | Self::StorageNameNotFound(_)
            | Self::ProxyBlocksStorage(_)
            | Self::StorageNotReachable(_)
            | Self::StorageNoAnswer(_) => None,
            Self::ProxyPassword { .. } => Some(Advice::ProxyPassword.text()),
            Self::NotTrusted(_) => Some(
                "If this network has a sign-in page, open a browser and sign in. If your company runs this server, name its \
                 certificate authority's file in the server's settings (--ca-file on the command line).",
            ),
            Self::OtherName(_) => {
                Some("If this network has a sign-in page, open a browser and sign in. Else check the server's address.")
            }
            Self::NoNames(_) => Some("The server's owner has to issue it again with one."),
            Self::OutOfDate(_) => {
                Some("Check the date and time of this computer. If they are right, the server's owner has to renew it.")
            }
            Self::NotSecure(_) => Some(
                "If this network has a sign-in page, open a browser and sign in. Else check the server's address and its port.",
            ),
        }
    }
}
