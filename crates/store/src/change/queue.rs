//! Uploads of the queue that have no key yet.

use rusqlite::{Transaction, params};

use crate::{StoreError, path_bytes, rows, statement::execute};
use model::{Failure, Job, RecordedState, Timestamp, UploadId};

pub(super) fn add(transaction: &Transaction, server: &str, jobs: &[Job]) -> Result<(), StoreError> {
    insert(transaction, server, jobs, "INSERT")
}

/// Like [`add`], but ignores ids that exist.
pub(super) fn ensure(transaction: &Transaction, server: &str, jobs: &[Job]) -> Result<(), StoreError> {
    insert(transaction, server, jobs, "INSERT OR IGNORE")
}

fn insert(transaction: &Transaction, server: &str, jobs: &[Job], verb: &str) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "{verb} INTO uploads (id, server, added_at, path, relative, name, size, modified)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    ))?;
    for Job { id, added_at, source } in jobs {
        statement.execute(params![
            id.number(),
            server,
            added_at.as_millis(),
            path_bytes::encode(&source.path),
            path_bytes::encode(&source.relative),
            source.name(),
            rows::size_to_number(source.size),
            source.modified.map(Timestamp::as_millis),
        ])?;
    }
    Ok(())
}

/// Ends or pauses an upload without a key.
pub(super) fn stop(
    transaction: &Transaction,
    id: UploadId,
    state: RecordedState,
    failure: Option<&Failure>,
) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET state = ?2, failure = ?3 WHERE id = ?1 AND key IS NULL";
    let failure = failure.map(rows::to_json).transpose()?;
    execute(transaction, sql, params![id.number(), state.word(), failure]).map(drop)
}

/// Queues an upload without a key again.
pub(super) fn requeue(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET state = ?2, failure = NULL, in_queue = 1 WHERE id = ?1 AND key IS NULL";
    execute(transaction, sql, params![id.number(), RecordedState::Queued.word()]).map(drop)
}

/// Counts a stored upload as one of the last run.
pub(super) fn continued(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET in_queue = 1 WHERE id = ?1 AND key IS NOT NULL";
    execute(transaction, sql, params![id.number()]).map(drop)
}

pub(super) fn set_media_type(
    transaction: &Transaction,
    ids: &[UploadId],
    media_type: Option<&str>,
) -> Result<(), StoreError> {
    let set = "INSERT OR REPLACE INTO media_types (upload_id, media_type)
               SELECT id, ?2 FROM uploads WHERE id = ?1";
    let clear = "DELETE FROM media_types WHERE upload_id = ?1";
    for id in ids {
        match media_type {
            Some(media_type) => execute(transaction, set, params![id.number(), media_type])?,
            None => execute(transaction, clear, params![id.number()])?,
        };
    }
    Ok(())
}

pub(super) fn remove(transaction: &Transaction, ids: &[UploadId]) -> Result<(), StoreError> {
    let leave = "UPDATE uploads SET in_queue = 0 WHERE id = ?1";
    let delete = "DELETE FROM uploads WHERE id = ?1 AND key IS NULL AND NOT EXISTS
                  (SELECT 1 FROM attempts WHERE upload_id = ?1 AND outcome IN ('running', 'unknown'))";
    for id in ids {
        execute(transaction, leave, params![id.number()])?;
        execute(transaction, delete, params![id.number()])?;
    }
    Ok(())
}

pub(super) fn return_jobs(transaction: &Transaction, server: &str, jobs: &[Job]) -> Result<(), StoreError> {
    // One with an attempt that may have stored something was not deleted.
    ensure(transaction, server, jobs)?;
    for job in jobs {
        requeue(transaction, job.id)?;
    }
    Ok(())
}
