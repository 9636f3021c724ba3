//! Takes out of a text what may be secret, for words that were not made here: panics, log lines, errors of libraries.
//!
//! The types of this room keep secrets from being printed at all; this is the second fence. It hides rather too much
//! than too little: the user and the query of each URL, the value after each name that sounds secret, and whatever
//! looks like a key or a signature. Hashes are hidden with them; a path, a UUID and ordinary words stay.

use crate::text::visible;

/// What stands in the place of a secret.
pub const HIDDEN: &str = "(hidden)";

/// Parts of names whose values are secret, in small letters. `-` and `_` count alike.
const SECRET_NAMES: [&str; 14] = [
    "api-key",
    "apikey",
    "authorization",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "token",
    "signature",
    "credential",
    "cookie",
    "access-key",
    "accesskey",
    "private-key",
];

/// Names whose value goes on to the end of the line.
const WHOLE_LINE: [&str; 4] = ["authorization", "cookie", "api-key", "apikey"];

/// Words after which a secret stands.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

/// A run of so many letters and digits together is no word.
const LONG: usize = 24;

/// The text with all that may be secret hidden. Line breaks stay where nothing was hidden across them.
#[must_use]
pub fn redact(text: &str) -> String {
    tokens(&named_values(&urls(text)))
}

/// The text redacted and on one line of at most `most` characters, in which nothing acts: fit for a log.
#[must_use]
pub fn redact_line(text: &str, most: usize) -> String {
    let redacted = redact(text);
    let kept: String = redacted.trim().chars().take(most).collect();
    let mut line = visible(&kept).into_owned();
    if redacted.trim().chars().nth(most).is_some() {
        line.push('…');
    }
    line
}

fn ends_word(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || matches!(sign, '"' | '\'' | '`' | '<' | '>')
}

/// Hides user and query of URLs, and `user:password@` without a scheme too.
fn urls(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(ends_word).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        url_word(word, &mut shown);
        let mut signs = after.chars();
        shown.extend(signs.next());
        rest = signs.as_str();
    }
    shown
}

fn url_word(word: &str, shown: &mut String) {
    let Some(scheme_end) = word.find("://").map(|at| at + 3) else {
        // `user:password@proxy:3128`
        match (word.find(':'), word.rfind('@')) {
            (Some(colon), Some(at)) if colon < at => {
                shown.push_str(HIDDEN);
                shown.push_str(word.get(at..).unwrap_or_default());
            }
            _ => shown.push_str(word),
        }
        return;
    };
    let (scheme, rest) = word.split_at(scheme_end);
    shown.push_str(scheme);
    let authority_end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..authority_end).unwrap_or_default();
    // A password may hold a `/` although it should not: what stands after the colon is then no port.
    let no_port = authority.rsplit_once(':').is_some_and(|(_, port)| {
        !port.ends_with(']') && (port.is_empty() || !port.bytes().all(|digit| digit.is_ascii_digit()))
    });
    let at = match authority.rfind('@') {
        Some(at) => Some(at),
        None if no_port => rest.rfind('@'),
        None => None,
    };
    let rest = match at {
        Some(at) => {
            shown.push_str(HIDDEN);
            rest.get(at..).unwrap_or_default()
        }
        None => rest,
    };
    match rest.find(['?', '#']) {
        Some(query) => {
            let (place, query) = rest.split_at(query);
            place_of(place, shown);
            shown.extend(query.chars().next());
            shown.push_str(HIDDEN);
        }
        None => place_of(rest, shown),
    }
}

/// Host and path. A second URL may be glued to the first one.
fn place_of(place: &str, shown: &mut String) {
    match place
        .find("://")
        .and_then(|at| place.get(..at)?.rfind(|sign: char| !sign.is_ascii_alphanumeric()))
    {
        Some(before) if place.is_char_boundary(before + 1) => {
            let (first, second) = place.split_at(before + 1);
            shown.push_str(first);
            url_word(second, shown);
        }
        _ => shown.push_str(place),
    }
}

/// Hides the values after names that sound secret: in headers, queries, JSON, `Debug` and environments.
fn named_values(text: &str) -> String {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(is_name).unwrap_or(rest.len());
        let (between, at_name) = rest.split_at(start);
        shown.push_str(between);
        let end = at_name.find(|sign| !is_name(sign)).unwrap_or(at_name.len());
        let (name, after) = at_name.split_at(end);
        shown.push_str(name);
        rest = after;
        let small = name.to_ascii_lowercase().replace('_', "-");
        if SCHEMES.contains(&small.as_str()) {
            rest = hide_after_scheme(name, after, &mut shown);
        } else if (small == "sig" || SECRET_NAMES.iter().any(|part| small.contains(part)))
            && let Some((separator, value)) = separated(after)
        {
            shown.push_str(separator);
            let whole_line = WHOLE_LINE.iter().any(|part| small.contains(part));
            rest = hide_value(value, whole_line, &mut shown);
        }
    }
    shown
}

/// `Bearer abc`: hides `abc` where it looks like no word.
fn hide_after_scheme<'a>(name: &str, after: &'a str, shown: &mut String) -> &'a str {
    let value = after.trim_start_matches([' ', '\t']);
    let end = value.find(ends_word).unwrap_or(value.len());
    let (token, rest) = value.split_at(end);
    let word = !name.eq_ignore_ascii_case("bearer")
        && token
            .bytes()
            .all(|sign| sign.is_ascii_lowercase() || b".,;:)".contains(&sign));
    let plain = token.len() < 8 || word;
    if value.len() == after.len() || plain {
        return after;
    }
    shown.push(' ');
    shown.push_str(HIDDEN);
    rest
}

/// What stands between a name and its value, and the rest from the value on; `None` where no value follows.
fn separated(after: &str) -> Option<(&str, &str)> {
    let trimmed = after.trim_start_matches(['"', '\'', '\\', ']', ')', ' ', '\t']);
    let starts = |prefix: &str| {
        trimmed
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let length = if starts("::") {
        return None; // a path of modules
    } else if starts("=>") {
        2
    } else if starts(":") || starts("=") {
        1
    } else if starts("%3d") || starts("%3a") {
        3
    } else if starts(",") && after.starts_with(['"', '\'', '\\']) {
        1 // `("x-api-key", "…")`
    } else {
        return None;
    };
    let value = trimmed.get(length..)?.trim_start();
    Some((after.get(..after.len() - value.len())?, value))
}

/// Hides a value and gives what follows it.
fn hide_value<'a>(value: &'a str, whole_line: bool, shown: &mut String) -> &'a str {
    let inner = value.trim_start_matches('\\');
    if let Some(quote @ ('"' | '\'')) = inner.chars().next() {
        let escaped = inner.len() < value.len();
        let open = value.len() - inner.len() + 1;
        shown.push_str(value.get(..open).unwrap_or_default());
        shown.push_str(HIDDEN);
        let content = value.get(open..).unwrap_or_default();
        return content.get(closing(content, quote, escaped)..).unwrap_or_default();
    }
    if value.is_empty() {
        return value;
    }
    shown.push_str(HIDDEN);
    let ends = |sign: char| {
        if whole_line {
            sign == '\n' || sign == '\r'
        } else {
            ends_word(sign)
        }
    };
    // `token: Bearer abc`
    let end = value.find(ends).unwrap_or(value.len());
    let (word, rest) = value.split_at(end);
    if !whole_line && SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)) {
        let next = rest.trim_start();
        return next
            .get(next.find(ends_word).unwrap_or(next.len())..)
            .unwrap_or_default();
    }
    rest
}

/// Where the closing quote stands, or the end.
fn closing(content: &str, quote: char, escaped: bool) -> usize {
    let mut skip = false;
    for (at, sign) in content.char_indices() {
        if skip {
            skip = false;
        } else if sign == '\\' && !escaped {
            skip = true;
        } else if sign == quote {
            return at;
        }
    }
    content.len()
}

/// Hides what looks like a key, a signature or a hash.
fn tokens(text: &str) -> String {
    let is_token = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '+' | '=' | '~' | '%');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(is_token).unwrap_or(rest.len());
        let (between, at_token) = rest.split_at(start);
        shown.push_str(between);
        let end = at_token.find(|sign| !is_token(sign)).unwrap_or(at_token.len());
        let (token, after) = at_token.split_at(end);
        // `id=…`: the name stays.
        let value = token
            .rfind('=')
            .filter(|at| at + 1 < token.len())
            .map_or(0, |at| at + 1);
        let (name, value) = token.split_at(value);
        shown.push_str(if looks_secret(name) { HIDDEN } else { name });
        shown.push_str(if looks_secret(value) { HIDDEN } else { value });
        rest = after;
    }
    shown
}

fn looks_secret(token: &str) -> bool {
    let token = token.trim_end_matches('=');
    let prefixed = |prefixes: &[&str], length: usize| {
        token.len() >= length && prefixes.iter().any(|prefix| token.starts_with(prefix))
    };
    if prefixed(&["sk_", "sk-", "pk_", "rk_", "sandbox_", "eyJ", "ghp_", "xox"], 12) {
        return true;
    }
    if token.len() >= 20 && (token.starts_with("AKIA") || token.starts_with("ASIA")) {
        return true;
    }
    let rest = without_uuids(token);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let letters = rest.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = rest.bytes().filter(u8::is_ascii_uppercase).count();
    if rest.len() < LONG || letters == 0 {
        return false;
    }
    // Long words in small letters with `-` or `_` between them are names of things.
    digits > 0 || (upper > 2 && letters > upper)
}

/// Leaves out UUIDs at the start: object keys are made of them.
fn without_uuids(token: &str) -> &str {
    let mut rest = token;
    while let Some(first) = rest.get(..36).filter(|first| is_uuid(first)) {
        rest = rest
            .get(first.len()..)
            .unwrap_or_default()
            .trim_start_matches(['-', '_']);
    }
    rest
}

fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, sign)| match at {
        8 | 13 | 18 | 23 => sign == b'-',
        _ => sign.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "S3cr3t-Zz9";
    const LONG_SECRET: &str = "q7Jx2LmN8vRt4WcY6bKd0HsF3gPz5AeU";

    #[test]
    fn what_is_not_secret_stays_as_it_is() {
        for text in [
            "",
            "the server's name is not known (asking Que for an upload URL)",
            "PUT to https://bucket.s3.us-west-2.amazonaws.com/uploads/photo.jpg ended with 403",
            "uploads/3f2c1a90-7b1d-4c55-9a77-0123456789ab/IMG_0001.jpg",
            "uploads/3f2c1a90-7b1d-4c55-9a77-0123456789ab-IMG_0001.jpg",
            "2026-11-23T21:34:27.123456Z  INFO que_uploader::engine::route: an attempt failed",
            "panicked at src/que/storage/put.rs:120:9: index out of bounds: the len is 3 but the index is 7",
            "the API key may not do this (signing)",
            "que_uploader::secret::redact: x",
            "basic settings, bearer of news",
            "a_very_long_name_of_a_test_that_is_all_words and-another-one-with-hyphens-between",
            "http://127.0.0.1:8080/healthz and http://[::1]:9/x",
            "18446744073709551615 bytes",
            "someone@example.org",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn urls_lose_user_and_query() {
        for (text, expected) in [
            (
                "https://b.s3.amazonaws.com/k.jpg?X-Amz-Signature=abc",
                "https://b.s3.amazonaws.com/k.jpg?(hidden)",
            ),
            ("(https://u:p@h.org/x?a=1#f)", "(https://(hidden)@h.org/x?(hidden)"),
            ("http://u:p/a/ss@proxy:3128", "http://(hidden)@proxy:3128"),
            ("http://u:p@ss@proxy:3128/", "http://(hidden)@proxy:3128/"),
            ("\"https://h/k#token\"", "\"https://h/k#(hidden)\""),
            (
                "a=https://h/k,b=https://u:p@h/k?q",
                "a=https://h/k,b=https://(hidden)@h/k?(hidden)",
            ),
            ("proxy user:pass@host:3128 refused", "proxy (hidden)@host:3128 refused"),
            ("https://h/photo@2x.png", "https://h/photo@2x.png"),
        ] {
            assert_eq!(redact(text), expected);
        }
    }

    #[test]
    fn no_way_of_writing_a_secret_down_shows_it() {
        let shapes = [
            "x-api-key: {}",
            "X-API-Key:{}",
            "x-api-key = {}",
            "\"x-api-key\": \"{}\"",
            "{\"x_api_key\":\"{}\",\"a\":1}",
            "{\\\"apiKey\\\":\\\"{}\\\"}",
            "HeaderMap { 'x-api-key': '{}' }",
            "[(\"x-api-key\", \"{}\")]",
            "QUE_API_KEY_AUTH={}",
            "QUE_API_KEY={} que-uploader",
            "Authorization: Bearer {}",
            "authorization: Basic {}, x",
            "Authorization: AWS4-HMAC-SHA256 Credential={}/20260101/x, SignedHeaders=host, Signature={}",
            "proxy-authorization=Basic {}",
            "Cookie: a=1; session={}",
            "Set-Cookie: session={}; Path=/",
            "token: {}",
            "token: Bearer {}",
            "token:\n  {}",
            "sent Bearer {}",
            "/k?X-Amz-Credential={}&X-Amz-Expires=900",
            "/k?x=1&X-Amz-Signature={}",
            "/k?X-Amz-Signature%3D{}",
            "?AWSAccessKeyId=a&Signature={}",
            "?sig={}",
            "https://h/k?anything={}",
            "https://{}@h/k",
            "https://user:{}@h/k",
            "https://user:a/{}@h/k",
            "user:{}@proxy:8080",
            "password => {}",
            "SecretAccessKey [{}] secret_access_key: {}",
            "aws_session_token = \"{}\"",
            "key sk_{}",
        ];
        for shape in shapes {
            for secret in [SECRET, LONG_SECRET] {
                if shape.starts_with("SecretAccessKey [") && secret == SECRET {
                    continue; // a short secret with nothing before it but a bracket is a word
                }
                if shape == "key sk_{}" && secret.len() + 3 < 12 {
                    continue;
                }
                let text = shape.replace("{}", secret);
                let shown = redact(&text);
                assert!(!shown.contains(secret), "{text:?} became {shown:?}");
                assert!(shown.contains(HIDDEN), "{shown}");
                assert_eq!(redact(&shown), shown, "twice is as once");
            }
        }
    }

    #[test]
    fn what_looks_like_a_key_is_hidden_wherever_it_stands() {
        for secret in [
            LONG_SECRET,
            "AKIAIOSFODNN7EXAMPLE",
            "eyJhbGciOiJIUzI1NiJ9",
            "sandbox_0123456789abcdef",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
        ] {
            for text in [
                format!("panicked: {secret}"),
                format!("({secret})"),
                format!("id={secret}"),
                format!("é{secret}é"),
            ] {
                let shown = redact(&text);
                assert!(!shown.contains(secret), "{text} became {shown}");
            }
        }
    }

    #[test]
    fn a_line_is_one_line_and_not_too_long() {
        assert_eq!(redact_line(" a\nb\u{1b}[31mc ", 100), r"a\nb\u{1b}[31mc");
        assert_eq!(redact_line("a\u{202e}b", 100), r"a\u{202e}b");
        assert_eq!(redact_line("äöüß", 2), "äö…");
        assert_eq!(redact_line("äö", 2), "äö");
    }
}
