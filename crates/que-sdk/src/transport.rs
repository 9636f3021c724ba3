//! Telling from an error of the libraries below how the way to a server failed.

use std::error::Error as StdError;
use std::io;

use super::error::{Error, Step, TransportKind};

/// From an error of reqwest, whose URL is taken off.
pub(super) fn from_reqwest(step: Step, error: reqwest::Error) -> Error {
    let error = error.without_url();
    let nothing_sent = error.is_connect() || error.is_builder();
    let kind = match kind_of(&error) {
        Some(kind) => kind,
        None if error.is_timeout() && !error.is_connect() => TransportKind::Timeout,
        None if error.is_connect() => TransportKind::Connect,
        None if error.is_timeout() => TransportKind::Timeout,
        None => TransportKind::Reset,
    };
    Error::Transport {
        step,
        kind,
        nothing_sent,
        source: Some(Box::new(error)),
    }
}

/// Whether a connection came about, and broke before the first byte of the answer.
pub(super) fn broke_before_the_answer(error: &reqwest::Error) -> bool {
    let is_of_the_connection = error.is_request() && !error.is_connect() && !error.is_timeout() && !error.is_builder();
    is_of_the_connection && kind_of(error).is_none()
}

/// What the innermost errors say, or `None` where they say nothing.
pub(super) fn kind_of(error: &(dyn StdError + 'static)) -> Option<TransportKind> {
    let mut found = None;
    each_below(error, &mut |error| {
        let kind = if error.downcast_ref::<rustls::Error>().is_some() {
            Some(TransportKind::Tls)
        } else if let Some(error) = error.downcast_ref::<hyper::Error>() {
            (error.is_parse() || error.is_parse_status()).then_some(TransportKind::Protocol)
        } else {
            kind_of_words(&error.to_string())
        };
        // A TLS failure below a proxy's is the finer word; a proxy's name above a reset is the finer one too.
        match (found, kind) {
            (None, kind) => found = kind,
            (_, Some(TransportKind::Tls)) => found = kind,
            _ => {}
        }
    });
    found
}

/// Some connectors name themselves by their words alone: their error types are private.
fn kind_of_words(words: &str) -> Option<TransportKind> {
    let starts = |prefix: &str| words.starts_with(prefix);
    if starts("dns error") || starts("failed to lookup address") {
        Some(TransportKind::Dns)
    } else if starts("tunnel error") || starts("proxy") || starts("socks") || starts("SOCKS") {
        Some(TransportKind::Proxy)
    } else if starts("tcp connect error") {
        Some(TransportKind::Connect)
    } else {
        None
    }
}

pub(super) fn each_below(error: &(dyn StdError + 'static), visit: &mut dyn FnMut(&(dyn StdError + 'static))) {
    visit(error);
    // `io::Error::source` leaves out the error that it wraps: it is asked for by name.
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        each_below(inner, visit);
    } else if let Some(inner) = error.source() {
        each_below(inner, visit);
    }
}
