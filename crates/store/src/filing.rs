//! Filling the indexes of words, keys and contents. It is done where nobody waits for it: who asks looks at what is not in
//! them yet besides.

use rusqlite::params;

use super::{Store, StoreError};

impl Store {
    /// Whether there are records that the search's index does not have yet.
    #[must_use]
    pub fn has_unfiled(&self) -> bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM history_unfiled)";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
        // What cannot be asked cannot be filed either; who writes next is told why.
        found.unwrap_or(false)
    }

    /// Puts so many of them into it at the most. In one statement: for each statement the index writes all that it was told
    /// to disk, so one a record would be many times the work.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed, and the search finds all the same.
    pub fn file_some(&mut self, most: usize) -> Result<(), StoreError> {
        self.stay()?;
        self.file(most).map_err(|error| self.presence.noticed(error))
    }

    fn file(&mut self, most: usize) -> Result<(), StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let transaction = self.connection.transaction()?;
        let next = "SELECT upload_id FROM history_unfiled ORDER BY upload_id LIMIT ?1";
        for sql in [
            format!("UPDATE history SET filed = 1 WHERE upload_id IN ({next})"),
            format!(
                "INSERT INTO history_threes (rowid, text) SELECT upload_id, text FROM history WHERE upload_id IN ({next})"
            ),
            format!("DELETE FROM history_unfiled WHERE upload_id IN ({next})"),
        ] {
            transaction.prepare_cached(&sql)?.execute(params![most])?;
        }
        Ok(transaction.commit()?)
    }
}
