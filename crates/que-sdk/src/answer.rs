//! Reading what the API answers: bounded, and never trusted to be what it should be.

use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::bounds;
use super::error::{AnswerFault, Error, Result, Step};
use super::transport;
use super::wire::Problem;
use crate::text::without_bom;

/// The most bytes of an error's body.
const ERROR_BOUND: u64 = 1 << 20;

/// No problem document is longer.
const LONGEST_PROBLEM: usize = 64 << 10;

/// The body of a 2xx answer, or the error that the answer is. `hide` is taken out of whatever the server repeats.
pub(super) async fn read(step: Step, response: Response, bound: u64, hide: Option<&str>) -> Result<(u16, Vec<u8>)> {
    let status = response.status();
    let host = redirect_host(response.url(), response.headers());
    // One that leads nowhere may say why.
    if status.is_redirection() && host.is_some() {
        return Err(Error::Redirected {
            step,
            status: status.as_u16(),
            host,
        });
    }
    let retry_after = retry_after(response.headers(), SystemTime::now());
    let is_web_page = is_web_page(response.headers());
    let is_problem = is_of_type(response.headers(), "application/problem+json");
    if status.is_success() {
        let body = bounded(step, response, bound).await?;
        let what = match &body {
            body if body.is_empty() => AnswerFault::Empty,
            body if is_problem || is_problem_in_itself(body) => {
                return Err(refusal(step, status, body, retry_after, hide));
            }
            body if is_web_page || looks_like_markup(body) => AnswerFault::WebPage,
            _ => return Ok((status.as_u16(), body)),
        };
        return Err(Error::Unexpected {
            step,
            status: status.as_u16(),
            what,
        });
    }
    // Who says so is the network, not the server: its sign-in page.
    if status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED {
        return Err(Error::Unexpected {
            step,
            status: status.as_u16(),
            what: AnswerFault::WebPage,
        });
    }
    // The body of an error is a courtesy: where it cannot be read, the status still counts.
    let body = bounded(step, response, bound.min(ERROR_BOUND))
        .await
        .unwrap_or_default();
    if status.is_redirection() && problem_from(&String::from_utf8_lossy(&body)) == Problem::default() {
        return Err(Error::Redirected {
            step,
            status: status.as_u16(),
            host,
        });
    }
    Err(refusal(step, status, &body, retry_after, hide))
}

/// Reads JSON without repeating any of it in the error: an answer may hold a signed URL.
pub(super) fn json<A: DeserializeOwned>(step: Step, status: u16, body: &[u8]) -> Result<A> {
    let unexpected = |what| Error::Unexpected { step, status, what };
    // A report is kept as its text, whatever it holds.
    if step != Step::Verify && bounds::has_too_many_values(body) {
        return Err(unexpected(AnswerFault::TooManyValues(bounds::MOST_VALUES)));
    }
    serde_json::from_slice(without_bom(body)).map_err(|error| {
        unexpected(if error.is_data() {
            AnswerFault::OtherJson
        } else {
            AnswerFault::NotJson
        })
    })
}

async fn bounded(step: Step, mut response: Response, bound: u64) -> Result<Vec<u8>> {
    let status = response.status().as_u16();
    let too_large = || Error::Unexpected {
        step,
        status,
        what: AnswerFault::TooLarge(bound),
    };
    if response.content_length().is_some_and(|length| length > bound) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| transport::from_reqwest(step, error))?
    {
        if (body.len() + chunk.len()) as u64 > bound {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn refusal(step: Step, status: StatusCode, body: &[u8], header_wait: Option<Duration>, hide: Option<&str>) -> Error {
    let mut text = String::from_utf8_lossy(without_bom(body)).into_owned();
    if let Some(secret) = hide.filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "(hidden)");
    }
    let problem = problem_from(&text);
    let body_wait = problem.try_again_in_ms().map(Duration::from_millis);
    let retry_after = header_wait.max(body_wait);
    tracing::debug!(%step, status = status.as_u16(), code = problem.code.as_deref(), ?retry_after, "the API refused");
    Error::Problem {
        step,
        status: status.as_u16(),
        problem: Box::new(problem),
        retry_after,
    }
}

/// A problem, read field by field so that one field of an odd kind does not cost the others.
pub(super) fn problem_from(text: &str) -> Problem {
    let read = (!bounds::has_too_many_values(text.as_bytes())).then(|| serde_json::from_str::<Value>(text));
    let Some(Ok(Value::Object(mut fields))) = read else {
        return Problem {
            detail: plain_words(text),
            ..Problem::default()
        };
    };
    // Some gateways wrap it: {"error": {…}} or {"message": "…"}.
    if let Some(Value::Object(inner)) = fields.get("error").cloned() {
        for (name, value) in inner {
            fields.entry(name).or_insert(value);
        }
    }
    let text_of = |names: &[&str], most| {
        names
            .iter()
            .find_map(|name| fields.get(*name))
            .and_then(|value| match value {
                Value::String(text) => Some(bounds::cut(text.clone(), most)),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
    };
    Problem {
        kind: text_of(&["type"], bounds::MOST_WORDS),
        title: text_of(&["title"], bounds::MOST_WORDS),
        status: fields
            .get("status")
            .and_then(Value::as_u64)
            .and_then(|status| u16::try_from(status).ok()),
        code: text_of(&["code"], bounds::MOST_CODE),
        detail: text_of(&["detail", "message", "error", "Message"], bounds::MOST_WORDS),
        details: fields.remove("details").map(bounds::details),
    }
}

/// A short plain text is worth showing; a web page is not.
fn plain_words(text: &str) -> Option<String> {
    let text = text.trim();
    let worth = !text.is_empty() && text.len() <= 300 && !text.starts_with(['<', '{', '[']);
    worth.then(|| text.to_owned())
}

/// `Retry-After` as seconds or as a date. A date is by the server's clock, which tells its own time in `Date`; `now` is that
/// of this computer, for servers that do not.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .unwrap_or(now);
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| {
            let text = value.to_str().ok()?.trim();
            match text.parse::<u64>() {
                Ok(seconds) => Some(Duration::from_secs(seconds)),
                // More than any number holds is very long, and not none.
                Err(_) if !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit()) => {
                    Some(Duration::from_secs(u64::MAX))
                }
                Err(_) => Some(
                    httpdate::parse_http_date(text)
                        .ok()?
                        .duration_since(now)
                        .unwrap_or_default(),
                ),
            }
        })
        .max()
}

fn is_web_page(headers: &HeaderMap) -> bool {
    is_of_type(headers, "text/html")
}

fn is_of_type(headers: &HeaderMap, wanted: &str) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with(wanted)
}

/// Whether this answer to a call that succeeded is a problem document all the same, whatever its type says: no answer of Que
/// has an error, or a status of one.
fn is_problem_in_itself(body: &[u8]) -> bool {
    // Reports are long, problems are not.
    if body.len() > LONGEST_PROBLEM {
        return false;
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(body) else {
        return false;
    };
    let is_set = |value: &Value| !matches!(value, Value::Null | Value::Bool(false)) && value.as_str() != Some("");
    let status = fields.get("status").and_then(Value::as_u64);
    fields.get("error").is_some_and(is_set) || status.is_some_and(|status| (400..600).contains(&status))
}

fn looks_like_markup(body: &[u8]) -> bool {
    body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// The host that a redirect names, and no more of it: the rest may be secret.
pub(super) fn redirect_host(base: &Url, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let target = base.join(location).ok()?;
    target
        .host_str()
        .filter(|host| host.len() <= bounds::MOST_HOST)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_wait_is_read_as_seconds_and_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (given, expected) in [
            (&["7"][..], Some(7)),
            (&["Sun, 06 Nov 1994 08:49:47 GMT"], Some(10)),
            (&["Sun, 06 Nov 1994 08:49:27 GMT"], Some(0)),
            (&["3", "9", "1"], Some(9)),
            (&["soon"], None),
            (&["-1"], None),
            (&["99999999999999999999999"], Some(u64::MAX)),
            (&[], None),
        ] {
            assert_eq!(
                retry_after(&headers(given), now),
                expected.map(Duration::from_secs),
                "{given:?}"
            );
        }
    }

    #[test]
    fn a_wait_until_a_date_is_counted_by_the_servers_clock() {
        let date = "Sun, 06 Nov 1994 08:49:47 GMT";
        for (server, wait) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 10),
            ("Sun, 06 Nov 1994 08:49:57 GMT", 0),
            ("yesterday", 0),
        ] {
            let mut headers = headers(&[date]);
            headers.insert(DATE, server.parse().unwrap());
            assert_eq!(
                retry_after(&headers, SystemTime::now()),
                Some(Duration::from_secs(wait)),
                "{server}"
            );
        }
    }

    #[test]
    fn a_problem_with_missing_or_odd_fields_keeps_the_others() {
        let problem = problem_from(r#"{"status":"x","code":7,"detail":"d","title":null}"#);
        assert_eq!(
            (problem.code.as_deref(), problem.detail.as_deref(), problem.status),
            (Some("7"), Some("d"), None)
        );
        assert_eq!(
            problem_from(r#"{"message":"Forbidden"}"#).detail.as_deref(),
            Some("Forbidden")
        );
        assert_eq!(
            problem_from(r#"{"error":{"code":"c","message":"m"}}"#).code.as_deref(),
            Some("c")
        );
        assert_eq!(
            problem_from("upstream timed out").detail.as_deref(),
            Some("upstream timed out")
        );
        assert_eq!(problem_from("<html>no</html>"), Problem::default());
        assert_eq!(problem_from(""), Problem::default());
    }

    #[test]
    fn words_of_a_problem_are_cut_where_they_come_in() {
        let long = "x".repeat(900_000);
        let body = serde_json::json!({
            "type": long, "title": long, "code": long, "detail": long,
            "details": { "more": long, "try_again_in_ms": 7 },
        });
        let problem = problem_from(&body.to_string());
        let lengths = [&problem.kind, &problem.title, &problem.code, &problem.detail]
            .map(|text| text.as_ref().unwrap().chars().count());
        assert_eq!(lengths, [501, 501, 101, 501], "each with a sign that there was more");
        assert_eq!(problem.try_again_in_ms(), Some(7));
        assert!(problem.details.unwrap().to_string().len() < 100);
        let many = format!("{{\"code\":\"x\",\"details\":[{}0]}}", "0,".repeat(bounds::MOST_VALUES));
        assert_eq!(problem_from(&many), Problem::default());
    }

    #[test]
    fn a_host_that_is_none_by_its_length_is_not_repeated() {
        let base: Url = "https://que.example".parse().unwrap();
        let mut headers = HeaderMap::new();
        for (host, shown) in [("a.example".to_owned(), true), ("a.".repeat(200_000), false)] {
            headers.insert(LOCATION, format!("https://{host}/x").parse().unwrap());
            assert_eq!(redirect_host(&base, &headers).is_some(), shown);
        }
    }

    /// Any JSON, often with the names that problems have.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,20}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            "(type|title|status|code|detail|details|message|error|Message|try_again_in_ms)",
            "\\PC{0,8}",
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((name.clone(), inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_body_is_a_problem(body in prop_oneof![
            "\\PC{0,200}",
            prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            any_json().prop_map(|json| json.to_string()),
        ]) {
            let problem = problem_from(&body);
            let _ = problem.try_again_in_ms();
            let error = Error::Problem { step: Step::Presign, status: 400, problem: Box::new(problem), retry_after: None };
            let shown = error.to_string();
            prop_assert!(!shown.contains('\n') && shown.chars().count() < 1000, "{}", shown);
        }

        #[test]
        fn fuzz_a_problem_keeps_its_words(code in "[a-z_]{1,20}", detail in "\\PC{1,80}", status in 400..600_u16) {
            let body = serde_json::json!({ "code": code, "detail": detail, "status": status, "title": null }).to_string();
            let problem = problem_from(&body);
            prop_assert_eq!(problem.code, Some(code));
            prop_assert_eq!(problem.detail, Some(detail));
            prop_assert_eq!(problem.status, Some(status));
        }

        #[test]
        fn fuzz_any_wait_is_read_or_left(values in prop::collection::vec(prop::collection::vec(32..=255_u8, 0..40), 0..4), now in 0..4_000_000_000_u64) {
            let mut headers = HeaderMap::new();
            for value in &values {
                if let Ok(value) = reqwest::header::HeaderValue::from_bytes(value) {
                    headers.append(RETRY_AFTER, value);
                }
            }
            let _ = retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(now));
        }

        #[test]
        fn fuzz_a_wait_in_seconds_or_as_a_date_is_that_wait(seconds in any::<u64>(), now in 0..4_000_000_000_u64, ahead in 0..100_000_000_u64) {
            prop_assert_eq!(
                retry_after(&headers(&[&format!(" {seconds} ")]), SystemTime::UNIX_EPOCH),
                Some(Duration::from_secs(seconds))
            );
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
            let then = now + Duration::from_secs(ahead);
            let date = httpdate::fmt_http_date(then);
            prop_assert_eq!(retry_after(&headers(&[&date]), now), Some(Duration::from_secs(ahead)));
            prop_assert_eq!(retry_after(&headers(&[&date]), then + Duration::from_secs(1)), Some(Duration::ZERO));
        }
    }
}
