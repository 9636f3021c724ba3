//! The content of one row of the results table.

use localization::text;

use crate::ui::{
    findings::Finding,
    report_words,
    shapes::Shape,
    track::{self, Tone},
    words,
};
use model::{Timestamp, Upload, VerifyState};

/// The content of one row.
pub(crate) struct ResultRow {
    pub(crate) name: String,
    pub(crate) label: String,
    /// The issuer of the signing certificate; empty if unknown.
    pub(crate) issuer: String,
    /// Whether the time of signing is verified, and when the certificate ends; empty if unknown.
    pub(crate) time: String,
    /// Whether the certificate ends soon, with no verified time.
    pub(crate) is_expiring: bool,
    /// What was found, or why the verification failed.
    pub(crate) reason: String,
    pub(crate) shape: Shape,
    pub(crate) tone: Tone,
}

impl ResultRow {
    pub(crate) fn of(upload: &Upload, finding: Finding, now: Timestamp) -> Self {
        let mut row = (String::new(), String::new(), String::new());
        let mut is_expiring = false;
        match &upload.verify {
            VerifyState::Verified(facts) => {
                let summary = facts.summary();
                row = (
                    summary.issuer.clone().unwrap_or_default(),
                    words::validity(&summary.validity),
                    report_words::explanation(&facts.explanation),
                );
                if let Some(ends) = facts.expiring(now) {
                    is_expiring = true;
                    row.2 = report_words::sentences(&words::expiring(ends), &row.2);
                }
                if upload.misses_identity() {
                    row.2 = report_words::sentences(&text!("table-no-identity"), &row.2);
                }
            }
            VerifyState::Failed(_, failure) => {
                row.2 = words::message_and_hint(failure);
            }
            VerifyState::NotAsked | VerifyState::Verifying(_) => {}
        }
        let (issuer, time, reason) = row;
        let (shape, tone) = match &upload.verify {
            VerifyState::Verified(_) if is_expiring => track::EXPIRING,
            VerifyState::Verified(facts) => track::found(facts),
            VerifyState::Verifying(_) => (Shape::Dots, Tone::Active),
            VerifyState::NotAsked | VerifyState::Failed(..) => (Shape::Cross, Tone::Bad),
        };
        Self {
            name: upload.source.name(),
            label: finding.label(),
            issuer,
            time,
            is_expiring,
            reason,
            shape,
            tone,
        }
    }

    /// Everything in one sentence.
    pub(super) fn sentence(&self) -> String {
        let mut facts = self.label.clone();
        if !self.issuer.is_empty() {
            facts = text!("batch-results-said-issuer", facts = facts, issuer = &self.issuer);
        }
        if !self.time.is_empty() {
            facts = text!(
                "batch-results-said-time",
                facts = facts,
                time = words::inside(&self.time)
            );
        }
        let words = text!(
            "batch-results-said",
            file = &self.name,
            facts = facts,
            reason = &self.reason
        );
        words.trim().to_owned()
    }
}
