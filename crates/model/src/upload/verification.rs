//! The verification of an upload, and its result.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Failure, SignedFacts, UploadId};
use crate::{Timestamp, Verdict};
use content_credentials::{Expiring, ReportSummary, Validity, read_report};

/// The object of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyTarget {
    /// The object as it was uploaded.
    Original,
    /// The signed copy.
    Signed,
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedFacts {
    /// The object.
    pub target: VerifyTarget,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict's sentence.
    pub explanation: String,
    /// What lists show of the report.
    pub brief: Option<ReportBrief>,
    /// The server's report. Empty in a row that has the summary: reports are large, and the database has it.
    pub report: Arc<str>,
    /// When the server answered.
    pub verified_at: Timestamp,
}

/// What lists show of a report, beside the verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportBrief {
    /// Who issued the signer's certificate, if the report says so.
    pub issuer: Option<String>,
    /// When it was signed, according to a trusted clock, as RFC 3339.
    pub time: Option<String>,
    /// Whether that time is verified, and when the signer's certificate ends.
    pub validity: Validity,
    /// The codes of what is wrong.
    pub failures: Vec<String>,
    /// Whether there is an identity (CAWG). `None` if the report doesn't tell.
    pub has_identity: Option<bool>,
}

impl From<ReportSummary> for ReportBrief {
    fn from(reading: ReportSummary) -> Self {
        let has_identity = (reading.identity.is_some() || reading.lacks_identity).then_some(!reading.lacks_identity);
        Self {
            has_identity,
            issuer: reading.issuer,
            time: reading.time,
            validity: reading.validity,
            failures: reading.failures,
        }
    }
}

/// What is said of a signed copy without the identity that was asked for.
pub const IDENTITY_NOT_ADDED: &str = "The server did not add the identity";

impl VerifiedFacts {
    /// The summary of the report.
    #[must_use]
    pub fn summary(&self) -> Cow<'_, ReportBrief> {
        match &self.brief {
            Some(brief) => Cow::Borrowed(brief),
            None => Cow::Owned(read_report(&self.report).into()),
        }
    }

    /// A warning, if the signature is valid now, has no verified time, and its certificate ends soon.
    #[must_use]
    pub fn expiring(&self, now: Timestamp) -> Option<Expiring> {
        matches!(self.verdict, Verdict::Trusted | Verdict::Valid)
            .then(|| self.summary().validity.expiring(now.as_millis().div_euclid(1000)))?
    }

    /// Whether this shows that the server did not add the identity that it was asked for with this signature. `None` if none was
    /// asked for, or the report doesn't tell.
    #[must_use]
    pub fn adds_identity(&self, signed: &SignedFacts) -> Option<bool> {
        let is_of_it = self.target == VerifyTarget::Signed && self.verified_at >= signed.signed_at;
        if signed.identity != Some(true) || !is_of_it || !self.verdict.has_credentials() {
            return None;
        }
        self.summary().has_identity
    }

    /// As a row keeps it: without the report, if there is a summary here and the report is in the database.
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

    /// Whether a signed copy has no readable credentials, although it was signed.
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

    /// Whether a script should fail.
    #[must_use]
    pub const fn fails_script(&self) -> bool {
        self.lost_credentials() || self.verdict.fails_script()
    }

    /// Whether the user should look at it.
    #[must_use]
    pub(crate) const fn needs_attention(&self) -> bool {
        self.fails_script() || matches!(self.verdict, Verdict::Valid)
    }
}

/// The state of a verification.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum VerifyState {
    /// Not requested.
    #[default]
    NotAsked,
    /// Waiting for its turn or for the server.
    Verifying(VerifyTarget),
    /// Done.
    Verified(VerifiedFacts),
    /// Failed.
    Failed(VerifyTarget, Failure),
}
