//! Classifies the body of a storage's response: an S3 error, an error in JSON, a web page, or none of these.
//!
//! The status isn't enough. S3 sends 200 before it knows the outcome of some requests, and puts an error in the body.
//! Proxies and sign-in pages also send 200.

use std::borrow::Cow;

use hyper::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;

use super::receipt::means_success;
use crate::problem::parse_problem;
use crate::secret::hide_signatures;

/// The code and message of an error. Other elements of an S3 `<Error>` may repeat parts of the signature and aren't read.
#[derive(Debug, Default, Clone, PartialEq, serde::Deserialize)]
pub(super) struct ErrorDetails {
    #[serde(default, rename = "Code")]
    pub(super) code: Option<String>,
    #[serde(default, rename = "Message")]
    pub(super) message: Option<String>,
    /// The endpoint that S3 redirects to without a `Location`.
    #[serde(default, rename = "Endpoint")]
    pub(super) endpoint: Option<String>,
}

/// What a body is.
#[derive(Debug, PartialEq)]
pub(super) enum ResponseBody {
    /// An S3 `<Error>`, an error whatever the status.
    StorageError(ErrorDetails),
    /// An error in JSON, sent by a gateway rather than a storage.
    GatewayError(ErrorDetails),
    /// A web page, a piece of one, or a script.
    WebPage,
    /// Empty, or a known success.
    Harmless,
    /// Anything else: this text. It confirms the upload only if it is a [receipt](super::receipt).
    Unrecognized(String),
}

impl ResponseBody {
    /// Classifies a body, which may be cut off.
    pub(super) fn classify(content_type: Option<&str>, body: &[u8]) -> Self {
        let media_type = content_type.unwrap_or_default().trim_start().to_ascii_lowercase();
        let text = decode(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        // An empty body is neither a page nor an error, whatever its type.
        if is_empty(text) {
            return Self::Harmless;
        }
        let root = root_element(text);
        match root {
            Some(name) if name.eq_ignore_ascii_case("Error") => {
                return Self::StorageError(ErrorDetails::from_xml(text));
            }
            // Some storages wrap it, like older AWS APIs.
            Some("ErrorResponse" | "Errors" | "Response") => {
                if let Some(inner) = text.find("<Error>").and_then(|start| text.get(start..)) {
                    let end = inner.find("</Error>").map_or(inner.len(), |end| end + "</Error>".len());
                    return Self::StorageError(ErrorDetails::from_xml(inner.get(..end).unwrap_or(inner)));
                }
            }
            Some(name) if HTML_ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element)) => {
                return Self::WebPage;
            }
            _ => {}
        }
        let essence = media_type.split([';', ' ']).next().unwrap_or_default();
        if media_type.starts_with("text/html") || essence.ends_with("javascript") {
            return Self::WebPage;
        }
        let is_problem = media_type.starts_with("application/problem+");
        if is_problem || (text.starts_with(['{', '[']) && is_json_error(text)) {
            let problem = parse_problem(text);
            return Self::GatewayError(ErrorDetails {
                message: problem.detail.or(problem.title).or(problem.code),
                ..ErrorDetails::default()
            });
        }
        if is_success(root, text) {
            return Self::Harmless;
        }
        Self::Unrecognized(visible_text(text))
    }
}

/// Elements that a web page, or a piece of one, can start with.
const HTML_ELEMENTS: [&str; 24] = [
    "html", "head", "body", "title", "meta", "link", "script", "style", "noscript", "iframe", "form", "div", "span",
    "p", "a", "b", "br", "center", "font", "h1", "h2", "h3", "img", "table",
];

/// Whether a body is a known success of storages that send no ETag.
fn is_success(root: Option<&str>, text: &str) -> bool {
    matches!(root, Some("PutObjectResult" | "PostResponse")) || means_success(text)
}

/// Whether a body is blank, except for an XML declaration.
fn is_empty(text: &str) -> bool {
    let after = text.strip_prefix("<?xml").and_then(|text| text.split_once("?>"));
    after.map_or(text, |(_, after)| after).trim().is_empty()
}

/// The text of a body without markup, shortened, for people.
fn visible_text(text: &str) -> String {
    if text.contains(['\u{fffd}', '\0']) {
        return "(the response is not text)".to_owned();
    }
    let mut visible = String::new();
    let mut in_tag = false;
    for character in text.chars().take(MAX_TEXT_CHARS) {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                visible.push(' ');
            }
            _ if !in_tag => visible.push(character),
            _ => {}
        }
    }
    let visible = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if visible.is_empty() {
        text.chars().take(MAX_TEXT_CHARS).collect()
    } else {
        visible
    }
}

/// The longest part of an unrecognized body that is searched for text, in characters.
const MAX_TEXT_CHARS: usize = 4096;

impl ErrorDetails {
    /// The details in the body of a response with an error status, if there are any.
    pub(super) fn from_error_body(content_type: Option<&str>, body: &[u8]) -> Self {
        match ResponseBody::classify(content_type, body) {
            ResponseBody::StorageError(details) | ResponseBody::GatewayError(details) => details,
            ResponseBody::WebPage | ResponseBody::Harmless | ResponseBody::Unrecognized(_) => Self::default(),
        }
    }

    fn from_xml(text: &str) -> Self {
        let found: Self = quick_xml::de::from_str(text).unwrap_or_default();
        // A body that was cut off still has its first elements. Some storages use lowercase names.
        let or_element = |found: Option<String>, names: [&str; 2]| {
            found.or_else(|| names.iter().find_map(|name| element(text, name)))
        };
        let found = Self {
            code: or_element(found.code, ["Code", "code"]),
            message: or_element(found.message, ["Message", "message"]),
            endpoint: or_element(found.endpoint, ["Endpoint", "endpoint"]),
        };
        let not_blank = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            code: not_blank(found.code),
            // Some servers quote the request.
            message: not_blank(found.message).map(|message| hide_signatures(&message).into_owned()),
            endpoint: not_blank(found.endpoint),
        }
    }
}

/// The value of the Content-Type header.
pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    Some(headers.get(CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// Decodes a body as UTF-16 if it has its byte-order mark, or else as UTF-8.
fn decode(body: &[u8]) -> Cow<'_, str> {
    let utf_16 = |from_bytes: fn([u8; 2]) -> u16| {
        let pairs = body.as_chunks::<2>().0;
        Cow::Owned(String::from_utf16_lossy(
            &pairs.iter().map(|pair| from_bytes(*pair)).collect::<Vec<_>>(),
        ))
    };
    match body {
        [0xff, 0xfe, ..] => utf_16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf_16(u16::from_be_bytes),
        _ => String::from_utf8_lossy(body),
    }
}

/// The name of the root element without its prefix, if the text is XML or HTML.
fn root_element(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        if let Some(doctype) = text.get(..9)
            && doctype.eq_ignore_ascii_case("<!doctype")
        {
            let name = text.get(9..)?.trim_start();
            let end = name.find(|character: char| character.is_whitespace() || matches!(character, '>' | '['));
            return Some(name.get(..end?)?.trim_end_matches('/')).filter(|name| !name.is_empty());
        }
        let terminator = if text.starts_with("<?") {
            "?>"
        } else if text.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let end = text.find(terminator)?;
        text = text.get(end + terminator.len()..)?;
    }
    let name = text.strip_prefix('<')?;
    let end = name.find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'))?;
    let name = name.get(..end)?;
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    (!local.is_empty()).then_some(local)
}

/// The text of the first element with this name, if it is complete.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = after.split_once(&format!("</{name}>"))?;
    let inside = quick_xml::escape::unescape(inside).ok()?;
    Some(inside.into_owned())
}

/// Whether JSON reports an error. Other JSON may be a receipt: some storages send the object's name or link.
fn is_json_error(text: &str) -> bool {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(fields)) => is_error_object(&fields),
        Ok(Value::Array(list)) => list.iter().any(|value| value.as_object().is_some_and(is_error_object)),
        _ => false,
    }
}

fn is_error_object(fields: &serde_json::Map<String, Value>) -> bool {
    let has = |name: &str| fields.keys().any(|key| key.eq_ignore_ascii_case(name));
    let any_field = |names: &[&str], matches: fn(&Value) -> bool| {
        let mut named = fields
            .iter()
            .filter(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
        named.any(|(_, value)| matches(value))
    };
    let is_set = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(inner) => !inner.is_empty(),
        Value::Number(number) => number.as_i64() != Some(0),
        Value::Bool(true) => true,
    };
    let is_error_status = |value: &Value| {
        let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        number.is_some_and(|number| (400..600).contains(&number))
    };
    let means_failure = |value: &Value| {
        let word = value.as_str().unwrap_or_default().trim().to_ascii_lowercase();
        [
            "error",
            "fail",
            "failed",
            "failure",
            "denied",
            "rejected",
            "forbidden",
            "unauthorized",
        ]
        .contains(&&*word)
    };
    any_field(&["error", "errors", "fault", "exception", "__type"], is_set)
        || any_field(&["status", "statusCode", "status_code", "code"], is_error_status)
        || any_field(&["status", "result", "state", "outcome"], means_failure)
        || any_field(&["success", "ok"], |value| *value == Value::Bool(false))
        || (has("detail") && (has("title") || has("type") || has("code")))
        || (has("code") && has("message"))
        // As in {"message": "Forbidden"} of gateways.
        || (fields.len() == 1 && has("message"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    fn details(code: &str, message: &str) -> ErrorDetails {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ErrorDetails {
            code: some(code),
            message: some(message),
            endpoint: None,
        }
    }

    #[test]
    fn an_s3_error_is_recognized_by_its_root_element() {
        let inside = "<Code>SlowDown</Code><Message>Please &amp; slowly</Message><RequestId>1</RequestId>";
        let utf16: Vec<u8> = [0xfeff_u16]
            .into_iter()
            .chain(format!("<Error>{inside}</Error>").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let bodies = [
            format!("<Error>{inside}</Error>").into_bytes(),
            format!("\u{feff}  \r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>{inside}</Error>\n").into_bytes(),
            format!("<Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{inside}</Error>").into_bytes(),
            format!("<!-- a > b --><Error>{inside}</Error>").into_bytes(),
            format!("<ErrorResponse xmlns=\"x\"><Error>{inside}</Error><RequestId>2</RequestId></ErrorResponse>")
                .into_bytes(),
            // Cut off.
            format!("<Error>{inside}<HostId>abc").into_bytes(),
            utf16,
        ];
        for body in bodies {
            let found = ResponseBody::classify(Some("application/octet-stream"), &body);
            let shown = String::from_utf8_lossy(&body);
            assert_eq!(
                found,
                ResponseBody::StorageError(details("SlowDown", "Please & slowly")),
                "{shown}"
            );
        }
        let prefixed = b"<s3:Error xmlns:s3=\"x\"><s3:Code>SlowDown</s3:Code></s3:Error>";
        assert_eq!(
            ResponseBody::classify(None, prefixed),
            ResponseBody::StorageError(details("SlowDown", ""))
        );
        for nothing in [
            &b"<Error/>"[..],
            b"<Error></Error>",
            b"<Error><Code>AccessDen",
            b"<Error ><Code>",
        ] {
            assert_eq!(
                ResponseBody::classify(None, nothing),
                ResponseBody::StorageError(ErrorDetails::default()),
                "{nothing:?}"
            );
        }
    }

    #[test]
    fn the_endpoint_of_a_redirect_is_read() {
        let body = b"<Error><Code>PermanentRedirect</Code><Message>Elsewhere.</Message><Endpoint>b.s3.eu-west-1.amazonaws.com</Endpoint></Error>";
        let ResponseBody::StorageError(found) = ResponseBody::classify(None, body) else {
            panic!("not an error");
        };
        assert_eq!(found.endpoint.as_deref(), Some("b.s3.eu-west-1.amazonaws.com"));
    }

    #[test]
    fn errors_in_json_differ_from_successes_of_other_storages() {
        for (body, words) in [
            (
                r#"{"title":"Forbidden","status":403,"detail":"not yours"}"#,
                "not yours",
            ),
            (r#"{"error":"quota exceeded"}"#, "quota exceeded"),
            (r#"{"error":{"code":"X","message":"no room"}}"#, "no room"),
            (r#"{"message":"Forbidden"}"#, "Forbidden"),
            (r#"{"code":"InternalError","message":"an accident"}"#, "an accident"),
            (r#"{"success":false,"message":"later"}"#, "later"),
            (r#"{"status":"error","message":"denied"}"#, "denied"),
            (r#"{"result":"Failed","message":"no room"}"#, "no room"),
            (r#"{"statusCode":"503","message":"busy","requestId":"1"}"#, "busy"),
        ] {
            let found = ResponseBody::classify(Some("application/json"), body.as_bytes());
            assert_eq!(found, ResponseBody::GatewayError(details("", words)), "{body}");
        }
        for body in [
            "stored",
            "OK\n",
            "<PutObjectResult/>",
            "",
            " \n",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        ] {
            assert_eq!(
                ResponseBody::classify(Some("application/json"), body.as_bytes()),
                ResponseBody::Harmless,
                "{body}"
            );
        }
        assert!(matches!(
            ResponseBody::classify(Some("application/problem+json; charset=utf-8"), b"{}"),
            ResponseBody::GatewayError(_)
        ));
    }

    #[test]
    fn errors_in_arrays_and_in_lowercase_are_recognized() {
        for body in [
            r#"{"errors":["x"]}"#,
            r#"[{"errors":["x"]}]"#,
            r#"[{"ok":true},{"status":"error"}]"#,
            r#"{"fault":{"faultstring":"Rate limit"}}"#,
        ] {
            assert!(
                matches!(
                    ResponseBody::classify(None, body.as_bytes()),
                    ResponseBody::GatewayError(_)
                ),
                "{body}"
            );
        }
        let small = b"<error><code>AccessDenied</code><message>no</message></error>";
        assert_eq!(
            ResponseBody::classify(None, small),
            ResponseBody::StorageError(details("AccessDenied", "no"))
        );
    }

    #[test]
    fn an_unrecognized_body_keeps_its_text() {
        for (body, words) in [
            ("Access denied by policy", "Access denied by policy"),
            (
                "<AccessDeniedResponse><Message>not yours</Message></AccessDeniedResponse>",
                "not yours",
            ),
            ("<multistatus/>", "<multistatus/>"),
            ("[1]", "[1]"),
            ("stored nothing", "stored nothing"),
            (r#"{"status":"pending"}"#, r#"{"status":"pending"}"#),
            (r#"{"captive":true}"#, r#"{"captive":true}"#),
            ("\u{1f}\0", "(the response is not text)"),
        ] {
            assert_eq!(
                ResponseBody::classify(None, body.as_bytes()),
                ResponseBody::Unrecognized(words.to_owned()),
                "{body}"
            );
        }
        let compressed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff, 0xb3, 0x71];
        let found = ResponseBody::classify(Some("application/xml"), &compressed);
        assert_eq!(
            found,
            ResponseBody::Unrecognized("(the response is not text)".to_owned())
        );
        let ResponseBody::Unrecognized(words) = ResponseBody::classify(None, "x y ".repeat(100_000).as_bytes()) else {
            panic!("recognized");
        };
        assert!(words.len() <= MAX_TEXT_CHARS);
    }

    #[test]
    fn a_web_page_is_recognized_whatever_its_type() {
        for page in [
            "<p>please sign in",
            "<body>sign in",
            "<SCRIPT>location='x'</script>",
            "<html>",
            "\n<!DOCTYPE html><title>Sign in</title>",
            "<!-- portal --><HTML><body>",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html xmlns=\"y\">",
            "\u{feff}<html lang=\"en\">",
        ] {
            assert_eq!(
                ResponseBody::classify(None, page.as_bytes()),
                ResponseBody::WebPage,
                "{page}"
            );
        }
        assert_eq!(
            ResponseBody::classify(Some("Text/HTML"), b"Welcome"),
            ResponseBody::WebPage
        );
        assert_eq!(
            ResponseBody::classify(Some("application/javascript; charset=x"), b"x()"),
            ResponseBody::WebPage
        );
    }

    #[test]
    fn an_empty_body_is_harmless_whatever_its_type() {
        for kind in [
            "text/html; charset=UTF-8",
            "application/problem+json",
            "text/javascript",
            "application/xml",
        ] {
            for body in ["", "\r\n", "\u{feff}"] {
                assert_eq!(
                    ResponseBody::classify(Some(kind), body.as_bytes()),
                    ResponseBody::Harmless,
                    "{kind}"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_error_body_is_handled(
            body in prop::collection::vec(any::<u8>(), 0..300),
            pieces in prop::collection::vec(
                "(<\\?xml version=\"1.0\"\\?>|<Error>|<Error xmlns=\"x\">|</Error>|<Code>|</Code>|<Message>|</Message>|<!\\[CDATA\\[|\\]\\]>|&amp;|&#x0;|&lol;|<!DOCTYPE a \\[<!ENTITY lol \"x\">\\]>|<!--|-->|\\PC{0,6})",
                0..20,
            ),
        ) {
            let _ = ResponseBody::classify(None, &body);
            let found = ErrorDetails::from_error_body(None, pieces.concat().as_bytes());
            prop_assert!(found.code.is_none_or(|code| !code.trim().is_empty()));
        }

        #[test]
        fn fuzz_code_and_message_are_parsed(code in "[A-Za-z]{1,30}", message in "[ -~äöü]{0,60}", before in "[ \n]{0,4}") {
            let escaped = quick_xml::escape::escape(message.as_str());
            let body = format!("{before}<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>{escaped}</Message><HostId>x</HostId></Error>");
            let found = ErrorDetails::from_error_body(None, body.as_bytes());
            prop_assert_eq!(found.code, Some(code));
            prop_assert_eq!(found.message.unwrap_or_default(), message.trim());
        }
    }
}
