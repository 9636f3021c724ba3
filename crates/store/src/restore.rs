//! What a new session makes of the last one: nothing runs any more, and what ran may have happened.

use rusqlite::{Connection, Transaction, params};

use super::{
    Store, StoreError,
    change::{file_into_history, json},
    rows,
};
use model::{Failure, RecordedSigning, RecordedState, Step, Upload, UploadId};

/// The queue as the last session left it.
#[derive(Debug, Default, PartialEq)]
pub struct Restored {
    /// Uploads that are not done, in the order in which they were added.
    pub uploads: Vec<Upload>,
    /// Rows of the queue that could not be read; they stay in the file.
    pub broken: usize,
}

/// What earlier runs uploaded and left without a signed copy.
#[derive(Debug, Default, PartialEq)]
pub struct LeftUnsigned {
    /// Those that were to be signed and are not.
    pub wanted: Vec<Upload>,
    /// Those of the last run of which nobody knows whether they are.
    pub in_doubt: Vec<Upload>,
}

impl Store {
    /// Takes stock at the start of a session, before anything else is recorded:
    ///
    /// - an attempt that was running has an unknown outcome, and its key is shown;
    /// - a signing that was running is in doubt, with the words that it may have happened;
    /// - uploads that are done leave the queue for the history;
    /// - all others come back: queued, paused, failed or canceled.
    ///
    /// Answers what comes back, in the order in which it was added: [`Store::read_back`] reads it piece by piece.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn take_stock(&mut self) -> Result<Vec<UploadId>, StoreError> {
        self.stay()?;
        self.look_through().map_err(|error| self.presence.noticed(error))
    }

    /// Reads uploads of the queue.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single row.
    pub fn read_back(&mut self, ids: &[UploadId]) -> Result<Restored, StoreError> {
        let mut restored = Restored::default();
        for id in ids {
            match rows::read_upload(&self.connection, *id) {
                Ok(upload) => restored.uploads.extend(upload),
                Err(StoreError::BrokenRow(_)) => restored.broken += 1,
                Err(error) => return Err(self.presence.noticed(error)),
            }
        }
        Ok(restored)
    }

    /// Whether attempts or signings are on record as running. While no program has the folder, they are those of one that
    /// was killed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn was_interrupted(&self) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM attempts JOIN uploads ON uploads.id = upload_id
                            WHERE outcome = 'running' AND server = ?1)
                 OR EXISTS (SELECT 1 FROM uploads WHERE server = ?1 AND sign_state = '{}')",
            RecordedSigning::Signing.word()
        );
        let found = self.connection.query_row(&sql, [&self.server], |row| row.get(0));
        found.map_err(|error| self.presence.noticed(error.into()))
    }

    /// The first two points of [`Store::take_stock`] alone: the keys of a session that was killed are shown, and its queue
    /// stays where it is. To be called with the folder's lock, before anything else is recorded.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settle(&mut self) -> Result<(), StoreError> {
        if !self.was_interrupted()? {
            return Ok(());
        }
        self.stay()?;
        let settled = self
            .connection
            .transaction()
            .map_err(Into::into)
            .and_then(|transaction| {
                settle(&transaction, &self.server)?;
                Ok(transaction.commit()?)
            });
        settled.map_err(|error| self.presence.noticed(error))
    }

    /// What earlier runs left to be signed. To be asked after [`Store::settle`] and before [`Store::take_stock`]: that lets go
    /// of what is in doubt.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single row.
    pub fn unsigned(&self) -> Result<LeftUnsigned, StoreError> {
        let wanted = format!(
            "SELECT id FROM uploads WHERE server = ?1 AND sign_state = '{}' ORDER BY id",
            RecordedSigning::Wanted.word()
        );
        let in_doubt = format!(
            "SELECT id FROM uploads WHERE server = ?1 AND in_queue = 1 AND sign_state = '{}' ORDER BY id",
            RecordedSigning::InDoubt.word()
        );
        let read = |sql: &str| -> Result<Vec<Upload>, StoreError> {
            let mut uploads = Vec::new();
            for id in numbers(&self.connection, &self.server, sql)? {
                match rows::read_upload(&self.connection, id) {
                    // Of the others storage has nothing that could be signed.
                    Ok(upload) => uploads.extend(upload.filter(|upload| upload.object.is_some())),
                    Err(StoreError::BrokenRow(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(uploads)
        };
        let found = || {
            Ok(LeftUnsigned {
                wanted: read(&wanted)?,
                in_doubt: read(&in_doubt)?,
            })
        };
        found().map_err(|error| self.presence.noticed(error))
    }

    fn look_through(&mut self) -> Result<Vec<UploadId>, StoreError> {
        let transaction = self.connection.transaction()?;
        settle(&transaction, &self.server)?;
        let uploaded = RecordedState::Uploaded.word();
        transaction.execute(
            "UPDATE uploads SET in_queue = 0 WHERE server = ?1 AND in_queue = 1 AND (state = ?2 OR key IS NOT NULL)",
            [self.server.as_str(), uploaded],
        )?;
        // Removed while an attempt was under way that turned out to have left nothing.
        transaction.execute(
            "DELETE FROM uploads WHERE server = ?1 AND in_queue = 0 AND key IS NULL AND state <> ?2
             AND NOT EXISTS (SELECT 1 FROM history WHERE upload_id = uploads.id)",
            [self.server.as_str(), uploaded],
        )?;
        let waiting = "SELECT id FROM uploads WHERE server = ?1 AND in_queue = 1 ORDER BY id";
        let waiting = numbers(&transaction, &self.server, waiting)?;
        transaction.commit()?;
        Ok(waiting)
    }
}

/// What was running may have happened.
fn settle(transaction: &Transaction, server: &str) -> Result<(), StoreError> {
    let interrupted = "SELECT DISTINCT upload_id FROM attempts JOIN uploads ON uploads.id = upload_id
                       WHERE outcome = 'running' AND server = ?1";
    for id in numbers(transaction, server, interrupted)? {
        let sql = "UPDATE attempts SET outcome = 'unknown' WHERE upload_id = ?1 AND outcome = 'running'";
        transaction.prepare_cached(sql)?.execute([id.number()])?;
        file_into_history(transaction, id)?;
    }
    let sql = format!(
        "UPDATE uploads SET sign_state = ?3, sign_failure = ?2 WHERE server = ?1 AND sign_state = '{}'",
        RecordedSigning::Signing.word()
    );
    let in_doubt = RecordedSigning::InDoubt.word();
    transaction.execute(&sql, params![server, json(&interrupted_signing())?, in_doubt])?;
    Ok(())
}

pub(super) fn numbers(connection: &Connection, server: &str, sql: &str) -> Result<Vec<UploadId>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([server], |row| row.get(0))?;
    Ok(found.map(|id| id.map(UploadId::new)).collect::<Result<_, _>>()?)
}

fn interrupted_signing() -> Failure {
    Failure::local(
        Step::Sign,
        "The signing was interrupted; it may have happened.",
        "Sign again: the server makes another signed copy if there is one already.",
    )
}
