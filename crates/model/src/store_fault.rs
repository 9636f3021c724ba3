//! Why the record of uploads can't be used.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Why the record of uploads can't be used. `Display` says it in English: one line, in lowercase and without a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum StoreFault {
    /// The disk is full.
    #[error("the disk is full: the record of uploads could not be written")]
    DiskFull,
    /// The file or its disk is read-only.
    #[error("the record of uploads is read-only")]
    ReadOnly,
    /// Another program has the file locked.
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
    /// There is no row for the upload with this number.
    #[error("there is no record of upload {0}")]
    Missing(i64),
    /// The server issued this key for another upload before.
    #[error("the server already issued the key {key} for {name}")]
    KeyReused {
        /// The key.
        key: String,
        /// The other file's name.
        name: String,
    },
    /// A row holds a value that makes no sense.
    #[error("a record cannot be read: {0}")]
    BrokenRow(String),
    /// Any other error of the database.
    #[error("the record of uploads refused: {0}")]
    Other(String),
}

impl StoreFault {
    /// What to do, in English: one sentence.
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
            Self::KeyReused { .. } => "Contact Que's support: an upload would overwrite that object.",
            Self::Missing(_) | Self::BrokenRow(_) | Self::Other(_) => {
                "Try again. If it happens again, please report it with this message."
            }
        }
    }
}
