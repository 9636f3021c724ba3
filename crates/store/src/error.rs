//! What can go wrong with the database, in plain words.

use std::path::PathBuf;

use rusqlite::{Error, ErrorCode, ffi};

use super::Given;
use model::UploadId;

/// Why the database did not do what it was asked. Nothing of a failed call is kept: each is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room is left.
    #[error("the disk is full: the record of uploads could not be written")]
    DiskFull,
    /// The file or its disk cannot be written to.
    #[error("the record of uploads is read-only")]
    ReadOnly,
    /// Another program held the file for longer than five seconds.
    #[error("another program has locked the record of uploads")]
    Locked,
    /// A newer version of this program has written it.
    #[error(
        "the record of uploads was written by a newer version of Que Uploader (its form is {found}, this version knows {known})"
    )]
    NewerVersion {
        /// The form of the file.
        found: i64,
        /// The newest form that this version knows.
        known: i64,
    },
    /// The file is not a database, or is damaged.
    #[error("the record of uploads is damaged: {0}")]
    Corrupt(String),
    /// It is the database of another program.
    #[error("{} is a database of another program", .0.display())]
    Foreign(PathBuf),
    /// Beside it lies a file of another program under a name that SQLite would use.
    #[error("{} is a file of another program, not a part of the record of uploads", .0.display())]
    ForeignFile(PathBuf),
    /// The file cannot be opened or made.
    #[error("the record of uploads cannot be opened at {}: {reason}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The file is gone or another one, and could not be written again.
    #[error("the record of uploads was deleted or replaced while it was in use, and could not be put back: {0}")]
    Gone(String),
    /// The disk failed.
    #[error("the disk failed while the record of uploads was in use: {0}")]
    Disk(String),
    /// There is no row to write this to: a key would be lost if that went unsaid.
    #[error("there is no record of upload {}", .0.number())]
    Missing(UploadId),
    /// The server gave this key before, for another upload.
    #[error("the key {} was given before, for {}", .0.key, .0.name)]
    KeyGiven(Box<Given>),
    /// A value on record makes no sense.
    #[error("a record cannot be read: {0}")]
    BrokenRow(String),
    /// Anything else; the database's words.
    #[error("the record of uploads refused: {0}")]
    Other(String),
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
            Self::Corrupt(_) => {
                "Start the program again: it sets the damaged file aside and brings over what can be read of it."
            }
            Self::Foreign(_) => "It was not touched. Name another folder with --data-dir.",
            Self::ForeignFile(_) => "It was not touched. Move it away, or name another folder with --data-dir.",
            Self::CannotOpen { .. } => {
                "Check that the data folder is readable and writable, or name another with --data-dir."
            }
            Self::Gone(_) => {
                "Do not close the program: it still has all of it. Make the data folder writable, then try again."
            }
            Self::Disk(_) => "Check the disk, then try again.",
            Self::KeyGiven(_) => "Ask Que's support: an upload would take the place of that object.",
            Self::Missing(_) | Self::BrokenRow(_) | Self::Other(_) => {
                "Try again; if it comes back, report it with these words."
            }
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let words = error.to_string();
        // The file that SQLite shares with other programs could not be made longer: no words of the system come with it.
        if let Some(told) = error.sqlite_error()
            && told.extended_code == ffi::SQLITE_IOERR_SHMSIZE
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
