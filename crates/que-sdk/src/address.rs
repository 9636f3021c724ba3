//! Which addresses a server may send its clients to.
//!
//! The user chooses the API server, but the server chooses upload, download and redirect URLs. It could point a client at
//! services that trust every request from this computer (server-side request forgery). So an [`AddressPolicy`] follows
//! from the server's own address:
//!
//! - Loopback and unspecified addresses are only for servers on this computer, or if the user allows plain HTTP and so
//!   vouches for the network.
//! - Plain HTTP is only for this computer, or if the user allows it.
//! - Link-local addresses are only for servers that have one or are on this computer. Allowing plain HTTP doesn't allow
//!   them: at 169.254.169.254, clouds hand out a machine's credentials, and no storage has such an address.
//!
//! Names are checked twice: as written in the URL, and when they are resolved ([`AddressPolicy::rejection`]). If a proxy
//! resolves them, only the first check applies, and the proxy decides what it connects to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::error::{Error, ForbiddenAddress, Result, UrlFault};
use crate::limits;

/// Parses the base URL of an API, with or without a trailing slash and a path before `/v1`.
pub(crate) fn parse_base(text: &str) -> Result<Url> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::InvalidUrl {
            reason: UrlFault::Empty,
        });
    }
    let mut url = Url::parse(text).map_err(|_| Error::InvalidUrl {
        reason: UrlFault::NotHttps,
    })?;
    check_shape(&url)?;
    url.set_query(None);
    url.set_fragment(None);
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Whether the user may choose this server: `https`, or `http` to this computer unless plain HTTP is allowed.
pub(crate) fn check_base(url: &Url, allow_insecure_http: bool) -> Result<()> {
    if url.scheme() == "https" || allow_insecure_http || is_loopback(url) {
        return Ok(());
    }
    Err(insecure(url))
}

/// Whether a URL names this computer: 127.0.0.0/8, `::1`, `localhost` or a name below `localhost`. [`Url`] has already
/// normalized IPv4 addresses in decimal, octal or hexadecimal notation.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

/// Whether a name is reserved for this computer (RFC 6761).
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// The part of the network that an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// This computer.
    Loopback,
    /// The same link as this computer; routers don't forward there.
    LinkLocal,
    /// Anywhere else.
    Routable,
}

impl Scope {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) if address.is_loopback() || address.is_unspecified() => Self::Loopback,
            IpAddr::V6(address) if address.is_unicast_link_local() => Self::LinkLocal,
            IpAddr::V6(address) => embedded_ipv4(address).map_or(Self::Routable, Self::of_v4),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        // 0.0.0.0/8 is "this host on this network" (RFC 1122).
        if address.is_loopback() || address.octets()[0] == 0 {
            Self::Loopback
        } else if address.is_link_local() {
            Self::LinkLocal
        } else {
            Self::Routable
        }
    }

    fn as_forbidden(self) -> ForbiddenAddress {
        match self {
            Self::LinkLocal => ForbiddenAddress::LinkLocal,
            Self::Loopback | Self::Routable => ForbiddenAddress::Loopback,
        }
    }

    fn of_host(url: &Url) -> Self {
        match url.host() {
            Some(Host::Ipv4(address)) => Self::of(address.into()),
            Some(Host::Ipv6(address)) => Self::of(address.into()),
            Some(Host::Domain(name)) if is_localhost(name) => Self::Loopback,
            Some(Host::Domain(_)) | None => Self::Routable,
        }
    }
}

/// The IPv4 address embedded in an IPv6 address: NAT64 (RFC 6052), 6to4 (RFC 3056), or IPv4-compatible (RFC 4291).
fn embedded_ipv4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let from = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] => Some(from(high, low)),
        [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

/// Where a server may send its clients.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AddressPolicy {
    server: Scope,
    allow_insecure_http: bool,
}

impl AddressPolicy {
    /// The policy for the server with this base URL.
    pub(crate) fn new(base: &Url, allow_insecure_http: bool) -> Self {
        Self {
            server: Scope::of_host(base),
            allow_insecure_http,
        }
    }

    /// Checks a URL that the server or its storage named.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], [`Error::ForbiddenAddress`] or [`Error::InsecureUrl`].
    pub(crate) fn check(self, url: &Url) -> Result<()> {
        check_shape(url)?;
        let scope = Scope::of_host(url);
        if !self.allows(scope) {
            return Err(Error::ForbiddenAddress {
                host: host_of(url),
                kind: scope.as_forbidden(),
            });
        }
        let is_secure = url.scheme() == "https" || self.server == Scope::Loopback && is_loopback(url);
        if is_secure || self.allow_insecure_http {
            Ok(())
        } else {
            Err(insecure(url))
        }
    }

    /// Why no connection may be made to an address that `name` was resolved to, if none may. Names reserved for this
    /// computer must not resolve to another one, because plain HTTP is allowed for them.
    pub(crate) fn rejection(self, name: &str, address: IpAddr) -> Option<ForbiddenAddress> {
        let scope = Scope::of(address);
        if !self.allows(scope) {
            return Some(scope.as_forbidden());
        }
        (is_localhost(name) && scope != Scope::Loopback).then_some(ForbiddenAddress::NotLoopback)
    }

    /// Whether storage at `from` may redirect a client to `to`: on the same host and port, or to the same bucket on
    /// another endpoint of Amazon S3. Any other host may belong to another tenant, even with the same suffix: accounts of
    /// `blob.core.windows.net` or `r2.cloudflarestorage.com`, functions of `execute-api`. A presigned URL is signed for
    /// its host anyway.
    pub(crate) fn allows_redirect(self, from: &Url, to: &Url) -> bool {
        let is_too_long = to.as_str().len() > limits::MAX_URL_BYTES;
        if is_too_long || self.check(to).is_err() || (from.scheme() == "https" && to.scheme() != "https") {
            return false;
        }
        if from.host() == to.host() {
            let same_port = from.port_or_known_default() == to.port_or_known_default();
            let becomes_secure = from.scheme() != to.scheme() && to.port_or_known_default() == Some(443);
            return same_port || (becomes_secure && Scope::of_host(from) != Scope::Loopback);
        }
        let bucket = s3_bucket(from);
        bucket.is_some() && bucket == s3_bucket(to)
    }

    fn allows(self, scope: Scope) -> bool {
        match scope {
            Scope::Routable => true,
            Scope::Loopback => self.server == Scope::Loopback || self.allow_insecure_http,
            Scope::LinkLocal => self.server != Scope::Routable,
        }
    }
}

/// Rejects URLs that a client can't connect to, and those with credentials, which can disguise the host.
fn check_shape(url: &Url) -> Result<()> {
    let reason = if !matches!(url.scheme(), "https" | "http") {
        UrlFault::Scheme
    } else if url.host_str().is_none_or(str::is_empty) {
        UrlFault::NoHost
    } else if !url.username().is_empty() || url.password().is_some() {
        UrlFault::Credentials
    } else {
        return Ok(());
    };
    Err(Error::InvalidUrl { reason })
}

/// The host, shortened: a URL's host name can have any length.
pub(crate) fn host_of(url: &Url) -> String {
    limits::truncate(url.host_str().unwrap_or_default().to_owned(), limits::MAX_HOST_BYTES)
}

fn insecure(url: &Url) -> Error {
    Error::InsecureUrl { host: host_of(url) }
}

/// The AWS partition and the bucket, if this is an Amazon S3 URL of any style. Excludes other services, where anyone can
/// have a host name, and website endpoints, whose owners can redirect visitors anywhere.
fn s3_bucket(url: &Url) -> Option<(&'static str, String)> {
    let Some(Host::Domain(host)) = url.host() else {
        return None;
    };
    if url.port_or_known_default() != Some(443) {
        return None;
    }
    let (partition, rest) = [".amazonaws.com", ".amazonaws.com.cn"]
        .into_iter()
        .find_map(|partition| Some((partition, host.strip_suffix(partition)?)))?;
    let labels: Vec<&str> = rest.split('.').collect();
    let bucket = match labels.as_slice() {
        [bucket @ .., "s3-accelerate", "dualstack"] | [bucket @ .., "s3" | "s3-accelerate" | "s3-external-1"] => bucket,
        [bucket @ .., "s3" | "s3-fips", "dualstack", region] | [bucket @ .., "s3" | "s3-fips", region]
            if is_region(region) =>
        {
            bucket
        }
        [bucket @ .., legacy] if legacy.strip_prefix("s3-").is_some_and(is_region) => bucket,
        _ => return None,
    };
    if !bucket.is_empty() {
        return Some((partition, bucket.join(".")));
    }
    let first = url.path_segments()?.next().filter(|segment| !segment.is_empty())?;
    Some((partition, percent_decode_str(first).decode_utf8().ok()?.into_owned()))
}

/// `us-west-2`, `us-gov-east-1`.
fn is_region(label: &str) -> bool {
    let parts: Vec<&str> = label.split('-').collect();
    let [area, middle @ .., number] = parts.as_slice() else {
        return false;
    };
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_lowercase());
    let is_area = (2..=4).contains(&area.len()) && is_word(area) && *area != "fips";
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    is_area && !middle.is_empty() && middle.iter().all(|part| is_word(part)) && is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn policy(base: &str, allow_insecure_http: bool) -> AddressPolicy {
        AddressPolicy::new(&parse_base(base).unwrap(), allow_insecure_http)
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
    fn an_address_that_is_not_a_server_is_refused() {
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
    fn plain_http_goes_only_to_this_computer() {
        for safe in [
            "http://127.0.0.1",
            "http://127.9.9.9:1",
            "http://[::1]:8",
            "http://localhost",
            "http://bucket.localhost:9000",
            "https://example.com",
        ] {
            assert!(check_base(&url(safe), false).is_ok(), "{safe}");
        }
        for unsafe_one in [
            "http://example.com",
            "http://192.168.1.2",
            "http://localhost.example.com",
            "http://notlocalhost",
            "http://0.0.0.0",
        ] {
            assert!(
                matches!(check_base(&url(unsafe_one), false), Err(Error::InsecureUrl { .. })),
                "{unsafe_one}"
            );
            assert!(check_base(&url(unsafe_one), true).is_ok());
        }
    }

    /// Spellings of this computer.
    const HERE: [&str; 24] = [
        "127.0.0.1",
        "127.255.255.254:9000",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "0",
        "0.0.0.0:80",
        "0.1.2.3",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:0:0]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST.:8080",
        "a.b.localhost",
        "\u{ff11}\u{ff12}\u{ff17}.0.0.1",
    ];

    /// Spellings of link-local addresses.
    const ON_LINK: [&str; 6] = [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[64:ff9b::a9fe:a9fe]",
    ];

    #[test]
    fn a_remote_server_cannot_point_at_this_computer_in_any_spelling() {
        let elsewhere = policy("https://dev-api.addque.org", false);
        for (hosts, expected) in [
            (&HERE[..], ForbiddenAddress::Loopback),
            (&ON_LINK[..], ForbiddenAddress::LinkLocal),
        ] {
            for host in hosts {
                for scheme in ["https", "http"] {
                    let place = url(&format!("{scheme}://{host}/k?X-Amz-Signature=1"));
                    let error = elsewhere.check(&place).unwrap_err();
                    assert!(
                        matches!(&error, Error::ForbiddenAddress { kind, .. } if *kind == expected),
                        "{scheme}://{host}: {error:?}"
                    );
                }
            }
        }
        assert!(matches!(
            elsewhere.check(&url("http://b.s3.amazonaws.com/k")),
            Err(Error::InsecureUrl { .. })
        ));
        for fine in [
            "https://b.s3.amazonaws.com/k",
            "https://192.168.1.2:9000/b/k",
            "https://[fd00::1]/k",
        ] {
            assert!(elsewhere.check(&url(fine)).is_ok(), "{fine}");
        }
    }

    #[test]
    fn a_url_with_a_user_name_is_refused_without_repeating_it() {
        for given in [
            "https://b.s3.amazonaws.com@127.0.0.1/k",
            "https://b.s3.amazonaws.com:hidden@evil.example/k",
            "https://:hidden@b.s3.amazonaws.com/k",
        ] {
            let error = policy("https://dev-api.addque.org", true)
                .check(&url(given))
                .unwrap_err();
            assert!(matches!(error, Error::InvalidUrl { .. }), "{given}");
            assert!(!format!("{error}{error:?}").contains("hidden"));
        }
    }

    #[test]
    fn a_server_on_this_computer_may_point_at_it_and_so_may_any_server_if_plain_http_is_allowed() {
        for (base, allowed) in [
            ("http://127.0.0.1:8080", false),
            ("http://[::1]:8080", false),
            ("https://localhost", false),
            ("https://que.example", true),
        ] {
            let policy = policy(base, allowed);
            for place in [
                "http://127.0.0.1:9000/b/k",
                "http://b.localhost:9000/k",
                "https://localhost/k",
            ] {
                assert!(policy.check(&url(place)).is_ok(), "{base} {place}");
            }
            assert_eq!(policy.check(&url("http://192.168.1.2/k")).is_ok(), allowed, "{base}");
        }
        for (base, allowed, open) in [
            ("https://que.example", true, false),
            ("http://127.0.0.1:8080", true, true),
            ("http://169.254.7.7", true, true),
        ] {
            let found = policy(base, allowed).check(&url("http://169.254.169.254/latest"));
            assert_eq!(found.is_ok(), open, "{base}: {found:?}");
        }
    }

    #[test]
    fn a_resolved_address_is_checked_like_a_written_one() {
        let elsewhere = policy("https://que.example", false);
        let here = policy("http://127.0.0.1:1", false);
        let allowed = policy("https://que.example", true);
        for (address, from_elsewhere, from_here, where_allowed) in [
            ("127.0.0.1", false, true, true),
            ("127.8.8.8", false, true, true),
            ("::1", false, true, true),
            ("0.0.0.0", false, true, true),
            ("::ffff:127.0.0.1", false, true, true),
            ("169.254.169.254", false, true, false),
            ("fe80::7", false, true, false),
            ("10.0.0.7", true, true, true),
            ("2001:db8::7", true, true, true),
        ] {
            let address: IpAddr = address.parse().unwrap();
            for (policy, allowed) in [(elsewhere, from_elsewhere), (here, from_here), (allowed, where_allowed)] {
                let rejection = policy.rejection("storage.example", address);
                assert_eq!(rejection.is_none(), allowed, "{address}: {rejection:?}");
            }
        }
        // Plain HTTP to this computer must not reach another one because of a name server.
        let rejection = |address: &str| here.rejection("bucket.localhost", address.parse().unwrap());
        assert_eq!(rejection("127.0.0.1"), None);
        assert_eq!(rejection("192.0.2.1"), Some(ForbiddenAddress::NotLoopback));
    }

    #[test]
    fn storage_redirects_only_on_its_own_host_or_to_the_same_s3_bucket() {
        let elsewhere = policy("https://que.example", false);
        let follows = |from: &str, to: &str| elsewhere.allows_redirect(&url(from), &url(to));
        for (from, to) in [
            ("https://b.s3.amazonaws.com/k", "https://b.s3.eu-west-1.amazonaws.com/k"),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3-eu-west-1.amazonaws.com/k?x=1",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3.dualstack.eu-west-1.amazonaws.com/k",
            ),
            ("https://s3.amazonaws.com/b/k", "https://s3.eu-west-1.amazonaws.com/b/k"),
            (
                "https://s3.amazonaws.com/b/k",
                "https://b.s3.us-gov-west-1.amazonaws.com/k",
            ),
            (
                "https://my.b.s3-fips.us-west-2.amazonaws.com/k",
                "https://my.b.s3.us-west-2.amazonaws.com/k",
            ),
            (
                "https://b.s3-accelerate.amazonaws.com/k",
                "https://b.s3.eusc-de-east-1.amazonaws.com/k",
            ),
            (
                "https://b.s3.cn-north-1.amazonaws.com.cn/k",
                "https://b.s3.cn-northwest-1.amazonaws.com.cn/k",
            ),
            ("https://storage.example/a/k", "https://storage.example/b/k"),
            ("https://192.0.2.1:9000/b/k", "https://192.0.2.1:9000/b/k?x=1"),
        ] {
            assert!(follows(from, to), "{from} {to}");
        }
        for (from, to) in [
            ("https://b.s3.amazonaws.com/k", "http://b.s3.eu-west-1.amazonaws.com/k"),
            (
                "https://b.s3.amazonaws.com/k",
                "https://other.s3.eu-west-1.amazonaws.com/k",
            ),
            (
                "https://s3.amazonaws.com/b/k",
                "https://s3.eu-west-1.amazonaws.com/other/b/k",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3.cn-north-1.amazonaws.com.cn/k",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.execute-api.eu-west-1.amazonaws.com/k",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3-website-eu-west-1.amazonaws.com/k",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3.eu-west-1.amazonaws.com:8443/k",
            ),
            ("https://b.s3.amazonaws.com/k", "https://b.s3.evil.amazonaws.com/k"),
            (
                "https://b.s3.amazonaws.com/k",
                "https://ec2-1-2-3-4.compute-1.amazonaws.com/k",
            ),
            (
                "https://a.execute-api.eu-west-1.amazonaws.com/k",
                "https://b.execute-api.eu-west-1.amazonaws.com/k",
            ),
            (
                "https://b.s3.amazonaws.com/k",
                "https://b.s3.amazonaws.com.evil.example/k",
            ),
            (
                "https://a.blob.core.windows.net/c/k",
                "https://b.blob.core.windows.net/c/k",
            ),
            (
                "https://a.r2.cloudflarestorage.com/b/k",
                "https://b.r2.cloudflarestorage.com/b/k",
            ),
            (
                "https://b.a1.r2.cloudflarestorage.com/k",
                "https://b.a2.r2.cloudflarestorage.com/k",
            ),
            ("https://b.s3.example.com/k", "https://b.eu.s3.example.com/k"),
            ("https://a.co.uk/k", "https://b.co.uk/k"),
            ("https://storage.example/k", "https://storage.example:8443/k"),
            ("https://storage.example/k", "https://user@storage.example/k"),
            ("https://storage.example/k", "https://127.0.0.1/k"),
        ] {
            assert!(!follows(from, to), "{from} {to}");
        }
    }

    #[test]
    fn storage_on_this_computer_cannot_redirect_to_another_of_its_ports() {
        let here = policy("http://127.0.0.1:8080", false);
        let follows = |from: &str, to: &str| here.allows_redirect(&url(from), &url(to));
        assert!(follows("http://127.0.0.1:9000/k", "http://127.0.0.1:9000/k?x=1"));
        let long = format!("http://127.0.0.1:9000/k?{}", "x=1&".repeat(5000));
        assert!(!follows("http://127.0.0.1:9000/k", &long));
        for to in [
            "http://127.0.0.1:9001/k",
            "http://127.0.0.2:9000/k",
            "http://localhost:9000/k",
            "https://127.0.0.1/k",
        ] {
            assert!(!follows("http://127.0.0.1:9000/k", to), "{to}");
        }
        let allowed = policy("http://que.example", true);
        let follows = |to: &str| allowed.allows_redirect(&url("http://storage.example/k"), &url(to));
        assert!(follows("https://storage.example/k"));
        assert!(!follows("http://storage.example:81/k"));
        assert!(!follows("http://127.0.0.1/k"));
    }
}
