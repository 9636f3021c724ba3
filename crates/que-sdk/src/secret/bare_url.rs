//! A URL without what could be a permission.

use std::fmt;

use url::{Position, Url};

/// A URL reduced to scheme, host, port and path. Has no query, fragment or credentials, so it can be shown and logged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BareUrl(String);

impl BareUrl {
    /// Keeps scheme, host, port and path.
    #[must_use]
    pub fn of(url: &Url) -> Self {
        let place = &url[Position::BeforeHost..Position::AfterPath];
        Self(format!("{}://{place}", url.scheme()))
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
    fn nothing_that_could_be_a_permission_is_part_of_it() {
        let url = "https://name:word@b.example.org:8443/a/k%20y.jpg?X-Amz-Signature=abc&token=d#secret";
        let bare = BareUrl::of(&url.parse().unwrap());
        assert_eq!(bare.as_str(), "https://b.example.org:8443/a/k%20y.jpg");
        assert_eq!(format!("{bare} {bare:?}").matches("abc").count(), 0);
    }
}
