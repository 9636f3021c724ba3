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
