//! The form and its text stay in step.

use serde_json::{Value, json};

use super::*;
use crate::lint;

fn form() -> ManifestForm {
    ManifestForm {
        title: "  Harbor ".into(),
        creator: "Ada Example".into(),
        origin: Some(Origin::DigitalCapture),
        all_actions: Some(true),
        training: TrainingUse::NotAllowed.into(),
        ..ManifestForm::default()
    }
}

/// The first error that prevents signing: its message and code.
fn first_error(text: &str) -> Option<String> {
    let lints = lint(text, lint::LintFor::Manifest);
    let first = lint::errors(&lints).next()?;
    Some(format!("{} ({})", first.message(), first.code.name()))
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
            let lints = lint(&json, lint::LintFor::Template);
            let mut codes: Vec<_> = lints.iter().map(|lint| lint.code).collect();
            codes.retain(|code| *code != lint::LintCode::NoConstraint);
            assert_eq!(codes, [lint::LintCode::Thumbnail], "{json}");
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
    assert_eq!(labels, ["c2pa.actions.v2", "cawg.metadata", "cawg.training-mining"]);
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
    assert_eq!(manifest["assertions"][0]["created"], true);
    assert_eq!(manifest["assertions"][0]["data"]["allActionsIncluded"], true);
    assert_eq!(manifest["claim_generator_info"][0]["specVersion"], "2.4.0");
    assert_eq!(
        manifest["assertions"][1],
        json!({
            "label": "cawg.metadata", "kind": "Json",
            "data": { "@context": { "dc": "http://purl.org/dc/elements/1.1/" }, "dc:creator": ["Ada Example"], "dc:title": "Harbor" },
        })
    );
}

#[test]
fn the_origin_and_whether_all_actions_are_listed_are_never_guessed() {
    let silent = ManifestForm {
        all_actions: None,
        ..form()
    };
    assert!(!silent.to_text().contains("allActionsIncluded"));
    let lints = lint(&silent.to_text(), lint::LintFor::Manifest);
    let asked = lints.iter().find(|lint| lint.code.is_question()).unwrap();
    assert_eq!((asked.code, &asked.fix), (lint::LintCode::AllActionsNotStated, &None));
    assert_eq!(first_error(&silent.to_text()), None, "servers accept it");

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
        creator: "Zoë; Example & Co".into(),
        headline: "Fog {date}".into(),
        caption: "Two\nlines".into(),
        credit: "Zoë / Example & Co".into(),
        copyright: "© 2026 \"Zoë\"".into(),
        make: "{make}".into(),
        camera: "{camera}".into(),
        lens: "35 mm".into(),
        taken: "2026-05-09T12:00:00".into(),
        city: "Lisbon".into(),
        country: "Portugal".into(),
        latitude: "38,43.338N".into(),
        longitude: "9,8.36W".into(),
        origin: Some(Origin::CompositeSynthetic),
        all_actions: Some(false),
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
        json!({ "assertions": [
            { "label": "c2pa.actions.v2", "created": true, "data": { "actions": [{ "action": "c2pa.created" }] } },
        ] })
    );
    assert_eq!(ManifestForm::read(&empty).unwrap(), ManifestForm::default());
}

/// A manifest with many fields that the form doesn't know.
const RICH: &str = r#"{ "title" : "Old",
    "claim_generator_info": [{"name": "X", "icon_note": 1, "specVersion" : "2.4.0"}], "format": "image/jpeg",
  "assertions": [
    {"label": "org.example.note", "data": {"a": [1,   2]}},
    {"label": "cawg.metadata", "kind": "Json",
     "data": {"@context": {"dc": "http://purl.org/dc/elements/1.1/", "x": "https://example.org/"}, "x:year": 2020,
       "dc:creator": ["One",   "Firm"], "dc:description": {"x-default": "Fog", "de": "Nebel"}}},
    {"label": "c2pa.actions.v2", "created": true, "data": {"allActionsIncluded": false, "actions": [
       {"action": "c2pa.created", "when": "2020-01-01T00:00:00Z", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/print"},
       {"action": "c2pa.edited", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"}]}},
    {"label": "cawg.training-mining", "data": {"entries": {"cawg.data_mining": {"use": "constrained", "constraint_info": "ask", "x": 1}}}}
  ]
}"#;

#[test]
fn changing_one_field_keeps_the_rest_of_the_text() {
    let read = ManifestForm::read(RICH).unwrap();
    assert_eq!(
        (
            read.title.as_str(),
            read.creator.as_str(),
            read.caption.as_str(),
            read.origin,
            read.all_actions
        ),
        ("Old", "One; Firm", "Fog", Some(Origin::Print), Some(false))
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
    let renamed = change(&|form| form.title = "New".into());
    assert!(renamed.starts_with("{ \"title\" : \"New\",\n    \"claim"), "{renamed}");
    assert_eq!(value(&renamed)["assertions"][1]["data"]["dc:title"], "New");
    assert_eq!(
        value(&renamed)["assertions"][1]["data"]["dc:description"]["de"],
        "Nebel"
    );
    let credited = value(&change(&|form| form.credit = "Firm".into()));
    assert_eq!(
        credited["assertions"][1]["data"]["@context"],
        json!({ "dc": "http://purl.org/dc/elements/1.1/", "x": "https://example.org/", "photoshop": "http://ns.adobe.com/photoshop/1.0/" })
    );
    assert_eq!(
        change(&|form| form.all_actions = Some(true)),
        RICH.replace("\"allActionsIncluded\": false", "\"allActionsIncluded\": true")
    );
    assert_eq!(
        change(&|form| form.caption = "Mist".into()),
        RICH.replace(r#"{"x-default": "Fog", "de": "Nebel"}"#, "\"Mist\"")
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
        json!([{ "name": "Y", "icon_note": 1, "specVersion": "2.4.0" }])
    );
}

/// What the form of version 0.2 wrote.
pub(crate) const OF_0_2: &str = include_str!("../../../testkit/fixtures/manifest-of-0.2.json");

#[test]
fn a_preset_of_an_earlier_version_is_read_and_moved_with_the_next_change() {
    let read = ManifestForm::read(OF_0_2).unwrap();
    assert_eq!(
        (read.creator.as_str(), read.origin, read.all_actions),
        ("Ada Example; Firm", Some(Origin::DigitalCapture), None)
    );
    assert_eq!(read.write_into(OF_0_2).unwrap(), OF_0_2, "nothing was changed");
    let answered = ManifestForm {
        all_actions: Some(true),
        ..read
    };
    let text = answered.write_into(OF_0_2).unwrap();
    assert!(!text.contains("stds."), "{text}");
    assert_eq!(ManifestForm::read(&text).unwrap(), answered);
    let codes: Vec<_> = lint(&text, lint::LintFor::Template)
        .iter()
        .map(|lint| lint.code)
        .collect();
    assert_eq!(codes, [lint::LintCode::Thumbnail], "{text}");
    assert_eq!(
        value(&text)["assertions"][1]["data"]["dc:creator"],
        json!(["Ada Example", "Firm"])
    );
}

#[test]
fn what_has_no_place_in_the_metadata_stays_where_it_is() {
    let old = r#"{"title": "T", "assertions": [
      {"label": "c2pa.actions", "data": {"actions": [
        {"action": "c2pa.created", "softwareAgent": "Darkroom", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalArt"},
        {"action": "c2pa.color_adjustments"}]}},
      {"label": "stds.schema-org.CreativeWork", "data": {"@type": "CreativeWork", "name": "Other", "copyrightYear": 2020,
        "copyrightNotice": "© One",
        "author": [{"@type": "Person", "name": "One", "identifier": "i"}, {"@type": "Person", "name": "Two"}]}}]}"#;
    let read = ManifestForm::read(old).unwrap();
    assert_eq!((read.title.as_str(), read.creator.as_str()), ("T", "One; Two"));
    assert_eq!(
        (read.copyright.as_str(), read.origin),
        ("© One", Some(Origin::DigitalCreation))
    );
    let change = |creator: &str| {
        let form = ManifestForm {
            creator: creator.into(),
            ..read.clone()
        };
        let text = form.write_into(old).unwrap();
        assert_eq!(ManifestForm::read(&text).unwrap(), form, "{text}");
        value(&text)
    };
    let changed = change("One");
    let all = &changed["assertions"];
    assert_eq!(
        all[0],
        json!({ "label": "c2pa.actions.v2", "created": true, "data": { "actions": [
            { "action": "c2pa.created", "softwareAgent": { "name": "Darkroom" }, "digitalSourceType": Origin::DigitalCreation.uri() },
            { "action": "c2pa.adjustedColor" },
        ] } })
    );
    assert_eq!(
        all[2]["data"],
        json!({ "@type": "CreativeWork", "name": "Other", "copyrightYear": 2020,
            "author": [{ "@type": "Person", "name": "One", "identifier": "i" }] })
    );
    assert_eq!(all[1]["data"]["dc:rights"], "© One");
    assert_eq!(all[1]["data"]["dc:title"], "T");
    assert_eq!(change("Three")["assertions"][2]["data"]["author"], Value::Null);
}

#[test]
fn the_version_of_the_specification_is_stated_only_where_it_is_true() {
    let change = |text: &str| {
        let form = ManifestForm {
            all_actions: Some(true),
            ..ManifestForm::read(text).unwrap()
        };
        value(&form.write_into(text).unwrap())["claim_generator_info"][0]["specVersion"].clone()
    };
    let of = |version: &str, assertion: &str| {
        format!(r#"{{"claim_generator_info": [{{"name": "X"{version}}}], "assertions": [{assertion}]}}"#)
    };
    let note = r#"{"label": "org.example.note", "data": {}}"#;
    let deprecated = r#"{"label": "stds.exif", "data": {}}"#;
    let stated = r#", "specVersion": "2.4.0""#;
    assert_eq!(change(&of("", note)), "2.4.0");
    assert_eq!(change(&of(stated, note)), "2.4.0");
    assert_eq!(change(&of("", deprecated)), Value::Null);
    assert_eq!(change(&of(stated, deprecated)), Value::Null);
}

#[test]
fn what_is_empty_for_a_file_is_left_out_and_no_name_is_split() {
    let template = ManifestForm {
        creator: "{name}; Firm".into(),
        caption: "{stem}".into(),
        ..form()
    }
    .to_text();
    let fill = |name| {
        crate::fill(
            &template,
            crate::FileFacts {
                name,
                date: "",
                metadata: &[],
            },
        )
    };
    let filled = value(&fill("One; Two"));
    assert_eq!(
        filled["assertions"][1]["data"]["dc:creator"],
        json!(["One; Two", "Firm"])
    );
    let empty = value(&fill(""));
    assert_eq!(empty["assertions"][1]["data"]["dc:creator"], json!(["Firm"]));
    assert_eq!(empty["assertions"][1]["data"]["dc:description"], Value::Null);
    let only = ManifestForm {
        title: "x".into(),
        creator: "{name}".into(),
        ..ManifestForm::default()
    };
    let text = only.to_text().replace("\"dc:title\": \"x\"", "\"dc:title\": \" \"");
    let emptied = crate::fill(
        &text,
        crate::FileFacts {
            name: "",
            date: "",
            metadata: &[],
        },
    );
    assert!(!emptied.contains("cawg.metadata"), "{emptied}");
    let plain = template.replace("{name}", "One;Two").replace("{stem}", "");
    assert_eq!(
        crate::fill(
            &plain,
            crate::FileFacts {
                name: "",
                date: "",
                metadata: &[]
            }
        ),
        plain
    );
}

#[test]
fn a_single_author_without_a_list_is_read_and_changed() {
    let text = r#"{"assertions": [{"label": "stds.schema-org.CreativeWork", "data": {"@type": "CreativeWork", "author": {"@type": "Person", "name": "One"}}}]}"#;
    let mut form = ManifestForm::read(text).unwrap();
    assert_eq!(form.creator, "One");
    form.creator = "Two".into();
    let text = form.write_into(text).unwrap();
    assert_eq!(
        value(&text)["assertions"],
        json!([{ "label": "cawg.metadata", "kind": "Json",
            "data": { "@context": { "dc": "http://purl.org/dc/elements/1.1/" }, "dc:creator": ["Two"] } }])
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

#[test]
fn a_numbered_label_is_the_same_assertion_for_form_linter_identity_and_earlier_credentials() {
    let form = ManifestForm {
        creator: "Ada".into(),
        origin: Some(Origin::DigitalCapture),
        all_actions: Some(true),
        training: TrainingUse::NotAllowed.into(),
        ..ManifestForm::default()
    };
    let plain = form.to_text();
    let numbered = plain
        .replace("\"c2pa.actions.v2\"", "\"c2pa.actions.v2__1\"")
        .replace("\"cawg.metadata\"", "\"cawg.metadata__2\"")
        .replace("\"cawg.training-mining\"", "\"cawg.training-mining__1\"");
    assert_eq!(ManifestForm::read(&numbered), ManifestForm::read(&plain));
    let changed = ManifestForm {
        origin: Some(Origin::HumanEdits),
        creator: "Bea".into(),
        ..ManifestForm::read(&numbered).unwrap()
    };
    let written: Value = serde_json::from_str(&changed.write_into(&numbered).unwrap()).unwrap();
    assert_eq!(written["assertions"].as_array().unwrap().len(), 3, "{written:#}");
    assert_eq!(
        crate::identity_references(&numbered),
        crate::identity_references(&plain)
    );
    let file = crate::EarlierFile {
        title: "o.jpg",
        format: "image/jpeg",
        ..crate::EarlierFile::default()
    };
    let opened: Value = serde_json::from_str(&file.manifest(&numbered, crate::EarlierCredentials::Named)).unwrap();
    assert_eq!(opened["assertions"].as_array().unwrap().len(), 3, "{opened:#}");
    assert_eq!(opened["assertions"][0]["data"]["actions"][0]["action"], "c2pa.opened");
}

#[test]
fn a_name_with_a_semicolon_stays_one_name() {
    let manifest = r#"{"assertions": [{"label": "cawg.metadata", "data": {"@context": {"dc": "http://purl.org/dc/elements/1.1/"},
        "dc:creator": ["Smith; Sons", "Ana"]}}]}"#;
    let read = ManifestForm::read(manifest).unwrap();
    assert_eq!(read.creator, "Smith;; Sons; Ana");
    let changed = ManifestForm {
        credit: "AF".into(),
        ..read
    };
    let written: Value = serde_json::from_str(&changed.write_into(manifest).unwrap()).unwrap();
    assert_eq!(
        written["assertions"][0]["data"]["dc:creator"],
        json!(["Smith; Sons", "Ana"])
    );
    let single = manifest.replace(r#"["Smith; Sons", "Ana"]"#, r#""Smith; Sons""#);
    assert_eq!(ManifestForm::read(&single).unwrap().creator, "Smith;; Sons");
}
