//! A URL without its secret parts.

use std::fmt;

use url::{Position, Url};

/// A URL reduced to scheme, host, port and path. Has no query, fragment or credentials, so it can be shown and logged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BareUrl(String);

impl BareUrl {
    /// Keeps scheme, host, port and path.
    #[must_use]
    pub fn of(url: &Url) -> Self {
        let host_and_path = &url[Position::BeforeHost..Position::AfterPath];
        Self(format!("{}://{host_and_path}", url.scheme()))
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BareUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_query_and_fragment_are_removed() {
        let url = "https://name:word@b.example.org:8443/a/k%20y.jpg?X-Amz-Signature=abc&token=d#secret";
        let bare = BareUrl::of(&url.parse().unwrap());
        assert_eq!(bare.as_str(), "https://b.example.org:8443/a/k%20y.jpg");
        assert_eq!(format!("{bare} {bare:?}").matches("abc").count(), 0);
    }
}
