//! What notices say, as values: the window says them in its language.

use std::path::PathBuf;

use super::{DragFault, Failure, InvalidSetting, MAX_DRAGGED, OutageReason, Verdict};

/// What a notice says. [`Self::headline`] and [`Self::hint`] say it in English, for the command line and the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Something failed that belongs to no row.
    Failure(Box<Failure>),
    /// Nothing is sent, and waiting may not help.
    NothingSent(OutageReason),
    /// So many records of earlier uploads can't be read.
    RecordsLeftOut(usize),
    /// Records could not be exported.
    NotExported {
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: String,
    },
    /// The earlier credentials were not saved beside a signed copy.
    EarlierNotSaved {
        /// The signed copy.
        name: String,
        /// The system's error.
        reason: String,
    },
    /// More files than can be dragged at once.
    TooManyDragged,
    /// Files can't be dragged.
    NotDragged(DragFault),
    /// The text is no MIME type.
    NotMediaType,
    /// Settings that can't be used.
    SettingsNotUsed(InvalidSetting),
    /// How these files were to be signed is not known any more.
    NotSignedAgain(usize),
    /// Earlier credentials were not kept.
    EarlierNotKept {
        /// Of how many files.
        files: usize,
        /// The name of the last.
        name: String,
        /// Why.
        reason: String,
    },
    /// The earlier credentials of so many files could not be deleted.
    EarlierNotDeleted(usize),
    /// Records were exported.
    Exported {
        /// The file.
        path: PathBuf,
        /// How many.
        records: usize,
        /// How many could not be read.
        unreadable: usize,
    },
    /// Records were forgotten.
    Forgotten {
        /// How many.
        records: usize,
        /// How many were kept.
        kept: usize,
        /// Of how many files the earlier credentials were deleted.
        credentials: usize,
    },
    /// Many records were signed or verified.
    Bulk(BulkOutcome),
}

/// What became of an operation on many records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkOutcome {
    /// How many were signed; `None` if they were verified.
    pub signed: Option<usize>,
    /// The verdicts, worst first, each with how many.
    pub verdicts: Vec<(Verdict, usize)>,
    /// How many failed.
    pub failed: usize,
    /// How many were left out.
    pub unfit: usize,
    /// How many could not be read.
    pub unreadable: usize,
    /// All.
    pub all: usize,
    /// Whether it was stopped.
    pub stopped: bool,
}

impl BulkOutcome {
    /// How many were signed or verified.
    #[must_use]
    pub fn done(&self) -> usize {
        self.signed
            .unwrap_or_else(|| self.verdicts.iter().map(|(_, count)| count).sum())
    }

    fn words(&self) -> String {
        let verb = if self.signed.is_some() { "signed" } else { "verified" };
        let started = format!("{} of {} records {verb}", self.done(), self.all);
        let unfit = if self.signed.is_some() {
            "left out"
        } else {
            "without an object to verify"
        };
        let verdicts = self.verdicts.iter().map(|(verdict, count)| (*count, verdict.name()));
        let others = [
            (self.failed, "failed"),
            (self.unfit, unfit),
            (self.unreadable, "cannot be read"),
        ];
        let parts: Vec<_> = verdicts
            .chain(others)
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let stopped = if self.stopped { " It was stopped." } else { "" };
        if parts.is_empty() {
            return format!("{started}.{stopped}");
        }
        format!("{started}: {}.{stopped}", parts.join(", "))
    }
}

impl Said {
    /// What happened, in English.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Failure(failure) => failure.message.clone(),
            Self::NothingSent(reason) => format!("Nothing is sent, because {reason}."),
            Self::RecordsLeftOut(count) => {
                format!("{count} records of earlier uploads cannot be read and are left out.")
            }
            Self::NotExported { path, reason } => format!("{} could not be written: {reason}.", path.display()),
            Self::EarlierNotSaved { name, reason } => {
                format!("The earlier Content Credentials could not be saved beside {name}: {reason}.")
            }
            Self::TooManyDragged => "Too many files to drag at once".to_owned(),
            Self::NotDragged(fault) => fault.headline(),
            Self::NotMediaType => "This is not a MIME type".to_owned(),
            Self::SettingsNotUsed(_) => "These settings were not used".to_owned(),
            Self::NotSignedAgain(count) => {
                format!("{count} not signed again: the manifest of an earlier session isn't known")
            }
            Self::EarlierNotKept { files, name, reason } => {
                let whose = match files {
                    1 => name.clone(),
                    files => files_in_words(*files),
                };
                format!("The earlier Content Credentials of {whose} were not kept on this computer: {reason}.")
            }
            Self::EarlierNotDeleted(files) => format!(
                "The earlier Content Credentials of {} could not be deleted from the data folder.",
                files_in_words(*files)
            ),
            Self::Exported {
                path,
                records,
                unreadable,
            } => {
                let headline = format!("{} written to {}.", records_in_words(*records), path.display());
                match unreadable {
                    0 => headline,
                    _ => format!("{headline} {unreadable} could not be read and are left out."),
                }
            }
            Self::Forgotten {
                records,
                kept,
                credentials,
            } => forgotten(*records, *kept, *credentials),
            Self::Bulk(outcome) => outcome.words(),
        }
    }

    /// What to do, in English. Empty if there is nothing to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Failure(failure) => failure.hint.clone(),
            Self::NothingSent(reason) => reason.remedy().unwrap_or_default().to_owned(),
            Self::RecordsLeftOut(_) => "They stay in the data folder; nothing was deleted.".to_owned(),
            Self::NotExported { .. } => {
                "Choose another folder, or free space on the disk, and export again.".to_owned()
            }
            Self::EarlierNotSaved { .. } => {
                "The signed file itself was saved. Save the evidence to get them.".to_owned()
            }
            Self::TooManyDragged => format!("Drag up to {MAX_DRAGGED} files and 4 GB, or use Save signed files…."),
            Self::NotDragged(fault) => fault.hint(),
            Self::NotMediaType => "Write it like image/jpeg: two words with a slash in between.".to_owned(),
            Self::SettingsNotUsed(error) => format!("Change this and apply again: {error}."),
            Self::NotSignedAgain(_) => "Select these files and choose Sign….".to_owned(),
            Self::EarlierNotKept { .. } => {
                "The originals still have them, so don't delete those. Saving a file's evidence tries again.".to_owned()
            }
            Self::EarlierNotDeleted(_) => "Que Uploader tries again at its next start.".to_owned(),
            Self::Exported { .. } | Self::Forgotten { .. } | Self::Bulk(_) => String::new(),
        }
    }
}

fn forgotten(records: usize, kept: usize, credentials: usize) -> String {
    let mut headline = format!("{} forgotten. The objects stay in storage.", records_in_words(records));
    if kept > 0 {
        let stay = if kept == 1 { "stays" } else { "stay" };
        let words = records_in_words(kept);
        headline = format!("{headline} {words} {stay}: still in the queue without a key, or being signed.");
    }
    if credentials > 0 {
        let files = files_in_words(credentials);
        headline = format!("{headline} The earlier Content Credentials of {files} were deleted, too.");
    }
    headline
}

fn files_in_words(number: usize) -> String {
    if number == 1 {
        "1 file".to_owned()
    } else {
        format!("{number} files")
    }
}

fn records_in_words(number: usize) -> String {
    if number == 1 {
        "1 record".to_owned()
    } else {
        format!("{number} records")
    }
}
