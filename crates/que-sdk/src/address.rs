//! Which addresses are safe to talk to, and where a server may send its client.
//!
//! A user chooses the server of the API. What that server hands out (the place of an upload or a download, a redirect) is
//! chosen by somebody else, who could point a client at services that trust whoever comes from this computer. So a
//! [`Reach`] follows from the server's own address:
//!
//! - This computer (loopback, and the unspecified address, which leads there) is for servers that are on it themselves, or
//!   where plain HTTP is allowed: who allows it vouches for the network and for what the server names in it.
//! - Plain `http` likewise, and without the permission to this computer alone.
//! - Link-local addresses are for servers that have one or are on this computer. No permission opens them: at
//!   169.254.169.254 a cloud tells the credentials of the very machine that asks, and no storage has such an address.
//!
//! Names are looked at twice: as they are written, and once more when they are resolved, see [`Reach::objection`]. Where a
//! proxy resolves them, only the first look is ours; then it is the proxy that decides what it reaches.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::bounds;
use super::error::{Error, ForbiddenPlace, Result};

/// Reads the base URL of an API: with or without a slash at its end, with or without a path before `/v1`.
pub(super) fn parse_base(text: &str) -> Result<Url> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::InvalidUrl { reason: "it is empty" });
    }
    let mut url = Url::parse(text).map_err(|_| Error::InvalidUrl {
        reason: "it does not start with https:// or is no URL",
    })?;
    check_shape(&url)?;
    url.set_query(None);
    url.set_fragment(None);
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Whether the user may choose this server: `https`, or `http` to this computer unless plain HTTP is allowed.
pub(super) fn check_base(url: &Url, allow_insecure_http: bool) -> Result<()> {
    if url.scheme() == "https" || allow_insecure_http || is_loopback(url) {
        return Ok(());
    }
    Err(insecure(url))
}

/// Whether a URL names this computer: 127.0.0.0/8, `::1`, `localhost` or a name below `localhost`. Whatever way an IPv4
/// address is written in (decimal, octal, hexadecimal, with fewer dots), a [`Url`] has it in its usual form.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

/// Whether a name stands for this computer, whoever resolves it (RFC 6761).
pub(super) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// How near an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    /// This computer.
    Here,
    /// A link of this computer, beyond which no router passes anything on.
    OnLink,
    /// Anywhere else.
    Elsewhere,
}

impl Nearness {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) if address.is_loopback() || address.is_unspecified() => Self::Here,
            IpAddr::V6(address) if address.is_unicast_link_local() => Self::OnLink,
            IpAddr::V6(address) => embedded(address).map_or(Self::Elsewhere, Self::of_v4),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        // All of 0.0.0.0/8 is "this host on this network".
        if address.is_loopback() || address.octets()[0] == 0 {
            Self::Here
        } else if address.is_link_local() {
            Self::OnLink
        } else {
            Self::Elsewhere
        }
    }

    fn as_forbidden(self) -> ForbiddenPlace {
        match self {
            Self::OnLink => ForbiddenPlace::ThisLink,
            Self::Here | Self::Elsewhere => ForbiddenPlace::ThisComputer,
        }
    }

    fn of_host(url: &Url) -> Self {
        match url.host() {
            Some(Host::Ipv4(address)) => Self::of(address.into()),
            Some(Host::Ipv6(address)) => Self::of(address.into()),
            Some(Host::Domain(name)) if is_localhost(name) => Self::Here,
            Some(Host::Domain(_)) | None => Self::Elsewhere,
        }
    }
}

/// The IPv4 address that an IPv6 address leads to by translation: NAT64, 6to4, and the old "compatible" form.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let from = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] => Some(from(high, low)),
        [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

/// Where a server may send its client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    home: Nearness,
    allow_insecure_http: bool,
}

impl Reach {
    /// Where the server with this base URL may send its client.
    pub(super) fn of(base: &Url, allow_insecure_http: bool) -> Self {
        Self {
            home: Nearness::of_host(base),
            allow_insecure_http,
        }
    }

    /// Looks at a URL that the server, or the storage behind it, gave.
    pub(super) fn check(self, url: &Url) -> Result<()> {
        check_shape(url)?;
        let nearness = Nearness::of_host(url);
        if !self.is_open_to(nearness) {
            return Err(Error::Forbidden {
                host: host_of(url),
                place: nearness.as_forbidden(),
            });
        }
        let is_secure = url.scheme() == "https" || self.home == Nearness::Here && is_loopback(url);
        if is_secure || self.allow_insecure_http {
            Ok(())
        } else {
            Err(insecure(url))
        }
    }

    /// Why no connection may be made to this address, to which a name was resolved; `None` where one may. A name of this
    /// computer leads nowhere else: what may be said to it in plain text would be heard there.
    pub(super) fn objection(self, name: &str, address: IpAddr) -> Option<ForbiddenPlace> {
        let nearness = Nearness::of(address);
        if !self.is_open_to(nearness) {
            return Some(nearness.as_forbidden());
        }
        (is_localhost(name) && nearness != Nearness::Here).then_some(ForbiddenPlace::AnotherComputer)
    }

    /// Whether storage at `from` may send a client on to `to`: at its own host, at the same port; or, at Amazon, to the same
    /// bucket in its region. Everything else may be another tenant's, at whatever name: the accounts of
    /// `blob.core.windows.net` and `r2.cloudflarestorage.com` and the functions of `execute-api` are neighbors. No list
    /// of such suffixes is whole, and none is needed: a presigned URL is signed for its host.
    pub(super) fn may_follow(self, from: &Url, to: &Url) -> bool {
        let is_too_long = to.as_str().len() > bounds::MOST_URL;
        if is_too_long || self.check(to).is_err() || (from.scheme() == "https" && to.scheme() != "https") {
            return false;
        }
        if from.host() == to.host() {
            let same_port = from.port_or_known_default() == to.port_or_known_default();
            let becomes_secure = from.scheme() != to.scheme() && to.port_or_known_default() == Some(443);
            return same_port || (becomes_secure && Nearness::of_host(from) != Nearness::Here);
        }
        let bucket = bucket_at_amazon(from);
        bucket.is_some() && bucket == bucket_at_amazon(to)
    }

    fn is_open_to(self, nearness: Nearness) -> bool {
        match nearness {
            Nearness::Elsewhere => true,
            Nearness::Here => self.home == Nearness::Here || self.allow_insecure_http,
            Nearness::OnLink => self.home != Nearness::Elsewhere,
        }
    }
}

/// Only what a client can connect to, without a name and a password: with them a host is easily taken for another.
fn check_shape(url: &Url) -> Result<()> {
    let reason = if !matches!(url.scheme(), "https" | "http") {
        "the URL is neither https:// nor http://"
    } else if url.host_str().is_none_or(str::is_empty) {
        "the URL names no server"
    } else if !url.username().is_empty() || url.password().is_some() {
        "the URL has a user name or a password in it"
    } else {
        return Ok(());
    };
    Err(Error::InvalidUrl { reason })
}

/// The host as it can be shown; a name may have any length in a URL.
pub(super) fn host_of(url: &Url) -> String {
    bounds::cut(url.host_str().unwrap_or_default().to_owned(), bounds::MOST_HOST)
}

fn insecure(url: &Url) -> Error {
    Error::InsecureUrl { host: host_of(url) }
}

/// The partition and the bucket of a URL of S3 itself, in every style of its endpoints. Of no other service of Amazon, of
/// which anybody can have one, and not of websites, which their owners let send visitors anywhere.
fn bucket_at_amazon(url: &Url) -> Option<(&'static str, String)> {
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

    /// Where a server at this address may send its client.
    fn reach(base: &str, allow_insecure_http: bool) -> Reach {
        Reach::of(&parse_base(base).unwrap(), allow_insecure_http)
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

    /// Spellings of a link's addresses.
    const ON_LINK: [&str; 6] = [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[64:ff9b::a9fe:a9fe]",
    ];

    #[test]
    fn a_server_elsewhere_points_at_this_computer_in_no_spelling() {
        let elsewhere = reach("https://dev-api.addque.org", false);
        for (hosts, expected) in [
            (&HERE[..], ForbiddenPlace::ThisComputer),
            (&ON_LINK[..], ForbiddenPlace::ThisLink),
        ] {
            for host in hosts {
                for scheme in ["https", "http"] {
                    let place = url(&format!("{scheme}://{host}/k?X-Amz-Signature=1"));
                    let error = elsewhere.check(&place).unwrap_err();
                    assert!(
                        matches!(&error, Error::Forbidden { place, .. } if *place == expected),
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
    fn a_user_name_in_a_url_of_the_server_is_refused_and_not_repeated() {
        for given in [
            "https://b.s3.amazonaws.com@127.0.0.1/k",
            "https://b.s3.amazonaws.com:hidden@evil.example/k",
            "https://:hidden@b.s3.amazonaws.com/k",
        ] {
            let error = reach("https://dev-api.addque.org", true)
                .check(&url(given))
                .unwrap_err();
            assert!(matches!(error, Error::InvalidUrl { .. }), "{given}");
            assert!(!format!("{error}{error:?}").contains("hidden"));
        }
    }

    #[test]
    fn a_server_on_this_computer_points_at_it_and_allowing_plain_http_opens_it_to_all() {
        for (base, allowed) in [
            ("http://127.0.0.1:8080", false),
            ("http://[::1]:8080", false),
            ("https://localhost", false),
            ("https://que.example", true),
        ] {
            let reach = reach(base, allowed);
            for place in [
                "http://127.0.0.1:9000/b/k",
                "http://b.localhost:9000/k",
                "https://localhost/k",
            ] {
                assert!(reach.check(&url(place)).is_ok(), "{base} {place}");
            }
            assert_eq!(reach.check(&url("http://192.168.1.2/k")).is_ok(), allowed, "{base}");
        }
        for (base, allowed, open) in [
            ("https://que.example", true, false),
            ("http://127.0.0.1:8080", true, true),
            ("http://169.254.7.7", true, true),
        ] {
            let found = reach(base, allowed).check(&url("http://169.254.169.254/latest"));
            assert_eq!(found.is_ok(), open, "{base}: {found:?}");
        }
    }

    #[test]
    fn what_a_name_is_resolved_to_counts_as_its_spelling_does() {
        let elsewhere = reach("https://que.example", false);
        let here = reach("http://127.0.0.1:1", false);
        let allowed = reach("https://que.example", true);
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
            for (reach, admitted) in [(elsewhere, from_elsewhere), (here, from_here), (allowed, where_allowed)] {
                let objection = reach.objection("storage.example", address);
                assert_eq!(objection.is_none(), admitted, "{address}: {objection:?}");
            }
        }
        // In plain text the way there is this computer's own; a name server may not lead it away.
        let objection = |address: &str| here.objection("bucket.localhost", address.parse().unwrap());
        assert_eq!(objection("127.0.0.1"), None);
        assert_eq!(objection("192.0.2.1"), Some(ForbiddenPlace::AnotherComputer));
    }

    #[test]
    fn storage_sends_on_only_at_its_own_host_or_to_the_same_bucket_of_amazon() {
        let elsewhere = reach("https://que.example", false);
        let follows = |from: &str, to: &str| elsewhere.may_follow(&url(from), &url(to));
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
    fn storage_on_this_computer_sends_on_to_no_other_port_of_it() {
        let here = reach("http://127.0.0.1:8080", false);
        let follows = |from: &str, to: &str| here.may_follow(&url(from), &url(to));
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
        let allowed = reach("http://que.example", true);
        let follows = |to: &str| allowed.may_follow(&url("http://storage.example/k"), &url(to));
        assert!(follows("https://storage.example/k"));
        assert!(!follows("http://storage.example:81/k"));
        assert!(!follows("http://127.0.0.1/k"));
    }
}
