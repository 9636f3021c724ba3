//! Recognizes receipts, the success bodies of storages other than S3: JSON in which every field matches what was sent.
//!
//! One matching field isn't enough: a gateway also names the key in a refusal, and a sign-in page has a `url`.

use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use super::checksums;
use super::hashing::hexadecimal;

/// The object that was sent.
pub(super) struct SentObject<'a> {
    pub(super) key: &'a str,
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
    /// If it was computed.
    pub(super) md5: Option<[u8; 16]>,
    /// The ETag in the response.
    pub(super) etag: Option<&'a str>,
}

/// What one field says about the upload.
#[derive(Clone, Copy, PartialEq)]
enum FieldVerdict {
    /// Confirms that this object is stored.
    Confirms,
    /// Is consistent with that.
    Consistent,
    /// Contradicts it, or is unknown.
    Contradicts,
}

impl SentObject<'_> {
    /// Whether a body is a receipt for this object.
    pub(super) fn is_confirmed_by(&self, body: &[u8]) -> bool {
        if let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(body) {
            let verdicts: Vec<_> = fields.iter().map(|(name, value)| self.judge(name, value)).collect();
            return verdicts.contains(&FieldVerdict::Confirms) && !verdicts.contains(&FieldVerdict::Contradicts);
        }
        // Some send only the hash.
        str::from_utf8(body).is_ok_and(|text| self.is_hash_or_etag(text.trim()))
    }

    fn judge(&self, name: &str, value: &Value) -> FieldVerdict {
        let text = value.as_str().map(str::trim);
        let says = |is_so: &dyn Fn(&str) -> bool| text.is_some_and(is_so);
        let name = name.to_ascii_lowercase();
        let confirms = match &*name {
            "key" | "name" | "path" | "fullpath" => says(&|text| self.is_key(text)),
            "url" | "location" => says(&|text| self.is_link(text)),
            "etag" | "md5" | "md5hash" | "contentmd5" | "sha256" | "hash" => says(&|text| self.is_hash_or_etag(text)),
            "ok" | "success" => *value == Value::Bool(true),
            _ => false,
        };
        if confirms {
            return FieldVerdict::Confirms;
        }
        let is_consistent = match &*name {
            "key" | "name" => says(&|text| self.is_end_of_key(text)),
            // Not every storage's ETag is an MD5.
            "etag" => says(&|text| is_identifier(text) && !is_md5(text)),
            "size" | "bytes" | "length" | "contentlength" => {
                let number = value.as_u64().or_else(|| text?.parse().ok());
                number == Some(self.bytes)
            }
            "status" | "statuscode" | "code" => {
                value.is_null() || matches!(value.as_u64(), Some(0 | 200 | 201 | 204)) || says(&means_success)
            }
            "message" => says(&means_success),
            "error" | "errors" => is_unset(value),
            "id" | "bucket" | "kind" | "versionid" => says(&is_identifier),
            _ => false,
        };
        if is_consistent {
            FieldVerdict::Consistent
        } else {
            FieldVerdict::Contradicts
        }
    }

    /// Whether this is the end of the key: some storages leave out a prefix that belongs to the bucket.
    fn is_end_of_key(&self, text: &str) -> bool {
        let before = self.key.strip_suffix(text);
        !text.is_empty() && before.is_some_and(|before| before.ends_with('/'))
    }

    /// Whether this is the key, or a path that ends with it, such as one that starts with the bucket.
    fn is_key(&self, text: &str) -> bool {
        let ends = text.strip_suffix(self.key);
        ends.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    }

    /// Whether this is the object's location: a URL or a path that ends with the key.
    fn is_link(&self, text: &str) -> bool {
        let path = match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "https" | "http" | "s3" | "gs") => url.path().to_owned(),
            Ok(_) => return false,
            Err(_) => text.to_owned(),
        };
        self.is_key(&path) || self.is_key(&percent_decode_str(&path).decode_utf8_lossy())
    }

    /// Whether this is a hash of the bytes sent, or the ETag in the headers.
    fn is_hash_or_etag(&self, text: &str) -> bool {
        let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
        let is_md5 = |md5: [u8; 16]| {
            text.eq_ignore_ascii_case(&hexadecimal(&md5)) || checksums::md5_in_base64(text) == Some(md5)
        };
        self.md5.is_some_and(is_md5)
            || text.eq_ignore_ascii_case(&hexadecimal(&self.sha256))
            || self.etag.is_some_and(|etag| etag == text)
    }
}

/// Whether this text reports a success.
pub(super) fn means_success(text: &str) -> bool {
    let text = text.trim_matches(['"', '.', '!']);
    [
        "stored",
        "ok",
        "created",
        "uploaded",
        "success",
        "done",
        "successfully uploaded",
    ]
    .iter()
    .any(|known| text.eq_ignore_ascii_case(known))
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(is_so) => !is_so,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(number) => number.as_u64() == Some(0),
    }
}

fn is_md5(text: &str) -> bool {
    let text = text.trim_matches('"');
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether this can be a name or an id: one word.
fn is_identifier(text: &str) -> bool {
    (1..=200).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MD5: [u8; 16] = 0x9dd4_e461_268c_8034_f5c8_564e_155c_67a6_u128.to_be_bytes();

    fn confirms(body: &str) -> bool {
        let sent = SentObject {
            key: "uploads/1/a b.jpg",
            bytes: 7,
            sha256: [0xab; 32],
            md5: Some(MD5),
            etag: Some("FpLi"),
        };
        sent.is_confirmed_by(body.as_bytes())
    }

    #[test]
    fn json_in_which_every_field_matches_is_a_receipt() {
        for body in [
            r#"{"key":"uploads/1/a b.jpg"}"#,
            r#"{"Key":"bucket/uploads/1/a b.jpg","Id":"0d6c-4f"}"#,
            r#"{"url":"https://cdn.example/bucket/uploads/1/a%20b.jpg","error":null,"code":0}"#,
            r#"{"location":"/bucket/uploads/1/a b.jpg","size":"7"}"#,
            r#"{"etag":"\"9dd4e461268c8034f5c8564e155c67a6\""}"#,
            r#"{"kind":"storage#object","name":"uploads/1/a b.jpg","size":"7","md5Hash":"ndTkYSaMgDT1yFZOFVxnpg=="}"#,
            r#"{"hash":"FpLi","key":"a b.jpg"}"#,
            r#"{"name":"uploads/1/a b.jpg","etag":"CJ"}"#,
            "9dd4e461268c8034f5c8564e155c67a6\n",
            r#"{"sha256":"abababababababababababababababababababababababababababababababab","bytes":7}"#,
            r#"{"ok":true,"message":"stored"}"#,
            r#" {"success":true,"status":"OK","errors":[]} "#,
        ] {
            assert!(confirms(body), "{body}");
        }
    }

    #[test]
    fn json_with_one_field_that_does_not_match_is_not_a_receipt() {
        for body in [
            "{}",
            "null",
            r#"["key"]"#,
            r#"{"status":"ok"}"#,
            r#"{"size":7}"#,
            r#"{"url":"https://hotel.example/login"}"#,
            r#"{"url":"https://hotel.example/login?back=/uploads/1/a b.jpg"}"#,
            r#"{"url":"javascript:uploads/1/a b.jpg"}"#,
            r#"{"location":"https://hotel.example/login","action":"redirect"}"#,
            r#"{"location":"/bucket/uploads/1/a b.jpg","action":"redirect"}"#,
            r#"{"key":"uploads/1/a b.jpg","reason":"quota exceeded"}"#,
            r#"{"key":"uploads/2/a b.jpg"}"#,
            r#"{"key":"myuploads/1/a b.jpg"}"#,
            r#"{"key":""}"#,
            r#"{"key":"a b.jpg"}"#,
            r#"{"key":"","ok":true}"#,
            r#"{"etag":"CJ"}"#,
            "d41d8cd98f00b204e9800998ecf8427e",
            "",
            r#"{"errcode":40001,"errmsg":"invalid","key":"uploads/1/a b.jpg"}"#,
            r#"{"errorMessage":"denied","errorType":"x","key":"uploads/1/a b.jpg"}"#,
            r#"{"ok":"false","key":"uploads/1/a b.jpg"}"#,
            r#"{"ok":true,"stored":false}"#,
            r#"{"ok":true,"message":"not stored"}"#,
            r#"{"ok":true,"size":0}"#,
            r#"{"ok":true,"status":"pending"}"#,
            r#"{"etag":"d41d8cd98f00b204e9800998ecf8427e","key":"uploads/1/a b.jpg"}"#,
            r#"{"key":"uploads/1/a b.jpg"} {"error":"x"}"#,
        ] {
            assert!(!confirms(body), "{body}");
        }
    }
}
