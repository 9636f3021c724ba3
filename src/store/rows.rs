//! Rows of the database as uploads, and the small values in them as text.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{StoreError, path_bytes};
use crate::model::{
    ObjectRef, SignState, SignedFacts, Source, Timestamp, Upload, UploadId, UploadState, VerifiedFacts, VerifyState,
    VerifyTarget,
};

/// Reads one upload with all that belongs to it. `None` where there is no such row.
///
/// # Errors
/// [`StoreError::BrokenRow`] where a value in it makes no sense.
pub(super) fn read_upload(connection: &Connection, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT * FROM uploads WHERE id = ?1")?;
    let mut found = statement.query([id.number()])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let mut upload = upload_from(row)?;
    upload.unknown_outcomes = unknown_outcomes(connection, &upload)?;
    upload.signed = newest_signing(connection, id)?;
    upload.verify = verify_from(connection, row, id)?;
    Ok(Some(upload))
}

fn upload_from(row: &Row) -> Result<Upload, StoreError> {
    let path = |column: &str| -> Result<_, StoreError> {
        let bytes: Vec<u8> = row.get(column)?;
        path_bytes::decode(&bytes).ok_or_else(|| StoreError::BrokenRow(format!("its {column} is no path")))
    };
    let size: i64 = row.get("size")?;
    let source = Source {
        path: path("path")?,
        relative: path("relative")?,
        size: u64::try_from(size).map_err(|_| StoreError::BrokenRow(format!("its size is {size}")))?,
        modified: time(row, "modified")?,
    };
    let id = UploadId::new(row.get("id")?);
    let mut upload = Upload::new(id, Timestamp::from_millis(row.get("added_at")?), source);
    upload.content_type = row.get("content_type")?;
    upload.content_type_note = optional_json(row, "content_type_note")?;
    let bucket: Option<String> = row.get("bucket")?;
    upload.object = row
        .get::<_, Option<String>>("key")?
        .map(|key| ObjectRef { bucket, key });
    upload.sha256 = row.get("sha256")?;
    upload.uploaded_at = time(row, "uploaded_at")?;
    let state: String = row.get("state")?;
    upload.state = match (state.as_str(), &upload.object) {
        ("queued", _) => UploadState::Queued,
        ("paused", _) => UploadState::Paused,
        ("cancelled", _) => UploadState::Cancelled,
        ("failed", _) => UploadState::Failed(needed_json(row, "failure")?),
        ("uploaded", Some(_)) => UploadState::Uploaded,
        _ => return Err(StoreError::BrokenRow(format!("its state is {state:?}"))),
    };
    let sign_state: String = row.get("sign_state")?;
    upload.sign = match sign_state.as_str() {
        "not_asked" => SignState::NotAsked,
        "signing" => SignState::Signing,
        "signed" => SignState::Signed,
        "failed" => SignState::Failed(needed_json(row, "sign_failure")?),
        _ => return Err(StoreError::BrokenRow(format!("its signing is {sign_state:?}"))),
    };
    Ok(upload)
}

/// Keys of attempts of unknown outcome, without the one that counts.
fn unknown_outcomes(connection: &Connection, upload: &Upload) -> Result<Vec<ObjectRef>, StoreError> {
    let sql = "SELECT bucket, key FROM attempts WHERE upload_id = ?1 AND outcome = 'unknown' ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut outcomes = Vec::new();
    let found = statement.query_map([upload.id.number()], |row| {
        Ok(ObjectRef {
            bucket: row.get(0)?,
            key: row.get(1)?,
        })
    })?;
    for object in found {
        let object = object?;
        if upload.object.as_ref() != Some(&object) && !outcomes.contains(&object) {
            outcomes.push(object);
        }
    }
    Ok(outcomes)
}

fn newest_signing(connection: &Connection, id: UploadId) -> Result<Option<SignedFacts>, StoreError> {
    let sql = "SELECT signed_uri, evidence, manifest_json, signed_at FROM signings WHERE upload_id = ?1
               ORDER BY id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let facts = statement.query_row([id.number()], |row| {
        Ok(SignedFacts {
            signed_uri: row.get(0)?,
            evidence: row.get(1)?,
            manifest_json: row.get(2)?,
            signed_at: Timestamp::from_millis(row.get(3)?),
        })
    });
    Ok(facts.optional()?)
}

fn verify_from(connection: &Connection, row: &Row, id: UploadId) -> Result<VerifyState, StoreError> {
    let state: String = row.get("verify_state")?;
    if state == "not_asked" {
        return Ok(VerifyState::NotAsked);
    }
    let target_word: String = row.get("verify_target")?;
    let target: VerifyTarget = from_word(&target_word)?;
    match state.as_str() {
        "failed" => Ok(VerifyState::Failed(target, needed_json(row, "verify_failure")?)),
        "verified" => {
            let sql = "SELECT verdict, explanation, report, verified_at FROM verifications
                       WHERE upload_id = ?1 AND target = ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let mut found = statement.query(rusqlite::params![id.number(), target_word])?;
            let found = found
                .next()?
                .ok_or_else(|| StoreError::BrokenRow("its verification is gone".to_owned()))?;
            Ok(VerifyState::Verified(VerifiedFacts {
                target,
                verdict: from_word(&found.get::<_, String>(0)?)?,
                explanation: found.get(1)?,
                report: found.get(2)?,
                verified_at: Timestamp::from_millis(found.get(3)?),
            }))
        }
        _ => Err(StoreError::BrokenRow(format!("its verification is {state:?}"))),
    }
}

fn time(row: &Row, column: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

fn optional_json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<Option<T>, StoreError> {
    row.get::<_, Option<String>>(column)?
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| StoreError::BrokenRow(format!("its {column}: {error}")))
}

fn needed_json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, StoreError> {
    optional_json(row, column)?.ok_or_else(|| StoreError::BrokenRow(format!("it has no {column}")))
}

/// The one word that stands for a value without fields.
pub(super) fn word(value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Ok(word),
        other => Err(StoreError::Other(format!("not one word: {other:?}"))),
    }
}

fn from_word<T: DeserializeOwned>(word: &str) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word.to_owned())).map_err(|error| StoreError::BrokenRow(error.to_string()))
}

/// SQLite has no number over 2^63; no file is that large.
pub(super) fn size_to_number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
