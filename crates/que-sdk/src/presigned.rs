//! A presigned upload: the URL, the object key, and what they reveal.

mod bucket;
mod signature;

use std::fmt;
use std::time::{Duration, SystemTime};

use url::Url;

use self::bucket::bucket_of;
use self::signature::SignatureParameters;
pub use self::signature::SignatureVersion;
use crate::error::{Error, Result, UrlFault};
use crate::limits;
use crate::secret::SignedUrl;
use crate::wire::AssetRef;

/// A presigned upload: the URL to PUT one object to, and its object key.
#[derive(Clone, PartialEq, Eq)]
pub struct Presigned {
    url: SignedUrl,
    key: String,
    bucket: Option<String>,
    expires_at: Option<SystemTime>,
    signed_headers: Vec<String>,
    signature_version: SignatureVersion,
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
    /// Parses the URL and the key of a presign response.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`] if the URL isn't an `http` or `https` URL or is too long, or the key isn't valid.
    pub fn parse(url: &str, key: &str) -> Result<Self> {
        if url.len() > limits::MAX_URL_BYTES {
            return Err(Error::InvalidUrl {
                reason: UrlFault::UploadUrlTooLong,
            });
        }
        let url = Url::parse(url.trim()).map_err(|_| Error::InvalidUrl {
            reason: UrlFault::UploadUrl,
        })?;
        if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none_or(str::is_empty) {
            return Err(Error::InvalidUrl {
                reason: UrlFault::UploadUrlScheme,
            });
        }
        if let Some(reason) = limits::invalid_object_key(key) {
            return Err(Error::InvalidUrl { reason });
        }
        let signature = SignatureParameters::from_url(&url);
        Ok(Self {
            bucket: bucket_of(&url, key),
            key: key.to_owned(),
            expires_at: signature.expires_at(),
            signed_headers: signature.signed_headers,
            signature_version: signature.version,
            url: SignedUrl::new(url),
        })
    }

    /// The URL to upload to. [`SignedUrl`] doesn't print its signature.
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
            .is_some_and(|expiry| now.checked_add(margin).is_none_or(|then| then >= expiry))
    }

    /// The lowercase names of the signed headers.
    #[must_use]
    pub fn signed_headers(&self) -> &[String] {
        &self.signed_headers
    }

    /// The version of the URL's signature.
    #[must_use]
    pub fn signature_version(&self) -> SignatureVersion {
        self.signature_version
    }

    /// Whether the Content-Type is signed, so that the upload must send exactly that one.
    #[must_use]
    pub fn content_type_is_signed(&self) -> bool {
        match self.signature_version {
            SignatureVersion::V2 => true,
            SignatureVersion::V4 => self.signed_headers.iter().any(|name| name == "content-type"),
            SignatureVersion::Unknown => false,
        }
    }

    /// The object at this URL, to sign or verify once it is uploaded. `None` if the URL doesn't name the bucket.
    #[must_use]
    pub fn asset(&self) -> Option<AssetRef> {
        Some(AssetRef::Object {
            bucket: self.bucket()?.to_owned(),
            key: self.key().to_owned(),
        })
    }

    /// The same upload at the URL that the storage redirected to.
    pub(crate) fn redirected_to(&self, url: Url) -> Self {
        Self {
            url: SignedUrl::new(url),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expiry_is_read_from_both_signature_versions() {
        let expiry = |query: &str| {
            let presigned = Presigned::parse(&format!("https://b.s3.amazonaws.com/k?{query}"), "k").unwrap();
            presigned
                .expires_at()
                .map(|expiry| expiry.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
        };
        assert_eq!(
            expiry("X-Amz-Signature=x&X-Amz-Date=20240229T235959Z&X-Amz-Expires=900"),
            Some(1_709_251_199 + 900)
        );
        assert_eq!(
            expiry("x-amz-algorithm=x&x-amz-date=19700101T000000Z&x-amz-expires=1"),
            Some(1)
        );
        assert_eq!(
            expiry("AWSAccessKeyId=a&Signature=b&Expires=1709251199"),
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
            assert_eq!(expiry(broken), None, "{broken}");
        }
    }

    #[test]
    fn whether_the_content_type_is_signed_depends_on_the_signature() {
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
    fn an_expiry_within_the_margin_counts_as_expired() {
        let url = "https://b.s3.amazonaws.com/k?Signature=b&Expires=1000";
        let presigned = Presigned::parse(url, "k").unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert!(!presigned.expires_within(at(900), Duration::from_secs(60)));
        assert!(presigned.expires_within(at(950), Duration::from_secs(60)));
        assert!(presigned.expires_within(at(2000), Duration::ZERO));
    }

    #[test]
    fn debug_output_does_not_contain_the_signature() {
        let presigned = Presigned::parse("https://b.s3.amazonaws.com/k?X-Amz-Signature=secret", "k").unwrap();
        assert!(!format!("{presigned:?}").contains("secret"));
    }

    #[test]
    fn a_key_or_url_that_no_storage_accepts_is_refused_with_a_reason() {
        let url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=1";
        for (url, key, words) in [
            (url.to_owned(), "k".repeat(1025), "more than 1,024 bytes"),
            (url.to_owned(), "a\0b".to_owned(), "NUL"),
            (url.to_owned(), String::new(), "is empty"),
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
    fn any_input_is_parsed_without_panic() {
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
