//! What an error leads to, as tables. The loops in [`super::call`] and [`super::put`] act on them.

use std::time::Duration;

use crate::outage::is_certificate_error;

/// What can follow a failed API call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterCall {
    /// The same call again, after a backoff.
    Again,
    /// All calls with this key wait as long as the server asks.
    WaitForServer(Duration),
    /// All calls wait for another key.
    NeedKey,
    /// The user has to act.
    GiveUp,
}

/// What can follow a failed PUT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterPut {
    /// The same URL again, after a backoff. It can only store the same bytes at the same key.
    SameUrl,
    /// A new URL with a new key, after a backoff.
    NewUrl,
    /// A new URL at once, and another Content-Type header: this one does not match the signature.
    OtherContentType,
    /// All calls with this key wait as long as the server asks; then a new URL.
    WaitForServer(Duration),
    /// The user has to act.
    GiveUp,
}

/// How long to wait after a 429 without `Retry-After`.
const DEFAULT_WAIT: Duration = Duration::from_secs(5);

/// The longest wait that a server can ask for at a time.
const LONGEST_REQUESTED_WAIT: Duration = Duration::from_secs(3600);

/// The table for calls that can be repeated: presign, verify, trust list, downloads.
pub(crate) fn after_call(error: &que_sdk::Error) -> AfterCall {
    match error.effective_status() {
        Some(401) => AfterCall::NeedKey,
        Some(429) => AfterCall::WaitForServer(requested_wait(error)),
        Some(503) if error.retry_after().is_some() => AfterCall::WaitForServer(requested_wait(error)),
        _ if is_broken_answer(error) => AfterCall::Again,
        Some(408 | 500) => AfterCall::Again,
        Some(_) if error.is_outage() => AfterCall::Again,
        Some(_) => AfterCall::GiveUp,
        None if error.is_temporary() || is_certificate_error(error) => AfterCall::Again,
        None => AfterCall::GiveUp,
    }
}

/// The table for a download. Each try requests a new URL, so an expired one is no reason to give up.
pub(crate) fn after_download(error: &que_sdk::Error) -> AfterCall {
    if error.step() != Some(que_sdk::Step::Download) {
        return after_call(error);
    }
    match after_call(error) {
        // Storage does not know Que's keys.
        AfterCall::NeedKey => AfterCall::GiveUp,
        AfterCall::GiveUp if error.needs_new_url() || error.url_has_expired() => AfterCall::Again,
        next => next,
    }
}

/// A 2xx that is not a success: a web page, an empty, truncated or endless body. The cause may be gone next time, as
/// with the sign-in page of a hotel's network.
fn is_broken_answer(error: &que_sdk::Error) -> bool {
    match error {
        // Complete, and the server's own: it would be the same again.
        que_sdk::Error::Unexpected {
            what: que_sdk::ResponseFault::InvalidValue(_),
            ..
        } => false,
        // 511: the network wants the user to sign in.
        que_sdk::Error::Unexpected { status, .. } => (200..300).contains(status) || *status == 511,
        // The client's own address was checked before, so this one is from the answer.
        que_sdk::Error::InvalidUrl { .. } => true,
        _ => false,
    }
}

/// The table for `sign`. It has no idempotency key, so only what cannot have happened is repeated.
pub(crate) fn after_sign(error: &que_sdk::Error) -> AfterCall {
    match error.status() {
        Some(401) => AfterCall::NeedKey,
        Some(429) => AfterCall::WaitForServer(requested_wait(error)),
        Some(503) if error.retry_after().is_some() => AfterCall::WaitForServer(requested_wait(error)),
        // The network itself answers 511, so nothing reached Que. With 425 Que did not start.
        Some(425 | 503 | 511) => AfterCall::Again,
        Some(_) => AfterCall::GiveUp,
        None if (error.is_temporary() || is_certificate_error(error)) && error.nothing_was_sent() => AfterCall::Again,
        None => AfterCall::GiveUp,
    }
}

/// The table for the PUT.
pub(crate) fn after_put(error: &que_sdk::Error) -> AfterPut {
    match (error.effective_status(), error.code()) {
        (Some(403), Some("SignatureDoesNotMatch")) => AfterPut::OtherContentType,
        // Expired, or refused as if it were: a new URL has a new key.
        _ if error.url_has_expired() => AfterPut::NewUrl,
        // Without a code, the answer was cut off.
        (Some(403), Some("AccessDenied" | "RequestTimeTooSkewed") | None) => AfterPut::NewUrl,
        (Some(400), Some("ExpiredToken" | "RequestTimeout" | "BadDigest" | "IncompleteBody")) => AfterPut::NewUrl,
        // Somebody else is writing there right now.
        (Some(409), Some("ConditionalRequestConflict" | "OperationAborted")) => AfterPut::SameUrl,
        (Some(503), _) if error.retry_after().is_some() => AfterPut::WaitForServer(requested_wait(error)),
        (Some(429), _) => AfterPut::WaitForServer(requested_wait(error)),
        (Some(408 | 500), _) => AfterPut::SameUrl,
        _ if error.is_outage() => AfterPut::SameUrl,
        // Something in between answered 2xx. Use the same key again: if it was the storage after all, it has the same
        // bytes.
        _ if is_broken_answer(error) => AfterPut::SameUrl,
        (Some(_), _) => AfterPut::GiveUp,
        // The object at this key is not the file. Store nothing more there.
        _ if matches!(error, que_sdk::Error::ContentMismatch { .. }) => AfterPut::NewUrl,
        // By then, another client may trust the certificate.
        _ if is_certificate_error(error) => AfterPut::NewUrl,
        (None, _) if error.is_temporary() => AfterPut::SameUrl,
        (None, _) => AfterPut::GiveUp,
    }
}

fn requested_wait(error: &que_sdk::Error) -> Duration {
    error.retry_after().unwrap_or(DEFAULT_WAIT).min(LONGEST_REQUESTED_WAIT)
}
