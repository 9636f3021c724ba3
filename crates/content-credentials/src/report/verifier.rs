//! Which engine verified, as far as a report lets it be known.
//!
//! Engines up to c2pa-rs 0.60 check no signature whose signer they do not know, and call it a mismatch all the same. From
//! 0.67 on a mismatch is a broken signature, whoever signed.

use serde_json::Value;

use super::{claim, document::Document, groups::Codes, items};

/// What `claimSignature.mismatch` means beside an unknown signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// The signature was checked and does not fit.
    Broken,
    /// By the engine that made the claim, which is mostly the one that reads it.
    BrokenByClaim,
    /// The signature may not have been checked.
    Unclear,
}

/// From this version on a mismatch is one.
const TELLS_MISMATCHES: (u64, u64) = (0, 67);

/// From this version on reports leave out empty lists of ingredients and name the version of claims.
const LEAVES_OUT_EMPTY: (u64, u64) = (0, 80);

/// From this version on the identity of somebody does not decide about the file.
const KEEPS_IDENTITY_APART: (u64, u64) = (0, 91);

pub(super) fn mismatch(document: &Document, places: &[Codes<'_>]) -> Mismatch {
    if let Some(version) = by_name(document) {
        return if version >= TELLS_MISMATCHES {
            Mismatch::Broken
        } else {
            Mismatch::Unclear
        };
    }
    // What older engines never wrote.
    let tells =
        |codes: &Codes<'_>| codes.failed("signingCredential.untrusted") && codes.succeeded("claimSignature.validated");
    if places.iter().any(tells) || manifests(document).any(is_new) {
        return Mismatch::Broken;
    }
    let by_claim = versions(document).max();
    // A report that a newer engine would have written otherwise: the claim comes from another engine than the report.
    let is_foreign = by_claim >= Some(LEAVES_OUT_EMPTY) && manifests(document).any(has_empty_ingredients);
    match by_claim {
        Some(version) if version >= TELLS_MISMATCHES && !is_foreign => Mismatch::BrokenByClaim,
        _ => Mismatch::Unclear,
    }
}

/// Whether this engine says Invalid for more than the file: for the identity of somebody.
pub(super) fn mixes_identity(document: &Document) -> bool {
    by_name(document).is_none_or(|version| version < KEEPS_IDENTITY_APART)
}

/// Whether the claim of a manifest is of version 2 or later. Their time stamps are over the signature and not over the
/// claim: one that fits says nothing of a claim that the signature does not fit.
pub(super) fn stamps_signature(document: &Document, label: Option<&str>) -> bool {
    let active = document.active_label();
    let manifest = match label {
        Some(label) if active != Some(label) => document.manifest(label),
        _ => document.active(),
    };
    let claim = claim::claim(manifest);
    label.or(active).is_some_and(|label| label.starts_with("urn:c2pa:"))
        || manifest["claim_version"].as_u64() >= Some(2)
        || manifest["claim.v2"].is_object()
        || claim["created_assertions"].is_array()
}

/// The engine that a report in crJSON names as its maker.
fn by_name(document: &Document) -> Option<(u64, u64)> {
    let maker = &document.report()["jsonGenerator"];
    (maker["name"] == "c2pa-rs").then(|| version(maker["version"].as_str()?))?
}

fn manifests(document: &Document) -> impl Iterator<Item = &Value> {
    let manifests = &document.report()["manifests"];
    let listed = items(manifests);
    listed.chain(manifests.as_object().into_iter().flat_map(|map| map.values()))
}

/// A field that came after 0.67.
fn is_new(manifest: &Value) -> bool {
    manifest["claim_version"].is_u64()
        || items(&manifest["assertions"]).any(|assertion| assertion["created"].as_bool() == Some(true))
}

fn has_empty_ingredients(manifest: &Value) -> bool {
    manifest["ingredients"].as_array().is_some_and(Vec::is_empty) && manifest["claim_version"].is_null()
}

/// The engines that made the active claim.
fn versions(document: &Document) -> impl Iterator<Item = (u64, u64)> {
    let manifest = document.active();
    let infos = [
        &manifest["claim_generator_info"],
        &claim::claim(manifest)["claim_generator_info"],
    ];
    infos
        .into_iter()
        .flat_map(|info| items(info).chain(info.is_object().then_some(info)))
        .filter_map(|info| version(info["org.contentauth.c2pa_rs"].as_str()?))
}

fn version(text: &str) -> Option<(u64, u64)> {
    let mut numbers = text.trim().split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
