//! A new database out of the rows that can be read of a damaged one.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, params, params_from_iter, types::Value};

use super::{
    pages::Pages,
    parts,
    records::{self, Record},
    servers,
};
use crate::{
    StoreError,
    change::{file_into_history, json},
};
use model::{Failure, ObjectRef, RecordedState, Step, UploadId};

/// What came over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Brought {
    /// Uploads, of any server.
    pub(super) uploads: usize,
    /// Those of them with a key or a possible key.
    pub(super) with_key: usize,
    /// Those of which nothing but the key is known.
    pub(super) by_key_alone: usize,
    /// Those of the queue that are held back, because a person may have removed them.
    pub(super) held_back: usize,
    /// Those with a key or a possible key that went to another server than the one in use.
    pub(super) elsewhere: usize,
    /// Those whose server cannot be read: they are put to the server of those beside them.
    pub(super) without_server: usize,
}

/// A column as it is in the file.
struct Column {
    kind: String,
    needed: bool,
    is_number: bool,
}

struct CopiedTable {
    name: &'static str,
    columns: Vec<Column>,
    insert: String,
}

/// What to do where two versions of a row are found: nothing takes a key away.
const TABLES: [(&str, &str); 5] = [
    (
        "uploads",
        "ON CONFLICT (id) DO UPDATE SET * WHERE uploads.key IS NULL AND excluded.key IS NOT NULL",
    ),
    (
        "attempts",
        "ON CONFLICT (id) DO UPDATE SET * WHERE excluded.key = attempts.key
         AND (excluded.outcome = 'stored' OR attempts.outcome IN ('running', 'refused'))",
    ),
    ("signings", "ON CONFLICT (id) DO NOTHING"),
    (
        "verifications",
        "ON CONFLICT (upload_id, target) DO UPDATE SET * WHERE excluded.verified_at > verifications.verified_at",
    ),
    ("media_types", "ON CONFLICT (upload_id) DO NOTHING"),
];

/// What the search's index says of its own form: before and after something was put into it, and what it was told.
const OF_SEARCH: [(&str, i64); 3] = [("version", 4), ("version", 5), ("secure-delete", 1)];

/// Fills an empty database. `server` takes those uploads of which not even the server can be read.
pub(super) fn rebuild(from: &mut Pages, into: &mut Connection, server: &str) -> Result<Brought, StoreError> {
    into.pragma_update(None, "foreign_keys", false)?;
    let tables = TABLES
        .iter()
        .map(|(name, conflict)| table(into, name, conflict))
        .collect::<Result<Vec<_>, _>>()?;
    let transaction = into.transaction()?;
    let mut taking = Taking {
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
            records::of_page(from, &page, number == 1, |record| taking.take(record))?;
        }
    }
    for place in from.behind_damage() {
        if let Some(page) = from.in_log(place) {
            let first = page.starts_with(b"SQLite format 3\0");
            records::of_page(from, &page, first, |record| taking.take(record))?;
        }
    }
    let without_server = servers::settle(&transaction, server)?;
    let by_key_alone = adopt(&transaction, &taking.indexed, server)?;
    let held_back = if from.knows_free() {
        0
    } else {
        let sql = "UPDATE uploads SET state = ?1 WHERE state = ?2 AND in_queue = 1 AND key IS NULL";
        transaction.execute(sql, [RecordedState::Paused.word(), RecordedState::Queued.word()])?
    };
    for id in numbers(&transaction, "SELECT id FROM uploads")? {
        file_into_history(&transaction, UploadId::new(id))?;
    }
    let count = |sql: &str| -> Result<usize, StoreError> {
        let count: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    };
    let brought = Brought {
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
    Ok(brought)
}

fn table(connection: &Connection, name: &'static str, conflict: &str) -> Result<CopiedTable, StoreError> {
    let mut statement = connection.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    let mut found = statement.query([name])?;
    while let Some(row) = found.next()? {
        let kind: String = row.get(1)?;
        names.push(row.get::<_, String>(0)?);
        columns.push(Column {
            is_number: row.get::<_, i64>(3)? > 0 && kind == "INTEGER" && names.len() == 1 && name != "verifications",
            needed: row.get(2)?,
            kind,
        });
    }
    let places: Vec<_> = (1..=names.len()).map(|place| format!("?{place}")).collect();
    let all: Vec<_> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let insert = format!(
        "INSERT INTO {name} ({}) VALUES ({}) {}",
        names.join(", "),
        places.join(", "),
        conflict.replace('*', &all.join(", "))
    );
    Ok(CopiedTable { name, columns, insert })
}

impl CopiedTable {
    /// The row, where it can be one of this table.
    fn row(&self, record: &Record) -> Option<Vec<Value>> {
        let number = record.number.filter(|number| is_number_of_ours(*number))?;
        if record.values.len() != self.columns.len() {
            return None;
        }
        let mut row = Vec::with_capacity(self.columns.len());
        for (column, value) in self.columns.iter().zip(&record.values) {
            row.push(match (value, column.kind.as_str()) {
                (Value::Null, _) if column.is_number => Value::Integer(number),
                (Value::Null, _) if !column.needed => Value::Null,
                (Value::Integer(_), "INTEGER") if !column.is_number => value.clone(),
                (Value::Text(_), "TEXT") | (Value::Blob(_), "BLOB") => value.clone(),
                _ => return None,
            });
        }
        Some(row)
    }
}

/// Rows are numbered upwards from 1, or by the clock. One that is as large as a number can be leaves none for the next.
fn is_number_of_ours(number: i64) -> bool {
    (1..=i64::MAX / 4).contains(&number)
}

/// More keys of attempts than any log has in two versions. Telling them apart takes time.
const MOST_RENUMBERED: usize = 10_000;

/// No key is longer: 1,024 bytes are S3's own limit.
const LONGEST_KEY: usize = 4096;

/// The rows that come over, one after the other.
struct Taking<'a> {
    transaction: &'a Transaction<'a>,
    tables: &'a [CopiedTable],
    /// Keys by the numbers of their uploads, as an index has them.
    indexed: HashMap<i64, String>,
    /// Attempts that got another number, because there was one of theirs with another key.
    renumbered: usize,
}

impl Taking<'_> {
    fn take(&mut self, record: Record) -> Result<(), StoreError> {
        // The index of keys: a key and the number of its row. Other indexes of this shape hold servers.
        if let (None, [Value::Text(key), Value::Integer(id)]) = (record.number, record.values.as_slice()) {
            let is_of_search = OF_SEARCH.contains(&(key, *id));
            let is_key = !key.contains("://") && key != "sandbox" && key.len() <= LONGEST_KEY;
            if is_key && !is_of_search && is_number_of_ours(*id) {
                self.indexed.insert(*id, key.clone());
            }
            return Ok(());
        }
        let Some((table, mut row)) = self.tables.iter().find_map(|table| Some((table, table.row(&record)?))) else {
            return Ok(());
        };
        drop(record);
        if table.name == "attempts" && is_another_key(self.transaction, &row)? {
            if self.renumbered == MOST_RENUMBERED {
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
            // A value that no row of ours has was damaged.
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::ConstraintViolation) => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// Whether an attempt of this number is here already, with another key: both are kept.
fn is_another_key(transaction: &Transaction, row: &[Value]) -> Result<bool, StoreError> {
    let sql = "SELECT key <> ?2 AND NOT EXISTS (SELECT 1 FROM attempts WHERE upload_id = ?3 AND key = ?2)
               FROM attempts WHERE id = ?1";
    let known = transaction
        .prepare_cached(sql)?
        .query_row(params![row.first(), row.get(3), row.get(1)], |row| row.get(0))
        .optional()?;
    Ok(known.unwrap_or(false))
}

/// Makes a row for each key whose own row is lost.
fn adopt(transaction: &Transaction, indexed: &HashMap<i64, String>, server: &str) -> Result<usize, StoreError> {
    let lost = |column: &str| format!("{column} NOT IN (SELECT id FROM uploads)");
    // No object stands there.
    let refused = format!(
        "DELETE FROM attempts WHERE outcome = 'refused' AND {}",
        lost("upload_id")
    );
    transaction.execute(&refused, [])?;
    let of_others = numbers(
        transaction,
        &format!(
            "SELECT upload_id FROM attempts WHERE {0} UNION SELECT upload_id FROM signings WHERE {0}",
            lost("upload_id")
        ),
    )?;
    let mut ids: BTreeSet<_> = of_others.into_iter().filter(|id| is_number_of_ours(*id)).collect();
    for id in indexed.keys() {
        let sql = "SELECT EXISTS (SELECT 1 FROM uploads WHERE id = ?1)";
        let is_here: bool = transaction.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
        if !is_here {
            ids.insert(*id);
        }
    }
    let known = parts::keys(transaction)?;
    let mut adopted = 0;
    for id in &ids {
        if !parts::join(transaction, *id, indexed, &known)? {
            adopt_one(transaction, *id, indexed.get(id), server)?;
            adopted += 1;
        }
    }
    // What belongs to no upload that there can be.
    for table in ["attempts", "signings", "verifications", "media_types"] {
        let sql = format!("DELETE FROM {table} WHERE {}", lost("upload_id"));
        transaction.execute(&sql, [])?;
    }
    Ok(adopted)
}

fn adopt_one(transaction: &Transaction, id: i64, indexed: Option<&String>, server: &str) -> Result<(), StoreError> {
    let sql = "SELECT bucket, key, coalesce(ended_at, started_at) FROM attempts
               WHERE upload_id = ?1 AND outcome <> 'refused'
               ORDER BY key IS ?2 DESC, outcome = 'stored' DESC, ended_at DESC, id DESC LIMIT 1";
    let attempt: Option<(Option<String>, String, i64)> = transaction
        .prepare_cached(sql)?
        .query_row(params![id, indexed], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let sql = "SELECT signed_uri, signed_at FROM signings WHERE upload_id = ?1 ORDER BY id DESC LIMIT 1";
    let signing: Option<(Option<String>, i64)> = transaction
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let sql = "SELECT EXISTS (SELECT 1 FROM attempts WHERE upload_id = ?1 AND key = ?2 AND outcome = 'stored')";
    let stored = match (indexed, &attempt) {
        (Some(_), _) => true,
        (None, Some((_, key, _))) => transaction
            .prepare_cached(sql)?
            .query_row(params![id, key], |row| row.get(0))?,
        (None, None) => false,
    };
    let uri = signing.as_ref().and_then(|(uri, _)| uri.clone());
    let object = match (indexed, &attempt) {
        (Some(key), Some((bucket, same, _))) if key == same => (bucket.clone(), key.clone()),
        (Some(key), _) => (None, key.clone()),
        (None, Some((bucket, key, _))) => (bucket.clone(), key.clone()),
        (None, None) => {
            // All that is left is the signed copy. It is an object, too.
            let uri = uri.unwrap_or_default();
            ObjectRef::from_s3_uri(&uri).map_or((None, uri), |object| (object.bucket, object.key))
        }
    };
    let (bucket, key) = object;
    let at = attempt
        .as_ref()
        .map(|(.., at)| *at)
        .or(signing.as_ref().map(|(_, at)| *at))
        .unwrap_or(0);
    let name = key.rsplit('/').next().unwrap_or(&key);
    let server = servers::near(transaction, id)?.unwrap_or_else(|| server.to_owned());
    let sign_state = if signing.is_some() { "signed" } else { "not_asked" };
    let path = crate::path_bytes::encode(std::path::Path::new(name));
    let insert = "INSERT INTO uploads (id, server, added_at, path, relative, name, size, state, failure, bucket, key,
                  uploaded_at, in_queue, sign_state) VALUES (?1, ?2, ?3, ?4, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10, 0, ?11)";
    let mut statement = transaction.prepare_cached(insert)?;
    if stored {
        let nothing: Option<String> = None;
        statement.execute(params![
            id, server, at, path, name, "uploaded", nothing, bucket, key, at, sign_state
        ])?;
        return Ok(());
    }
    let (nothing, no_time): (Option<String>, Option<i64>) = (None, None);
    let why = json(&lost_row())?;
    statement.execute(params![
        id, server, at, path, name, "failed", why, nothing, nothing, no_time, sign_state
    ])?;
    if attempt.is_none() && !key.is_empty() {
        let sql =
            "INSERT INTO attempts (upload_id, bucket, key, started_at, outcome) VALUES (?1, ?2, ?3, ?4, 'unknown')";
        transaction.prepare_cached(sql)?.execute(params![id, bucket, key, at])?;
    }
    Ok(())
}

fn lost_row() -> Failure {
    Failure::local(
        Step::Record,
        "The record was damaged: of this upload only a possible key is left.",
        "Look whether the object is there; add the file again if it is not.",
    )
}

fn numbers(transaction: &Transaction, sql: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = transaction.prepare(sql)?;
    let found = statement.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
