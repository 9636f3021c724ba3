//! What the variants of [`Error`](super::Error) distinguish: the call, the failure, the file operation.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    InvalidValue(UrlFault),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForbiddenAddress {
    /// This computer, named by a server on another one.
    Loopback,
    /// A link-local address, named by a server on another network.
    LinkLocal,
    /// Another computer, under a name that is reserved for this one.
    NotLoopback,
}

/// Why a URL or an object key can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum UrlFault {
    /// The text is empty.
    #[error("it is empty")]
    Empty,
    /// The server's address is no URL, or has another scheme.
    #[error("it does not start with https:// or is not a URL")]
    NotHttps,
    /// No path can be appended to the server's address.
    #[error("no path can be appended to it")]
    NoPath,
    /// The host is no host.
    #[error("its host is not valid")]
    Host,
    /// Another scheme than HTTP.
    #[error("the URL is neither https:// nor http://")]
    Scheme,
    /// No host.
    #[error("the URL has no host")]
    NoHost,
    /// A user name or a password, which can disguise the host.
    #[error("the URL has a user name or a password in it")]
    Credentials,
    /// Longer than any that a storage accepts.
    #[error("the URL is longer than any that a storage accepts")]
    TooLong,
    /// The upload URL is no URL.
    #[error("the server's upload URL is not a URL")]
    UploadUrl,
    /// The upload URL has another scheme than HTTP.
    #[error("the server's upload URL is neither https:// nor http://")]
    UploadUrlScheme,
    /// The upload URL is longer than any that a storage accepts.
    #[error("the server's upload URL is longer than any that a storage accepts")]
    UploadUrlTooLong,
    /// The download URL is no URL.
    #[error("the server's download URL is not a URL")]
    DownloadUrl,
    /// A request can't be sent to the storage's URL.
    #[error("the storage's URL is not a valid request target")]
    Target,
    /// The object key is empty.
    #[error("the object key is empty")]
    KeyEmpty,
    /// The object key is longer than any that a storage accepts.
    #[error("the object key has more than 1,024 bytes, which no storage accepts")]
    KeyTooLong,
    /// The object key has a NUL character.
    #[error("the object key has a NUL character in it")]
    KeyWithNul,
    /// The address of the signed copy is longer than any object's.
    #[error("the address of the signed copy is longer than any object's")]
    SignedUriTooLong,
    /// The address of the signed copy has a NUL character.
    #[error("the address of the signed copy has a NUL character in it")]
    SignedUriWithNul,
}

/// Why a client can't be set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SetupFault {
    /// The trust store of the system can't be loaded.
    #[error("the trust store of the system cannot be used")]
    TrustStore,
    /// No version of TLS can be used.
    #[error("no TLS version is available")]
    NoTls,
    /// The library refused.
    #[error("the HTTP client can't be built")]
    HttpClient,
    /// The user agent can't be sent in a header.
    #[error("the user agent is not a valid header value")]
    UserAgent,
    /// The Content-Type can't be sent in a header.
    #[error("the Content-Type is not a valid header value")]
    ContentType,
    /// The API key can't be sent in a header.
    #[error("the API key is not a valid header value")]
    ApiKey,
    /// A client with a key was asked for a public file.
    #[error("a public file is fetched without a key")]
    KeyForPublicFile,
    /// All extra certificates are out of date.
    #[error(
        "the certificate in the file with extra certificates is out of date, or not valid yet according to this computer's clock"
    )]
    CertificatesOutOfDate,
    /// The file with extra certificates is empty.
    #[error("the file with extra certificates is empty")]
    CertificatesEmpty,
    /// The file with extra certificates is DER.
    #[error(
        "the file with extra certificates is in binary form (DER) instead of PEM. Convert it: openssl x509 -inform der -in FILE -out FILE.pem"
    )]
    CertificatesBinary,
    /// The file with extra certificates has a private key in it.
    #[error(
        "the file with extra certificates has a private key in it, which only the server should have. Use a file with only the certificate"
    )]
    CertificatesWithKey,
    /// The file with extra certificates is not text.
    #[error("the file with extra certificates is not UTF-8 text. Save it as UTF-8, or use another file")]
    CertificatesNotText,
    /// The file with extra certificates begins like UTF-16.
    #[error("the file with extra certificates begins like UTF-16 text, but is something else: save it as UTF-8")]
    CertificatesNotUtf16,
    /// A certificate can't be parsed.
    #[error("the file with extra certificates has a damaged certificate in it")]
    CertificatesDamaged,
    /// The file with extra certificates has none.
    #[error("the file with extra certificates has no certificate in it (-----BEGIN CERTIFICATE-----)")]
    NoCertificates,
    /// There is no file with extra certificates.
    #[error("there is no file with extra certificates at that path")]
    CertificatesMissing,
    /// A folder, a pipe or a device.
    #[error(
        "the file with extra certificates is not a file but a folder, a pipe or a device: save the certificates as a file"
    )]
    CertificatesNotAFile,
    /// Larger than 4 MiB.
    #[error("the file with extra certificates is larger than 4 MiB: it is another file")]
    CertificatesTooLarge,
    /// This account may not read the file with extra certificates.
    #[error("this account may not read the file with extra certificates")]
    CertificatesForbidden,
    /// No file can be opened.
    #[error("the file with extra certificates cannot be opened: too many files are open on this computer")]
    CertificatesNoDescriptor,
    /// The file with extra certificates can't be read.
    #[error("the file with extra certificates cannot be read")]
    CertificatesUnreadable,
}
