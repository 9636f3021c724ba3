//! What files say about themselves.

use file_metadata::FileMetadata;
use rusqlite::{Connection, Transaction, params};

use crate::{StoreError, rows::to_json};
use model::{Timestamp, UploadId};

/// Records the metadata of an upload's file, and replaces what was read earlier.
pub(super) fn record(
    transaction: &Transaction,
    id: UploadId,
    metadata: &FileMetadata,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO file_metadata (upload_id, metadata, read_at)
               SELECT id, ?2, ?3 FROM uploads WHERE id = ?1";
    let values = params![id.number(), to_json(metadata)?, now.as_millis()];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// The metadata of an upload's file; `None` if it was not read, or the record is broken.
pub(crate) fn read(connection: &Connection, id: UploadId) -> Result<Option<FileMetadata>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT metadata FROM file_metadata WHERE upload_id = ?1")?;
    let mut found = statement.query([id.number()])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let text = row.get_ref(0)?.as_str_or_null().unwrap_or_default();
    let metadata = text.and_then(|text| serde_json::from_str::<FileMetadata>(text).ok());
    Ok(metadata.map(|metadata| metadata.bounded()))
}
