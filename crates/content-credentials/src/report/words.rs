//! Plain words for names, labels, and URLs in reports.

use crate::Origin;

/// An action. The name of an unknown one is made readable.
pub(super) fn action(name: &str) -> String {
    let known = match name.strip_prefix("c2pa.").unwrap_or(name) {
        "created" => "Created",
        "opened" => "Opened",
        "placed" => "Another file was added",
        "removed" => "Something was removed",
        "edited" => "Edited",
        "edited.metadata" => "Metadata edited",
        "color_adjustments" => "Colors adjusted",
        "cropped" => "Cropped",
        "drawing" => "Drawn on",
        "filtered" => "Filter applied",
        "orientation" => "Rotated or flipped",
        "resized" => "Resized",
        "resized.proportional" => "Resized in proportion",
        "converted" => "Converted to another format",
        "transcoded" => "Transcoded",
        "repackaged" => "Repackaged",
        "published" => "Published",
        "redacted" => "Information removed from the credentials",
        "watermarked" | "watermarked.bound" | "watermarked.unbound" => "Invisible watermark added",
        "addedText" => "Text added",
        "adjustedColor" => "Colors adjusted",
        "changedSpeed" => "Speed changed",
        "deleted" => "Something was deleted",
        "dubbed" => "Dubbed",
        "enhanced" => "Enhanced",
        "mastered" => "Mastered",
        "mixed" => "Mixed",
        "remixed" => "Remixed",
        "translated" => "Translated",
        "trimmed" => "Trimmed",
        "unknown" => "Unknown action",
        _ => return readable(name),
    };
    known.to_owned()
}

/// A digital source type.
pub(super) fn source(uri: &str) -> String {
    let name = uri.rsplit('/').next().unwrap_or(uri);
    match name {
        "empty" => "Started empty".to_owned(),
        "trainedAlgorithmicData" => "Data made by a trained model".to_owned(),
        _ => Origin::ALL
            .into_iter()
            .find(|origin| origin.name() == name)
            .map_or_else(|| readable(name), |origin| origin.label().to_owned()),
    }
}

/// The relationship of an ingredient.
pub(super) fn relationship(word: &str) -> String {
    match word {
        "parentOf" => "The file that was opened".to_owned(),
        "componentOf" => "Added".to_owned(),
        "inputTo" => "Used to make it".to_owned(),
        other => readable(other),
    }
}

/// The name of an assertion with this label.
pub(super) fn assertion(label: &str) -> String {
    let known = match label {
        "stds.schema-org.CreativeWork" => "Author and rights",
        "cawg.training-mining" | "c2pa.training-mining" => "Use for AI training and data mining",
        "cawg.identity" => "Identity",
        "cawg.metadata" | "c2pa.metadata" => "Metadata",
        "stds.exif" => "Camera data (Exif)",
        "stds.iptc" | "stds.iptc.photo-metadata" => "Photo metadata (IPTC)",
        "c2pa.soft-binding" => "Invisible watermark or fingerprint",
        "c2pa.asset-type" | "c2pa.asset-type.v2" => "Kind of asset",
        "c2pa.depthmap.GDepth" => "Depth map",
        "c2pa.time-stamp" => "Time stamps",
        "c2pa.certificate-status" => "State of certificates",
        "c2pa.cloud-data" => "Data kept elsewhere",
        _ if label.starts_with("c2pa.hash.") => "Fingerprint that binds the credentials to the file",
        _ if label.starts_with("c2pa.thumbnail.ingredient") => "Preview picture of an ingredient",
        _ if label.starts_with("c2pa.thumbnail") => "Preview picture",
        _ => return label.to_owned(),
    };
    known.to_owned()
}

/// A use in a training preference.
pub(super) fn training(name: &str) -> String {
    let known = match name.rsplit('.').next().unwrap_or(name) {
        "ai_training" => "AI training",
        "ai_generative_training" => "Training of generative AI",
        "ai_inference" => "Input to AI",
        "data_mining" => "Data mining",
        _ => return readable(name),
    };
    known.to_owned()
}

/// The last segments of a URL within a manifest store.
pub(super) fn place(url: &str) -> String {
    let path = url.rsplit_once("/c2pa/").map_or(url, |(_, path)| path);
    let path = path.split_once('/').map_or(path, |(_, inner)| inner);
    let path = path.strip_prefix("c2pa.assertions/").unwrap_or(path);
    super::clipped(path.strip_prefix("self#jumbf=").unwrap_or(path))
}

/// `com.example.someThing_else` as "Some thing else".
fn readable(name: &str) -> String {
    let last = name.rsplit(['.', '/']).find(|part| !part.is_empty()).unwrap_or(name);
    let mut words = String::with_capacity(last.len() + 4);
    let mut after_lowercase = false;
    for character in last.chars().take(80) {
        match character {
            '_' | '-' => words.push(' '),
            capital if capital.is_uppercase() && after_lowercase => {
                words.push(' ');
                words.extend(capital.to_lowercase());
            }
            other if words.is_empty() => words.extend(other.to_uppercase()),
            other => words.push(other),
        }
        after_lowercase = character.is_lowercase();
    }
    words
}
