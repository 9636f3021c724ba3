//! Verifies a file's Content Credentials and reports in the four modes of the API.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use c2pa::{Context, Reader};
use serde_json::{Value, json};

use que_sdk::wire::VerifyMode;

/// How deep to follow nested ingredients; nobody looks at deeper ones.
const DEEPEST: usize = 64;

/// The report, as JSON text. Blocks, for a long time if the file is large.
///
/// # Errors
/// The engine's own, above all "no JUMBF data found" for a file without credentials. A broken signature or changed bytes
/// are no error: the report says `Invalid`.
pub(super) fn verify(
    context: &Arc<Context>,
    (mode, certificates): (VerifyMode, bool),
    format: &str,
    path: &Path,
) -> c2pa::Result<String> {
    let reader = Reader::from_shared_context(context).with_stream(format, File::open(path)?)?;
    let report = match mode {
        VerifyMode::Summary => reader.json_checked()?,
        VerifyMode::Detailed => reader.detailed_json_checked()?,
        VerifyMode::Info => info(&reader, format).to_string(),
        VerifyMode::Tree => tree(&reader).to_string(),
    };
    if !certificates {
        return Ok(report);
    }
    let mut report: Value = serde_json::from_str(&report).map_err(c2pa::Error::JsonError)?;
    report["certificates"] = chain(&reader).into();
    Ok(report.to_string())
}

/// The signer's certificate and those above it, each as PEM.
fn chain(reader: &Reader) -> Vec<String> {
    const END: &str = "-----END CERTIFICATE-----";
    let info = reader.active_manifest().and_then(c2pa::Manifest::signature_info);
    let chain = info.map_or("", |info| info.cert_chain());
    let whole = chain.split_inclusive(END).filter(|one| one.ends_with(END));
    whole.map(|one| one.trim().to_owned()).collect()
}

fn info(reader: &Reader, format: &str) -> Value {
    let active = reader.active_manifest();
    json!({
        "format": format,
        "title": active.and_then(|manifest| manifest.title()),
        "active_manifest": reader.active_label(),
        "manifest_count": reader.manifests().len(),
        "is_embedded": reader.is_embedded(),
        "remote_url": reader.remote_url(),
        "signature_info": active.and_then(|manifest| manifest.signature_info()),
        "validation_status": reader.validation_status(),
        "validation_state": reader.validation_state(),
        "jsonGenerator": maker(),
    })
}

/// As crJSON names it. What a mismatch means depends on the engine.
fn maker() -> Value {
    json!({ "name": "c2pa-rs", "version": c2pa::VERSION })
}

fn tree(reader: &Reader) -> Value {
    json!({
        "tree": reader.active_label().map(|label| branch(reader, label, &mut Vec::new())),
        "validation_status": reader.validation_status(),
        "validation_state": reader.validation_state(),
        "jsonGenerator": maker(),
    })
}

/// One manifest and its ingredients. `above` holds the manifests on the way here: a forged file could name itself.
fn branch<'a>(reader: &'a Reader, label: &'a str, above: &mut Vec<&'a str>) -> Value {
    let manifest = reader.get_manifest(label);
    let mut ingredients = Vec::new();
    if above.len() < DEEPEST && !above.contains(&label) {
        above.push(label);
        for ingredient in manifest.map(c2pa::Manifest::ingredients).unwrap_or_default() {
            let below = ingredient.active_manifest().map(|label| branch(reader, label, above));
            ingredients.push(json!({
                "title": ingredient.title(),
                "format": ingredient.format(),
                "relationship": ingredient.relationship(),
                "manifest": below,
            }));
        }
        above.pop();
    }
    json!({
        "label": label,
        "title": manifest.and_then(|manifest| manifest.title()),
        "issuer": manifest.and_then(c2pa::Manifest::issuer),
        "ingredients": ingredients,
    })
}
