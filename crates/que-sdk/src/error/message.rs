//! The headlines of [`Error`](super::Error): one line, for people, in lowercase and without a period.

use std::io;

use super::{FileAction, FileChange, ForbiddenAddress, ResponseFault, Step, TransportKind, is_out_of_file_descriptors};
use crate::wire::Problem;

/// The longest message of a server or of an underlying error that is repeated, in characters.
const MAX_CHARS: usize = 300;

/// The meaning of a 407, from the API and from the storage.
const PROXY_WANTS_A_PASSWORD: &str = "the proxy asks for a user name and a password";

pub(super) fn problem(step: Step, status: u16, problem: &Problem) -> String {
    let headline = match status {
        400 => "Que does not accept the request".to_owned(),
        401 => "Que does not accept the API key".to_owned(),
        403 => format!("the API key does not permit this ({step})"),
        404 if step == Step::PresignDownload => "this Que server does not offer download URLs".to_owned(),
        404 => format!("Que could not find the object or the call ({step})"),
        407 => PROXY_WANTS_A_PASSWORD.to_owned(),
        413 => "the asset is too large for Que".to_owned(),
        422 if step == Step::Verify => "Que could not read this file's Content Credentials".to_owned(),
        422 => "Que could not process this file or manifest".to_owned(),
        429 => "Que asks to slow down".to_owned(),
        200..=299 => format!("Que reported an error with a success status ({step})"),
        501 => "this Que server does not support that yet".to_owned(),
        505 => "this Que server does not support requests of this kind".to_owned(),
        507 => "Que is out of storage space".to_owned(),
        503 => "Que is currently unavailable".to_owned(),
        500..=599 => format!("Que had an internal error while {step}"),
        _ => format!("Que refused ({step})"),
    };
    let message = problem.detail.as_deref().or(problem.title.as_deref());
    with_server_message(headline, status, problem.code.as_deref(), message)
}

pub(super) fn storage(step: Step, status: u16, code: Option<&str>, message: Option<&str>) -> String {
    let has_expired = message.is_some_and(says_expired);
    let headline = match (code, status) {
        (Some("ExpiredToken"), _) => "the upload URL has expired".to_owned(),
        (Some("AccessDenied"), _) if has_expired => "the upload URL has expired".to_owned(),
        (Some("SignatureDoesNotMatch"), _) => "the storage does not accept the URL's signature".to_owned(),
        (Some("RequestTimeTooSkewed"), _) => "the clocks of Que and its storage disagree".to_owned(),
        (Some("EntityTooLarge"), _) => "the file is too large for the storage".to_owned(),
        (Some("NoSuchKey"), _) => "the storage has no such object".to_owned(),
        (Some("NoSuchBucket"), _) => "the storage has no such bucket".to_owned(),
        (Some("RequestTimeout"), _) => "the storage waited too long for data".to_owned(),
        (Some("SlowDown"), _) | (_, 429 | 503) => "the storage asks to slow down".to_owned(),
        (_, 407) => PROXY_WANTS_A_PASSWORD.to_owned(),
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => {
            "the bucket is at another address than the URL".to_owned()
        }
        (_, 200..=299) if step == Step::Upload => "the storage reported an error, so the file is not stored".to_owned(),
        (_, 200..=299) => "the storage sent an error instead of the file".to_owned(),
        (_, 403) => "the storage refused the URL".to_owned(),
        (_, 501 | 505) => "the storage does not support this".to_owned(),
        (_, 507) => "the storage is full".to_owned(),
        (_, 404) if step == Step::Upload => "the storage could not find this address".to_owned(),
        (_, 404) => "the storage could not find the object".to_owned(),
        (_, 500..=599) => format!("the storage had an internal error while {step}"),
        _ => format!("the storage refused while {step}"),
    };
    with_server_message(headline, status, code, message)
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

fn with_server_message(mut headline: String, status: u16, code: Option<&str>, message: Option<&str>) -> String {
    headline.push_str(&match code {
        Some(code) => format!(" ({status} {})", one_line(code)),
        None => format!(" ({status})"),
    });
    let message = message.map(one_line);
    if let Some(message) = message.filter(|message| !message.is_empty() && Some(message.as_str()) != code) {
        headline.push_str(": ");
        headline.push_str(&message);
    }
    headline
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

pub(super) fn file(action: FileAction, source: &io::Error) -> &'static str {
    match (action, source.kind()) {
        (FileAction::Opening, io::ErrorKind::NotFound) => "the file no longer exists",
        (FileAction::Opening, io::ErrorKind::PermissionDenied) => "no permission to read the file",
        (FileAction::Opening, io::ErrorKind::TimedOut) => "opening the file timed out",
        _ if is_out_of_file_descriptors(source) => "too many files are open on this computer",
        (FileAction::Opening, _) => "the file cannot be opened",
        (FileAction::Reading, io::ErrorKind::TimedOut) => "reading the file timed out",
        (FileAction::Reading, _) => "the file cannot be read completely",
        (FileAction::Writing, io::ErrorKind::StorageFull) => "the disk is full",
        (FileAction::Writing, _) => "the download cannot be written",
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
