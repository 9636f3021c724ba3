//! Filling a new database with the rows that can be read from a damaged one.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, params, params_from_iter, types::Value};

use super::{
    pages::Pages,
    parts,
    records::{self, Record},
    servers,
    tables::{CopiedTable, TABLES, is_plausible_id, table},
};
use crate::{StoreError, header::MAGIC, history_row, rows::to_json};
use model::{Cause, Failure, ObjectRef, RecordedSigning, RecordedState, Step, UploadId};

/// What was salvaged.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Salvaged {
    /// Uploads, of any server.
    pub(super) uploads: usize,
    /// Of those, how many have a key, or one with an unknown outcome.
    pub(super) with_key: usize,
    /// How many have nothing left but the key.
    pub(super) by_key_alone: usize,
    /// How many in the queue are paused, because the user may have removed them.
    pub(super) held_back: usize,
    /// How many with a key belong to other servers than the one in use.
    pub(super) elsewhere: usize,
    /// How many have a server that cannot be read. They get that of their neighbors.
    pub(super) without_server: usize,
}

/// FTS5's configuration records, which look like the index of keys: its version before and after the first insert, and
/// the option that the schema sets.
const FTS5_CONFIG: [(&str, i64); 3] = [("version", 4), ("version", 5), ("secure-delete", 1)];

/// Fills an empty database. Uploads whose server cannot be found out go to `server`.
pub(super) fn rebuild(from: &mut Pages, into: &mut Connection, server: &str) -> Result<Salvaged, StoreError> {
    into.pragma_update(None, "foreign_keys", false)?;
    let tables = TABLES
        .iter()
        .map(|(name, conflict)| table(into, name, conflict))
        .collect::<Result<Vec<_>, _>>()?;
    let transaction = into.transaction()?;
    let mut copier = RowCopier {
        transaction: &transaction,
        tables: &tables,
        indexed: HashMap::new(),
        renumbered: 0,
    };
    let mut last = 0;
    while let Some(number) = from.after(last) {
        last = number;
        if !from.is_free(number)
            && let Some(page) = from.page(number)
        {
            records::of_page(from, &page, number == 1, |record| copier.copy(record))?;
        }
    }
    for place in from.behind_damage() {
        if let Some(page) = from.in_log(place) {
            let first = page.starts_with(MAGIC);
            records::of_page(from, &page, first, |record| copier.copy(record))?;
        }
    }
    let without_server = servers::repair(&transaction, server)?;
    let by_key_alone = adopt(&transaction, &copier.indexed, server)?;
    let held_back = if from.knows_free() {
        0
    } else {
        let sql = "UPDATE uploads SET state = ?1 WHERE state = ?2 AND in_queue = 1 AND key IS NULL";
        transaction.execute(sql, [RecordedState::Paused.word(), RecordedState::Queued.word()])?
    };
    for id in upload_ids(&transaction, "SELECT id FROM uploads")? {
        history_row::update(&transaction, UploadId::new(id))?;
    }
    let count = |sql: &str| -> Result<usize, StoreError> {
        let count: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    };
    let salvaged = Salvaged {
        uploads: count("SELECT count(*) FROM uploads")?,
        with_key: count(
            "SELECT count(*) FROM uploads WHERE key IS NOT NULL
             OR EXISTS (SELECT 1 FROM attempts WHERE upload_id = uploads.id AND outcome IN ('running', 'unknown'))",
        )?,
        by_key_alone,
        held_back,
        elsewhere: servers::elsewhere(&transaction, server)?,
        without_server,
    };
    transaction.commit()?;
    Ok(salvaged)
}

/// How many attempts may get a new id: more than any log has in two versions, and the check takes time.
const MAX_RENUMBERED: usize = 10_000;

/// The longest key in bytes. S3's limit is 1,024.
const LONGEST_KEY: usize = 4096;

/// Copies rows, one at a time.
struct RowCopier<'a> {
    transaction: &'a Transaction<'a>,
    tables: &'a [CopiedTable],
    /// Keys by upload id, from the index of keys.
    indexed: HashMap<i64, String>,
    /// How many attempts got a new id, because another attempt with another key had theirs.
    renumbered: usize,
}

impl RowCopier<'_> {
    fn copy(&mut self, record: Record) -> Result<(), StoreError> {
        // An entry of the index of keys: a key and a row id. Other indexes of this shape hold servers.
        if let (None, [Value::Text(key), Value::Integer(id)]) = (record.number, record.values.as_slice()) {
            let is_config = FTS5_CONFIG.contains(&(key, *id));
            let is_key = !key.contains("://") && key != "sandbox" && key.len() <= LONGEST_KEY;
            if is_key && !is_config && is_plausible_id(*id) {
                self.indexed.insert(*id, key.clone());
            }
            return Ok(());
        }
        let Some((table, mut row)) = self.tables.iter().find_map(|table| Some((table, table.row(&record)?))) else {
            return Ok(());
        };
        drop(record);
        if table.name == "attempts" && is_another_key(self.transaction, &row)? {
            if self.renumbered == MAX_RENUMBERED {
                return Ok(());
            }
            self.renumbered += 1;
            row[0] = Value::Null;
        }
        match self
            .transaction
            .prepare_cached(&table.insert)?
            .execute(params_from_iter(row))
        {
            // The row breaks a constraint, so it is damaged.
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::ConstraintViolation) => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// Whether there is an attempt with this id and another key. Both are kept.
fn is_another_key(transaction: &Transaction, row: &[Value]) -> Result<bool, StoreError> {
    let sql = "SELECT key <> ?2 AND NOT EXISTS (SELECT 1 FROM attempts WHERE upload_id = ?3 AND key = ?2)
               FROM attempts WHERE id = ?1";
    let known = transaction
        .prepare_cached(sql)?
        .query_row(params![row.first(), row.get(3), row.get(1)], |row| row.get(0))
        .optional()?;
    Ok(known.unwrap_or(false))
}

/// Creates a row for each key whose row is lost, and returns how many.
fn adopt(transaction: &Transaction, indexed: &HashMap<i64, String>, server: &str) -> Result<usize, StoreError> {
    let lost = |column: &str| format!("{column} NOT IN (SELECT id FROM uploads)");
    // These have no object.
    let refused = format!(
        "DELETE FROM attempts WHERE outcome = 'refused' AND {}",
        lost("upload_id")
    );
    transaction.execute(&refused, [])?;
    let of_others = upload_ids(
        transaction,
        &format!(
            "SELECT upload_id FROM attempts WHERE {0} UNION SELECT upload_id FROM signings WHERE {0}",
            lost("upload_id")
        ),
    )?;
    let mut ids: BTreeSet<_> = of_others.into_iter().filter(|id| is_plausible_id(*id)).collect();
    for id in indexed.keys() {
        let sql = "SELECT EXISTS (SELECT 1 FROM uploads WHERE id = ?1)";
        let is_here: bool = transaction.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
        if !is_here {
            ids.insert(*id);
        }
    }
    let known = parts::uploads_by_key(transaction)?;
    let mut adopted = 0;
    for id in &ids {
        if !parts::join(transaction, *id, indexed, &known)? {
            adopt_one(transaction, *id, indexed.get(id), server)?;
            adopted += 1;
        }
    }
    // The rest belongs to no upload.
    for table in [
        "attempts",
        "signings",
        "verifications",
        "media_types",
        "file_metadata",
        "beside",
    ] {
        let sql = format!("DELETE FROM {table} WHERE {}", lost("upload_id"));
        transaction.execute(&sql, [])?;
    }
    Ok(adopted)
}

fn adopt_one(transaction: &Transaction, id: i64, indexed: Option<&String>, server: &str) -> Result<(), StoreError> {
    let remains = Remains::read(transaction, id, indexed)?;
    let (bucket, key) = remains.object(indexed);
    let at = remains.time();
    let name = key.rsplit('/').next().unwrap_or(&key);
    let server = servers::neighbor(transaction, id)?.unwrap_or_else(|| server.to_owned());
    let sign_state = match remains.signing {
        Some(_) => RecordedSigning::Signed.word(),
        None => RecordedSigning::NotAsked.word(),
    };
    let path = crate::path_bytes::encode(std::path::Path::new(name));
    let insert = "INSERT INTO uploads (id, server, added_at, path, relative, name, size, state, failure, bucket, key,
                  uploaded_at, in_queue, sign_state) VALUES (?1, ?2, ?3, ?4, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10, 0, ?11)";
    let mut statement = transaction.prepare_cached(insert)?;
    if remains.is_stored {
        let (state, nothing) = (RecordedState::Uploaded.word(), None::<String>);
        statement.execute(params![
            id, server, at, path, name, state, nothing, bucket, key, at, sign_state
        ])?;
        return Ok(());
    }
    let (state, why) = (RecordedState::Failed.word(), to_json(&lost_row())?);
    let (nothing, no_time) = (None::<String>, None::<i64>);
    statement.execute(params![
        id, server, at, path, name, state, why, nothing, nothing, no_time, sign_state
    ])?;
    if remains.attempt.is_none() && !key.is_empty() {
        let sql =
            "INSERT INTO attempts (upload_id, bucket, key, started_at, outcome) VALUES (?1, ?2, ?3, ?4, 'unknown')";
        transaction.prepare_cached(sql)?.execute(params![id, bucket, key, at])?;
    }
    Ok(())
}

/// What is left of an upload whose row is lost.
struct Remains {
    /// Its best attempt: bucket, key, and when it ended or began.
    attempt: Option<(Option<String>, String, i64)>,
    /// Its newest signed copy, and when that was signed.
    signing: Option<(Option<String>, i64)>,
    is_stored: bool,
}

impl Remains {
    /// `indexed` is the upload's key in the index of keys.
    fn read(transaction: &Transaction, id: i64, indexed: Option<&String>) -> Result<Self, StoreError> {
        let sql = "SELECT bucket, key, coalesce(ended_at, started_at) FROM attempts
                   WHERE upload_id = ?1 AND outcome <> 'refused'
                   ORDER BY key IS ?2 DESC, outcome = 'stored' DESC, ended_at DESC, id DESC LIMIT 1";
        let attempt: Option<(Option<String>, String, i64)> = transaction
            .prepare_cached(sql)?
            .query_row(params![id, indexed], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let sql = "SELECT signed_uri, signed_at FROM signings WHERE upload_id = ?1 ORDER BY id DESC LIMIT 1";
        let signing = transaction
            .prepare_cached(sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let sql = "SELECT EXISTS (SELECT 1 FROM attempts WHERE upload_id = ?1 AND key = ?2 AND outcome = 'stored')";
        let is_stored = match (indexed, &attempt) {
            (Some(_), _) => true,
            (None, Some((_, key, _))) => transaction
                .prepare_cached(sql)?
                .query_row(params![id, key], |row| row.get(0))?,
            (None, None) => false,
        };
        Ok(Self {
            attempt,
            signing,
            is_stored,
        })
    }

    /// Bucket and key.
    fn object(&self, indexed: Option<&String>) -> (Option<String>, String) {
        match (indexed, &self.attempt) {
            (Some(key), Some((bucket, same, _))) if key == same => (bucket.clone(), key.clone()),
            (Some(key), _) => (None, key.clone()),
            (None, Some((bucket, key, _))) => (bucket.clone(), key.clone()),
            (None, None) => {
                // Only the signed copy is left. It is an object too.
                let uri = self
                    .signing
                    .as_ref()
                    .and_then(|(uri, _)| uri.clone())
                    .unwrap_or_default();
                ObjectRef::from_s3_uri(&uri).map_or((None, uri), |object| (object.bucket, object.key))
            }
        }
    }

    /// When it was stored or signed, as far as that is known.
    fn time(&self) -> i64 {
        let attempt = self.attempt.as_ref().map(|(.., at)| *at);
        attempt.or(self.signing.as_ref().map(|(_, at)| *at)).unwrap_or(0)
    }
}

fn lost_row() -> Failure {
    Failure::because(Step::Record, Cause::RecordLost)
}

fn upload_ids(transaction: &Transaction, sql: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = transaction.prepare(sql)?;
    let found = statement.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
