//! What a scan of files and folders finds, and what it skips.

use std::path::PathBuf;

use super::Source;

/// A file that a scan found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The file.
    pub source: Source,
}

/// A path that was skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path.
    pub path: PathBuf,
    /// Why.
    pub reason: SkipReason,
}

/// Why a path was skipped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// There is no such file.
    Missing,
    /// Unreadable, with the system's error.
    Unreadable(String),
    /// Over 5 GiB, the limit of a single PUT.
    TooLarge,
    /// A socket, a pipe or a device.
    NotAFile {
        /// Whether the user named it, and it was not found in a folder.
        named: bool,
    },
    /// A symbolic link to nothing.
    BrokenLink,
    /// In a folder: a symbolic link to a folder that contains it.
    LinkCycle,
    /// Already in the queue.
    Duplicate,
    /// A file on this other computer.
    OtherHost(String),
    /// A URL with this scheme, not a file's.
    OtherScheme(String),
    /// Neither a path nor a URL.
    NotAPath,
    /// Another program offered it but did not deliver it all.
    IncompleteTransfer,
    /// This many more than are listed.
    TooMany(usize),
    /// In a folder: hidden, by name or attribute.
    Hidden,
    /// In a folder: left by the system, such as `.DS_Store`.
    SystemFile,
    /// In a folder: a symbolic link that leads out of it.
    LinkOutside,
    /// This program's own data, which is never uploaded.
    ProtectedData {
        /// Whether the user named it, and it was not found in a folder.
        named: bool,
    },
}

impl SkipReason {
    /// The reason as the notice groups it, as in "3 over 5 GB".
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Missing => "not found",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge => "over 5 GB",
            Self::NotAFile { .. } => "not a file",
            Self::BrokenLink => "linked to nothing",
            Self::LinkCycle => "linked in a circle",
            Self::Duplicate => "already here",
            Self::OtherHost(_) => "on another computer",
            Self::OtherScheme(_) => "not a file address",
            Self::NotAPath => "not a path",
            Self::IncompleteTransfer => "not handed over by the other program",
            Self::TooMany(_) => "too many to be listed",
            Self::Hidden => "hidden",
            Self::SystemFile => "left by the system",
            Self::LinkOutside => "linked to outside the folder",
            Self::ProtectedData { .. } => "Que Uploader's own data",
        }
    }

    /// Whether a setting decides this: see [`FolderRules`](super::FolderRules).
    #[must_use]
    pub const fn is_by_setting(&self) -> bool {
        matches!(self, Self::Hidden | Self::SystemFile | Self::LinkOutside)
    }

    /// Whether this is something in a folder that is no file to read.
    #[must_use]
    pub const fn is_beside_files(&self) -> bool {
        matches!(
            self,
            Self::LinkCycle | Self::NotAFile { named: false } | Self::ProtectedData { named: false }
        )
    }

    /// How many entries this counts for.
    #[must_use]
    pub const fn entries(&self) -> usize {
        match self {
            Self::TooMany(entries) => *entries,
            _ => 1,
        }
    }
}
