//! How much of a server's response is kept. What comes from a server is stored, shown, and logged, so it is shortened once,
//! where it comes in.

use serde_json::{Value, json};

use crate::error::UrlFault;

/// The longest object key in bytes: S3's limit.
pub(crate) const MAX_OBJECT_KEY_BYTES: usize = 1024;
/// The longest presigned URL in bytes: a key with every byte escaped, and a session token.
pub(crate) const MAX_URL_BYTES: usize = 16 << 10;
/// The longest `s3://` address of a signed copy in bytes: scheme, bucket, key.
const MAX_S3_URI_BYTES: usize = 5 + 255 + 1 + MAX_OBJECT_KEY_BYTES;
/// The longest ETag in bytes. The longest known ones have about 40.
pub(crate) const MAX_ETAG_BYTES: usize = 256;
/// The longest host name in bytes: DNS's limit.
pub(crate) const MAX_HOST_BYTES: usize = 253;
/// The longest error code in characters.
pub(crate) const MAX_CODE_CHARS: usize = 100;
/// The longest message of a server in characters.
pub(crate) const MAX_MESSAGE_CHARS: usize = 500;
/// The largest evidence of a signature in bytes of JSON. A certificate chain has a few thousand.
const MAX_EVIDENCE_BYTES: usize = 64 << 10;
/// The largest `details` of a problem in bytes of JSON.
const MAX_DETAILS_BYTES: usize = 4 << 10;
/// The most values in one JSON document. In memory, each takes many times its bytes.
pub(crate) const MAX_JSON_VALUES: usize = 200_000;

/// Shortens a text to this many characters and marks the cut with an ellipsis.
pub(crate) fn truncate(mut text: String, max_chars: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(max_chars) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Why this isn't an object key, or `None` if it can be one.
pub(crate) fn invalid_object_key(key: &str) -> Option<UrlFault> {
    if key.is_empty() {
        Some(UrlFault::KeyEmpty)
    } else if key.len() > MAX_OBJECT_KEY_BYTES {
        Some(UrlFault::KeyTooLong)
    } else if key.contains('\0') {
        Some(UrlFault::KeyWithNul)
    } else {
        None
    }
}

/// Why this isn't the `s3://` address of a signed copy, or `None` if it can be one.
pub(crate) fn invalid_s3_uri(uri: &str) -> Option<UrlFault> {
    if uri.len() > MAX_S3_URI_BYTES {
        Some(UrlFault::SignedUriTooLong)
    } else if uri.contains('\0') {
        Some(UrlFault::SignedUriWithNul)
    } else {
        None
    }
}

/// Keeps small `details` of a problem. Of larger ones, keeps only what the client reads.
pub(crate) fn limit_details(details: Value) -> Value {
    if details.to_string().len() <= MAX_DETAILS_BYTES {
        return details;
    }
    let wait = details.get("try_again_in_ms").filter(|wait| {
        // Some servers send the number as a string.
        wait.is_number() || wait.as_str().is_some_and(|text| text.len() <= 20)
    });
    json!({ "try_again_in_ms": wait })
}

/// Keeps small evidence of a signature. Replaces larger evidence with a note that it was left out.
pub(crate) fn limit_evidence(evidence: Value) -> Value {
    if evidence.to_string().len() <= MAX_EVIDENCE_BYTES {
        return evidence;
    }
    json!({ "left_out": format!("The server's evidence had more than {MAX_EVIDENCE_BYTES} bytes.") })
}

/// Whether a JSON document has more values than [`MAX_JSON_VALUES`]. Counts them without parsing.
pub(crate) fn has_too_many_values(json: &[u8]) -> bool {
    let mut values = 0;
    let (mut quoted, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            // Each starts a value or precedes one.
            b'[' | b'{' | b',' if !quoted => values += 1,
            _ => {}
        }
    }
    values > MAX_JSON_VALUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_truncated_between_characters_with_an_ellipsis() {
        assert_eq!(truncate("äöü".to_owned(), 3), "äöü");
        assert_eq!(truncate("äöüß".to_owned(), 3), "äöü…");
    }

    #[test]
    fn a_key_has_at_most_1024_bytes_and_no_nul() {
        assert_eq!(invalid_object_key(&"ü".repeat(512)), None);
        assert!(invalid_object_key(&format!("{}x", "ü".repeat(512))).is_some());
        assert!(invalid_object_key("a\0b").is_some());
        assert!(invalid_object_key("").is_some());
        assert_eq!(invalid_s3_uri(&format!("s3://bucket/{}", "k".repeat(1024))), None);
        assert!(invalid_s3_uri(&format!("s3://bucket/{}", "k".repeat(4096))).is_some());
        assert!(invalid_s3_uri("s3://b/a\0").is_some());
    }

    #[test]
    fn large_details_are_reduced_to_the_wait() {
        let small = json!({ "try_again_in_ms": 5000, "more": "x" });
        assert_eq!(limit_details(small.clone()), small);
        for wait in [json!(5000), json!("5000")] {
            let large = json!({ "more": "x".repeat(1 << 20), "try_again_in_ms": wait });
            assert_eq!(limit_details(large), json!({ "try_again_in_ms": wait }));
        }
        let hostile = json!({ "try_again_in_ms": "9".repeat(1 << 20) });
        assert!(limit_details(hostile).to_string().len() < 100);
    }

    #[test]
    fn oversized_evidence_is_replaced_by_a_note() {
        let chain = json!({ "chain": "x".repeat(10_000) });
        assert_eq!(limit_evidence(chain.clone()), chain);
        let shown = limit_evidence(json!({ "chain": "x".repeat(1 << 20) })).to_string();
        assert!(shown.len() < 200 && shown.contains("more than 65536 bytes"), "{shown}");
    }

    #[test]
    fn values_are_counted_but_not_characters_inside_strings() {
        assert!(!has_too_many_values(
            format!("[{}0]", "0,".repeat(MAX_JSON_VALUES - 1)).as_bytes()
        ));
        assert!(has_too_many_values(
            format!("[{}0]", "0,".repeat(MAX_JSON_VALUES)).as_bytes()
        ));
        let text = format!("{{\"report\": \"{}\"}}", "[{,\\\",".repeat(MAX_JSON_VALUES));
        assert!(!has_too_many_values(text.as_bytes()));
    }
}
