//! What follows from an error, by tables that can be read. The loops in [`super::call`] and [`super::put`] do it.

use std::time::Duration;

use crate::absence::is_of_trust;

/// What can follow an API call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterCall {
    /// The same call again, after a growing wait.
    Again,
    /// All calls with this key wait as long as the server asked.
    WaitForServer(Duration),
    /// All calls wait for another key.
    NeedKey,
    /// A person has to do something.
    GiveUp,
}

/// What can follow a PUT that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterPut {
    /// The same URL again, after a growing wait. It can only put the same bytes at the same key once more.
    SameUrl,
    /// A new URL with a new key, after a growing wait: this one is spent.
    NewUrl,
    /// A new URL at once, and the PUT with another Content-Type header: this one is not the one that was signed.
    OtherContentType,
    /// All calls with this key wait as long as the server asked; then a new URL.
    WaitForServer(Duration),
    /// A person has to do something.
    GiveUp,
}

/// How long to wait where a server says 429 but not how long.
const UNSAID_WAIT: Duration = Duration::from_secs(5);

/// No server's wish is followed for longer than this in one go.
const LONGEST_WISH: Duration = Duration::from_secs(3600);

/// The table for calls that can be repeated: presign, verify, trust list, downloads.
pub(crate) fn after_call(error: &que_sdk::Error) -> AfterCall {
    match error.effective_status() {
        Some(401) => AfterCall::NeedKey,
        Some(429) => AfterCall::WaitForServer(wish(error)),
        Some(503) if error.retry_after().is_some() => AfterCall::WaitForServer(wish(error)),
        _ if is_broken_answer(error) => AfterCall::Again,
        Some(408 | 500) => AfterCall::Again,
        Some(_) if error.is_outage() => AfterCall::Again,
        Some(_) => AfterCall::GiveUp,
        None if error.is_temporary() || is_of_trust(error) => AfterCall::Again,
        None => AfterCall::GiveUp,
    }
}

/// The table for a download: its URL is asked for with each try, so one that has expired is no reason to end.
pub(crate) fn after_download(error: &que_sdk::Error) -> AfterCall {
    if error.step() != Some(que_sdk::Step::Download) {
        return after_call(error);
    }
    match after_call(error) {
        // The storage knows no key of Que.
        AfterCall::NeedKey => AfterCall::GiveUp,
        AfterCall::GiveUp if error.needs_new_url() || error.url_has_expired() => AfterCall::Again,
        next => next,
    }
}

/// A 2xx that is none: a web page, nothing, half of it, something else, or without end. What broke it on its way may be
/// gone the next time, as the sign-in page of a hotel's network is once somebody has signed in.
fn is_broken_answer(error: &que_sdk::Error) -> bool {
    match error {
        // Whole, and the server's own: it would say the same again.
        que_sdk::Error::Unexpected {
            what: que_sdk::ResponseFault::InvalidValue(_),
            ..
        } => false,
        // 511 is how a network says that somebody has to sign in to it.
        que_sdk::Error::Unexpected { status, .. } => (200..300).contains(status) || *status == 511,
        // The client's own address was checked before its first call: this one is of the answer.
        que_sdk::Error::InvalidUrl { .. } => true,
        _ => false,
    }
}

/// The table for `sign`, which has no idempotency key: only what cannot have happened is repeated.
pub(crate) fn after_sign(error: &que_sdk::Error) -> AfterCall {
    match error.status() {
        Some(401) => AfterCall::NeedKey,
        Some(429) => AfterCall::WaitForServer(wish(error)),
        Some(503) if error.retry_after().is_some() => AfterCall::WaitForServer(wish(error)),
        // The network itself answered 511: nothing came to Que. With 425 it did not begin.
        Some(425 | 503 | 511) => AfterCall::Again,
        Some(_) => AfterCall::GiveUp,
        None if (error.is_temporary() || is_of_trust(error)) && error.nothing_was_sent() => AfterCall::Again,
        None => AfterCall::GiveUp,
    }
}

/// The table for the PUT.
pub(crate) fn after_put(error: &que_sdk::Error) -> AfterPut {
    match (error.effective_status(), error.code()) {
        (Some(403), Some("SignatureDoesNotMatch")) => AfterPut::OtherContentType,
        // Expired, or refused as if it were: a new URL brings a new key.
        _ if error.url_has_expired() => AfterPut::NewUrl,
        // Without a code it was cut off on its way.
        (Some(403), Some("AccessDenied" | "RequestTimeTooSkewed") | None) => AfterPut::NewUrl,
        (Some(400), Some("ExpiredToken" | "RequestTimeout" | "BadDigest" | "IncompleteBody")) => AfterPut::NewUrl,
        // Somebody else is writing there at this moment.
        (Some(409), Some("ConditionalRequestConflict" | "OperationAborted")) => AfterPut::SameUrl,
        (Some(503), _) if error.retry_after().is_some() => AfterPut::WaitForServer(wish(error)),
        (Some(429), _) => AfterPut::WaitForServer(wish(error)),
        (Some(408 | 500), _) => AfterPut::SameUrl,
        _ if error.is_outage() => AfterPut::SameUrl,
        // Somebody in between said 2xx in the storage's place. The same key once more: should it be the storage after all,
        // it has the same bytes.
        _ if is_broken_answer(error) => AfterPut::SameUrl,
        (Some(_), _) => AfterPut::GiveUp,
        // What stands at this key is not the file: nothing more is put there.
        _ if matches!(error, que_sdk::Error::ContentMismatch { .. }) => AfterPut::NewUrl,
        // Another client may know the certificate by then, and it comes with a new URL.
        _ if is_of_trust(error) => AfterPut::NewUrl,
        (None, _) if error.is_temporary() => AfterPut::SameUrl,
        (None, _) => AfterPut::GiveUp,
    }
}

fn wish(error: &que_sdk::Error) -> Duration {
    error.retry_after().unwrap_or(UNSAID_WAIT).min(LONGEST_WISH)
}
