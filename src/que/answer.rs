//! Reading what the API answers: bounded, and never trusted to be what it should be.

use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use url::Url;

use super::error::{Error, Result, Step, Surprise};
use super::transport;
use super::wire::Problem;

/// The body of a 2xx answer, or the error that the answer is. `hide` is taken out of whatever the server repeats.
pub(super) async fn read(step: Step, response: Response, bound: u64, hide: Option<&str>) -> Result<(u16, Vec<u8>)> {
    let status = response.status();
    if status.is_redirection() {
        let host = redirect_host(response.url(), response.headers());
        return Err(Error::Redirected {
            step,
            status: status.as_u16(),
            host,
        });
    }
    let retry_after = retry_after(response.headers(), SystemTime::now());
    let is_web_page = is_web_page(response.headers());
    if status.is_success() {
        let body = bounded(step, response, bound).await?;
        let what = match &body {
            body if body.is_empty() => Surprise::Empty,
            body if is_web_page || looks_like_markup(body) => Surprise::WebPage,
            _ => return Ok((status.as_u16(), body)),
        };
        return Err(Error::Unexpected {
            step,
            status: status.as_u16(),
            what,
        });
    }
    // The body of an error is a courtesy: where it cannot be read, the status still counts.
    let body = bounded(step, response, bound).await.unwrap_or_default();
    Err(refusal(step, status, &body, retry_after, hide))
}

/// Reads JSON without repeating any of it in the error: an answer may hold a signed URL.
pub(super) fn json(step: Step, status: u16, body: &[u8]) -> Result<Value> {
    serde_json::from_slice(body).map_err(|_| Error::Unexpected {
        step,
        status,
        what: Surprise::NotJson,
    })
}

async fn bounded(step: Step, mut response: Response, bound: u64) -> Result<Vec<u8>> {
    let status = response.status().as_u16();
    let too_large = || Error::Unexpected {
        step,
        status,
        what: Surprise::TooLarge(bound),
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
    let mut text = String::from_utf8_lossy(body).into_owned();
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
fn problem_from(text: &str) -> Problem {
    let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(text) else {
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
    let text_of = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.get(*name))
            .and_then(|value| match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
    };
    Problem {
        kind: text_of(&["type"]),
        title: text_of(&["title"]),
        status: fields
            .get("status")
            .and_then(Value::as_u64)
            .and_then(|status| u16::try_from(status).ok()),
        code: text_of(&["code"]),
        detail: text_of(&["detail", "message", "error", "Message"]),
        details: fields.get("details").cloned(),
    }
}

/// A short plain text is worth showing; a web page is not.
fn plain_words(text: &str) -> Option<String> {
    let text = text.trim();
    let worth = !text.is_empty() && text.len() <= 300 && !text.starts_with(['<', '{', '[']);
    worth.then(|| text.to_owned())
}

/// `Retry-After` as seconds or as a date.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| {
            let text = value.to_str().ok()?.trim();
            match text.parse::<u64>() {
                Ok(seconds) => Some(Duration::from_secs(seconds)),
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
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("text/html")
}

fn looks_like_markup(body: &[u8]) -> bool {
    body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// The host that a redirect names, and no more of it: the rest may be secret.
pub(super) fn redirect_host(base: &Url, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    base.join(location).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (&["99999999999999999999999"], None),
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
}
