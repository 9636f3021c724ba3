//! Attempts: which keys the server issued, and the outcome of each.

use rusqlite::{OptionalExtension, Transaction, params};

use super::AttemptOutcome;
use crate::{StoreError, history_row, rows, statement::execute};
use model::{AttemptId, MediaTypeNote, ObjectRef, RecordedState, Timestamp, UploadFacts, UploadId};

pub(super) fn begin(
    transaction: &Transaction,
    id: UploadId,
    object: &ObjectRef,
    now: Timestamp,
) -> Result<AttemptId, StoreError> {
    let sql = "SELECT 1 FROM uploads WHERE id = ?1";
    if !transaction.prepare_cached(sql)?.exists([id.number()])? {
        return Err(StoreError::Missing(id));
    }
    let sql = "INSERT INTO attempts (upload_id, bucket, key, started_at) VALUES (?1, ?2, ?3, ?4)";
    let values = params![id.number(), object.bucket, object.key, now.as_millis()];
    execute(transaction, sql, values)?;
    Ok(AttemptId::new(transaction.last_insert_rowid()))
}

/// Storage answered 2xx. `media_type` is the Content-Type that was sent, and why it was not the detected one.
pub(super) fn stored(
    transaction: &Transaction,
    id: UploadId,
    attempt: AttemptId,
    facts: &UploadFacts,
    (media_type, note): (&str, Option<&MediaTypeNote>),
) -> Result<(), StoreError> {
    let object = &facts.object;
    let upload = StoredUpload::read(transaction, id)?;
    let sql = "UPDATE uploads SET state = ?9, failure = NULL, bucket = ?2, key = ?3, sha256 = ?4,
               size = ?5, uploaded_at = ?6, content_type = ?7, content_type_note = ?8 WHERE id = ?1";
    let values = params![
        id.number(),
        object.bucket,
        object.key,
        facts.sha256,
        rows::size_to_number(facts.bytes),
        facts.uploaded_at.as_millis(),
        media_type,
        note.map(rows::to_json).transpose()?,
        RecordedState::Uploaded.word(),
    ];
    execute(transaction, sql, values)?;
    let ended = facts.uploaded_at.as_millis();
    let sql = "UPDATE attempts SET outcome = 'stored', ended_at = coalesce(ended_at, ?3)
               WHERE id = ?1 AND upload_id = ?2";
    let this_one = execute(transaction, sql, params![attempt.number(), id.number(), ended])?;
    let others = upload.attempts.saturating_sub(this_one);
    if others > 0 {
        // This also answers for an earlier attempt with the same key.
        let sql = "UPDATE attempts SET outcome = 'stored', ended_at = coalesce(ended_at, ?4)
                   WHERE upload_id = ?1 AND key = ?2 AND bucket IS ?3";
        execute(transaction, sql, params![id.number(), object.key, object.bucket, ended])?;
    }
    // An earlier attempt may have left a key with an unknown outcome.
    let is_simple = others == 0 && upload.signings == 0;
    if !is_simple || !history_row::insert(transaction, id, &upload.server, &upload.name, facts)? {
        history_row::update(transaction, id)?;
    }
    Ok(())
}

pub(super) fn end(
    transaction: &Transaction,
    attempt: AttemptId,
    outcome: AttemptOutcome,
    now: Timestamp,
) -> Result<(), StoreError> {
    let word = match outcome {
        AttemptOutcome::Refused => "refused",
        AttemptOutcome::Unknown => "unknown",
    };
    // Nothing undoes a 2xx.
    let sql = "UPDATE attempts SET outcome = ?2, ended_at = ?3 WHERE id = ?1 AND outcome <> 'stored'
               RETURNING upload_id";
    let id: Option<i64> = transaction
        .prepare_cached(sql)?
        .query_row(params![attempt.number(), word, now.as_millis()], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => history_row::update(transaction, UploadId::new(id)),
        None => Ok(()),
    }
}

/// What [`stored`] needs to know about an upload.
///
/// For `INSERT … SELECT` SQLite keeps a statement journal, and for `RETURNING` a temporary table. So this is read first
/// and then written by id.
struct StoredUpload {
    server: String,
    name: String,
    attempts: usize,
    signings: usize,
}

impl StoredUpload {
    fn read(transaction: &Transaction, id: UploadId) -> Result<Self, StoreError> {
        let sql = "SELECT server, name, (SELECT count(*) FROM attempts WHERE upload_id = ?1),
                   (SELECT count(*) FROM signings WHERE upload_id = ?1) FROM uploads WHERE id = ?1";
        let found = transaction
            .prepare_cached(sql)?
            .query_row([id.number()], |row| {
                let number = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
                Ok(Self {
                    server: row.get(0)?,
                    name: row.get(1)?,
                    attempts: number(row.get(2)?),
                    signings: number(row.get(3)?),
                })
            })
            .optional()?;
        found.ok_or(StoreError::Missing(id))
    }
}
