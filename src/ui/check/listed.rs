//! The order of the checked files: sorted again when results arrive, but not under the pointer.

use model::{CheckRow, Checks, Verdict, natural_sort_key};

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

    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Name => "File",
            Self::Verdict => "Verdict",
            Self::Issuer => "Issued by",
            Self::Time => "Verified time",
            Self::List => "Trust list",
        }
    }
}

/// The rows in display order.
#[derive(Debug, Default)]
pub(crate) struct ListedRows {
    pub(super) order: Vec<usize>,
    pub(super) by: Column,
    pub(super) descending: bool,
    /// The revision and order that it is for.
    of: Option<(u64, Column, bool)>,
    /// How many files have each verdict, worst first.
    pub(super) counts: Vec<(&'static str, usize)>,
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

    /// Sorts again if files were added or checked.
    pub(super) fn follow(&mut self, checks: &Checks) {
        let wanted = (checks.revision(), self.by, self.descending);
        if self.of == Some(wanted) {
            return;
        }
        let rows = checks.rows();
        let same_order = self
            .of
            .is_some_and(|(_, by, descending)| (by, descending) == (self.by, self.descending));
        if same_order && self.holds && self.order.len() == rows.len() {
            self.count(rows);
            return;
        }
        self.of = Some(wanted);
        self.order = (0..rows.len())
            .filter(|at| rows.get(*at).is_some_and(CheckRow::is_listed))
            .collect();
        // While files are still read, they stay where they are.
        if checks.left() == 0 || self.by != Column::Verdict {
            self.order
                .sort_by_cached_key(|at| rows.get(*at).map(|row| key(row, self.by)));
            if self.descending {
                self.order.reverse();
            }
        }
        self.count(rows);
        self.cursor = self.cursor.min(self.order.len().saturating_sub(1));
    }

    /// Counts the files of each verdict.
    fn count(&mut self, rows: &[CheckRow]) {
        self.counts.clear();
        for row in self.order.iter().filter_map(|at| rows.get(*at)) {
            let Some(result) = &row.result else { continue };
            match self.counts.iter_mut().find(|(name, _)| *name == result.name()) {
                Some((_, count)) => *count += 1,
                None => self.counts.push((result.name(), 1)),
            }
        }
        self.counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }

    pub(super) fn click(&mut self, column: Column) {
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

/// What needs attention comes first.
fn rank(row: &CheckRow) -> u8 {
    match row.result.as_ref().map(|result| result.verdict) {
        Some(Some(Verdict::Invalid)) => 0,
        Some(None) => 1,
        Some(Some(Verdict::Unconfirmed | Verdict::Unknown)) => 2,
        Some(Some(Verdict::Remote | Verdict::Unsupported)) => 3,
        Some(Some(Verdict::None)) => 4,
        Some(Some(Verdict::Valid)) => 5,
        Some(Some(Verdict::Trusted)) => 6,
        None => 7,
    }
}

pub(super) fn file_name(row: &CheckRow) -> String {
    let name = row.path.file_name().unwrap_or(row.path.as_os_str());
    name.to_string_lossy().into_owned()
}
