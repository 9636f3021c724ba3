//! Checking a file on this computer without a server: a child process reads its Content Credentials, and trust lists say who
//! the signer is. Nothing is sent or fetched.

mod signer;
mod wording;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    local_verification::limits,
    walk::{WalkEntry, Walker},
};
use content_credentials::{SigningTime, Verdict, read_refusal, read_report};
use decoder::{Answer, Decoders, Task};
use model::{CheckResult, FolderRules, SkipReason, Skipped};
use store::ProtectedData;
use trust_lists::TrustList;
use wording::Wording;

/// A child's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Outcome {
    /// A report, in the bytes that follow.
    Report {
        /// The first list that knows the signer.
        trust_list: Option<String>,
    },
    /// No report, in the words of the reader.
    Refused(String),
    /// It has no credentials, but says that there are some elsewhere.
    Elsewhere(String),
    /// It has no credentials, but its metadata names some in the file itself.
    Removed,
    /// It is gone or cannot be opened, for this reason.
    NotThere(String),
}

/// A child's answer to [`Task::Check`].
#[must_use]
pub fn check(path: &Path, trust: &[TrustList]) -> Answer {
    let (outcome, bytes) = signer::read(path, trust);
    Answer {
        facts: serde_json::to_value(outcome).unwrap_or_default(),
        bytes,
    }
}

/// Checks files by the same lists. Cheap to clone.
#[derive(Clone)]
pub struct Checker {
    decoders: Decoders,
    trust: Arc<[TrustList]>,
}

impl Checker {
    /// Checks by these lists, the first that knows a signer counts.
    #[must_use]
    pub fn new(decoders: Decoders, trust: Arc<[TrustList]>) -> Self {
        Self { decoders, trust }
    }

    /// Reads a file and judges it. Blocks until a child is free, and then for a limited time.
    #[must_use]
    pub fn check(&self, path: &Path) -> CheckResult {
        if !cfg!(feature = "reader") {
            return CheckResult::not_read("This build does not read files.");
        }
        let task = Task::Check {
            path: path.to_owned(),
            trust: Arc::clone(&self.trust),
        };
        let answer = match self.decoders.ask(&task, limits(path)) {
            Ok(answer) => answer,
            // There is a file, and what it says stays unknown.
            Err(given_up) => return unconfirmed(&given_up.to_string()),
        };
        match serde_json::from_value(answer.facts) {
            Ok(Outcome::Report { trust_list }) => match String::from_utf8(answer.bytes) {
                Ok(report) => self.judge(report, trust_list),
                Err(_) => unconfirmed(&decoder::DecodingFailure::DecoderFailed.to_string()),
            },
            Ok(Outcome::Refused(words)) => refused(&words),
            Ok(Outcome::Elsewhere(address)) => refused(&format!("must fetch remote manifests from url {address}")),
            Ok(Outcome::Removed) => CheckResult {
                verdict: Some(Verdict::None),
                ..CheckResult::not_read(wording::REMOVED)
            },
            Ok(Outcome::NotThere(why)) => CheckResult::not_read(&wording::sentence(&why)),
            Err(_) => unconfirmed(&decoder::DecodingFailure::DecoderFailed.to_string()),
        }
    }

    fn judge(&self, report: String, trust_list: Option<String>) -> CheckResult {
        let reading = read_report(&report);
        let wording = Wording {
            has_lists: !self.trust.is_empty(),
            trust_list: trust_list.as_deref(),
        };
        CheckResult {
            verdict: Some(reading.verdict),
            reason: wording.of(&reading.explanation),
            issuer: reading.issuer,
            // A time that nobody vouches for is none.
            time: reading.time.filter(|_| reading.validity.time == SigningTime::Verified),
            // Anyone can put another's certificates beside a broken signature.
            trust_list: trust_list.filter(|_| matches!(reading.verdict, Verdict::Trusted | Verdict::Valid)),
            report: Some(report.into()),
        }
    }
}

/// Something that a walk found.
#[derive(Debug)]
pub enum FoundToCheck {
    /// A file to check.
    File {
        /// Its path.
        path: PathBuf,
        /// Whether it was named, not found in a folder.
        named: bool,
    },
    /// Something that is left out.
    Skipped(Skipped),
}

/// Walks files and folders by the rules of an upload, until `each` breaks. `settings` is the settings file beside the program's
/// own data, which is left out. Blocks.
pub fn find_to_check(
    paths: &[PathBuf],
    rules: FolderRules,
    settings: Option<&Path>,
    each: &mut dyn FnMut(FoundToCheck) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let own = ProtectedData::beside(settings);
    let mut walker = Walker::new(rules, &own);
    for path in paths {
        walker.walk(path, &mut |found| {
            each(match found {
                WalkEntry::File { path: found, metadata } => {
                    let named = found == *path;
                    if metadata.is_file() {
                        FoundToCheck::File { path: found, named }
                    } else {
                        FoundToCheck::Skipped(Skipped {
                            path: found,
                            reason: SkipReason::NotAFile { named },
                        })
                    }
                }
                WalkEntry::Skipped(skipped) => FoundToCheck::Skipped(skipped),
            })
        })?;
    }
    ControlFlow::Continue(())
}

/// The result for a file that is there, but was not read to its end.
fn unconfirmed(reason: &str) -> CheckResult {
    CheckResult {
        verdict: Some(Verdict::Unconfirmed),
        ..CheckResult::not_read(reason)
    }
}

/// What the reader's refusal means.
fn refused(words: &str) -> CheckResult {
    let Some(reading) = read_refusal(words) else {
        return unconfirmed(&format!("It could not be read here: {}.", words.trim_end_matches('.')));
    };
    let reason = match reading.verdict {
        Verdict::Unsupported => wording::UNSUPPORTED,
        _ => &reading.explanation,
    };
    CheckResult {
        verdict: Some(reading.verdict),
        ..CheckResult::not_read(reason)
    }
}
