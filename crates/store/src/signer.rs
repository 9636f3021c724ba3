//! What signatures on record say about a server's signer.

use super::{Store, StoreError};

/// How many signatures are read: most name the algorithm, so the first one is enough.
const NEWEST: usize = 100;

impl Store {
    /// The algorithm of this server's signer, as the evidence of its newest signature that has one names it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn signer_algorithm(&self) -> Result<Option<String>, StoreError> {
        let find = || {
            // In this order, the join ends at the first signature of this server.
            let sql = "SELECT signings.evidence FROM signings CROSS JOIN uploads ON uploads.id = signings.upload_id
                       WHERE uploads.server = ?1 AND signings.evidence IS NOT NULL ORDER BY signings.id DESC";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut found = statement.query([&self.server])?;
            for _ in 0..NEWEST {
                let Some(row) = found.next()? else { break };
                // A damaged value is not worth an error.
                let evidence = row.get_ref(0)?.as_str().unwrap_or_default();
                if let Some(algorithm) = model::signer_algorithm(evidence) {
                    return Ok(Some(algorithm));
                }
            }
            Ok(None)
        };
        find().map_err(|error: StoreError| self.file.note_damage(error))
    }
}
