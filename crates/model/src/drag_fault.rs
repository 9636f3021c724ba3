//! Why files can't be dragged out of the window.

use std::path::PathBuf;

use super::Failure;

/// Why files can't be dragged out of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DragFault {
    /// The downloads took too long.
    TookTooLong,
    /// An original is no longer a file.
    NoFile(PathBuf),
    /// An original can't be looked at.
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The system's error.
        reason: String,
    },
    /// A signed copy was not downloaded.
    NotDownloaded {
        /// Its name.
        name: String,
        /// Why.
        why: Box<Failure>,
    },
    /// The server offers no downloads.
    NoDownloads,
    /// The copies could not be put into a temporary folder.
    NotCopied(String),
}

impl DragFault {
    /// What happened, in English.
    pub(super) fn headline(&self) -> String {
        match self {
            Self::TookTooLong => "Downloading the signed files took too long".to_owned(),
            Self::NoFile(path) => format!("{} is no longer a file", path.display()),
            Self::Unreadable { path, reason } => format!("{} can't be dragged: {reason}", path.display()),
            Self::NotDownloaded { name, why } => format!("{name} can't be dragged: {}", why.message),
            Self::NoDownloads => "This server offers no downloads, so signed files can't be dragged".to_owned(),
            Self::NotCopied(reason) => {
                format!("The signed files could not be copied to a temporary folder: {reason}")
            }
        }
    }

    /// What to do, in English.
    pub(super) fn hint(&self) -> String {
        let words = match self {
            Self::TookTooLong => "Check the connection, or drag fewer files.",
            Self::NoFile(_) | Self::Unreadable { .. } => {
                "It isn't signed, so only the original could be dragged. Check that it is still there."
            }
            Self::NotDownloaded { why, .. } => &why.hint,
            Self::NoDownloads => "Copy the keys instead, and get the files from your storage.",
            Self::NotCopied(_) => "Free space on the disk, and drag again.",
        };
        words.to_owned()
    }
}
