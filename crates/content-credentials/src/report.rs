//! Reading a verification report: from any of the shapes that servers send to one verdict and what a person can look at.
//!
//! A report's shape depends on the server's engine and on the mode that was asked for. Every field is optional, and a
//! shape that was never seen is not an error: its verdict is [`Verdict::Unknown`] and its text stays to be read.
//!
//! [`read_report`] answers with the verdict and what goes with it; [`Report::read`] with all that there is to see. Both
//! are bounded: what a file says of itself was written by whoever made the file.

mod assertions;
mod bounded;
mod certificates;
mod claim;
mod document;
mod explanation;
mod groups;
mod ingredients;
mod refusal;
mod status_words;
mod verdict;
mod verifier;
mod words;

use serde_json::Value;

pub use assertions::Assertion;
pub use bounded::bounded_json;
pub use certificates::Certificate;
pub use claim::{Action, AiUse};
pub use groups::StatusKind;
pub use ingredients::Ingredient;
pub use verdict::StatusCode;

use crate::Verdict;
use document::Document;

/// The most entries of any list that are read.
const MOST_ENTRIES: usize = 500;

/// The most signs of any text that are read.
const MOST_SIGNS: usize = 2000;

/// What a report says in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in one sentence.
    pub explanation: String,
    /// Whose certificate it was signed with, where the report tells.
    pub issuer: Option<String>,
    /// When it was signed, by a trusted clock, RFC 3339.
    pub time: Option<String>,
    /// With what program or device the claim was made.
    pub generator: Option<String>,
    /// The title in the manifest.
    pub title: Option<String>,
    /// The codes of what failed, in the file, its ingredients and the identities in it.
    pub failures: Vec<String>,
    /// What was found of the identity of somebody (CAWG), where one is told. It changes no verdict.
    pub identity: Option<String>,
    /// Where the credentials are stored, where that is not in the file.
    pub remote: Option<String>,
}

/// All that a report has to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The verdict and what goes with it.
    pub reading: Reading,
    /// The name in the signer's certificate.
    pub common_name: Option<String>,
    /// The signature's algorithm.
    pub algorithm: Option<String>,
    /// The number of the signer's certificate.
    pub serial_number: Option<String>,
    /// The version of the library that made the claim, where it names itself.
    pub library: Option<String>,
    /// What is said about the use of AI.
    pub ai: AiUse,
    /// Edits and activity, the first first.
    pub actions: Vec<Action>,
    /// What else the manifest says.
    pub assertions: Vec<Assertion>,
    /// What the file was made of: each stands behind the one that it belongs to, one deeper.
    pub ingredients: Vec<Ingredient>,
    /// Whether there are more ingredients than are listed.
    pub more_ingredients: bool,
    /// The codes of the validation.
    pub statuses: Vec<StatusCode>,
    /// The certificates that the report shows.
    pub certificates: Vec<Certificate>,
    /// Whether the report tells of the signature, so that a time that is not there is none.
    pub tells_time: bool,
    /// Whether the signer's certificate was revoked, as far as the report tells what the server found out.
    pub revocation: Option<String>,
}

impl Report {
    /// Reads a report's text, or the words of a refusal.
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
            ai: claim::ai_use(&actions, &ingredients.list),
            assertions: assertions::of(active),
            common_name: signature.common_name,
            algorithm: signature.algorithm,
            serial_number: signature.serial_number,
            library: claim::library(active),
            statuses: verdict::statuses(&document),
            tells_time: claim::tells_signature(active),
            revocation: verdict::revocation(&document),
            certificates: certificates::of(&document),
            more_ingredients: ingredients.more,
            ingredients: ingredients.list,
            actions,
            reading: reading(&document),
        }
    }

    fn of(reading: Reading) -> Self {
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
            statuses: Vec::new(),
            certificates: Vec::new(),
            tells_time: false,
            revocation: None,
        }
    }
}

/// Reads a report's text.
#[must_use]
pub fn read_report(text: &str) -> Reading {
    Document::parse(text).map_or_else(|_| unread(text), |document| reading(&document))
}

/// Reads the words of a server that refused to verify: some of them are answers, not errors.
#[must_use]
pub fn read_refusal(text: &str) -> Option<Reading> {
    // Only plain words, not a report that happens to quote them.
    if text.trim_start().starts_with('{') {
        return None;
    }
    refusal::of(text).map(|refusal| Reading {
        verdict: refusal.verdict,
        remote: refusal.remote,
        ..unknown(&refusal.explanation)
    })
}

/// The label of the manifest that speaks for the file, where a report names it.
pub(super) fn active_manifest(text: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    document.active_label().map(str::to_owned)
}

fn reading(document: &Document) -> Reading {
    let judged = verdict::judge(document);
    let signature = claim::signature(document);
    let active = document.active();
    Reading {
        verdict: judged.verdict,
        explanation: judged.explanation,
        issuer: signature.issuer,
        time: signature.time,
        generator: claim::generator(active),
        title: claim::title(document),
        failures: judged.failures,
        identity: judged.identity,
        remote: judged.remote,
    }
}

/// What is no JSON: a refusal, or something else.
fn unread(text: &str) -> Reading {
    read_refusal(text).unwrap_or_else(|| unknown("The report is not JSON. Read its text below."))
}

fn unknown(explanation: &str) -> Reading {
    Reading {
        verdict: Verdict::Unknown,
        explanation: explanation.to_owned(),
        issuer: None,
        time: None,
        generator: None,
        title: None,
        failures: Vec::new(),
        identity: None,
        remote: None,
    }
}

/// A text with something in it, no longer than [`MOST_SIGNS`].
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| clipped(text))
}

/// The first of these that is a text with something in it.
fn first_text<'a>(values: impl IntoIterator<Item = &'a Value>) -> Option<String> {
    values.into_iter().find_map(text)
}

fn clipped(text: &str) -> String {
    clipped_to(text, MOST_SIGNS)
}

fn clipped_to(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The items of a list; none of anything else.
fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests;
