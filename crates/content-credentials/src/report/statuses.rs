//! The codes of a report for a person to read, and what they say of revocation and identity.

use std::collections::HashSet;

use super::{
    MAX_ENTRIES, claim, clipped,
    codes::{REVOKED, StatusKind, TRUSTED, code_of},
    document::Document,
    groups::{Groups, StatusTarget},
    status_words, text, words,
};

/// A validation code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCode {
    /// What it does to the verdict.
    pub kind: StatusKind,
    /// The code, such as `assertion.dataHash.match`.
    pub code: String,
    /// The code in plain words. Empty if it is unknown.
    pub words: String,
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
            words: match group.target {
                StatusTarget::Identity => status_words::of_identity(code),
                _ => status_words::of(code),
            }
            .unwrap_or_default()
            .to_owned(),
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

/// How the result for a failed identity starts.
pub(super) const NOT_CONFIRMED: &str = "not confirmed";

/// The result for an identity (CAWG). `None` if there is no identity.
pub(super) fn identity(document: &Document, groups: &Groups<'_>) -> Option<String> {
    let found: Vec<_> = groups
        .all
        .iter()
        .filter(|group| group.target == StatusTarget::Identity)
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
    let has_identity =
        claim::assertions(document.active()).any(|(label, _)| claim::plain_label(label) == "cawg.identity");
    (has_identity || !found.is_empty()).then(|| "not checked".to_owned())
}

/// Whether the signer's certificate was revoked. `None` if the report doesn't say: a report of only failures doesn't list the checks
/// that succeeded.
pub(super) fn revocation(document: &Document) -> Option<String> {
    let groups = Groups::of(document);
    let of_file = groups.all.iter().filter(|group| group.target == StatusTarget::File);
    let entries: Vec<_> = of_file.flat_map(|group| group.entries.iter()).collect();
    let find = |codes: &[&str]| {
        let mut found = entries.iter().map(|(_, status)| *status);
        found.find(|status| code_of(status).is_some_and(|code| codes.contains(&code)))
    };
    let lists_success = entries.iter().any(|(kind, _)| *kind == StatusKind::Success);
    let words = if let Some(status) = find(&[REVOKED, "signingCredential.revoked"]) {
        let explanation = text(&status["explanation"]).map_or_else(String::new, |words| format!(": {words}"));
        return Some(format!("reported as revoked{explanation}"));
    } else if find(&["signingCredential.ocsp.notRevoked"]).is_some() {
        "not revoked"
    } else if find(&["signingCredential.ocsp.unknown"]).is_some() {
        "not known to the certificate's issuer"
    } else if lists_success
        || find(&["signingCredential.ocsp.skipped", "signingCredential.ocsp.inaccessible"]).is_some()
    {
        "not checked"
    } else {
        return None;
    };
    Some(words.to_owned())
}
