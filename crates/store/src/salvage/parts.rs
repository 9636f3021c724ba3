//! Putting the parts of an upload together if one of them has a damaged id.

use std::collections::HashMap;

use rusqlite::Transaction;

use crate::StoreError;

/// Upload id and bucket, by key.
pub(super) type UploadsByKey = HashMap<String, (i64, Option<String>)>;

pub(super) fn uploads_by_key(transaction: &Transaction) -> Result<UploadsByKey, StoreError> {
    let mut statement = transaction.prepare("SELECT key, id, bucket FROM uploads WHERE key IS NOT NULL")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Joins the remains of a lost upload with a row that has the same key: one of the two ids was damaged. Without this,
/// the key would count twice. Returns whether there was such a row.
pub(super) fn join(
    transaction: &Transaction,
    id: i64,
    indexed: &HashMap<i64, String>,
    known: &UploadsByKey,
) -> Result<bool, StoreError> {
    let sql = "SELECT DISTINCT bucket, key FROM attempts WHERE upload_id = ?1 AND outcome <> 'refused' LIMIT 2";
    let mut statement = transaction.prepare_cached(sql)?;
    let attempts = statement.query_map([id], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?)))?;
    let attempts: Vec<(Option<String>, String)> = attempts.collect::<Result<_, _>>()?;
    let (bucket, key) = match (attempts.as_slice(), indexed.get(&id)) {
        ([], Some(key)) => (&None, key),
        ([(bucket, key)], None) => (bucket, key),
        ([(bucket, key)], Some(same)) if key == same => (bucket, key),
        _ => return Ok(false),
    };
    let Some((other, its_bucket)) = known.get(key) else {
        return Ok(false);
    };
    if bucket.is_some() && its_bucket.is_some() && bucket != its_bucket {
        return Ok(false);
    }
    // Either id will do. What exists under both keeps the lost id, and is deleted later.
    for table in [
        "attempts",
        "signings",
        "verifications",
        "media_types",
        "file_metadata",
        "beside",
    ] {
        let sql = format!("UPDATE OR IGNORE {table} SET upload_id = ?1 WHERE upload_id = ?2");
        transaction.prepare_cached(&sql)?.execute([*other, id])?;
    }
    Ok(true)
}
