//! [`Store`]: the open database, seen as the uploads to one server. Each write is a [`crate::Change`].

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use super::{
    StoreError, Trouble,
    connection::{BUSY_TIMEOUT, connect},
    issued_keys::IssuedKeys,
    open_file::OpenedDatabase,
    schema,
    sidecars::{self, sidecar},
};
use model::UploadId;

/// The queue and the history of one server. Calls block until what they write is on disk, so give it a thread.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) server: String,
    pub(super) file: OpenedDatabase,
    pub(super) trouble: Option<Trouble>,
    pub(super) issued: IssuedKeys,
}

impl Store {
    /// Switches to the queue and the history of another server.
    pub fn use_server(&mut self, server: &str) {
        server.clone_into(&mut self.server);
    }

    /// The server whose queue and history this is.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Opens or creates the database at `path` for the uploads to `server`. Those to other servers are neither shown
    /// nor touched. Migrates an older file.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be used.
    pub fn open(path: &Path, server: &str) -> Result<Self, StoreError> {
        Self::open_within(path, server, BUSY_TIMEOUT)
    }

    /// Like [`Store::open`], but waits this long for another program's lock.
    ///
    /// # Errors
    /// Like [`Store::open`].
    pub fn open_within(path: &Path, server: &str, busy_timeout: Duration) -> Result<Self, StoreError> {
        let connection = connect(path, busy_timeout)?;
        Ok(Self {
            connection,
            server: server.to_owned(),
            file: OpenedDatabase::of(path),
            trouble: None,
            issued: IssuedKeys::default(),
        })
    }

    /// Opens an existing database read-only, without creating any file beside it. Also returns whether there is a log.
    /// It cannot be read this way, and the last records may be in it.
    ///
    /// # Errors
    /// Like [`Store::open`]; also for an older schema, because the file cannot be migrated.
    pub fn open_unwritable(path: &Path, server: &str) -> Result<(Self, bool), StoreError> {
        let cannot_open = |reason: String| StoreError::CannotOpen {
            path: path.to_owned(),
            reason,
        };
        let name = path
            .to_str()
            .ok_or_else(|| cannot_open("its path is not UTF-8".to_owned()))?;
        sidecars::check(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(immutable_uri(name), flags)?;
        if !schema::is_current(&connection)? {
            return Err(cannot_open("it is of another version and cannot be changed".to_owned()));
        }
        let log = fs::metadata(sidecar(path, "-wal")).is_ok_and(|found| found.len() > 0);
        let store = Self {
            connection,
            server: server.to_owned(),
            file: OpenedDatabase::of(path),
            trouble: None,
            issued: IssuedKeys::default(),
        };
        Ok((store, log))
    }

    /// A problem since the last call that the store has worked around. Tell the user.
    pub fn take_trouble(&mut self) -> Option<Trouble> {
        self.trouble.take()
    }

    /// The highest upload id, of any server.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_id(&self) -> Result<Option<UploadId>, StoreError> {
        let sql = "SELECT max(id) FROM uploads";
        let last: Result<Option<i64>, _> = self.connection.query_row(sql, [], |row| row.get(0));
        let last = last.map_err(|error| self.file.note_damage(error.into()))?;
        Ok(last.map(UploadId::new))
    }
}

/// A URI that makes SQLite open the file without locks and sidecars.
fn immutable_uri(path: &str) -> String {
    let mut name = "file:".to_owned();
    for character in path.chars() {
        match character {
            '%' => name.push_str("%25"),
            '?' => name.push_str("%3f"),
            '#' => name.push_str("%23"),
            _ => name.push(character),
        }
    }
    name.push_str("?immutable=1");
    name
}
