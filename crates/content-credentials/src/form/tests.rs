//! The form and its text stay in step.

use serde_json::{Value, json};

use super::*;
use crate::lint;

fn form() -> ManifestForm {
    ManifestForm {
        title: "  Harbor ".into(),
        author: "Ada Example".into(),
        origin: Some(Origin::DigitalCapture),
        training: TrainingUse::NotAllowed.into(),
        ..ManifestForm::default()
    }
}

/// The first error that prevents signing: its message and code.
fn first_error(text: &str) -> Option<String> {
    let lints = lint(text, lint::LintFor::Manifest);
    let first = lint::errors(&lints).next()?;
    Some(format!("{} ({})", first.message, first.code.name()))
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_form_writes_manifests_that_pass_the_linter() {
    for origin in Origin::ALL {
        for training in TrainingUse::ALL {
            let json = ManifestForm {
                origin: Some(origin),
                training: training.into(),
                ..form()
            }
            .to_text();
            assert_eq!(first_error(&json), None, "{json}");
        }
    }
}

#[test]
fn created_with_its_source_type_is_the_first_action_of_the_only_actions_assertion() {
    let manifest = value(&form().to_text());
    assert_eq!(manifest["title"], "Harbor");
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
    assert_eq!(
        manifest["assertions"][2]["data"]["entries"]["cawg.data_mining"],
        json!({ "use": "notAllowed" })
    );
    assert_eq!(manifest["claim_generator_info"].as_array().unwrap().len(), 1);
}

#[test]
fn the_origin_is_never_guessed() {
    let form = ManifestForm { origin: None, ..form() };
    assert!(first_error(&form.to_text()).unwrap().contains("(no-origin)"));
    assert!(!form.to_text().contains("digitalSourceType"));
}

#[test]
fn what_the_form_writes_it_reads_again() {
    let mut training = Training::from(TrainingUse::Allowed);
    training.choices[2] = TrainingChoice {
        usage: TrainingUse::Constrained,
        constraint: "https://example.org/license".into(),
    };
    training.choices[3] = TrainingChoice::default();
    let full = ManifestForm {
        title: "A \"quoted\" {stem}\n😀".into(),
        author: "Zoë".into(),
        organization: "Example & Co".into(),
        origin: Some(Origin::CompositeSynthetic),
        training,
        generator: "Darkroom".into(),
        generator_version: "2".into(),
        no_thumbnail: true,
    };
    let text = full.to_text();
    assert_eq!(ManifestForm::read(&text).unwrap(), full, "{text}");
    // Clearing the form removes what was there only for it.
    let empty = ManifestForm::default().write_into(&text).unwrap();
    assert_eq!(
        value(&empty),
        json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [{ "action": "c2pa.created" }] } }] })
    );
    assert_eq!(ManifestForm::read(&empty).unwrap(), ManifestForm::default());
}

/// A manifest with many fields that the form doesn't know.
const RICH: &str = r#"{ "title" : "Old",
    "claim_generator_info": [{"name": "X", "icon_note": 1}], "format": "image/jpeg",
  "assertions": [
    {"label": "org.example.note", "data": {"a": [1,   2]}},
    {"label": "stds.schema-org.CreativeWork", "kind": "Json",
     "data": {"@context": "https://schema.org", "@type": "CreativeWork", "copyrightYear": 2020,
       "author": [{"@type": "Organization", "name": "Firm"}, {"@type": "Person", "name": "One", "identifier": "i"}, {"@type": "Person", "name": "Two"}]}},
    {"label": "c2pa.actions", "data": {"actions": [
       {"action": "c2pa.created", "when": "2020-01-01T00:00:00Z", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/print"},
       {"action": "c2pa.edited"}]}},
    {"label": "c2pa.training-mining", "data": {"entries": {"c2pa.data_mining": {"use": "constrained", "constraint_info": "ask", "x": 1}}}}
  ]
}"#;

#[test]
fn changing_one_field_keeps_the_rest_of_the_text() {
    let read = ManifestForm::read(RICH).unwrap();
    assert_eq!(
        (
            read.title.as_str(),
            read.author.as_str(),
            read.organization.as_str(),
            read.origin
        ),
        ("Old", "One", "Firm", Some(Origin::Print))
    );
    assert_eq!(read.training.choices[3].constraint, "ask");
    assert_eq!(read.write_into(RICH).unwrap(), RICH, "nothing was changed");

    let change = |change: &dyn Fn(&mut ManifestForm)| {
        let mut form = read.clone();
        change(&mut form);
        let text = form.write_into(RICH).unwrap();
        assert_eq!(ManifestForm::read(&text).unwrap(), form, "{text}");
        text
    };
    assert_eq!(
        change(&|form| form.title = "New".into()),
        RICH.replace("\"Old\"", "\"New\"")
    );
    assert_eq!(
        change(&|form| form.author = "Uno".into()),
        RICH.replace("\"One\"", "\"Uno\"")
    );
    assert_eq!(
        change(&|form| form.origin = Some(Origin::Composite)),
        RICH.replace("digitalsourcetype/print", "digitalsourcetype/composite")
    );
    assert_eq!(
        change(&|form| form.training.choices[3].constraint = "pay".into()),
        RICH.replace("\"ask\"", "\"pay\"")
    );
    let mined = value(&change(&|form| form.training.choices[3] = TrainingChoice::default()));
    assert_eq!(mined["assertions"].as_array().unwrap().len(), 3);
    let generator = value(&change(&|form| form.generator = "Y".into()));
    assert_eq!(
        generator["claim_generator_info"],
        json!([{ "name": "Y", "icon_note": 1 }])
    );
}

#[test]
fn a_single_author_without_a_list_is_read_and_changed() {
    let text = r#"{"assertions": [{"label": "stds.schema-org.CreativeWork", "data": {"@type": "CreativeWork", "author": {"@type": "Person", "name": "One"}}}]}"#;
    let mut form = ManifestForm::read(text).unwrap();
    assert_eq!(form.author, "One");
    form.author = "Two".into();
    let text = form.write_into(text).unwrap();
    assert_eq!(
        value(&text)["assertions"][0]["data"]["author"],
        json!([{ "@type": "Person", "name": "Two" }])
    );
}

#[test]
fn an_origin_can_be_written_into_any_manifest() {
    for text in [
        "{}",
        r#"{"assertions": []}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": []}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.edited"}]}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2"}]}"#,
    ] {
        let form = ManifestForm {
            origin: Some(Origin::Print),
            ..ManifestForm::read(text).unwrap()
        };
        let written = form.write_into(text).unwrap();
        assert_eq!(first_error(&written), None, "{text} became {written}");
        assert_eq!(ManifestForm::read(&written).unwrap().origin, Some(Origin::Print));
    }
}

#[test]
fn text_that_is_not_json_is_kept_and_unexpected_types_break_nothing() {
    let answered = form();
    for text in ["", "{", "[]", "{\"title\": }"] {
        assert_eq!(ManifestForm::read(text), None);
        assert_eq!(answered.write_into(text), None);
    }
    for text in [
        r#"{"title": 3, "assertions": {}, "claim_generator_info": {}, "thumbnail": []}"#,
        r#"{"assertions": [1, null, {"label": 3}, {"label": "c2pa.actions.v2", "data": 3}]}"#,
        r#"{"assertions": [{"label": "cawg.training-mining", "data": {"entries": []}}, {"label": "stds.schema-org.CreativeWork", "data": []}]}"#,
    ] {
        let written = answered.write_into(text).unwrap();
        assert!(serde_json::from_str::<Value>(&written).is_ok(), "{written}");
    }
}
