//! Values that cannot be printed: the API key and URLs that carry a signature.
//!
//! Neither type implements `Display` of its secret part or `Serialize`, so a log line, an error, a crash report or a
//! database row cannot hold one by accident. What is secret has to be asked for by a method whose name says so.
//! [`redact`] is the second fence, for words that were made elsewhere.

mod bare_url;
mod redact;

use std::fmt;

pub use bare_url::BareUrl;
pub use redact::{HIDDEN, redact, redact_line};
use zeroize::Zeroizing;

/// An API key. Wiped from memory when the last copy is dropped; `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Zeroizing<String>);

/// The most characters of a key. Que's have some forty, and not every keyring takes more than this.
pub const MOST_KEY: usize = 1024;

/// Why a text cannot be an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidApiKey {
    /// Nothing is left after white space is taken off both ends.
    #[error("the key is empty")]
    Empty,
    /// More than [`MOST_KEY`] characters: something else was pasted, or named as the file with the key.
    #[error("the key is too long: a key has at most {MOST_KEY} characters")]
    TooLong,
    /// More than one line.
    #[error("the key has a line break in it: a key is one line")]
    Lines,
    /// A control character or one outside ASCII: it cannot be sent in a header.
    #[error("the key has a character that no key has (a space, a control character or a letter outside A-Z)")]
    Character,
}

impl ApiKey {
    /// Takes white space off both ends, as it comes with a paste, and a byte-order mark, as some editors write it; and checks
    /// that the rest can be a header's value.
    ///
    /// # Errors
    /// [`InvalidApiKey`] for an empty text and for one that no HTTP header can carry.
    pub fn parse(text: &str) -> Result<Self, InvalidApiKey> {
        let key = text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
        if key.is_empty() {
            return Err(InvalidApiKey::Empty);
        }
        if key.len() > MOST_KEY {
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

    /// The key itself, for the `x-api-key` header and for the keyring, and for nothing else.
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

/// A URL whose query is a permission: a presigned upload or download. `Debug` and `Display` hide the query.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedUrl(url::Url);

impl SignedUrl {
    /// Wraps a URL.
    #[must_use]
    pub fn new(url: url::Url) -> Self {
        Self(url)
    }

    /// The whole URL with its signature, for the request it was made for, and for nothing else.
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
        assert_eq!(
            ApiKey::parse("\u{feff}sk_live_123\n").unwrap(),
            key,
            "of a file with a mark"
        );
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused() {
        assert_eq!(ApiKey::parse(" \n"), Err(InvalidApiKey::Empty));
        assert_eq!(ApiKey::parse("two words"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("schlüssel"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("a\0b"), Err(InvalidApiKey::Character));
        assert_eq!(ApiKey::parse("a\u{1b}[31mb"), Err(InvalidApiKey::Character));
        for two_lines in ["a\nb", "a\r\nb", "sk_1\nsk_2\n"] {
            assert_eq!(ApiKey::parse(two_lines), Err(InvalidApiKey::Lines));
        }
        assert_eq!(ApiKey::parse(&"k".repeat(MOST_KEY + 1)), Err(InvalidApiKey::TooLong));
        assert!(ApiKey::parse(&format!("\u{feff}{}\r\n", "k".repeat(MOST_KEY))).is_ok());
    }

    #[test]
    fn a_signed_url_shows_its_place_but_not_its_signature() {
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
