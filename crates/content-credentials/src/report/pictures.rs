//! Where the pictures of a manifest are: JUMBF addresses of thumbnails. The pictures themselves are in the file.

use serde_json::Value;

use super::claim;

/// Longer addresses are not those of a thumbnail, in bytes.
const MAX_ADDRESS: usize = 500;

/// The start of an address within a manifest store. Source: C2PA specification, "Uniform resource identifiers for boxes".
const SELF: &str = "self#jumbf=";

/// The address of the thumbnail of an ingredient, which belongs to the manifest with this label.
pub(super) fn of_ingredient(ingredient: &Value, manifest: Option<&str>) -> Option<String> {
    let thumbnail = &ingredient["thumbnail"];
    let address = thumbnail["identifier"].as_str().or_else(|| thumbnail["url"].as_str())?;
    absolute(address, manifest)
}

/// The address of the thumbnail that a manifest has of its own file.
pub(super) fn of_claim(manifest: &Value, label: Option<&str>) -> Option<String> {
    if let Some(address) = manifest["thumbnail"]["identifier"].as_str() {
        return absolute(address, label);
    }
    let mut labels = claim::assertions(manifest).map(|(label, _)| label);
    let assertion = labels.find(|label| label.starts_with("c2pa.thumbnail.claim"))?;
    absolute(&format!("c2pa.assertions/{assertion}"), label)
}

/// An address that names its manifest. `None` if it is not that of an assertion or a data box.
fn absolute(address: &str, manifest: Option<&str>) -> Option<String> {
    let path = address.strip_prefix(SELF).unwrap_or(address);
    let is_box = path.contains("c2pa.assertions/") || path.contains("c2pa.databoxes/");
    let found = if path.starts_with("/c2pa/") {
        format!("{SELF}{path}")
    } else {
        format!("{SELF}/c2pa/{}/{path}", manifest?)
    };
    (is_box && found.len() <= MAX_ADDRESS).then_some(found)
}
