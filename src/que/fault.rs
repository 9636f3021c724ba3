//! Finer words for a failure on the way: what was wrong with a certificate, why no connection came about.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use super::error::{Error, TransportKind};
use super::transport::each_below;

/// Why a server's certificate was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateFault {
    /// No authority that is trusted here has signed it.
    NotTrusted,
    /// It is made out to another name.
    OtherName,
    /// It has no names where they count today: its only one is in the subject.
    NoNames,
    /// Its time is over, or has not begun.
    OutOfDate,
}

/// Why no connection to a server came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectFault {
    /// The machine is there and nothing listens at the port.
    Refused,
    /// Nothing came back in time.
    TimedOut,
    /// There is no way to it.
    NoWay,
}

impl Error {
    /// What was wrong with the server's certificate, where that is why there is no connection.
    #[must_use]
    pub fn certificate_fault(&self) -> Option<CertificateFault> {
        let mut found = None;
        each_below(self.transport_source()?, &mut |error| {
            if let Some(rustls::Error::InvalidCertificate(fault)) = error.downcast_ref() {
                found = Some(match fault {
                    CertificateError::NotValidForNameContext { presented, .. } if presented.is_empty() => {
                        CertificateFault::NoNames
                    }
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                        CertificateFault::OtherName
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

    /// Why no connection came about, where that is known.
    #[must_use]
    pub fn connect_fault(&self) -> Option<ConnectFault> {
        let Self::Transport { kind, .. } = self else {
            return None;
        };
        if *kind == TransportKind::Timeout {
            return Some(ConnectFault::TimedOut);
        }
        let mut found = None;
        each_below(self.transport_source()?, &mut |error| {
            let timed_out = error
                .downcast_ref::<reqwest::Error>()
                .is_some_and(reqwest::Error::is_timeout);
            let by_system = error.downcast_ref::<io::Error>().and_then(|error| match error.kind() {
                io::ErrorKind::ConnectionRefused => Some(ConnectFault::Refused),
                io::ErrorKind::TimedOut => Some(ConnectFault::TimedOut),
                io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
                    Some(ConnectFault::NoWay)
                }
                _ => None,
            });
            found = by_system.or(found).or(timed_out.then_some(ConnectFault::TimedOut));
        });
        found
    }

    /// Whether a proxy asks for a user name and a password.
    #[must_use]
    pub fn proxy_wants_a_password(&self) -> bool {
        self.status() == Some(407)
            || matches!(
                self,
                Self::Transport {
                    kind: TransportKind::Proxy,
                    ..
                }
            ) && self
                .cause()
                .is_some_and(|cause| cause.contains("authorization required"))
    }

    /// Whether no connection to the proxy came about. Only of use where there is a proxy.
    #[must_use]
    pub fn proxy_is_away(&self) -> bool {
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

    fn transport_source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport { source, .. } => source.as_deref().map(|source| source as &(dyn StdError + 'static)),
            _ => None,
        }
    }
}
