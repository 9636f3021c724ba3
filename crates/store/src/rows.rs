//! Reading rows as uploads, and the form of single values in a row.

use std::{path::PathBuf, sync::Arc};

use rusqlite::{Connection, Row};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{StoreError, path_bytes};
use model::{
    Attempt, Cause, ExistingCredentials, Failure, ObjectRef, Outcome, RecordedSigning, RecordedState,
    RecordedVerification, SignState, SignedFacts, Source, Step, Timestamp, Upload, UploadId, UploadState, Verdict,
    VerifiedFacts, VerifyState, VerifyTarget,
};

/// Reads one upload with everything that belongs to it; `None` if there is no such row.
///
/// A value that cannot be read is reported or left empty, and the rest is used. Only keys are essential.
///
/// # Errors
/// [`StoreError::BrokenRow`] if the id, or a key that must exist, cannot be read.
pub(super) fn read_upload(connection: &Connection, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT * FROM uploads WHERE id = ?1")?;
    let mut found = statement.query([id.number()])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let mut upload = upload_from(connection, row)?;
    upload.unknown_outcomes = unknown_outcomes(connection, &upload)?;
    upload.signed = newest_signing(connection, id)?;
    upload.metadata = crate::change::read_metadata(connection, id)?.map(Arc::new);
    if let Some(facts) = crate::change::read_beside(connection, id)? {
        upload.existing = ExistingCredentials::Found(facts);
    }
    upload.verify = verify_from(connection, row, id)?;
    Ok(Some(upload))
}

fn upload_from(connection: &Connection, row: &Row) -> Result<Upload, StoreError> {
    let id = UploadId::new(row.get("id")?);
    let name = text(row, "name")?.unwrap_or_default();
    let path = |column: &str| -> Result<PathBuf, StoreError> {
        let bytes = row.get_ref(column)?.as_bytes_or_null().unwrap_or_default();
        Ok(bytes
            .and_then(path_bytes::decode)
            .unwrap_or_else(|| PathBuf::from(&name)))
    };
    let source = Source {
        path: path("path")?,
        relative: path("relative")?,
        size: number(row, "size")?
            .and_then(|size| u64::try_from(size).ok())
            .unwrap_or(0),
        modified: time(row, "modified")?,
    };
    let mut upload = Upload::new(id, time(row, "added_at")?.unwrap_or_default(), source);
    upload.content_type = text(row, "content_type")?;
    upload.content_type_note = json(row, "content_type_note")?;
    upload.chosen_type = chosen_type(connection, id)?;
    upload.sha256 = text(row, "sha256")?;
    upload.uploaded_at = time(row, "uploaded_at")?;
    let state = text(row, "state")?.unwrap_or_default();
    let bucket = text(row, "bucket")?;
    let state = RecordedState::from_word(&state);
    upload.object = match exact_text(row, "key")? {
        Some(key) => Some(ObjectRef { bucket, key }),
        // It is stored, so its attempt has the key.
        None if state == Some(RecordedState::Uploaded)
            || !row.get_ref("key")?.as_bytes_or_null().is_ok_and(|key| key.is_none()) =>
        {
            let object = stored_attempt(connection, id)?;
            Some(object.ok_or_else(|| StoreError::BrokenRow("its key".to_owned()))?)
        }
        None => None,
    };
    upload.state = match (state, &upload.object) {
        (_, Some(_)) => UploadState::Uploaded,
        (Some(RecordedState::Queued), None) => UploadState::Queued,
        (Some(RecordedState::Paused), None) => UploadState::Paused,
        (Some(RecordedState::Canceled), None) => UploadState::Canceled,
        (Some(RecordedState::Failed), None) => UploadState::Failed(failure(row, "failure", Step::Upload)?),
        (Some(RecordedState::Uploaded) | None, None) => UploadState::Failed(unreadable(Step::Upload)),
    };
    upload.sign = match text(row, "sign_state")?.as_deref().and_then(RecordedSigning::from_word) {
        Some(RecordedSigning::NotAsked) => SignState::NotAsked,
        // Not tried yet, or failed and tried again later.
        Some(RecordedSigning::Wanted) => json(row, "sign_failure")?.map_or(SignState::NotAsked, SignState::Failed),
        Some(RecordedSigning::Signing) => SignState::Signing,
        Some(RecordedSigning::Signed) => SignState::Signed,
        Some(RecordedSigning::Failed | RecordedSigning::InDoubt) | None => {
            SignState::Failed(failure(row, "sign_failure", Step::Sign)?)
        }
    };
    Ok(upload)
}

/// The object of the attempt that was stored.
fn stored_attempt(connection: &Connection, id: UploadId) -> Result<Option<ObjectRef>, StoreError> {
    let sql = "SELECT bucket, key FROM attempts WHERE upload_id = ?1 AND outcome = 'stored'
               ORDER BY ended_at DESC, id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([id.number()])?;
    found.next()?.map_or(Ok(None), object_from)
}

/// The object of a row with bucket and key; `None` if the key cannot be read.
fn object_from(row: &Row) -> Result<Option<ObjectRef>, StoreError> {
    let bucket = text(row, "bucket")?;
    Ok(exact_text(row, "key")?.map(|key| ObjectRef { bucket, key }))
}

/// Keys with an unknown outcome, except the upload's own.
fn unknown_outcomes(connection: &Connection, upload: &Upload) -> Result<Vec<ObjectRef>, StoreError> {
    let sql = "SELECT bucket, key FROM attempts WHERE upload_id = ?1 AND outcome = 'unknown' ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([upload.id.number()])?;
    let mut outcomes = Vec::new();
    while let Some(row) = found.next()? {
        let object = object_from(row)?.filter(|object| upload.object.as_ref() != Some(object));
        outcomes.extend(object.filter(|object| !outcomes.contains(object)));
    }
    Ok(outcomes)
}

fn chosen_type(connection: &Connection, id: UploadId) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT media_type FROM media_types WHERE upload_id = ?1")?;
    let mut found = statement.query([id.number()])?;
    found.next()?.map_or(Ok(None), |row| exact_text(row, "media_type"))
}

/// An upload's attempts, oldest first, without those whose key cannot be read.
pub(super) fn attempts(connection: &Connection, id: UploadId) -> Result<Vec<Attempt>, StoreError> {
    let sql = "SELECT bucket, key, started_at, ended_at, outcome FROM attempts WHERE upload_id = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([id.number()])?;
    let mut attempts = Vec::new();
    while let Some(row) = found.next()? {
        let Some(object) = object_from(row)? else { continue };
        attempts.push(Attempt {
            object,
            started_at: time(row, "started_at")?.unwrap_or_default(),
            ended_at: time(row, "ended_at")?,
            outcome: match text(row, "outcome")?.as_deref() {
                Some("running") => Outcome::Running,
                Some("stored") => Outcome::Stored,
                Some("refused") => Outcome::Refused,
                _ => Outcome::Unknown,
            },
        });
    }
    Ok(attempts)
}

fn newest_signing(connection: &Connection, id: UploadId) -> Result<Option<SignedFacts>, StoreError> {
    let sql = "SELECT signed_uri, evidence, manifest_json, signed_at, identity, identity_asked FROM signings WHERE upload_id = ?1
               ORDER BY id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([id.number()])?;
    found.next()?.map(signing_from).transpose()
}

/// An upload's signings, oldest first.
pub(super) fn signings(connection: &Connection, id: UploadId) -> Result<Vec<SignedFacts>, StoreError> {
    let sql = "SELECT signed_uri, evidence, manifest_json, signed_at, identity, identity_asked FROM signings WHERE upload_id = ?1
               ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([id.number()])?;
    let mut signings = Vec::new();
    while let Some(row) = found.next()? {
        signings.push(signing_from(row)?);
    }
    Ok(signings)
}

fn signing_from(row: &Row) -> Result<SignedFacts, StoreError> {
    Ok(SignedFacts {
        signed_uri: exact_text(row, "signed_uri")?,
        evidence: text(row, "evidence")?,
        manifest_json: text(row, "manifest_json")?.unwrap_or_default(),
        signed_at: time(row, "signed_at")?.unwrap_or_default(),
        // Before version 4, 0 was also recorded of signings about which this is not known.
        identity: match (number(row, "identity_asked")?, number(row, "identity")?) {
            (Some(asked), _) => Some(asked != 0),
            (None, Some(1)) => Some(true),
            (None, _) => None,
        },
    })
}

/// The last verification of each object, without those whose object cannot be read.
pub(super) fn verifications(connection: &Connection, id: UploadId) -> Result<Vec<VerifiedFacts>, StoreError> {
    let sql = "SELECT target, verdict, explanation, report, verified_at FROM verifications WHERE upload_id = ?1
               ORDER BY target";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([id.number()])?;
    let mut verifications = Vec::new();
    while let Some(row) = found.next()? {
        if let Some(target) = text(row, "target")?.as_deref().and_then(from_word) {
            verifications.push(verification_from(row, target)?);
        }
    }
    Ok(verifications)
}

fn verification_from(row: &Row, target: VerifyTarget) -> Result<VerifiedFacts, StoreError> {
    let verdict = text(row, "verdict")?.as_deref().and_then(from_word);
    Ok(VerifiedFacts {
        target,
        verdict: verdict.unwrap_or(Verdict::Unknown),
        explanation: text(row, "explanation")?.unwrap_or_default(),
        brief: None,
        report: text(row, "report")?.unwrap_or_default().into(),
        verified_at: time(row, "verified_at")?.unwrap_or_default(),
    })
}

fn verify_from(connection: &Connection, row: &Row, id: UploadId) -> Result<VerifyState, StoreError> {
    let state = text(row, "verify_state")?
        .as_deref()
        .and_then(RecordedVerification::from_word);
    // If this cannot be read, assume the signed copy: that is what people verify.
    let target = text(row, "verify_target")?.as_deref().and_then(from_word);
    let target = target.unwrap_or(VerifyTarget::Signed);
    match state {
        Some(RecordedVerification::NotAsked) => Ok(VerifyState::NotAsked),
        Some(RecordedVerification::Wanted) => {
            let is_signed = text(row, "sign_state")?.as_deref() == Some(RecordedSigning::Signed.word());
            // The original may have been verified while its signed copy is still to come.
            let known = if is_signed {
                None
            } else {
                last_verification(connection, id, VerifyTarget::Original)?
            };
            Ok(known.map_or(VerifyState::NotAsked, VerifyState::Verified))
        }
        Some(RecordedVerification::Verified) => Ok(match last_verification(connection, id, target)? {
            Some(facts) => VerifyState::Verified(facts),
            None => VerifyState::Failed(target, unreadable(Step::Verify)),
        }),
        Some(RecordedVerification::Failed) | None => Ok(VerifyState::Failed(
            target,
            failure(row, "verify_failure", Step::Verify)?,
        )),
    }
}

fn last_verification(
    connection: &Connection,
    id: UploadId,
    target: VerifyTarget,
) -> Result<Option<VerifiedFacts>, StoreError> {
    let sql =
        "SELECT verdict, explanation, report, verified_at FROM verifications WHERE upload_id = ?1 AND target = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(rusqlite::params![id.number(), word(&target)?])?;
    found.next()?.map(|row| verification_from(row, target)).transpose()
}

/// Text for display: invalid bytes become replacement characters.
fn text(row: &Row, column: &str) -> Result<Option<String>, StoreError> {
    let bytes = row.get_ref(column)?.as_bytes_or_null().unwrap_or_default();
    Ok(bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
}

/// Text that is useless unless every byte is right.
fn exact_text(row: &Row, column: &str) -> Result<Option<String>, StoreError> {
    let text = row.get_ref(column)?.as_str_or_null().unwrap_or_default();
    Ok(text.map(str::to_owned))
}

fn number(row: &Row, column: &str) -> Result<Option<i64>, StoreError> {
    Ok(row.get_ref(column)?.as_i64_or_null().unwrap_or_default())
}

fn time(row: &Row, column: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(number(row, column)?.map(Timestamp::from_millis))
}

fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<Option<T>, StoreError> {
    let Some(text) = text(row, column)? else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            tracing::warn!(column, %error, "a value in the database cannot be read and is left out");
            Ok(None)
        }
    }
}

fn failure(row: &Row, column: &str, step: Step) -> Result<Failure, StoreError> {
    Ok(json(row, column)?.unwrap_or_else(|| unreadable(step)))
}

/// Replaces a failure that cannot be read.
fn unreadable(step: Step) -> Failure {
    Failure::because(step, Cause::DetailsUnreadable)
}

/// The word that serde uses for a variant without fields.
pub(super) fn word(value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Ok(word),
        other => Err(StoreError::Other(format!("not one word: {other:?}"))),
    }
}

/// A value as JSON text.
pub(super) fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.to_string()))
}

fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// SQLite's integers are signed; no file is that large.
pub(super) fn size_to_number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
