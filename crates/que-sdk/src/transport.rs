//! Classifies errors of reqwest and hyper as [`TransportKind`]s.

use std::error::Error as StdError;

use crate::error::{Error, Step, TransportKind, for_each_source};

/// Converts an error of reqwest and removes its URL.
pub(crate) fn from_reqwest(step: Step, error: reqwest::Error) -> Error {
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

/// Whether an established connection broke before the first byte of the response.
pub(crate) fn broke_before_response(error: &reqwest::Error) -> bool {
    let was_connected = error.is_request() && !error.is_connect() && !error.is_timeout() && !error.is_builder();
    was_connected && kind_of(error).is_none()
}

/// The kind that an error or one of its sources reveals.
pub(crate) fn kind_of(error: &(dyn StdError + 'static)) -> Option<TransportKind> {
    let mut found = None;
    for_each_source(error, &mut |error| {
        let kind = if error.downcast_ref::<rustls::Error>().is_some() {
            Some(TransportKind::Tls)
        } else if let Some(error) = error.downcast_ref::<hyper::Error>() {
            (error.is_parse() || error.is_parse_status()).then_some(TransportKind::Protocol)
        } else {
            kind_from_message(&error.to_string())
        };
        // The outermost kind is the most specific one, except for a TLS failure below a proxy's.
        match (found, kind) {
            (None, kind) => found = kind,
            (_, Some(TransportKind::Tls)) => found = kind,
            _ => {}
        }
    });
    found
}

/// Some connectors have private error types and can only be recognized by their messages.
fn kind_from_message(message: &str) -> Option<TransportKind> {
    let starts = |prefix: &str| message.starts_with(prefix);
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
