//! What earlier runs did: what is left of their queue, and which files they uploaded.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Store, StoreError, path_bytes, rows, statement::upload_ids};
use model::{Job, ObjectRef, RecordedState, Timestamp, Upload, UploadId, natural_sort_key};

/// What earlier runs did.
#[derive(Debug, Default, PartialEq)]
pub struct PreviousSessions {
    /// Uploads that are queued, paused, canceled or failed, oldest first.
    pub unfinished: Vec<Upload>,
    /// Uploaded files, newest last.
    pub uploaded: Vec<UploadedFile>,
}

/// A file at the time of its upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// Its path.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its modification time.
    pub modified: Option<Timestamp>,
    /// The object.
    pub object: ObjectRef,
}

impl Store {
    /// The whole queue of earlier runs, and which of these files, and of the files below these folders, they uploaded.
    ///
    /// # Errors
    /// [`StoreError`]. Unreadable rows are skipped.
    pub fn earlier(&self, below: &[PathBuf]) -> Result<PreviousSessions, StoreError> {
        let read = || {
            Ok(PreviousSessions {
                unfinished: unfinished(&self.connection, &self.server)?,
                uploaded: uploaded(&self.connection, &self.server, below)?,
            })
        };
        read().map_err(|error| self.file.note_damage(error))
    }
}

/// How many of the newest records with a file's name are checked: a name in more folders than this is too common to
/// matter.
const MAX_PER_NAME: i64 = 32;

impl Store {
    /// Which of these new files were uploaded before without a change since, each with its newest object. The cost
    /// depends on the number of files, not on the length of the history.
    ///
    /// # Errors
    /// [`StoreError`]. Unreadable rows are skipped.
    pub fn uploaded_before(&self, jobs: &[Job]) -> Result<Vec<(UploadId, ObjectRef)>, StoreError> {
        let find = || {
            let sql = "SELECT bucket, key FROM uploads
                       WHERE id IN (SELECT upload_id FROM history WHERE server = ?1 AND name = ?2 AND upload_id < ?3
                                    ORDER BY upload_id DESC LIMIT ?4)
                           AND key IS NOT NULL AND path = ?5 AND size = ?6 AND modified IS ?7
                       ORDER BY id DESC LIMIT 1";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut found = Vec::new();
            for job in jobs {
                let source = &job.source;
                let values = params![
                    self.server,
                    natural_sort_key(&source.name()),
                    job.id.number(),
                    MAX_PER_NAME,
                    path_bytes::encode(&source.path),
                    rows::size_to_number(source.size),
                    source.modified.map(Timestamp::as_millis),
                ];
                // Unreadable rows are skipped.
                if let Ok(Some(object)) = statement.query_row(values, object).optional() {
                    found.push((job.id, object));
                }
            }
            Ok(found)
        };
        find().map_err(|error: StoreError| self.file.note_damage(error))
    }

    /// How many files wait in the queues of other servers, without those that were canceled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn waiting_elsewhere(&self) -> Result<Vec<(String, usize)>, StoreError> {
        let count = || {
            let sql = format!(
                "SELECT server, count(*) FROM uploads
                 WHERE in_queue = 1 AND key IS NULL AND state NOT IN ('{}', '{}') AND server <> ?1
                 GROUP BY server ORDER BY server",
                RecordedState::Uploaded.word(),
                RecordedState::Canceled.word()
            );
            let mut statement = self.connection.prepare(&sql)?;
            let counted = statement.query_map([&self.server], |row| {
                let files: i64 = row.get(1)?;
                Ok((row.get(0)?, usize::try_from(files).unwrap_or(0)))
            })?;
            Ok(counted.collect::<Result<_, _>>()?)
        };
        count().map_err(|error: StoreError| self.file.note_damage(error))
    }
}

fn unfinished(connection: &Connection, server: &str) -> Result<Vec<Upload>, StoreError> {
    let sql = format!(
        "SELECT id FROM uploads WHERE server = ?1 AND in_queue = 1 AND key IS NULL AND state <> '{}' ORDER BY id",
        RecordedState::Uploaded.word()
    );
    let mut uploads = Vec::new();
    for id in upload_ids(connection, server, &sql)? {
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
        // Unreadable rows are skipped.
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
        object: object(row).ok()?,
    })
}

fn object(row: &Row<'_>) -> rusqlite::Result<ObjectRef> {
    Ok(ObjectRef {
        bucket: row.get("bucket")?,
        key: row.get("key")?,
    })
}
