//! Finds out which engine verified a file.
//!
//! Up to c2pa-rs 0.60, engines don't check the signature of an unknown signer, but report a mismatch. From 0.67 on, a mismatch is a
//! broken signature, whoever signed. Measured with these versions.

use serde_json::Value;

use super::{claim, document::Document, groups::Codes, items};

/// What `claimSignature.mismatch` means together with an unknown signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// The signature was checked and is broken.
    Broken,
    /// Probably broken: the engine that made the claim checks signatures, and most files are verified by the same engine.
    BrokenByClaim,
    /// The signature may not have been checked.
    Unclear,
}

/// From this version on, a mismatch is a broken signature.
const CHECKS_ALL_SIGNATURES: (u64, u64) = (0, 67);

/// From this version on, reports omit empty ingredient lists and include the claim version.
const OMITS_EMPTY_LISTS: (u64, u64) = (0, 80);

/// From this version on, a failed identity doesn't make the file invalid.
const SEPARATES_IDENTITY: (u64, u64) = (0, 91);

pub(super) fn mismatch(document: &Document, places: &[Codes<'_>]) -> Mismatch {
    if let Some(version) = by_name(document) {
        return if version >= CHECKS_ALL_SIGNATURES {
            Mismatch::Broken
        } else {
            Mismatch::Unclear
        };
    }
    // Older engines never report this combination.
    let checks_all =
        |codes: &Codes<'_>| codes.failed("signingCredential.untrusted") && codes.succeeded("claimSignature.validated");
    if places.iter().any(checks_all) || manifests(document).any(is_new) {
        return Mismatch::Broken;
    }
    let by_claim = versions(document).max();
    // The claim's engine would have written another report, so an older one verified the file.
    let is_foreign = by_claim >= Some(OMITS_EMPTY_LISTS) && manifests(document).any(has_empty_ingredients);
    match by_claim {
        Some(version) if version >= CHECKS_ALL_SIGNATURES && !is_foreign => Mismatch::BrokenByClaim,
        _ => Mismatch::Unclear,
    }
}

/// Whether this engine states Invalid if only an identity fails.
pub(super) fn mixes_identity(document: &Document) -> bool {
    by_name(document).is_none_or(|version| version < SEPARATES_IDENTITY)
}

/// Whether a claim has version 2 or later. Its time stamp covers the signature, not the claim, so a valid one doesn't settle a
/// mismatch between the two.
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

/// The engine that a crJSON report names as its generator.
fn by_name(document: &Document) -> Option<(u64, u64)> {
    let generator = &document.report()["jsonGenerator"];
    (generator["name"] == "c2pa-rs").then(|| version(generator["version"].as_str()?))?
}

fn manifests(document: &Document) -> impl Iterator<Item = &Value> {
    let manifests = &document.report()["manifests"];
    let listed = items(manifests);
    listed.chain(manifests.as_object().into_iter().flat_map(|map| map.values()))
}

/// Whether the manifest has a field that 0.67 added.
fn is_new(manifest: &Value) -> bool {
    manifest["claim_version"].is_u64()
        || items(&manifest["assertions"]).any(|assertion| assertion["created"].as_bool() == Some(true))
}

fn has_empty_ingredients(manifest: &Value) -> bool {
    manifest["ingredients"].as_array().is_some_and(Vec::is_empty) && manifest["claim_version"].is_null()
}

/// The versions of the engines that made the active claim.
pub(super) fn versions(document: &Document) -> impl Iterator<Item = (u64, u64)> {
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
