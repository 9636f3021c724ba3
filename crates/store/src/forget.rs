//! Deleting records for good and overwriting their bytes in the file. Objects in storage stay.

use rusqlite::{Transaction, params};

use super::{Store, StoreError};
use model::{RecordedSigning, UploadId};

/// What was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The records that are gone.
    pub ids: Vec<UploadId>,
    /// How many stay because they are in use: in the queue without a key, or being signed.
    pub kept: usize,
    /// Of how many files the earlier credentials that were kept are gone, too.
    pub credentials: usize,
    /// Of how many files they could not be deleted. The next session tries again.
    pub credentials_left: usize,
}

/// If more than one in this many records is deleted, the search index is rebuilt: removing one record from it costs
/// about as much as writing a thousand.
const MANY: usize = 1000;

impl Store {
    /// Deletes these records, all or none. When this returns, nothing of them is left in the file: deleted pages are
    /// overwritten (`secure_delete`), the log is written into the file and truncated, and a file that is mostly free is
    /// vacuumed. The earlier credentials and the small pictures that were kept for them are deleted, too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget(&mut self, ids: &[UploadId]) -> Result<Forgotten, StoreError> {
        self.ensure_in_place()?;
        let credentials = self.hashes_with_kept_credentials(ids)?;
        // What is to be deleted is noted first, so that no failure in between leaves it here for good.
        self.note_deletion(&credentials);
        let mut forgotten = self.delete(ids).map_err(|error| self.file.note_damage(error))?;
        // The records are gone. Whatever fails from here on, the rest of what belongs to them goes, too.
        let erased = if forgotten.ids.is_empty() {
            Ok(())
        } else {
            self.forget_pictures(&forgotten.ids);
            self.erase()
        };
        let deleted = self.delete_noted_credentials();
        erased.map_err(|error| self.file.note_damage(error))?;
        let deleted = deleted.map_err(|error| self.file.note_damage(error))?;
        (forgotten.credentials, forgotten.credentials_left) = (deleted.deleted, deleted.left);
        Ok(forgotten)
    }

    fn delete(&mut self, ids: &[UploadId]) -> Result<Forgotten, StoreError> {
        let transaction = self.connection.transaction()?;
        let all: i64 = transaction.query_row("SELECT count(*) FROM history", [], |row| row.get(0))?;
        let many = ids.len() * MANY > usize::try_from(all).unwrap_or(0);
        let trigger = many.then(|| drop_trigger(&transaction)).transpose()?;
        let mut forgotten = Forgotten::default();
        {
            let mut on_record =
                transaction.prepare_cached("SELECT EXISTS (SELECT 1 FROM uploads WHERE id = ?1 AND server = ?2)")?;
            let mut delete = transaction.prepare_cached(
                "DELETE FROM uploads WHERE id = ?1 AND server = ?2 AND sign_state <> ?3
                 AND (in_queue = 0 OR key IS NOT NULL) AND NOT EXISTS
                 (SELECT 1 FROM attempts WHERE upload_id = ?1 AND outcome = 'running')",
            )?;
            for id in ids {
                if delete.execute(params![id.number(), self.server, RecordedSigning::Signing.word()])? > 0 {
                    forgotten.ids.push(*id);
                } else if on_record.query_row(params![id.number(), self.server], |row| row.get(0))? {
                    forgotten.kept += 1;
                }
            }
        }
        if let Some(trigger) = trigger {
            transaction.execute("INSERT INTO history_threes (history_threes) VALUES ('rebuild')", [])?;
            // The rebuilt index has everything.
            transaction.execute("UPDATE history SET filed = 1 WHERE filed = 0", [])?;
            transaction.execute("DELETE FROM history_unfiled", [])?;
            transaction.execute_batch(&trigger)?;
        }
        transaction.commit()?;
        Ok(forgotten)
    }

    fn erase(&self) -> Result<(), StoreError> {
        let number = |name: &str| {
            self.connection
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
        };
        if number("freelist_count")? * 2 > number("page_count")? {
            self.connection.execute_batch("VACUUM")?;
        }
        // While another program reads, the log is not truncated. The next writes overwrite it.
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Drops the trigger that removes single records from the search index, and returns the SQL that restores it.
fn drop_trigger(transaction: &Transaction) -> Result<String, StoreError> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'history_deleted'";
    let trigger = transaction.query_row(sql, [], |row| row.get(0))?;
    transaction.execute_batch("DROP TRIGGER history_deleted")?;
    Ok(trigger)
}
