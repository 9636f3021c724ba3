//! The verdict of a report, from its codes and its stated result.
//!
//! The rules, in order: a failure in the file, then in an ingredient, is invalid. A signature mismatch with an unknown signer may
//! mean only that the signature wasn't checked, so it is unconfirmed. A failed identity says nothing about the file. Then come
//! an unknown signer (valid), a trusted signer, and everything else, which is unknown.

use std::collections::HashSet;

use super::{
    MAX_ENTRIES, clipped,
    codes::{
        EXPIRED, SIGNATURE_MISMATCH, SIGNATURE_VALID, STAMP_MISMATCH, STAMP_VALID, StatusKind, TRUSTED, UNTRUSTED,
        code_of,
    },
    document::Document,
    explanation::{self, Explanation},
    groups::{self, Codes, Groups, StatusTarget},
    refusal,
    statuses::{self, IdentityState},
    text,
    verifier::{self, Mismatch},
};
use crate::Verdict;

/// A verdict and what goes with it.
pub(super) struct Judgment {
    pub(super) verdict: Verdict,
    pub(super) explanation: Explanation,
    pub(super) failures: Vec<String>,
    pub(super) identity: Option<IdentityState>,
    pub(super) remote: Option<String>,
}

/// The result that the report states, apart from its codes.
#[derive(Default)]
struct Stated {
    invalid: bool,
    valid: bool,
    trusted: bool,
    /// A state, or a wrapper's verdict, other than these three.
    other: bool,
    /// Whether the signer is trusted. Says nothing about the file.
    is_trusted: Option<bool>,
}

impl Stated {
    fn of(document: &Document) -> Self {
        let mut stated = Self::default();
        for layer in document.layers() {
            for name in ["validation_state", "validationState", "verdict"] {
                let word = layer[name].as_str().map(|word| word.trim().to_ascii_lowercase());
                match word.as_deref() {
                    Some("invalid") => stated.invalid = true,
                    Some("valid") => stated.valid = true,
                    Some("trusted") => stated.trusted = true,
                    Some(_) => stated.other = true,
                    // A value that isn't a string may mean anything.
                    None => stated.other |= !layer[name].is_null(),
                }
            }
            stated.is_trusted = stated.is_trusted.or_else(|| layer["summary"]["isTrusted"].as_bool());
        }
        stated
    }

    const fn anything(&self) -> bool {
        self.invalid || self.valid || self.trusted || self.is_trusted.is_some()
    }
}

/// Judges a report.
pub(super) fn judge(document: &Document) -> Judgment {
    let groups = Groups::of(document);
    let stated = Stated::of(document);
    let identity = statuses::identity(document, &groups);
    let mut remote = document.layers().find_map(|layer| text(&layer["remote_url"]));
    let (verdict, mut explanation) = if !groups.all.is_empty() || stated.anything() {
        let weighed = evaluate(document, &groups, &stated);
        match weighed.0 {
            // The rest may contradict it.
            Verdict::Trusted | Verdict::Valid if document.is_cut() => (Verdict::Unknown, Explanation::TooLong),
            Verdict::Trusted | Verdict::Valid if document.is_unread() || groups.is_unread => {
                (Verdict::Unknown, Explanation::Unread)
            }
            _ => weighed,
        }
    } else if let Some(refused) = document.layers().find_map(refusal::in_json) {
        remote = refused.remote.or(remote);
        (refused.verdict, refused.explanation)
    } else if document.is_empty_store() && !document.is_cut() {
        (Verdict::None, Explanation::NoCredentials)
    } else {
        unclear()
    };
    if matches!(identity, Some(IdentityState::NotConfirmed(_))) && verdict.has_credentials() {
        explanation = Explanation::WithoutIdentity(Box::new(explanation));
    }
    Judgment {
        verdict,
        explanation,
        failures: without_duplicates(groups.codes(StatusKind::Failure)),
        identity,
        remote,
    }
}

/// What the codes of one place mean.
enum Finding<'a> {
    Valid,
    /// The signature may or may not be valid.
    Unsettled,
    Invalid(Vec<&'a str>),
}

fn judge_signature<'a>(document: &Document, codes: &Codes<'a>, meaning: Mismatch) -> Finding<'a> {
    let is_ambiguous = codes.failed(SIGNATURE_MISMATCH) && (codes.failed(UNTRUSTED) || codes.failed(EXPIRED));
    let is_open = |code: &str| is_ambiguous && matches!(code, SIGNATURE_MISMATCH | EXPIRED);
    let broken: Vec<_> = codes
        .failures()
        .filter(|code| *code != UNTRUSTED && !is_open(code))
        .collect();
    if !broken.is_empty() {
        return Finding::Invalid(broken);
    }
    if !is_ambiguous {
        return Finding::Valid;
    }
    if codes.complains_of(STAMP_MISMATCH) || meaning == Mismatch::Broken {
        return Finding::Invalid(vec![SIGNATURE_MISMATCH]);
    }
    if codes.succeeded(STAMP_VALID) {
        return if verifier::stamps_signature(document, mismatched_manifest(codes)) {
            Finding::Unsettled
        } else {
            Finding::Valid
        };
    }
    match meaning {
        Mismatch::Unclear => Finding::Unsettled,
        Mismatch::Broken | Mismatch::BrokenByClaim => Finding::Invalid(vec![SIGNATURE_MISMATCH]),
    }
}

/// The manifest with the signature mismatch.
fn mismatched_manifest<'a>(codes: &Codes<'a>) -> Option<&'a str> {
    let mut failures = codes.of(StatusKind::Failure);
    let mismatch = failures.find(|status| code_of(status) == Some(SIGNATURE_MISMATCH))?;
    groups::manifest_of(mismatch["url"].as_str()?)
}

fn evaluate(document: &Document, groups: &Groups<'_>, stated: &Stated) -> (Verdict, Explanation) {
    let places = groups.places();
    let meaning = verifier::mismatch(document, &places);
    if let Some(found) = evaluate_signatures(document, &places, meaning) {
        return found;
    }
    // The first place is always the file.
    let Some(file) = places.first() else { return unclear() };
    let is_valid = SIGNATURE_VALID.iter().any(|code| file.succeeded(code));
    let is_trusted = file.succeeded(TRUSTED) || stated.is_trusted == Some(true);
    // The mismatch turned out to mean only that the certificate has expired.
    let is_expired = file.failed(EXPIRED) && file.failed(SIGNATURE_MISMATCH);
    let untrusted = file.failed(UNTRUSTED) || is_expired || stated.is_trusted == Some(false) && !is_trusted;
    let is_ingredient = |codes: &&Codes<'_>| matches!(codes.target, StatusTarget::Ingredient(_));
    let unknown_ingredient = places
        .iter()
        .filter(is_ingredient)
        .find(|codes| codes.failed(UNTRUSTED));
    // Older engines let a failed identity make the whole file invalid.
    let identity_fails = places
        .iter()
        .any(|codes| codes.target == StatusTarget::Identity && codes.failures().next().is_some());
    let is_overruled = identity_fails && verifier::mixes_identity(document);
    let evidence = Evidence {
        untrusted,
        has_unknown_ingredient: unknown_ingredient.is_some(),
        identity_fails,
        is_overruled,
        is_valid,
    };
    if let Some(found) = weigh_without_evidence(file, stated, &evidence) {
        return found;
    }
    // An unknown state may be worse than all of these.
    if stated.other {
        return unclear();
    }
    if let Some(ingredient) = unknown_ingredient.filter(|_| !untrusted) {
        let words = explanation::unknown_ingredient(document, ingredient);
        return (Verdict::Valid, words);
    }
    if untrusted || stated.valid && !(identity_fails && is_trusted && is_valid) {
        return (Verdict::Valid, Explanation::NotKnown);
    }
    if is_trusted || stated.trusted {
        return (Verdict::Trusted, Explanation::Trusted);
    }
    if is_valid || stated.invalid {
        return (Verdict::Valid, Explanation::NotKnown);
    }
    unclear()
}

/// The verdict if a signature is broken or unsettled.
fn evaluate_signatures(document: &Document, places: &[Codes<'_>], meaning: Mismatch) -> Option<(Verdict, Explanation)> {
    let mut unsettled = None;
    for codes in places.iter().filter(|codes| codes.target != StatusTarget::Identity) {
        match judge_signature(document, codes, meaning) {
            Finding::Valid => {}
            Finding::Unsettled => {
                unsettled.get_or_insert(codes);
            }
            Finding::Invalid(broken) => {
                let file_is_valid = unsettled.is_none_or(|codes| codes.target != StatusTarget::File);
                let words = explanation::broken(document, codes, &broken, file_is_valid);
                return Some((Verdict::Invalid, words));
            }
        }
    }
    unsettled.map(|codes| (Verdict::Unconfirmed, explanation::unsettled(document, codes)))
}

/// What the codes say about the file, once none of them is a failure.
struct Evidence {
    untrusted: bool,
    has_unknown_ingredient: bool,
    identity_fails: bool,
    /// Whether the stated result may only be that of an identity.
    is_overruled: bool,
    /// Whether a code says that the signature is valid.
    is_valid: bool,
}

/// The verdict of a file that is called invalid or whose identity fails, if no code speaks for the file. A list of only failures
/// speaks for it if its worst is an unknown signer.
fn weigh_without_evidence(file: &Codes<'_>, stated: &Stated, evidence: &Evidence) -> Option<(Verdict, Explanation)> {
    let is_settled = file.failed(SIGNATURE_MISMATCH);
    let has_other_reason =
        file.failed(UNTRUSTED) || is_settled || evidence.has_unknown_ingredient && !evidence.identity_fails;
    let lists_success = file.of(StatusKind::Success).next().is_some();
    let has_evidence = evidence.is_valid || is_settled || has_other_reason && !lists_success;
    // Some servers state Invalid for an unknown signer alone. Without one, there is another reason.
    if stated.invalid && !evidence.untrusted && !evidence.has_unknown_ingredient && !evidence.is_overruled {
        return Some((Verdict::Invalid, Explanation::NoReason));
    }
    // That the signer is trusted doesn't mean that the signature was checked.
    let is_stated = stated.valid || stated.trusted || lists_success;
    let depends_on_signer = evidence.identity_fails && !is_stated && stated.is_trusted.is_some();
    (!has_evidence && (stated.invalid || depends_on_signer)).then(|| (Verdict::Unconfirmed, Explanation::Unchecked))
}

fn unclear() -> (Verdict, Explanation) {
    (Verdict::Unknown, Explanation::Unclear)
}

/// Removes duplicates: a report can wrap itself, and several ingredients can fail alike.
fn without_duplicates<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    codes
        .filter(|code| seen.insert(*code))
        .take(MAX_ENTRIES)
        .map(clipped)
        .collect()
}
