//! What a person can do about an [`Error`].

use std::io;

use super::error::{AnswerFault, Error, FileAction, ForbiddenPlace, Step, TransportKind};

/// What a proxy that asks for a password needs.
pub(super) const PROXY_WANTS_A_PASSWORD: &str =
    "Put them into HTTPS_PROXY, as in http://user:password@proxy:port, and start the program again.";

/// One sentence of advice.
pub(super) fn hint(error: &Error) -> &'static str {
    match error {
        _ if error.proxy_wants_a_password() => PROXY_WANTS_A_PASSWORD,
        _ if error.is_shortage_of_files() => {
            "Close other programs, or raise the limit of open files (ulimit -n) and start this one again."
        }
        Error::Problem { step, problem, .. } => {
            problem_hint(*step, error.effective_status().unwrap_or(0), problem.code.as_deref())
        }
        Error::Storage { code, .. } => storage_hint(error, error.effective_status().unwrap_or(0), code.as_deref()),
        Error::Transport { kind, .. } => transport_hint(*kind),
        Error::Unexpected { status: 511, .. } => "Open a browser and sign in to this network.",
        Error::Unexpected {
            what: AnswerFault::WebPage | AnswerFault::Unclear(_) | AnswerFault::TooEarly | AnswerFault::NoEnd,
            ..
        } => {
            "A proxy or a sign-in page of the network may be in between; open a browser and look, or check the server's address."
        }
        Error::Unexpected {
            what: AnswerFault::Unusable(_),
            ..
        } => "Ask the administrator of this Que server: it answers with what no client can use.",
        Error::Unexpected {
            what: AnswerFault::OtherBytes,
            ..
        } => "Try again; if it lasts, something on the way changes what is downloaded.",
        Error::Unexpected { .. } => {
            "Check the server's address; if it is right, the server is newer than this program."
        }
        Error::Redirected { .. } => "Enter the address that the server points to, if you trust it.",
        Error::File {
            action: FileAction::Writing,
            ..
        } => "Choose another folder, or make room.",
        Error::File { source, .. } if source.kind() == io::ErrorKind::NotFound => {
            "Add the file again from its new place."
        }
        Error::File { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
            "Give this account the right to read the file."
        }
        Error::File { source, .. } if source.kind() == io::ErrorKind::TimedOut => {
            "The drive or the network folder does not answer; check that it is connected."
        }
        Error::File { .. } => "Check that the file can be opened by another program.",
        Error::FileChanged { .. } => "Wait until the program that writes the file is done, then upload it again.",
        Error::ContentMismatch { .. } => {
            "Upload it again; if every file ends so, the storage marks objects in a way of its own: switch the comparison off in the settings."
        }
        Error::AlreadyThere => "Choose another name, or say that the file may be replaced.",
        Error::TooLarge { .. } => "Make the file smaller, or cut it into parts.",
        Error::InsecureUrl { .. } => {
            "Use an https:// address, or allow plain HTTP in the settings if the network is yours."
        }
        Error::Forbidden { place, .. } => forbidden_hint(*place),
        Error::InvalidUrl { .. } => "Enter the server's address like https://dev-api.addque.org.",
        Error::Setup { .. } => {
            "Check the file with extra certificates (--ca-file, or the server's settings) and the certificates of this system."
        }
        Error::InvalidApiKey(_) => "Check that you pasted the whole key.",
        Error::Canceled => "Start it again when you want to.",
    }
}

fn forbidden_hint(place: ForbiddenPlace) -> &'static str {
    match place {
        ForbiddenPlace::ThisComputer => {
            "Ask the server's administrator. If its storage does run on this computer, allow plain HTTP for this server: in its settings, or with --allow-insecure-http."
        }
        ForbiddenPlace::ThisLink => "Ask the server's administrator: its storage needs an address of its own.",
        ForbiddenPlace::AnotherComputer => "Check how this computer resolves names; use 127.0.0.1 instead.",
    }
}

fn problem_hint(step: Step, status: u16, code: Option<&str>) -> &'static str {
    match (status, code) {
        (400, Some("engine_json")) if step == Step::Sign => {
            "The manifest is not what Que expects; correct it and sign again."
        }
        (400, _) => "Correct what the server names and try again.",
        (401, _) => "Enter the API key again; nothing more is sent until then.",
        (403, _) => "Ask the owner of the key for the right to do this.",
        (404, _) if step == Step::PresignDownload => {
            "Fetch the signed file by its S3 address with your own storage tools."
        }
        (404, _) => "Check the server's address, the bucket and the object key.",
        (413, _) if step == Step::Verify => {
            "Verify a smaller file, or ask the server's administrator for a higher limit."
        }
        (422, _) if step == Step::Verify => {
            "Check that the file is what its name says; the server's words tell what it could not read."
        }
        (413 | 422, _) => "Check that the format can be signed and that file and manifest fit together.",
        (429, _) => "If it lasts, try again later or ask Que's support for a higher limit.",
        (501, _) if step == Step::Sign => "Choose another mode.",
        (501 | 505, _) => "Ask the administrator of this Que server: trying again does not help.",
        (507, _) => "Ask the administrator of this Que server to make room; then try again.",
        (408 | 425 | 500..=599, _) => "If it lasts, try again later or ask Que's support.",
        _ => "Check the server's address and the settings.",
    }
}

fn storage_hint(error: &Error, status: u16, code: Option<&str>) -> &'static str {
    if error.url_has_expired() {
        return "Try again: each try asks for a new URL. If it lasts, check the clock of this computer.";
    }
    match (code, status) {
        (Some("SignatureDoesNotMatch"), _) => {
            "Try again; if it lasts, the server signs another Content-Type than the file has."
        }
        (Some("RequestTimeTooSkewed"), _) => "Que's server has a wrong clock; ask Que's support.",
        (Some("EntityTooLarge"), _) => "Make the file smaller, or cut it into parts.",
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => {
            "Ask Que's support: the server gives out URLs for another region than the bucket's."
        }
        (Some("NoSuchBucket" | "NoSuchKey"), _) | (_, 404) => "Check the bucket and the object key.",
        (_, 403) => "Try again; if it lasts, ask Que's support.",
        (_, 501 | 505) => "Ask Que's support: trying again does not help.",
        (_, 507) => "Ask Que's support to make room; then try again.",
        (_, 408 | 425 | 429 | 500..=599) => "If it lasts, try again later.",
        _ => "Try again; if it lasts, show the details to Que's support.",
    }
}

fn transport_hint(kind: TransportKind) -> &'static str {
    match kind {
        TransportKind::Dns => "Check the connection to the internet and the server's address.",
        TransportKind::Connect => "Check the connection to the internet; a firewall may be in between.",
        TransportKind::Tls => {
            "The clock of this computer may be wrong, or a proxy reads along: add its certificate in the settings."
        }
        TransportKind::Proxy => "Check the proxy in the system's settings or in HTTPS_PROXY.",
        TransportKind::BodySentAnswerLost => {
            "The file may be stored all the same. Check the connection to the internet; if it lasts, upload the file again later."
        }
        TransportKind::Reset | TransportKind::Timeout | TransportKind::Stalled => {
            "Check the connection to the internet; if it lasts, try again later."
        }
        TransportKind::Protocol => "Check the server's address and its port.",
    }
}
