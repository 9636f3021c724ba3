//! Short forms for the two things that most calls do with a statement.

use rusqlite::{Connection, ToSql};

use super::StoreError;
use model::UploadId;

/// Runs a cached statement and returns how many rows it changed.
pub(super) fn execute(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<usize, StoreError> {
    Ok(connection.prepare_cached(sql)?.execute(values)?)
}

/// The upload ids that a query for one server (`?1`) returns.
pub(super) fn upload_ids(connection: &Connection, server: &str, sql: &str) -> Result<Vec<UploadId>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([server], |row| row.get(0))?;
    Ok(found.map(|id| id.map(UploadId::new)).collect::<Result<_, _>>()?)
}
