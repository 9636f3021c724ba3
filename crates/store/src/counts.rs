//! Counts of uploads by state, for diagnostics.

use super::{Store, StoreError};

impl Store {
    /// How many uploads of the queue are in each state, how many are in the history, and how many keys have an unknown
    /// outcome.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn counts(&self) -> Result<Vec<(String, usize)>, StoreError> {
        let sql =
            "SELECT state, count(*) FROM uploads WHERE server = ?1 AND in_queue = 1 GROUP BY state ORDER BY state";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_map([&self.server], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
        let mut counts = Vec::new();
        for count in found {
            let (state, number): (String, _) = count?;
            counts.push((format!("queue, {state}"), number));
        }
        for (name, sql) in [
            ("history", "SELECT count(*) FROM history WHERE server = ?1"),
            (
                "attempts with an unknown outcome",
                "SELECT count(*) FROM attempts JOIN uploads ON uploads.id = upload_id
                 WHERE outcome = 'unknown' AND server = ?1",
            ),
        ] {
            let number = self
                .connection
                .prepare_cached(sql)?
                .query_row([&self.server], |row| row.get(0))?;
            counts.push((name.to_owned(), number));
        }
        let number = |number: i64| usize::try_from(number).unwrap_or(0);
        Ok(counts.into_iter().map(|(name, count)| (name, number(count))).collect())
    }
}
