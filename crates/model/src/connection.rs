//! What a test of the connection finds: whether the server is there, and whether it takes the key.

/// What a connection test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionReport {
    /// What it was.
    pub finding: Finding,
    /// The same in one sentence.
    pub headline: String,
    /// What to do, where something is to be done.
    pub hint: String,
    /// What the libraries and the system say about it, for who can read that.
    pub detail: Option<String>,
}

/// What a connection test can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The server is there and takes the key.
    Works,
    /// The server is there, and there is no key to try.
    NoKey,
    /// The server's name is not known.
    NameNotFound,
    /// The machine is there and nothing listens at the port.
    Refused,
    /// Nothing came back in time.
    NoAnswer,
    /// No connection came about, for another reason.
    NotReachable,
    /// No authority that is trusted here has signed the server's certificate.
    CertificateNotTrusted,
    /// The server's certificate is made out to another name.
    CertificateOfAnotherName,
    /// The time of the server's certificate is over, or has not begun.
    CertificateOutOfDate,
    /// No secure connection came about, for another reason.
    NotSecure,
    /// The proxy is not there, or does not let the connection through.
    Proxy,
    /// 401: the server does not accept the key.
    KeyRefused,
    /// 403: the server knows the key, but it may not do this.
    KeyForbidden,
    /// Something answers that is not Que, or not as it should.
    Other,
}

impl ConnectionReport {
    /// Whether all is well.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(self.finding, Finding::Works)
    }

    /// Whether the server is there, whatever it says of the key.
    #[must_use]
    pub const fn server_answers(&self) -> bool {
        matches!(
            self.finding,
            Finding::Works | Finding::NoKey | Finding::KeyRefused | Finding::KeyForbidden
        )
    }
}
