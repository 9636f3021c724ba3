//! Whether what the storage holds is what was sent, as far as the storage tells.

use hyper::header::{ETAG, HeaderMap};
use md5::{Digest, Md5};

/// Headers of answers whose ETag is 32 hexadecimal digits too, but no MD5: the object was encrypted with a key that is
/// not the storage's own.
const ENCRYPTED: [&str; 2] = [
    "x-amz-server-side-encryption-customer-algorithm",
    "x-goog-encryption-kms-key-name",
];

/// The MD5 in an ETag; `None` where the ETag is none: of an upload in parts, of an object that is encrypted with a key
/// of a customer or a key service, or a weak one, which stands for no exact bytes.
pub(super) fn md5_of(headers: &HeaderMap) -> Option<[u8; 16]> {
    let encryption = headers.get("x-amz-server-side-encryption");
    // `AES256` is done with the storage's own key, and there the ETag stays an MD5.
    if encryption.is_some_and(|kind| kind != "AES256") || ENCRYPTED.iter().any(|name| headers.contains_key(*name)) {
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

/// What the headers tell of the bytes that the storage holds.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    /// Nothing that can be compared.
    Nothing,
    /// They are those that were sent.
    Same,
    /// They are others, with this MD5.
    Other([u8; 16]),
}

/// Compares each MD5 in the headers with that of what was sent. `body` is that of the answer: some give its own MD5 as
/// `Content-MD5`, as HTTP once meant it.
pub(super) fn compare(headers: &HeaderMap, body: &[u8], sent: [u8; 16]) -> Told {
    let of_body: [u8; 16] = Md5::digest(body).into();
    let values = |name: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect::<Vec<_>>()
    };
    let named = values("content-md5")
        .into_iter()
        .filter_map(md5_in_base64)
        .filter(|md5| *md5 != of_body || *md5 == sent);
    let of_google = values("x-goog-hash")
        .into_iter()
        .filter_map(|value| md5_in_base64(value.strip_prefix("md5=")?));
    let told: Vec<[u8; 16]> = md5_of(headers).into_iter().chain(named).chain(of_google).collect();
    match told.iter().find(|md5| **md5 != sent) {
        Some(other) => Told::Other(*other),
        None if told.is_empty() => Told::Nothing,
        None => Told::Same,
    }
}

/// An MD5 as `Content-MD5` has it.
pub(super) fn md5_in_base64(text: &str) -> Option<[u8; 16]> {
    base64_simd::STANDARD.decode_to_vec(text).ok()?.try_into().ok()
}

/// Headers by which storages number their answers. Nobody else sends them.
const NUMBERS: [&str; 5] = [
    "x-amz-request-id",
    "x-amz-id-2",
    "x-goog-generation",
    "x-guploader-uploadid",
    "x-ms-request-id",
];

/// Whether an answer has a storage's own number.
pub(super) fn is_numbered_by_storage(headers: &HeaderMap) -> bool {
    NUMBERS.iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: [u8; 16] = 0xd41d_8cd9_8f00_b204_e980_0998_ecf8_427e_u128.to_be_bytes();

    fn told(headers: &[(&'static str, &'static str)]) -> Option<[u8; 16]> {
        md5_of(
            &headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
        )
    }

    #[test]
    fn an_md5_is_read_with_and_without_quotes_and_in_both_cases() {
        for etag in [
            "\"d41d8cd98f00b204e9800998ecf8427e\"",
            "d41d8cd98f00b204e9800998ecf8427e",
            "\"D41D8CD98F00B204E9800998ECF8427E\"",
        ] {
            assert_eq!(told(&[("etag", etag)]), Some(EMPTY), "{etag}");
            assert_eq!(
                told(&[("etag", etag), ("x-amz-server-side-encryption", "AES256")]),
                Some(EMPTY)
            );
        }
    }

    #[test]
    fn an_etag_that_is_no_md5_is_not_taken_for_one() {
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
            assert_eq!(told(&[("etag", etag)]), None, "{etag}");
        }
        assert_eq!(told(&[]), None);
        let etag = ("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        for encrypted in [
            ("x-amz-server-side-encryption", "aws:kms"),
            ("x-amz-server-side-encryption", "aws:kms:dsse"),
            ("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            ("x-goog-encryption-kms-key-name", "projects/x"),
        ] {
            assert_eq!(told(&[etag, encrypted]), None, "{encrypted:?}");
        }
    }

    #[test]
    fn each_hash_that_a_storage_tells_is_compared() {
        const OTHER: [u8; 16] = [b'0'; 16];
        let compared = |headers: &[(&'static str, &'static str)], body: &[u8]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            compare(&headers.collect::<HeaderMap>(), body, EMPTY)
        };
        let etag = ("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        for (headers, told) in [
            (&[][..], Told::Nothing),
            (&[etag], Told::Same),
            (
                &[("etag", "\"0x8DCF00D\""), ("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")],
                Told::Same,
            ),
            (&[("content-md5", "MDAwMDAwMDAwMDAwMDAwMA==")], Told::Other(OTHER)),
            (&[etag, ("content-md5", "MDAwMDAwMDAwMDAwMDAwMA==")], Told::Other(OTHER)),
            (
                &[
                    ("x-goog-hash", "crc32c=AAAAAA=="),
                    ("x-goog-hash", "md5=MDAwMDAwMDAwMDAwMDAwMA=="),
                ],
                Told::Other(OTHER),
            ),
            (
                &[("x-goog-hash", "crc32c=AAAAAA==,md5=1B2M2Y8AsgTpgAmY7PhCfg==")],
                Told::Same,
            ),
            (
                &[("x-goog-hash", "crc32c=AAAAAA=="), ("content-md5", "no MD5")],
                Told::Nothing,
            ),
        ] {
            assert_eq!(compared(headers, b"x"), told, "{headers:?}");
        }
        // The MD5 of the answer itself says nothing of the file.
        assert_eq!(
            compared(&[("content-md5", "ndTkYSaMgDT1yFZOFVxnpg==")], b"x"),
            Told::Nothing
        );
    }
}
