//! [`StoreError`]: why the database failed, and what to do about it.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Error, ErrorCode, ffi};

use model::{Timestamp, UploadId};

/// Why a call to the database failed. Each call is one transaction, so a failed one changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full: the record of uploads could not be written")]
    DiskFull,
    /// The file or its disk is read-only.
    #[error("the record of uploads is read-only")]
    ReadOnly,
    /// Another program has had the file locked for five seconds.
    #[error("another program has locked the record of uploads")]
    Locked,
    /// A newer version of this program wrote it.
    #[error(
        "the record of uploads was written by a newer version of Que Uploader (schema version {found}; this version supports {known})"
    )]
    NewerVersion {
        /// The file's schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// The file is not a database, or is damaged.
    #[error("the record of uploads is damaged: {0}")]
    Corrupt(String),
    /// It is the database of another program.
    #[error("{} is a database of another program", .0.display())]
    Foreign(PathBuf),
    /// Another program's file has a name that SQLite would use.
    #[error("{} is a file of another program, not a part of the record of uploads", .0.display())]
    ForeignFile(PathBuf),
    /// The file cannot be opened or created.
    #[error("the record of uploads cannot be opened at {}: {reason}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: String,
    },
    /// The file was deleted or replaced, and could not be put back.
    #[error("the record of uploads was deleted or replaced while it was in use, and could not be put back: {0}")]
    Gone(String),
    /// The disk failed.
    #[error("the disk failed while the record of uploads was in use: {0}")]
    Disk(String),
    /// There is no row for this upload. Ignoring that would lose its key.
    #[error("there is no record of upload {}", .0.number())]
    Missing(UploadId),
    /// The server issued this key for another upload before.
    #[error("the server already issued the key {} for {}", .0.key, .0.name)]
    KeyReused(Box<IssuedKey>),
    /// A row holds a value that makes no sense.
    #[error("a record cannot be read: {0}")]
    BrokenRow(String),
    /// Any other error of the database.
    #[error("the record of uploads refused: {0}")]
    Other(String),
}

/// An earlier upload that was issued the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedKey {
    /// The key.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// The file's path.
    pub path: PathBuf,
    /// The file's size in bytes.
    pub size: u64,
    /// The file's modification time.
    pub modified: Option<Timestamp>,
    /// SHA-256 of the stored object; `None` if it is unknown whether there is one.
    pub sha256: Option<String>,
}

impl StoreError {
    /// What to do, in one sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::DiskFull => "Free space on the disk, then try again.",
            Self::ReadOnly => "Make the data folder writable, or name another with --data-dir.",
            Self::Locked => "Close the program that has it open, then try again.",
            Self::NewerVersion { .. } => "Use the newer version, or name another folder with --data-dir.",
            Self::Corrupt(_) => "Start the program again. It sets the damaged file aside and recovers what it can.",
            Self::Foreign(_) => "It was not touched. Name another folder with --data-dir.",
            Self::ForeignFile(_) => "It was not touched. Move it away, or name another folder with --data-dir.",
            Self::CannotOpen { .. } => {
                "Check that the data folder is readable and writable, or name another with --data-dir."
            }
            Self::Gone(_) => {
                "Do not close the program: it still has everything. Make the data folder writable, then try again."
            }
            Self::Disk(_) => "Check the disk, then try again.",
            Self::KeyReused(_) => "Contact Que's support: an upload would overwrite that object.",
            Self::Missing(_) | Self::BrokenRow(_) | Self::Other(_) => {
                "Try again. If it happens again, please report it with this message."
            }
        }
    }

    /// An error of the file system with the database at `path`.
    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::CannotOpen {
                path: path.to_owned(),
                reason: error.to_string(),
            },
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        // The shared index could not grow. SQLite does not pass the system's error on.
        if let Some(cause) = error.sqlite_error()
            && cause.extended_code == ffi::SQLITE_IOERR_SHMSIZE
        {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(words),
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk(words),
            Some(_) => Self::Other(words),
            None => match error {
                Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::Utf8Error(..) => Self::BrokenRow(words),
                _ => Self::Other(words),
            },
        }
    }
}
