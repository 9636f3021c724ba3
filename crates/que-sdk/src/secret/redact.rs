//! Takes out of a text what may be secret, for words that were not made here: panics, log lines, errors of libraries.
//!
//! The types of this module keep secrets from being printed at all; this is the second fence. It hides rather too much
//! than too little: the user and the query of each URL, the value after each name that sounds secret, and whatever
//! looks like a key or a signature. Hashes are hidden with them; a path, a UUID and ordinary words stay.
//!
//! Servers write much of what comes here, and could make it long and odd. So the work grows as the text does: three passes
//! go over it one after the other, each takes off the start of what is left, and none looks further ahead than it takes
//! off, but for what is said at its place.

mod scan;

use crate::text::visible;

/// The replacement for a secret.
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

/// Hides everything in a text that may be secret. Keeps line breaks, except inside hidden parts.
#[must_use]
pub fn redact(text: &str) -> String {
    tokens(&named_values(&urls(text)))
}

/// The text redacted and on one line of at most `most` characters, in which nothing acts: fit for a log.
#[must_use]
pub fn redact_line(text: &str, most: usize) -> String {
    let redacted = redact(text);
    let redacted = redacted.trim();
    let beginning: String = redacted.chars().take(most).collect();
    // What is made visible has more signs than it had.
    let shown = visible(&beginning);
    let mut line: String = shown.chars().take(most).collect();
    if redacted.chars().nth(most).is_some() || shown.chars().nth(most).is_some() {
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
        let (word, after) = rest.split_at(scan::end(rest, ends_word));
        url_word(word, &mut shown);
        let mut signs = after.chars();
        shown.extend(signs.next());
        rest = signs.as_str();
    }
    shown
}

/// One word. URLs can be glued to each other: each turn takes one off. What would be looked for to the end of the word in
/// each turn, the last `@` and the first `?` or `#`, is looked for once.
fn url_word(word: &str, shown: &mut String) {
    let Some(first_scheme) = scan::words(word, "://") else {
        // `user:password@proxy:3128`
        match (
            scan::first(word, |sign| sign == ':'),
            scan::last(word, |sign| sign == '@'),
        ) {
            (Some(colon), Some(at)) if colon < at => {
                shown.push_str(HIDDEN);
                shown.push_str(word.get(at..).unwrap_or_default());
            }
            _ => shown.push_str(word),
        }
        return;
    };
    // Places are counted from the start of the word; `end` is where the query begins, once that is known.
    let (mut from, mut scheme) = (0, first_scheme);
    let (mut end, mut query) = (word.len(), None);
    let mut last_at = scan::last(word, |sign| sign == '@');
    loop {
        let authority_start = scheme + "://".len();
        shown.push_str(word.get(from..authority_start).unwrap_or_default());
        from = authority_start;
        let rest = word.get(from..end).unwrap_or_default();
        let authority = rest
            .get(..scan::end(rest, |sign| matches!(sign, '/' | '?' | '#' | '\\')))
            .unwrap_or_default();
        if let Some(at) = end_of_user(authority, from, last_at) {
            shown.push_str(HIDDEN);
            from = at;
        }
        if query.is_none() {
            let rest = word.get(from..).unwrap_or_default();
            let found = scan::first(rest, |sign| matches!(sign, '?' | '#'));
            end = found.map_or(end, |found| from + found);
            query = Some(word.get(end..).and_then(|query| query.chars().next()));
            last_at = scan::last(word.get(..end).unwrap_or_default(), |sign| sign == '@');
        }
        let place = word.get(from..end).unwrap_or_default();
        let Some(found) = scan::words(place, "://") else {
            shown.push_str(place);
            break;
        };
        scheme = from + found;
        // The next one begins after the last sign that is no part of a scheme, or right here; its turn shows it.
        let before = place.get(..found).unwrap_or_default();
        let begins = scan::last(before, |sign| !sign.is_ascii_alphanumeric())
            .and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8()));
        shown.push_str(before.get(..begins.unwrap_or(0)).unwrap_or_default());
        from += begins.unwrap_or(0);
    }
    if let Some(Some(sign)) = query {
        shown.push(sign);
        shown.push_str(HIDDEN);
    }
}

/// Where the `@` stands that ends a user's name and password, if there are any. `from` is where the authority begins in the
/// word, and `last_at` the word's last `@`.
fn end_of_user(authority: &str, from: usize, last_at: Option<usize>) -> Option<usize> {
    if let Some(at) = scan::last(authority, |sign| sign == '@') {
        return Some(from + at);
    }
    // A password may hold a `/` although it should not: what stands after the colon is then no port.
    let colon = scan::last(authority, |sign| sign == ':')?;
    let port = authority.get(colon + 1..).unwrap_or_default();
    let is_no_port = !port.ends_with(']') && (port.is_empty() || !port.bytes().all(|digit| digit.is_ascii_digit()));
    last_at.filter(|at| is_no_port && *at >= from)
}

/// Hides the values after names that sound secret: in headers, queries, JSON, `Debug` and environments.
fn named_values(text: &str) -> String {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (between, at_name) = rest.split_at(scan::end(rest, is_name));
        shown.push_str(between);
        let (name, after) = at_name.split_at(scan::end(at_name, |sign| !is_name(sign)));
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
    let value = scan::after(after, |sign| matches!(sign, ' ' | '\t'));
    if value.len() == after.len() {
        return after;
    }
    // A blank stands before this word and no other, so it is looked at for this name alone.
    let (token, rest) = value.split_at(scan::end(value, ends_word));
    let word = !name.eq_ignore_ascii_case("bearer")
        && token
            .bytes()
            .all(|sign| sign.is_ascii_lowercase() || b".,;:)".contains(&sign));
    if token.len() < 8 || word {
        return after;
    }
    shown.push(' ');
    shown.push_str(HIDDEN);
    rest
}

/// What stands between a name and its value, and the rest from the value on; `None` where no value follows. Such signs stand
/// after one name alone.
fn separated(after: &str) -> Option<(&str, &str)> {
    let trimmed = scan::after(after, |sign| matches!(sign, '"' | '\'' | '\\' | ']' | ')' | ' ' | '\t'));
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
    let value = scan::after(trimmed.get(length..)?, char::is_whitespace);
    Some((after.get(..after.len() - value.len())?, value))
}

/// Hides a value and gives what follows it.
fn hide_value<'a>(value: &'a str, whole_line: bool, shown: &mut String) -> &'a str {
    let inner = scan::after(value, |sign| sign == '\\');
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
    let (word, rest) = value.split_at(scan::end(value, ends));
    if !whole_line && SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)) {
        let next = scan::after(rest, char::is_whitespace);
        return next.get(scan::end(next, ends_word)..).unwrap_or_default();
    }
    rest
}

/// Where the closing quote stands, or the end.
fn closing(content: &str, quote: char, escaped: bool) -> usize {
    let mut skip = false;
    let is_closing = |sign: char| {
        if std::mem::take(&mut skip) {
            return false;
        }
        skip = sign == '\\' && !escaped;
        sign == quote
    };
    scan::end(content, is_closing)
}

/// Hides what looks like a key, a signature or a hash.
fn tokens(text: &str) -> String {
    let is_token = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '+' | '=' | '~' | '%');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (between, at_token) = rest.split_at(scan::end(rest, is_token));
        shown.push_str(between);
        let (token, after) = at_token.split_at(scan::end(at_token, |sign| !is_token(sign)));
        // `id=…`: the name stays.
        let value = scan::last(token, |sign| sign == '=')
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

    /// What stands here over and over has the searches begin again and again.
    #[test]
    fn what_is_looked_at_grows_as_the_text_does_whatever_is_repeated() {
        let pieces = [
            "a",
            " ",
            "/",
            "?",
            "@",
            ":",
            "=",
            "\\",
            "\"",
            "\n",
            "é",
            "a@",
            ":@",
            "://",
            "a://",
            "/a://",
            "/a://b:",
            "a://@",
            "/a://b@",
            "?a://",
            "é://",
            "bearer",
            "bearer,",
            "bearer ",
            "basic ",
            "basic a,",
            "bearer abcdefgh",
            "token",
            "token ",
            "token:",
            "token\"",
            "token=\"",
            "token='a",
            "token: bearer ",
            "token\\",
            "authorization",
            "cookie:a",
            "a=",
            "=a",
            "token%3d",
            "0123456789abcdef0123456789abcdef-",
            "3f2c1a90-7b1d-4c55-9a77-0123456789ab-",
            "x-api-key,",
            "sig\t",
            "sk_",
        ];
        let starts = ["", "a://", "a://b:c", "bearer ", "token=\"", "token: "];
        let ends = ["", "@", "?", "\"", " x"];
        for piece in pieces {
            for start in starts {
                for end in ends {
                    let text = |times: usize| format!("{start}{}{end}", piece.repeat(times));
                    let looked_at = |times: usize| {
                        let text = text(times);
                        scan::of(|| drop(redact(&text))) as f64 / text.len() as f64
                    };
                    let (few, many) = (looked_at(100), looked_at(1000));
                    // Three passes, each of which looks at a sign some times.
                    assert!(many < 24.0, "{start:?} {piece:?} {end:?}: each byte {many} times");
                    assert!(
                        many < few * 1.5 + 1.0,
                        "{start:?} {piece:?} {end:?}: {few} times, then {many}"
                    );
                }
            }
        }
    }

    #[test]
    fn urls_that_are_glued_to_each_other_are_told_apart_however_many_they_are() {
        // One function call for each was more than a stack holds.
        let many = "/https://h".repeat(200_000);
        assert_eq!(redact(&format!("x:/{many}")), format!("x:/{many}"));
        for (text, expected) in [
            ("https://h/éhttps://u:p@k/x", "https://h/éhttps://(hidden)@k/x"),
            ("https://https://u:p@h/x?q=1", "https://(hidden)@h/x?(hidden)"),
            ("a://b/c://u:p@h/d://e?f@g", "a://b/c://(hidden)@h/d://e?(hidden)"),
        ] {
            assert_eq!(redact(text), expected);
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
