//! The content of one row of the results table.

use super::listed;
use crate::ui::{
    findings::Finding,
    shapes::Shape,
    track::{self, Tone},
};
use model::{Upload, VerifyState};

/// The content of one row.
pub(crate) struct ResultRow {
    pub(crate) name: String,
    pub(crate) label: &'static str,
    /// The issuer of the signing certificate; empty if unknown.
    pub(crate) issuer: String,
    /// What was found, or why the verification failed.
    pub(crate) reason: String,
    pub(crate) shape: Shape,
    pub(crate) tone: Tone,
}

impl ResultRow {
    pub(crate) fn of(upload: &Upload, finding: Finding) -> Self {
        let (issuer, reason) = match &upload.verify {
            VerifyState::Verified(facts) => (listed::issuer(facts), facts.explanation.clone()),
            VerifyState::Failed(_, failure) => {
                let reason = format!("{} {}", failure.message, failure.hint);
                (String::new(), reason.trim().to_owned())
            }
            VerifyState::NotAsked | VerifyState::Verifying(_) => Default::default(),
        };
        let (shape, tone) = match &upload.verify {
            VerifyState::Verified(facts) => track::found(facts),
            VerifyState::Verifying(_) => (Shape::Dots, Tone::Active),
            VerifyState::NotAsked | VerifyState::Failed(..) => (Shape::Cross, Tone::Bad),
        };
        Self {
            name: upload.source.name(),
            label: finding.label(),
            issuer,
            reason,
            shape,
            tone,
        }
    }

    /// Everything in one sentence.
    pub(super) fn sentence(&self) -> String {
        let issued = if self.issuer.is_empty() {
            String::new()
        } else {
            format!(", issued by {}", self.issuer)
        };
        format!("{}: {}{issued}. {}", self.name, self.label, self.reason)
            .trim()
            .to_owned()
    }
}
