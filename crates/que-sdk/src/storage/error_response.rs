//! Converts error responses of a storage, with the storage's own code and message.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::{Response, StatusCode};
use url::Url;

use super::response_body::{ErrorDetails, content_type};
use crate::error::{Error, ResponseFault, Step};
use crate::limits;
use crate::response_headers::{redirect_host, retry_after};

/// The largest part of a response body that is read, in bytes.
pub(super) const MAX_BODY_BYTES: usize = 64 << 10;
/// The most whitespace before it, in bytes.
const MAX_LEADING_WHITESPACE: usize = 1 << 20;
/// How long reading the body may take. The status counts even without it.
const BODY_TIMEOUT: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 10_000 });

/// The message if the body was lost before its end.
const CUT_OFF: &str = "the rest of the response was lost";

/// Reads the error that a response stands for, and whether it was read completely.
pub(super) async fn read_error(step: Step, url: &Url, response: Response<Incoming>) -> (Error, bool) {
    let status = response.status();
    let host = redirect_host(url, response.headers());
    if status.is_redirection() && host.is_some() {
        return (
            Error::Redirected {
                step,
                status: status.as_u16(),
                host,
            },
            false,
        );
    }
    // The sign-in page of a network, not the storage, sends 511 (RFC 6585).
    if status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED {
        let what = ResponseFault::WebPage;
        let status = status.as_u16();
        return (Error::Unexpected { step, status, what }, false);
    }
    let headers = response.headers().clone();
    let (body, complete) = read_body(response.into_body()).await;
    let mut details = ErrorDetails::from_error_body(content_type(&headers).as_deref(), &body);
    // A redirect without a location may explain itself in the body.
    if status.is_redirection() && details == ErrorDetails::default() {
        return (
            Error::Redirected {
                step,
                status: status.as_u16(),
                host: None,
            },
            false,
        );
    }
    if details.message.is_none() && details.code.is_none() && !complete {
        details.message = Some(CUT_OFF.to_owned());
    }
    (error(step, url, status, &headers, details), complete)
}

/// Builds an error from a storage's code and message, without what they repeat of the URL's query.
pub(super) fn error(step: Step, url: &Url, status: StatusCode, headers: &HeaderMap, details: ErrorDetails) -> Error {
    let ErrorDetails {
        code,
        message,
        endpoint,
    } = details;
    let message = match (message, endpoint) {
        (Some(message), Some(endpoint)) => Some(format!("{message} ({endpoint})")),
        (message, endpoint) => message.or(endpoint),
    };
    // Truncating first could leave a part of a secret.
    let shorten = |text: String, max_chars| limits::truncate(hide_query(&text, url), max_chars);
    let code = code.map(|code| shorten(code, limits::MAX_CODE_CHARS));
    tracing::debug!(%step, status = status.as_u16(), code = code.as_deref(), "storage returned an error");
    Error::Storage {
        step,
        status: status.as_u16(),
        code,
        message: message.map(|message| shorten(message, limits::MAX_MESSAGE_CHARS)),
        retry_after: retry_after(headers, SystemTime::now()),
    }
}

/// Makes the text of an unrecognized response safe to show.
pub(super) fn safe_message(text: &str, url: &Url) -> String {
    limits::truncate(hide_query(text, url), limits::MAX_MESSAGE_CHARS)
}

/// Reads a response body up to [`MAX_BODY_BYTES`], and whether that was all of it. Skips leading whitespace, which S3 sends
/// to keep a connection alive while it works.
pub(super) async fn read_body(mut body: Incoming) -> (Vec<u8>, bool) {
    let (mut read, mut whitespace) = (Vec::new(), 0);
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return false };
            let Some(data) = frame.data_ref() else { continue };
            let data = if read.is_empty() { data.trim_ascii_start() } else { data };
            if data.is_empty() {
                whitespace += frame.data_ref().map_or(0, Bytes::len);
                if whitespace > MAX_LEADING_WHITESPACE {
                    return false;
                }
            }
            let room = MAX_BODY_BYTES - read.len();
            read.extend_from_slice(data.get(..room.min(data.len())).unwrap_or_default());
            if data.len() > room {
                return false;
            }
        }
        true
    };
    let complete = tokio::time::timeout(BODY_TIMEOUT, reading).await.unwrap_or(false);
    (read, complete)
}

/// Hides what a message repeats of the URL's query.
fn hide_query(text: &str, url: &Url) -> String {
    let mut text = text.to_owned();
    if let Some(query) = url.query().filter(|query| query.len() >= 8) {
        text = text.replace(query, "(hidden)");
    }
    for (_, value) in url.query_pairs() {
        if value.len() >= 16 {
            text = text.replace(&*value, "(hidden)");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    #[test]
    fn a_signature_in_a_message_is_hidden() {
        let url: Url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef0123&X-Amz-Expires=900"
            .parse()
            .unwrap();
        let text = hide_query("bad signature 0123456789abcdef0123 for 900 s", &url);
        assert_eq!(text, "bad signature (hidden) for 900 s");
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_a_signature_in_a_message_is_hidden(signature in "[0-9a-f]{64}", before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let url: Url = format!("https://b.s3.amazonaws.com/k?X-Amz-Signature={signature}").parse().unwrap();
            let shown = hide_query(&format!("{before}{signature}{after}"), &url);
            prop_assert!(!shown.contains(&signature));
        }
    }
}
