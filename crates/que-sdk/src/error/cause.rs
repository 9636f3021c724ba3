//! What underlying errors reveal: what is wrong with a certificate, why a server could not be reached.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use super::{Error, TransportKind};

/// Why a server's certificate was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateFault {
    /// No trusted authority has signed it.
    NotTrusted,
    /// It is for another name.
    WrongName,
    /// It has no subject alternative names.
    NoNames,
    /// It has expired or isn't valid yet.
    OutOfDate,
}

/// Why no connection could be established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectFault {
    /// The computer responds, but nothing listens on the port.
    Refused,
    /// The computer didn't respond in time.
    TimedOut,
    /// There is no route to it.
    Unreachable,
}

impl Error {
    /// What is wrong with the server's certificate, if that is why the connection failed.
    #[must_use]
    pub fn certificate_fault(&self) -> Option<CertificateFault> {
        let mut found = None;
        for_each_source(self.transport_source()?, &mut |error| {
            if let Some(rustls::Error::InvalidCertificate(fault)) = error.downcast_ref() {
                found = Some(match fault {
                    CertificateError::NotValidForNameContext { presented, .. } if presented.is_empty() => {
                        CertificateFault::NoNames
                    }
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                        CertificateFault::WrongName
                    }
                    CertificateError::Expired
                    | CertificateError::ExpiredContext { .. }
                    | CertificateError::NotValidYet
                    | CertificateError::NotValidYetContext { .. } => CertificateFault::OutOfDate,
                    _ => CertificateFault::NotTrusted,
                });
            }
        });
        found
    }

    /// Why no connection could be established, if known.
    #[must_use]
    pub fn connect_fault(&self) -> Option<ConnectFault> {
        let Self::Transport { kind, .. } = self else {
            return None;
        };
        if *kind == TransportKind::Timeout {
            return Some(ConnectFault::TimedOut);
        }
        let mut found = None;
        for_each_source(self.transport_source()?, &mut |error| {
            let timed_out = error
                .downcast_ref::<reqwest::Error>()
                .is_some_and(reqwest::Error::is_timeout);
            let by_system = error.downcast_ref::<io::Error>().and_then(|error| match error.kind() {
                io::ErrorKind::ConnectionRefused => Some(ConnectFault::Refused),
                io::ErrorKind::TimedOut => Some(ConnectFault::TimedOut),
                io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
                    Some(ConnectFault::Unreachable)
                }
                _ => None,
            });
            found = by_system.or(found).or(timed_out.then_some(ConnectFault::TimedOut));
        });
        found
    }

    /// Whether the proxy asks for a user name and a password.
    #[must_use]
    pub fn proxy_auth_required(&self) -> bool {
        self.status() == Some(407)
            || matches!(
                self,
                Self::Transport {
                    kind: TransportKind::Proxy,
                    ..
                }
            ) && self.cause().is_some_and(|cause| {
                cause.contains("authorization required") || cause.contains("credentials not accepted")
            })
    }

    /// Whether the proxy couldn't be reached. Only meaningful if there is a proxy.
    #[must_use]
    pub fn proxy_is_unreachable(&self) -> bool {
        match self {
            Self::Transport {
                kind: TransportKind::Dns | TransportKind::Connect,
                ..
            } => true,
            Self::Transport {
                kind: TransportKind::Proxy,
                ..
            } => self
                .cause()
                .is_some_and(|cause| cause.contains("underlying connection")),
            _ => false,
        }
    }

    /// Whether this process or the whole system has run out of file descriptors. This is temporary.
    #[must_use]
    pub fn is_out_of_file_descriptors(&self) -> bool {
        let mut found = matches!(self, Self::File { source, .. } if is_out_of_file_descriptors(source));
        if let Some(source) = self.transport_source() {
            for_each_source(source, &mut |error| {
                found |= error
                    .downcast_ref::<io::Error>()
                    .is_some_and(is_out_of_file_descriptors);
            });
        }
        found
    }

    fn transport_source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport { source, .. } => source.as_deref().map(|source| source as &(dyn StdError + 'static)),
            _ => None,
        }
    }
}

/// Whether this process or the whole system has run out of file descriptors.
#[must_use]
pub fn is_out_of_file_descriptors(error: &io::Error) -> bool {
    /// `EMFILE` and `ENFILE` have the same numbers on every Unix. Windows has one for files and one for sockets.
    const NUMBERS: &[i32] = if cfg!(windows) { &[4, 10024] } else { &[24, 23] };
    error.raw_os_error().is_some_and(|number| NUMBERS.contains(&number))
}

/// Visits an error and everything below it.
pub(crate) fn for_each_source(error: &(dyn StdError + 'static), visit: &mut dyn FnMut(&(dyn StdError + 'static))) {
    visit(error);
    // `io::Error::source` skips the error that it wraps.
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        for_each_source(inner, visit);
    } else if let Some(inner) = error.source() {
        for_each_source(inner, visit);
    }
}
