//! The database of one server's uploads: opening it. What is written to it is a [`crate::Change`].

use std::{fs, io, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use super::{
    StoreError, Trouble, beside,
    given::GivenKeys,
    own,
    place::private_file,
    presence::{Presence, helper},
    schema,
};
use model::UploadId;

/// How long a call waits while another program has the file.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The queue and the history of one server. Calls block until what they write is on disk; for one thread of its own.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) server: String,
    pub(super) presence: Presence,
    pub(super) trouble: Option<Trouble>,
    pub(super) given: GivenKeys,
}

impl Store {
    /// Works for another server from now on: queue and history are of that server alone.
    pub fn use_server(&mut self, server: &str) {
        server.clone_into(&mut self.server);
    }

    /// Opens or makes the database at `path` for the uploads to `server`; those to other servers are neither shown nor
    /// touched. Brings an older file to today's form.
    ///
    /// # Errors
    /// Says in plain words why the file cannot be used: see [`StoreError`].
    pub fn open(path: &Path, server: &str) -> Result<Self, StoreError> {
        Self::open_within(path, server, BUSY_TIMEOUT)
    }

    /// The same, with another patience for a lock.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_within(path: &Path, server: &str, patience: Duration) -> Result<Self, StoreError> {
        let connection = connect(path, patience)?;
        Ok(Self {
            connection,
            server: server.to_owned(),
            presence: Presence::of(path),
            trouble: None,
            given: GivenKeys::default(),
        })
    }

    /// Opens a database that is there to read it, where nothing can be written: neither to the file nor beside it. Answers
    /// too whether a log stands beside it, which cannot be read so: the last records may be in that.
    ///
    /// # Errors
    /// As [`Store::open`]; also for a file of an older form, which cannot be brought to today's.
    pub fn open_unwritable(path: &Path, server: &str) -> Result<(Self, bool), StoreError> {
        let cannot_open = |reason: String| StoreError::CannotOpen {
            path: path.to_owned(),
            reason,
        };
        let name = path
            .to_str()
            .ok_or_else(|| cannot_open("its path is not UTF-8".to_owned()))?;
        beside::check(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(unwritable(name), flags)?;
        if !schema::is_todays(&connection)? {
            return Err(cannot_open("it is of another version and cannot be changed".to_owned()));
        }
        let log = fs::metadata(helper(path, "-wal")).is_ok_and(|found| found.len() > 0);
        let store = Self {
            connection,
            server: server.to_owned(),
            presence: Presence::of(path),
            trouble: None,
            given: GivenKeys::default(),
        };
        Ok((store, log))
    }

    /// What went wrong since the last question and was got round: to be told to the person.
    pub fn take_trouble(&mut self) -> Option<Trouble> {
        self.trouble.take()
    }

    /// The greatest id on record, of any server.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_id(&self) -> Result<Option<UploadId>, StoreError> {
        let sql = "SELECT max(id) FROM uploads";
        let last: Result<Option<i64>, _> = self.connection.query_row(sql, [], |row| row.get(0));
        let last = last.map_err(|error| self.presence.noticed(error.into()))?;
        Ok(last.map(UploadId::new))
    }
}

/// The name by which SQLite opens a file that nobody changes, without a lock and without helper files.
fn unwritable(path: &str) -> String {
    let mut name = "file:".to_owned();
    for sign in path.chars() {
        match sign {
            '%' => name.push_str("%25"),
            '?' => name.push_str("%3f"),
            '#' => name.push_str("%23"),
            _ => name.push(sign),
        }
    }
    name.push_str("?immutable=1");
    name
}

/// Opens or makes the file, and brings it to today's form.
pub(super) fn connect(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let cannot_open = |reason: String| StoreError::CannotOpen {
        path: path.to_owned(),
        reason,
    };
    beside::check(path)?;
    // Before anything of it is changed, its mode too.
    if own::is_foreign_database(path) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    make_private(path).map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull => StoreError::DiskFull,
        io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => cannot_open(error.to_string()),
    })?;
    // Not the default flags: they read a path that begins with `file:` as a URI.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(error.to_string()))?;
    // Until it is known that the file is sound, closing it changes nothing in it.
    leave_as_it_is_when_closed(&connection, true)?;
    connection.busy_timeout(patience)?;
    let opened = || -> Result<(), rusqlite::Error> {
        connection.pragma_update(None, "journal_mode", "wal")?;
        // What is told to the user is on disk, through a power cut too; macOS needs to be asked twice.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "fullfsync", true)?;
        // What is deleted is overwritten: forgotten means gone.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // A page that many records share is copied from the log into the file once in 16 MiB, not once in four.
        connection.pragma_update(None, "wal_autocheckpoint", 4000)
    };
    opened().map_err(|error| match error.sqlite_error_code() {
        // In a folder that cannot be written to, the file alone is not enough.
        Some(ErrorCode::CannotOpen) => cannot_open("its helper files cannot be made".to_owned()),
        _ => error.into(),
    })?;
    // A batch uses a dozen statements; each is parsed once. Without this, SQLite parses some anew for each new value, in case
    // another plan were better for it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    schema::migrate(&mut connection)?;
    leave_as_it_is_when_closed(&connection, false)?;
    Ok(connection)
}

/// Whether closing the file leaves its log beside it.
pub(super) fn leave_as_it_is_when_closed(connection: &Connection, leave: bool) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave)?;
    Ok(())
}

/// Makes the file before SQLite does, readable by this user alone; its helper files take its permissions over.
fn make_private(path: &Path) -> io::Result<()> {
    match private_file().create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
                    // A file of another owner is for SQLite to refuse.
                    let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
                }
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}
