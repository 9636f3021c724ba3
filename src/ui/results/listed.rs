//! The order of the results: sorted again when results arrive, but not on each frame.

use localization::text;

use crate::ui::{
    Scene, errors,
    findings::{Finding, FindingFilter},
    report_words,
};
use content_credentials::{SigningTime, Validity};
use model::{ById, UploadId, VerifyState, natural_sort_key};

/// Seconds before new results are sorted in: while thousands are verified, they arrive constantly.
pub(super) const RESORT_INTERVAL: f64 = 0.5;

/// A column of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ResultColumn {
    /// The file's name.
    File,
    /// The verdict, worst first.
    #[default]
    Verdict,
    /// The issuer of the signing certificate.
    Issuer,
    /// Whether the time is verified, then the end of the certificate.
    Time,
    /// The verdict, explained.
    Reason,
}

impl ResultColumn {
    /// All columns, left to right.
    pub(super) const ALL: [Self; 5] = [Self::File, Self::Verdict, Self::Issuer, Self::Time, Self::Reason];

    pub(super) fn heading(self) -> String {
        match self {
            Self::File => text!("batch-results-file"),
            Self::Verdict => text!("batch-results-verdict"),
            Self::Issuer => text!("batch-results-issuer"),
            Self::Time => text!("batch-results-time"),
            Self::Reason => text!("batch-results-reason"),
        }
    }

    /// The heading for screen readers.
    pub(super) fn sort_by(self) -> String {
        match self {
            Self::File => text!("batch-results-sort-file"),
            Self::Verdict => text!("batch-results-sort-verdict"),
            Self::Issuer => text!("batch-results-sort-issuer"),
            Self::Time => text!("batch-results-sort-time"),
            Self::Reason => text!("batch-results-sort-reason"),
        }
    }
}

/// The filter and the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Wanted {
    filter: FindingFilter,
    by: ResultColumn,
    descending: bool,
}

/// The results that match the filter, in order.
#[derive(Debug, Default)]
pub(crate) struct ResultRows {
    by: ResultColumn,
    descending: bool,
    rows: Vec<(Finding, UploadId)>,
    positions: ById<usize>,
    /// The filter and order of the rows, and the revision of the results.
    built_for: Option<(Wanted, u64)>,
    /// When they were sorted, by egui's clock.
    sorted_at: f64,
}

impl ResultRows {
    pub(crate) fn rows(&self) -> &[(Finding, UploadId)] {
        &self.rows
    }

    pub(super) fn position_of(&self, id: UploadId) -> Option<usize> {
        self.positions.get(&id).copied()
    }

    /// The direction if sorted by this column: true is descending.
    pub(super) fn sort_direction(&self, column: ResultColumn) -> Option<bool> {
        (self.by == column).then_some(self.descending)
    }

    /// Sorts by this column; again: the other direction.
    pub(super) fn click(&mut self, column: ResultColumn) {
        self.descending = self.by == column && !self.descending;
        self.by = column;
    }

    /// Updates the rows, unless they have to stay. Returns whether an update is due.
    pub(super) fn follow(&mut self, scene: &mut Scene<'_>, now: f64, holds: bool) -> bool {
        let wanted = Wanted {
            filter: scene.view.inspector.results,
            by: self.by,
            descending: self.descending,
        };
        let revision = scene.view.findings().revision();
        if self.built_for == Some((wanted, revision)) {
            return false;
        }
        let same = self.built_for.is_some_and(|(of, _)| of == wanted);
        if same && (holds || now < self.sorted_at + RESORT_INTERVAL) {
            return true;
        }
        self.rows = ordered(scene, wanted);
        self.positions = self.rows.iter().enumerate().map(|(at, (_, id))| (*id, at)).collect();
        self.built_for = Some((wanted, revision));
        self.sorted_at = now;
        false
    }
}

/// Without a verified time first, then the certificate that ends first.
fn by_validity(validity: &Validity) -> String {
    match validity.time {
        SigningTime::NotStated => String::new(),
        SigningTime::Unverified => format!("1 {}", validity.expires_rfc3339().unwrap_or_default()),
        SigningTime::Verified => format!("2 {}", validity.expires_rfc3339().unwrap_or_default()),
    }
}

fn ordered(scene: &mut Scene<'_>, wanted: Wanted) -> Vec<(Finding, UploadId)> {
    // Worst first, then in the order added.
    let mut rows = scene.view.findings_mut().list(wanted.filter).to_vec();
    if wanted.by != ResultColumn::Verdict {
        rows.sort_by_cached_key(|(_, id)| key(scene, *id, wanted.by));
    }
    if wanted.descending {
        rows.reverse();
    }
    rows
}

/// The sort key of a row: empty values come last.
fn key(scene: &Scene<'_>, id: UploadId, by: ResultColumn) -> (bool, String) {
    let Some(upload) = scene.find(id) else {
        return (true, String::new());
    };
    let text = match (by, &upload.verify) {
        (ResultColumn::File, _) => upload.source.name(),
        (ResultColumn::Issuer, VerifyState::Verified(facts)) => facts.summary().issuer.clone().unwrap_or_default(),
        (ResultColumn::Time, VerifyState::Verified(facts)) => by_validity(&facts.summary().validity),
        (ResultColumn::Reason, VerifyState::Verified(facts)) => report_words::explanation(&facts.explanation),
        (ResultColumn::Reason, VerifyState::Failed(_, failure)) => errors::failure(failure).message,
        _ => String::new(),
    };
    (text.is_empty(), natural_sort_key(&text))
}
