//! Hides only what grants access: the queries of presigned URLs, and the values of their parameters. Everything else stays as it
//! is, so that a JSON document stays one.

use std::borrow::Cow;

use super::{HIDDEN, ends_word};

/// What only the query of a presigned URL has, in lowercase.
pub(super) const MARKS: [&str; 8] = [
    "x-amz-signature",
    "x-amz-credential",
    "x-amz-security-token",
    "aws4-hmac-sha256",
    "awsaccesskeyid",
    "x-goog-signature",
    "x-goog-credential",
    "x-ms-signature",
];

/// Parameters with common names, which count only within a query.
const PARAMETERS: [&str; 2] = ["signature=", "sig="];

/// What a query begins with, also if the URL is encoded, or part of a JSON or HTML text.
const QUERY_STARTS: [&str; 4] = ["?", "%3f", "\\u003f", "&#63;"];

/// What parameters begin with, likewise.
const PARAMETER_STARTS: [&str; 4] = ["&", "%26", "\\u0026", "&amp;"];

/// Hides the signatures, credentials and tokens of presigned URLs. Other text, also the names of its values, stays.
#[must_use]
pub fn hide_signatures(text: &str) -> Cow<'_, str> {
    let lowercase = text.to_ascii_lowercase();
    if !MARKS.iter().chain(&PARAMETERS).any(|mark| lowercase.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    // A name as a word of its own: its value follows.
    let mut value_follows = false;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = rest.find(ends_word).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let lower = lowercase.get(at..at + end).unwrap_or_default();
        if lower.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            // A backslash escapes the quotation mark that follows.
            let escapes = word.len() - word.trim_end_matches('\\').len();
            let (word, escape) = word.split_at(word.len() - escapes);
            let from = if value_follows { Some(0) } else { start_of_secret(lower) };
            value_follows = !value_follows && is_name(lower);
            match from {
                Some(from) => {
                    shown.push_str(word.get(..from).unwrap_or_default());
                    shown.push_str(HIDDEN);
                }
                None => shown.push_str(word),
            }
            shown.push_str(escape);
        } else {
            shown.push_str(word);
        }
        let separator = after.chars().next();
        shown.extend(separator);
        at += end + separator.map_or(0, char::len_utf8);
    }
    Cow::Owned(shown)
}

/// Where the secret part of a word begins: with its query, or with the first name of a secret.
fn start_of_secret(word: &str) -> Option<usize> {
    let mark = MARKS.iter().filter_map(|mark| word.find(mark)).min();
    let query = QUERY_STARTS
        .iter()
        .filter_map(|start| Some(word.find(start)? + start.len()))
        .min();
    let in_query = query.and_then(|from| {
        let query = word.get(from..)?;
        let begins = |at: usize| {
            let before = query.get(..at).unwrap_or_default();
            at == 0 || PARAMETER_STARTS.iter().any(|start| before.ends_with(start))
        };
        let mut places = PARAMETERS.iter().flat_map(|name| query.match_indices(name));
        places.any(|(at, _)| begins(at)).then_some(from)
    });
    match (mark, query) {
        (Some(mark), Some(query)) if query <= mark => Some(query),
        (Some(mark), _) => Some(mark),
        (None, _) => in_query,
    }
}

/// Whether the word is the name of a secret, without a value.
fn is_name(word: &str) -> bool {
    let word = word.trim_matches(['\\', ':', '{', ',', '[']);
    MARKS.contains(&word)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SECRET: &str = "5f2e8c0dAKIA";

    fn presigned() -> String {
        format!(
            "https://b.s3.amazonaws.com/uploads/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={SECRET}%2F20261130\
             &X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature={SECRET}"
        )
    }

    #[test]
    fn presigned_urls_lose_their_query_wherever_they_are() {
        let url = presigned();
        let old = format!("https://b.s3.amazonaws.com/k?AWSAccessKeyId={SECRET}&Signature={SECRET}&Expires=1");
        let azure = format!("https://a.blob.core.windows.net/k?se=2026&sig={SECRET}");
        for text in [
            url.clone(),
            old.clone(),
            azure,
            format!("PUT {url} failed, and {old} too."),
            url.replace('&', "\\u0026"),
            old.replace('&', "&amp;"),
            url.replace('?', "%3F").replace('&', "%26").replace('=', "%3D"),
            format!("X-Amz-Signature={SECRET}"),
            format!("\"X-Amz-Signature\": \"{SECRET}\""),
            format!("<X-Amz-Credential>{SECRET}</X-Amz-Credential>"),
        ] {
            let shown = hide_signatures(&text);
            assert!(!shown.contains(SECRET), "{text} -> {shown}");
        }
        assert_eq!(
            hide_signatures(&format!("see {url} now")),
            "see https://b.s3.amazonaws.com/uploads/a.jpg?(hidden) now"
        );
    }

    #[test]
    fn json_stays_json_and_nothing_else_changes() {
        let inner = json!({ "from": presigned(), "signature_info": { "alg": "Es256" }, "quote": "a \"b\"" });
        let document = json!({
            "report": inner.to_string(), "twice": Value::from(inner.to_string()).to_string(), "url": presigned(),
            "fields": { "X-Amz-Signature": SECRET, "next": "kept" },
        });
        let text = document.to_string();
        let shown = hide_signatures(&text);
        assert!(!shown.contains(SECRET), "{shown}");
        let read: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(read["fields"]["next"], "kept");
        let report: Value = serde_json::from_str(read["report"].as_str().unwrap()).unwrap();
        assert_eq!(
            (&report["signature_info"]["alg"], &report["quote"]),
            (&json!("Es256"), &json!("a \"b\""))
        );
        for same in [
            "",
            "claimSignature.validated signature=good",
            r#"{"signature_info":{"alg":"Es256"},"url":"https://example.org/a?b=c&design=1"}"#,
            "https://example.org/?significance=sig=",
        ] {
            assert!(
                matches!(hide_signatures(same), Cow::Borrowed(_)) || hide_signatures(same) == same,
                "{same}"
            );
        }
    }

    #[test]
    fn damaged_and_foreign_text_is_cut_nowhere_else() {
        let text = format!("ä{}ö \u{1f4f7} {} ß", presigned(), "x-amz-signature");
        for (at, _) in text.char_indices() {
            let _ = hide_signatures(&text[at..]);
            let _ = hide_signatures(&text[..at]);
        }
    }
}
