//! Content Credentials in a manifest store beside a file.

use rusqlite::{Connection, Transaction, params};

use crate::{Store, StoreError, rows::to_json, statement::execute};
use model::{ExistingFacts, Timestamp, UploadId};

/// The longest facts in bytes: names of an issuer, a program and a file, and a sentence.
const LONGEST: usize = 64 << 10;

/// Remembers credentials beside the file. Those in the file replace what is remembered.
pub(super) fn record(
    transaction: &Transaction,
    id: UploadId,
    facts: &ExistingFacts,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(sidecar) = &facts.sidecar else {
        return execute(
            transaction,
            "DELETE FROM beside WHERE upload_id = ?1",
            params![id.number()],
        )
        .map(drop);
    };
    let text = to_json(facts)?;
    if text.len() > LONGEST {
        return Ok(());
    }
    let sql = "INSERT OR REPLACE INTO beside (upload_id, sidecar, facts, seen_at)
               SELECT id, ?2, ?3, ?4 FROM uploads WHERE id = ?1";
    execute(transaction, sql, params![id.number(), sidecar, text, now.as_millis()]).map(drop)
}

/// The credentials that an upload's file had beside it. If what is recorded of them cannot be read, it still had some.
pub(crate) fn read(connection: &Connection, id: UploadId) -> Result<Option<ExistingFacts>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT sidecar, facts FROM beside WHERE upload_id = ?1")?;
    let mut found = statement.query([id.number()])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let text = |column| Ok::<_, StoreError>(row.get_ref(column)?.as_str_or_null().unwrap_or_default());
    let facts = text(1)?.and_then(|text| serde_json::from_str::<ExistingFacts>(text).ok());
    let sidecar = text(0)?.unwrap_or_default().to_owned();
    Ok(Some(ExistingFacts {
        sidecar: Some(sidecar),
        ..facts.unwrap_or_default()
    }))
}

impl Store {
    /// The Content Credentials that an upload's file had in a manifest store beside it, when it was looked at.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn credentials_beside(&self, id: UploadId) -> Result<Option<ExistingFacts>, StoreError> {
        read(&self.connection, id).map_err(|error| self.file.note_damage(error))
    }
}
