//! What is known about the credentials of an ingredient: what its user recorded when it was added, and what a later check found.

use serde_json::Value;

use super::{
    codes::{SIGNATURE_MISMATCH, SIGNATURE_VALID, TRUSTED, UNTRUSTED, code_of, failure_code},
    groups::{Groups, StatusTarget},
    items,
};
use crate::Verdict;

/// The verdict on an ingredient. `None` if nothing is recorded. `address` ends the URL of its assertion, `label` is that of its
/// manifest.
pub(super) fn verdict(
    ingredient: &Value,
    groups: &Groups<'_>,
    address: Option<&str>,
    label: Option<&str>,
) -> Option<Verdict> {
    let is_about = |target: StatusTarget<'_>| match target {
        StatusTarget::Ingredient(of) if !of.is_empty() => {
            label == Some(of) || address.is_some_and(|address| of.ends_with(address))
        }
        _ => false,
    };
    let later = groups.all.iter().filter(|group| is_about(group.target));
    let later_failure = later
        .flat_map(|group| group.entries.iter())
        .filter_map(|(kind, status)| (*kind == super::StatusKind::Failure).then_some(*status));
    let failures: Vec<_> = recorded(ingredient, "failure")
        .chain(flat(ingredient))
        .chain(later_failure)
        .filter_map(failure_code)
        .collect();
    let all = || {
        recorded(ingredient, "failure")
            .chain(flat(ingredient))
            .chain(recorded(ingredient, "informational"))
    };
    let is_unknown_signer = all().filter_map(code_of).any(|code| code == UNTRUSTED);
    let succeeded = |code: &str| {
        recorded(ingredient, "success")
            .filter_map(code_of)
            .any(|found| found == code)
    };
    if failures.iter().any(|code| *code != SIGNATURE_MISMATCH) {
        Some(Verdict::Invalid)
    } else if !failures.is_empty() {
        // Old engines say this of every signer that they don't know.
        Some(if is_unknown_signer {
            Verdict::Unconfirmed
        } else {
            Verdict::Invalid
        })
    } else if succeeded(TRUSTED) {
        Some(Verdict::Trusted)
    } else if is_unknown_signer || SIGNATURE_VALID.into_iter().any(succeeded) {
        Some(Verdict::Valid)
    } else {
        None
    }
}

fn recorded<'a>(ingredient: &'a Value, list: &'a str) -> impl Iterator<Item = &'a Value> {
    let results = [&ingredient["validation_results"], &ingredient["validationResults"]];
    results
        .into_iter()
        .flat_map(move |results| items(&results["activeManifest"][list]))
}

fn flat(ingredient: &Value) -> impl Iterator<Item = &Value> {
    let lists = [&ingredient["validation_status"], &ingredient["validationStatus"]];
    lists.into_iter().flat_map(items)
}
