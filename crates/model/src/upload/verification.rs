//! How far the verification of an upload is, and what it found.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Failure, UploadId};
use crate::{Timestamp, Verdict};

/// Which object a verification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyTarget {
    /// The object as it was uploaded.
    Original,
    /// The signed copy.
    Signed,
}

/// What a verification brought.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedFacts {
    /// Which object.
    pub target: VerifyTarget,
    /// What was found.
    pub verdict: Verdict,
    /// The verdict's sentence.
    pub explanation: String,
    /// What a list shows of the report.
    pub brief: Option<ReportBrief>,
    /// The report as it came. Empty in a row that has it in brief: reports are large, and this one is on record.
    pub report: Arc<str>,
    /// When the server answered.
    pub verified_at: Timestamp,
}

/// What a list shows of a report. The verdict stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportBrief {
    /// Whose certificate it was signed with, where the report tells.
    pub issuer: Option<String>,
    /// When it was signed, by a trusted clock, RFC 3339.
    pub time: Option<String>,
    /// The codes that speak against the file.
    pub failures: Vec<String>,
}

impl VerifiedFacts {
    /// As a row holds it for as long as the program runs: without the report where that is on record and here in brief.
    #[must_use]
    pub fn for_row(self, id: UploadId) -> Self {
        if self.brief.is_none() || !id.is_recorded() {
            return self;
        }
        Self {
            report: Arc::default(),
            ..self
        }
    }

    /// Whether the report is here.
    #[must_use]
    pub fn has_report(&self) -> bool {
        self.brief.is_none() || !self.report.is_empty()
    }

    /// Whether it is about a signed copy in which nothing was found that can be read: it was signed, so it should be
    /// there.
    #[must_use]
    pub const fn lost_credentials(&self) -> bool {
        matches!(
            (self.target, self.verdict),
            (
                VerifyTarget::Signed,
                Verdict::None | Verdict::Remote | Verdict::Unsupported
            )
        )
    }

    /// Whether it is anything but what was hoped for: a script ends with a failure then.
    #[must_use]
    pub const fn is_no_success(&self) -> bool {
        self.lost_credentials() || self.verdict.is_no_success()
    }

    /// Whether a person should look at it.
    #[must_use]
    pub(crate) const fn needs_attention(&self) -> bool {
        self.is_no_success() || matches!(self.verdict, Verdict::Valid)
    }
}

/// How far the verification of an upload is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum VerifyState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Waits for its turn or for the server.
    Verifying(VerifyTarget),
    /// Done.
    Verified(VerifiedFacts),
    /// The server could not say.
    Failed(VerifyTarget, Failure),
}
