//! Presigned URLs with AWS Signature Version 4, path style, for one method, one object and a limited time.
//!
//! It is the query variant: the body is `UNSIGNED-PAYLOAD`, and the signature covers the rest of the query. See
//! "Authenticating Requests: Using Query Parameters" in Amazon's S3 API reference.

use std::fmt::Write as _;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The region in the signature's scope. Clients must not depend on it.
const REGION: &str = "us-east-1";
/// What SigV4 escapes in a query: everything but the unreserved characters of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// In a path the slash stays.
const PATH: &AsciiSet = &QUERY.remove(b'/');
/// The longest validity of a presigned URL, in seconds: seven days.
const MAX_EXPIRY_SECONDS: u64 = 604_800;

/// Signs URLs with the storage credentials. No `Debug`.
pub(super) struct Presigner {
    /// `host:port` of the storage.
    pub(super) host: String,
    /// The access key, part of every URL.
    pub(super) access_key: String,
    /// The secret key.
    pub(super) secret_key: Zeroizing<String>,
}

/// What a URL permits.
pub(super) struct Permission<'a> {
    /// `PUT` or `GET`.
    pub(super) method: &'a str,
    /// The bucket.
    pub(super) bucket: &'a str,
    /// The object key.
    pub(super) key: &'a str,
    /// The `Content-Type` to sign, which the request must then have.
    pub(super) content_type: Option<&'a str>,
    /// When the URL becomes valid.
    pub(super) from: jiff::Timestamp,
    /// For how long: whole seconds, from 1 second to 7 days.
    pub(super) lifetime: Duration,
}

impl Presigner {
    /// The URL with its signature.
    pub(super) fn url(&self, permission: &Permission<'_>) -> String {
        let path = format!("/{}/{}", permission.bucket, permission.key);
        let path = utf8_percent_encode(&path, PATH).to_string();
        format!("http://{}{path}?{}", self.host, self.query(&path, permission))
    }

    /// The query for an escaped path: the steps of SigV4 in order.
    fn query(&self, path: &str, permission: &Permission<'_>) -> String {
        let time = permission.from.strftime("%Y%m%dT%H%M%SZ").to_string();
        let date = permission.from.strftime("%Y%m%d").to_string();
        let scope = format!("{date}/{REGION}/s3/aws4_request");
        let (headers, signed_headers) = match permission.content_type {
            Some(content_type) => (
                format!("content-type:{content_type}\nhost:{}\n", self.host),
                "content-type;host",
            ),
            None => (format!("host:{}\n", self.host), "host"),
        };
        let mut query = String::new();
        for (name, value) in [
            ("Algorithm", "AWS4-HMAC-SHA256"),
            ("Credential", &format!("{}/{scope}", self.access_key)),
            ("Date", &time),
            (
                "Expires",
                &permission.lifetime.as_secs().clamp(1, MAX_EXPIRY_SECONDS).to_string(),
            ),
            ("SignedHeaders", signed_headers),
        ] {
            let separator = if query.is_empty() { "" } else { "&" };
            let _ = write!(query, "{separator}X-Amz-{name}={}", utf8_percent_encode(value, QUERY));
        }
        let method = permission.method;
        let request = format!("{method}\n{path}\n{query}\n{headers}\n{signed_headers}\nUNSIGNED-PAYLOAD");
        let request = hex(&Sha256::digest(request));
        let signed_text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{request}");

        let first = Zeroizing::new(format!("AWS4{}", *self.secret_key));
        let key = [date.as_str(), REGION, "s3", "aws4_request"]
            .iter()
            .fold(Zeroizing::new(first.as_bytes().to_vec()), |key, part| {
                Zeroizing::new(hmac(&key, part))
            });
        let _ = write!(query, "&X-Amz-Signature={}", hex(&hmac(&key, &signed_text)));
        query
    }
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC accepts keys of any length, so this cannot fail; an empty signature would be refused anyway.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Amazon's S3 API reference, "Authenticating Requests: Using Query Parameters".
    #[test]
    fn the_signature_matches_amazons_example() {
        let presigner = Presigner {
            host: "examplebucket.s3.amazonaws.com".to_owned(),
            access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret_key: Zeroizing::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()),
        };
        let query = presigner.query(
            "/test.txt",
            &Permission {
                method: "GET",
                bucket: "",
                key: "",
                content_type: None,
                from: "2013-05-24T00:00:00Z".parse().unwrap(),
                lifetime: Duration::from_secs(86_400),
            },
        );
        assert_eq!(
            query,
            "X-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
    }
}
