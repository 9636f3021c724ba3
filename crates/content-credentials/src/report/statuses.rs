//! The codes of a report for a person to read, and what they say of revocation and identity.

use std::{collections::HashSet, fmt};

use super::{
    MAX_ENTRIES, claim, clipped,
    codes::{REVOKED, StatusKind, TRUSTED, code_of},
    document::Document,
    groups::{Groups, StatusTarget},
    status_words::StatusMeaning,
    text, words,
};

/// A validation code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCode {
    /// What it does to the verdict.
    pub kind: StatusKind,
    /// The code, such as `assertion.dataHash.match`.
    pub code: String,
    /// What it means. `None` if the code is unknown.
    pub meaning: Option<StatusMeaning>,
    /// Whether it is about an ingredient, not about the file itself.
    pub of_ingredient: bool,
    /// What it is about: the last segments of its URL.
    pub place: Option<String>,
    /// The engine's explanation.
    pub explanation: Option<String>,
}

/// All codes of a report, failures first, without duplicates.
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
            // The identity is shown separately.
            kind: if kind == StatusKind::Failure && group.target == StatusTarget::Identity {
                StatusKind::Informational
            } else {
                kind
            },
            code: clipped(code),
            meaning: match group.target {
                StatusTarget::Identity => StatusMeaning::of_identity(code),
                _ => StatusMeaning::of(code),
            },
            of_ingredient: matches!(group.target, StatusTarget::Ingredient(_)),
            place: status["url"].as_str().map(words::place),
            explanation: text(&status["explanation"]),
        });
        if statuses.len() == MAX_ENTRIES {
            break;
        }
    }
    statuses.sort_by_key(|status| (status.kind, status.of_ingredient));
    statuses
}

/// The result for an identity (CAWG). Shown in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityState {
    /// It holds.
    Confirmed,
    /// It failed, with this code.
    NotConfirmed(String),
    /// Nothing is said about it.
    NotChecked,
}

impl fmt::Display for IdentityState {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed => to.write_str("confirmed"),
            Self::NotChecked => to.write_str("not checked"),
            Self::NotConfirmed(code) => match StatusMeaning::of_identity(code) {
                Some(meaning) => write!(to, "not confirmed. {} ({code})", meaning.words()),
                None => write!(to, "not confirmed. ({code})"),
            },
        }
    }
}

/// Whether the signer's certificate was revoked. Shown in English, without a capital letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// It was, with the engine's explanation.
    Revoked(Option<String>),
    /// It was not.
    NotRevoked,
    /// Its issuer doesn't know.
    NotKnown,
    /// It was not checked.
    NotChecked,
}

impl fmt::Display for Revocation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revoked(Some(words)) => write!(to, "reported as revoked: {words}"),
            Self::Revoked(None) => to.write_str("reported as revoked"),
            Self::NotRevoked => to.write_str("not revoked"),
            Self::NotKnown => to.write_str("not known to the certificate's issuer"),
            Self::NotChecked => to.write_str("not checked"),
        }
    }
}

/// The result for an identity. `None` if there is no identity.
pub(super) fn identity(document: &Document, groups: &Groups<'_>) -> Option<IdentityState> {
    let found: Vec<_> = groups
        .all
        .iter()
        .filter(|group| group.target == StatusTarget::Identity)
        .flat_map(|group| group.entries.iter())
        .filter_map(|(kind, status)| Some((*kind, code_of(status)?)))
        .collect();
    if let Some((_, code)) = found.iter().find(|(kind, _)| *kind == StatusKind::Failure) {
        return Some(IdentityState::NotConfirmed(clipped(code)));
    }
    let confirms = |code: &str| matches!(code, TRUSTED | "cawg.identity.trusted" | "cawg.ica.credential_valid");
    if found
        .iter()
        .any(|(kind, code)| *kind == StatusKind::Success && confirms(code))
    {
        return Some(IdentityState::Confirmed);
    }
    let has_identity =
        claim::assertions(document.active()).any(|(label, _)| claim::plain_label(label) == "cawg.identity");
    (has_identity || !found.is_empty()).then_some(IdentityState::NotChecked)
}

/// Whether the signer's certificate was revoked. `None` if the report doesn't say: a report of only failures doesn't list the checks
/// that succeeded.
pub(super) fn revocation(document: &Document) -> Option<Revocation> {
    let groups = Groups::of(document);
    let of_file = groups.all.iter().filter(|group| group.target == StatusTarget::File);
    let entries: Vec<_> = of_file.flat_map(|group| group.entries.iter()).collect();
    let find = |codes: &[&str]| {
        let mut found = entries.iter().map(|(_, status)| *status);
        found.find(|status| code_of(status).is_some_and(|code| codes.contains(&code)))
    };
    let lists_success = entries.iter().any(|(kind, _)| *kind == StatusKind::Success);
    if let Some(status) = find(&[REVOKED, "signingCredential.revoked"]) {
        Some(Revocation::Revoked(text(&status["explanation"])))
    } else if find(&["signingCredential.ocsp.notRevoked"]).is_some() {
        Some(Revocation::NotRevoked)
    } else if find(&["signingCredential.ocsp.unknown"]).is_some() {
        Some(Revocation::NotKnown)
    } else {
        let skipped = find(&["signingCredential.ocsp.skipped", "signingCredential.ocsp.inaccessible"]).is_some();
        (lists_success || skipped).then_some(Revocation::NotChecked)
    }
}
