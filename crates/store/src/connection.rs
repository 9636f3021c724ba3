//! Opening the database file: settings of SQLite, permissions, migrations.

use std::{io, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use super::{StoreError, header, private::private_file, schema, sidecars};

/// How long a call waits while another program has the file locked.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens or creates the file and migrates it to the current schema.
pub(super) fn connect(path: &Path, busy_timeout: Duration) -> Result<Connection, StoreError> {
    let cannot_open = |reason: String| StoreError::CannotOpen {
        path: path.to_owned(),
        reason,
    };
    sidecars::check(path)?;
    // First of all: even its mode must not change.
    if header::is_foreign(path) {
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
    // Until the file is known to be sound, closing it must not change it.
    keep_log_on_close(&connection, true)?;
    connection.busy_timeout(busy_timeout)?;
    let opened = || -> Result<(), rusqlite::Error> {
        connection.pragma_update(None, "journal_mode", "wal")?;
        // What the user has seen as done must survive a power cut; macOS needs both settings.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "fullfsync", true)?;
        // Overwrites what is deleted.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // Checkpoint every 16 MiB instead of every 4: pages that many records share are copied less often.
        connection.pragma_update(None, "wal_autocheckpoint", 4000)
    };
    opened().map_err(|error| match error.sqlite_error_code() {
        // In a read-only folder, SQLite cannot create its sidecars.
        Some(ErrorCode::CannotOpen) => cannot_open("its helper files cannot be made".to_owned()),
        _ => error.into(),
    })?;
    // A batch uses a dozen statements. Without this, SQLite prepares some of them again for each new value, in case
    // another plan is better.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    schema::migrate(&mut connection)?;
    keep_log_on_close(&connection, false)?;
    Ok(connection)
}

/// Sets whether closing the connection keeps the log, instead of writing it into the file and deleting it.
pub(super) fn keep_log_on_close(connection: &Connection, keep: bool) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)?;
    Ok(())
}

/// Creates the file before SQLite does, for this user alone. Its sidecars inherit the permissions.
fn make_private(path: &Path) -> io::Result<()> {
    match private_file().create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            #[cfg(unix)]
            {
                use std::{fs, os::unix::fs::PermissionsExt};
                if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
                    // If another user owns the file, SQLite refuses it.
                    let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
                }
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}
