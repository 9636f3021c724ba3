//! What window and worker tell each other of checks.

use std::path::PathBuf;

use super::{CheckResult, CheckRow, ListFailure, ListTrouble};

/// A trust list on this computer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSummary {
    /// What tells it from all others.
    pub id: String,
    /// Its word, as in [`CheckResult::trust_list`].
    pub word: &'static str,
    /// Its name for people, with the server of a Que server's.
    pub title: String,
    /// When it was fetched, in milliseconds since 1970. `None` if it is not on this computer.
    pub fetched_at: Option<i64>,
    /// Whether it should be fetched again.
    pub is_old: bool,
    /// Whether there is a copy that can be removed, usable or not.
    pub is_here: bool,
    /// How many certificates and hashes it has.
    pub entries: usize,
    /// SHA-256 of each of its files, in hexadecimal.
    pub hashes: Vec<String>,
    /// Where a user's own came from.
    pub file: Option<String>,
    /// Why it cannot be used.
    pub trouble: Option<ListTrouble>,
}

impl ListSummary {
    /// Whether it is a user's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.word == "own"
    }

    /// What decides who is trusted.
    pub(super) fn content(&self) -> (&str, &[String], Option<&ListTrouble>) {
        (&self.id, &self.hashes, self.trouble.as_ref())
    }
}

/// What the window wants of checks.
#[derive(Debug, Clone)]
pub enum CheckIntent {
    /// Check these files and folders.
    Add(Vec<PathBuf>),
    /// Read this row's report. `None` shows none.
    Show(Option<usize>),
    /// Clear the list.
    Clear,
    /// Read which trust lists are on this computer.
    LoadLists,
    /// Fetch the trust lists.
    UpdateLists,
    /// Add a user's own list: its name, and a PEM file.
    AddList(String, PathBuf),
    /// Remove the copy of a list, by its id.
    RemoveList(String),
    /// Stop showing why lists were not fetched.
    DismissFailures,
}

/// What the worker does for checks. What an earlier walk found, or an earlier reading read, is of no use: each has a number.
#[derive(Debug, Clone)]
pub enum CheckCommand {
    /// Find the files to check.
    Find {
        /// The walk.
        run: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Check files.
    Files {
        /// The reading.
        run: u64,
        /// Rows and their files.
        files: Vec<(usize, PathBuf)>,
    },
    /// Check one file and send its report. It takes the place of an earlier one.
    Report {
        /// The reading.
        run: u64,
        /// The row.
        row: usize,
        /// Its file.
        path: PathBuf,
    },
    /// Stop finding and checking.
    Stop,
    /// Stop checking. What is being found is still found.
    StopReading,
    /// Read which trust lists are on this computer.
    LoadLists,
    /// Fetch the trust lists.
    UpdateLists,
    /// Add a user's own list: its name, and a PEM file.
    AddList(String, PathBuf),
    /// Remove the copy of a list, by its id.
    RemoveList(String),
}

/// What the worker says of checks.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckEvent {
    /// Files were found.
    Found {
        /// The walk.
        run: u64,
        /// New rows.
        rows: Vec<CheckRow>,
    },
    /// A walk is over.
    FoundAll {
        /// The walk.
        run: u64,
    },
    /// A file was checked.
    Checked {
        /// The reading.
        run: u64,
        /// The row.
        row: usize,
        /// What was found, without the report.
        result: CheckResult,
    },
    /// A file was checked for its report.
    Report {
        /// The reading.
        run: u64,
        /// The row.
        row: usize,
        /// What was found, with the report if there is one.
        result: CheckResult,
    },
    /// The trust lists on this computer.
    Lists(Vec<ListSummary>),
    /// A list was not added or removed.
    ListFailed(ListFailure),
    /// Fetching the trust lists ended.
    Updated {
        /// The trust lists on this computer.
        lists: Vec<ListSummary>,
        /// What failed.
        failures: Vec<ListFailure>,
    },
}
