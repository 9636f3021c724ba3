//! The headlines of [`Error`](super::Error): one line, for people, in lowercase and without a period.

use std::io;

use super::{
    FileAction, FileChange, FileFault, ForbiddenAddress, Headline, Refusal, ResponseFault, Step, TransportKind,
    is_out_of_file_descriptors,
};
use crate::wire::Problem;

/// The longest message of a server or of an underlying error that is repeated, in characters.
const MAX_CHARS: usize = 300;

pub(super) fn problem(step: Step, status: u16, problem: &Problem) -> Headline {
    let what = match status {
        400 => Refusal::Request,
        401 => Refusal::ApiKey,
        403 => Refusal::NotPermitted(step),
        404 if step == Step::PresignDownload => Refusal::NoDownloads,
        404 => Refusal::NotFound(step),
        407 => Refusal::ProxyPassword,
        413 => Refusal::AssetTooLarge,
        422 if step == Step::Verify => Refusal::Unreadable,
        422 => Refusal::NotProcessed,
        429 => Refusal::TooFast,
        200..=299 => Refusal::ErrorAsSuccess(step),
        501 => Refusal::NotSupported,
        505 => Refusal::VersionNotSupported,
        507 => Refusal::ServerFull,
        503 => Refusal::Unavailable,
        500..=599 => Refusal::ServerError(step),
        _ => Refusal::Other(step),
    };
    let message = problem.detail.as_deref().or(problem.title.as_deref());
    refused(what, status, problem.code.as_deref(), message)
}

pub(super) fn storage(step: Step, status: u16, code: Option<&str>, message: Option<&str>) -> Headline {
    let has_expired = message.is_some_and(says_expired);
    let what = match (code, status) {
        (Some("ExpiredToken"), _) => Refusal::UrlExpired,
        (Some("AccessDenied"), _) if has_expired => Refusal::UrlExpired,
        (Some("SignatureDoesNotMatch"), _) => Refusal::UrlSignature,
        (Some("RequestTimeTooSkewed"), _) => Refusal::Clocks,
        (Some("EntityTooLarge"), _) => Refusal::FileTooLarge,
        (Some("NoSuchKey"), _) => Refusal::NoSuchKey,
        (Some("NoSuchBucket"), _) => Refusal::NoSuchBucket,
        (Some("RequestTimeout"), _) => Refusal::WaitedTooLong,
        (Some("SlowDown"), _) | (_, 429 | 503) => Refusal::StorageTooFast,
        (_, 407) => Refusal::ProxyPassword,
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => Refusal::BucketElsewhere,
        (_, 200..=299) if step == Step::Upload => Refusal::NotStored,
        (_, 200..=299) => Refusal::ErrorForFile,
        (_, 403) => Refusal::UrlRefused,
        (_, 501 | 505) => Refusal::StorageNotSupported,
        (_, 507) => Refusal::StorageFull,
        (_, 404) if step == Step::Upload => Refusal::NoSuchAddress,
        (_, 404) => Refusal::NoSuchObject,
        (_, 500..=599) => Refusal::StorageError(step),
        _ => Refusal::StorageRefused(step),
    };
    refused(what, status, code, message)
}

fn refused(what: Refusal, status: u16, code: Option<&str>, message: Option<&str>) -> Headline {
    let message = message.map(one_line);
    Headline::Refused {
        what,
        status,
        code: code.map(one_line),
        message: message.filter(|message| !message.is_empty() && Some(message.as_str()) != code),
    }
}

/// Whether a storage's message says that something has expired. A file name in it may contain the word, too.
pub(super) fn says_expired(message: &str) -> bool {
    let message = message.trim().to_ascii_lowercase();
    message.starts_with("expired")
        || ["request", "url", "token", "policy", "signature", "link"]
            .iter()
            .any(|subject| {
                ["has expired", "is expired", "expired"]
                    .iter()
                    .any(|predicate| message.contains(&format!("{subject} {predicate}")))
            })
}

pub(super) fn transport(step: Step, kind: TransportKind) -> String {
    match kind {
        TransportKind::Dns => format!("the server's name could not be resolved ({step})"),
        TransportKind::Connect => format!("the server cannot be reached ({step})"),
        TransportKind::Tls => format!("could not establish a secure connection to the server ({step})"),
        TransportKind::Proxy => format!("the proxy did not establish the connection ({step})"),
        TransportKind::Reset => format!("the connection broke while {step}"),
        TransportKind::Timeout => format!("no response in time while {step}"),
        TransportKind::Stalled => format!("no data moved for too long while {step}"),
        TransportKind::BodySentResponseLost => {
            "every byte was sent, but the response was lost: the file may or may not be stored".to_owned()
        }
        TransportKind::Protocol => format!("the server's response was not HTTP ({step})"),
    }
}

pub(super) fn unexpected(step: Step, status: u16, what: &ResponseFault) -> String {
    let fault = match what {
        ResponseFault::WebPage => "the response was a web page".to_owned(),
        ResponseFault::Empty => "the response was empty".to_owned(),
        ResponseFault::NotJson => "the response was not JSON".to_owned(),
        ResponseFault::UnexpectedJson => "the response lacks expected fields".to_owned(),
        ResponseFault::TooLarge(limit) => format!("the response was larger than {limit} bytes"),
        ResponseFault::TooManyValues(limit) => format!("the response had more than {limit} values"),
        ResponseFault::InvalidValue(reason) => format!("the response cannot be used: {reason}"),
        ResponseFault::UnexpectedStatus => "the response has an unexpected status".to_owned(),
        ResponseFault::Unconfirmed(message) => {
            let message = one_line(message);
            return format!("the response does not confirm that the file is stored ({status}, {step}): {message}");
        }
        ResponseFault::ChecksumMismatch => "the bytes received differ from the stored object".to_owned(),
        ResponseFault::UnknownLength => "the response has no length, so it may be incomplete".to_owned(),
        ResponseFault::Premature => "the server reported success before all bytes were sent".to_owned(),
    };
    format!("{fault} ({status}, {step})")
}

pub(super) fn forbidden_address(host: &str, kind: ForbiddenAddress) -> String {
    match kind {
        ForbiddenAddress::Loopback => {
            format!("the server points to this computer ({host}), which only a server on this computer may do")
        }
        ForbiddenAddress::LinkLocal => {
            format!("the server points to a link-local address ({host}), where no storage can be")
        }
        ForbiddenAddress::NotLoopback => {
            format!("the name {host} is reserved for this computer, but resolves to another one")
        }
    }
}

pub(super) fn file(action: FileAction, source: &io::Error) -> FileFault {
    match (action, source.kind()) {
        (FileAction::Opening, io::ErrorKind::NotFound) => FileFault::Gone,
        (FileAction::Opening, io::ErrorKind::PermissionDenied) => FileFault::Forbidden,
        (FileAction::Opening, io::ErrorKind::TimedOut) => FileFault::OpeningTimedOut,
        _ if is_out_of_file_descriptors(source) => FileFault::TooManyOpen,
        (FileAction::Opening, _) => FileFault::NotOpened,
        (FileAction::Reading, io::ErrorKind::TimedOut) => FileFault::ReadingTimedOut,
        (FileAction::Reading, _) => FileFault::NotRead,
        (FileAction::Writing, io::ErrorKind::StorageFull) => FileFault::DiskFull,
        (FileAction::Writing, _) => FileFault::NotWritten,
    }
}

pub(super) fn file_changed(change: FileChange) -> &'static str {
    match change {
        FileChange::Shrank => "the file shrank while it was being read; nothing was stored",
        FileChange::Grew => "the file grew while it was being read; nothing was stored",
        FileChange::Modified => "the file changed while it was being read; nothing was stored",
        FileChange::Vanished => "the file vanished while it was being read; nothing was stored",
    }
}

/// A message on one line, without control characters, of at most 300 characters.
pub(super) fn one_line(message: &str) -> String {
    let mut line = String::new();
    for word in message.split(|sign: char| sign.is_whitespace() || sign.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        // No character has more than four bytes.
        if line.len() > 4 * MAX_CHARS {
            break;
        }
    }
    if line.chars().count() > MAX_CHARS {
        line = line.chars().take(MAX_CHARS - 1).collect();
        line.push('…');
    }
    line
}
