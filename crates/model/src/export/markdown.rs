//! A Markdown table with what people want to read about a record.

use super::rfc3339;
use crate::{ObjectRef, Upload, VerifyState};
use que_sdk::text::visible;

/// The header lines.
pub(super) fn begin() -> String {
    "| Name | Key | S3 URI | Bytes | Uploaded | Signed copy | Verdict |\n| --- | --- | --- | ---: | --- | --- | --- |\n"
        .to_owned()
}

/// The line of a record.
pub(super) fn line(upload: &Upload) -> String {
    let object = upload.object.as_ref();
    let cells = [
        upload.source.name(),
        object.map(|object| object.key.clone()).unwrap_or_default(),
        object.and_then(ObjectRef::s3_uri).unwrap_or_default(),
        upload.source.size.to_string(),
        upload.uploaded_at.and_then(rfc3339).unwrap_or_default(),
        upload.signed_uri().unwrap_or_default().to_owned(),
        verdict(upload).to_owned(),
    ];
    let cells = cells.map(|cell| escaped(&cell));
    format!("| {} |\n", cells.join(" | "))
}

/// The verdict's name; empty if nothing was verified.
const fn verdict(upload: &Upload) -> &'static str {
    match &upload.verify {
        VerifyState::Verified(facts) => facts.verdict.name(),
        _ => "",
    }
}

/// Escapes Markdown's special characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    // Only bidirectional overrides could still change how a cell reads.
    for character in visible(&text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character => escaped.push(character),
        }
    }
    escaped
}
