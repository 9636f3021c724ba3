//! Parts of one upload that a damaged number tore apart.

use std::collections::HashMap;

use rusqlite::Transaction;

use crate::StoreError;

/// The uploads that have a key, by that.
pub(super) type Known = HashMap<String, (i64, Option<String>)>;

pub(super) fn keys(transaction: &Transaction) -> Result<Known, StoreError> {
    let mut statement = transaction.prepare("SELECT key, id, bucket FROM uploads WHERE key IS NOT NULL")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Whether what is left of an upload belongs to a row that is here: one of their numbers was damaged, and both have the same
/// key. Then they are put together, so that no key counts twice.
pub(super) fn join(
    transaction: &Transaction,
    id: i64,
    indexed: &HashMap<i64, String>,
    known: &Known,
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
    // Which of the two numbers is the right one cannot be told, and makes no difference. What is there twice stays with its
    // number and goes.
    for table in ["attempts", "signings", "verifications", "media_types"] {
        let sql = format!("UPDATE OR IGNORE {table} SET upload_id = ?1 WHERE upload_id = ?2");
        transaction.prepare_cached(&sql)?.execute([*other, id])?;
    }
    Ok(true)
}
