//! Putting the database back if somebody deletes or replaces it while the program runs: what SQLite writes to a file
//! without a name is lost when the program ends.

use std::{
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rusqlite::Connection;

use super::{
    Store, StoreError, Trouble,
    connection::{BUSY_TIMEOUT, connect, keep_log_on_close},
    identity,
    open_file::OpenedDatabase,
    private::{make_private_folder, private_file},
    set_aside::{dated_name, make_room, sync_file, sync_folder},
    sidecars::{self, remove, sidecar},
};
use model::Timestamp;

impl Store {
    /// Makes sure that a write goes to the file at our path, and puts it back if not. Call this before each write; it
    /// costs two `stat` calls.
    pub(super) fn ensure_in_place(&mut self) -> Result<(), StoreError> {
        let file = &mut self.file;
        file.is_writer = true;
        if file.is_closed {
            return self.reopen();
        }
        let Some(known) = file.database else { return Ok(()) };
        if identity::at(&file.path) != Some(known) {
            return self.put_back();
        }
        let log = identity::at(&sidecar(&file.path, "-wal"));
        if file.log.is_none() {
            // The first write creates it.
            file.log = log;
        }
        if file.log == log {
            return Ok(());
        }
        self.write_log_back()
    }

    /// The database is gone or replaced: writes a copy of the open one to the path and continues with that.
    fn put_back(&mut self) -> Result<(), StoreError> {
        let path = self.file.path.clone();
        let partial = sidecars::partial(&path);
        if let Err(error) = self.copy_to(&partial) {
            let _ = remove(&partial);
            return Err(match error {
                StoreError::DiskFull | StoreError::Gone(_) => error,
                other => StoreError::Gone(other.to_string()),
            });
        }
        // Closing the old connection must not delete the new one's log.
        keep_log_on_close(&self.connection, true)?;
        let replacement = self.set_replacement_aside()?;
        for suffix in ["-wal", "-shm"] {
            remove(&sidecar(&path, suffix)).map_err(gone)?;
        }
        whole_files::rename(&partial, &path).map_err(gone)?;
        sync_folder(&path);
        self.reopen()?;
        let (headline, hint) = match replacement {
            None => (
                "The record of uploads was deleted while it was in use. It was restored; nothing is lost.",
                "To clear the list, remove uploads in the window. To start over, quit before you delete the file."
                    .to_owned(),
            ),
            Some(aside) => (
                "The record of uploads was replaced by another file while it was in use. It was restored; nothing is lost.",
                format!(
                    "The other file is kept as {}. To work with it, quit the program before you put it in place.",
                    aside.display()
                ),
            ),
        };
        self.report(headline, hint);
        Ok(())
    }

    /// Writes a complete copy of the open database to this path.
    fn copy_to(&self, partial: &Path) -> Result<(), StoreError> {
        let path = &self.file.path;
        make_private_folder(path.parent().unwrap_or(Path::new("."))).map_err(gone)?;
        make_room(path, Timestamp::from(SystemTime::now()))?;
        private_file().create_new(true).open(partial).map_err(gone)?;
        let target = partial
            .to_str()
            .ok_or_else(|| StoreError::Gone("its path is not UTF-8".to_owned()))?;
        self.connection.execute("VACUUM INTO ?1", [target])?;
        sync_file(partial).map_err(gone)
    }

    /// Moves the file that replaced the database out of the way, with its log.
    fn set_replacement_aside(&self) -> Result<Option<PathBuf>, StoreError> {
        let path = &self.file.path;
        if !path.exists() {
            return Ok(None);
        }
        let aside = dated_name(path, "replaced", Timestamp::from(SystemTime::now()))?;
        whole_files::rename(path, &aside).map_err(gone)?;
        let log = sidecar(path, "-wal");
        if identity::at(&log).is_some_and(|log| Some(log) != self.file.log) {
            whole_files::rename(&log, sidecar(&aside, "-wal")).map_err(gone)?;
        }
        Ok(Some(aside))
    }

    /// The log is gone or replaced: writes all of the open one into the database and begins a new log.
    fn write_log_back(&mut self) -> Result<(), StoreError> {
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            return Err(StoreError::Locked);
        }
        keep_log_on_close(&self.connection, true)?;
        self.file.is_closed = true;
        self.connection = Connection::open_in_memory()?;
        let path = self.file.path.clone();
        if identity::at(&sidecar(&path, "-wal")).is_some() {
            let aside = dated_name(&path, "replaced", Timestamp::from(SystemTime::now()))?;
            whole_files::rename(sidecar(&path, "-wal"), sidecar(&aside, "-wal")).map_err(gone)?;
        }
        remove(&sidecar(&path, "-shm")).map_err(gone)?;
        self.reopen()?;
        self.report(
            "The log of the record of uploads (its -wal file) was deleted while it was in use; nothing is lost.",
            "Leave the files in the data folder alone while the program runs.".to_owned(),
        );
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), StoreError> {
        let path = self.file.path.clone();
        self.connection = connect(&path, BUSY_TIMEOUT)?;
        self.file = OpenedDatabase::for_writing(&path);
        Ok(())
    }

    fn report(&mut self, headline: &str, hint: String) {
        tracing::info!(headline, "the record was put back");
        self.trouble = Some(Trouble {
            headline: headline.to_owned(),
            hint,
        });
    }
}

impl Drop for Store {
    /// The last chance to put a deleted file back. If the whole folder is gone, it stays gone.
    fn drop(&mut self) {
        if self.file.is_writer
            && self.file.path.parent().is_some_and(Path::is_dir)
            && let Err(error) = self.ensure_in_place()
        {
            tracing::error!(%error, "the record could not be put back");
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn gone(error: io::Error) -> StoreError {
    StoreError::Gone(error.to_string())
}
