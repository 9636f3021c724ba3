//! Messages that are not about one row. One message for a batch, never one a file.

use super::{Skipped, Verdict};

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
    },
    /// Uploads of an earlier session are back.
    Restored {
        /// How many go on.
        unfinished: usize,
        /// How many had failed or were cancelled.
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
    /// Files were not signed by themselves, because they have Content Credentials already. Counts on while it is on show.
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
