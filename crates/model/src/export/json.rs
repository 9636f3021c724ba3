//! A record as a JSON object, as the command line prints it too.

use file_metadata::Field as MetadataField;
use serde_json::{Value, json};

use super::rfc3339;
use crate::{ObjectRef, Upload, VerifyState, verdict_word};

/// A record. Its fields, in this order, are also the columns of a table; lists are only for JSON.
#[must_use]
pub fn record(upload: &Upload) -> Value {
    let object = |object: &ObjectRef| json!({ "bucket": object.bucket, "key": object.key });
    let verified = match &upload.verify {
        VerifyState::Verified(facts) => Some(facts),
        _ => None,
    };
    let mut record = json!({
        "name": upload.source.name(),
        "path": upload.source.path.to_string_lossy(),
        "status": upload.status().word().to_lowercase(),
        "key": upload.object.as_ref().map(|object| &object.key),
        "bucket": upload.object.as_ref().and_then(|object| object.bucket.as_ref()),
        "s3_uri": upload.object.as_ref().and_then(ObjectRef::s3_uri),
        "bytes": upload.source.size,
        "content_type": upload.content_type,
        "sha256": upload.sha256,
        "uploaded_at": upload.uploaded_at.and_then(rfc3339),
        "asset_s3_uri": upload.signed_uri(),
        "signed_at": upload.signed.as_ref().and_then(|facts| rfc3339(facts.signed_at)),
        "verdict": verified.map(|_| verdict_word(upload)),
        "verified_at": verified.and_then(|facts| rfc3339(facts.verified_at)),
        "error": upload.failure().map(|failure| &failure.message),
        "unknown_outcomes": upload.unknown_outcomes.iter().map(object).collect::<Vec<_>>(),
    });
    // What the file says about itself: city and country as somebody wrote them, but never the position, which may be
    // somebody's home.
    for field in MetadataField::ALL {
        let text = upload.metadata.as_ref().and_then(|metadata| metadata.get(field));
        record[field.name()] = json!(text);
    }
    // Each by itself: a name may contain the comma that separates them above.
    let creators = upload
        .metadata
        .iter()
        .flat_map(|metadata| metadata.parts(MetadataField::Creator));
    record["creators"] = json!(creators.collect::<Vec<_>>());
    record
}
