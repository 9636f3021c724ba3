//! What a verified identity (CAWG) vouches for.

use std::collections::HashMap;

use super::{
    json,
    manifest::{ACTIONS, base_label, is_actions_label},
};

/// How many assertions an identity refers to at most.
const MAX_REFERENCES: usize = 500;

/// The labels of a manifest's own assertions, exactly as they will be in the signed file: a reference that differs in one
/// character refers to nothing. Engines write every actions assertion as `c2pa.actions.v2`, and number assertions with the same
/// label `label`, `label__1`, and so on. The hash of the file isn't listed: engines always add it. Empty if the text isn't JSON.
#[must_use]
pub fn identity_references(manifest_json: &str) -> Vec<String> {
    let Ok(manifest) = json::parse(manifest_json) else {
        return Vec::new();
    };
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut references = Vec::new();
    for assertion in json::list_of(&manifest, "assertions").iter().take(MAX_REFERENCES) {
        let Some(label) = json::text_of(assertion, "label").filter(|label| !label.is_empty()) else {
            continue;
        };
        let label = if is_actions_label(label) {
            ACTIONS
        } else {
            base_label(label)
        };
        let number = seen.entry(label).or_default();
        references.push(match *number {
            0 => label.to_owned(),
            number => format!("{label}__{number}"),
        });
        *number += 1;
    }
    references
}

/// The algorithm of a server's signer, as the evidence of a signature names it, such as `ES256`.
#[must_use]
pub fn signer_algorithm(evidence: &str) -> Option<String> {
    let evidence: serde_json::Value = serde_json::from_str(evidence).ok()?;
    let name = evidence["alg"].as_str()?.trim();
    (!name.is_empty() && name.len() <= 20).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ManifestForm, Origin, TrainingUse};

    #[test]
    fn an_identity_refers_to_the_labels_of_the_signed_file() {
        let form = ManifestForm {
            creator: "Ana".into(),
            origin: Some(Origin::DigitalCapture),
            training: TrainingUse::NotAllowed.into(),
            ..ManifestForm::default()
        };
        let text = form.to_text();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        let labels: Vec<_> = manifest["assertions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["label"].clone())
            .collect();
        assert_eq!(identity_references(&text), labels);
        assert!(labels.contains(&"c2pa.actions.v2".into()) && labels.contains(&"cawg.training-mining".into()));

        let twice = r#"{"assertions": [
            {"label": "c2pa.actions", "data": {}}, {"label": "a.b", "data": 1}, {"label": "a.b", "data": 2},
            {"data": 3}, {"label": ""}, {"label": 4}, 5, {"label": "a.b", "data": 3}
        ]}"#;
        assert_eq!(
            identity_references(twice),
            ["c2pa.actions.v2", "a.b", "a.b__1", "a.b__2"]
        );
        for nothing in ["", "{", "[]", "{}", r#"{"assertions": {}}"#] {
            assert!(identity_references(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn the_signers_algorithm_is_what_the_evidence_names() {
        assert_eq!(
            signer_algorithm(r#"{"signer":"env_dev","alg":"ES256"}"#).as_deref(),
            Some("ES256")
        );
        for other in ["", "[]", "{}", r#"{"alg": 256}"#, r#"{"alg": " "}"#, r#""ES256""#] {
            assert_eq!(signer_algorithm(other), None, "{other}");
        }
    }
}
