//! The history: every upload with a key or a possible key, searched and shown a page at a time.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, rows};
use crate::model::{HistoryPage, ObjectRef, Upload, UploadId};

impl Store {
    /// A page of at most `limit` records after the first `offset`, the last added first. `search` is looked for, in
    /// small or capital letters, in names, keys, hashes and places of signed copies; empty finds all. Records that
    /// cannot be read are counted and left out.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single record.
    pub fn history(&self, search: &str, offset: usize, limit: usize) -> Result<HistoryPage, StoreError> {
        self.page(search, offset, limit)
            .map_err(|error| self.presence.noticed(error))
    }

    fn page(&self, search: &str, offset: usize, limit: usize) -> Result<HistoryPage, StoreError> {
        let needle = search.trim().to_lowercase();
        let (total, ids) = if needle.is_empty() {
            self.all(offset, limit)?
        } else {
            self.matching(&needle, offset, limit)?
        };
        let mut page = HistoryPage {
            search: search.to_owned(),
            offset,
            total,
            ..HistoryPage::default()
        };
        for id in ids {
            match rows::read_upload(&self.connection, id) {
                Ok(found) => page.uploads.extend(found),
                Err(StoreError::BrokenRow(_)) => page.broken += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(page)
    }

    /// The upload whose object this is, the newest where there are several. A bucket that one side does not know fits
    /// any, a bucket that both know must be the same.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_by_object(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        self.find(object).map_err(|error| self.presence.noticed(error))
    }

    fn find(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        let sql = "SELECT id FROM uploads
                   WHERE key = ?1 AND server = ?2 AND (bucket = ?3 OR bucket IS NULL OR ?3 IS NULL)
                   ORDER BY bucket IS ?3 DESC, id DESC LIMIT 1";
        let id: Option<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![object.key, self.server, object.bucket], |row| row.get(0))
            .optional()?;
        id.map_or(Ok(None), |id| rows::read_upload(&self.connection, UploadId::new(id)))
    }

    fn all(&self, offset: usize, limit: usize) -> Result<(usize, Vec<UploadId>), StoreError> {
        let sql = "SELECT count(*) FROM history WHERE server = ?1";
        let total: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([&self.server], |row| row.get(0))?;
        let sql = "SELECT upload_id FROM history WHERE server = ?1 ORDER BY upload_id DESC LIMIT ?2 OFFSET ?3";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(params![self.server, limit, offset], |row| row.get(0))?;
        let ids = ids.map(|id| id.map(UploadId::new)).collect::<Result<_, _>>()?;
        Ok((usize::try_from(total).unwrap_or(0), ids))
    }

    /// One walk over the texts finds both how many there are and which are on the page. `instr`, because it knows no
    /// wildcards: `%` and `_` stand for themselves.
    fn matching(&self, needle: &str, offset: usize, limit: usize) -> Result<(usize, Vec<UploadId>), StoreError> {
        let sql = "SELECT upload_id FROM history WHERE server = ?1 AND instr(text, ?2) > 0 ORDER BY upload_id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = statement.query(params![self.server, needle])?;
        let (mut total, mut ids) = (0, Vec::new());
        while let Some(row) = found.next()? {
            if total >= offset && ids.len() < limit {
                ids.push(UploadId::new(row.get(0)?));
            }
            total += 1;
        }
        Ok((total, ids))
    }
}
