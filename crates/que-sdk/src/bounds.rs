//! How much of what a server says is taken. What comes in here is kept, shown, logged and sent along, so it is made short
//! where it comes in, once for all of them.

use serde_json::{Value, json};

/// The most bytes of an object key; S3's own bound.
pub(super) const MAX_KEY_LENGTH: usize = 1024;
/// The most bytes of a presigned URL: a key with every sign escaped, and a session token.
pub(super) const MOST_URL: usize = 16 << 10;
/// The most bytes of the `s3://` address of a signed copy: scheme, bucket, key.
pub(super) const MOST_S3_URI: usize = 5 + 255 + 1 + MAX_KEY_LENGTH;
/// The most bytes of a storage's mark of an object. The longest that is known has some 40.
pub(super) const MOST_ETAG: usize = 256;
/// The most bytes of a host name, as DNS has it.
pub(super) const MOST_HOST: usize = 253;
/// The most characters of an error's code.
pub(super) const MOST_CODE: usize = 100;
/// The most characters of a server's message.
pub(super) const MOST_WORDS: usize = 500;
/// The most bytes of what a server says of a signature, as JSON: a chain of certificates has some thousand.
pub(super) const MOST_EVIDENCE: usize = 64 << 10;
/// The most bytes of an error's further details, as JSON.
const MOST_DETAILS: usize = 4 << 10;
/// The most values in one JSON document: each takes many times its bytes in memory.
pub(super) const MOST_VALUES: usize = 200_000;

/// The text, or its start and a sign that there was more.
pub(super) fn cut(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Why this can be no object key; `None` where it can.
pub(super) fn fault_of_key(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        Some("the server gave no object key")
    } else if key.len() > MAX_KEY_LENGTH {
        Some("the object key has more than 1,024 bytes, which no storage takes")
    } else if key.contains('\0') {
        Some("the object key has a NUL character in it")
    } else {
        None
    }
}

/// Why this can be no `s3://` address of a signed copy; `None` where it can.
pub(super) fn fault_of_s3_uri(uri: &str) -> Option<&'static str> {
    if uri.len() > MOST_S3_URI {
        Some("the address of the signed copy is longer than that of any object")
    } else if uri.contains('\0') {
        Some("the address of the signed copy has a NUL character in it")
    } else {
        None
    }
}

/// Further details of an error: as they are, or only what a program reads of them.
pub(super) fn details(details: Value) -> Value {
    if details.to_string().len() <= MOST_DETAILS {
        return details;
    }
    let wait = details.get("try_again_in_ms").filter(|wait| {
        // As a text it is a number, too.
        wait.is_number() || wait.as_str().is_some_and(|text| text.len() <= 20)
    });
    json!({ "try_again_in_ms": wait })
}

/// What a server says of a signature: as it is, or that it was too much.
pub(super) fn evidence(evidence: Value) -> Value {
    if evidence.to_string().len() <= MOST_EVIDENCE {
        return evidence;
    }
    json!({ "left_out": format!("The server's evidence had more than {MOST_EVIDENCE} bytes.") })
}

/// Whether a JSON document has more values than [`MOST_VALUES`]. Looks at each byte once, before anything is built of them.
pub(super) fn has_too_many_values(json: &[u8]) -> bool {
    let mut values = 0;
    let (mut quoted, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            // Each begins a value, or comes before one.
            b'[' | b'{' | b',' if !quoted => values += 1,
            _ => {}
        }
    }
    values > MOST_VALUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        assert_eq!(cut("äöü".to_owned(), 3), "äöü");
        assert_eq!(cut("äöüß".to_owned(), 3), "äöü…");
    }

    #[test]
    fn a_key_has_1024_bytes_at_the_most_and_no_nul() {
        assert_eq!(fault_of_key(&"ü".repeat(512)), None);
        assert!(fault_of_key(&format!("{}x", "ü".repeat(512))).is_some());
        assert!(fault_of_key("a\0b").is_some());
        assert!(fault_of_key("").is_some());
        assert_eq!(fault_of_s3_uri(&format!("s3://bucket/{}", "k".repeat(1024))), None);
        assert!(fault_of_s3_uri(&format!("s3://bucket/{}", "k".repeat(4096))).is_some());
        assert!(fault_of_s3_uri("s3://b/a\0").is_some());
    }

    #[test]
    fn of_large_details_the_wait_stays() {
        let small = json!({ "try_again_in_ms": 5000, "more": "x" });
        assert_eq!(details(small.clone()), small);
        for wait in [json!(5000), json!("5000")] {
            let large = json!({ "more": "x".repeat(1 << 20), "try_again_in_ms": wait });
            assert_eq!(details(large), json!({ "try_again_in_ms": wait }));
        }
        let hostile = json!({ "try_again_in_ms": "9".repeat(1 << 20) });
        assert!(details(hostile).to_string().len() < 100);
    }

    #[test]
    fn evidence_that_is_too_much_is_said_to_be_left_out() {
        let chain = json!({ "chain": "x".repeat(10_000) });
        assert_eq!(evidence(chain.clone()), chain);
        let shown = evidence(json!({ "chain": "x".repeat(1 << 20) })).to_string();
        assert!(shown.len() < 200 && shown.contains("more than 65536 bytes"), "{shown}");
    }

    #[test]
    fn values_are_counted_and_not_the_signs_within_texts() {
        assert!(!has_too_many_values(
            format!("[{}0]", "0,".repeat(MOST_VALUES - 1)).as_bytes()
        ));
        assert!(has_too_many_values(
            format!("[{}0]", "0,".repeat(MOST_VALUES)).as_bytes()
        ));
        let text = format!("{{\"report\": \"{}\"}}", "[{,\\\",".repeat(MOST_VALUES));
        assert!(!has_too_many_values(text.as_bytes()));
    }
}
