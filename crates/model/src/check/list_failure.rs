//! Why a trust list was not fetched, saved, added or removed, and why a copy can't be used.

use std::{fmt, io, path::PathBuf};

use super::{CHECK_THE_CONNECTION, PublisherFault};
use crate::upload::sentence;
use que_sdk::{Advice, Headline};
use trust_lists::{DamagedList, ListError, NotAdded, SystemError};

/// Why a list was not fetched, saved, added or removed. A copy on this computer stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFailure {
    /// What happened, in one sentence, in English.
    pub headline: String,
    /// What to do, in English.
    pub hint: String,
    /// Why, as a value. Boxed, because results hold this.
    pub cause: Option<Box<ListCause>>,
    /// Whether it is said that the copy on this computer was kept.
    pub keeps_copy: bool,
}

/// Why, as a value. `list` is the list's title in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListCause {
    /// Its publisher did not give it.
    Publisher {
        /// The list.
        list: String,
        /// Why.
        why: PublisherFault,
    },
    /// The Que server did not give it.
    Server {
        /// The list.
        list: String,
        /// What happened.
        what: Headline,
        /// What to do. `None` if there is no connection.
        advice: Option<Advice>,
        /// Words of the server or the system.
        detail: Option<String>,
    },
    /// What was fetched is no such list.
    NoList {
        /// The list.
        list: String,
        /// Its file.
        file: &'static str,
        /// Why.
        why: ListError,
    },
    /// It could not be saved.
    NotSaved {
        /// The list.
        list: String,
        /// Where.
        folder: FolderTrouble,
    },
    /// Saving it was stopped by an error of this program.
    SavingStopped {
        /// The list.
        list: String,
        /// What happened.
        why: String,
    },
    /// A user's own was not added.
    NotAdded {
        /// The name that they gave it.
        name: Option<String>,
        /// The name of its file.
        file: String,
        /// The path of its file.
        path: PathBuf,
        /// The folder of the lists.
        folder: PathBuf,
        /// Why.
        why: NotAdded,
    },
    /// A copy could not be removed.
    NotRemoved {
        /// The list.
        list: String,
        /// Where.
        folder: FolderTrouble,
    },
    /// There is no key for the Que server. Its copy was kept.
    NoKey {
        /// The list.
        list: String,
    },
    /// There is no data folder.
    NoFolder,
    /// An error of this program.
    Stopped(String),
}

/// A folder that can't be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderTrouble {
    /// The folder.
    pub folder: PathBuf,
    /// The system's error.
    pub error: SystemError,
}

/// Why the copy of a list can't be used. `Display` says it in English, without a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListTrouble {
    /// It is damaged, or there is no room for it.
    Damaged(DamagedList),
    /// An error of this program.
    Stopped(String),
}

impl fmt::Display for ListTrouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(why) => why.fmt(formatter),
            Self::Stopped(why) => formatter.write_str(&stopped(why)),
        }
    }
}

impl ListFailure {
    /// A failure for this reason.
    #[must_use]
    pub fn because(cause: ListCause) -> Self {
        Self {
            headline: cause.headline(),
            hint: cause.hint(),
            cause: Some(Box::new(cause)),
            keeps_copy: false,
        }
    }

    /// A failure that has only words.
    #[must_use]
    pub fn in_words(headline: String, hint: String) -> Self {
        Self {
            headline,
            hint,
            cause: None,
            keeps_copy: false,
        }
    }

    /// Adds that the copy on this computer was kept.
    #[must_use]
    pub fn keeping_copy(mut self) -> Self {
        self.hint.push_str(" The copy on this computer was kept.");
        self.keeps_copy = true;
        self
    }

    /// The list that was not updated, if that is because there is no connection.
    #[must_use]
    pub fn offline(&self) -> Option<&str> {
        match self.cause.as_deref()? {
            ListCause::Publisher { list, why } => Some(list.as_str()).filter(|_| why.is_offline()),
            ListCause::Server { list, advice, .. } => Some(list.as_str()).filter(|_| advice.is_none()),
            _ => None,
        }
    }
}

impl ListCause {
    fn headline(&self) -> String {
        match self {
            Self::Publisher { list, why } => {
                let why = why.to_string();
                format!("{list} was not updated: {}.", why.trim_end_matches('.'))
            }
            Self::Server { list, what, detail, .. } => {
                let detail = detail
                    .as_ref()
                    .map_or_else(String::new, |detail| format!(" ({detail})"));
                format!("{list} was not updated. {}{detail}", sentence(&what.to_string()))
            }
            Self::NoList { list, file, why } => format!("{list}: {file} is not a list: {why}."),
            Self::NotSaved { list, folder } => format!("{list} could not be saved: {}.", folder.error),
            Self::SavingStopped { list, why } => format!("{list} was not saved: internal error ({why})."),
            Self::NotAdded {
                name: Some(name), why, ..
            } => format!("“{name}” was not added: {why}."),
            Self::NotAdded {
                name: None, file, why, ..
            } => format!("{file} was not added: {why}."),
            Self::NotRemoved { list, folder } => format!("{list} could not be removed: {}.", folder.error),
            Self::NoKey { list } => format!("{list} was not updated: there is no API key."),
            Self::NoFolder => "The lists were not changed: there is no data folder.".to_owned(),
            Self::Stopped(why) => stopped(why),
        }
    }

    fn hint(&self) -> String {
        let words = match self {
            Self::Publisher { why, .. } => why.hint(),
            Self::Server { advice, .. } => advice.map_or(CHECK_THE_CONNECTION, Advice::text),
            Self::NoList { .. } => "Try again later.",
            Self::NotSaved { folder, .. } if folder.error.kind == io::ErrorKind::FileTooLarge => {
                "It is larger than any known list. Ask its publisher."
            }
            Self::NotSaved { folder, .. } | Self::NotRemoved { folder, .. } => return folder.hint(),
            Self::NotAdded { path, folder, why, .. } => match why {
                NotAdded::NoName | NotAdded::BadName | NotAdded::NameTaken => "Choose another name.",
                NotAdded::TooMany => "Remove one that you no longer use.",
                NotAdded::NoList(ListError::PrivateKey) => {
                    "Never share that file. Choose one that has only certificates in it."
                }
                NotAdded::NoList(_) => "Choose a PEM file with certificates (-----BEGIN CERTIFICATE-----).",
                NotAdded::Unreadable(error) if error.kind == io::ErrorKind::FileTooLarge => {
                    "Choose a file with only the certificates that you need."
                }
                NotAdded::Unreadable(_) => return format!("Check {}.", path.display()),
                NotAdded::NotSaved(error) => {
                    let (folder, error) = (folder.clone(), error.clone());
                    return FolderTrouble { folder, error }.hint();
                }
            },
            Self::NoKey { .. } => "Enter the key in Settings. The copy on this computer was kept.",
            Self::NoFolder => "Start the program with --data-dir and a folder that it may write to.",
            Self::SavingStopped { .. } | Self::Stopped(_) => "Try again.",
        };
        words.to_owned()
    }
}

impl FolderTrouble {
    /// What helps, in English.
    fn hint(&self) -> String {
        let folder = self.folder.display();
        match self.error.kind {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                format!("Allow this program to write to {folder}.")
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Free some disk space.".to_owned(),
            _ => format!("Check the folder {folder}."),
        }
    }
}

fn stopped(why: &str) -> String {
    format!("Internal error: this step was stopped ({why}).")
}
