//! Checking files on this computer without uploading them.

mod counts;
mod list_failure;
mod messages;
mod publisher;

use std::{collections::HashSet, path::PathBuf, sync::Arc};

use super::Verdict;
use counts::{VerdictCount, count};

pub use list_failure::{FolderTrouble, ListCause, ListFailure, ListTrouble};
pub use messages::{CheckCommand, CheckEvent, CheckIntent, ListSummary};
pub use publisher::PublisherFault;

/// The hint of a trust list that was not fetched because its server could not be reached.
pub const CHECK_THE_CONNECTION: &str = "Check the internet connection, and whether a firewall allows this server.";

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
    /// The time of signing, RFC 3339, if the file names one that is not verified.
    pub unverified_time: Option<String>,
    /// The trust list that knows the signer: its word, or the path of a user's own.
    pub trust_list: Option<String>,
    /// The result for an identity (CAWG), if there is one. It changes no verdict.
    pub identity: Option<String>,
    /// The list that knows the identity, if it is confirmed.
    pub identity_trust_list: Option<String>,
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
            unverified_time: None,
            trust_list: None,
            identity: None,
            identity_trust_list: None,
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

    /// The place of the verdict: what needs attention comes first.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self.verdict {
            Some(Verdict::Invalid) => 0,
            None => 1,
            Some(Verdict::Unconfirmed | Verdict::Unknown) => 2,
            Some(Verdict::Remote | Verdict::Unsupported) => 3,
            Some(Verdict::None) => 4,
            Some(Verdict::Valid) => 5,
            Some(Verdict::Trusted) => 6,
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

    /// The result by which it is counted.
    fn counted(&self) -> Option<&CheckResult> {
        self.result.as_ref().filter(|_| self.is_listed())
    }
}

/// The files checked in this window. Only the shown file's report is in memory.
#[derive(Debug, Default)]
pub struct Checks {
    rows: Vec<CheckRow>,
    /// The rows whose result changed since the walk or the reading began, in that order.
    changes: Vec<usize>,
    /// How many listed files have each verdict, worst first.
    counts: Vec<VerdictCount>,
    done: usize,
    /// How many walks are not over.
    walks: usize,
    /// Rows that have the reason of the walk. They are not read.
    skipped: HashSet<usize>,
    /// The number of the walk: what is found for a cleared list is none of this one.
    walk: u64,
    /// The number of the reading: what was judged by other lists is judged again.
    reading: u64,
    /// The shown row, and its result with the report once that was read.
    shown: Option<(usize, Option<CheckResult>)>,
    /// The trust lists on this computer, once they are known.
    pub lists: Option<Vec<ListSummary>>,
    /// Whether the trust lists are being fetched.
    pub is_updating: bool,
    /// Why trust lists were not fetched, added or removed the last time.
    pub failures: Vec<ListFailure>,
}

impl Checks {
    /// The files, in the order in which they were found.
    #[must_use]
    pub fn rows(&self) -> &[CheckRow] {
        &self.rows
    }

    /// The numbers of the walk and the reading. With another walk, all rows are new; with another reading, what was said of
    /// most of them no longer holds. Otherwise rows are only added at the end, and [`Self::changes`] only grows.
    #[must_use]
    pub const fn epoch(&self) -> (u64, u64) {
        (self.walk, self.reading)
    }

    /// The rows that got another result in this epoch, in that order.
    #[must_use]
    pub fn changes(&self) -> &[usize] {
        &self.changes
    }

    /// The verdicts that listed files have, worst first, each with their number. `None`: the file could not be read.
    pub fn counts(&self) -> impl Iterator<Item = (Option<Verdict>, usize)> {
        let counts = self.counts.iter().filter(|count| count.files > 0);
        counts.map(|count| (count.verdict, count.files))
    }

    /// Whether more results will come.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.walks > 0 || self.left() > 0
    }

    /// Whether files are still being found.
    #[must_use]
    pub const fn is_finding(&self) -> bool {
        self.walks > 0
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
            // Another program may have changed the lists meanwhile.
            CheckIntent::Add(paths) => {
                self.walks += 1;
                let run = self.walk;
                vec![CheckCommand::LoadLists, CheckCommand::Find { run, paths }]
            }
            CheckIntent::Show(row) => self.show(row),
            CheckIntent::Clear => {
                self.rows.clear();
                self.skipped.clear();
                self.shown = None;
                self.counts.clear();
                self.done = 0;
                self.walks = 0;
                self.walk += 1;
                self.reading += 1;
                self.changes.clear();
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
            CheckIntent::AddList(name, path) => {
                self.failures.clear();
                vec![CheckCommand::AddList(name, path)]
            }
            CheckIntent::RemoveList(id) => {
                self.failures.clear();
                vec![CheckCommand::RemoveList(id)]
            }
        }
    }

    fn show(&mut self, row: Option<usize>) -> Vec<CheckCommand> {
        let Some((at, row)) = row.and_then(|at| Some((at, self.rows.get(at)?))) else {
            self.shown = None;
            return Vec::new();
        };
        if self.skipped.contains(&at) {
            self.shown = Some((at, row.result.clone()));
            return Vec::new();
        }
        let path = row.path.clone();
        self.shown = Some((at, None));
        vec![CheckCommand::Report {
            run: self.reading,
            row: at,
            path,
        }]
    }

    /// Applies an event, and returns the work that follows.
    pub(super) fn absorb(&mut self, event: CheckEvent) -> Vec<CheckCommand> {
        match event {
            CheckEvent::Found { run, rows } if run == self.walk => self.found(rows),
            CheckEvent::FoundAll { run } => {
                self.walks = self.walks.saturating_sub(usize::from(run == self.walk));
                Vec::new()
            }
            CheckEvent::Checked { run, row, result } if run == self.reading => {
                self.checked(row, result, false);
                Vec::new()
            }
            CheckEvent::Report { run, row, result } if run == self.reading => {
                self.checked(row, result, true);
                Vec::new()
            }
            CheckEvent::Found { .. } | CheckEvent::Checked { .. } | CheckEvent::Report { .. } => Vec::new(),
            CheckEvent::Lists(lists) => self.take_lists(lists),
            CheckEvent::ListFailed(failure) => {
                self.failures = vec![failure];
                Vec::new()
            }
            CheckEvent::Updated { lists, failures } => {
                self.is_updating = false;
                self.failures = failures;
                self.take_lists(lists)
            }
        }
    }

    fn found(&mut self, rows: Vec<CheckRow>) -> Vec<CheckCommand> {
        let first = self.rows.len();
        let mut files = Vec::new();
        for (at, row) in (first..).zip(&rows) {
            if let Some(result) = &row.result {
                self.skipped.insert(at);
                self.done += 1;
                count(&mut self.counts, result, true);
            } else {
                files.push((at, row.path.clone()));
            }
        }
        self.rows.extend(rows);
        let mut commands = Vec::new();
        if !files.is_empty() {
            let run = self.reading;
            commands.push(CheckCommand::Files { run, files });
        }
        // What was dropped alone is what one wants to see.
        if let ([_], None) = (&self.rows[..], &self.shown) {
            commands.extend(self.show(Some(0)));
        }
        commands
    }

    /// Other lists know other signers.
    fn take_lists(&mut self, lists: Vec<ListSummary>) -> Vec<CheckCommand> {
        let has_changed = self.lists.as_ref().is_some_and(|earlier| {
            !earlier
                .iter()
                .map(ListSummary::content)
                .eq(lists.iter().map(ListSummary::content))
        });
        self.lists = Some(lists);
        if has_changed { self.check_again() } else { Vec::new() }
    }

    fn checked(&mut self, row: usize, result: CheckResult, with_report: bool) {
        let Some(found) = self.rows.get_mut(row) else { return };
        self.done += usize::from(found.result.is_none());
        let without_report = CheckResult {
            report: None,
            ..result.clone()
        };
        if found.result.as_ref() != Some(&without_report) {
            if let Some(result) = found.counted() {
                count(&mut self.counts, result, false);
            }
            found.result = Some(without_report);
            if let Some(result) = found.counted() {
                count(&mut self.counts, result, true);
            }
            self.changes.push(row);
        }
        if let Some((shown, kept)) = &mut self.shown
            && *shown == row
            && (with_report || result.verdict.is_none_or(|verdict| !verdict.has_credentials()))
        {
            *kept = Some(result);
        }
    }

    /// Reads everything again, except what was skipped and what no list changes. A walk goes on.
    fn check_again(&mut self) -> Vec<CheckCommand> {
        let mut files = Vec::new();
        let mut counts = Vec::new();
        for (at, row) in self.rows.iter_mut().enumerate() {
            if self.skipped.contains(&at) || !row.is_listed() {
                if let Some(result) = row.counted() {
                    count(&mut counts, result, true);
                }
            } else {
                row.result = None;
                files.push((at, row.path.clone()));
            }
        }
        if files.is_empty() {
            return Vec::new();
        }
        self.reading += 1;
        self.done = self.rows.len() - files.len();
        self.counts = counts;
        self.changes.clear();
        let run = self.reading;
        let mut commands = vec![CheckCommand::StopReading, CheckCommand::Files { run, files }];
        let shown = self.shown();
        if shown.is_some() {
            commands.extend(self.show(shown));
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

    fn list(hash: &str) -> ListSummary {
        ListSummary {
            id: "news".to_owned(),
            word: "news",
            hashes: vec![hash.to_owned()],
            ..ListSummary::default()
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
            checks.absorb(CheckEvent::Report {
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
    fn a_file_whose_report_could_not_be_read_is_not_shown_as_being_read() {
        let mut checks = Checks::default();
        let rows = vec![row("/a.jpg")];
        checks.absorb(CheckEvent::Found { run: 0, rows });
        let given_up = result(Verdict::Unconfirmed, None);
        checks.absorb(CheckEvent::Checked {
            run: 0,
            row: 0,
            result: given_up.clone(),
        });
        assert_eq!(checks.shown_result(), None, "its report was asked for");
        checks.absorb(CheckEvent::Report {
            run: 0,
            row: 0,
            result: given_up,
        });
        assert!(checks.shown_result().is_some());
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
    fn after_a_change_of_the_lists_every_file_is_read_again_but_nothing_that_was_skipped() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Lists(vec![list("1")]));
        let mut skipped = row("/pipe");
        skipped.result = Some(CheckResult::not_read("It was not read: it is not a file."));
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/a.jpg"), skipped],
        });
        let valid = || result(Verdict::Valid, None);
        checks.absorb(CheckEvent::Checked {
            run: 0,
            row: 0,
            result: valid(),
        });
        assert_eq!(checks.left(), 0);
        checks.decide(CheckIntent::Show(Some(1)));
        assert_eq!(checks.decide(CheckIntent::UpdateLists).len(), 1);
        assert!(checks.decide(CheckIntent::UpdateLists).is_empty(), "one at a time");
        let commands = checks.absorb(CheckEvent::Updated {
            lists: vec![list("2")],
            failures: Vec::new(),
        });
        let [CheckCommand::StopReading, CheckCommand::Files { run: 1, files }] = &commands[..] else {
            panic!("{commands:?}")
        };
        assert_eq!(files[..], [(0, "/a.jpg".into())]);
        assert_eq!(checks.left(), 1);
        assert!(checks.shown_result().is_some() && checks.rows()[1].result.is_some());
        // What was judged by the earlier lists is late.
        checks.absorb(CheckEvent::Checked {
            run: 0,
            row: 0,
            result: valid(),
        });
        assert_eq!(checks.left(), 1);
    }

    #[test]
    fn a_change_of_the_lists_loses_nothing_of_a_walk() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Lists(vec![list("1")]));
        checks.decide(CheckIntent::Add(vec!["/photos".into()]));
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/photos/a.jpg")],
        });
        let commands = checks.absorb(CheckEvent::Lists(vec![list("2")]));
        assert!(!commands.iter().any(|command| matches!(command, CheckCommand::Stop)));
        let commands = checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/photos/b.jpg")],
        });
        assert!(
            matches!(&commands[..], [CheckCommand::Files { run: 1, files }] if files[..] == [(1, "/photos/b.jpg".into())])
        );
        assert_eq!(checks.left(), 2);
    }

    #[test]
    fn files_are_counted_by_verdict_as_results_come_and_change() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Lists(vec![list("1")]));
        checks.decide(CheckIntent::Add(vec!["/".into()]));
        let mut text = row("/notes.txt");
        text.named = false;
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/a.jpg"), row("/b.jpg"), text],
        });
        checks.absorb(CheckEvent::FoundAll { run: 0 });
        let verdicts = [Verdict::Valid, Verdict::Valid, Verdict::Unsupported];
        for (row, verdict) in verdicts.into_iter().enumerate() {
            assert!(checks.is_busy());
            let result = result(verdict, None);
            checks.absorb(CheckEvent::Checked { run: 0, row, result });
        }
        assert!(!checks.is_busy());
        let counts = |checks: &Checks| checks.counts().collect::<Vec<_>>();
        assert_eq!(
            (&counts(&checks)[..], checks.changes()),
            (&[(Some(Verdict::Valid), 2)][..], &[0, 1, 2][..])
        );
        let trusted = result(Verdict::Trusted, None);
        let run = 0;
        checks.absorb(CheckEvent::Report {
            run,
            row: 1,
            result: trusted,
        });
        assert_eq!(
            counts(&checks),
            [(Some(Verdict::Valid), 1), (Some(Verdict::Trusted), 1)]
        );
        let epoch = checks.epoch();
        checks.absorb(CheckEvent::Lists(vec![list("2")]));
        // The text is read by no list.
        assert_eq!((counts(&checks), checks.left()), (Vec::new(), 2));
        assert!(checks.epoch() != epoch && checks.changes().is_empty());
        checks.decide(CheckIntent::Add(vec!["/".into()]));
        checks.decide(CheckIntent::Clear);
        assert!(!checks.is_busy());
        checks.absorb(CheckEvent::FoundAll { run: 0 });
        assert!(!checks.is_busy());
    }

    #[test]
    fn lists_that_did_not_change_read_nothing_again() {
        let mut checks = Checks::default();
        checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![row("/a.jpg")],
        });
        for _ in 0..2 {
            let again = ListSummary {
                fetched_at: Some(1),
                ..list("1")
            };
            assert!(checks.absorb(CheckEvent::Lists(vec![list("1")])).is_empty());
            let (lists, failures) = (vec![again], Vec::new());
            assert!(checks.absorb(CheckEvent::Updated { lists, failures }).is_empty());
        }
    }

    #[test]
    fn what_was_skipped_is_not_read_to_be_shown_either() {
        let mut checks = Checks::default();
        let mut skipped = row("/pipe");
        skipped.result = Some(CheckResult::not_read("It is not a file."));
        let commands = checks.absorb(CheckEvent::Found {
            run: 0,
            rows: vec![skipped],
        });
        assert!(commands.is_empty(), "{commands:?}");
        assert_eq!(checks.shown_result().unwrap().reason, "It is not a file.");
    }
}
