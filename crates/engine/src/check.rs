//! Checking a file on this computer without a server: a child process reads its Content Credentials, and trust lists say who
//! the signer is. Nothing is sent or fetched.

#[cfg(feature = "reader")]
mod boxes;
#[cfg(feature = "reader")]
mod identities;
#[cfg(feature = "reader")]
mod known_by;
mod signer;
#[cfg(feature = "reader")]
mod time_authority;
mod wording;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    local_verification::LONGEST_REPORT,
    opened::limits_of_reads,
    walk::{WalkEntry, Walker},
};
use content_credentials::{Explanation, IdentityState, SigningTime, Verdict, read_report, stored_elsewhere};
use decoder::{Answer, Decoders, Task};
use model::{CheckResult, FolderRules, ReadFault, SkipReason, Skipped};
use store::ProtectedData;
use trust_lists::TrustList;
use wording::Wording;

/// How many times a check may read a large file: for its certificates, by the list that knows its signer, by all lists for its
/// ingredients, and without one. More lists that know the signer have to do with this time too.
const MAX_READS: u64 = 4;

/// A child's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Outcome {
    /// A report, in the bytes that follow.
    Report {
        /// The first list that knows the signer.
        trust_list: Option<String>,
        /// The first list that knows its identities.
        #[serde(default)]
        identity_list: Option<String>,
        /// The name of the manifest store beside the file that it was read from, if it is not in the file.
        sidecar: Option<String>,
    },
    /// It could not be read to its end, in the words of the reader. They may quote the file, so they decide nothing.
    Refused(String),
    /// It has no credentials.
    Nothing,
    /// It has none, but this manifest store beside it, which can't be read.
    StoreUnreadable(String),
    /// It has no credentials, but says that there are some elsewhere.
    Elsewhere(String),
    /// The reader does not know the format.
    Unsupported,
    /// By its name it has this format, which the reader knows, but not by its content.
    NotOfItsType(String),
    /// It holds the credentials of another file.
    OnlyCredentials,
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
            return CheckResult::not_read(&wording::sentence(&ReadFault::NoReading.to_string()));
        }
        let task = Task::Check {
            path: path.to_owned(),
            trust: Arc::clone(&self.trust),
        };
        let limits = limits_of_reads(path, LONGEST_REPORT, MAX_READS);
        let answer = match self.decoders.ask(&task, limits) {
            Ok(answer) => answer,
            // There is a file, and what it says stays unknown.
            Err(given_up) => return unconfirmed(&wording::given_up(&given_up)),
        };
        match serde_json::from_value(answer.facts) {
            Ok(Outcome::Report {
                trust_list,
                identity_list,
                sidecar,
            }) => match String::from_utf8(answer.bytes) {
                Ok(report) => self.judge(report, (trust_list, identity_list), sidecar.as_deref()),
                Err(_) => unconfirmed(&decoder::DecodingFailure::DecoderFailed.to_string()),
            },
            Ok(Outcome::Refused(words)) => unconfirmed(&wording::not_read_to_its_end(&words)),
            Ok(Outcome::Nothing) => without_report(Verdict::None, &Explanation::NoCredentials.to_string()),
            Ok(Outcome::StoreUnreadable(name)) => unconfirmed(&Explanation::StoreUnreadable(name).to_string()),
            Ok(Outcome::Elsewhere(address)) => {
                let reading = stored_elsewhere(&address);
                without_report(reading.verdict, &reading.explanation)
            }
            Ok(Outcome::Removed) => without_report(Verdict::None, &Explanation::MentionedOnly.to_string()),
            Ok(Outcome::Unsupported) => without_report(Verdict::Unsupported, &Explanation::UnsupportedHere.to_string()),
            Ok(Outcome::NotOfItsType(format)) => unconfirmed(&wording::not_of_its_type(&format)),
            Ok(Outcome::OnlyCredentials) => CheckResult::not_read(&Explanation::StoreAlone.to_string()),
            Ok(Outcome::NotThere(why)) => CheckResult::not_read(&wording::sentence(&why)),
            Err(_) => unconfirmed(&decoder::DecodingFailure::DecoderFailed.to_string()),
        }
    }

    /// `lists` know the signer, and the identities.
    fn judge(&self, report: String, lists: (Option<String>, Option<String>), sidecar: Option<&str>) -> CheckResult {
        let (trust_list, identity_list) = lists;
        let reading = read_report(&report);
        let wording = Wording {
            has_lists: !self.trust.is_empty(),
            trust_list: trust_list.as_deref(),
        };
        // An unverified time doesn't count.
        let (time, unverified_time) = match reading.validity.time {
            SigningTime::Verified => (reading.time, None),
            SigningTime::Unverified | SigningTime::NotStated => (None, reading.time),
        };
        CheckResult {
            verdict: Some(reading.verdict),
            reason: wording::with_sidecar(sidecar, reading.verdict, wording.of(&reading.explanation)),
            issuer: reading.issuer,
            time,
            unverified_time,
            // Anyone can put another's certificates beside a broken signature.
            trust_list: trust_list.filter(|_| matches!(reading.verdict, Verdict::Trusted | Verdict::Valid)),
            identity_trust_list: identity_list.filter(|_| reading.identity == Some(IdentityState::Confirmed)),
            identity: reading.identity.map(|found| found.to_string()),
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
/// own data, which is left out unless it is named: reading is not uploading. Blocks.
pub fn find_to_check(
    paths: &[PathBuf],
    rules: FolderRules,
    settings: Option<&Path>,
    each: &mut dyn FnMut(FoundToCheck) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let own = ProtectedData::beside(settings);
    let mut walker = Walker::to_read(rules, &own);
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

/// The result for a file whose check broke off by a fault of the program.
#[must_use]
pub fn broken() -> CheckResult {
    unconfirmed(&wording::sentence(&ReadFault::Stopped.to_string()))
}

/// Why a file cannot be read whose format the reader does not know: by its name, it may promise one that it does.
#[cfg(feature = "reader")]
pub(crate) fn why_unsupported(path: &Path, format: &str) -> String {
    match signer::other_format(path, format) {
        Outcome::NotOfItsType(format) => wording::not_of_its_type(&format),
        _ => wording::sentence(&ReadFault::TypeNotInspected.to_string()),
    }
}

/// The result for a file that is there, but was not read to its end.
fn unconfirmed(reason: &str) -> CheckResult {
    without_report(Verdict::Unconfirmed, reason)
}

fn without_report(verdict: Verdict, reason: &str) -> CheckResult {
    CheckResult {
        verdict: Some(verdict),
        ..CheckResult::not_read(reason)
    }
}

#[cfg(all(test, feature = "reader"))]
mod tests;
