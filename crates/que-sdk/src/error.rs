//! The error type, with a message for people and facts for programs.
//!
//! An [`Error`] never contains the API key or the query of a signed URL. URLs are removed from underlying errors, and
//! secrets that a server echoes are hidden.

mod advice;
mod cause;
mod classify;
mod headline;
mod hint;
mod kind;
mod message;
mod status;

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

pub use advice::Advice;
pub(crate) use cause::for_each_source;
pub use cause::{CertificateFault, ConnectFault, is_out_of_file_descriptors};
pub use headline::{FileFault, Headline, Refusal};
pub use kind::{FileAction, FileChange, ForbiddenAddress, ResponseFault, SetupFault, Step, TransportKind, UrlFault};
pub(crate) use status::leaves_outcome_open;

use crate::secret::InvalidApiKey;
use crate::wire::Problem;

/// The result type of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong. `Display` is a headline for people; [`Error::hint`] says what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The API returned an error.
    #[error("{}", message::problem(*step, *status, problem))]
    Problem {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The body of the response. All fields are `None` if it couldn't be read.
        problem: Box<Problem>,
        /// How long the server asks clients to wait.
        retry_after: Option<Duration>,
    },
    /// The storage returned an error.
    #[error("{}", message::storage(*step, *status, code.as_deref(), message.as_deref()))]
    Storage {
        /// PUT or GET.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The S3 error code, such as `SignatureDoesNotMatch`.
        code: Option<String>,
        /// The S3 error message.
        message: Option<String>,
        /// How long the server asks clients to wait.
        retry_after: Option<Duration>,
    },
    /// The connection failed.
    #[error("{}", message::transport(*step, *kind))]
    Transport {
        /// The call.
        step: Step,
        /// How it failed.
        kind: TransportKind,
        /// Whether it is certain that no part of the request reached a server.
        nothing_sent: bool,
        /// The underlying error, without URLs.
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    /// The server returned an unexpected response.
    #[error("{}", message::unexpected(*step, *status, what))]
    Unexpected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// What is wrong with it.
        what: ResponseFault,
    },
    /// The server redirected the client. Redirects aren't followed, because the key would be sent along.
    #[error("the server redirected to {} while {step} ({status})", host.as_deref().unwrap_or("an unknown host"))]
    Redirected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The host of the redirect.
        host: Option<String>,
    },
    /// A local file could not be opened, read or written.
    #[error("{}", message::file(*action, source))]
    File {
        /// The operation that failed.
        action: FileAction,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The file changed during the upload. Nothing was stored.
    #[error("{}", message::file_changed(*change))]
    FileChanged {
        /// How it changed.
        change: FileChange,
        /// Its size in bytes at the start.
        expected_bytes: u64,
        /// Its size in bytes at the end, if known.
        found_bytes: Option<u64>,
    },
    /// The storage's MD5 differs from that of the bytes sent. The stored object is damaged.
    #[error("the stored object differs from the bytes sent")]
    ContentMismatch {
        /// MD5 of the bytes sent, in hexadecimal.
        sent_md5: String,
        /// MD5 of the stored object, in hexadecimal.
        stored_md5: String,
    },
    /// The file to download to already exists.
    #[error("a file with that name already exists")]
    AlreadyExists,
    /// The file is larger than one PUT can carry. Nothing was sent.
    #[error("the file is too large for one upload: {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// The size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Plain HTTP to another computer.
    #[error("the address of {host} is plain http://, which others on the network can read")]
    InsecureUrl {
        /// The host.
        host: String,
    },
    /// The server named an address that it must not send its clients to.
    #[error("{}", message::forbidden_address(host, *kind))]
    ForbiddenAddress {
        /// The host of the URL.
        host: String,
        /// What kind of address it is.
        kind: ForbiddenAddress,
    },
    /// An unusable URL.
    #[error("the address cannot be used: {reason}")]
    InvalidUrl {
        /// Why it is unusable.
        reason: UrlFault,
    },
    /// The extra certificate, the user agent or the system's trust store can't be used.
    #[error("could not set up a secure connection: {what}")]
    Setup {
        /// What is unusable.
        what: SetupFault,
        /// The underlying error.
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    /// The text can't be an API key.
    #[error("the API key can't be used: {0}")]
    InvalidApiKey(#[from] InvalidApiKey),
    /// Canceled by the caller.
    #[error("canceled")]
    Canceled,
}
