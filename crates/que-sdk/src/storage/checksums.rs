//! Compares the MD5s in a storage's response with the bytes that were sent.

use hyper::header::{ETAG, HeaderMap};
use md5::{Digest, Md5};

/// Headers of objects that are encrypted with a customer's key. Their ETag looks like an MD5 but isn't one.
const CUSTOMER_KEY_HEADERS: [&str; 2] = [
    "x-amz-server-side-encryption-customer-algorithm",
    "x-goog-encryption-kms-key-name",
];

/// The MD5 in an ETag. `None` if the ETag isn't one: it is weak, or the object was uploaded in parts or encrypted with a key
/// of a customer or a key service.
pub(super) fn md5_in_etag(headers: &HeaderMap) -> Option<[u8; 16]> {
    let encryption = headers.get("x-amz-server-side-encryption");
    // With the storage's own key (`AES256`), the ETag is still an MD5.
    if encryption.is_some_and(|kind| kind != "AES256")
        || CUSTOMER_KEY_HEADERS.iter().any(|name| headers.contains_key(*name))
    {
        return None;
    }
    let digits = headers.get(ETAG)?.to_str().ok()?.trim();
    let digits = digits
        .strip_prefix('"')
        .and_then(|digits| digits.strip_suffix('"'))
        .unwrap_or(digits);
    if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let number = u128::from_str_radix(digits, 16).ok()?;
    Some(number.to_be_bytes())
}

/// How the MD5s in a response compare to that of the bytes sent.
#[derive(Debug, PartialEq)]
pub(super) enum Md5Comparison {
    /// The response has no MD5.
    Missing,
    /// All are equal.
    Equal,
    /// One is different: this one.
    Different([u8; 16]),
}

/// Compares each MD5 in the headers with that of the bytes sent. `body` is the response's: some storages send its own MD5 as
/// `Content-MD5`, as HTTP/1.1 (RFC 2616) defined it.
pub(super) fn compare(headers: &HeaderMap, body: &[u8], sent: [u8; 16]) -> Md5Comparison {
    let of_body: [u8; 16] = Md5::digest(body).into();
    let values = |name: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect::<Vec<_>>()
    };
    let in_content_md5 = values("content-md5")
        .into_iter()
        .filter_map(md5_in_base64)
        .filter(|md5| *md5 != of_body || *md5 == sent);
    let in_goog_hash = values("x-goog-hash")
        .into_iter()
        .filter_map(|value| md5_in_base64(value.strip_prefix("md5=")?));
    let found: Vec<[u8; 16]> = md5_in_etag(headers)
        .into_iter()
        .chain(in_content_md5)
        .chain(in_goog_hash)
        .collect();
    match found.iter().find(|md5| **md5 != sent) {
        Some(different) => Md5Comparison::Different(*different),
        None if found.is_empty() => Md5Comparison::Missing,
        None => Md5Comparison::Equal,
    }
}

/// Decodes an MD5 in base64, as in `Content-MD5`.
pub(super) fn md5_in_base64(text: &str) -> Option<[u8; 16]> {
    base64_simd::STANDARD.decode_to_vec(text).ok()?.try_into().ok()
}

/// Request ids and versions, which only storages send.
const STORAGE_HEADERS: [&str; 5] = [
    "x-amz-request-id",
    "x-amz-id-2",
    "x-goog-generation",
    "x-guploader-uploadid",
    "x-ms-request-id",
];

/// Whether the headers show that a storage sent the response.
pub(super) fn is_from_storage(headers: &HeaderMap) -> bool {
    STORAGE_HEADERS.iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: [u8; 16] = 0xd41d_8cd9_8f00_b204_e980_0998_ecf8_427e_u128.to_be_bytes();

    fn md5(headers: &[(&'static str, &'static str)]) -> Option<[u8; 16]> {
        md5_in_etag(
            &headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
        )
    }

    #[test]
    fn an_md5_is_read_with_or_without_quotes_and_in_either_case() {
        for etag in [
            "\"d41d8cd98f00b204e9800998ecf8427e\"",
            "d41d8cd98f00b204e9800998ecf8427e",
            "\"D41D8CD98F00B204E9800998ECF8427E\"",
        ] {
            assert_eq!(md5(&[("etag", etag)]), Some(EMPTY), "{etag}");
            assert_eq!(
                md5(&[("etag", etag), ("x-amz-server-side-encryption", "AES256")]),
                Some(EMPTY)
            );
        }
    }

    #[test]
    fn an_etag_that_is_not_an_md5_is_ignored() {
        for etag in [
            "",
            "\"\"",
            "abc",
            "\"d41d8cd98f00b204e9800998ecf8427e-2\"",
            "W/\"d41d8cd98f00b204e9800998ecf8427e\"",
            "\"d41d8cd98f00b204e9800998ecf8427\"",
            "\"+41d8cd98f00b204e9800998ecf8427e\"",
            "\"z41d8cd98f00b204e9800998ecf8427e\"",
            "\"d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e\"",
        ] {
            assert_eq!(md5(&[("etag", etag)]), None, "{etag}");
        }
        assert_eq!(md5(&[]), None);
        let etag = ("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        for encrypted in [
            ("x-amz-server-side-encryption", "aws:kms"),
            ("x-amz-server-side-encryption", "aws:kms:dsse"),
            ("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            ("x-goog-encryption-kms-key-name", "projects/x"),
        ] {
            assert_eq!(md5(&[etag, encrypted]), None, "{encrypted:?}");
        }
    }

    #[test]
    fn every_md5_of_a_storage_is_compared() {
        const OTHER: [u8; 16] = [b'0'; 16];
        let compared = |headers: &[(&'static str, &'static str)], body: &[u8]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            compare(&headers.collect::<HeaderMap>(), body, EMPTY)
        };
        let etag = ("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        for (headers, expected) in [
            (&[][..], Md5Comparison::Missing),
            (&[etag], Md5Comparison::Equal),
            (
                &[("etag", "\"0x8DCF00D\""), ("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")],
                Md5Comparison::Equal,
            ),
            (
                &[("content-md5", "MDAwMDAwMDAwMDAwMDAwMA==")],
                Md5Comparison::Different(OTHER),
            ),
            (
                &[etag, ("content-md5", "MDAwMDAwMDAwMDAwMDAwMA==")],
                Md5Comparison::Different(OTHER),
            ),
            (
                &[
                    ("x-goog-hash", "crc32c=AAAAAA=="),
                    ("x-goog-hash", "md5=MDAwMDAwMDAwMDAwMDAwMA=="),
                ],
                Md5Comparison::Different(OTHER),
            ),
            (
                &[("x-goog-hash", "crc32c=AAAAAA==,md5=1B2M2Y8AsgTpgAmY7PhCfg==")],
                Md5Comparison::Equal,
            ),
            (
                &[("x-goog-hash", "crc32c=AAAAAA=="), ("content-md5", "no MD5")],
                Md5Comparison::Missing,
            ),
        ] {
            assert_eq!(compared(headers, b"x"), expected, "{headers:?}");
        }
        // The MD5 of the response body says nothing about the file.
        assert_eq!(
            compared(&[("content-md5", "ndTkYSaMgDT1yFZOFVxnpg==")], b"x"),
            Md5Comparison::Missing
        );
    }
}
