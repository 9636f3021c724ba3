//! The verdict of a report, from its codes and from what it says of itself.
//!
//! The rules, in their order: what fails in the file, then in an ingredient, is invalid. A mismatch beside an unknown signer
//! may be no more than that, and is never called valid. An identity that does not hold says nothing of the file. Then an
//! unknown signer, a trusted one, and what no file or server has.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    MOST_ENTRIES, claim, clipped,
    document::Document,
    explanation,
    groups::{self, Codes, Groups, Place, StatusKind, code_of},
    refusal, status_words, text, verifier,
    verifier::Mismatch,
    words,
};
use crate::Verdict;

/// Codes that mean the file was changed after it was signed.
pub(super) const TAMPERED: [&str; 4] = [
    "assertion.dataHash.mismatch",
    "assertion.hashedURI.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
];
pub(super) const UNTRUSTED: &str = "signingCredential.untrusted";
pub(super) const EXPIRED: &str = "signingCredential.expired";
pub(super) const TRUSTED: &str = "signingCredential.trusted";
pub(super) const REVOKED: &str = "signingCredential.ocsp.revoked";
pub(super) const SIGNATURE_MISMATCH: &str = "claimSignature.mismatch";
pub(super) const STAMP_FITS: &str = "timeStamp.validated";
pub(super) const STAMP_MISMATCH: &str = "timeStamp.mismatch";
/// As engines spell it, and as Que's reference does.
const SIGNATURE_HOLDS: [&str; 2] = ["claimSignature.validated", "claim.signature.validated"];

/// One code of a validation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCode {
    /// What it does to the verdict.
    pub kind: StatusKind,
    /// The code, such as `assertion.dataHash.match`.
    pub code: String,
    /// The code in plain words; empty for one that is not known here.
    pub words: String,
    /// Whether it is about an ingredient and not about the file itself.
    pub of_ingredient: bool,
    /// What it is about: the last parts of its address.
    pub place: Option<String>,
    /// The engine's own words.
    pub explanation: Option<String>,
}

/// What was judged.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) explanation: String,
    pub(super) failures: Vec<String>,
    pub(super) identity: Option<String>,
    pub(super) remote: Option<String>,
}

/// What the report says of itself, besides its codes.
#[derive(Default)]
struct Said {
    invalid: bool,
    valid: bool,
    trusted: bool,
    /// A state, or the verdict of a wrapper, that is none of these three.
    other: bool,
    /// Of the signer alone.
    is_trusted: Option<bool>,
}

impl Said {
    fn by(document: &Document) -> Self {
        let mut said = Self::default();
        for layer in document.layers() {
            for name in ["validation_state", "validationState", "verdict"] {
                let word = layer[name].as_str().map(|word| word.trim().to_ascii_lowercase());
                match word.as_deref() {
                    Some("invalid") => said.invalid = true,
                    Some("valid") => said.valid = true,
                    Some("trusted") => said.trusted = true,
                    Some(_) => said.other = true,
                    // No word at all may say anything.
                    None => said.other |= !layer[name].is_null(),
                }
            }
            said.is_trusted = said.is_trusted.or_else(|| layer["summary"]["isTrusted"].as_bool());
        }
        said
    }

    const fn anything(&self) -> bool {
        self.invalid || self.valid || self.trusted || self.is_trusted.is_some()
    }
}

/// Judges a report.
pub(super) fn judge(document: &Document) -> Judged {
    let groups = Groups::of(document);
    let said = Said::by(document);
    let identity = identity(document, &groups);
    let mut remote = document.layers().find_map(|layer| text(&layer["remote_url"]));
    let (verdict, mut explanation) = if !groups.all.is_empty() || said.anything() {
        let weighed = weigh(document, &groups, &said);
        match weighed.0 {
            // What was left out may say otherwise.
            Verdict::Trusted | Verdict::Valid if document.is_cut() => {
                (Verdict::Unknown, explanation::TOO_LONG.to_owned())
            }
            Verdict::Trusted | Verdict::Valid if document.is_unread() || groups.is_unread => {
                (Verdict::Unknown, explanation::UNREAD.to_owned())
            }
            _ => weighed,
        }
    } else if let Some(refused) = document.layers().find_map(refusal::in_json) {
        remote = refused.remote.or(remote);
        (refused.verdict, refused.explanation)
    } else if document.is_empty_store() && !document.is_cut() {
        (Verdict::None, refusal::NO_CREDENTIALS.to_owned())
    } else {
        unclear()
    };
    if identity
        .as_deref()
        .is_some_and(|words| words.starts_with(NOT_CONFIRMED))
        && verdict.has_credentials()
    {
        explanation.push_str(" The identity in it is not confirmed.");
    }
    Judged {
        verdict,
        explanation,
        failures: each_once(groups.codes(StatusKind::Failure)),
        identity,
        remote,
    }
}

/// What the codes of one place come to.
enum Finding<'a> {
    Holds,
    /// The signature may be right or not.
    Unsettled,
    Broken(Vec<&'a str>),
}

fn settle<'a>(document: &Document, codes: &Codes<'a>, meaning: Mismatch) -> Finding<'a> {
    let is_ambiguous = codes.failed(SIGNATURE_MISMATCH) && (codes.failed(UNTRUSTED) || codes.failed(EXPIRED));
    let is_open = |code: &str| is_ambiguous && matches!(code, SIGNATURE_MISMATCH | EXPIRED);
    let broken: Vec<_> = codes
        .failures()
        .filter(|code| *code != UNTRUSTED && !is_open(code))
        .collect();
    if !broken.is_empty() {
        return Finding::Broken(broken);
    }
    if !is_ambiguous {
        return Finding::Holds;
    }
    if codes.complains_of(STAMP_MISMATCH) || meaning == Mismatch::Broken {
        return Finding::Broken(vec![SIGNATURE_MISMATCH]);
    }
    if codes.succeeded(STAMP_FITS) {
        return if verifier::stamps_signature(document, label_of(codes)) {
            Finding::Unsettled
        } else {
            Finding::Holds
        };
    }
    match meaning {
        Mismatch::Unclear => Finding::Unsettled,
        Mismatch::Broken | Mismatch::BrokenByClaim => Finding::Broken(vec![SIGNATURE_MISMATCH]),
    }
}

/// The manifest whose signature is in doubt.
fn label_of<'a>(codes: &Codes<'a>) -> Option<&'a str> {
    let mut failures = codes.of(StatusKind::Failure);
    let mismatch = failures.find(|status| code_of(status) == Some(SIGNATURE_MISMATCH))?;
    groups::manifest_of(mismatch["url"].as_str()?)
}

fn weigh(document: &Document, groups: &Groups<'_>, said: &Said) -> (Verdict, String) {
    let places = groups.places();
    let meaning = verifier::mismatch(document, &places);
    let mut unsettled = None;
    for codes in places.iter().filter(|codes| codes.place != Place::Identity) {
        match settle(document, codes, meaning) {
            Finding::Holds => {}
            Finding::Unsettled => {
                unsettled.get_or_insert(codes);
            }
            Finding::Broken(broken) => {
                let file_holds = unsettled.is_none_or(|codes| codes.place != Place::File);
                return (
                    Verdict::Invalid,
                    explanation::broken(document, codes, &broken, file_holds),
                );
            }
        }
    }
    if let Some(codes) = unsettled {
        return (Verdict::Unconfirmed, explanation::unsettled(document, codes));
    }
    // There is always one of the file.
    let Some(file) = places.first() else { return unclear() };
    let holds = SIGNATURE_HOLDS.iter().any(|code| file.succeeded(code));
    let is_trusted = file.succeeded(TRUSTED) || said.is_trusted == Some(true);
    // A mismatch beside an expired certificate that came out as no more than that.
    let is_expired = file.failed(EXPIRED) && file.failed(SIGNATURE_MISMATCH);
    let untrusted = file.failed(UNTRUSTED) || is_expired || said.is_trusted == Some(false) && !is_trusted;
    let is_part = |codes: &&Codes<'_>| matches!(codes.place, Place::Ingredient(_));
    let unknown_part = places.iter().filter(is_part).find(|codes| codes.failed(UNTRUSTED));
    // Older engines let somebody's identity decide about the file.
    let identity_fails = places
        .iter()
        .any(|codes| codes.place == Place::Identity && codes.failures().next().is_some());
    let is_overruled = identity_fails && verifier::mixes_identity(document);
    let spoken = Spoken {
        untrusted,
        has_unknown_part: unknown_part.is_some(),
        identity_fails,
        is_overruled,
        holds,
    };
    if let Some(found) = unless_spoken_for(file, said, &spoken) {
        return found;
    }
    // A state that is not known may be worse than all of these.
    if said.other {
        return unclear();
    }
    if let Some(part) = unknown_part.filter(|_| !untrusted) {
        let words = explanation::unknown_part(document, part);
        return (Verdict::Valid, words);
    }
    if untrusted || said.valid && !(identity_fails && is_trusted && holds) {
        return (Verdict::Valid, explanation::NOT_KNOWN.to_owned());
    }
    if is_trusted || said.trusted {
        return (Verdict::Trusted, explanation::TRUSTED.to_owned());
    }
    if holds || said.invalid {
        return (Verdict::Valid, explanation::NOT_KNOWN.to_owned());
    }
    unclear()
}

/// What is known when it is asked whether anything speaks for a file.
struct Spoken {
    untrusted: bool,
    has_unknown_part: bool,
    identity_fails: bool,
    /// Whether the state may come from an identity alone.
    is_overruled: bool,
    holds: bool,
}

/// The verdict of a file that is called invalid, or whose identity fails, where nothing else speaks for it. A list of
/// failures alone does, where it has one that is no more than an unknown signer.
fn unless_spoken_for(file: &Codes<'_>, said: &Said, spoken: &Spoken) -> Option<(Verdict, String)> {
    let is_settled = file.failed(SIGNATURE_MISMATCH);
    let has_other_reason = file.failed(UNTRUSTED) || is_settled || spoken.has_unknown_part && !spoken.identity_fails;
    let tells_success = file.of(StatusKind::Success).next().is_some();
    let is_spoken_for = spoken.holds || is_settled || has_other_reason && !tells_success;
    // Some call invalid what has no other fault than its unknown signer.
    if said.invalid && !spoken.untrusted && !spoken.has_unknown_part && !spoken.is_overruled {
        return Some((Verdict::Invalid, explanation::NO_REASON.to_owned()));
    }
    // Whose signature it is says not that it was checked.
    let is_said = said.valid || said.trusted || tells_success;
    let hangs_on_signer = spoken.identity_fails && !is_said && said.is_trusted.is_some();
    (!is_spoken_for && (said.invalid || hangs_on_signer))
        .then(|| (Verdict::Unconfirmed, explanation::UNCHECKED.to_owned()))
}

fn unclear() -> (Verdict, String) {
    (Verdict::Unknown, explanation::UNCLEAR.to_owned())
}

const NOT_CONFIRMED: &str = "not confirmed";

/// What was found of an identity (CAWG) that stands in the credentials; `None` where none stands there.
fn identity(document: &Document, groups: &Groups<'_>) -> Option<String> {
    let found: Vec<_> = groups
        .all
        .iter()
        .filter(|group| group.place == Place::Identity)
        .flat_map(|group| group.entries.iter())
        .filter_map(|(kind, status)| Some((*kind, code_of(status)?)))
        .collect();
    if let Some((_, code)) = found.iter().find(|(kind, _)| *kind == StatusKind::Failure) {
        let words = status_words::of_identity(code).map_or_else(String::new, |words| format!(" {words}"));
        return Some(format!("{NOT_CONFIRMED}.{words} ({})", clipped(code)));
    }
    let confirms = |code: &str| matches!(code, TRUSTED | "cawg.identity.trusted" | "cawg.ica.credential_valid");
    if found
        .iter()
        .any(|(kind, code)| *kind == StatusKind::Success && confirms(code))
    {
        return Some("confirmed".to_owned());
    }
    let is_there = claim::assertions(document.active()).any(|(label, _)| claim::plain_label(label) == "cawg.identity");
    (is_there || !found.is_empty()).then(|| "not checked".to_owned())
}

/// Whether the signer's certificate was revoked, as far as the server found out. A report of failures alone does not tell
/// what went well.
pub(super) fn revocation(document: &Document) -> Option<String> {
    let groups = Groups::of(document);
    let of_file = groups.all.iter().filter(|group| group.place == Place::File);
    let entries: Vec<_> = of_file.flat_map(|group| group.entries.iter()).collect();
    let find = |codes: &[&str]| {
        let mut found = entries.iter().map(|(_, status)| *status);
        found.find(|status| code_of(status).is_some_and(|code| codes.contains(&code)))
    };
    let tells_success = entries.iter().any(|(kind, _)| *kind == StatusKind::Success);
    let words = if let Some(status) = find(&[REVOKED, "signingCredential.revoked"]) {
        let told = text(&status["explanation"]).map_or_else(String::new, |words| format!(": {words}"));
        return Some(format!("reported as revoked{told}"));
    } else if find(&["signingCredential.ocsp.notRevoked"]).is_some() {
        "not revoked"
    } else if find(&["signingCredential.ocsp.unknown"]).is_some() {
        "not known to the certificate's issuer"
    } else if tells_success
        || find(&["signingCredential.ocsp.skipped", "signingCredential.ocsp.inaccessible"]).is_some()
    {
        "not checked"
    } else {
        return None;
    };
    Some(words.to_owned())
}

/// Every code of the report for a person to look through, failures first. One that stands in two places is told once.
pub(super) fn statuses(document: &Document) -> Vec<StatusCode> {
    let mut seen = HashSet::new();
    let mut statuses = Vec::new();
    let groups = Groups::of(document);
    for (group, kind, status) in groups
        .all
        .iter()
        .flat_map(|group| group.entries.iter().map(move |(kind, status)| (group, *kind, *status)))
    {
        let Some(code) = code_of(status) else { continue };
        if !seen.insert((code, status["url"].as_str())) {
            continue;
        }
        statuses.push(StatusCode {
            // It has a line of its own.
            kind: if kind == StatusKind::Failure && group.place == Place::Identity {
                StatusKind::Informational
            } else {
                kind
            },
            code: clipped(code),
            words: match group.place {
                Place::Identity => status_words::of_identity(code),
                _ => status_words::of(code),
            }
            .unwrap_or_default()
            .to_owned(),
            of_ingredient: matches!(group.place, Place::Ingredient(_)),
            place: status["url"].as_str().map(words::place),
            explanation: text(&status["explanation"]),
        });
        if statuses.len() == MOST_ENTRIES {
            break;
        }
    }
    statuses.sort_by_key(|status| (status.kind, status.of_ingredient));
    statuses
}

/// A plain report can be its own wrapper, and several ingredients can fail alike.
fn each_once<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    codes
        .filter(|code| seen.insert(*code))
        .take(MOST_ENTRIES)
        .map(clipped)
        .collect()
}

/// Whether a code without a heading speaks against what it is about. An unknown signer does not, and an identity neither.
pub(super) fn is_failure(status: &Value) -> Option<&str> {
    let code = code_of(status)?;
    let counts = code != UNTRUSTED && !groups::is_identity_code(code) && groups::kind_of(code) == StatusKind::Failure;
    counts.then_some(code)
}
