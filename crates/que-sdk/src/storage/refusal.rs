//! An answer of storage that is a refusal, as an error with the storage's own words.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::{Response, StatusCode};
use url::Url;

use super::words::{Reason, content_type};
use crate::answer;
use crate::bounds;
use crate::error::{AnswerFault, Error, Step};

/// The most bytes of an answer that are read.
pub(super) const BOUND: usize = 64 << 10;
/// The most blanks before it.
const MOST_BLANKS: usize = 1 << 20;
/// How long the body of an error may take: it is a courtesy, the status counts.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 10_000 });

/// In place of the storage's words where they did not come to their end.
const CUT_OFF: &str = "the rest of its answer was lost";

/// The error that an answer is. The second value says whether it was read to its end.
pub(super) async fn read(step: Step, url: &Url, response: Response<Incoming>) -> (Error, bool) {
    let status = response.status();
    let host = answer::redirect_host(url, response.headers());
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
    // Who says so is the network, not the storage: its sign-in page.
    if status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED {
        let what = AnswerFault::WebPage;
        let status = status.as_u16();
        return (Error::Unexpected { step, status, what }, false);
    }
    let headers = response.headers().clone();
    let (body, complete) = drain(response.into_body()).await;
    let mut reason = Reason::of_refusal(content_type(&headers).as_deref(), &body);
    // A redirect that leads nowhere is told with the storage's words, where it has any.
    if status.is_redirection() && reason == Reason::default() {
        return (
            Error::Redirected {
                step,
                status: status.as_u16(),
                host: None,
            },
            false,
        );
    }
    if reason.message.is_none() && reason.code.is_none() && !complete {
        // A refusal without a reason looks like another one; that there was more is part of what happened.
        reason.message = Some(CUT_OFF.to_owned());
    }
    (error(step, url, status, &headers, reason), complete)
}

/// An error with the words of the storage, but what they repeat of the URL.
pub(super) fn error(step: Step, url: &Url, status: StatusCode, headers: &HeaderMap, reason: Reason) -> Error {
    let Reason {
        code,
        message,
        endpoint,
    } = reason;
    let message = match (message, endpoint) {
        (Some(message), Some(endpoint)) => Some(format!("{message} ({endpoint})")),
        (message, endpoint) => message.or(endpoint),
    };
    // Hidden as a whole, then cut: of a secret that is cut, a part would stay.
    let hide = |text: String, most| bounds::cut(hidden(&text, url), most);
    let code = code.map(|code| hide(code, bounds::MOST_CODE));
    tracing::debug!(%step, status = status.as_u16(), code = code.as_deref(), "the storage refused");
    Error::Storage {
        step,
        status: status.as_u16(),
        code,
        message: message.map(|message| hide(message, bounds::MOST_WORDS)),
        retry_after: answer::retry_after(headers, SystemTime::now()),
    }
}

/// Words of an answer that nobody knows, as they may be shown.
pub(super) fn words(text: &str, url: &Url) -> String {
    bounds::cut(hidden(text, url), bounds::MOST_WORDS)
}

/// Reads an answer's body: what it says, without the blanks by which S3 keeps a connection alive while it works, and whether
/// it ended within the bound.
pub(super) async fn drain(mut body: Incoming) -> (Vec<u8>, bool) {
    let (mut read, mut blanks) = (Vec::new(), 0);
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return false };
            let Some(data) = frame.data_ref() else { continue };
            let data = if read.is_empty() { data.trim_ascii_start() } else { data };
            if data.is_empty() {
                blanks += frame.data_ref().map_or(0, Bytes::len);
                if blanks > MOST_BLANKS {
                    return false;
                }
            }
            let room = BOUND - read.len();
            read.extend_from_slice(data.get(..room.min(data.len())).unwrap_or_default());
            if data.len() > room {
                return false;
            }
        }
        true
    };
    let complete = tokio::time::timeout(PATIENCE, reading).await.unwrap_or(false);
    (read, complete)
}

/// Takes out of the storage's words what it repeats of the URL's query.
fn hidden(text: &str, url: &Url) -> String {
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
    fn what_the_storage_repeats_of_a_signature_is_hidden() {
        let url: Url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef0123&X-Amz-Expires=900"
            .parse()
            .unwrap();
        let text = hidden("bad signature 0123456789abcdef0123 for 900 s", &url);
        assert_eq!(text, "bad signature (hidden) for 900 s");
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_a_signature_that_is_repeated_is_hidden(signature in "[0-9a-f]{64}", before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let url: Url = format!("https://b.s3.amazonaws.com/k?X-Amz-Signature={signature}").parse().unwrap();
            let shown = hidden(&format!("{before}{signature}{after}"), &url);
            prop_assert!(!shown.contains(&signature));
        }
    }
}
