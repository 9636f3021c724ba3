//! What can go wrong between a client and Que: one type, with words for a person and facts for a program.
//!
//! Neither the API key nor the query of a signed URL can be part of an [`Error`]: URLs are taken off the errors of the
//! libraries below, and what a server repeats of a secret is hidden before it is kept.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use super::fault::is_shortage_of_files;
use super::wire::Problem;
use crate::secret::InvalidApiKey;

/// A `Result` of this client.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The call during which something went wrong.
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

/// How the way to a server failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransportKind {
    /// The server's name could not be resolved.
    Dns,
    /// No connection came about.
    Connect,
    /// No TLS session came about, mostly because the certificate is not trusted.
    Tls,
    /// The proxy refused or could not be used.
    Proxy,
    /// The connection broke before all was sent or before the answer was complete.
    Reset,
    /// The answer took too long.
    Timeout,
    /// No byte moved for too long.
    Stalled,
    /// Every byte of the body was sent, and then the answer was lost: whether it was stored is unknown.
    BodySentAnswerLost,
    /// What came back was not HTTP.
    Protocol,
}

/// How a file was not the same at the end of reading it as at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileChange {
    /// It has fewer bytes.
    Shrank,
    /// It has more bytes.
    Grew,
    /// It has as many bytes but was written to, or another file took its place.
    Modified,
    /// It is no longer there.
    Vanished,
}

/// What was being done with a local file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileAction {
    /// Opening it for reading.
    Opening,
    /// Reading it.
    Reading,
    /// Writing a download.
    Writing,
}

/// What a server said that no server of this kind says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surprise {
    /// A web page, as a proxy or a sign-in page sends it.
    WebPage,
    /// No body where one is needed.
    Empty,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON with other fields than this client knows.
    OtherJson,
    /// More bytes than any such answer has; the bound is given.
    TooLarge(u64),
    /// JSON with more values than any such answer has; the bound is given.
    TooManyValues(usize),
    /// A value that no client can use: what it is, and why.
    Unusable(&'static str),
    /// A status that this call does not have.
    Status,
    /// Other words than those of a success: these.
    Unclear(String),
    /// A success before all was sent that was to succeed.
    TooEarly,
    /// Other bytes of an object than its mark says.
    OtherBytes,
    /// An object whose length nobody told, so that one that broke off looks whole.
    NoEnd,
}

/// Where a server may send nobody; see `src/address.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForbiddenPlace {
    /// This computer, from a server that is elsewhere.
    ThisComputer,
    /// A link-local address, from a server that is elsewhere.
    ThisLink,
    /// Another computer, under a name that stands for this one.
    AnotherComputer,
}

/// Everything that can go wrong. `Display` is a headline for a person; [`Error::hint`] says what to do.
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
        /// The error's body; empty where there was none that could be read.
        problem: Box<Problem>,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// The storage answered with an error.
    #[error("{}", storage_headline(*step, *status, code.as_deref(), message.as_deref()))]
    Storage {
        /// PUT or GET.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The code of S3, such as `SignatureDoesNotMatch`.
        code: Option<String>,
        /// The words of S3.
        message: Option<String>,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// The way to the server or back failed.
    #[error("{}", transport_headline(*step, *kind))]
    Transport {
        /// The call.
        step: Step,
        /// How it failed.
        kind: TransportKind,
        /// Whether it is certain that no byte of the request reached a server.
        nothing_sent: bool,
        /// The error below, without any URL.
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    /// The answer is nothing that the server should say.
    #[error("{}", unexpected_headline(*step, *status, what))]
    Unexpected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// What it was instead.
        what: Surprise,
    },
    /// The server sent the client elsewhere, which is not followed: the key would go along.
    #[error("the server answered {step} with a redirect ({status}) to {}", host.as_deref().unwrap_or("an unknown place"))]
    Redirected {
        /// The call.
        step: Step,
        /// The HTTP status.
        status: u16,
        /// The host it named.
        host: Option<String>,
    },
    /// A local file could not be opened, read or written.
    #[error("{}", file_headline(*action, source))]
    File {
        /// What was being done.
        action: FileAction,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The file is not the one that was there when the upload began. Nothing was stored.
    #[error("{}", change_headline(*change))]
    FileChanged {
        /// How it changed.
        change: FileChange,
        /// Its size at the start.
        expected_bytes: u64,
        /// Its size at the end, as far as known.
        found_bytes: Option<u64>,
    },
    /// The storage's MD5 of the object is not that of the bytes that were sent. The object there is not the file.
    #[error("the storage holds other bytes than were sent")]
    ContentMismatch {
        /// MD5 of what was sent, in hexadecimal.
        sent_md5: String,
        /// MD5 of what the storage says it holds.
        stored_md5: String,
    },
    /// A file is already where the download should go.
    #[error("a file of that name is already there")]
    AlreadyThere,
    /// More bytes than one PUT carries. Nothing was sent.
    #[error("the file is too large for one upload: {bytes} bytes, the most is {limit}")]
    TooLarge {
        /// The file's size.
        bytes: u64,
        /// The most.
        limit: u64,
    },
    /// Plain HTTP to another computer.
    #[error("the address of {host} is plain http://, which anyone on the way can read")]
    InsecureUrl {
        /// The host.
        host: String,
    },
    /// The server named a place where it may send nobody.
    #[error("{}", forbidden_headline(host, *place))]
    Forbidden {
        /// The host of the URL.
        host: String,
        /// Where it leads.
        place: ForbiddenPlace,
    },
    /// An address that no client can use.
    #[error("the address cannot be used: {reason}")]
    InvalidUrl {
        /// Why.
        reason: &'static str,
    },
    /// The extra certificate, the user agent or the system's trust store cannot be used.
    #[error("the secure connection cannot be set up: {what}")]
    Setup {
        /// What cannot be used.
        what: &'static str,
        /// The error below.
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    /// The text can't be an API key.
    #[error("the API key can't be used: {0}")]
    InvalidApiKey(#[from] InvalidApiKey),
    /// Canceled by the caller.
    #[error("canceled")]
    Cancelled,
}

impl Error {
    /// The call during which it went wrong, where it was a call.
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
            | Self::Cancelled => None,
        }
    }

    /// The HTTP status, where a server answered.
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

    /// The code of Que (`rate_limited`) or of S3 (`SlowDown`).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem { problem, .. } => problem.code.as_deref().or(problem.title.as_deref()),
            Self::Storage { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The server's own words, cut to a bearable length.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        let words = match self {
            Self::Problem { problem, .. } => problem.detail.as_deref().or(problem.title.as_deref()),
            Self::Storage { message, .. } => message.as_deref(),
            _ => None,
        }?;
        Some(bearable(words)).filter(|words| !words.is_empty())
    }

    /// How long the server asks to wait before any further call with this key.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Problem { retry_after, .. } | Self::Storage { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether it is certain that no byte of the request reached a server, so that trying again repeats nothing.
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

    /// Whether the request may have done its work although this error came of it.
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

    /// Whether the same step may succeed later without anybody changing anything.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Problem { .. } | Self::Storage { .. } | Self::Unexpected { .. } => {
                matches!(self.meant_status(), Some(408 | 429 | 500 | 511))
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

    /// Whether a new presigned URL may cure it: the one used has expired, was refused, or leads to an object that went
    /// wrong.
    #[must_use]
    pub fn needs_a_new_url(&self) -> bool {
        match self {
            Self::Storage { code, .. } => {
                self.meant_status() == Some(403)
                    || matches!(
                        code.as_deref(),
                        Some("AccessDenied" | "ExpiredToken" | "SignatureDoesNotMatch" | "RequestTimeTooSkewed")
                    )
            }
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether the storage says that the URL's time is over, which is not the same as a wrong signature.
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

    /// Whether the storage found that what was signed is not what was sent: often another Content-Type.
    #[must_use]
    pub fn signature_does_not_match(&self) -> bool {
        self.code() == Some("SignatureDoesNotMatch")
    }

    /// The error of the libraries and the operating system below, in words, as far as there is one.
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

    /// What a person can do about it.
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

fn unexpected_headline(step: Step, status: u16, what: &Surprise) -> String {
    match what {
        Surprise::WebPage => format!("a web page came back instead of an answer ({status}, {step})"),
        Surprise::Empty => format!("the answer was empty ({status}, {step})"),
        Surprise::NotJson => format!("the answer was not JSON ({status}, {step})"),
        Surprise::OtherJson => format!("the answer had other fields than this program knows ({status}, {step})"),
        Surprise::TooLarge(bound) => format!("the answer was larger than {bound} bytes ({status}, {step})"),
        Surprise::TooManyValues(bound) => format!("the answer had more than {bound} values ({status}, {step})"),
        Surprise::Unusable(why) => format!("the answer cannot be used: {why} ({status}, {step})"),
        Surprise::Status => format!("the server answered {status}, which this call does not have ({step})"),
        Surprise::Unclear(words) => {
            let words = bearable(words);
            format!("the answer does not say that the file is stored ({status}, {step}): {words}")
        }
        Surprise::OtherBytes => format!("other bytes came than the storage says it holds ({status}, {step})"),
        Surprise::NoEnd => {
            format!("the answer does not say how long it is, so it may have broken off ({status}, {step})")
        }
        Surprise::TooEarly => format!("a success was answered before all bytes were sent ({status}, {step})"),
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
