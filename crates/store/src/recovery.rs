//! The start of a session: work that the last exit interrupted gets an unknown outcome, and unfinished uploads return to the
//! queue.

use rusqlite::{Transaction, params};

use super::{
    Store, StoreError, history_row,
    rows::{self, to_json},
    statement::upload_ids,
};
use model::{Cause, Failure, RecordedSigning, RecordedState, RecordedVerification, Step, Upload, UploadId};

/// The queue as the last session left it.
#[derive(Debug, Default, PartialEq)]
pub struct Restored {
    /// Uploads that are not done, oldest first.
    pub uploads: Vec<Upload>,
    /// How many rows of the queue could not be read. They stay in the file.
    pub broken: usize,
}

/// Uploads of earlier runs that still need a signed copy, or its verification.
#[derive(Debug, Default, PartialEq)]
pub struct LeftUnsigned {
    /// Signing was requested and has not happened.
    pub wanted: Vec<Upload>,
    /// Those that may have been signed, until that is settled.
    pub in_doubt: Vec<Upload>,
    /// Those that an earlier run wanted to verify, also if that failed, and those of the last run whose signed copy has no
    /// verification.
    pub unverified: Unverified,
}

/// Uploads of earlier runs that still need a verification.
#[derive(Debug, Default, PartialEq)]
pub struct Unverified {
    /// Of their signed copies.
    pub signed: Vec<Upload>,
    /// Of the original.
    pub originals: Vec<Upload>,
}

impl Store {
    /// Starts a session. Call this before anything else is recorded:
    ///
    /// - an attempt that was running gets an unknown outcome, and its key is added to the history;
    /// - a signing that was running is in doubt, with a failure that says that it may have happened;
    /// - uploads that are done leave the queue for the history;
    /// - all others come back: queued, paused, failed or canceled.
    ///
    /// Returns those that come back, oldest first. [`Store::read_queued`] reads them in batches.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn start_session(&mut self) -> Result<Vec<UploadId>, StoreError> {
        self.ensure_in_place()?;
        // Those of forgotten records that could not be deleted then. The next session tries again.
        if let Err(error) = self.delete_noted_credentials() {
            tracing::warn!(%error, "earlier credentials of deleted records could not be deleted");
        }
        self.restore_queue().map_err(|error| self.file.note_damage(error))
    }

    /// Reads these uploads of the queue.
    ///
    /// # Errors
    /// [`StoreError`], but never for a row that cannot be read.
    pub fn read_queued(&mut self, ids: &[UploadId]) -> Result<Restored, StoreError> {
        let mut restored = Restored::default();
        for id in ids {
            match rows::read_upload(&self.connection, *id) {
                Ok(upload) => restored.uploads.extend(upload),
                Err(StoreError::BrokenRow(_)) => restored.broken += 1,
                Err(error) => return Err(self.file.note_damage(error)),
            }
        }
        Ok(restored)
    }

    /// Whether attempts or signings are recorded as running. If no program has the data folder locked, the one that ran
    /// them was killed.
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
        found.map_err(|error| self.file.note_damage(error.into()))
    }

    /// Only the first two points of [`Store::start_session`]: lists the keys of a session that was killed and leaves
    /// its queue alone. Call this with the folder locked, before anything else is recorded.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn recover_interrupted(&mut self) -> Result<(), StoreError> {
        if !self.was_interrupted()? {
            return Ok(());
        }
        self.ensure_in_place()?;
        let recovered = self
            .connection
            .transaction()
            .map_err(Into::into)
            .and_then(|transaction| {
                recover(&transaction, &self.server)?;
                Ok(transaction.commit()?)
            });
        recovered.map_err(|error| self.file.note_damage(error))
    }

    /// What earlier runs left to be signed or verified. Call this after [`Store::recover_interrupted`] and before
    /// [`Store::start_session`], which forgets which run was the last.
    ///
    /// # Errors
    /// [`StoreError`], but never for a row that cannot be read.
    pub fn unsigned(&self) -> Result<LeftUnsigned, StoreError> {
        let wanted = format!(
            "SELECT id FROM uploads WHERE server = ?1 AND sign_state = '{}' ORDER BY id",
            RecordedSigning::Wanted.word()
        );
        let found = || {
            Ok(LeftUnsigned {
                wanted: self.read_stored(&wanted)?,
                in_doubt: self.read_stored(&in_doubt())?,
                unverified: Unverified {
                    signed: self.read_stored(&unverified_copies())?,
                    originals: self.read_stored(&unverified_originals())?,
                },
            })
        };
        found().map_err(|error| self.file.note_damage(error))
    }

    /// What earlier sessions left undone that only a person can go on with: those that may have been signed, and the ids of those
    /// whose verification was interrupted.
    ///
    /// # Errors
    /// [`StoreError`], but never for a row that cannot be read.
    pub fn left_undone(&self) -> Result<(Vec<Upload>, Vec<UploadId>), StoreError> {
        let found = || {
            let interrupted = interrupted_verifications();
            let ids = upload_ids(&self.connection, &self.server, &interrupted)?;
            Ok((self.read_stored(&in_doubt())?, ids))
        };
        found().map_err(|error| self.file.note_damage(error))
    }

    /// Reads the uploads with these ids. Without an object there is nothing to sign or to verify.
    fn read_stored(&self, sql: &str) -> Result<Vec<Upload>, StoreError> {
        let mut uploads = Vec::new();
        for id in upload_ids(&self.connection, &self.server, sql)? {
            match rows::read_upload(&self.connection, id) {
                Ok(upload) => uploads.extend(upload.filter(|upload| upload.object.is_some())),
                Err(StoreError::BrokenRow(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(uploads)
    }

    fn restore_queue(&mut self) -> Result<Vec<UploadId>, StoreError> {
        let transaction = self.connection.transaction()?;
        recover(&transaction, &self.server)?;
        let uploaded = RecordedState::Uploaded.word();
        transaction.execute(
            "UPDATE uploads SET in_queue = 0 WHERE server = ?1 AND in_queue = 1 AND (state = ?2 OR key IS NOT NULL)",
            [self.server.as_str(), uploaded],
        )?;
        // Removed while an attempt was running that then stored nothing.
        transaction.execute(
            "DELETE FROM uploads WHERE server = ?1 AND in_queue = 0 AND key IS NULL AND state <> ?2
             AND NOT EXISTS (SELECT 1 FROM history WHERE upload_id = uploads.id)",
            [self.server.as_str(), uploaded],
        )?;
        let waiting = "SELECT id FROM uploads WHERE server = ?1 AND in_queue = 1 ORDER BY id";
        let waiting = upload_ids(&transaction, &self.server, waiting)?;
        transaction.commit()?;
        Ok(waiting)
    }
}

fn in_doubt() -> String {
    let in_doubt = RecordedSigning::InDoubt.word();
    format!("SELECT id FROM uploads WHERE server = ?1 AND sign_state = '{in_doubt}' ORDER BY id")
}

/// Those that were to be verified and have no result, not even a failure.
fn interrupted_verifications() -> String {
    let (wanted, signed) = (RecordedVerification::Wanted.word(), RecordedSigning::Signed.word());
    format!(
        "SELECT id FROM uploads WHERE server = ?1 AND verify_state = '{wanted}' AND key IS NOT NULL
         AND (sign_state = '{signed}' OR verify_target = 'original') ORDER BY id"
    )
}

/// Those whose signed copy is to be verified. Whoever wanted the original verified wants that of its signed copy once there is
/// one. Each state has an index, so that a long history is not read.
fn unverified_copies() -> String {
    let of = |state: RecordedVerification, and: &str| {
        let (signed, state) = (RecordedSigning::Signed.word(), state.word());
        format!(
            "SELECT id FROM uploads WHERE server = ?1 AND sign_state = '{signed}' AND verify_state = '{state}' AND {and}"
        )
    };
    format!(
        "{} UNION {} UNION {} ORDER BY id",
        of(RecordedVerification::Wanted, "1"),
        of(RecordedVerification::Failed, "verify_target IS NOT 'original'"),
        of(RecordedVerification::NotAsked, "in_queue = 1"),
    )
}

/// Those that are to be verified as they were uploaded, if no signature is due that would replace them.
fn unverified_originals() -> String {
    let (not_asked, failed) = (RecordedSigning::NotAsked.word(), RecordedSigning::Failed.word());
    format!(
        "SELECT id FROM uploads WHERE server = ?1 AND verify_target = 'original' AND verify_state = '{}'
         AND sign_state IN ('{not_asked}', '{failed}')
         UNION SELECT id FROM uploads WHERE server = ?1 AND verify_target = 'original' AND verify_state = '{}' ORDER BY id",
        RecordedVerification::Wanted.word(),
        RecordedVerification::Failed.word(),
    )
}

/// Marks what was running as possibly done.
fn recover(transaction: &Transaction, server: &str) -> Result<(), StoreError> {
    let interrupted = "SELECT DISTINCT upload_id FROM attempts JOIN uploads ON uploads.id = upload_id
                       WHERE outcome = 'running' AND server = ?1";
    for id in upload_ids(transaction, server, interrupted)? {
        let sql = "UPDATE attempts SET outcome = 'unknown' WHERE upload_id = ?1 AND outcome = 'running'";
        transaction.prepare_cached(sql)?.execute([id.number()])?;
        history_row::update(transaction, id)?;
    }
    let sql = format!(
        "UPDATE uploads SET sign_state = ?3, sign_failure = ?2 WHERE server = ?1 AND sign_state = '{}'",
        RecordedSigning::Signing.word()
    );
    let in_doubt = RecordedSigning::InDoubt.word();
    transaction.execute(&sql, params![server, to_json(&interrupted_signing())?, in_doubt])?;
    Ok(())
}

fn interrupted_signing() -> Failure {
    Failure::because(Step::Sign, Cause::SigningInterrupted)
}
