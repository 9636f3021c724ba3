//! The verdict of a report, from its codes and from what it says of itself.

use std::collections::HashSet;

use serde_json::Value;

use super::{MOST_ENTRIES, clipped, document::Document, items, text, words};
use crate::model::Verdict;

/// Codes that mean the file was changed after it was signed.
pub(super) const TAMPERED: [&str; 4] = [
    "assertion.dataHash.mismatch",
    "assertion.hashedURI.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
];
pub(super) const UNTRUSTED: &str = "signingCredential.untrusted";
pub(super) const TRUSTED: &str = "signingCredential.trusted";
pub(super) const SIGNATURE_MISMATCH: &str = "claimSignature.mismatch";

/// What a code does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKind {
    /// It speaks against the file.
    Failure,
    /// It is worth knowing, and lowers no verdict.
    Informational,
    /// It was checked and is right.
    Success,
}

/// One code of a validation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCode {
    /// What it does to the verdict.
    pub kind: StatusKind,
    /// The code, such as `assertion.dataHash.match`.
    pub code: String,
    /// The code in plain words.
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
}

/// The codes of one place of the report. Codes of different places do not excuse each other.
#[derive(Default)]
struct Group<'a> {
    entries: Vec<(StatusKind, &'a Value)>,
    of_ingredient: bool,
}

impl<'a> Group<'a> {
    /// `{success, informational, failure}`: the heading says what its codes are.
    fn of_results(results: &'a Value, of_ingredient: bool) -> Self {
        let mut group = Self {
            of_ingredient,
            ..Self::default()
        };
        for (name, kind) in [
            ("failure", StatusKind::Failure),
            ("informational", StatusKind::Informational),
            ("success", StatusKind::Success),
        ] {
            group.entries.extend(items(&results[name]).map(|status| (kind, status)));
        }
        group
    }

    /// A flat list, where only the code tells.
    fn of_list(list: &'a Value) -> Self {
        let entries = items(list).filter_map(|status| {
            let code = code_of(status)?;
            let kind = if status["success"] == true {
                StatusKind::Success
            } else {
                kind_of(code)
            };
            Some((kind, status))
        });
        Self {
            entries: entries.collect(),
            of_ingredient: false,
        }
    }

    fn codes(&self, kind: StatusKind) -> impl Iterator<Item = &'a str> {
        let of_kind = self.entries.iter().filter(move |(found, _)| *found == kind);
        of_kind.filter_map(|(_, status)| code_of(status))
    }

    fn has(&self, code: &str) -> bool {
        self.codes(StatusKind::Failure)
            .chain(self.codes(StatusKind::Success))
            .any(|found| found == code)
    }
}

/// A status is an object with a code, or the code itself.
fn code_of(status: &Value) -> Option<&str> {
    status["code"].as_str().or_else(|| status.as_str())
}

/// All codes, by their places. `true` where the report has a place for codes at all.
fn groups(document: &Document) -> (Vec<Group<'_>>, bool) {
    let mut groups = Vec::new();
    let mut known = false;
    for layer in document.layers() {
        for results in [&layer["validation_results"], &layer["validationResults"]] {
            if results.is_object() {
                known = true;
                groups.push(Group::of_results(&results["activeManifest"], false));
                groups.push(Group::of_results(results, false));
                groups.extend(deltas(results));
            }
        }
        for list in [
            &layer["validation_status"],
            &layer["validationStatus"],
            &layer["status"],
        ] {
            known |= list.is_array();
            groups.push(Group::of_list(list));
        }
    }
    for (place, manifest) in items(&document.report()["manifests"]).enumerate() {
        let results = &manifest["validationResults"];
        known |= results.is_object();
        groups.push(Group::of_results(results, place > 0));
        groups.extend(deltas(manifest));
    }
    groups.retain(|group| !group.entries.is_empty());
    (groups, known)
}

fn deltas(of: &Value) -> impl Iterator<Item = Group<'_>> {
    items(&of["ingredientDeltas"]).map(|delta| Group::of_results(&delta["validationDeltas"], true))
}

/// What the report says of itself, besides its codes.
#[derive(Default)]
struct Said {
    invalid: bool,
    valid: bool,
    trusted: bool,
    /// Of the signer alone.
    is_trusted: Option<bool>,
}

impl Said {
    fn by(document: &Document) -> Self {
        let mut said = Self::default();
        for layer in document.layers() {
            for state in [&layer["validation_state"], &layer["validationState"], &layer["verdict"]] {
                match state.as_str().map(str::to_ascii_lowercase).as_deref() {
                    Some("invalid") => said.invalid = true,
                    Some("valid") => said.valid = true,
                    Some("trusted") => said.trusted = true,
                    _ => {}
                }
            }
            said.is_trusted = said.is_trusted.or_else(|| layer["summary"]["isTrusted"].as_bool());
        }
        said
    }

    fn anything(&self) -> bool {
        self.invalid || self.valid || self.trusted || self.is_trusted.is_some()
    }
}

/// Judges a report, step by step in this order: failures, an unknown signer, a trusted one, none, not supported.
pub(super) fn judge(document: &Document) -> Judged {
    let (groups, known) = groups(document);
    let failures = each_once(groups.iter().flat_map(|group| group.codes(StatusKind::Failure)));
    let said = Said::by(document);
    let (verdict, explanation) = if known || said.anything() {
        weigh(&groups, &failures, &said)
    } else if let Some((verdict, words)) = document.layers().find_map(refusal_in) {
        (verdict, words.to_owned())
    } else if document.is_empty_store() {
        (Verdict::None, NO_CREDENTIALS.to_owned())
    } else {
        unclear()
    };
    Judged {
        verdict,
        explanation,
        failures,
    }
}

fn weigh(groups: &[Group<'_>], failures: &[String], said: &Said) -> (Verdict, String) {
    let has = |code| groups.iter().any(|group| group.has(code));
    let untrusted = has(UNTRUSTED) || said.is_trusted == Some(false) && !has(TRUSTED);
    // c2pa-rs 0.59 says "mismatch" of a signature whose certificate is merely not on its list.
    let is_excused = |group: &Group<'_>, code: &str| code == SIGNATURE_MISMATCH && group.has(UNTRUSTED);
    let counts = |code: &str| {
        code != UNTRUSTED
            && groups
                .iter()
                .any(|group| group.codes(StatusKind::Failure).any(|found| found == code) && !is_excused(group, code))
    };
    let counted: Vec<_> = failures.iter().filter(|code| counts(code)).collect();
    if counted.iter().any(|code| TAMPERED.contains(&code.as_str())) {
        return (Verdict::Invalid, "The file was changed after it was signed.".to_owned());
    }
    if let Some(first) = counted.first() {
        let words = words::status(first).unwrap_or_default();
        let words = if words.is_empty() {
            String::new()
        } else {
            format!("{words} ")
        };
        return (
            Verdict::Invalid,
            format!("The Content Credentials do not hold. {words}({first})"),
        );
    }
    if failures.iter().any(|code| code == SIGNATURE_MISMATCH) {
        return (
            Verdict::Valid,
            "The signer is not recognised by this server, so the signature could not be confirmed.".to_owned(),
        );
    }
    const NOT_RECOGNISED: &str = "The file is as it was signed, but the signer is not recognised.";
    // Some engines call a signature invalid that has no other fault than its unknown signer.
    if untrusted {
        return (Verdict::Valid, NOT_RECOGNISED.to_owned());
    }
    if said.invalid {
        let words = "The Content Credentials do not hold; the report does not say why.";
        return (Verdict::Invalid, words.to_owned());
    }
    if said.valid {
        return (Verdict::Valid, NOT_RECOGNISED.to_owned());
    }
    if has(TRUSTED) || said.trusted || said.is_trusted == Some(true) {
        let words = "The file is as it was signed, and the signer is trusted.";
        return (Verdict::Trusted, words.to_owned());
    }
    if groups
        .iter()
        .any(|group| group.codes(StatusKind::Success).next().is_some())
    {
        return (Verdict::Valid, NOT_RECOGNISED.to_owned());
    }
    unclear()
}

fn unclear() -> (Verdict, String) {
    let words = "The report says neither valid nor invalid in words known here. Read it below.";
    (Verdict::Unknown, words.to_owned())
}

const NO_CREDENTIALS: &str = "This file has no Content Credentials.";

/// What the words of a refusal mean, where they are an answer.
pub(super) fn of_refusal(words: &str) -> Option<(Verdict, &'static str)> {
    let words = words.to_ascii_lowercase();
    if words.contains("no jumbf data found") {
        Some((Verdict::None, NO_CREDENTIALS))
    } else if words.contains("type is unsupported") {
        Some((Verdict::Unsupported, "This format cannot carry Content Credentials."))
    } else {
        None
    }
}

/// A refusal that came as JSON.
fn refusal_in(layer: &Value) -> Option<(Verdict, &'static str)> {
    ["error", "detail", "message", "title"]
        .into_iter()
        .find_map(|name| of_refusal(layer[name].as_str().or_else(|| layer[name]["message"].as_str())?))
        .or_else(|| of_refusal(layer.as_str()?))
}

/// Every code of the report for a person to look through, failures first. One that stands in two places is told once.
pub(super) fn statuses(document: &Document) -> Vec<StatusCode> {
    let mut seen = HashSet::new();
    let mut statuses = Vec::new();
    let (groups, _) = groups(document);
    for (group, kind, status) in groups
        .iter()
        .flat_map(|group| group.entries.iter().map(move |(kind, status)| (group, *kind, *status)))
    {
        let Some(code) = code_of(status) else { continue };
        if !seen.insert((code, status["url"].as_str())) {
            continue;
        }
        statuses.push(StatusCode {
            kind,
            code: clipped(code),
            words: words::status(code).unwrap_or_default().to_owned(),
            of_ingredient: group.of_ingredient,
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

fn kind_of(code: &str) -> StatusKind {
    if is_success(code) {
        StatusKind::Success
    } else if is_informational(code) {
        StatusKind::Informational
    } else {
        StatusKind::Failure
    }
}

/// Whether a code without a heading speaks against what it is about. An unknown signer does not.
pub(super) fn is_failure(code: &str) -> bool {
    code != UNTRUSTED && kind_of(code) == StatusKind::Failure
}

fn is_success(code: &str) -> bool {
    let last = code.rsplit('.').next().unwrap_or(code);
    matches!(
        last,
        "validated" | "match" | "trusted" | "notRevoked" | "accessible" | "insideValidity" | "wellFormed"
    )
}

fn is_informational(code: &str) -> bool {
    code.starts_with("timeStamp.")
        || code.starts_with("timeOfSigning.")
        || code.starts_with("signingCredential.ocsp.") && !code.ends_with(".revoked")
        || matches!(
            code,
            "algorithm.deprecated"
                | "manifest.unknownProvenance"
                | "manifest.unreferenced"
                | "ingredient.unknownProvenance"
                | "assertion.ingredient.unknownProvenance"
        )
}
