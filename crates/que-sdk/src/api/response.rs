//! Reads a response of the API within limits, and turns everything that isn't the expected success into an error.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, ResponseFault, Result, Step};
use crate::limits;
use crate::problem::parse_problem;
use crate::response_headers::{redirect_host, retry_after};
use crate::secret::{hide_echo, hide_signatures};
use crate::text::without_bom;
use crate::transport;
use crate::wire::Problem;

/// The largest body of an error, in bytes.
const MAX_ERROR_BYTES: u64 = 1 << 20;

/// The largest problem document that is recognized in a 2xx, in bytes.
const MAX_PROBLEM_BYTES: usize = 64 << 10;

/// Reads the status and body of a success. `secret` is hidden in whatever the server echoes.
///
/// # Errors
/// The error that the response stands for, or a transport error.
pub(super) async fn read(
    step: Step,
    response: Response,
    max_bytes: u64,
    secret: Option<&str>,
) -> Result<(u16, Vec<u8>)> {
    let status = response.status();
    let unexpected = |what| Error::Unexpected {
        step,
        status: status.as_u16(),
        what,
    };
    let host = redirect_host(response.url(), response.headers());
    let redirected = |host| Error::Redirected {
        step,
        status: status.as_u16(),
        host,
    };
    if status.is_redirection() && host.is_some() {
        return Err(redirected(host));
    }
    let retry_after = retry_after(response.headers(), SystemTime::now());
    let is_html = is_of_type(response.headers(), "text/html");
    let is_problem = is_of_type(response.headers(), "application/problem+json");
    if status.is_success() {
        let body = read_body(step, response, max_bytes).await?;
        return match &body {
            body if body.is_empty() => Err(unexpected(ResponseFault::Empty)),
            body if is_problem || is_problem_document(body) => Err(refusal(step, status, body, retry_after, secret)),
            body if is_html || looks_like_markup(body) => Err(unexpected(ResponseFault::WebPage)),
            _ if matches!(step, Step::Presign | Step::PresignDownload) => Ok((status.as_u16(), body)),
            _ => Ok((status.as_u16(), without_secrets(body, secret))),
        };
    }
    // The sign-in page of a network, not the server, sends 511 (RFC 6585).
    if status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED {
        return Err(unexpected(ResponseFault::WebPage));
    }
    // The status of an error counts even if its body can't be read.
    let body = read_body(step, response, max_bytes.min(MAX_ERROR_BYTES))
        .await
        .unwrap_or_default();
    // A redirect without a location may explain itself in the body.
    if status.is_redirection() && parse_problem(&String::from_utf8_lossy(&body)) == Problem::default() {
        return Err(redirected(None));
    }
    Err(refusal(step, status, &body, retry_after, secret))
}

/// Parses JSON. The error repeats none of it, because a response may contain a signed URL.
pub(super) fn parse_json<T: DeserializeOwned>(step: Step, status: u16, body: &[u8]) -> Result<T> {
    let unexpected = |what| Error::Unexpected { step, status, what };
    // A report is kept as text, so its size in values doesn't matter.
    if step != Step::Verify && limits::has_too_many_values(body) {
        return Err(unexpected(ResponseFault::TooManyValues(limits::MAX_JSON_VALUES)));
    }
    serde_json::from_slice(without_bom(body)).map_err(|error| {
        unexpected(if error.is_data() {
            ResponseFault::UnexpectedJson
        } else {
            ResponseFault::NotJson
        })
    })
}

async fn read_body(step: Step, mut response: Response, max_bytes: u64) -> Result<Vec<u8>> {
    let status = response.status().as_u16();
    let too_large = || Error::Unexpected {
        step,
        status,
        what: ResponseFault::TooLarge(max_bytes),
    };
    if response.content_length().is_some_and(|length| length > max_bytes) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| transport::from_reqwest(step, error))?
    {
        if (body.len() + chunk.len()) as u64 > max_bytes {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A body without what it must not be remembered or shown with: the key, and the signatures of presigned URLs. Only the calls that
/// ask for such a URL need one.
fn without_secrets(body: Vec<u8>, secret: Option<&str>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&body) else {
        return body;
    };
    let plain = unescaped(text);
    let clean = plain.and_then(|plain| hidden(&plain, secret));
    let clean = clean.or_else(|| hidden(text, secret));
    clean.map_or(body, String::into_bytes)
}

/// JSON with its letters written plainly, if some are escaped that need not be: an escaped key is a key. `None` for other text.
fn unescaped(text: &str) -> Option<String> {
    let is_escaped = text.contains("\\/") || text.contains("\\u");
    if !is_escaped || limits::has_too_many_values(text.as_bytes()) {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    Some(value.to_string())
}

/// A text without the key and signatures, in whatever encoding. `None` if it has none of them.
fn hidden(text: &str, secret: Option<&str>) -> Option<String> {
    match hide_signatures(text) {
        Cow::Owned(text) => Some(hide_echo(&text, secret).into_owned()),
        Cow::Borrowed(text) => match hide_echo(text, secret) {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        },
    }
}

fn refusal(step: Step, status: StatusCode, body: &[u8], header_wait: Option<Duration>, secret: Option<&str>) -> Error {
    let text = String::from_utf8_lossy(without_bom(body)).into_owned();
    let text = unescaped(&text).unwrap_or(text);
    let text = hidden(&text, secret).unwrap_or(text);
    let problem = parse_problem(&text);
    let body_wait = problem.try_again_in_ms().map(Duration::from_millis);
    let retry_after = header_wait.max(body_wait);
    tracing::debug!(%step, status = status.as_u16(), code = problem.code.as_deref(), ?retry_after, "API returned an error");
    Error::Problem {
        step,
        status: status.as_u16(),
        problem: Box::new(problem),
        retry_after,
    }
}

fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    content_type.trim_start().to_ascii_lowercase().starts_with(media_type)
}

/// Whether the body of a 2xx is a problem document in spite of its type. No success of Que has an `error` or a failure
/// `status`.
fn is_problem_document(body: &[u8]) -> bool {
    // Verification reports can be large; problems aren't.
    if body.len() > MAX_PROBLEM_BYTES {
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
