//! Keys that the server issued earlier. Using one for other content would overwrite the first object.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, error::IssuedKey, path_bytes};
use model::{ObjectRef, Timestamp, UploadId};

/// Hashes of issued keys that no index has: those of this session, and older ones that are not indexed.
#[derive(Debug, Default)]
pub(super) struct IssuedKeys {
    uploads: Option<HashMap<u64, UploadId>>,
}

impl IssuedKeys {
    /// Adds keys that were just committed. Before the first `find`, which reads them from disk, there is nothing to do.
    pub(super) fn add(&mut self, issued: Vec<(u64, UploadId)>) {
        if let Some(uploads) = &mut self.uploads {
            uploads.extend(issued);
        }
    }

    /// The other upload of this server that was issued this key, if any. `uncommitted` are the keys of this
    /// transaction.
    pub(super) fn find(
        &mut self,
        transaction: &Transaction,
        server: &str,
        id: UploadId,
        object: &ObjectRef,
        uncommitted: &[(u64, UploadId)],
    ) -> Result<Option<IssuedKey>, StoreError> {
        let hash = hash_of(object);
        if self.uploads.is_none() {
            self.uploads = Some(unindexed(transaction)?);
        }
        let known = self.uploads.as_ref().and_then(|uploads| uploads.get(&hash)).copied();
        let mut others: Vec<UploadId> = uncommitted
            .iter()
            .filter(|(known, _)| *known == hash)
            .map(|(_, id)| *id)
            .chain(known)
            .collect();
        let sql = "SELECT upload_id FROM history WHERE filed = 1 AND key = ?1";
        let mut statement = transaction.prepare_cached(sql)?;
        for other in statement.query_map([&object.key], |row| row.get(0))? {
            others.push(UploadId::new(other?));
        }
        for other in others.into_iter().filter(|other| *other != id) {
            let issued = issued_to(transaction, server, other, object)?;
            if issued.is_some() {
                return Ok(issued);
            }
        }
        Ok(None)
    }
}

/// A hash of bucket and key.
pub(super) fn hash_of(object: &ObjectRef) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&object.bucket, &object.key).hash(&mut hasher);
    hasher.finish()
}

/// Keys that the history's index does not have: those of attempts without a known outcome, and of uploads that are not
/// indexed yet.
fn unindexed(transaction: &Transaction) -> Result<HashMap<u64, UploadId>, StoreError> {
    let sql = "SELECT upload_id, bucket, key FROM attempts WHERE outcome IN ('running', 'unknown')
               UNION ALL SELECT id, bucket, key FROM uploads
               WHERE id IN (SELECT upload_id FROM history_unfiled) AND key IS NOT NULL";
    let mut statement = transaction.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut uploads = HashMap::new();
    while let Some(row) = found.next()? {
        // No server issues a key that cannot be read.
        if let (Ok(bucket), Ok(key)) = (row.get(1), row.get(2)) {
            uploads.insert(hash_of(&ObjectRef { bucket, key }), UploadId::new(row.get(0)?));
        }
    }
    Ok(uploads)
}

/// This upload's use of this key, unless storage refused it.
fn issued_to(
    transaction: &Transaction,
    server: &str,
    id: UploadId,
    object: &ObjectRef,
) -> Result<Option<IssuedKey>, StoreError> {
    let sql = "SELECT name, path, size, modified, CASE WHEN key = ?2 THEN sha256 END FROM uploads
               WHERE id = ?1 AND server = ?4 AND ((key = ?2 AND bucket IS ?3) OR EXISTS
               (SELECT 1 FROM attempts WHERE upload_id = ?1 AND key = ?2 AND bucket IS ?3 AND outcome <> 'refused'))";
    let found = transaction
        .prepare_cached(sql)?
        .query_row(params![id.number(), object.key, object.bucket, server], |row| {
            let path: Vec<u8> = row.get(1)?;
            let size: i64 = row.get(2)?;
            let modified: Option<i64> = row.get(3)?;
            Ok(IssuedKey {
                key: object.key.clone(),
                name: row.get(0)?,
                path: path_bytes::decode(&path).unwrap_or_default(),
                size: u64::try_from(size).unwrap_or(0),
                modified: modified.map(Timestamp::from_millis),
                sha256: row.get(4)?,
            })
        })
        .optional()?;
    Ok(found)
}
