//! The tables of the new database, and which rows of a damaged one fit into them.

use rusqlite::{Connection, types::Value};

use super::records::Record;
use crate::StoreError;

/// A column of the new database.
struct Column {
    kind: String,
    not_null: bool,
    /// The row id itself. Rows store NULL for it.
    is_row_id: bool,
}

pub(super) struct CopiedTable {
    pub(super) name: &'static str,
    columns: Vec<Column>,
    /// What the columns hold that rows of earlier versions lack.
    added: &'static [Value],
    pub(super) insert: String,
}

/// The columns that later versions added to a table. SQLite leaves the rows of earlier versions as they are.
const ADDED: [(&str, &[Value]); 1] = [("signings", &[Value::Integer(0), Value::Null])];

/// What to do with a second version of a row. It never removes a key.
pub(super) const TABLES: [(&str, &str); 7] = [
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
    ("file_metadata", "ON CONFLICT (upload_id) DO NOTHING"),
    ("beside", "ON CONFLICT (upload_id) DO NOTHING"),
];

pub(super) fn table(connection: &Connection, name: &'static str, conflict: &str) -> Result<CopiedTable, StoreError> {
    let mut statement = connection.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    let mut found = statement.query([name])?;
    while let Some(row) = found.next()? {
        let kind: String = row.get(1)?;
        names.push(row.get::<_, String>(0)?);
        columns.push(Column {
            is_row_id: row.get::<_, i64>(3)? > 0 && kind == "INTEGER" && names.len() == 1 && name != "verifications",
            not_null: row.get(2)?,
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
    let added = ADDED.iter().find(|(table, _)| *table == name);
    Ok(CopiedTable {
        name,
        columns,
        added: added.map_or(&[], |(_, values)| values),
        insert,
    })
}

impl CopiedTable {
    /// The record as a row of this table, if it can be one.
    pub(super) fn row(&self, record: &Record) -> Option<Vec<Value>> {
        let number = record.number.filter(|number| is_plausible_id(*number))?;
        let missing = self.columns.len().checked_sub(record.values.len())?;
        let added = self.added.get(self.added.len().checked_sub(missing)?..)?;
        let mut row = Vec::with_capacity(self.columns.len());
        for (column, value) in self.columns.iter().zip(record.values.iter().chain(added)) {
            row.push(match (value, column.kind.as_str()) {
                (Value::Null, _) if column.is_row_id => Value::Integer(number),
                (Value::Null, _) if !column.not_null => Value::Null,
                (Value::Integer(_), "INTEGER") if !column.is_row_id => value.clone(),
                (Value::Text(_), "TEXT") | (Value::Blob(_), "BLOB") => value.clone(),
                _ => return None,
            });
        }
        Some(row)
    }
}

/// Ids count up from 1 or from the clock. The highest possible one would leave no room for the next.
pub(super) fn is_plausible_id(number: i64) -> bool {
    (1..=i64::MAX / 4).contains(&number)
}
