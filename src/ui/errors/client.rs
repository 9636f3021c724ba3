//! Errors of the client: what happened, as a clause without a period.

use localization::text;

use super::{key, kinds, refusal};
use que_sdk::{ForbiddenAddress, Headline, ResponseFault, Step, TransportKind};

/// What happened.
pub(super) fn headline(what: &Headline) -> String {
    match what {
        Headline::Refused {
            what,
            status,
            code,
            message,
        } => {
            let (what, status) = (refusal::refusal(*what), status.to_string());
            let what = match code {
                Some(code) => text!("errors-status-code", what = what, status = status, code = code),
                None => text!("errors-status", what = what, status = status),
            };
            match message {
                Some(message) => text!("errors-said", what = what, message = message),
                None => what,
            }
        }
        Headline::Transport { step, kind } => transport(*step, *kind),
        Headline::Unexpected { step, status, what } => unexpected(*step, *status, what),
        Headline::Redirected { step, status, host } => {
            let (step, status) = (kinds::step(*step), status.to_string());
            match host {
                Some(host) => text!("errors-redirected", host = host, step = step, status = status),
                None => text!("errors-redirected-somewhere", step = step, status = status),
            }
        }
        Headline::File(fault) => kinds::file(*fault),
        Headline::FileChanged(change) => kinds::file_changed(*change),
        Headline::ContentMismatch => text!("errors-content-mismatch"),
        Headline::AlreadyExists => text!("errors-already-exists"),
        Headline::TooLarge { bytes, limit } => text!("errors-too-large-for-upload", bytes = *bytes, limit = *limit),
        Headline::InsecureUrl { host } => text!("errors-insecure-url", host = host),
        Headline::ForbiddenAddress { host, kind } => match kind {
            ForbiddenAddress::Loopback => text!("errors-forbidden-loopback", host = host),
            ForbiddenAddress::LinkLocal => text!("errors-forbidden-link-local", host = host),
            ForbiddenAddress::NotLoopback => text!("errors-forbidden-not-loopback", host = host),
        },
        Headline::InvalidUrl(fault) => text!("errors-invalid-url", reason = kinds::url(*fault)),
        Headline::Setup(fault) => text!("errors-setup", reason = kinds::setup(*fault)),
        Headline::InvalidApiKey(fault) => text!("errors-invalid-key", reason = key::clause(*fault)),
        Headline::Canceled => text!("errors-canceled"),
    }
}

fn transport(step: Step, kind: TransportKind) -> String {
    let step = kinds::step(step);
    match kind {
        TransportKind::Dns => text!("errors-transport-dns", step = step),
        TransportKind::Connect => text!("errors-transport-connect", step = step),
        TransportKind::Tls => text!("errors-transport-tls", step = step),
        TransportKind::Proxy => text!("errors-transport-proxy", step = step),
        TransportKind::Reset => text!("errors-transport-reset", step = step),
        TransportKind::Timeout => text!("errors-transport-timeout", step = step),
        TransportKind::Stalled => text!("errors-transport-stalled", step = step),
        TransportKind::BodySentResponseLost => text!("errors-transport-response-lost"),
        TransportKind::Protocol => text!("errors-transport-protocol", step = step),
    }
}

fn unexpected(step: Step, status: u16, what: &ResponseFault) -> String {
    let (step, status) = (kinds::step(step), status.to_string());
    match what {
        ResponseFault::WebPage => text!("errors-response-web-page", status = status, step = step),
        ResponseFault::Empty => text!("errors-response-empty", status = status, step = step),
        ResponseFault::NotJson => text!("errors-response-not-json", status = status, step = step),
        ResponseFault::UnexpectedJson => text!("errors-response-unexpected-json", status = status, step = step),
        ResponseFault::TooLarge(limit) => {
            text!(
                "errors-response-too-large",
                limit = *limit,
                status = status,
                step = step
            )
        }
        ResponseFault::TooManyValues(limit) => {
            text!(
                "errors-response-too-many-values",
                limit = *limit,
                status = status,
                step = step
            )
        }
        ResponseFault::InvalidValue(fault) => {
            text!(
                "errors-response-invalid-value",
                reason = kinds::url(*fault),
                status = status,
                step = step
            )
        }
        ResponseFault::UnexpectedStatus => text!("errors-response-status", status = status, step = step),
        ResponseFault::Unconfirmed(message) => {
            text!(
                "errors-response-unconfirmed",
                status = status,
                step = step,
                message = message
            )
        }
        ResponseFault::ChecksumMismatch => text!("errors-response-checksum", status = status, step = step),
        ResponseFault::UnknownLength => text!("errors-response-unknown-length", status = status, step = step),
        ResponseFault::Premature => text!("errors-response-premature", status = status, step = step),
    }
}
