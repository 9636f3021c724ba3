//! What S3 says when it does not do what it was asked: XML, or anything else.

use std::time::{Duration, SystemTime};

use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Incoming;
use url::Url;

use crate::que::answer;
use crate::que::bounds;
use crate::que::error::{Error, Step};

/// The most bytes of an answer that are read.
pub(super) const BOUND: usize = 64 << 10;
/// How long the body of an error may take: it is a courtesy, the status counts.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 10_000 });

/// In place of the storage's words where they did not come to their end.
const CUT_OFF: &str = "the rest of its answer was lost";

/// Elements of `<Error>` that a person or a program needs. The others repeat parts of the signature: they are not read.
#[derive(Debug, Default, PartialEq, serde::Deserialize)]
struct ErrorXml {
    #[serde(default, rename = "Code")]
    code: Option<String>,
    #[serde(default, rename = "Message")]
    message: Option<String>,
}

/// The error that an answer is. The second value says whether it was read to its end.
pub(super) async fn read(step: Step, url: &Url, response: Response<Incoming>) -> (Error, bool) {
    let status = response.status();
    if status.is_redirection() {
        let host = answer::redirect_host(url, response.headers());
        return (
            Error::Redirected {
                step,
                status: status.as_u16(),
                host,
            },
            false,
        );
    }
    let retry_after = answer::retry_after(response.headers(), SystemTime::now());
    let (body, complete) = bounded(response.into_body()).await;
    let ErrorXml { code, message } = parse(&body);
    // Hidden as a whole, then cut: of a secret that is cut, a part would stay.
    let hide = |text: String, most| bounds::cut(hidden(&text, url), most);
    let code = code.map(|code| hide(code, bounds::MOST_CODE));
    // A refusal without a reason looks like another one; that there was more is part of what happened.
    let message = message.or_else(|| (!complete && code.is_none()).then(|| CUT_OFF.to_owned()));
    tracing::debug!(%step, status = status.as_u16(), code = code.as_deref(), "the storage refused");
    let error = Error::Storage {
        step,
        status: status.as_u16(),
        code,
        message: message.map(|message| hide(message, bounds::MOST_WORDS)),
        retry_after,
    };
    (error, complete)
}

/// Reads the rest of an answer that should have nothing to say: what it said all the same, and whether it ended within the
/// bound.
pub(super) async fn drain(body: Incoming) -> (Vec<u8>, bool) {
    bounded(body).await
}

async fn bounded(mut body: Incoming) -> (Vec<u8>, bool) {
    let mut read = Vec::new();
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return false };
            let Some(data) = frame.data_ref() else { continue };
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

fn parse(body: &[u8]) -> ErrorXml {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let found: ErrorXml = if text.contains("<Error") {
        quick_xml::de::from_str(text).unwrap_or_default()
    } else {
        ErrorXml::default()
    };
    let worth = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    ErrorXml {
        code: worth(found.code),
        message: worth(found.message),
    }
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

    #[test]
    fn the_xml_of_s3_is_read_and_everything_else_is_survived() {
        let found = parse(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired &amp; gone\
              </Message><X-Amz-Expires>900</X-Amz-Expires><RequestId>1</RequestId></Error>",
        );
        assert_eq!(found.code.as_deref(), Some("AccessDenied"));
        assert_eq!(found.message.as_deref(), Some("Request has expired & gone"));
        for other in [
            &b""[..],
            b"<html><body>403 Forbidden</body></html>",
            b"<Error><Code>AccessDen",
            b"<Error><Code>",
            b"<Error></Error>",
            b"{\"code\":1}",
            b"\xff\xfe<Error\x00",
        ] {
            assert_eq!(parse(other), ErrorXml::default(), "{other:?}");
        }
    }

    #[test]
    fn what_the_storage_repeats_of_a_signature_is_hidden() {
        let url: Url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef0123&X-Amz-Expires=900"
            .parse()
            .unwrap();
        let text = hidden("bad signature 0123456789abcdef0123 for 900 s", &url);
        assert_eq!(text, "bad signature (hidden) for 900 s");
    }

    /// Few cases unless `PROPTEST_CASES` asks for more; see tests/fuzz.
    fn cases() -> proptest::test_runner::Config {
        proptest::test_runner::Config {
            cases: std::env::var("PROPTEST_CASES")
                .ok()
                .and_then(|cases| cases.parse().ok())
                .unwrap_or(64),
            failure_persistence: None,
            ..Default::default()
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_body_of_an_error_is_survived(
            body in prop::collection::vec(any::<u8>(), 0..300),
            pieces in prop::collection::vec(
                "(<\\?xml version=\"1.0\"\\?>|<Error>|<Error xmlns=\"x\">|</Error>|<Code>|</Code>|<Message>|</Message>|<!\\[CDATA\\[|\\]\\]>|&amp;|&#x0;|&lol;|<!DOCTYPE a \\[<!ENTITY lol \"x\">\\]>|<!--|-->|\\PC{0,6})",
                0..20,
            ),
        ) {
            let _ = parse(&body);
            let found = parse(pieces.concat().as_bytes());
            prop_assert!(found.code.is_none_or(|code| !code.trim().is_empty()));
        }

        #[test]
        fn fuzz_code_and_message_come_back(code in "[A-Za-z]{1,30}", message in "[ -~äöü]{0,60}", before in "[ \n]{0,4}") {
            let escaped = quick_xml::escape::escape(message.as_str());
            let body = format!("{before}<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>{escaped}</Message><HostId>x</HostId></Error>");
            let found = parse(body.as_bytes());
            prop_assert_eq!(found.code, Some(code));
            prop_assert_eq!(found.message.unwrap_or_default(), message.trim());
        }

        #[test]
        fn fuzz_a_signature_that_is_repeated_is_hidden(signature in "[0-9a-f]{64}", before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let url: Url = format!("https://b.s3.amazonaws.com/k?X-Amz-Signature={signature}").parse().unwrap();
            let shown = hidden(&format!("{before}{signature}{after}"), &url);
            prop_assert!(!shown.contains(&signature));
        }
    }
}
