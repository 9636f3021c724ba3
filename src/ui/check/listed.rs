//! The order of the checked files: sorted again when results arrive, but not under the pointer.

use localization::text;
use model::{CheckResult, CheckRow, Checks, natural_sort_key};

/// A column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Column {
    /// The file's name.
    Name,
    /// The verdict, worst first.
    #[default]
    Verdict,
    /// Who issued the signer's certificate.
    Issuer,
    /// The verified time.
    Time,
    /// The trust list that knows the signer.
    List,
}

impl Column {
    pub(super) const ALL: [Self; 5] = [Self::Name, Self::Verdict, Self::Issuer, Self::Time, Self::List];

    pub(super) fn heading(self) -> String {
        match self {
            Self::Name => text!("check-column-file"),
            Self::Verdict => text!("check-column-verdict"),
            Self::Issuer => text!("check-column-issuer"),
            Self::Time => text!("check-column-time"),
            Self::List => text!("check-column-list"),
        }
    }

    /// Its word in messages and ids.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Name => "file",
            Self::Verdict => "verdict",
            Self::Issuer => "issuer",
            Self::Time => "time",
            Self::List => "list",
        }
    }
}

/// Rows that are no longer listed are left out once they are this part of all, or nothing more comes.
const UNLISTED_PART: usize = 16;

/// The rows in display order.
#[derive(Debug, Default)]
pub(crate) struct ListedRows {
    pub(super) order: Vec<usize>,
    pub(super) by: Column,
    pub(super) descending: bool,
    /// Whether a person chose that order.
    pub(super) chosen: bool,
    /// The epoch that it is for.
    epoch: (u64, u64),
    /// How many rows of it, and how many changes, it knows.
    known: (usize, usize),
    /// How many rows in it are no longer listed.
    unlisted: usize,
    /// What it is sorted by, unless rows were added or changed since.
    sorted: Option<(Column, bool)>,
    /// What it was sorted by last.
    last: (Column, bool),
    /// The place of the row under the cursor.
    pub(super) cursor: usize,
    /// Whether the cursor moved and should be scrolled to.
    pub(super) moved: bool,
    /// Whether its row gets the focus once it is visible.
    pub(super) wants_focus: bool,
    /// Whether the pointer is over the rows, which then stay where they are.
    pub(super) holds: bool,
}

impl ListedRows {
    pub(super) const fn len(&self) -> usize {
        self.order.len()
    }

    /// Takes over what changed. Rows are sorted once all results are there, or when a person asks for another order: results
    /// come all the time, and a frame must not cost more with more files. Returns how many rows it looked at.
    pub(super) fn follow(&mut self, checks: &Checks) -> usize {
        if self.epoch != checks.epoch() {
            self.begin(checks);
        }
        let mut looked_at = self.add_changes(checks);
        let is_over = !checks.is_busy();
        if self.unlisted > 0 && (is_over || self.unlisted > self.order.len() / UNLISTED_PART) {
            looked_at += self.order.len();
            self.order
                .retain(|at| checks.rows().get(*at).is_some_and(CheckRow::is_listed));
            self.unlisted = 0;
            self.find_cursor(checks);
        }
        let wanted = (self.by, self.descending);
        let is_asked = self.last != wanted;
        if self.sorted != Some(wanted) && (is_asked || (is_over && !self.holds)) {
            looked_at += self.order.len();
            self.sort(checks);
            self.find_cursor(checks);
        }
        looked_at
    }

    /// Begins with other rows, or with other results of the same ones, which stay where they are.
    fn begin(&mut self, checks: &Checks) {
        let (walk, _) = self.epoch;
        self.epoch = checks.epoch();
        if walk != self.epoch.0 {
            self.order.clear();
            self.known.0 = 0;
            self.unlisted = 0;
            self.cursor = 0;
        }
        self.known.1 = 0;
        self.sorted = None;
    }

    fn add_changes(&mut self, checks: &Checks) -> usize {
        let rows = checks.rows();
        let (mut known, changes) = self.known;
        let new = rows.get(known..).unwrap_or_default();
        for row in new {
            if row.is_listed() {
                self.order.push(known);
            }
            known += 1;
        }
        let changed = checks.changes().get(changes..).unwrap_or_default();
        let listed = |at: &&usize| rows.get(**at).is_some_and(CheckRow::is_listed);
        self.unlisted += changed.len() - changed.iter().filter(listed).count();
        if !new.is_empty() || !changed.is_empty() {
            self.sorted = None;
        }
        self.known = (known, changes + changed.len());
        new.len() + changed.len()
    }

    fn sort(&mut self, checks: &Checks) {
        let rows = checks.rows();
        self.order
            .sort_by_cached_key(|at| rows.get(*at).map(|row| key(row, self.by)));
        if self.descending {
            self.order.reverse();
        }
        self.last = (self.by, self.descending);
        self.sorted = Some(self.last);
    }

    /// Keeps the cursor on the shown row.
    fn find_cursor(&mut self, checks: &Checks) {
        let shown = checks.shown();
        let place = shown.and_then(|shown| self.order.iter().position(|at| *at == shown));
        self.cursor = place.unwrap_or(self.cursor).min(self.order.len().saturating_sub(1));
    }

    pub(super) fn click(&mut self, column: Column) {
        self.chosen = true;
        self.descending = self.by == column && !self.descending;
        self.by = column;
    }
}

/// Worst first, then by name. Empty values come last.
fn key(row: &CheckRow, by: Column) -> (u8, bool, String, String) {
    let name = natural_sort_key(&file_name(row));
    let result = row.result.as_ref();
    let text = match by {
        Column::Name => return (0, false, String::new(), name),
        Column::Verdict => return (rank(row), false, String::new(), name),
        Column::Issuer => result.and_then(|result| result.issuer.clone()),
        Column::Time => result.and_then(|result| result.time.clone()),
        Column::List => result.and_then(|result| result.trust_list.clone()),
    };
    let text = text.unwrap_or_default();
    (0, text.is_empty(), natural_sort_key(&text), name)
}

/// Files without a result come last.
fn rank(row: &CheckRow) -> u8 {
    row.result.as_ref().map_or(u8::MAX, CheckResult::rank)
}

pub(super) fn file_name(row: &CheckRow) -> String {
    let name = row.path.file_name().unwrap_or(row.path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests;
