//! Messages that are not about one row. One message for a batch, never one a file.

use std::path::PathBuf;

use super::{ObjectRef, SkipReason, Skipped, Verdict};

/// A message that waits to be read or dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Grows with each notice of a session; names the one that is dismissed.
    pub number: u64,
    /// What it says.
    pub kind: NoticeKind,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeKind {
    /// The walk of a batch ended.
    Added {
        /// Files that stand in the queue now.
        added: usize,
        /// What was left out, and why.
        skipped: Vec<Skipped>,
        /// Which of those that were added were uploaded before. Counts on while it is on show.
        before: Vec<UploadedBefore>,
    },
    /// A server was left with files in its queue.
    LeftWaiting {
        /// The server's name.
        server: String,
        /// How many.
        files: usize,
    },
    /// Uploads of an earlier session are back.
    Restored {
        /// How many go on.
        unfinished: usize,
        /// How many had failed or were canceled.
        ended: usize,
    },
    /// Something went wrong that belongs to no row.
    Trouble {
        /// What happened.
        headline: String,
        /// What to do.
        hint: String,
    },
    /// Something went well that belongs to no row.
    Done {
        /// What happened.
        headline: String,
    },
    /// Files were not signed, because they have Content Credentials already. Counts on while it is on show.
    KeptCredentials {
        /// How many.
        files: usize,
    },
    /// An object that is no upload of this queue was verified.
    Verified {
        /// The object.
        uri: String,
        /// The verdict.
        verdict: Verdict,
    },
}

impl NoticeKind {
    /// Whether it tells of an addition by which nothing was lost: it is of no use once more is added.
    pub(super) fn is_passing(&self) -> bool {
        let lost_nothing = |skipped: &Skipped| {
            matches!(
                skipped.reason,
                SkipReason::Duplicate | SkipReason::SystemFile | SkipReason::LinkInCircle
            )
        };
        matches!(self, Self::Added { skipped, .. } if skipped.iter().all(lost_nothing))
    }
}

/// A file that is uploaded once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedBefore {
    /// The file.
    pub path: PathBuf,
    /// The object of the last time.
    pub object: ObjectRef,
}
