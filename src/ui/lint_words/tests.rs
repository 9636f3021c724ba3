//! The window says every rule of the linter, in each language.

use content_credentials::{EngineVersion, LintCode, LintFor, lint_for};
use localization::Language;

use super::*;

const SOURCE: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";

/// A manifest with these fields, these later actions and these assertions, otherwise one that conforms.
fn manifest(fields: &str, actions: &str, assertions: &str) -> String {
    format!(
        r#"{{{fields} "claim_generator_info": [{{"name": "X", "specVersion": "2.4.0"}}], "thumbnail": {{"format": "none", "identifier": ""}},
        "assertions": [{{"label": "c2pa.actions.v2", "created": true, "data": {{"allActionsIncluded": true, "actions": [
        {{"action": "c2pa.created", "digitalSourceType": "{SOURCE}"}}{actions}]}}}}{assertions}]}}"#
    )
}

/// Manifests that break each rule, with strange letters where a part of them is named.
fn manifests() -> Vec<String> {
    let metadata = r#""@context": {"dc": "http://purl.org/dc/elements/1.1/"}"#;
    let actions =
        |list: &str| format!(r#"{{"assertions": [{{"label": "c2pa.actions", "data": {{"actions": [{list}]}}}}]}}"#);
    let opened = r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"allActionsIncluded": false, "actions": [
        {"action": "c2pa.opened", "digitalSourceType": "x", "parameters": {"ingredientIds": ["n\"o"]}}]}}]}"#;
    vec![
        "not a manifest".to_owned(),
        "{}".to_owned(),
        opened.to_owned(),
        manifest(
            r#""title": 3, "x\ty": 1, "vendor": 3, "title": "{nobody} {x\"y}","#,
            "",
            "",
        ),
        manifest(
            "",
            r#", {"action": "c2pa.created"}"#,
            r#", {"label": "c2pa.actions.v2", "data": {"actions": []}}"#,
        ),
        manifest(
            "",
            r#", {"action": "c2pa.placed"}, {"action": "inven\"ted"}, {"action": "c2pa.redacted"}"#,
            "",
        ),
        manifest(
            "",
            r#", {"action": "c2pa.cropped", "changed": "x", "softwareAgent": "x", "parameters": {"amount": 1}}"#,
            "",
        ),
        manifest(
            "",
            r#", {"action": "c2pa.watermarked"}, {"action": "c2pa.printed"}"#,
            "",
        ),
        manifest(
            "",
            "",
            &format!(r#", {{"label": "cawg.metadata", "data": {{{metadata}, "dc:creator": "A"}}}}"#),
        ),
        manifest(
            "",
            "",
            &format!(r#", {{"label": "c2pa.metadata", "data": {{{metadata}, "dc:creator": "A", "own:x": 1}}}}"#),
        ),
        manifest(
            "",
            "",
            r#", {"label": "c2pa.hash.data", "data": {}}, {"label": "a b\"", "data": {}}, {"label": "note", "data": {}}"#,
        ),
        manifest(
            "",
            "",
            r#", {"label": "stds.exif__1", "data": {}}, {"label": "c2pa.invented", "data": {}}"#,
        ),
        manifest(
            "",
            "",
            r#", {"label": "c2pa.training-mining", "data": {"entries": {"c2pa.data_mining": {"use": "constrained"},
            "perhaps": {}}}}"#,
        ),
        manifest("", "", "").replace("2.4.0", "2.2.0"),
        manifest("", "", "").replace(r#", "specVersion": "2.4.0""#, r#"}, {"name": "Y", "icon": "x""#),
        manifest("", "", "").replace("digitalCapture", "minorHumanEdits"),
        manifest("", "", "").replace("digitalCapture", "digitalCaptur"),
        manifest("", "", "").replace(SOURCE, "http://c2pa.org/digitalsourcetype/empty"),
        manifest("", "", "").replace(r#"{"format": "none", "identifier": ""}"#, r#"{"format": "image/png"}"#),
        actions(r#"{"action": "c2pa.edited"}"#),
        actions(r#"{"action": "c2pa.created"}"#),
    ]
}

#[test]
fn the_windows_english_is_the_linters_for_manifests_that_break_each_rule() {
    let engine: Option<EngineVersion> = "0.59".parse().ok();
    let lints: Vec<_> = manifests()
        .iter()
        .flat_map(|manifest| lint_for(manifest, LintFor::Template, engine))
        .collect();
    for code in LintCode::ALL {
        assert!(
            lints.iter().any(|lint| lint.code == code),
            "no manifest breaks {code:?}"
        );
    }
    for lint in &lints {
        assert_eq!(message(lint), lint.message(), "{:?}", lint.code);
        if let Some(mend) = &lint.fix {
            assert_eq!(fix(&mend.label), mend.label.to_string());
        }
    }
}

#[test]
fn the_windows_english_is_the_linters_for_every_text_and_every_fix() {
    for text in LintText::samples() {
        assert_eq!(words(&text), text.to_string(), "{text:?}");
    }
    for label in FixLabel::samples() {
        assert_eq!(fix(&label), label.to_string(), "{label:?}");
    }
}

#[test]
fn other_languages_say_every_text_and_every_fix_in_their_own_words() {
    for language in [
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Japanese,
    ] {
        localization::set(Some(language));
        let texts = LintText::samples()
            .into_iter()
            .map(|text| (words(&text), text.to_string()));
        let fixes = FixLabel::samples()
            .into_iter()
            .map(|label| (fix(&label), label.to_string()));
        let english: Vec<_> = texts.chain(fixes).filter(|(said, english)| said == english).collect();
        localization::set(Some(Language::English));
        assert!(english.is_empty(), "{language:?}: {english:?}");
    }
}
