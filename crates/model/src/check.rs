//! Checking files on this computer without uploading them.

use std::{path::PathBuf, sync::Arc};

use super::Verdict;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// The verdict. `None` if there was no file to read.
    pub verdict: Option<Verdict>,
    /// The verdict as a sentence, or why there is none.
    pub reason: String,
    /// Who issued the signer's certificate, or the signer.
    pub issuer: Option<String>,
    /// The verified time of signing, RFC 3339.
    pub time: Option<String>,
    /// The trust list that knows the signer: its word, or the path of a user's own.
    pub trust_list: Option<String>,
    /// The reader's report.
    pub report: Option<Arc<str>>,
}

impl CheckResult {
    /// The result for a file that was not read.
    #[must_use]
    pub fn not_read(reason: &str) -> Self {
        Self {
            verdict: None,
            reason: reason.to_owned(),
            issuer: None,
            time: None,
            trust_list: None,
            report: None,
        }
    }

    /// The name of the verdict, in a list of checked files.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.verdict {
            // No server is asked.
            Some(Verdict::Unsupported) => "Format not readable",
            Some(verdict) => verdict.name(),
            None => "Not read",
        }
    }

    /// Whether the credentials hold. An unknown signer only counts if no list was asked for.
    #[must_use]
    pub const fn holds(&self, wants_trust: bool) -> bool {
        match self.verdict {
            Some(Verdict::Trusted) => true,
            Some(Verdict::Valid) => !wants_trust,
            _ => false,
        }
    }
}

/// A file that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// The file.
    pub path: PathBuf,
    /// What was found.
    pub result: CheckResult,
}

/// A file in the window's list of checked files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// The file.
    pub path: PathBuf,
    /// Whether it was named or dropped, not found in a folder.
    pub named: bool,
    /// What was found, without the report. `None` until it is checked.
    pub result: Option<CheckResult>,
}

impl CheckRow {
    /// Whether it is listed: other files in a folder, such as texts, are not.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        let is_other = |result: &CheckResult| result.verdict == Some(Verdict::Unsupported);
        self.named || !self.result.as_ref().is_some_and(is_other)
    }
}

/// A trust list on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSummary {
    /// Its word, as in [`CheckResult::trust_list`].
    pub word: &'static str,
    /// Its name for people, with the server of a Que server's.
    pub title: String,
    /// When it was fetched, in milliseconds since 1970. `None` if it is not on this computer.
    pub fetched_at: Option<i64>,
    /// Whether it should be fetched again.
    pub is_old: bool,
    /// Why it cannot be used.
    pub trouble: Option<String>,
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
    /// Stop showing why lists were not fetched.
    DismissFailures,
}

/// What the worker does for checks. Results of an earlier run are of no use.
#[derive(Debug, Clone)]
pub enum CheckCommand {
    /// Find the files to check.
    Find {
        /// The run.
        run: u64,
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Check files.
    Files {
        /// The run.
        run: u64,
        /// Rows and their files.
        files: Vec<(usize, PathBuf)>,
    },
    /// Check one file and send its report.
    Report {
        /// The run.
        run: u64,
        /// The row.
        row: usize,
        /// Its file.
        path: PathBuf,
    },
    /// Stop checking.
    Stop,
    /// Read which trust lists are on this computer.
    LoadLists,
    /// Fetch the trust lists.
    UpdateLists,
}

/// What the worker says of checks.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckEvent {
    /// Files were found.
    Found {
        /// The run.
        run: u64,
        /// New rows.
        rows: Vec<CheckRow>,
    },
    /// A file was checked.
    Checked {
        /// The run.
        run: u64,
        /// The row.
        row: usize,
        /// What was found. Only if the report was asked for, it is there.
        result: CheckResult,
    },
    /// The trust lists on this computer.
    Lists(Vec<ListSummary>),
    /// Fetching the trust lists ended.
    Updated {
        /// The trust lists on this computer.
        lists: Vec<ListSummary>,
        /// What failed: what happened, and what to do.
        failures: Vec<(String, String)>,
    },
}

/// The files checked in this window. Only the shown file's report is in memory.
#[derive(Debug, Default)]
pub struct Checks {
    rows: Vec<CheckRow>,
    /// Changes with each change of the rows.
    revision: u64,
    done: usize,
    run: u64,
    /// The shown row, and its result with the report once that was read.
    shown: Option<(usize, Option<CheckResult>)>,
    /// The trust lists on this computer, once they are known.
    pub lists: Option<Vec<ListSummary>>,
    /// Whether the trust lists are being fetched.
    pub is_updating: bool,
    /// Why trust lists were not fetched the last time.
    pub failures: Vec<(String, String)>,
}

impl Checks {
    /// The files, in the order in which they were found.
    #[must_use]
    pub fn rows(&self) -> &[CheckRow] {
        &self.rows
    }

    /// Changes with each change of the rows.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// How many files are not checked yet.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.rows.len().saturating_sub(self.done)
    }

    /// The shown row.
    #[must_use]
    pub fn shown(&self) -> Option<usize> {
        self.shown.as_ref().map(|(row, _)| *row)
    }

    /// The shown file's result with its report, once that was read.
    #[must_use]
    pub fn shown_result(&self) -> Option<&CheckResult> {
        self.shown.as_ref()?.1.as_ref()
    }

    /// Turns an intent into work.
    pub(super) fn decide(&mut self, intent: CheckIntent) -> Vec<CheckCommand> {
        match intent {
            CheckIntent::Add(paths) => {
                let load = self.lists.is_none().then_some(CheckCommand::LoadLists);
                let find = CheckCommand::Find { run: self.run, paths };
                load.into_iter().chain([find]).collect()
            }
            CheckIntent::Show(row) => {
                let Some((row, path)) = row.and_then(|row| Some((row, self.rows.get(row)?.path.clone()))) else {
                    self.shown = None;
                    return Vec::new();
                };
                self.shown = Some((row, None));
                vec![CheckCommand::Report {
                    run: self.run,
                    row,
                    path,
                }]
            }
            CheckIntent::Clear => {
                self.rows.clear();
                self.shown = None;
                self.done = 0;
                self.run += 1;
                self.revision += 1;
                vec![CheckCommand::Stop]
            }
            CheckIntent::LoadLists => vec![CheckCommand::LoadLists],
            CheckIntent::DismissFailures => {
                self.failures.clear();
                Vec::new()
            }
            CheckIntent::UpdateLists if self.is_updating => Vec::new(),
            CheckIntent::UpdateLists => {
                self.is_updating = true;
                self.failures.clear();
                vec![CheckCommand::UpdateLists]
            }
        }
    }

    /// Applies an event, and returns the work that follows.
    pub(super) fn absorb(&mut self, event: CheckEvent) -> Vec<CheckCommand> {
        match event {
            CheckEvent::Found { run, rows } if run == self.run => {
                let first = self.rows.len();
                self.done += rows.iter().filter(|row| row.result.is_some()).count();
                self.rows.extend(rows);
                self.revision += 1;
                let new = self.rows.iter().enumerate().skip(first);
                let files: Vec<_> = new
                    .filter(|(_, row)| row.result.is_none())
                    .map(|(at, row)| (at, row.path.clone()))
                    .collect();
                let mut commands = vec![CheckCommand::Files { run, files }];
                // What was dropped alone is what one wants to see.
                if let ([_], None) = (&self.rows[..], &self.shown) {
                    commands.extend(self.decide(CheckIntent::Show(Some(0))));
                }
                commands
            }
            CheckEvent::Checked { run, row, result } if run == self.run => {
                self.checked(row, result);
                Vec::new()
            }
            CheckEvent::Found { .. } | CheckEvent::Checked { .. } => Vec::new(),
            CheckEvent::Lists(lists) => {
                self.lists = Some(lists);
                Vec::new()
            }
            CheckEvent::Updated { lists, failures } => {
                self.is_updating = false;
                self.lists = Some(lists);
                self.failures = failures;
                self.check_again()
            }
        }
    }

    fn checked(&mut self, row: usize, result: CheckResult) {
        let Some(found) = self.rows.get_mut(row) else { return };
        self.done += usize::from(found.result.is_none());
        let without_report = CheckResult {
            report: None,
            ..result.clone()
        };
        if found.result.as_ref() != Some(&without_report) {
            found.result = Some(without_report);
            self.revision += 1;
        }
        if let Some((shown, kept)) = &mut self.shown
            && *shown == row
            && (result.report.is_some() || result.verdict.is_none_or(|verdict| !verdict.has_credentials()))
        {
            *kept = Some(result);
        }
    }

    /// Other lists know other signers.
    fn check_again(&mut self) -> Vec<CheckCommand> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        self.run += 1;
        self.done = 0;
        self.revision += 1;
        for row in &mut self.rows {
            row.result = None;
        }
        let files = self.rows.iter().enumerate().map(|(at, row)| (at, row.path.clone()));
        let files = CheckCommand::Files {
            run: self.run,
            files: files.collect(),
        };
        let shown = self.shown();
        let mut commands = vec![CheckCommand::Stop, files];
        if shown.is_some() {
            commands.extend(self.decide(CheckIntent::Show(shown)));
        }
        commands
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str) -> CheckRow {
        CheckRow {
            path: path.into(),
            named: true,
            result: None,
        }
    }

    fn result(verdict: Verdict, report: Option<&str>) -> CheckResult {
        CheckResult {
            verdict: Some(verdict),
            report: report.map(Arc::from),
            ..CheckResult::not_read("")
        }
    }

    #[test]
    fn only_the_shown_files_report_is_kept() {
        let mut checks = Checks::default();
        let rows = vec![row("/a.jpg"), row("/b.jpg")];
        checks.absorb(CheckEvent::Found { run: 0, rows });
        checks.decide(CheckIntent::Show(Some(1)));
        for at in 0..2 {
            let result = result(Verdict::Valid, Some("{}"));
            checks.absorb(CheckEvent::Checked {
                run: 0,
                row: at,
                result,
            });
        }
        assert_eq!(checks.left(), 0);
        assert!(
            checks
                .rows()
                .iter()
                .all(|row| row.result.as_ref().unwrap().report.is_none())
        );
        assert!(checks.shown_result().unwrap().report.is_some());
        checks.decide(CheckIntent::Show(Some(0)));
        assert_eq!(checks.shown_result(), None);
    }

    #[test]
    fn results_of_a_cleared_list_are_ignored() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/a.jpg")],
        });
        checks.decide(CheckIntent::Clear);
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/late.jpg")],
        });
        assert!(checks.rows().is_empty());
        checks.absorb(CheckEvent::Found {
            run: 1,
            rows: vec![row("/b.jpg")],
        });
        let late = result(Verdict::Invalid, None);
        checks.absorb(CheckEvent::Checked {
            run: 0,
            row: 0,
            result: late,
        });
        assert_eq!(checks.left(), 1);
    }

    #[test]
    fn after_an_update_of_the_lists_every_file_is_checked_again() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/a.jpg")],
        });
        let valid = result(Verdict::Valid, Some("{}"));
        checks.absorb(CheckEvent::Checked {
            run: 0,
            row: 0,
            result: valid,
        });
        assert_eq!(checks.decide(CheckIntent::UpdateLists).len(), 1);
        assert!(checks.decide(CheckIntent::UpdateLists).is_empty(), "one at a time");
        let lists = Vec::new();
        let failures = Vec::new();
        let commands = checks.absorb(CheckEvent::Updated { lists, failures });
        assert!(
            commands
                .iter()
                .any(|command| matches!(command, CheckCommand::Files { run: 1, files } if files.len() == 1))
        );
        assert!(
            commands
                .iter()
                .any(|command| matches!(command, CheckCommand::Report { run: 1, row: 0, .. }))
        );
        assert_eq!(checks.left(), 1);
    }
}
