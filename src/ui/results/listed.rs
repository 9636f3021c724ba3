//! The order of the results: sorted again when results arrive, but not on each frame.

use crate::ui::{
    Scene,
    findings::{Finding, FindingFilter},
};
use content_credentials::read_report;
use model::{ById, UploadId, VerifiedFacts, VerifyState, natural};

/// Seconds before new results are sorted in: while thousands are verified, they arrive constantly.
pub(super) const SETTLES: f64 = 0.5;

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
    /// The verdict, explained.
    Reason,
}

impl ResultColumn {
    /// All columns, left to right.
    pub(super) const ALL: [Self; 4] = [Self::File, Self::Verdict, Self::Issuer, Self::Reason];

    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Verdict => "Verdict",
            Self::Issuer => "Issued by",
            Self::Reason => "Reason",
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
    places: ById<usize>,
    /// The filter and order of the rows, and the revision of the results.
    of: Option<(Wanted, u64)>,
    /// When they were sorted, by egui's clock.
    at: f64,
}

impl ResultRows {
    pub(crate) fn rows(&self) -> &[(Finding, UploadId)] {
        &self.rows
    }

    pub(super) fn place(&self, id: UploadId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The direction if sorted by this column: true is descending.
    pub(super) fn sort(&self, column: ResultColumn) -> Option<bool> {
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
        if self.of == Some((wanted, revision)) {
            return false;
        }
        let same = self.of.is_some_and(|(of, _)| of == wanted);
        if same && (holds || now < self.at + SETTLES) {
            return true;
        }
        self.rows = ordered(scene, wanted);
        self.places = self.rows.iter().enumerate().map(|(at, (_, id))| (*id, at)).collect();
        self.of = Some((wanted, revision));
        self.at = now;
        false
    }
}

/// The issuer of the signing certificate; empty if unknown.
pub(super) fn issuer(facts: &VerifiedFacts) -> String {
    let issuer = match &facts.brief {
        Some(brief) => brief.issuer.clone(),
        None => read_report(&facts.report).issuer,
    };
    issuer.unwrap_or_default()
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
        (ResultColumn::Issuer, VerifyState::Verified(facts)) => issuer(facts),
        (ResultColumn::Reason, VerifyState::Verified(facts)) => facts.explanation.clone(),
        (ResultColumn::Reason, VerifyState::Failed(_, failure)) => failure.message.clone(),
        _ => String::new(),
    };
    (text.is_empty(), natural(&text))
}
