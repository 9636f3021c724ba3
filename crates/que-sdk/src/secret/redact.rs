//! Hides secrets in text from other sources: panics, log lines, errors of libraries.
//!
//! It hides too much rather than too little: the user and the query of each URL, the value after each name that sounds
//! secret, and whatever looks like a key or a signature. That includes hashes, but not paths, UUIDs and ordinary words.
//!
//! Much of the text comes from servers, which could make it long and adversarial, so the work must stay linear. Three passes
//! run one after the other. Each repeatedly takes a prefix off the rest and looks no further ahead than that prefix, except
//! where a comment says why it may.

mod echo;
mod named_values;
mod scan;
mod signatures;
mod tokens;
mod urls;

pub use self::echo::hide_echo;
use self::named_values::hide_named_values;
pub use self::signatures::hide_signatures;
use self::tokens::hide_tokens;
use self::urls::hide_urls;
use crate::text::visible;

/// The replacement for a secret.
pub const HIDDEN: &str = "(hidden)";

/// Hides everything in a text that may be secret. Keeps line breaks, except inside hidden parts.
#[must_use]
pub fn redact(text: &str) -> String {
    hide_tokens(&hide_named_values(&hide_urls(text)))
}

/// Redacts a text and puts it on one line of at most `max_chars` characters, [safe to show](fn@crate::text::visible).
#[must_use]
pub fn redact_line(text: &str, max_chars: usize) -> String {
    let redacted = redact(text);
    let redacted = redacted.trim();
    let beginning: String = redacted.chars().take(max_chars).collect();
    // Escaping makes the text longer.
    let shown = visible(&beginning);
    let mut line: String = shown.chars().take(max_chars).collect();
    if redacted.chars().nth(max_chars).is_some() || shown.chars().nth(max_chars).is_some() {
        line.push('…');
    }
    line
}

/// Whether this character ends a URL or an unquoted value.
fn ends_word(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '"' | '\'' | '`' | '<' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "S3cr3t-Zz9";
    const LONG_SECRET: &str = "q7Jx2LmN8vRt4WcY6bKd0HsF3gPz5AeU";

    #[test]
    fn text_without_secrets_is_unchanged() {
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
    fn urls_lose_their_user_and_query() {
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
    fn a_secret_is_hidden_in_every_notation() {
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
                assert_eq!(redact(&shown), shown, "redaction is idempotent");
            }
        }
    }

    #[test]
    fn what_looks_like_a_key_is_hidden_anywhere() {
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

    /// Repeats of these pieces restart the searches as often as possible.
    #[test]
    fn the_work_is_linear_for_any_repeated_text() {
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
                    let scans_per_byte = |times: usize| {
                        let text = text(times);
                        scan::bytes_scanned(|| drop(redact(&text))) as f64 / text.len() as f64
                    };
                    let (few, many) = (scans_per_byte(100), scans_per_byte(1000));
                    // Three passes, each of which scans a byte a few times.
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
    fn adjacent_urls_are_each_redacted() {
        // Recursion would overflow the stack.
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
    fn a_redacted_line_is_one_line_and_not_too_long() {
        assert_eq!(redact_line(" a\nb\u{1b}[31mc ", 100), r"a\nb\u{1b}[31mc");
        assert_eq!(redact_line("a\u{202e}b", 100), r"a\u{202e}b");
        assert_eq!(redact_line("äöüß", 2), "äö…");
        assert_eq!(redact_line("äö", 2), "äö");
    }
}
