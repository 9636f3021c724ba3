//! A presigned upload: the URL, the object key, and what they reveal.

use std::fmt;
use std::time::{Duration, SystemTime};

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::bounds;
use super::error::{Error, Result};
use crate::secret::SignedUrl;

/// The version of AWS signature that a URL carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureVersion {
    /// Version 4 (`X-Amz-Signature`). `X-Amz-SignedHeaders` lists the signed headers.
    V4,
    /// Version 2 (`AWSAccessKeyId`, `Signature`, `Expires`). The Content-Type is always signed.
    V2,
    /// Unknown.
    Unknown,
}

/// A presigned upload: the URL to PUT one object to, and its object key.
#[derive(Clone, PartialEq, Eq)]
pub struct Presigned {
    url: SignedUrl,
    key: String,
    bucket: Option<String>,
    expires_at: Option<SystemTime>,
    signed_headers: Vec<String>,
    signature: SignatureVersion,
}

impl fmt::Debug for Presigned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Presigned")
            .field("url", &self.url)
            .field("key", &self.key)
            .field("bucket", &self.bucket)
            .field("expires_at", &self.expires_at)
            .field("signed_headers", &self.signed_headers)
            .finish_non_exhaustive()
    }
}

impl Presigned {
    /// Parses the URL and the key of a presign answer.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`] if the URL isn't an `http` or `https` URL or is too long, or the key isn't valid.
    pub fn parse(url: &str, key: &str) -> Result<Self> {
        if url.len() > bounds::MOST_URL {
            return Err(Error::InvalidUrl {
                reason: "the server's upload URL is longer than any that a storage takes",
            });
        }
        let url = Url::parse(url.trim()).map_err(|_| Error::InvalidUrl {
            reason: "the server's upload URL is no URL",
        })?;
        if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none_or(str::is_empty) {
            return Err(Error::InvalidUrl {
                reason: "the server's upload URL is neither https:// nor http://",
            });
        }
        if let Some(reason) = bounds::fault_of_key(key) {
            return Err(Error::InvalidUrl { reason });
        }
        let query = Query::read(&url);
        Ok(Self {
            bucket: bucket_of(&url, key),
            key: key.to_owned(),
            expires_at: query.expires_at(),
            signed_headers: query.signed_headers,
            signature: query.version,
            url: SignedUrl::new(url),
        })
    }

    /// The URL to upload to. It can't be printed with its signature, see [`SignedUrl`].
    #[must_use]
    pub fn url(&self) -> &SignedUrl {
        &self.url
    }

    /// The object key, exactly as the server returned it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The bucket, if the URL names it.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        self.bucket.as_deref()
    }

    /// When the URL expires, if it says so.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Whether the URL has expired or expires within `margin`.
    #[must_use]
    pub fn expires_within(&self, now: SystemTime, margin: Duration) -> bool {
        self.expires_at
            .is_some_and(|end| now.checked_add(margin).is_none_or(|then| then >= end))
    }

    /// The lowercase names of the signed headers.
    #[must_use]
    pub fn signed_headers(&self) -> &[String] {
        &self.signed_headers
    }

    /// The version of the URL's signature.
    #[must_use]
    pub fn signature_version(&self) -> SignatureVersion {
        self.signature
    }

    /// Whether the Content-Type is signed, so that no other can be sent.
    #[must_use]
    pub fn content_type_is_signed(&self) -> bool {
        match self.signature {
            SignatureVersion::V2 => true,
            SignatureVersion::V4 => self.signed_headers.iter().any(|name| name == "content-type"),
            SignatureVersion::Unknown => false,
        }
    }

    /// The same permission at the place a redirect of the storage names.
    pub(super) fn moved_to(&self, url: Url) -> Self {
        Self {
            url: SignedUrl::new(url),
            ..self.clone()
        }
    }
}

struct Query {
    version: SignatureVersion,
    signed_headers: Vec<String>,
    date: Option<String>,
    lifetime: Option<u64>,
    end: Option<u64>,
}

impl Query {
    fn read(url: &Url) -> Self {
        let mut query = Self {
            version: SignatureVersion::Unknown,
            signed_headers: Vec::new(),
            date: None,
            lifetime: None,
            end: None,
        };
        for (name, value) in url.query_pairs() {
            match name.to_ascii_lowercase().as_str() {
                "x-amz-signature" | "x-amz-algorithm" => query.version = SignatureVersion::V4,
                "x-amz-signedheaders" => {
                    query.signed_headers = value
                        .split(';')
                        .map(|name| name.trim().to_ascii_lowercase())
                        .filter(|name| !name.is_empty())
                        .collect();
                }
                "x-amz-date" => query.date = Some(value.into_owned()),
                "x-amz-expires" => query.lifetime = value.parse().ok(),
                "awsaccesskeyid" | "signature" if query.version == SignatureVersion::Unknown => {
                    query.version = SignatureVersion::V2;
                }
                "expires" => query.end = value.parse().ok(),
                _ => {}
            }
        }
        query
    }

    fn expires_at(&self) -> Option<SystemTime> {
        let seconds = match self.version {
            SignatureVersion::V2 => self.end?,
            _ => seconds_of(self.date.as_deref()?)?.checked_add(self.lifetime?)?,
        };
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    }
}

/// Seconds since 1970 of `20250131T235959Z`.
fn seconds_of(date: &str) -> Option<u64> {
    let bytes = date.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u64> {
        let digits = bytes.get(from..to)?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60
    {
        return None;
    }
    // Days since 1970 with the year beginning in March, so that the leap day is its last.
    let (year, month) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some(days.checked_sub(719_468)? * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The bucket that a URL of this key lies in. The key decides between the styles: a path that is the key alone is
/// virtual-hosted style, one that has a first segment before it is path style.
fn bucket_of(url: &Url, key: &str) -> Option<String> {
    let path = percent_decode_str(url.path()).decode_utf8_lossy();
    let path = path.strip_prefix('/').unwrap_or(&path);
    let key = key.strip_prefix('/').unwrap_or(key);
    let host = match url.host()? {
        Host::Domain(name) => Some(name.trim_end_matches('.').to_ascii_lowercase()),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    };
    let in_host = host.as_deref().and_then(bucket_in_host);
    if path == key {
        return match in_host {
            Some(HostBucket::Named(bucket)) => Some(bucket),
            Some(HostBucket::None) => None,
            // A storage that is not Amazon's: the first label, where there is more than the storage's own name.
            None => {
                let host = host?;
                let (first, rest) = host.split_once('.')?;
                (rest.contains('.') || rest == "localhost").then(|| first.to_owned())
            }
        };
    }
    let front = path.strip_suffix(key).and_then(|front| front.strip_suffix('/'));
    if let Some(bucket) = front.filter(|bucket| !bucket.is_empty() && !bucket.contains('/')) {
        return Some(bucket.to_owned());
    }
    match in_host {
        Some(HostBucket::Named(bucket)) => Some(bucket),
        Some(HostBucket::None) => path
            .split('/')
            .next()
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned),
        None => None,
    }
}

enum HostBucket {
    /// `<bucket>.s3.….amazonaws.com`.
    Named(String),
    /// An S3 host with nothing before it: path style.
    None,
}

/// Takes the S3 endpoint off the end of a host name, label by label; what is left is the bucket, dots and all.
fn bucket_in_host(host: &str) -> Option<HostBucket> {
    let amazon = host
        .strip_suffix(".amazonaws.com")
        .or_else(|| host.strip_suffix(".amazonaws.com.cn"));
    let labels: Vec<&str> = amazon.unwrap_or(host).split('.').collect();
    let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
    let end = match amazon {
        Some(_) => {
            let mut end = labels.len();
            // [bucket.]s3, [bucket.]s3-region, [bucket.]s3-accelerate
            if !is_s3(labels.get(end.checked_sub(1)?)?) {
                end -= 1; // region, or the "dualstack" of accelerate
                if labels.get(end.checked_sub(1)?) == Some(&"dualstack") {
                    end -= 1;
                }
            }
            let end = end.checked_sub(1)?;
            is_s3(labels.get(end)?).then_some(end)?
        }
        // Elsewhere a label "s3" still marks where the endpoint begins.
        None => labels.iter().position(|label| is_s3(label))?,
    };
    let bucket = labels.get(..end)?.join(".");
    Some(if bucket.is_empty() {
        HostBucket::None
    } else {
        HostBucket::Named(bucket)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(url: &str, key: &str) -> Option<String> {
        Presigned::parse(url, key).unwrap().bucket().map(str::to_owned)
    }

    #[test]
    fn a_bucket_is_read_from_every_style_of_url() {
        let key = "uploads/user 1/a+b.jpg";
        let path = "uploads/user%201/a%2Bb.jpg?X-Amz-Signature=1";
        for (host, expected) in [
            ("bkt.s3.amazonaws.com", Some("bkt")),
            ("bkt.s3.us-west-2.amazonaws.com", Some("bkt")),
            ("bkt.s3-us-west-2.amazonaws.com", Some("bkt")),
            ("bkt.s3.dualstack.eu-central-1.amazonaws.com", Some("bkt")),
            ("bkt.s3-accelerate.amazonaws.com", Some("bkt")),
            ("bkt.s3-accelerate.dualstack.amazonaws.com", Some("bkt")),
            ("bkt.s3-fips.us-gov-west-1.amazonaws.com", Some("bkt")),
            ("bkt.s3.cn-north-1.amazonaws.com.cn", Some("bkt")),
            ("my.dotted.bkt.s3.us-east-1.amazonaws.com", Some("my.dotted.bkt")),
            ("my.s3.s3.amazonaws.com", Some("my.s3")),
            ("my.s3.bkt.s3.eu-west-1.amazonaws.com", Some("my.s3.bkt")),
            ("dualstack.s3.amazonaws.com", Some("dualstack")),
            ("s3.us-west-2.amazonaws.com/bkt", Some("bkt")),
            ("s3.amazonaws.com/bkt", Some("bkt")),
            ("s3-us-west-2.amazonaws.com/my.dotted.bkt", Some("my.dotted.bkt")),
            ("s3.dualstack.us-west-2.amazonaws.com/bkt", Some("bkt")),
            ("127.0.0.1:9000/bkt", Some("bkt")),
            ("[::1]:9000/bkt", Some("bkt")),
            ("minio.example.com:9000/bkt", Some("bkt")),
            ("localhost:9000/bkt", Some("bkt")),
            ("bkt.storage.googleapis.com", Some("bkt")),
            ("bkt.account.r2.cloudflarestorage.com", Some("bkt")),
            ("my.dotted.s3.example.com", Some("my.dotted")),
            ("bkt.localhost:9000", Some("bkt")),
            ("127.0.0.1:9000", None),
            ("localhost:9000", None),
            ("s3.amazonaws.com", None),
            ("example.com", None),
        ] {
            assert_eq!(
                bucket(&format!("https://{host}/{path}"), key).as_deref(),
                expected,
                "{host}"
            );
        }
    }

    #[test]
    fn a_path_that_is_not_the_key_still_shows_amazons_bucket() {
        assert_eq!(
            bucket("https://bkt.s3.amazonaws.com/other", "key").as_deref(),
            Some("bkt")
        );
        assert_eq!(
            bucket("https://s3.amazonaws.com/bkt/other", "key").as_deref(),
            Some("bkt")
        );
        assert_eq!(bucket("https://cdn.example.com/x/other", "key"), None);
    }

    #[test]
    fn the_end_is_read_from_both_versions_of_signatures() {
        let end = |query: &str| {
            let presigned = Presigned::parse(&format!("https://b.s3.amazonaws.com/k?{query}"), "k").unwrap();
            presigned
                .expires_at()
                .map(|end| end.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
        };
        assert_eq!(
            end("X-Amz-Signature=x&X-Amz-Date=20240229T235959Z&X-Amz-Expires=900"),
            Some(1_709_251_199 + 900)
        );
        assert_eq!(
            end("x-amz-algorithm=x&x-amz-date=19700101T000000Z&x-amz-expires=1"),
            Some(1)
        );
        assert_eq!(
            end("AWSAccessKeyId=a&Signature=b&Expires=1709251199"),
            Some(1_709_251_199)
        );
        for broken in [
            "",
            "X-Amz-Date=20240229T235959Z",
            "X-Amz-Date=2024&X-Amz-Expires=9",
            "X-Amz-Date=20241329T235959Z&X-Amz-Expires=9",
            "X-Amz-Date=00000101T000000Z&X-Amz-Expires=9",
            "X-Amz-Date=20240229T235959Z&X-Amz-Expires=-9",
            "X-Amz-Date=20240229T235959Z&X-Amz-Expires=18446744073709551615",
            "Signature=b&Expires=18446744073709551615",
            "X-Amz-Date=%ff%fe%00%00aaaaaaaaaaaa&X-Amz-Expires=9",
        ] {
            assert_eq!(end(broken), None, "{broken}");
        }
    }

    #[test]
    fn whether_the_content_type_counts_depends_on_how_it_was_signed() {
        let signed = |query: &str| {
            Presigned::parse(&format!("https://b.s3.amazonaws.com/k?{query}"), "k")
                .unwrap()
                .content_type_is_signed()
        };
        assert!(signed("X-Amz-Signature=x&X-Amz-SignedHeaders=content-type%3Bhost"));
        assert!(signed("x-amz-signature=x&x-amz-signedheaders=Host;Content-Type"));
        assert!(!signed("X-Amz-Signature=x&X-Amz-SignedHeaders=host"));
        assert!(signed("AWSAccessKeyId=a&Signature=b&Expires=1"));
        assert!(!signed("token=1"));
    }

    #[test]
    fn an_end_within_the_margin_is_seen() {
        let url = "https://b.s3.amazonaws.com/k?Signature=b&Expires=1000";
        let presigned = Presigned::parse(url, "k").unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert!(!presigned.expires_within(at(900), Duration::from_secs(60)));
        assert!(presigned.expires_within(at(950), Duration::from_secs(60)));
        assert!(presigned.expires_within(at(2000), Duration::ZERO));
    }

    #[test]
    fn nothing_printed_holds_the_signature() {
        let presigned = Presigned::parse("https://b.s3.amazonaws.com/k?X-Amz-Signature=secret", "k").unwrap();
        assert!(!format!("{presigned:?}").contains("secret"));
    }

    #[test]
    fn a_key_or_a_url_that_no_storage_takes_is_refused_in_words() {
        let url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=1";
        for (url, key, words) in [
            (url.to_owned(), "k".repeat(1025), "more than 1,024 bytes"),
            (url.to_owned(), "a\0b".to_owned(), "NUL"),
            (url.to_owned(), String::new(), "no object key"),
            (
                format!("{url}{}", "0".repeat(20_000)),
                "k".to_owned(),
                "longer than any",
            ),
        ] {
            let error = Presigned::parse(&url, &key).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
        assert!(Presigned::parse(url, &"k".repeat(1024)).is_ok());
    }

    #[test]
    fn any_input_is_survived() {
        let mut random = fastrand::Rng::with_seed(7);
        let pieces = [
            "https://",
            "http://",
            "s3",
            ".",
            "amazonaws.com",
            ".cn",
            "/",
            "%",
            "%2F",
            "?",
            "X-Amz-Date=",
            "X-Amz-Expires=",
            "&",
            "20240101T000000Z",
            "9999999999999999999",
            "dualstack",
            "é",
            "\u{0}",
            ":",
            "@",
            "[::1]",
            "key",
            "Expires=",
            ";",
            " ",
        ];
        for _ in 0..20_000 {
            let text = |random: &mut fastrand::Rng| -> String {
                (0..random.usize(0..14))
                    .map(|_| pieces[random.usize(0..pieces.len())])
                    .collect()
            };
            let url = text(&mut random);
            let key = text(&mut random);
            if let Ok(presigned) = Presigned::parse(&format!("https://a.s3.amazonaws.com{url}"), &key) {
                assert_eq!(presigned.key(), key);
            }
            let _ = Presigned::parse(&url, &key);
        }
    }
}
