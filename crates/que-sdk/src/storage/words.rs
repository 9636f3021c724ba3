//! What the body of an answer says: an error as S3 words it, an error in JSON, a web page, or nothing of the kind.
//!
//! The status does not tell: S3 answers 200 and puts an error in the body where it found out too late, and whoever stands in
//! the storage's place answers 200 with a page. No storage answers an upload with anything like these when it stored it.

use std::borrow::Cow;

use hyper::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;

use super::receipt::is_word_of_success;
use crate::answer;

/// What a storage gives as its reason. Other elements of `<Error>` repeat parts of the signature: they are not read.
#[derive(Debug, Default, Clone, PartialEq, serde::Deserialize)]
pub(super) struct Reason {
    #[serde(default, rename = "Code")]
    pub(super) code: Option<String>,
    #[serde(default, rename = "Message")]
    pub(super) message: Option<String>,
    /// Where S3 wants the request instead, as a redirect without a `Location` says it.
    #[serde(default, rename = "Endpoint")]
    pub(super) endpoint: Option<String>,
}

/// What a body says.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// `<Error>`, which is S3's and means what it says under any status.
    StorageError(Reason),
    /// An error in JSON, of a gateway that is no storage.
    OtherError(Reason),
    /// A web page, or what is for one.
    Page,
    /// Nothing at all, or what storages say of a success.
    Other,
    /// Something else, in its own words. It confirms nothing, unless it is a receipt for what was sent.
    Unclear(String),
}

impl Said {
    /// What this body of this type says. A body that was cut off still says what it is.
    pub(super) fn by(content_type: Option<&str>, body: &[u8]) -> Self {
        let kind = content_type.unwrap_or_default().trim_start().to_ascii_lowercase();
        let text = text(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        // What has no bytes is neither a page nor an error, whatever its type is.
        if is_empty(text) {
            return Self::Other;
        }
        let root = root(text);
        match root {
            Some(name) if name.eq_ignore_ascii_case("Error") => return Self::StorageError(Reason::from_xml(text)),
            // Some wrap it, as older calls of AWS do.
            Some("ErrorResponse" | "Errors" | "Response") => {
                if let Some(inner) = text.find("<Error>").and_then(|start| text.get(start..)) {
                    let end = inner.find("</Error>").map_or(inner.len(), |end| end + "</Error>".len());
                    return Self::StorageError(Reason::from_xml(inner.get(..end).unwrap_or(inner)));
                }
            }
            Some(name) if PIECES_OF_PAGES.iter().any(|piece| name.eq_ignore_ascii_case(piece)) => return Self::Page,
            _ => {}
        }
        if kind.starts_with("text/html")
            || kind
                .split([';', ' '])
                .next()
                .is_some_and(|kind| kind.ends_with("javascript"))
        {
            return Self::Page;
        }
        if text.starts_with(['{', '[']) || kind.starts_with("application/problem+") {
            let problem = answer::problem_from(text);
            if kind.starts_with("application/problem+") || is_json_error(text) {
                return Self::OtherError(Reason {
                    message: problem.detail.or(problem.title).or(problem.code),
                    ..Reason::default()
                });
            }
        }
        if is_harmless(root, text) {
            return Self::Other;
        }
        Self::Unclear(readable(text))
    }
}

/// Elements with which a web page, or a piece of one, begins.
const PIECES_OF_PAGES: [&str; 24] = [
    "html", "head", "body", "title", "meta", "link", "script", "style", "noscript", "iframe", "form", "div", "span",
    "p", "a", "b", "br", "center", "font", "h1", "h2", "h3", "img", "table",
];

/// Whether a body is one with which storages that give no ETag tell a success.
fn is_harmless(root: Option<&str>, text: &str) -> bool {
    matches!(root, Some("PutObjectResult" | "PostResponse")) || is_word_of_success(text)
}

/// Whether a body has nothing in it, or but the line with which XML begins.
fn is_empty(text: &str) -> bool {
    let after = text.strip_prefix("<?xml").and_then(|text| text.split_once("?>"));
    after.map_or(text, |(_, after)| after).trim().is_empty()
}

/// What a body says, for a person: without its elements, and bounded.
fn readable(text: &str) -> String {
    if text.contains(['\u{fffd}', '\0']) {
        return "(its answer is no text)".to_owned();
    }
    let mut words = String::new();
    let mut is_inside = false;
    for sign in text.chars().take(MOST_READ) {
        match sign {
            '<' => is_inside = true,
            '>' if is_inside => {
                is_inside = false;
                words.push(' ');
            }
            _ if !is_inside => words.push(sign),
            _ => {}
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        text.chars().take(MOST_READ).collect()
    } else {
        words
    }
}

/// The most characters of an unknown answer that are looked at for its words.
const MOST_READ: usize = 4096;

impl Reason {
    /// The reason of any refusal: its body is a courtesy, and may be anything.
    pub(super) fn of_refusal(content_type: Option<&str>, body: &[u8]) -> Self {
        match Said::by(content_type, body) {
            Said::StorageError(reason) | Said::OtherError(reason) => reason,
            Said::Page | Said::Other | Said::Unclear(_) => Self::default(),
        }
    }

    fn from_xml(text: &str) -> Self {
        let found: Self = quick_xml::de::from_str(text).unwrap_or_default();
        // Cut off: what came to its end counts. Some who are not S3 write small letters.
        let or_element = |found: Option<String>, names: [&str; 2]| {
            found.or_else(|| names.iter().find_map(|name| element(text, name)))
        };
        let found = Self {
            code: or_element(found.code, ["Code", "code"]),
            message: or_element(found.message, ["Message", "message"]),
            endpoint: or_element(found.endpoint, ["Endpoint", "endpoint"]),
        };
        let worth = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            code: worth(found.code),
            message: worth(found.message),
            endpoint: worth(found.endpoint),
        }
    }
}

/// The type that the headers name.
pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    Some(headers.get(CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// A body as text: UTF-16 where its mark says so, else UTF-8.
fn text(body: &[u8]) -> Cow<'_, str> {
    let wide = |from_pair: fn([u8; 2]) -> u16| {
        let pairs = body.as_chunks::<2>().0;
        Cow::Owned(String::from_utf16_lossy(
            &pairs.iter().map(|pair| from_pair(*pair)).collect::<Vec<_>>(),
        ))
    };
    match body {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(body),
    }
}

/// The name of the outermost element without its prefix, where the text is XML or a page.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        if let Some(doctype) = text.get(..9)
            && doctype.eq_ignore_ascii_case("<!doctype")
        {
            let name = text.get(9..)?.trim_start();
            let end = name.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '[');
            return Some(name.get(..end?)?.trim_end_matches('/')).filter(|name| !name.is_empty());
        }
        let ended_by = if text.starts_with("<?") {
            "?>"
        } else if text.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let end = text.find(ended_by)?;
        text = text.get(end + ended_by.len()..)?;
    }
    let name = text.strip_prefix('<')?;
    let end = name.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/')?;
    let name = name.get(..end)?;
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    (!local.is_empty()).then_some(local)
}

/// The text of the first element of this name, where it came to its end.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = after.split_once(&format!("</{name}>"))?;
    let inside = quick_xml::escape::unescape(inside).ok()?;
    Some(inside.into_owned())
}

/// Whether JSON says that something went wrong. What names no error is left: some storages that are not S3 tell the
/// object's name or its link.
fn is_json_error(text: &str) -> bool {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(fields)) => is_error_object(&fields),
        Ok(Value::Array(list)) => list.iter().any(|value| value.as_object().is_some_and(is_error_object)),
        _ => false,
    }
}

fn is_error_object(fields: &serde_json::Map<String, Value>) -> bool {
    let has = |name: &str| fields.keys().any(|key| key.eq_ignore_ascii_case(name));
    let says = |names: &[&str], is_so: fn(&Value) -> bool| {
        let mut named = fields
            .iter()
            .filter(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
        named.any(|(_, value)| is_so(value))
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
    let is_word_of_failure = |value: &Value| {
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
    says(&["error", "errors", "fault", "exception", "__type"], is_set)
        || says(&["status", "statusCode", "status_code", "code"], is_error_status)
        || says(&["status", "result", "state", "outcome"], is_word_of_failure)
        || says(&["success", "ok"], |value| *value == Value::Bool(false))
        || (has("detail") && (has("title") || has("type") || has("code")))
        || (has("code") && has("message"))
        // As gateways say "Forbidden".
        || (fields.len() == 1 && has("message"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    fn reason(code: &str, message: &str) -> Reason {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Reason {
            code: some(code),
            message: some(message),
            endpoint: None,
        }
    }

    #[test]
    fn an_error_of_s3_is_known_by_its_root_whatever_stands_around_it() {
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
            let said = Said::by(Some("application/octet-stream"), &body);
            let shown = String::from_utf8_lossy(&body);
            assert_eq!(
                said,
                Said::StorageError(reason("SlowDown", "Please & slowly")),
                "{shown}"
            );
        }
        let prefixed = b"<s3:Error xmlns:s3=\"x\"><s3:Code>SlowDown</s3:Code></s3:Error>";
        assert_eq!(Said::by(None, prefixed), Said::StorageError(reason("SlowDown", "")));
        for nothing in [
            &b"<Error/>"[..],
            b"<Error></Error>",
            b"<Error><Code>AccessDen",
            b"<Error ><Code>",
        ] {
            assert_eq!(
                Said::by(None, nothing),
                Said::StorageError(Reason::default()),
                "{nothing:?}"
            );
        }
    }

    #[test]
    fn the_endpoint_of_a_redirect_is_read() {
        let body = b"<Error><Code>PermanentRedirect</Code><Message>Elsewhere.</Message><Endpoint>b.s3.eu-west-1.amazonaws.com</Endpoint></Error>";
        let Said::StorageError(found) = Said::by(None, body) else {
            panic!("it is one");
        };
        assert_eq!(found.endpoint.as_deref(), Some("b.s3.eu-west-1.amazonaws.com"));
    }

    #[test]
    fn an_error_in_json_is_told_from_what_other_storages_say_of_a_success() {
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
            let said = Said::by(Some("application/json"), body.as_bytes());
            assert_eq!(said, Said::OtherError(reason("", words)), "{body}");
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
                Said::by(Some("application/json"), body.as_bytes()),
                Said::Other,
                "{body}"
            );
        }
        assert!(matches!(
            Said::by(Some("application/problem+json; charset=utf-8"), b"{}"),
            Said::OtherError(_)
        ));
    }

    #[test]
    fn errors_in_arrays_and_in_small_letters_are_errors() {
        for body in [
            r#"{"errors":["x"]}"#,
            r#"[{"errors":["x"]}]"#,
            r#"[{"ok":true},{"status":"error"}]"#,
            r#"{"fault":{"faultstring":"Rate limit"}}"#,
        ] {
            assert!(matches!(Said::by(None, body.as_bytes()), Said::OtherError(_)), "{body}");
        }
        let small = b"<error><code>AccessDenied</code><message>no</message></error>";
        assert_eq!(Said::by(None, small), Said::StorageError(reason("AccessDenied", "no")));
    }

    #[test]
    fn what_nobody_knows_is_unclear_and_told_in_its_own_words() {
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
            ("\u{1f}\0", "(its answer is no text)"),
        ] {
            assert_eq!(
                Said::by(None, body.as_bytes()),
                Said::Unclear(words.to_owned()),
                "{body}"
            );
        }
        let compressed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff, 0xb3, 0x71];
        let said = Said::by(Some("application/xml"), &compressed);
        assert_eq!(said, Said::Unclear("(its answer is no text)".to_owned()));
        let Said::Unclear(words) = Said::by(None, "x y ".repeat(100_000).as_bytes()) else {
            panic!("it is unclear");
        };
        assert!(words.len() <= MOST_READ);
    }

    #[test]
    fn a_page_is_a_page_under_any_type() {
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
            assert_eq!(Said::by(None, page.as_bytes()), Said::Page, "{page}");
        }
        assert_eq!(Said::by(Some("Text/HTML"), b"Welcome"), Said::Page);
        assert_eq!(Said::by(Some("application/javascript; charset=x"), b"x()"), Said::Page);
    }

    #[test]
    fn a_body_without_bytes_says_nothing_whatever_its_type_is() {
        for kind in [
            "text/html; charset=UTF-8",
            "application/problem+json",
            "text/javascript",
            "application/xml",
        ] {
            for body in ["", "\r\n", "\u{feff}"] {
                assert_eq!(Said::by(Some(kind), body.as_bytes()), Said::Other, "{kind}");
            }
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
            let _ = Said::by(None, &body);
            let found = Reason::of_refusal(None, pieces.concat().as_bytes());
            prop_assert!(found.code.is_none_or(|code| !code.trim().is_empty()));
        }

        #[test]
        fn fuzz_code_and_message_come_back(code in "[A-Za-z]{1,30}", message in "[ -~äöü]{0,60}", before in "[ \n]{0,4}") {
            let escaped = quick_xml::escape::escape(message.as_str());
            let body = format!("{before}<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>{escaped}</Message><HostId>x</HostId></Error>");
            let found = Reason::of_refusal(None, body.as_bytes());
            prop_assert_eq!(found.code, Some(code));
            prop_assert_eq!(found.message.unwrap_or_default(), message.trim());
        }
    }
}
