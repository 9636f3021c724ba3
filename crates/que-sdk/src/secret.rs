//! Types for the API key and presigned URLs that can't be printed by accident.
//!
//! Neither implements `Serialize`, and `Debug` and `Display` leave out the secret part, so it doesn't end up in logs, errors,
//! crash reports or databases. Only `expose` returns it. [`redact`] is a second line of defense, for text from other
//! sources.

mod bare_url;
mod redact;

use std::fmt;

pub use bare_url::BareUrl;
pub use redact::{HIDDEN, hide_echo, hide_signatures, redact, redact_line};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// An API key. Wiped from memory when dropped. `Debug` doesn't show it.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Zeroizing<String>);

/// Longest API key in characters. Que's have about 40, and some keyrings store no more than this.
pub const MAX_KEY_LENGTH: usize = 1024;

/// Why a text isn't an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum InvalidApiKey {
    /// The text is empty or only whitespace.
    #[error("the key is empty")]
    Empty,
    /// It has more than [`MAX_KEY_LENGTH`] characters, so it is probably something else.
    #[error("the key is too long: a key has at most {MAX_KEY_LENGTH} characters")]
    TooLong,
    /// It has more than one line.
    #[error("the key has a line break in it")]
    Lines,
    /// It has a space, a control character, or a non-ASCII character, which can't be sent in a header.
    #[error("the key has a character that no key has (a space, a control character or a non-ASCII letter)")]
    Character,
}

impl ApiKey {
    /// Parses a key. Removes whitespace and a byte-order mark from both ends.
    ///
    /// # Errors
    /// [`InvalidApiKey`] if the text is empty or can't be sent in an HTTP header.
    pub fn parse(text: &str) -> Result<Self, InvalidApiKey> {
        let key = text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        if key.is_empty() {
            return Err(InvalidApiKey::Empty);
        }
        if key.len() > MAX_KEY_LENGTH {
            return Err(InvalidApiKey::TooLong);
        }
        if key.contains(['\n', '\r']) {
            return Err(InvalidApiKey::Lines);
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidApiKey::Character);
        }
        Ok(Self(Zeroizing::new(key.to_owned())))
    }

    /// The key itself. Use it only for the `x-api-key` header and a keyring.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(hidden)")
    }
}

/// A presigned URL. `Debug` and `Display` hide its query, which grants access.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedUrl(url::Url);

impl SignedUrl {
    /// Wraps a URL.
    #[must_use]
    pub fn new(url: url::Url) -> Self {
        Self(url)
    }

    /// The whole URL with its signature. Use it only to send the request.
    #[must_use]
    pub fn expose(&self) -> &url::Url {
        &self.0
    }
}

impl fmt::Display for SignedUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.clone();
        let hidden = shown.query().is_some();
        shown.set_query(None);
        shown.set_fragment(None);
        if shown.set_password(None).is_ok() {
            let _ = shown.set_username("");
        }
        write!(formatter, "{shown}")?;
        if hidden {
            formatter.write_str("?(hidden)")?;
        }
        Ok(())
    }
}

impl fmt::Debug for SignedUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SignedUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_and_never_printed() {
        let key = ApiKey::parse("  sk_live_123\r\n").unwrap();
        assert_eq!(key.expose(), "sk_live_123");
        assert!(!format!("{key:?}").contains("sk_live"));
        assert_eq!(ApiKey::parse("\u{feff}sk_live_123\n").unwrap(), key, "byte-order mark");
    }

    #[test]
    fn a_key_that_is_not_a_valid_header_value_is_refused() {
        assert_eq!(ApiKey::parse(" \n"), Err(InvalidApiKey::Empty));
        assert_eq!(ApiKey::parse("two words"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("schlüssel"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("a\0b"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("a\u{1b}[31mb"), Err(InvalidApiKey::Character));
        for two_lines in ["a\nb", "a\r\nb", "sk_1\nsk_2\n"] {
            assert_eq!(ApiKey::parse(two_lines), Err(InvalidApiKey::Lines));
        }
        assert_eq!(
            ApiKey::parse(&"k".repeat(MAX_KEY_LENGTH + 1)),
            Err(InvalidApiKey::TooLong)
        );
        assert!(ApiKey::parse(&format!("\u{feff}{}\r\n", "k".repeat(MAX_KEY_LENGTH))).is_ok());
    }

    #[test]
    fn a_signed_url_shows_its_path_but_not_its_signature() {
        let url = "https://b.s3.amazonaws.com/k.jpg?X-Amz-Signature=abc#f"
            .parse()
            .unwrap();
        let url = SignedUrl::new(url);
        for shown in [format!("{url}"), format!("{url:?}")] {
            assert!(shown.contains("https://b.s3.amazonaws.com/k.jpg?(hidden)"), "{shown}");
            assert!(!shown.contains("abc"), "{shown}");
        }
    }
}
