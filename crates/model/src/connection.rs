//! The results of a connection test: is the server there, and does it accept the key?

use que_sdk::{Advice, Headline};

/// The result of a connection test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionReport {
    /// What was found.
    pub finding: Finding,
    /// The finding in words.
    pub headline: String,
    /// What to do, if anything.
    pub hint: String,
    /// Errors of libraries and the system.
    pub detail: Option<String>,
    /// What only the test itself knows, as a value.
    pub cause: Option<ConnectionCause>,
}

/// What only the test itself knows: which proxy, or what a server that may not be Que answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectionCause {
    /// The proxy at this address, if known, asks for a password.
    ProxyPassword(Option<String>),
    /// The proxy at this address, if known, cannot be reached.
    ProxyUnreachable(Option<String>),
    /// The proxy at this address, if known, does not let the connection through.
    ProxyBlocks(Option<String>),
    /// An error of the client.
    Client {
        /// What happened.
        what: Headline,
        /// What to do.
        advice: Advice,
    },
}

/// What a connection test can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The server answers and accepts the key.
    Works,
    /// The server answers, but there is no key.
    NoKey,
    /// The server's name cannot be resolved.
    NameNotFound,
    /// The machine is there, but nothing listens at the port.
    Refused,
    /// No answer in time.
    NoAnswer,
    /// No connection, for another reason.
    NotReachable,
    /// The certificate is not from a trusted authority.
    CertificateNotTrusted,
    /// The certificate is for another name.
    CertificateOfAnotherName,
    /// The certificate has expired or is not valid yet.
    CertificateOutOfDate,
    /// No secure connection, for another reason.
    NotSecure,
    /// The proxy is down, or does not let the connection through.
    Proxy,
    /// 401: the server rejects the key.
    KeyRefused,
    /// 403: the key is valid, but not permitted to do this.
    KeyForbidden,
    /// The answer is not from Que, or not as expected.
    Other,
}

impl ConnectionReport {
    /// Whether everything works.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(self.finding, Finding::Works)
    }

    /// Whether the server answers, whatever it says of the key.
    #[must_use]
    pub const fn server_answers(&self) -> bool {
        matches!(
            self.finding,
            Finding::Works | Finding::NoKey | Finding::KeyRefused | Finding::KeyForbidden
        )
    }
}
