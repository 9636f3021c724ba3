//! What happened, as a value: whoever speaks another language than English says it from this, and it can be kept.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::message::{self, one_line};
use super::{Error, FileChange, ForbiddenAddress, ResponseFault, SetupFault, Step, TransportKind, UrlFault};
use crate::secret::InvalidApiKey;

/// What happened. `Display` says it in English: one line, in lowercase and without a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Headline {
    /// A server refused.
    Refused {
        /// What it refused.
        what: Refusal,
        /// The HTTP status.
        status: u16,
        /// The server's code, on one line.
        code: Option<String>,
        /// The server's message, on one line.
        message: Option<String>,
    },
    /// The connection failed.
    Transport {
        /// The call.
        step: Step,
        /// How it failed.
        kind: TransportKind,
    },
    /// The server returned an unexpected response.
    Unexpected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// What is wrong with it.
        what: ResponseFault,
    },
    /// The server redirected the client.
    Redirected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The host of the redirect.
        host: Option<String>,
    },
    /// A local file can't be used.
    File(FileFault),
    /// The file changed during the upload.
    FileChanged(FileChange),
    /// The stored object is damaged.
    ContentMismatch,
    /// The file to download to already exists.
    AlreadyExists,
    /// The file is larger than one PUT can carry.
    TooLarge {
        /// The size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Plain HTTP to another computer.
    InsecureUrl {
        /// The host.
        host: String,
    },
    /// An address that a server must not send its clients to.
    ForbiddenAddress {
        /// The host of the URL.
        host: String,
        /// What kind of address it is.
        kind: ForbiddenAddress,
    },
    /// An unusable URL.
    InvalidUrl(UrlFault),
    /// The client can't be set up.
    Setup(SetupFault),
    /// The text can't be an API key.
    InvalidApiKey(InvalidApiKey),
    /// Canceled by the caller.
    Canceled,
}

/// What a server refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// 407, from the API and from the storage.
    #[error("the proxy asks for a user name and a password")]
    ProxyPassword,
    /// 400 of the API.
    #[error("Que does not accept the request")]
    Request,
    /// 401 of the API.
    #[error("Que does not accept the API key")]
    ApiKey,
    /// 403 of the API.
    #[error("the API key does not permit this ({0})")]
    NotPermitted(Step),
    /// 404 of the API to a request for a download URL.
    #[error("this Que server does not offer download URLs")]
    NoDownloads,
    /// Another 404 of the API.
    #[error("Que could not find the object or the call ({0})")]
    NotFound(Step),
    /// 413 of the API.
    #[error("the asset is too large for Que")]
    AssetTooLarge,
    /// 422 of the API to a verification.
    #[error("Que could not read this file's Content Credentials")]
    Unreadable,
    /// Another 422 of the API.
    #[error("Que could not process this file or manifest")]
    NotProcessed,
    /// 429 of the API.
    #[error("Que asks to slow down")]
    TooFast,
    /// An error of the API with a success status.
    #[error("Que reported an error with a success status ({0})")]
    ErrorAsSuccess(Step),
    /// 501 of the API.
    #[error("this Que server does not support that yet")]
    NotSupported,
    /// 505 of the API.
    #[error("this Que server does not support requests of this kind")]
    VersionNotSupported,
    /// 507 of the API.
    #[error("Que is out of storage space")]
    ServerFull,
    /// 503 of the API.
    #[error("Que is currently unavailable")]
    Unavailable,
    /// Another 5xx of the API.
    #[error("Que had an internal error while {0}")]
    ServerError(Step),
    /// Another status of the API.
    #[error("Que refused ({0})")]
    Other(Step),
    /// The upload URL has expired.
    #[error("the upload URL has expired")]
    UrlExpired,
    /// The signature of the URL is wrong.
    #[error("the storage does not accept the URL's signature")]
    UrlSignature,
    /// Que's clock and that of the storage disagree.
    #[error("the clocks of Que and its storage disagree")]
    Clocks,
    /// The file is too large for the storage.
    #[error("the file is too large for the storage")]
    FileTooLarge,
    /// The storage has no such object.
    #[error("the storage has no such object")]
    NoSuchKey,
    /// The storage has no such bucket.
    #[error("the storage has no such bucket")]
    NoSuchBucket,
    /// No data arrived for too long.
    #[error("the storage waited too long for data")]
    WaitedTooLong,
    /// The storage asks for a pause.
    #[error("the storage asks to slow down")]
    StorageTooFast,
    /// The bucket is elsewhere.
    #[error("the bucket is at another address than the URL")]
    BucketElsewhere,
    /// An error with a success status, to a PUT.
    #[error("the storage reported an error, so the file is not stored")]
    NotStored,
    /// An error with a success status, to a GET.
    #[error("the storage sent an error instead of the file")]
    ErrorForFile,
    /// 403 of the storage.
    #[error("the storage refused the URL")]
    UrlRefused,
    /// 501 or 505 of the storage.
    #[error("the storage does not support this")]
    StorageNotSupported,
    /// 507 of the storage.
    #[error("the storage is full")]
    StorageFull,
    /// 404 of the storage to a PUT.
    #[error("the storage could not find this address")]
    NoSuchAddress,
    /// 404 of the storage to a GET.
    #[error("the storage could not find the object")]
    NoSuchObject,
    /// Another 5xx of the storage.
    #[error("the storage had an internal error while {0}")]
    StorageError(Step),
    /// Another status of the storage.
    #[error("the storage refused while {0}")]
    StorageRefused(Step),
}

/// Why a local file can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileFault {
    /// It is gone.
    #[error("the file no longer exists")]
    Gone,
    /// This account may not read it.
    #[error("no permission to read the file")]
    Forbidden,
    /// Its drive does not answer.
    #[error("opening the file timed out")]
    OpeningTimedOut,
    /// No file can be opened.
    #[error("too many files are open on this computer")]
    TooManyOpen,
    /// It can't be opened for another reason.
    #[error("the file cannot be opened")]
    NotOpened,
    /// Its drive does not answer.
    #[error("reading the file timed out")]
    ReadingTimedOut,
    /// It can't be read to its end.
    #[error("the file cannot be read completely")]
    NotRead,
    /// The disk of a download is full.
    #[error("the disk is full")]
    DiskFull,
    /// A download can't be written.
    #[error("the download cannot be written")]
    NotWritten,
}

impl fmt::Display for Headline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused {
                what,
                status,
                code,
                message,
            } => {
                write!(formatter, "{what} ({status}")?;
                if let Some(code) = code {
                    write!(formatter, " {code}")?;
                }
                formatter.write_str(")")?;
                match message {
                    Some(message) => write!(formatter, ": {message}"),
                    None => Ok(()),
                }
            }
            Self::Transport { step, kind } => formatter.write_str(&message::transport(*step, *kind)),
            Self::Unexpected { step, status, what } => formatter.write_str(&message::unexpected(*step, *status, what)),
            Self::Redirected { step, status, host } => {
                let host = host.as_deref().unwrap_or("an unknown host");
                write!(formatter, "the server redirected to {host} while {step} ({status})")
            }
            Self::File(fault) => fault.fmt(formatter),
            Self::FileChanged(change) => formatter.write_str(message::file_changed(*change)),
            Self::ContentMismatch => formatter.write_str("the stored object differs from the bytes sent"),
            Self::AlreadyExists => formatter.write_str("a file with that name already exists"),
            Self::TooLarge { bytes, limit } => write!(
                formatter,
                "the file is too large for one upload: {bytes} bytes, the limit is {limit}"
            ),
            Self::InsecureUrl { host } => write!(
                formatter,
                "the address of {host} is plain http://, which others on the network can read"
            ),
            Self::ForbiddenAddress { host, kind } => formatter.write_str(&message::forbidden_address(host, *kind)),
            Self::InvalidUrl(fault) => write!(formatter, "the address cannot be used: {fault}"),
            Self::Setup(fault) => write!(formatter, "could not set up a secure connection: {fault}"),
            Self::InvalidApiKey(fault) => write!(formatter, "the API key can't be used: {fault}"),
            Self::Canceled => formatter.write_str("canceled"),
        }
    }
}

impl Error {
    /// What happened, as a value that can be kept, compared, and said in another language. The same as `Display`.
    #[must_use]
    pub fn headline(&self) -> Headline {
        match self {
            Self::Problem {
                step, status, problem, ..
            } => message::problem(*step, *status, problem),
            Self::Storage {
                step,
                status,
                code,
                message,
                ..
            } => message::storage(*step, *status, code.as_deref(), message.as_deref()),
            Self::Transport { step, kind, .. } => Headline::Transport {
                step: *step,
                kind: *kind,
            },
            Self::Unexpected { step, status, what } => Headline::Unexpected {
                step: *step,
                status: *status,
                what: match what {
                    ResponseFault::Unconfirmed(text) => ResponseFault::Unconfirmed(one_line(text)),
                    other => other.clone(),
                },
            },
            Self::Redirected { step, status, host } => Headline::Redirected {
                step: *step,
                status: *status,
                host: host.clone(),
            },
            Self::File { action, source } => Headline::File(message::file(*action, source)),
            Self::FileChanged { change, .. } => Headline::FileChanged(*change),
            Self::ContentMismatch { .. } => Headline::ContentMismatch,
            Self::AlreadyExists => Headline::AlreadyExists,
            Self::TooLarge { bytes, limit } => Headline::TooLarge {
                bytes: *bytes,
                limit: *limit,
            },
            Self::InsecureUrl { host } => Headline::InsecureUrl { host: host.clone() },
            Self::ForbiddenAddress { host, kind } => Headline::ForbiddenAddress {
                host: host.clone(),
                kind: *kind,
            },
            Self::InvalidUrl { reason } => Headline::InvalidUrl(*reason),
            Self::Setup { what, .. } => Headline::Setup(*what),
            Self::InvalidApiKey(fault) => Headline::InvalidApiKey(*fault),
            Self::Canceled => Headline::Canceled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Problem;

    #[test]
    fn a_headline_says_what_its_error_says_and_survives_being_kept() {
        let problem = Problem {
            code: Some("rate_limited".to_owned()),
            detail: Some("slow\ndown".to_owned()),
            ..Problem::default()
        };
        let errors = [
            Error::Problem {
                step: Step::Sign,
                status: 429,
                problem: Box::new(problem),
                retry_after: None,
            },
            Error::Storage {
                step: Step::Upload,
                status: 403,
                code: Some("AccessDenied".to_owned()),
                message: Some("Request has expired".to_owned()),
                retry_after: None,
            },
            Error::Transport {
                step: Step::Upload,
                kind: TransportKind::Stalled,
                nothing_sent: false,
                source: None,
            },
            Error::Unexpected {
                step: Step::Presign,
                status: 200,
                what: ResponseFault::InvalidValue(UrlFault::Scheme),
            },
            Error::Redirected {
                step: Step::Health,
                status: 302,
                host: None,
            },
            Error::File {
                action: crate::FileAction::Opening,
                source: std::io::ErrorKind::NotFound.into(),
            },
            Error::FileChanged {
                change: FileChange::Grew,
                expected_bytes: 1,
                found_bytes: None,
            },
            Error::TooLarge { bytes: 2, limit: 1 },
            Error::InsecureUrl {
                host: "example.org".to_owned(),
            },
            Error::InvalidUrl {
                reason: UrlFault::Empty,
            },
            Error::Setup {
                what: SetupFault::CertificatesEmpty,
                source: None,
            },
            Error::InvalidApiKey(InvalidApiKey::Lines),
            Error::AlreadyExists,
            Error::Canceled,
        ];
        for error in errors {
            let headline = error.headline();
            assert_eq!(headline.to_string(), error.to_string());
            let kept = serde_json::to_string(&headline).unwrap();
            assert_eq!(serde_json::from_str::<Headline>(&kept).unwrap(), headline, "{kept}");
        }
    }
}
