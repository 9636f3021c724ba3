//! Each rule of the rubric by its name: a manifest that breaks it gets its code at its place, and the fix leaves nothing.

use super::*;
use crate::{Severity, lint::actions::STANDARD};

const SOURCE: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";

/// A manifest that conforms, with these later actions and assertions, each in a line of its own from line 5 on.
fn manifest(actions: &str, assertions: &str) -> String {
    format!(
        r#"{{"claim_generator_info": [{{"name": "X", "specVersion": "2.4.0"}}], "thumbnail": {{"format": "none", "identifier": ""}},
"ingredients": [{{"title": "a", "relationship": "parentOf", "label": "p"}}],
"assertions": [{{"label": "c2pa.actions.v2", "created": true,
"data": {{"allActionsIncluded": true, "actions": [{{"action": "c2pa.created", "digitalSourceType": "{SOURCE}"}}{actions}]}}}}{assertions}]}}"#
    )
}

fn codes(text: &str) -> Vec<LintCode> {
    lint(text, LintFor::Manifest)
        .into_iter()
        .map(|lint| lint.code)
        .collect()
}

/// Expects this code in this line, no error, and after its fix these codes.
fn fixed(text: &str, code: LintCode, line: usize, left: &[LintCode]) -> String {
    let lints = lint(text, LintFor::Manifest);
    let found = lints.iter().find(|lint| lint.code == code);
    let found = found.unwrap_or_else(|| panic!("{text}\n{lints:#?}"));
    assert_eq!(found.place.line, line, "{found:?}");
    assert!(found.severity() > Severity::Error, "servers accept it: {found:?}");
    let fix = found.fix.as_ref().unwrap_or_else(|| panic!("{found:?} has no fix"));
    assert_eq!(codes(&fix.text), left, "{}", fix.text);
    fix.text.clone()
}

/// Expects this code in this line, without a fix.
fn unfixed(text: &str, code: LintCode, line: usize) {
    let lints = lint(text, LintFor::Manifest);
    let found = lints.iter().find(|lint| lint.code == code);
    let found = found.unwrap_or_else(|| panic!("{text}\n{lints:#?}"));
    assert_eq!((found.place.line, &found.fix), (line, &None), "{found:?}");
    assert_eq!(found.severity(), Severity::Warning);
}

#[test]
fn a_manifest_that_conforms_has_no_findings() {
    assert_eq!(codes(&manifest("", "")), []);
    let edited = format!(
        r#", {{"action": "c2pa.adjustedColor", "digitalSourceType": "{SOURCE}", "softwareAgent": {{"name": "X"}},
        "parameters": {{"org.example.amount": 3, "ingredientIds": []}}}}, {{"action": "c2pa.published"}}, {{"action": "org.example.polished"}}"#
    );
    let noted = r#", {"label": "org.example.note", "data": {}}, {"label": "c2pa.soft-binding", "data": {"alg": "x", "blocks": []}}"#;
    assert_eq!(codes(&manifest(&edited, noted)), []);
}

#[test]
fn no_deprecated_assertions() {
    let of = |label: &str, data: &str| manifest("", &format!(",\n{{\"label\": \"{label}\", \"data\": {data}}}"));
    let work = r#"{"@type": "CreativeWork", "author": [{"@type": "Person", "name": "Ada"}]}"#;
    let text = fixed(
        &of("stds.schema-org.CreativeWork", work),
        LintCode::DeprecatedAssertion,
        5,
        &[],
    );
    assert!(text.contains("cawg.metadata") && text.contains("dc:creator"), "{text}");
    let exif = r#"{"@context": {"exif": "http://ns.adobe.com/exif/1.0/"}, "exif:FNumber": "4"}"#;
    for label in ["stds.exif", "stds.iptc.photo-metadata"] {
        let text = fixed(&of(label, exif), LintCode::DeprecatedAssertion, 5, &[]);
        assert!(
            text.contains("cawg.metadata") && text.contains("exif:FNumber"),
            "{text}"
        );
    }
    let review = r#"{"@type": "ClaimReview", "claimReviewed": "x"}"#;
    fixed(
        &of("stds.schema-org.ClaimReview", review),
        LintCode::DeprecatedAssertion,
        5,
        &[],
    );
    let old = manifest("", "").replace("c2pa.actions.v2", "c2pa.actions");
    fixed(&old, LintCode::DeprecatedAssertion, 3, &[]);
}

#[test]
fn no_unsupported_assertions_and_labels_with_a_domain() {
    let of = |label: &str| manifest("", &format!(",\n{{\"label\": \"{label}\", \"data\": {{}}}}"));
    unfixed(&of("c2pa.invented"), LintCode::UnknownAssertion, 5);
    unfixed(&of("note"), LintCode::LabelWithoutDomain, 5);
    let old = manifest(
        "",
        ",\n{\"label\": \"c2pa.training-mining\", \"data\": {\"entries\": {\"c2pa.data_mining\": {\"use\": \"allowed\"}}}}",
    );
    fixed(&old, LintCode::OldTraining, 5, &[]);
}

#[test]
fn actions_are_created_and_not_gathered() {
    let text = fixed(
        &manifest("", "").replace(", \"created\": true", ""),
        LintCode::GatheredActions,
        3,
        &[],
    );
    assert!(text.contains("\"created\": true"), "{text}");
    let gathered = manifest("", "").replace("\"created\": true", "\"created\": false");
    fixed(&gathered, LintCode::GatheredActions, 3, &[]);
}

#[test]
fn mandatory_all_actions_included() {
    unfixed(
        &manifest("", "").replace("\"allActionsIncluded\": true,", ""),
        LintCode::AllActionsNotStated,
        4,
    );
    assert_eq!(
        codes(&manifest("", "").replace("\"allActionsIncluded\": true", "\"allActionsIncluded\": false")),
        []
    );
}

#[test]
fn opened_alone_lists_all_actions_and_has_no_source_type() {
    let created = format!(r#"{{"action": "c2pa.created", "digitalSourceType": "{SOURCE}"}}"#);
    let opened = r#"{"action": "c2pa.opened", "parameters": {"ingredientIds": ["p"]}}"#;
    let text = manifest("", "").replace(&created, opened);
    assert_eq!(codes(&text), []);
    let incomplete = text.replace("\"allActionsIncluded\": true", "\"allActionsIncluded\": false");
    unfixed(&incomplete, LintCode::OpenedIncomplete, 4);
    let more = incomplete.replace(opened, &format!("{opened}, {{\"action\": \"c2pa.published\"}}"));
    assert_eq!(codes(&more), []);
    let with_source = opened.replacen('{', &format!("{{\n\"digitalSourceType\": \"{SOURCE}\","), 1);
    fixed(&text.replace(opened, &with_source), LintCode::OriginOfOpened, 5, &[]);
}

#[test]
fn mandatory_source_type_of_perceptible_actions() {
    for name in STANDARD {
        let needs = matches!(
            name,
            "addedText"
                | "adjustedColor"
                | "changedSpeed"
                | "color_adjustments"
                | "cropped"
                | "deleted"
                | "drawing"
                | "dubbed"
                | "edited"
                | "filtered"
                | "mastered"
                | "mixed"
                | "orientation"
                | "remixed"
                | "removed"
                | "resized"
                | "translated"
                | "trimmed"
                | "unknown"
        );
        let text = manifest(&format!(",\n{{\"action\": \"c2pa.{name}\"}}"), "");
        assert_eq!(codes(&text).contains(&LintCode::NoActionOrigin), needs, "{name}");
    }
    unfixed(
        &manifest(",\n{\"action\": \"c2pa.cropped\"}", ""),
        LintCode::NoActionOrigin,
        5,
    );
}

#[test]
fn no_deprecated_actions() {
    let of = |name: &str| {
        manifest(
            &format!(",\n{{\"action\": \"c2pa.{name}\", \"digitalSourceType\": \"{SOURCE}\"}}"),
            "",
        )
    };
    let text = fixed(&of("color_adjustments"), LintCode::DeprecatedAction, 5, &[]);
    assert!(text.contains("c2pa.adjustedColor"), "{text}");
    for name in [
        "copied",
        "formatted",
        "version_updated",
        "printed",
        "managed",
        "produced",
        "saved",
    ] {
        fixed(&of(name), LintCode::DeprecatedAction, 5, &[]);
    }
    unfixed(&of("watermarked"), LintCode::DeprecatedAction, 5);
    for name in ["watermarked.bound", "mastered", "mixed", "remixed"] {
        assert_eq!(codes(&of(name)), [], "{name}");
    }
}

#[test]
fn the_software_agent_is_an_object_and_deprecated_fields_are_named() {
    let of = |field: &str| manifest(&format!(",\n{{\"action\": \"c2pa.published\", {field}}}"), "");
    let text = fixed(
        &of(r#""softwareAgent": "Darkroom""#),
        LintCode::SoftwareAgentText,
        5,
        &[],
    );
    assert!(text.contains("\"name\": \"Darkroom\""), "{text}");
    for field in [r#""actors": []"#, r#""changed": "x""#] {
        fixed(&of(field), LintCode::DeprecatedField, 5, &[]);
    }
    let text = fixed(
        &of(r#""parameters": {"description": "much"}"#),
        LintCode::DeprecatedField,
        5,
        &[],
    );
    assert!(text.contains("\"description\": \"much\""), "{text}");
    unfixed(&of(r#""parameters": {"amount": 3}"#), LintCode::ParameterName, 5);
}

#[test]
fn the_version_of_the_specification_is_stated_where_it_is_true() {
    let missing = manifest("", "").replace(", \"specVersion\": \"2.4.0\"", "");
    let text = fixed(&missing, LintCode::NoSpecVersion, 1, &[]);
    assert!(text.contains("\"specVersion\": \"2.4.0\""), "{text}");
    let other = manifest("", "").replace("2.4.0", "2.2.0");
    fixed(&other, LintCode::FalseSpecVersion, 1, &[]);
    let beside = manifest(
        "",
        ",\n{\"label\": \"stds.schema-org.ClaimReview\", \"data\": {\"@type\": \"ClaimReview\"}}",
    );
    fixed(&beside, LintCode::FalseSpecVersion, 1, &[LintCode::DeprecatedAssertion]);
}

#[test]
fn only_what_is_deprecated_makes_a_version_false() {
    let conforming = manifest("", "");
    for origin in ["empty", "trainedAlgorithmicData"] {
        let text = conforming.replace(SOURCE, &format!("http://c2pa.org/digitalsourcetype/{origin}"));
        assert!(codes(&text).contains(&LintCode::DiscouragedOrigin), "{text}");
        assert!(!codes(&text).contains(&LintCode::FalseSpecVersion), "{text}");
    }
    let unknown = manifest("", r#", {"label": "c2pa.invented", "data": {}}"#);
    assert!(codes(&unknown).contains(&LintCode::UnknownAssertion));
    assert!(!codes(&unknown).contains(&LintCode::FalseSpecVersion));
    let retired = conforming.replace("digitalCapture", "minorHumanEdits");
    assert!(codes(&retired).contains(&LintCode::FalseSpecVersion), "{retired}");
}
