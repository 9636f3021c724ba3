//! The manifest definition that is sent: from a few questions to JSON that every server accepts.
//!
//! The shape was measured on c2pa-rs 0.59 and 0.90, the versions that servers run: exactly one actions assertion, whose
//! first action is `c2pa.created` with a source type; then the author; then the training preference.

use serde_json::{Map, Value, json};

/// What a person says about a file before it is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestForm {
    /// The title; empty leaves it out.
    pub title: String,
    /// The author's name; empty leaves it out.
    pub author: String,
    /// Where the file came from. Never guessed: it is a statement that the signer makes.
    pub origin: Option<Origin>,
    /// Whether the file may be used to train models.
    pub training: TrainingUse,
}

/// Where a file came from: the source types of the IPTC and of C2PA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`label` and `explanation` say what each is")]
pub enum Origin {
    DigitalCapture,
    ComputationalCapture,
    NegativeFilm,
    PositiveFilm,
    Print,
    HumanEdits,
    CompositeWithTrainedAlgorithmicMedia,
    AlgorithmicallyEnhanced,
    DigitalCreation,
    DataDrivenMedia,
    TrainedAlgorithmicMedia,
    AlgorithmicMedia,
    ScreenCapture,
    VirtualRecording,
    Composite,
    CompositeCapture,
    CompositeSynthetic,
}

impl Origin {
    /// All of them, the most usual first.
    pub const ALL: [Self; 17] = [
        Self::DigitalCapture,
        Self::ComputationalCapture,
        Self::HumanEdits,
        Self::DigitalCreation,
        Self::ScreenCapture,
        Self::NegativeFilm,
        Self::PositiveFilm,
        Self::Print,
        Self::Composite,
        Self::CompositeCapture,
        Self::VirtualRecording,
        Self::DataDrivenMedia,
        Self::AlgorithmicMedia,
        Self::AlgorithmicallyEnhanced,
        Self::TrainedAlgorithmicMedia,
        Self::CompositeWithTrainedAlgorithmicMedia,
        Self::CompositeSynthetic,
    ];

    /// The last part of its URI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DigitalCapture => "digitalCapture",
            Self::ComputationalCapture => "computationalCapture",
            Self::NegativeFilm => "negativeFilm",
            Self::PositiveFilm => "positiveFilm",
            Self::Print => "print",
            Self::HumanEdits => "humanEdits",
            Self::CompositeWithTrainedAlgorithmicMedia => "compositeWithTrainedAlgorithmicMedia",
            Self::AlgorithmicallyEnhanced => "algorithmicallyEnhanced",
            Self::DigitalCreation => "digitalCreation",
            Self::DataDrivenMedia => "dataDrivenMedia",
            Self::TrainedAlgorithmicMedia => "trainedAlgorithmicMedia",
            Self::AlgorithmicMedia => "algorithmicMedia",
            Self::ScreenCapture => "screenCapture",
            Self::VirtualRecording => "virtualRecording",
            Self::Composite => "composite",
            Self::CompositeCapture => "compositeCapture",
            Self::CompositeSynthetic => "compositeSynthetic",
        }
    }

    /// Its URI, as the IPTC publishes it.
    #[must_use]
    pub fn uri(self) -> String {
        format!("http://cv.iptc.org/newscodes/digitalsourcetype/{}", self.name())
    }

    /// The choice in a few words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DigitalCapture => "Camera or recorder",
            Self::ComputationalCapture => "Phone camera with several frames merged",
            Self::NegativeFilm => "Scanned film negative",
            Self::PositiveFilm => "Scanned slide",
            Self::Print => "Scanned print",
            Self::HumanEdits => "Edited by a person",
            Self::CompositeWithTrainedAlgorithmicMedia => "Edited with generative AI",
            Self::AlgorithmicallyEnhanced => "Enhanced by an algorithm",
            Self::DigitalCreation => "Drawn or made with software by a person",
            Self::DataDrivenMedia => "Chart or rendering of data",
            Self::TrainedAlgorithmicMedia => "Made by generative AI",
            Self::AlgorithmicMedia => "Made by an algorithm without training",
            Self::ScreenCapture => "Screen capture",
            Self::VirtualRecording => "Recording of a virtual scene",
            Self::Composite => "Composite of several sources",
            Self::CompositeCapture => "Composite of camera captures",
            Self::CompositeSynthetic => "Composite with synthetic parts",
        }
    }

    /// Whether it says that generative AI had a part in it.
    #[must_use]
    pub const fn is_generative(self) -> bool {
        matches!(
            self,
            Self::TrainedAlgorithmicMedia | Self::CompositeWithTrainedAlgorithmicMedia | Self::CompositeSynthetic
        )
    }
}

/// Whether a file may be used for AI training and data mining.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TrainingUse {
    /// Nothing is said.
    #[default]
    NotStated,
    /// It may.
    Allowed,
    /// It may not.
    NotAllowed,
}

impl TrainingUse {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NotStated, Self::Allowed, Self::NotAllowed];

    /// The choice in a few words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotStated => "Not stated",
            Self::Allowed => "Allowed",
            Self::NotAllowed => "Not allowed",
        }
    }

    const fn value(self) -> Option<&'static str> {
        match self {
            Self::NotStated => None,
            Self::Allowed => Some("allowed"),
            Self::NotAllowed => Some("notAllowed"),
        }
    }
}

/// Why there is no manifest to send.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The origin was not chosen.
    #[error("Choose where the file came from. It is your statement, so it is never guessed.")]
    NoOrigin,
    /// Not JSON.
    #[error("Line {line}, column {column}: this is not JSON ({message}).")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// JSON, but of another shape.
    #[error("{0}")]
    Shape(&'static str),
}

impl ManifestForm {
    /// The manifest definition as JSON with line breaks, for a person to read and for the `manifest_json` of a sign call.
    ///
    /// # Errors
    /// [`ManifestError::NoOrigin`] while the origin is not chosen.
    pub fn to_json(&self) -> Result<String, ManifestError> {
        let origin = self.origin.ok_or(ManifestError::NoOrigin)?;
        let mut assertions = vec![json!({
            "label": "c2pa.actions.v2",
            "data": { "actions": [{ "action": "c2pa.created", "digitalSourceType": origin.uri() }] }
        })];
        let author = self.author.trim();
        if !author.is_empty() {
            assertions.push(json!({
                "label": "stds.schema-org.CreativeWork",
                "kind": "Json",
                "data": {
                    "@context": "https://schema.org",
                    "@type": "CreativeWork",
                    "author": [{ "@type": "Person", "name": author }]
                }
            }));
        }
        if let Some(value) = self.training.value() {
            let uses = [
                "cawg.ai_training",
                "cawg.ai_generative_training",
                "cawg.ai_inference",
                "cawg.data_mining",
            ];
            let entries: Map<String, Value> = uses
                .into_iter()
                .map(|name| (name.to_owned(), json!({ "use": value })))
                .collect();
            assertions.push(json!({ "label": "cawg.training-mining", "data": { "entries": entries } }));
        }
        let mut manifest = Map::new();
        let title = self.title.trim();
        if !title.is_empty() {
            manifest.insert("title".to_owned(), json!(title));
        }
        let generator = json!([{ "name": "Que Uploader", "version": env!("CARGO_PKG_VERSION") }]);
        manifest.insert("claim_generator_info".to_owned(), generator);
        manifest.insert("assertions".to_owned(), Value::Array(assertions));
        Ok(format!("{:#}", Value::Object(manifest)))
    }
}

/// Checks a manifest that was written by hand for what every server refuses.
///
/// # Errors
/// What is wrong, with its place where the text is not JSON.
pub fn check_manifest(text: &str) -> Result<(), ManifestError> {
    let manifest: Value = serde_json::from_str(text).map_err(|error| ManifestError::NotJson {
        line: error.line(),
        column: error.column(),
        message: error
            .to_string()
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned(),
    })?;
    let Value::Object(manifest) = manifest else {
        return Err(ManifestError::Shape(
            "A manifest is a JSON object: it begins with { and ends with }.",
        ));
    };
    if manifest.get("title").is_some_and(|title| !title.is_string()) {
        return Err(ManifestError::Shape("\"title\" has to be a text."));
    }
    let assertions = match manifest.get("assertions") {
        None => return Err(ManifestError::Shape(NO_CREATED)),
        Some(Value::Array(assertions)) => assertions,
        Some(_) => return Err(ManifestError::Shape("\"assertions\" has to be a list: [ … ].")),
    };
    let complete =
        |assertion: &Value| assertion.get("label").is_some_and(Value::is_string) && assertion.get("data").is_some();
    if !assertions.iter().all(complete) {
        return Err(ManifestError::Shape("Every assertion needs a \"label\" and \"data\"."));
    }
    let is_actions =
        |assertion: &&Value| matches!(assertion["label"].as_str(), Some("c2pa.actions" | "c2pa.actions.v2"));
    let mut actions = assertions.iter().filter(is_actions);
    let (Some(first), None) = (actions.next(), actions.next()) else {
        return Err(ManifestError::Shape(NO_CREATED));
    };
    let first = &first["data"]["actions"][0];
    match first["action"].as_str() {
        Some("c2pa.created") if first["digitalSourceType"].is_string() => Ok(()),
        Some("c2pa.created") => Err(ManifestError::Shape("\"c2pa.created\" needs a \"digitalSourceType\".")),
        Some("c2pa.opened") => Ok(()),
        _ => Err(ManifestError::Shape(NO_CREATED)),
    }
}

const NO_CREATED: &str = "A manifest needs exactly one actions assertion, and its first action has to be \"c2pa.created\" \
                          with a \"digitalSourceType\", or \"c2pa.opened\".";

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ManifestForm {
        ManifestForm {
            title: "  Harbour ".into(),
            author: "Ada Example".into(),
            origin: Some(Origin::DigitalCapture),
            training: TrainingUse::NotAllowed,
        }
    }

    #[test]
    fn the_form_makes_a_manifest_that_passes_its_own_check() {
        for origin in Origin::ALL {
            for training in TrainingUse::ALL {
                let json = ManifestForm {
                    origin: Some(origin),
                    training,
                    ..form()
                }
                .to_json()
                .unwrap();
                assert_eq!(check_manifest(&json), Ok(()), "{json}");
            }
        }
    }

    #[test]
    fn created_with_its_source_type_is_the_first_action_of_the_only_actions_assertion() {
        let manifest: Value = serde_json::from_str(&form().to_json().unwrap()).unwrap();
        assert_eq!(manifest["title"], "Harbour");
        let labels: Vec<_> = manifest["assertions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["label"].clone())
            .collect();
        assert_eq!(
            labels,
            [
                "c2pa.actions.v2",
                "stds.schema-org.CreativeWork",
                "cawg.training-mining"
            ]
        );
        let action = &manifest["assertions"][0]["data"]["actions"][0];
        assert_eq!(action["action"], "c2pa.created");
        assert_eq!(
            action["digitalSourceType"],
            "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
        );
    }

    #[test]
    fn the_origin_is_never_guessed() {
        assert_eq!(
            ManifestForm { origin: None, ..form() }.to_json(),
            Err(ManifestError::NoOrigin)
        );
    }

    #[test]
    fn what_servers_refuse_is_refused_with_its_place() {
        assert!(matches!(
            check_manifest("{\n  nope"),
            Err(ManifestError::NotJson { line: 2, .. })
        ));
        for text in [
            "[]",
            "{}",
            r#"{"title": 3}"#,
            r#"{"assertions": {}}"#,
            r#"{"assertions": [{"label": "c2pa.actions"}]}"#,
            r#"{"assertions": [{"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.edited"}]}}]}"#,
            r#"{"assertions": [{"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.created"}]}}]}"#,
        ] {
            assert!(matches!(check_manifest(text), Err(ManifestError::Shape(_))), "{text}");
        }
    }
}
