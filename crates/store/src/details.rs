//! What is on record of one upload besides its row: attempts, signings, verifications.

use super::{Store, StoreError, rows};
use model::{Details, UploadId};

impl Store {
    /// The details of an upload; empty where it is not on record. The requests are not on record.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single value.
    pub fn details(&self, id: UploadId) -> Result<Details, StoreError> {
        let read = || -> Result<Details, StoreError> {
            Ok(Details {
                id,
                attempts: rows::attempts(&self.connection, id)?,
                signings: rows::signings(&self.connection, id)?,
                verifications: rows::verifications(&self.connection, id)?,
                requests: Vec::new(),
            })
        };
        read().map_err(|error| self.presence.noticed(error))
    }
}
