//! Which addresses are safe to talk to.

use std::net::IpAddr;

use url::{Host, Url};

use super::error::{Error, Result};

/// Reads the base URL of an API: with or without a slash at its end, with or without a path before `/v1`.
pub(super) fn parse_base(text: &str) -> Result<Url> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::InvalidUrl { reason: "it is empty" });
    }
    let mut url = Url::parse(text).map_err(|_| Error::InvalidUrl {
        reason: "it does not start with https:// or is no URL",
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::InvalidUrl {
            reason: "it has a user name or a password in it",
        });
    }
    url.set_query(None);
    url.set_fragment(None);
    check_scheme(&url)?;
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Only `https`, or `http` to this computer unless plain HTTP is allowed.
pub(super) fn check_secure(url: &Url, allow_insecure_http: bool) -> Result<()> {
    check_scheme(url)?;
    if url.scheme() == "https" || allow_insecure_http || is_loopback(url) {
        return Ok(());
    }
    Err(Error::InsecureUrl {
        host: url.host_str().unwrap_or_default().to_owned(),
    })
}

/// Whether a URL names this computer: 127.0.0.0/8, `::1` or `localhost`.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Whether storage at `from` may send a client on to `to`: to itself, or within Amazon, or within one parent domain.
pub(super) fn may_follow(from: &Url, to: &Url, allow_insecure_http: bool) -> bool {
    if check_secure(to, allow_insecure_http).is_err() || (from.scheme() == "https" && to.scheme() != "https") {
        return false;
    }
    let (Some(Host::Domain(from_name)), Some(Host::Domain(to_name))) = (from.host(), to.host()) else {
        return from.host() == to.host();
    };
    if from_name.eq_ignore_ascii_case(to_name) {
        return true;
    }
    let amazon = |name: &str| name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn");
    if amazon(from_name) || amazon(to_name) {
        return amazon(from_name) && amazon(to_name);
    }
    // "b.storage.example.com" may send on to "b.eu.storage.example.com": at least three labels are shared, so that a
    // public suffix of two labels ("co.uk") is not enough.
    let shared = from_name
        .rsplit('.')
        .zip(to_name.rsplit('.'))
        .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
        .count();
    shared >= 3
}

fn check_scheme(url: &Url) -> Result<()> {
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Error::InvalidUrl {
            reason: "it is neither https:// nor http://",
        });
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Error::InvalidUrl {
            reason: "it names no server",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_base_url_ends_in_one_slash_and_keeps_its_path() {
        for (given, expected) in [
            ("https://dev-api.addque.org", "https://dev-api.addque.org/"),
            (" https://dev-api.addque.org/ ", "https://dev-api.addque.org/"),
            ("https://example.com/que//", "https://example.com/que/"),
            ("http://127.0.0.1:8080/a/b?x=1#y", "http://127.0.0.1:8080/a/b/"),
        ] {
            assert_eq!(parse_base(given).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn an_address_that_is_no_server_is_refused() {
        for given in [
            "",
            "dev-api.addque.org",
            "ftp://x",
            "file:///etc",
            "https://user:secret@example.com",
            "https://",
        ] {
            let error = parse_base(given).unwrap_err();
            assert!(matches!(error, Error::InvalidUrl { .. }), "{given}");
            assert!(!format!("{error}{error:?}").contains("secret"));
        }
    }

    #[test]
    fn plain_http_goes_to_this_computer_alone() {
        for safe in [
            "http://127.0.0.1",
            "http://127.9.9.9:1",
            "http://[::1]:8",
            "http://localhost",
            "https://example.com",
        ] {
            assert!(check_secure(&url(safe), false).is_ok(), "{safe}");
        }
        for unsafe_one in [
            "http://example.com",
            "http://192.168.1.2",
            "http://localhost.example.com",
            "http://0.0.0.0",
        ] {
            assert!(
                matches!(check_secure(&url(unsafe_one), false), Err(Error::InsecureUrl { .. })),
                "{unsafe_one}"
            );
            assert!(check_secure(&url(unsafe_one), true).is_ok());
        }
    }

    #[test]
    fn storage_sends_on_only_within_itself() {
        let amazon = url("https://b.s3.amazonaws.com/k");
        assert!(may_follow(
            &amazon,
            &url("https://b.s3.eu-west-1.amazonaws.com/k"),
            false
        ));
        assert!(!may_follow(
            &amazon,
            &url("http://b.s3.eu-west-1.amazonaws.com/k"),
            true
        ));
        assert!(!may_follow(&amazon, &url("https://evil.example/k"), false));
        assert!(!may_follow(
            &amazon,
            &url("https://amazonaws.com.evil.example/k"),
            false
        ));
        assert!(!may_follow(&url("https://a.co.uk/k"), &url("https://b.co.uk/k"), false));
        assert!(may_follow(
            &url("https://b.s3.example.com/k"),
            &url("https://b.eu.s3.example.com/k"),
            false
        ));
        assert!(may_follow(
            &url("http://127.0.0.1:1/k"),
            &url("http://127.0.0.1:2/k"),
            false
        ));
    }
}
