//! The results of a connection test: is the server there, and does it accept the key?

/// The result of a connection test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionReport {
    /// What was found.
    pub finding: Finding,
    /// The same as a sentence.
    pub headline: String,
    /// What to do, if anything.
    pub hint: String,
    /// What libraries and the system say, for experts.
    pub detail: Option<String>,
}

/// What a connection test can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The server is there and accepts the key.
    Works,
    /// The server is there, but there is no key to try.
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
    /// 401: the server does not accept the key.
    KeyRefused,
    /// 403: the server knows the key, but it may not do this.
    KeyForbidden,
    /// Something answers that is not Que, or not as it should.
    Other,
}

impl ConnectionReport {
    /// Whether everything works.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(self.finding, Finding::Works)
    }

    /// Whether the server is there, whatever it says about the key.
    #[must_use]
    pub const fn server_answers(&self) -> bool {
        matches!(
            self.finding,
            Finding::Works | Finding::NoKey | Finding::KeyRefused | Finding::KeyForbidden
        )
    }
}
