//! What the variants of [`Error`](super::Error) distinguish: the call, the failure, the file operation.

use std::fmt;

/// The call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Building the client.
    Setup,
    /// `GET /healthz`.
    Health,
    /// `POST /v1/assets/presign`.
    Presign,
    /// The PUT to storage.
    Upload,
    /// `POST /v1/sign`.
    Sign,
    /// `POST /v1/verify`.
    Verify,
    /// `GET /v1/trust-list`.
    TrustList,
    /// `POST /v1/assets/presign-download`.
    PresignDownload,
    /// The GET from storage.
    Download,
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Setup => "setting up the connection",
            Self::Health => "checking whether Que is healthy",
            Self::Presign => "requesting an upload URL",
            Self::Upload => "uploading",
            Self::Sign => "signing",
            Self::Verify => "verifying",
            Self::TrustList => "fetching the trust list",
            Self::PresignDownload => "requesting a download URL",
            Self::Download => "downloading",
        })
    }
}

/// How a connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransportKind {
    /// The server's name could not be resolved.
    Dns,
    /// No connection could be established.
    Connect,
    /// No TLS session could be established, usually because the certificate isn't trusted.
    Tls,
    /// The proxy refused or couldn't be reached.
    Proxy,
    /// The connection broke before the request was sent or the response was complete.
    Reset,
    /// The response took too long.
    Timeout,
    /// No data was sent or received for too long.
    Stalled,
    /// The whole body was sent, but the response was lost: the object may have been stored.
    BodySentResponseLost,
    /// The response was not HTTP.
    Protocol,
}

/// How a file changed while it was being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileChange {
    /// It has fewer bytes.
    Shrank,
    /// It has more bytes.
    Grew,
    /// It has the same size but was written to or replaced.
    Modified,
    /// It was removed.
    Vanished,
}

/// An operation on a local file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileAction {
    /// Opening it for reading.
    Opening,
    /// Reading it.
    Reading,
    /// Writing a download.
    Writing,
}

/// What is wrong with a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseFault {
    /// A web page, such as the sign-in page of a network.
    WebPage,
    /// The body is missing.
    Empty,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON without the expected fields.
    UnexpectedJson,
    /// Larger than this many bytes.
    TooLarge(u64),
    /// JSON with more than this many values.
    TooManyValues(usize),
    /// An unusable value, and why it is unusable.
    InvalidValue(&'static str),
    /// A status code that this call doesn't have.
    UnexpectedStatus,
    /// A body that doesn't confirm the upload: this text.
    Unconfirmed(String),
    /// A success status before the whole request was sent.
    Premature,
    /// The bytes don't match the object's MD5.
    ChecksumMismatch,
    /// No content length, so the object may be incomplete.
    UnknownLength,
}

/// An address that a server must not send its clients to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForbiddenAddress {
    /// This computer, named by a server on another one.
    Loopback,
    /// A link-local address, named by a server on another network.
    LinkLocal,
    /// Another computer, under a name that is reserved for this one.
    NotLoopback,
}
