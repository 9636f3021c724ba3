//! Whether the file that is written is still the one that stands in the folder: somebody may delete or replace it while
//! the program runs, and what is written to a file without a name is lost with the program.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rusqlite::Connection;

use super::{
    Store, StoreError, Trouble,
    database::{BUSY_TIMEOUT, connect, leave_as_it_is_when_closed},
    place::{make_private_folder, private_file},
    salvage,
};
use model::Timestamp;

/// Device and number of a file. Only Unix lets go of a file that is open.
type Identity = (u64, u64);

/// What stood in the folder when the file was opened.
#[derive(Debug)]
pub(super) struct Presence {
    path: PathBuf,
    file: Option<Identity>,
    log: Option<Identity>,
    /// Whether the connection is none of this file: it was closed and could not be opened again.
    closed: bool,
    /// Whether this program writes to it. One that only reads must not put back what another has mended.
    writes: bool,
}

impl Presence {
    /// To be asked for right after the file was opened.
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            file: identity(path),
            log: identity(&helper(path, "-wal")),
            closed: false,
            writes: false,
        }
    }

    /// Notes that the file is damaged, so that the next start looks closely.
    pub(super) fn noticed(&self, error: StoreError) -> StoreError {
        if matches!(error, StoreError::Corrupt(_)) {
            let _ = private_file().create_new(true).open(damage_mark(&self.path));
        }
        error
    }
}

impl Store {
    /// Makes sure that what is written now can be found again. Costs two looks at the folder.
    pub(super) fn stay(&mut self) -> Result<(), StoreError> {
        let presence = &mut self.presence;
        presence.writes = true;
        if presence.closed {
            return self.reopen();
        }
        let Some(known) = presence.file else { return Ok(()) };
        if identity(&presence.path) != Some(known) {
            return self.put_back();
        }
        let log = identity(&helper(&presence.path, "-wal"));
        if presence.log.is_none() {
            // Made by the first write.
            presence.log = log;
        }
        if presence.log == log {
            return Ok(());
        }
        self.write_log_back()
    }

    /// The file is gone or another: writes a copy of what is open, and goes on with that.
    fn put_back(&mut self) -> Result<(), StoreError> {
        let path = self.presence.path.clone();
        let gone = |error: io::Error| StoreError::Gone(error.to_string());
        let partial = salvage::partial(&path);
        let copied = (|| {
            make_private_folder(path.parent().unwrap_or(Path::new("."))).map_err(gone)?;
            salvage::make_room(&path, Timestamp::from(SystemTime::now()))?;
            private_file().create_new(true).open(&partial).map_err(gone)?;
            let target = partial
                .to_str()
                .ok_or_else(|| StoreError::Gone("its path is not UTF-8".to_owned()))?;
            self.connection.execute("VACUUM INTO ?1", [target])?;
            salvage::sync_file(&partial).map_err(gone)
        })();
        if let Err(error) = copied {
            let _ = remove(&partial);
            return Err(match error {
                StoreError::DiskFull | StoreError::Gone(_) => error,
                other => StoreError::Gone(other.to_string()),
            });
        }
        // Closing the old one must not take away what belongs to the new one.
        leave_as_it_is_when_closed(&self.connection, true)?;
        let other = if path.exists() {
            let aside = salvage::aside(&path, "replaced", Timestamp::from(SystemTime::now()))?;
            whole_files::rename(&path, &aside).map_err(gone)?;
            let log = helper(&path, "-wal");
            if identity(&log).is_some_and(|log| Some(log) != self.presence.log) {
                whole_files::rename(&log, helper(&aside, "-wal")).map_err(gone)?;
            }
            Some(aside)
        } else {
            None
        };
        for ending in ["-wal", "-shm"] {
            remove(&helper(&path, ending)).map_err(gone)?;
        }
        whole_files::rename(&partial, &path).map_err(gone)?;
        salvage::sync_folder(&path);
        self.connection = connect(&path, BUSY_TIMEOUT)?;
        self.presence = Presence {
            writes: true,
            ..Presence::of(&path)
        };
        let (headline, hint) = match other {
            None => (
                "The record of uploads was deleted while it was in use. It was written again; nothing is lost.",
                "To clear the list, remove uploads in the window. To begin anew, quit before you delete the file."
                    .to_owned(),
            ),
            Some(aside) => (
                "The record of uploads was replaced by another file while it was in use. It was put back; nothing is lost.",
                format!(
                    "The other file is kept as {}. To work with it, quit the program before you put it in place.",
                    aside.display()
                ),
            ),
        };
        self.tell(headline, hint);
        Ok(())
    }

    /// The log is gone: all of it goes into the file, and a new one is begun.
    fn write_log_back(&mut self) -> Result<(), StoreError> {
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            return Err(StoreError::Locked);
        }
        leave_as_it_is_when_closed(&self.connection, true)?;
        self.presence.closed = true;
        self.connection = Connection::open_in_memory()?;
        let path = self.presence.path.clone();
        if identity(&helper(&path, "-wal")).is_some() {
            let aside = salvage::aside(&path, "replaced", Timestamp::from(SystemTime::now()))?;
            let moved = whole_files::rename(helper(&path, "-wal"), helper(&aside, "-wal"));
            moved.map_err(|error| StoreError::Gone(error.to_string()))?;
        }
        remove(&helper(&path, "-shm")).map_err(|error| StoreError::Gone(error.to_string()))?;
        self.reopen()?;
        self.tell(
            "The log of the record of uploads (its -wal file) was deleted while it was in use; nothing is lost.",
            "Leave the files in the data folder alone while the program runs.".to_owned(),
        );
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), StoreError> {
        let path = self.presence.path.clone();
        self.connection = connect(&path, BUSY_TIMEOUT)?;
        self.presence = Presence {
            writes: true,
            ..Presence::of(&path)
        };
        Ok(())
    }

    fn tell(&mut self, headline: &str, hint: String) {
        tracing::info!(headline, "the record was put back");
        self.trouble = Some(Trouble {
            headline: headline.to_owned(),
            hint,
        });
    }
}

impl Drop for Store {
    /// The last moment at which a deleted file can be put back. A folder that is gone as a whole stays gone.
    fn drop(&mut self) {
        if self.presence.writes
            && self.presence.path.parent().is_some_and(Path::is_dir)
            && let Err(error) = self.stay()
        {
            tracing::error!(%error, "the record could not be put back");
        }
    }
}

/// The file beside a database that SQLite keeps under this ending.
pub(super) fn helper(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Stands beside a database in which damage was met.
pub(super) fn damage_mark(path: &Path) -> PathBuf {
    helper(path, "-damaged")
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;

    let found = fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// Windows keeps a file in its place as long as it is open.
#[cfg(not(unix))]
fn identity(_path: &Path) -> Option<Identity> {
    None
}
