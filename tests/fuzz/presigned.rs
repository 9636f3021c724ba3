//! Presigned URLs: no text panics, and a valid URL yields its bucket, key and expiry.

use std::time::{Duration, SystemTime};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use que_sdk::{Presigned, SignatureVersion};

/// What S3's signers leave unescaped in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// Keys without `.` or `..` as a whole segment, which no URL can express.
fn keys() -> impl Strategy<Value = String> {
    prop::collection::vec("[^/\u{0}]{1,12}", 1..5)
        .prop_filter("dots", |segments| {
            !segments.iter().any(|segment| segment == "." || segment == "..")
        })
        .prop_map(|segments| segments.join("/"))
}

fn buckets() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9][a-z0-9-]{1,20}[a-z0-9]",
        "[a-z][a-z0-9]{1,8}(\\.[a-z0-9]{1,6}){1,3}",
        "(s3|dualstack|my\\.s3|s3\\.my|a\\.dualstack|us-west-2|amazonaws)",
    ]
    // An IP address is no bucket, and Amazon allows none that looks like an internationalized name.
    .prop_filter("no bucket", |bucket| {
        !bucket.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.') && !bucket.starts_with("xn--")
    })
}

/// URLs with the bucket in the host or in the path.
fn places() -> impl Strategy<Value = (String, bool)> {
    let region = prop::sample::select(vec![
        "us-east-1",
        "us-west-2",
        "eu-central-1",
        "ap-southeast-4",
        "us-gov-west-1",
    ]);
    region.prop_flat_map(|region| {
        prop::sample::select(vec![
            ("{b}.s3.amazonaws.com".to_owned(), true),
            (format!("{{b}}.s3.{region}.amazonaws.com"), true),
            (format!("{{b}}.s3-{region}.amazonaws.com"), true),
            (format!("{{b}}.s3.dualstack.{region}.amazonaws.com"), true),
            ("{b}.s3-accelerate.amazonaws.com".to_owned(), true),
            ("{b}.s3-accelerate.dualstack.amazonaws.com".to_owned(), true),
            ("{b}.s3.cn-north-1.amazonaws.com.cn".to_owned(), true),
            ("s3.amazonaws.com/{b}".to_owned(), false),
            (format!("s3.{region}.amazonaws.com/{{b}}"), false),
            (format!("s3-{region}.amazonaws.com/{{b}}"), false),
            (format!("s3.dualstack.{region}.amazonaws.com/{{b}}"), false),
            ("127.0.0.1:9000/{b}".to_owned(), false),
            ("[::1]:9000/{b}".to_owned(), false),
            ("minio.example.com:9000/{b}".to_owned(), false),
        ])
    })
}

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_a_valid_url_yields_bucket_key_and_expiry(
        bucket in buckets(),
        key in keys(),
        (place, _in_host) in places(),
        begin in 0..4_000_000_000_i64,
        lifetime in 1..604_800_u64,
        v2 in any::<bool>(),
    ) {
        let path = utf8_percent_encode(&key, PATH);
        let place = place.replace("{b}", &bucket);
        let end = begin.unsigned_abs() + lifetime;
        let query = if v2 {
            format!("AWSAccessKeyId=AKIAX&Signature=never-to-be-seen%3D&Expires={end}")
        } else {
            let date = jiff::Timestamp::from_second(begin).unwrap().strftime("%Y%m%dT%H%M%SZ");
            format!(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date={date}&X-Amz-Expires={lifetime}\
                 &X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=never-to-be-seen"
            )
        };
        let presigned = Presigned::parse(&format!(" https://{place}/{path}?{query}\n"), &key).unwrap();
        prop_assert_eq!(presigned.bucket(), Some(bucket.as_str()), "{}", place);
        prop_assert_eq!(presigned.key(), key.as_str());
        prop_assert_eq!(presigned.expires_at(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(end)));
        let version = if v2 { SignatureVersion::V2 } else { SignatureVersion::V4 };
        prop_assert_eq!(presigned.signature_version(), version);
        prop_assert!(presigned.content_type_is_signed());
        let shown = format!("{presigned:?}");
        prop_assert!(!shown.contains("never-to-be-seen"));
    }

    #[test]
    fn fuzz_no_url_panics(
        url in prop_oneof![
            "\\PC{0,80}",
            "https?://(\\[::1\\]|[a-z0-9.]{0,20}s3[a-z0-9.-]{0,20}amazonaws\\.com(\\.cn)?|\\PC{0,20})(:[0-9]{0,6})?/\\PC{0,30}\\?\
             (X-Amz-(Date|Expires|Signature|SignedHeaders)=[0-9TZ%;a-f]{0,20}&?|Expires=[0-9]{0,22}&?|\\PC{0,10}){0,5}",
        ],
        key in "\\PC{0,20}",
        margin in any::<u64>(),
    ) {
        if let Ok(presigned) = Presigned::parse(&url, &key) {
            prop_assert_eq!(presigned.key(), key.as_str());
            let _ = presigned.expires_within(SystemTime::now(), Duration::from_secs(margin));
            prop_assert!(presigned.bucket().is_none_or(|bucket| !bucket.is_empty()));
        }
    }
}
