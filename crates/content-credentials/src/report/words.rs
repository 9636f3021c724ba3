//! What names, labels, and URLs in reports mean.

use std::fmt;

use super::kinds::{exactly, kinds};
use crate::Origin;

kinds! {
    /// What was done to a file. Source: the C2PA specification, "Actions".
    ActionKind;

    Created = "Created": "created";
    Opened = "Opened": "opened";
    Placed = "Another file was added": "placed";
    Removed = "Something was removed": "removed";
    Edited = "Edited": "edited";
    MetadataEdited = "Metadata edited": "edited.metadata";
    ColorsAdjusted = "Colors adjusted": "color_adjustments" | "adjustedColor";
    Cropped = "Cropped": "cropped";
    DrawnOn = "Drawn on": "drawing";
    Filtered = "Filter applied": "filtered";
    Turned = "Rotated or flipped": "orientation";
    Resized = "Resized": "resized";
    ResizedInProportion = "Resized in proportion": "resized.proportional";
    Converted = "Converted to another format": "converted";
    Transcoded = "Transcoded": "transcoded";
    Repackaged = "Repackaged": "repackaged";
    Published = "Published": "published";
    Redacted = "Information removed from the credentials": "redacted";
    Watermarked = "Invisible watermark added": "watermarked" | "watermarked.bound" | "watermarked.unbound";
    TextAdded = "Text added": "addedText";
    SpeedChanged = "Speed changed": "changedSpeed";
    Deleted = "Something was deleted": "deleted";
    Dubbed = "Dubbed": "dubbed";
    Enhanced = "Enhanced": "enhanced";
    Mastered = "Mastered": "mastered";
    Mixed = "Mixed": "mixed";
    Remixed = "Remixed": "remixed";
    Translated = "Translated": "translated";
    Trimmed = "Trimmed": "trimmed";
    Unknown = "Unknown action": "unknown";
}

impl ActionKind {
    pub(super) fn of(name: &str) -> Option<Self> {
        exactly(Self::NAMES, name.strip_prefix("c2pa.").unwrap_or(name))
    }
}

kinds! {
    /// A statement, which the C2PA specification calls an assertion.
    AssertionKind;

    CreativeWork = "Author and rights": "stds.schema-org.CreativeWork";
    Training = "Use for AI training and data mining": "cawg.training-mining" | "c2pa.training-mining";
    Identity = "Identity": "cawg.identity";
    Metadata = "Metadata": "cawg.metadata" | "c2pa.metadata";
    Exif = "Camera data (Exif)": "stds.exif";
    Iptc = "Photo metadata (IPTC)": "stds.iptc" | "stds.iptc.photo-metadata";
    SoftBinding = "Invisible watermark or fingerprint": "c2pa.soft-binding";
    AssetType = "Kind of asset": "c2pa.asset-type" | "c2pa.asset-type.v2";
    DepthMap = "Depth map": "c2pa.depthmap.GDepth";
    TimeStamp = "Time stamps": "c2pa.time-stamp";
    CertificateStatus = "State of certificates": "c2pa.certificate-status";
    CloudData = "Data kept elsewhere": "c2pa.cloud-data";
    Hash = "Fingerprint that binds the credentials to the file":;
    IngredientThumbnail = "Preview picture of an ingredient":;
    Thumbnail = "Preview picture":;
}

impl AssertionKind {
    pub(super) fn of(label: &str) -> Option<Self> {
        let by_start = || {
            let starts = [
                ("c2pa.hash.", Self::Hash),
                ("c2pa.thumbnail.ingredient", Self::IngredientThumbnail),
                ("c2pa.thumbnail", Self::Thumbnail),
            ];
            let mut known = starts.into_iter();
            known.find_map(|(start, kind)| label.starts_with(start).then_some(kind))
        };
        exactly(Self::NAMES, label).or_else(by_start)
    }
}

kinds! {
    /// A field of a statement.
    Field;

    Author = "Author":;
    Publisher = "Publisher":;
    Credit = "Credit":;
    Copyright = "Copyright":;
    CopyrightHolder = "Copyright holder":;
    Date = "Date":;
    License = "License":;
    Kind = "Kind":;
    Issuer = "Issued by":;
    Name = "Name":;
    Identity = "Identity":;
    Algorithm = "Algorithm":;
    Format = "Format":;
    AiTraining = "AI training": "ai_training";
    GenerativeTraining = "Training of generative AI": "ai_generative_training";
    AiInference = "Input to AI": "ai_inference";
    DataMining = "Data mining": "data_mining";
}

/// The name of a field in a statement. Shown in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldName {
    /// It has none.
    Unnamed,
    /// One that is known.
    Known(Field),
    /// As in the report, or made readable from that.
    Own(String),
}

impl fmt::Display for FieldName {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Unnamed => "",
            Self::Known(field) => field.words(),
            Self::Own(name) => name,
        })
    }
}

/// The value of a field in a statement. Shown in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// As in the report.
    Text(String),
    /// True.
    Yes,
    /// False.
    No,
    /// A use that is allowed.
    Allowed,
    /// A use that is not.
    NotAllowed,
    /// A use that is allowed under conditions, which may be named.
    Constrained(Option<String>),
    /// A use of which nothing is said.
    NotStated,
    /// Binary data of so many bytes.
    Bytes(usize),
    /// A fingerprint that leaves out so many parts of the file.
    LeftOut(usize),
    /// So many more lines.
    More(usize),
}

impl fmt::Display for FieldValue {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => to.write_str(text),
            Self::Yes => to.write_str("yes"),
            Self::No => to.write_str("no"),
            Self::Allowed => to.write_str("allowed"),
            Self::NotAllowed => to.write_str("not allowed"),
            Self::Constrained(Some(conditions)) => write!(to, "under conditions: {conditions}"),
            Self::Constrained(None) => to.write_str("under conditions"),
            Self::NotStated => to.write_str("not stated"),
            Self::Bytes(1) => to.write_str("1 byte"),
            Self::Bytes(bytes) => write!(to, "{bytes} bytes"),
            Self::LeftOut(1) => to.write_str("1 part of the file left out, such as the manifest itself"),
            Self::LeftOut(parts) => write!(to, "{parts} parts of the file left out, such as the manifest itself"),
            Self::More(lines) => write!(to, "and {lines} more"),
        }
    }
}

/// How a file or a part of it came to be. Shown in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceKind {
    /// One that media can have.
    Origin(Origin),
    /// A file without content.
    Empty,
    /// Data of a trained model.
    TrainedData,
    /// Unknown: its name, made readable.
    Other(String),
}

impl SourceKind {
    /// Of a digital source type.
    pub(super) fn of(uri: &str) -> Self {
        let name = uri.rsplit('/').next().unwrap_or(uri);
        match name {
            "empty" => Self::Empty,
            "trainedAlgorithmicData" => Self::TrainedData,
            _ => Origin::ALL
                .into_iter()
                .find(|origin| origin.name() == name)
                .map_or_else(|| Self::Other(readable(name)), Self::Origin),
        }
    }
}

impl fmt::Display for SourceKind {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Origin(origin) => origin.label(),
            Self::Empty => "Started empty",
            Self::TrainedData => "Data made by a trained model",
            Self::Other(name) => name,
        })
    }
}

/// A use in a training preference.
pub(super) fn training(name: &str) -> FieldName {
    let last = name.rsplit('.').next().unwrap_or(name);
    exactly(Field::NAMES, last).map_or_else(|| FieldName::Own(readable(name)), FieldName::Known)
}

/// The last segments of a URL within a manifest store.
pub(super) fn place(url: &str) -> String {
    let path = url.rsplit_once("/c2pa/").map_or(url, |(_, path)| path);
    let path = path.split_once('/').map_or(path, |(_, inner)| inner);
    let path = path.strip_prefix("c2pa.assertions/").unwrap_or(path);
    super::clipped(path.strip_prefix("self#jumbf=").unwrap_or(path))
}

/// `com.example.someThing_else` as "Some thing else".
pub(super) fn readable(name: &str) -> String {
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
