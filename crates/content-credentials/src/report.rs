//! Interprets verification reports of any shape that servers send.
//!
//! A report's shape depends on the server's engine and the requested mode. Every field is optional, and an unknown shape is not an
//! error: its verdict is [`Verdict::Unknown`].
//!
//! [`read_report`] gives the verdict with a summary, [`Report::read`] all details. Both are bounded in time and memory, because
//! the contents come from whoever made the file.

mod ai;
mod assertions;
mod bounded;
mod certificates;
mod claim;
mod codes;
mod document;
mod explanation;
mod groups;
mod ingredients;
mod kinds;
mod pictures;
mod recorded;
mod refusal;
mod status_words;
mod statuses;
mod validity;
mod verdict;
mod verifier;
mod words;
mod x509;

use serde_json::Value;

pub use ai::AiUse;
pub use assertions::Assertion;
pub use bounded::bounded_json;
pub use certificates::{Certificate, CertificateField};
pub use claim::Action;
pub use codes::StatusKind;
pub use explanation::{CHANGED as CHANGED_AFTER_SIGNING, EngineWords, Explanation, KnownBy, TrustUsed};
pub(super) use explanation::{NOT_CONFIRMED_THERE, NOT_SETTLED};
pub use ingredients::{Ingredient, Role};
pub use status_words::StatusMeaning;
pub use statuses::{IdentityState, Revocation, StatusCode};
pub use validity::{CHECKED_HERE, Expiring, SigningTime, Validity, certificate_in_evidence};
pub use words::{ActionKind, AssertionKind, Field, FieldName, FieldValue, SourceKind};

use crate::{EngineVersion, Verdict};
use document::Document;

/// How many entries of a list are read.
const MAX_ENTRIES: usize = 500;

/// How many characters of a text are read.
const MAX_CHARS: usize = 2000;

/// The verdict of a report, with a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSummary {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict as a sentence, which [`Explanation::read`] reads.
    pub explanation: String,
    /// Who issued the signer's certificate, or the signer.
    pub issuer: Option<String>,
    /// The time of signing from a time stamp, RFC 3339.
    pub time: Option<String>,
    /// Whether that time is verified, and when the signer's certificate ends.
    pub validity: Validity,
    /// The program or device that made the claim.
    pub generator: Option<String>,
    /// The title in the manifest.
    pub title: Option<String>,
    /// The failure codes of the file, its ingredients, and its identities.
    pub failures: Vec<String>,
    /// The result for an identity (CAWG), if there is one. It changes no verdict.
    pub identity: Option<IdentityState>,
    /// Whether the report lists the assertions of the file, all of them, and none is an identity.
    pub lacks_identity: bool,
    /// The address of credentials that are stored outside of the file.
    pub remote: Option<String>,
}

/// All details of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The verdict with a summary.
    pub reading: ReportSummary,
    /// The common name in the signer's certificate.
    pub common_name: Option<String>,
    /// The signature algorithm.
    pub algorithm: Option<String>,
    /// The serial number of the signer's certificate.
    pub serial_number: Option<String>,
    /// The library that made the claim, such as `c2pa-rs 0.90.2`.
    pub library: Option<String>,
    /// What is stated about the use of AI.
    pub ai: AiUse,
    /// The actions in order, oldest first.
    pub actions: Vec<Action>,
    /// The other assertions.
    pub assertions: Vec<Assertion>,
    /// The ingredients. Each follows the one that it belongs to, with a depth of one more.
    pub ingredients: Vec<Ingredient>,
    /// Whether ingredients were left out.
    pub more_ingredients: bool,
    /// The address of the file's own thumbnail in its manifest store.
    pub thumbnail: Option<String>,
    /// The validation codes.
    pub statuses: Vec<StatusCode>,
    /// The certificates in the report.
    pub certificates: Vec<Certificate>,
    /// Whether the report describes the signature. If so, a missing time means that there is none.
    pub tells_time: bool,
    /// Whether the signer's certificate was revoked, if the report says.
    pub revocation: Option<Revocation>,
}

impl Report {
    /// Reads a report, or the text of a refusal.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let Ok(document) = Document::parse(text) else {
            return Self::of(unread(text));
        };
        let active = document.active();
        let ingredients = ingredients::of(&document);
        let actions = claim::actions(active);
        let signature = claim::signature(&document);
        Self {
            ai: ai_use(&actions, &ingredients.list),
            assertions: assertions::of(active),
            common_name: signature.common_name,
            algorithm: signature.algorithm,
            serial_number: signature.serial_number,
            library: claim::library(active),
            statuses: statuses::statuses(&document),
            tells_time: claim::has_signature(active),
            revocation: statuses::revocation(&document),
            certificates: certificates::of(&document),
            more_ingredients: ingredients.more,
            thumbnail: pictures::of_claim(active, document.active_label()),
            ingredients: ingredients.list,
            actions,
            reading: reading(&document),
        }
    }

    fn of(reading: ReportSummary) -> Self {
        Self {
            reading,
            common_name: None,
            algorithm: None,
            serial_number: None,
            library: None,
            ai: AiUse::NotStated,
            actions: Vec::new(),
            assertions: Vec::new(),
            ingredients: Vec::new(),
            more_ingredients: false,
            thumbnail: None,
            statuses: Vec::new(),
            certificates: Vec::new(),
            tells_time: false,
            revocation: None,
        }
    }
}

/// Reads a report, or the text of a refusal.
#[must_use]
pub fn read_report(text: &str) -> ReportSummary {
    Document::parse(text).map_or_else(|_| unread(text), |document| reading(&document))
}

/// Reads the text of a server that refused to verify. Some refusals are results, not errors: `None` for all others.
#[must_use]
pub fn read_refusal(text: &str) -> Option<ReportSummary> {
    // A report may quote the same text.
    if text.trim_start().starts_with('{') {
        return None;
    }
    refusal::of(text).map(refused)
}

/// The reading of a file without credentials whose metadata says where they are, whatever else this address says.
#[must_use]
pub fn stored_elsewhere(address: &str) -> ReportSummary {
    refused(refusal::elsewhere(address))
}

fn refused(refusal: refusal::Refusal) -> ReportSummary {
    ReportSummary {
        verdict: refusal.verdict,
        remote: refusal.remote,
        ..unknown(&refusal.explanation)
    }
}

/// The engine that made the active claim of a report: the server's, if the server signed the file.
#[must_use]
pub fn signing_engine(text: &str) -> Option<EngineVersion> {
    let document = Document::parse(text).ok()?;
    let (major, minor) = verifier::versions(&document).max()?;
    Some(EngineVersion { major, minor })
}

/// The label of a report's active manifest.
pub(super) fn active_manifest(text: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    document.active_label().map(str::to_owned)
}

fn reading(document: &Document) -> ReportSummary {
    let judgment = verdict::judge(document);
    let signature = claim::signature(document);
    let active = document.active();
    // A report that lists nothing says nothing about it.
    let lists_assertions = claim::assertions(active).next().is_some();
    let is_whole = !document.is_cut() && !document.is_unread();
    ReportSummary {
        verdict: judgment.verdict,
        lacks_identity: lists_assertions && is_whole && judgment.identity.is_none(),
        explanation: judgment.explanation.to_string(),
        issuer: signature.issuer,
        time: signature.time,
        validity: Validity::of(document),
        generator: claim::generator(active),
        title: claim::title(document),
        failures: judgment.failures,
        identity: judgment.identity,
        remote: judgment.remote,
    }
}

/// What the actions state about AI, and otherwise the ingredients.
fn ai_use(actions: &[Action], ingredients: &[Ingredient]) -> AiUse {
    let own = actions.iter().filter_map(|action| action.ai).max();
    let in_ingredient = ingredients.iter().any(|ingredient| ingredient.is_ai);
    match own {
        Some(own) if own.is_disclosed() => own,
        _ if in_ingredient => AiUse::InIngredient,
        Some(own) => own,
        None => AiUse::NotStated,
    }
}

/// Text that isn't JSON: a refusal or something else.
fn unread(text: &str) -> ReportSummary {
    read_refusal(text).unwrap_or_else(|| unknown(&Explanation::NotJson))
}

fn unknown(explanation: &Explanation) -> ReportSummary {
    ReportSummary {
        verdict: Verdict::Unknown,
        explanation: explanation.to_string(),
        issuer: None,
        time: None,
        validity: Validity::default(),
        generator: None,
        title: None,
        failures: Vec::new(),
        identity: None,
        lacks_identity: false,
        remote: None,
    }
}

/// A text that isn't blank, clipped to [`MAX_CHARS`].
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| clipped(text))
}

/// The first of these that is a text and not blank.
fn first_text<'a>(values: impl IntoIterator<Item = &'a Value>) -> Option<String> {
    values.into_iter().find_map(text)
}

fn clipped(text: &str) -> String {
    clipped_to(text, MAX_CHARS)
}

fn clipped_to(text: &str, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The items of a list. None if the value isn't a list.
fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests;
