//! `history`: what was uploaded, the newest first.

use serde_json::{Value, json};

use super::{
    arguments::{Everywhere, HistoryOptions},
    output::{self, Complaint, shown},
    setup::Workplace,
};
use crate::model::{ObjectRef, Timestamp, Upload, VerifyState};

/// Records that are read at a time.
const PAGE: usize = 500;

/// Prints the records.
pub(super) fn run(everywhere: &Everywhere, options: &HistoryOptions) -> Result<u8, Complaint> {
    let workplace = Workplace::open_to_read(everywhere)?;
    let store = workplace.store()?;
    let mut offset = 0;
    let mut broken = 0;
    while offset < options.limit {
        let page = store
            .history(&options.search, offset, PAGE.min(options.limit - offset))
            .map_err(|error| Complaint::failed(error.to_string(), error.hint()))?;
        for upload in &page.uploads {
            if options.json {
                output::json(&record(upload));
            } else {
                output::line(&words(upload));
            }
        }
        broken += page.broken;
        let read = page.uploads.len() + page.broken;
        if read == 0 {
            break;
        }
        offset += read;
    }
    if broken > 0 {
        output::complain(
            &format!("{broken} records cannot be read and are left out"),
            "They stay in the data folder.",
        );
    }
    Ok(super::DONE)
}

/// RFC 3339, in UTC.
pub(super) fn rfc3339(time: Timestamp) -> Option<String> {
    jiff::Timestamp::from_millisecond(time.as_millis())
        .ok()
        .map(|time| time.to_string())
}

fn record(upload: &Upload) -> Value {
    let object = |object: &ObjectRef| json!({ "bucket": object.bucket, "key": object.key });
    let verified = match &upload.verify {
        VerifyState::Verified(facts) => Some(facts),
        _ => None,
    };
    json!({
        "path": shown(&upload.source.path),
        "key": upload.object.as_ref().map(|object| &object.key),
        "bucket": upload.object.as_ref().and_then(|object| object.bucket.as_ref()),
        "s3_uri": upload.object.as_ref().and_then(ObjectRef::s3_uri),
        "bytes": upload.source.size,
        "content_type": upload.content_type,
        "sha256": upload.sha256,
        "uploaded_at": upload.uploaded_at.and_then(rfc3339),
        "asset_s3_uri": upload.signed_uri(),
        "signed_at": upload.signed.as_ref().and_then(|facts| rfc3339(facts.signed_at)),
        "verdict": verified.map(|facts| facts.verdict),
        "unknown_outcomes": upload.unknown_outcomes.iter().map(object).collect::<Vec<_>>(),
    })
}

fn words(upload: &Upload) -> String {
    let when = upload
        .uploaded_at
        .and_then(rfc3339)
        .unwrap_or_else(|| "outcome unknown".to_owned());
    let keys = match &upload.object {
        Some(object) => object.s3_uri().unwrap_or_else(|| object.key.clone()),
        None => upload
            .unknown_outcomes
            .iter()
            .map(|object| object.key.as_str())
            .collect::<Vec<_>>()
            .join(" "),
    };
    let mut line = format!("{when}  {keys}  {}", shown(&upload.source.path));
    if let Some(uri) = upload.signed_uri() {
        line.push_str("  signed ");
        line.push_str(uri);
    }
    line
}
