//! The file that the connection has open, to notice if it is deleted or replaced.

use std::path::{Path, PathBuf};

use super::{
    StoreError,
    identity::{self, FileIdentity},
    private::private_file,
    sidecars::{damage_mark, sidecar},
};

/// What was at the path when the connection was opened. Identities are known only on Unix: Windows does not let anyone
/// delete or replace an open file.
#[derive(Debug)]
pub(super) struct OpenedDatabase {
    pub(super) path: PathBuf,
    pub(super) database: Option<FileIdentity>,
    pub(super) log: Option<FileIdentity>,
    /// The file was closed and could not be reopened; the connection no longer uses it.
    pub(super) is_closed: bool,
    /// This program writes to the file. A reader must not undo what another program has repaired.
    pub(super) is_writer: bool,
}

impl OpenedDatabase {
    /// Call this right after opening the file.
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            database: identity::at(path),
            log: identity::at(&sidecar(path, "-wal")),
            is_closed: false,
            is_writer: false,
        }
    }

    /// Like [`OpenedDatabase::of`], for a program that writes to the file.
    pub(super) fn for_writing(path: &Path) -> Self {
        Self {
            is_writer: true,
            ..Self::of(path)
        }
    }

    /// If the error means damage, marks the database: the next start checks all of it.
    pub(super) fn note_damage(&self, error: StoreError) -> StoreError {
        if matches!(error, StoreError::Corrupt(_)) {
            let _ = private_file().create_new(true).open(damage_mark(&self.path));
        }
        error
    }
}
