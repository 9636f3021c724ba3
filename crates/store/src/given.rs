//! Keys that the server gave before. None is used for two contents: the second would take the place of the first.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
};

use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, path_bytes};
use model::{ObjectRef, Timestamp, UploadId};

/// For what a key was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The key.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// Where the file was.
    pub path: PathBuf,
    /// How long it was.
    pub size: u64,
    /// When it was changed last.
    pub modified: Option<Timestamp>,
    /// SHA-256 of what is stored there; `None` where nobody knows whether anything is.
    pub sha256: Option<String>,
}

/// Which keys may have been given before, by their hashes: of this session, and of earlier ones what no index has.
#[derive(Debug, Default)]
pub(super) struct GivenKeys {
    uploads: Option<HashMap<u64, UploadId>>,
}

impl GivenKeys {
    /// Remembers keys that are on disk now. Before the first question they are found there.
    pub(super) fn add(&mut self, given: Vec<(u64, UploadId)>) {
        if let Some(uploads) = &mut self.uploads {
            uploads.extend(given);
        }
    }

    /// For which other upload of this server this key was given before, if for one. `just_now` are keys of the same
    /// transaction.
    pub(super) fn find(
        &mut self,
        transaction: &Transaction,
        server: &str,
        id: UploadId,
        object: &ObjectRef,
        just_now: &[(u64, UploadId)],
    ) -> Result<Option<Given>, StoreError> {
        let hash = hash_of(object);
        if self.uploads.is_none() {
            self.uploads = Some(without_index(transaction)?);
        }
        let known = self.uploads.as_ref().and_then(|uploads| uploads.get(&hash)).copied();
        let mut others: Vec<UploadId> = just_now
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
            let given = given(transaction, server, other, object)?;
            if given.is_some() {
                return Ok(given);
            }
        }
        Ok(None)
    }
}

/// Stands for bucket and key.
pub(super) fn hash_of(object: &ObjectRef) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&object.bucket, &object.key).hash(&mut hasher);
    hasher.finish()
}

/// The keys on record that the index of the history does not have: of attempts that came to no known end, and of uploads
/// that are not filed yet.
fn without_index(transaction: &Transaction) -> Result<HashMap<u64, UploadId>, StoreError> {
    let sql = "SELECT upload_id, bucket, key FROM attempts WHERE outcome IN ('running', 'unknown')
               UNION ALL SELECT id, bucket, key FROM uploads
               WHERE id IN (SELECT upload_id FROM history_unfiled) AND key IS NOT NULL";
    let mut statement = transaction.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut uploads = HashMap::new();
    while let Some(row) = found.next()? {
        // One that cannot be read is none that a server gives.
        if let (Ok(bucket), Ok(key)) = (row.get(1), row.get(2)) {
            uploads.insert(hash_of(&ObjectRef { bucket, key }), UploadId::new(row.get(0)?));
        }
    }
    Ok(uploads)
}

/// What is on record of this key at this upload, unless storage refused it.
fn given(
    transaction: &Transaction,
    server: &str,
    id: UploadId,
    object: &ObjectRef,
) -> Result<Option<Given>, StoreError> {
    let sql = "SELECT name, path, size, modified, CASE WHEN key = ?2 THEN sha256 END FROM uploads
               WHERE id = ?1 AND server = ?4 AND ((key = ?2 AND bucket IS ?3) OR EXISTS
               (SELECT 1 FROM attempts WHERE upload_id = ?1 AND key = ?2 AND bucket IS ?3 AND outcome <> 'refused'))";
    let found = transaction
        .prepare_cached(sql)?
        .query_row(params![id.number(), object.key, object.bucket, server], |row| {
            let path: Vec<u8> = row.get(1)?;
            let size: i64 = row.get(2)?;
            let modified: Option<i64> = row.get(3)?;
            Ok(Given {
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
