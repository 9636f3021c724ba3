//! The error type, with messages for people and facts for programs.
//!
//! An [`Error`] never contains the API key or the query of a signed URL: URLs are removed from underlying errors, and
//! secrets that a server repeats are hidden.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use super::fault::is_shortage_of_files;
use super::wire::Problem;
use crate::secret::InvalidApiKey;

/// The result type of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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
            Self::Health => "asking whether Que is healthy",
            Self::Presign => "asking Que for an upload URL",
            Self::Upload => "uploading",
            Self::Sign => "signing",
            Self::Verify => "verifying",
            Self::TrustList => "fetching the trust list",
            Self::PresignDownload => "asking Que for a download URL",
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
    /// The connection broke before the request was sent or the answer was complete.
    Reset,
    /// The answer took too long.
    Timeout,
    /// No data was sent or received for too long.
    Stalled,
    /// The whole body was sent, but the answer was lost: the object may have been stored.
    BodySentAnswerLost,
    /// The answer was not HTTP.
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

/// What was done with a local file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileAction {
    /// Opening it for reading.
    Opening,
    /// Reading it.
    Reading,
    /// Writing a download.
    Writing,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerFault {
    /// A web page, such as the sign-in page of a network.
    WebPage,
    /// The body is missing.
    Empty,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON without the expected fields.
    OtherJson,
    /// Larger than this many bytes.
    TooLarge(u64),
    /// JSON with more than this many values.
    TooManyValues(usize),
    /// An unusable value, and why it is unusable.
    Unusable(&'static str),
    /// A status code that this call doesn't have.
    Status,
    /// A body that doesn't confirm the upload: this text.
    Unclear(String),
    /// A success status before the whole request was sent.
    TooEarly,
    /// The bytes don't match the object's MD5.
    OtherBytes,
    /// No content length, so the object may be incomplete.
    NoEnd,
}

/// A place that a server must not send its clients to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForbiddenPlace {
    /// This computer, named by a server on another one.
    ThisComputer,
    /// A link-local address, named by a server on another network.
    ThisLink,
    /// Another computer, under a name reserved for this one.
    AnotherComputer,
}

/// Everything that can go wrong. `Display` is a headline for people; [`Error::hint`] says what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The API answered with an error.
    #[error("{}", problem_headline(*step, *status, problem))]
    Problem {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The body of the answer. All fields are `None` if it couldn't be read.
        problem: Box<Problem>,
        /// How long the server asks clients to wait.
        retry_after: Option<Duration>,
    },
    /// The storage answered with an error.
    #[error("{}", storage_headline(*step, *status, code.as_deref(), message.as_deref()))]
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
    #[error("{}", transport_headline(*step, *kind))]
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
    /// The server gave an unexpected answer.
    #[error("{}", unexpected_headline(*step, *status, what))]
    Unexpected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// What is wrong with it.
        what: AnswerFault,
    },
    /// The server redirected the client. Redirects aren't followed, because the key would be sent along.
    #[error("the server answered {step} with a redirect ({status}) to {}", host.as_deref().unwrap_or("an unknown place"))]
    Redirected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The host of the redirect.
        host: Option<String>,
    },
    /// A local file could not be opened, read or written.
    #[error("{}", file_headline(*action, source))]
    File {
        /// What was done with it.
        action: FileAction,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The file changed during the upload. Nothing was stored.
    #[error("{}", change_headline(*change))]
    FileChanged {
        /// How it changed.
        change: FileChange,
        /// Its size in bytes at the start.
        expected_bytes: u64,
        /// Its size in bytes at the end, if known.
        found_bytes: Option<u64>,
    },
    /// The storage's MD5 differs from that of the bytes sent. The stored object is damaged.
    #[error("the storage holds other bytes than were sent")]
    ContentMismatch {
        /// MD5 of the bytes sent, in hexadecimal.
        sent_md5: String,
        /// MD5 of the stored object, in hexadecimal.
        stored_md5: String,
    },
    /// The file to download to already exists.
    #[error("a file of that name is already there")]
    AlreadyThere,
    /// The file is larger than one PUT can carry. Nothing was sent.
    #[error("the file is too large for one upload: {bytes} bytes, the most is {limit}")]
    TooLarge {
        /// The size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Plain HTTP to another computer.
    #[error("the address of {host} is plain http://, which anyone on the way can read")]
    InsecureUrl {
        /// The host.
        host: String,
    },
    /// The server named a place that it must not send its clients to.
    #[error("{}", forbidden_headline(host, *place))]
    Forbidden {
        /// The host of the URL.
        host: String,
        /// What kind of place it is.
        place: ForbiddenPlace,
    },
    /// An unusable URL.
    #[error("the address cannot be used: {reason}")]
    InvalidUrl {
        /// Why it is unusable.
        reason: &'static str,
    },
    /// The extra certificate, the user agent or the system's trust store cannot be used.
    #[error("the secure connection cannot be set up: {what}")]
    Setup {
        /// What is unusable.
        what: &'static str,
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

impl Error {
    /// The call that failed. `None` for errors that belong to no call.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Problem { step, .. }
            | Self::Storage { step, .. }
            | Self::Transport { step, .. }
            | Self::Unexpected { step, .. }
            | Self::Redirected { step, .. } => Some(*step),
            Self::Setup { .. } => Some(Step::Setup),
            Self::File {
                action: FileAction::Writing,
                ..
            }
            | Self::AlreadyThere => Some(Step::Download),
            Self::File { .. } | Self::FileChanged { .. } | Self::ContentMismatch { .. } | Self::TooLarge { .. } => {
                Some(Step::Upload)
            }
            Self::InsecureUrl { .. }
            | Self::Forbidden { .. }
            | Self::InvalidUrl { .. }
            | Self::InvalidApiKey(_)
            | Self::Canceled => None,
        }
    }

    /// The HTTP status, if a server answered.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem { status, .. }
            | Self::Storage { status, .. }
            | Self::Unexpected { status, .. }
            | Self::Redirected { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The error code of Que (`rate_limited`) or S3 (`SlowDown`).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem { problem, .. } => problem.code.as_deref().or(problem.title.as_deref()),
            Self::Storage { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The server's message, shortened to 300 characters.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        let words = match self {
            Self::Problem { problem, .. } => problem.detail.as_deref().or(problem.title.as_deref()),
            Self::Storage { message, .. } => message.as_deref(),
            _ => None,
        }?;
        Some(bearable(words)).filter(|words| !words.is_empty())
    }

    /// How long the server asks clients to wait before the next call with this key.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Problem { retry_after, .. } | Self::Storage { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether it is certain that no part of the request reached a server, so that a retry repeats nothing.
    #[must_use]
    pub fn nothing_was_sent(&self) -> bool {
        match self {
            Self::Transport { nothing_sent, .. } => *nothing_sent,
            Self::InsecureUrl { .. } | Self::Forbidden { .. } | Self::InvalidUrl { .. } => true,
            Self::TooLarge { .. } | Self::Setup { .. } | Self::InvalidApiKey(_) => true,
            Self::File { action, .. } => *action == FileAction::Opening,
            _ => false,
        }
    }

    /// Whether the request may have succeeded in spite of this error.
    #[must_use]
    pub fn outcome_is_unknown(&self) -> bool {
        match self {
            Self::Transport {
                step: Step::Upload,
                kind,
                ..
            } => *kind == TransportKind::BodySentAnswerLost,
            Self::Transport { nothing_sent, .. } => !nothing_sent,
            Self::Unexpected { status, .. } => (200..300).contains(status),
            // The server may have done its work before it had its accident, or somebody else spoke in its place.
            Self::Problem { status, .. } => (200..300).contains(status),
            Self::Storage { status, .. } if (200..300).contains(status) => !self.is_refusal_of_storage(),
            // What stands there is not the file, but it stands there.
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether the same call may succeed later without any change.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Problem { .. } | Self::Storage { .. } | Self::Unexpected { .. } => {
                matches!(self.effective_status(), Some(408 | 429 | 500 | 511))
                    || self.is_outage()
                    || matches!(self.code(), Some("RequestTimeout" | "SlowDown" | "InternalError"))
            }
            // Whoever asks for a password gets none by waiting.
            Self::Transport { kind, .. } => !matches!(kind, TransportKind::Tls) && !self.proxy_wants_a_password(),
            Self::File { .. } => self.is_shortage_of_files(),
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether a new presigned URL may help: the one used has expired, was refused, or leads to a damaged object.
    #[must_use]
    pub fn needs_new_url(&self) -> bool {
        match self {
            Self::Storage { code, .. } => {
                self.effective_status() == Some(403)
                    || matches!(
                        code.as_deref(),
                        Some("AccessDenied" | "ExpiredToken" | "SignatureDoesNotMatch" | "RequestTimeTooSkewed")
                    )
            }
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether the storage says that the URL has expired, as opposed to a wrong signature.
    #[must_use]
    pub fn url_has_expired(&self) -> bool {
        match self {
            Self::Storage {
                code: Some(code),
                message,
                ..
            } => code == "ExpiredToken" || (code == "AccessDenied" && message.as_deref().is_some_and(says_expired)),
            _ => false,
        }
    }

    /// Whether the request differs from the one that was signed, usually in its Content-Type.
    #[must_use]
    pub fn signature_does_not_match(&self) -> bool {
        self.code() == Some("SignatureDoesNotMatch")
    }

    /// The messages of the underlying errors, if any.
    #[must_use]
    pub fn cause(&self) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        let mut next = self.source();
        while let Some(error) = next {
            let text = bearable(&error.to_string());
            if !words.iter().any(|earlier| earlier.contains(&text)) {
                words.push(text);
            }
            next = error.source();
        }
        (!words.is_empty()).then(|| words.join(": "))
    }

    /// What a person can do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        super::hint::hint(self)
    }
}

/// What a 407 means, whoever was asked.
const PROXY_WANTS_A_PASSWORD: &str = "the proxy asks for a user name and a password";

fn problem_headline(step: Step, status: u16, problem: &Problem) -> String {
    let headline = match status {
        400 => "Que does not accept the request".to_owned(),
        401 => "Que does not accept the API key".to_owned(),
        403 => format!("the API key may not do this ({step})"),
        404 if step == Step::PresignDownload => "this Que server hands out no download URLs".to_owned(),
        404 => format!("Que does not find what was asked for ({step})"),
        407 => PROXY_WANTS_A_PASSWORD.to_owned(),
        413 => "Que finds the asset too large".to_owned(),
        422 if step == Step::Verify => "Que cannot read this file's Content Credentials".to_owned(),
        422 => "Que cannot work with this file or manifest".to_owned(),
        429 => "Que asks to slow down".to_owned(),
        200..=299 => format!("Que reported an error in place of an answer ({step})"),
        501 => "this Que server cannot do that yet".to_owned(),
        505 => "this Que server does not take requests of this kind".to_owned(),
        507 => "Que has no more room".to_owned(),
        503 => "Que is not available at the moment".to_owned(),
        500..=599 => format!("Que had an error of its own while {step}"),
        _ => format!("Que refused ({step})"),
    };
    let words = problem.detail.as_deref().or(problem.title.as_deref());
    with_server_words(headline, status, problem.code.as_deref(), words)
}

fn storage_headline(step: Step, status: u16, code: Option<&str>, message: Option<&str>) -> String {
    let says_expired = message.is_some_and(says_expired);
    let headline = match (code, status) {
        (Some("ExpiredToken"), _) => "the upload URL has expired".to_owned(),
        (Some("AccessDenied"), _) if says_expired => "the upload URL has expired".to_owned(),
        (Some("SignatureDoesNotMatch"), _) => "the storage does not accept the URL's signature".to_owned(),
        (Some("RequestTimeTooSkewed"), _) => "the clocks of Que and its storage disagree".to_owned(),
        (Some("EntityTooLarge"), _) => "the storage finds the file too large".to_owned(),
        (Some("NoSuchKey"), _) => "the storage has no such object".to_owned(),
        (Some("NoSuchBucket"), _) => "the storage has no such bucket".to_owned(),
        (Some("RequestTimeout"), _) => "the storage waited too long for the file's bytes".to_owned(),
        (Some("SlowDown"), _) | (_, 429 | 503) => "the storage asks to slow down".to_owned(),
        (_, 407) => PROXY_WANTS_A_PASSWORD.to_owned(),
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => {
            "the storage says that the bucket is at another address than the URL".to_owned()
        }
        (_, 200..=299) if step == Step::Upload => "the storage reported an error, so the file is not stored".to_owned(),
        (_, 200..=299) => "the storage sent an error in place of the file".to_owned(),
        (_, 403) => "the storage refused the URL".to_owned(),
        (_, 501 | 505) => "the storage cannot do this".to_owned(),
        (_, 507) => "the storage is full".to_owned(),
        (_, 404) => "the storage does not know this place".to_owned(),
        (_, 500..=599) => format!("the storage had an error of its own while {step}"),
        _ => format!("the storage refused while {step}"),
    };
    with_server_words(headline, status, code, message)
}

/// Whether a storage's words say that a time is over. A name that they repeat may have the word in it.
fn says_expired(words: &str) -> bool {
    let words = words.trim().to_ascii_lowercase();
    words.starts_with("expired")
        || ["request", "url", "token", "policy", "signature", "link"]
            .iter()
            .any(|subject| {
                ["has expired", "is expired", "expired"]
                    .iter()
                    .any(|predicate| words.contains(&format!("{subject} {predicate}")))
            })
}

fn with_server_words(mut headline: String, status: u16, code: Option<&str>, words: Option<&str>) -> String {
    headline.push_str(&match code {
        Some(code) => format!(" ({status} {})", bearable(code)),
        None => format!(" ({status})"),
    });
    if let Some(words) = words
        .map(bearable)
        .filter(|words| !words.is_empty() && Some(words.as_str()) != code)
    {
        headline.push_str(": ");
        headline.push_str(&words);
    }
    headline
}

fn transport_headline(step: Step, kind: TransportKind) -> String {
    match kind {
        TransportKind::Dns => format!("the server's name is not known ({step})"),
        TransportKind::Connect => format!("the server cannot be reached ({step})"),
        TransportKind::Tls => format!("no secure connection to the server ({step})"),
        TransportKind::Proxy => format!("the proxy did not let the connection through ({step})"),
        TransportKind::Reset => format!("the connection broke while {step}"),
        TransportKind::Timeout => format!("no answer in time while {step}"),
        TransportKind::Stalled => format!("nothing moved any more while {step}"),
        TransportKind::BodySentAnswerLost => {
            "every byte was sent, then the answer was lost: it may have been stored or not".to_owned()
        }
        TransportKind::Protocol => format!("the server's answer was not HTTP ({step})"),
    }
}

fn unexpected_headline(step: Step, status: u16, what: &AnswerFault) -> String {
    match what {
        AnswerFault::WebPage => format!("a web page came back instead of an answer ({status}, {step})"),
        AnswerFault::Empty => format!("the answer was empty ({status}, {step})"),
        AnswerFault::NotJson => format!("the answer was not JSON ({status}, {step})"),
        AnswerFault::OtherJson => format!("the answer had other fields than this program knows ({status}, {step})"),
        AnswerFault::TooLarge(bound) => format!("the answer was larger than {bound} bytes ({status}, {step})"),
        AnswerFault::TooManyValues(bound) => format!("the answer had more than {bound} values ({status}, {step})"),
        AnswerFault::Unusable(why) => format!("the answer cannot be used: {why} ({status}, {step})"),
        AnswerFault::Status => format!("the server answered {status}, which this call does not have ({step})"),
        AnswerFault::Unclear(words) => {
            let words = bearable(words);
            format!("the answer does not say that the file is stored ({status}, {step}): {words}")
        }
        AnswerFault::OtherBytes => format!("other bytes came than the storage says it holds ({status}, {step})"),
        AnswerFault::NoEnd => {
            format!("the answer does not say how long it is, so it may have broken off ({status}, {step})")
        }
        AnswerFault::TooEarly => format!("a success was answered before all bytes were sent ({status}, {step})"),
    }
}

fn forbidden_headline(host: &str, place: ForbiddenPlace) -> String {
    match place {
        ForbiddenPlace::ThisComputer => {
            format!("the server points to this computer ({host}), which only a server on this computer may do")
        }
        ForbiddenPlace::ThisLink => {
            format!("the server points to a link-local address ({host}), where no storage can be")
        }
        ForbiddenPlace::AnotherComputer => {
            format!("the name {host} stands for this computer, but leads to another one")
        }
    }
}

fn file_headline(action: FileAction, source: &io::Error) -> String {
    match (action, source.kind()) {
        (FileAction::Opening, io::ErrorKind::NotFound) => "the file is no longer there".to_owned(),
        (FileAction::Opening, io::ErrorKind::PermissionDenied) => "the file may not be read".to_owned(),
        (FileAction::Opening, io::ErrorKind::TimedOut) => "the disk did not open the file".to_owned(),
        _ if is_shortage_of_files(source) => "too many files are open on this computer".to_owned(),
        (FileAction::Opening, _) => "the file cannot be opened".to_owned(),
        (FileAction::Reading, io::ErrorKind::TimedOut) => "the disk gave no more of the file".to_owned(),
        (FileAction::Reading, _) => "the file cannot be read to its end".to_owned(),
        (FileAction::Writing, io::ErrorKind::StorageFull) => "the disk is full".to_owned(),
        (FileAction::Writing, _) => "the download cannot be written".to_owned(),
    }
}

fn change_headline(change: FileChange) -> &'static str {
    match change {
        FileChange::Shrank => "the file shrank while it was read; nothing was stored",
        FileChange::Grew => "the file grew while it was read; nothing was stored",
        FileChange::Modified => "the file changed while it was read; nothing was stored",
        FileChange::Vanished => "the file vanished while it was read; nothing was stored",
    }
}

/// At most 300 characters, on one line, without control signs.
pub(super) fn bearable(words: &str) -> String {
    let mut kept = String::new();
    for (count, word) in words
        .split(|sign: char| sign.is_whitespace() || sign.is_control())
        .enumerate()
    {
        if word.is_empty() {
            continue;
        }
        if count > 0 && !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
        if kept.len() > 1200 {
            break;
        }
    }
    if kept.chars().count() > 300 {
        kept = kept.chars().take(299).collect();
        kept.push('…');
    }
    kept
}
