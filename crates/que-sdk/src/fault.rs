//! Details of failed connections: what is wrong with a certificate, why a server could not be reached.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use super::error::{Error, TransportKind};
use super::transport::each_below;

/// Why a server's certificate was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateFault {
    /// No trusted authority has signed it.
    NotTrusted,
    /// It is for another name.
    OtherName,
    /// It has no subject alternative names.
    NoNames,
    /// It has expired or isn't valid yet.
    OutOfDate,
}

/// Why no connection could be established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectFault {
    /// The computer answers, but nothing listens on the port.
    Refused,
    /// The computer didn't answer in time.
    TimedOut,
    /// There is no route to it.
    Unreachable,
}

impl Error {
    /// What is wrong with the server's certificate, if that is why the connection failed.
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
        each_below(self.transport_source()?, &mut |error| {
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
    pub fn proxy_wants_a_password(&self) -> bool {
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

    /// The status that the answer means. For an error in the body of a 2xx, this is the status of its error code, or 500 if it
    /// has none.
    #[must_use]
    pub fn effective_status(&self) -> Option<u16> {
        match self {
            Self::Storage {
                status: 200..=299,
                code,
                ..
            } => Some(code.as_deref().and_then(status_of_code).unwrap_or(500)),
            Self::Problem {
                status: 200..=299,
                problem,
                ..
            } => Some(
                problem
                    .status
                    .filter(|status| (400..600).contains(status))
                    .unwrap_or(500),
            ),
            _ => self.status(),
        }
    }

    /// Whether the storage itself says that it stored nothing. After an accident it does not know, nor does a gateway that has
    /// heard nothing from it.
    pub(super) fn is_refusal_of_storage(&self) -> bool {
        let known = match self {
            Self::Storage { status, code, .. } => *status >= 300 || code.is_some(),
            _ => false,
        };
        known && !self.effective_status().is_some_and(may_have_been_done)
    }

    /// Whether who answered is there and says that the server behind it is not, for now.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        self.effective_status().is_some_and(is_outage)
    }

    /// Whether the server may have done its work although it answered with this status: it had an accident, or a gateway has
    /// heard nothing from it.
    #[must_use]
    pub fn is_silent_on_outcome(&self) -> bool {
        self.effective_status().is_some_and(may_have_been_done)
    }

    /// Whether this computer is out of file descriptors, in this process or altogether. This is temporary.
    #[must_use]
    pub fn is_shortage_of_files(&self) -> bool {
        let mut found = matches!(self, Self::File { source, .. } if is_shortage_of_files(source));
        if let Some(source) = self.transport_source() {
            each_below(source, &mut |error| {
                found |= error.downcast_ref::<io::Error>().is_some_and(is_shortage_of_files);
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

/// Whether the system is out of file descriptors, in this process or altogether.
#[must_use]
pub fn is_shortage_of_files(error: &io::Error) -> bool {
    /// `EMFILE` and `ENFILE`, which are the same numbers on all of Unix; those of Windows for files and for sockets.
    const NUMBERS: &[i32] = if cfg!(windows) { &[4, 10024] } else { &[24, 23] };
    error.raw_os_error().is_some_and(|number| NUMBERS.contains(&number))
}

/// Whether a status says that a server is not available for now. Those from 520 on are of Cloudflare, and so of its storage
/// R2; 598 and 599 are of proxies whose server does not answer them.
pub(super) const fn is_outage(status: u16) -> bool {
    matches!(status, 425 | 502..=504 | 508..=510 | 520..=527 | 530 | 598 | 599)
}

/// Whether this status leaves open whether the server did its work. With 503 it refused; with 425 it did not begin.
pub(super) const fn may_have_been_done(status: u16) -> bool {
    status == 500 || (is_outage(status) && !matches!(status, 425 | 503))
}

/// The status with which a storage answers an error of this code, where it answers before it begins.
fn status_of_code(code: &str) -> Option<u16> {
    Some(match code {
        "PermanentRedirect" => 301,
        "TemporaryRedirect" => 307,
        "AuthorizationHeaderMalformed"
        | "BadDigest"
        | "EntityTooLarge"
        | "EntityTooSmall"
        | "ExpiredToken"
        | "IncompleteBody"
        | "InvalidArgument"
        | "InvalidBucketName"
        | "InvalidDigest"
        | "InvalidRequest"
        | "InvalidToken"
        | "KeyTooLongError"
        | "MalformedXML"
        | "RequestTimeout"
        | "XAmzContentSHA256Mismatch" => 400,
        "AccessDenied"
        | "AccountProblem"
        | "AllAccessDisabled"
        | "InvalidAccessKeyId"
        | "QuotaExceeded"
        | "RequestTimeTooSkewed"
        | "SignatureDoesNotMatch" => 403,
        "NoSuchBucket" | "NoSuchKey" | "NoSuchUpload" => 404,
        "MethodNotAllowed" => 405,
        "ConditionalRequestConflict" | "OperationAborted" => 409,
        "MissingContentLength" => 411,
        "PreconditionFailed" => 412,
        "TooManyRequests" => 429,
        "NotImplemented" => 501,
        "Busy"
        | "RequestLimitExceeded"
        | "ServerBusy"
        | "ServiceUnavailable"
        | "SlowDown"
        | "SlowDownRead"
        | "SlowDownWrite"
        | "Throttling"
        | "ThrottlingException" => 503,
        "OperationTimedOut" => 504,
        _ => return None,
    })
}
