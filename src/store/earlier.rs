//! What earlier runs made of files: what is left of their queue, and what they have uploaded.

use std::path::PathBuf;

use rusqlite::{Connection, Row};

use super::{Store, StoreError, path_bytes, restore::numbers, rows};
use crate::model::{ObjectRef, Timestamp, Upload};

/// What earlier runs made of files.
#[derive(Debug, Default, PartialEq)]
pub struct Earlier {
    /// Uploads that wait in the queue, or failed, or were paused or cancelled; the first added first.
    pub unfinished: Vec<Upload>,
    /// Files that are uploaded, the last uploaded last.
    pub uploaded: Vec<UploadedFile>,
}

/// A file as it was when it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// Where it was.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was changed last.
    pub modified: Option<Timestamp>,
    /// The object.
    pub object: ObjectRef,
}

impl Store {
    /// The whole queue of earlier runs, and what they have uploaded of these files and of what is below these folders.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single row.
    pub fn earlier(&self, below: &[PathBuf]) -> Result<Earlier, StoreError> {
        let read = || {
            Ok(Earlier {
                unfinished: unfinished(&self.connection, &self.server)?,
                uploaded: uploaded(&self.connection, &self.server, below)?,
            })
        };
        read().map_err(|error| self.presence.noticed(error))
    }
}

fn unfinished(connection: &Connection, server: &str) -> Result<Vec<Upload>, StoreError> {
    let sql = "SELECT id FROM uploads WHERE server = ?1 AND in_queue = 1 AND key IS NULL AND state <> 'uploaded'
               ORDER BY id";
    let mut uploads = Vec::new();
    for id in numbers(connection, server, sql)? {
        match rows::read_upload(connection, id) {
            Ok(upload) => uploads.extend(upload),
            Err(StoreError::BrokenRow(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(uploads)
}

fn uploaded(connection: &Connection, server: &str, below: &[PathBuf]) -> Result<Vec<UploadedFile>, StoreError> {
    let sql = "SELECT path, size, modified, bucket, key FROM uploads WHERE server = ?1 AND key IS NOT NULL ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let mut found = statement.query([server])?;
    let mut files = Vec::new();
    while let Some(row) = found.next()? {
        // What cannot be read is no file that could be named.
        files.extend(file(row).filter(|file| below.iter().any(|root| file.path.starts_with(root))));
    }
    Ok(files)
}

fn file(row: &Row<'_>) -> Option<UploadedFile> {
    let path: Vec<u8> = row.get("path").ok()?;
    Some(UploadedFile {
        path: path_bytes::decode(&path)?,
        size: u64::try_from(row.get::<_, i64>("size").ok()?).ok()?,
        modified: row.get::<_, Option<i64>>("modified").ok()?.map(Timestamp::from_millis),
        object: ObjectRef {
            bucket: row.get("bucket").ok()?,
            key: row.get("key").ok()?,
        },
    })
}
