//! [`StoreError`]: why the database failed, and what to do about it.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use rusqlite::{Error, ErrorCode, ffi};

use model::{StoreFault, Timestamp, UploadId};

/// Why a call to the database failed. Each call is one transaction, so a failed one changes nothing.
#[derive(Debug)]
pub enum StoreError {
    /// The disk is full.
    DiskFull,
    /// The file or its disk is read-only.
    ReadOnly,
    /// Another program has had the file locked for five seconds.
    Locked,
    /// A newer version of this program wrote it.
    NewerVersion {
        /// The file's schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// The file is not a database, or is damaged.
    Corrupt(String),
    /// It is the database of another program.
    Foreign(PathBuf),
    /// Another program's file has a name that SQLite would use.
    ForeignFile(PathBuf),
    /// The file cannot be opened or created.
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: String,
    },
    /// The file was deleted or replaced, and could not be put back.
    Gone(String),
    /// The disk failed.
    Disk(String),
    /// There is no row for this upload. Ignoring that would lose its key.
    Missing(UploadId),
    /// The server issued this key for another upload before.
    KeyReused(Box<IssuedKey>),
    /// A row holds a value that makes no sense.
    BrokenRow(String),
    /// Any other error of the database.
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
    /// The same as a value that can be kept and said in another language.
    #[must_use]
    pub fn fault(&self) -> StoreFault {
        match self {
            Self::DiskFull => StoreFault::DiskFull,
            Self::ReadOnly => StoreFault::ReadOnly,
            Self::Locked => StoreFault::Locked,
            Self::NewerVersion { found, known } => StoreFault::NewerVersion {
                found: *found,
                known: *known,
            },
            Self::Corrupt(words) => StoreFault::Corrupt(words.clone()),
            Self::Foreign(path) => StoreFault::Foreign(path.clone()),
            Self::ForeignFile(path) => StoreFault::ForeignFile(path.clone()),
            Self::CannotOpen { path, reason } => StoreFault::CannotOpen {
                path: path.clone(),
                reason: reason.clone(),
            },
            Self::Gone(words) => StoreFault::Gone(words.clone()),
            Self::Disk(words) => StoreFault::Disk(words.clone()),
            Self::Missing(id) => StoreFault::Missing(id.number()),
            Self::KeyReused(earlier) => StoreFault::KeyReused {
                key: earlier.key.clone(),
                name: earlier.name.clone(),
            },
            Self::BrokenRow(words) => StoreFault::BrokenRow(words.clone()),
            Self::Other(words) => StoreFault::Other(words.clone()),
        }
    }

    /// What to do, in one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.fault().hint()
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

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault().fmt(formatter)
    }
}

impl std::error::Error for StoreError {}

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
