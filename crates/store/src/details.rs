//! One upload's attempts, signings and verifications.

use super::{Store, StoreError, rows};
use model::{Details, UploadId};

impl Store {
    /// The details of an upload; empty if it does not exist. Requests and kept credentials are not in the database.
    ///
    /// # Errors
    /// [`StoreError`], but never for a value that cannot be read.
    pub fn details(&self, id: UploadId) -> Result<Details, StoreError> {
        let read = || -> Result<Details, StoreError> {
            Ok(Details {
                id,
                attempts: rows::attempts(&self.connection, id)?,
                signings: rows::signings(&self.connection, id)?,
                verifications: rows::verifications(&self.connection, id)?,
                requests: Vec::new(),
                kept: None,
                not_kept: None,
            })
        };
        read().map_err(|error| self.file.note_damage(error))
    }
}
