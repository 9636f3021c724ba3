//! Messages that are not about one row: one for a batch, never one per file.

use std::path::PathBuf;

use super::{ObjectRef, Said, SkipReason, Skipped, UploadId, Verdict};

/// The most messages at once.
pub(super) const MAX_NOTICES: usize = 20;

/// A message to read or dismiss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Identifies it within the session. Counts up.
    pub number: u64,
    /// What it says.
    pub kind: NoticeKind,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeKind {
    /// The scan of a batch ended.
    Added {
        /// How many files were added to the queue.
        added: usize,
        /// What was skipped, and why.
        skipped: Vec<Skipped>,
        /// Which of the added files were uploaded before. Can grow while it is shown.
        before: Vec<UploadedBefore>,
    },
    /// The user switched away from a server with files in its queue.
    LeftWaiting {
        /// The server's name.
        server: String,
        /// How many.
        files: usize,
    },
    /// Uploads of an earlier session were restored.
    Restored {
        /// How many continue.
        unfinished: usize,
        /// How many had failed or were canceled.
        ended: usize,
    },
    /// Files that an earlier session may have signed. Told in each session until that is settled.
    MaybeSigned(Vec<UploadedBefore>),
    /// Uploads that an earlier session was to verify. Told in each session until that is done.
    Unverified(Vec<UploadId>),
    /// A problem not tied to a row.
    Trouble {
        /// What happened.
        headline: String,
        /// What to do.
        hint: String,
        /// The same as a value, if it is known.
        said: Option<Box<Said>>,
    },
    /// A success not tied to a row.
    Done {
        /// What happened.
        headline: String,
        /// The same as a value, if it is known.
        said: Option<Box<Said>>,
    },
    /// Files were not signed because they have Content Credentials. Can grow while it is shown.
    SigningSkipped {
        /// How many.
        files: usize,
    },
    /// An object that is not in this queue was verified.
    Verified {
        /// The object.
        uri: String,
        /// The verdict.
        verdict: Verdict,
    },
}

impl NoticeKind {
    /// A problem not tied to a row.
    pub(super) fn trouble(said: Said) -> Self {
        Self::Trouble {
            headline: said.headline(),
            hint: said.hint(),
            said: Some(Box::new(said)),
        }
    }

    /// A success not tied to a row.
    pub(super) fn done(said: Said) -> Self {
        Self::Done {
            headline: said.headline(),
            said: Some(Box::new(said)),
        }
    }

    /// Whether no file was lost, so that adding more files may dismiss it.
    pub(super) fn is_transient(&self) -> bool {
        let lost_nothing = |skipped: &Skipped| {
            matches!(
                skipped.reason,
                SkipReason::Duplicate | SkipReason::SystemFile | SkipReason::LinkCycle
            )
        };
        matches!(self, Self::Added { skipped, .. } if skipped.iter().all(lost_nothing))
    }
}

/// A file that was uploaded before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedBefore {
    /// The file.
    pub path: PathBuf,
    /// Its last object.
    pub object: ObjectRef,
}
