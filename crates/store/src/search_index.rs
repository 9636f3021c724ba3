//! Filling the indexes of words, keys and hashes while nobody waits. Until then, queries also read what is not indexed.

use rusqlite::params;

use super::{Store, StoreError};

impl Store {
    /// Whether records are not indexed yet.
    #[must_use]
    pub fn has_unindexed(&self) -> bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM history_unfiled)";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
        // If this fails, so would indexing. The next write reports why.
        found.unwrap_or(false)
    }

    /// Indexes at most this many records. In one statement, because the index flushes to disk after each: one per
    /// record would be many times the work.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed, and searches still find everything.
    pub fn index_some(&mut self, max: usize) -> Result<(), StoreError> {
        self.ensure_in_place()?;
        self.index(max).map_err(|error| self.file.note_damage(error))
    }

    fn index(&mut self, max: usize) -> Result<(), StoreError> {
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        let transaction = self.connection.transaction()?;
        let next = "SELECT upload_id FROM history_unfiled ORDER BY upload_id LIMIT ?1";
        for sql in [
            format!("UPDATE history SET filed = 1 WHERE upload_id IN ({next})"),
            format!(
                "INSERT INTO history_threes (rowid, text) SELECT upload_id, text FROM history WHERE upload_id IN ({next})"
            ),
            format!("DELETE FROM history_unfiled WHERE upload_id IN ({next})"),
        ] {
            transaction.prepare_cached(&sql)?.execute(params![max])?;
        }
        Ok(transaction.commit()?)
    }
}
