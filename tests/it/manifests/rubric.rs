//! What the form writes, signed for real and checked with the rubric: nothing is broken, whatever was filled in. What the linter warns
//! of is what the rubric rejects.

use std::io::Cursor;

use c2pa::Reader;
use content_credentials::{
    EarlierCredentials, EarlierFile, FileFacts, LintCode, LintFor, ManifestForm, Origin, Severity, Training,
    TrainingUse, fill, identity_references, join_names, lint,
};
use proptest::prelude::*;
use que_sdk::wire::{CawgAlgorithm, SignCawg};
use serde_json::{Value, json};

use super::{
    Studio,
    pieces::SOURCE,
    rules::{RULES, broken},
};

/// What the form of version 0.2 wrote.
const OF_0_2: &str = include_str!("../../../crates/testkit/fixtures/manifest-of-0.2.json");

impl Studio {
    /// The report on a copy that was signed with a manifest, as crJSON.
    fn report_on(&self, manifest: &str) -> Value {
        self.report_with(manifest, None)
    }

    /// Like `report_on`, of a copy that was signed with an identity.
    fn report_with(&self, manifest: &str, cawg: Option<SignCawg>) -> Value {
        let signed = self
            .signed_with(manifest, cawg)
            .unwrap_or_else(|error| panic!("{error}\n{manifest}"));
        let bytes = self.bench.fetch(&signed);
        let reader = Reader::default().with_stream("image/png", Cursor::new(bytes)).unwrap();
        reader.to_crjson_value().unwrap()
    }
}

/// What a person fills in.
fn any_form() -> impl Strategy<Value = ManifestForm> {
    let text = || {
        prop::sample::select(vec![
            "",
            "Fog",
            "{stem}",
            "© \"Zoë\"; 標題 😀",
            "a\nb\t{{x}}",
            "{creator}",
            "{caption} / Agency",
            "Photo: {creator} ({city})",
            "{make} {model}",
            "Smith;; Sons; Zoë",
        ])
    };
    let texts = prop::collection::vec(text(), 14);
    let uses = prop::array::uniform4(prop::sample::select(&TrainingUse::ALL[..]));
    let origin = prop::sample::select(&Origin::ALL[..]);
    (texts, uses, origin, any::<[bool; 3]>()).prop_map(
        |(texts, uses, origin, [all_actions, no_thumbnail, own_program])| {
            let mut training = Training::default();
            for (choice, usage) in training.choices.iter_mut().zip(uses) {
                choice.usage = usage;
                choice.constraint = "https://example.org/license".to_owned();
            }
            let mut form = ManifestForm {
                origin: Some(origin),
                all_actions: Some(all_actions),
                training,
                no_thumbnail,
                generator: if own_program {
                    "Darkroom".to_owned()
                } else {
                    String::new()
                },
                generator_version: if own_program { "2.1".to_owned() } else { String::new() },
                ..ManifestForm::default()
            };
            for (field, text) in form.texts_mut().into_iter().zip(texts) {
                text.clone_into(field);
            }
            form
        },
    )
}

/// What a file says about itself.
fn any_metadata() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let texts = [
        ("creator", "Smith; Sons, Ltd"),
        ("creator", "Zoë"),
        ("caption", "Fog {x}"),
        ("city", "Lisboa"),
        ("model", "Z 9"),
    ];
    prop::sample::subsequence(texts.to_vec(), 0..=5)
}

/// A file with Content Credentials.
const EARLIER: EarlierFile<'_> = EarlierFile {
    title: "o.jpg",
    format: "image/jpeg",
    instance_id: Some("xmp:iid:1"),
    sha256: None,
    uri: Some("s3://bucket/o.jpg"),
    issuer: Some("Camera Works"),
    generator: None,
    elsewhere: false,
    removed: false,
    unreadable: false,
    invalid: None,
};

/// An identity over all that a manifest states.
fn identity(manifest: &str) -> SignCawg {
    SignCawg {
        signing_alg: Some(CawgAlgorithm::Es256),
        referenced_assertions: identity_references(manifest),
        ..SignCawg::default()
    }
}

#[test]
fn whatever_the_form_writes_passes_the_rubric_once_it_is_signed() {
    let studio = Studio::new();
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let ways = any::<[bool; 3]>();
    proptest!(config, |(form in any_form(), metadata in any_metadata(), [is_opened, is_identified, is_of_preset] in ways)| {
        let mut form = form;
        // A preset of an earlier version, edited; its file names the program that made it.
        let text = if is_of_preset {
            "Darkroom".clone_into(&mut form.generator);
            form.write_into(OF_0_2).unwrap()
        } else {
            form.to_text()
        };
        let facts = FileFacts { name: "harbor.png", date: "2026-05-09", metadata: &metadata };
        let mut manifest = fill(&text, facts);
        if is_opened {
            manifest = EARLIER.manifest(&manifest, EarlierCredentials::Named);
        }
        let warnings: Vec<_> = lint(&manifest, LintFor::Manifest)
            .into_iter()
            .filter(|lint| lint.severity() < Severity::Advice)
            .collect();
        prop_assert!(warnings.is_empty(), "{warnings:#?}\n{manifest}");
        let report = studio.report_with(&manifest, is_identified.then(|| identity(&manifest)));
        prop_assert_eq!(broken(&report), [""; 0], "{}\n{:#}", manifest, report);
        // What was filled in is there, under its own label.
        let assertions = &report["manifests"][0]["assertions"];
        let (read, stated) = (&assertions["cawg.metadata"], ManifestForm::read(&manifest).unwrap());
        prop_assert_eq!(read["dc:description"].as_str().unwrap_or_default(), stated.caption, "{:#}", report);
        let names = read["dc:creator"].as_array().cloned().unwrap_or_default();
        let names: Vec<_> = names.iter().filter_map(Value::as_str).collect();
        prop_assert_eq!(join_names(names.iter().copied()), stated.creator, "{:#}", report);
        if form.creator == "{creator}" {
            let known: Vec<_> = metadata.iter().filter(|(name, _)| *name == "creator").map(|(_, text)| *text).collect();
            prop_assert_eq!(names, known);
        }
        prop_assert_eq!(assertions.get("cawg.identity").is_some(), is_identified, "{:#}", report);
        prop_assert_eq!(&assertions["c2pa.actions.v2"]["allActionsIncluded"], &json!(form.all_actions == Some(true)));
    });
}

#[test]
fn what_version_0_2_wrote_breaks_rules_and_what_its_preset_becomes_breaks_none() {
    let studio = Studio::new();
    let form = ManifestForm {
        all_actions: Some(true),
        ..ManifestForm::read(OF_0_2).unwrap()
    };
    let before = studio.report_on(OF_0_2);
    let after = studio.report_on(&form.write_into(OF_0_2).unwrap());
    println!("| rule | version 0.2 | now |\n|---|---|---|");
    for rule in &RULES {
        let [before, after] = [&before, &after].map(|report| {
            let broken_by = rule.broken_by(report);
            if broken_by.is_empty() {
                "passes".to_owned()
            } else {
                format!("fails: {}", broken_by.join(", "))
            }
        });
        println!("| {} | {before} | {after} |", rule.name);
    }
    assert_eq!(
        broken(&before),
        [
            "mandatory_spec_version",
            "mandatory_all_actions_included",
            "inception_action_position",
            "no_deprecated_assertions",
            "signal_ambiguousActions: gathered",
        ]
    );
    assert_eq!(broken(&after), [""; 0]);
    assert_eq!(
        after["manifests"][0]["assertions"]["cawg.metadata"]["dc:creator"],
        json!(["Ada Example", "Firm"])
    );
}

#[test]
fn what_the_linter_warns_of_is_what_the_rubric_rejects() {
    let studio = Studio::new();
    let good = json!({
        "claim_generator_info": [{ "name": "Test", "specVersion": "2.4.0" }],
        "thumbnail": { "format": "none", "identifier": "" },
        "ingredients": [{ "title": "o.jpg", "format": "image/jpeg", "relationship": "parentOf", "label": "p" }],
        "assertions": [{
            "label": "c2pa.actions.v2", "created": true,
            "data": { "allActionsIncluded": true, "actions": [{ "action": "c2pa.created", "digitalSourceType": SOURCE }] },
        }],
    });
    assert_eq!(broken(&studio.report_on(&good.to_string())), [""; 0]);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut manifest = good.clone();
        change(&mut manifest);
        manifest.to_string()
    };
    let and_action = |action: Value| {
        with(&|manifest| {
            let list = manifest["assertions"][0]["data"]["actions"].as_array_mut();
            list.unwrap().push(action.clone());
        })
    };
    let and_assertion = |label: &str, data: Value| {
        with(&|manifest| {
            let list = manifest["assertions"].as_array_mut();
            list.unwrap().push(json!({ "label": label, "data": data }));
        })
    };
    let opened = json!({ "action": "c2pa.opened", "parameters": { "ingredientIds": ["p"] } });
    for (manifest, code, rule) in [
        (
            with(&|manifest| manifest["assertions"][0]["created"] = false.into()),
            LintCode::GatheredActions,
            "signal_ambiguousActions: gathered",
        ),
        (
            with(&|manifest| {
                manifest["assertions"][0]["data"] =
                    json!({ "actions": [{ "action": "c2pa.created", "digitalSourceType": SOURCE }] });
            }),
            LintCode::AllActionsNotStated,
            "mandatory_all_actions_included",
        ),
        (
            with(&|manifest| {
                manifest["assertions"][0]["data"] = json!({ "actions": [opened], "allActionsIncluded": false });
            }),
            LintCode::OpenedIncomplete,
            "all_actions_included_opened",
        ),
        (
            with(&|manifest| {
                let mut opened = opened.clone();
                opened["digitalSourceType"] = SOURCE.into();
                manifest["assertions"][0]["data"]["actions"] = json!([opened]);
            }),
            LintCode::OriginOfOpened,
            "no_dst_for_opened_action",
        ),
        (
            with(&|manifest| manifest["claim_generator_info"] = json!([{ "name": "Test" }])),
            LintCode::NoSpecVersion,
            "mandatory_spec_version",
        ),
        (
            with(&|manifest| manifest["claim_generator_info"][0]["specVersion"] = "2.2.0".into()),
            LintCode::FalseSpecVersion,
            "mandatory_spec_version",
        ),
        (
            and_action(json!({ "action": "c2pa.cropped" })),
            LintCode::NoActionOrigin,
            "mandatory_dst_for_perceptible_transformations",
        ),
        (
            and_action(json!({ "action": "c2pa.watermarked" })),
            LintCode::DeprecatedAction,
            "no_deprecated_actions",
        ),
        (
            and_action(json!({ "action": "c2pa.invented", "digitalSourceType": SOURCE })),
            LintCode::UnknownAction,
            "no_unsupported_actions",
        ),
        (
            and_action(json!({ "action": "polished" })),
            LintCode::UnknownAction,
            "no_unrecognized_custom_actions",
        ),
        (
            and_action(json!({ "action": "c2pa.published", "parameters": { "amount": 3 } })),
            LintCode::ParameterName,
            "no_unrecognized_custom_action_parameters",
        ),
        (
            and_action(json!({ "action": "c2pa.published", "parameters": { "description": "x" } })),
            LintCode::DeprecatedField,
            "discouraged_legacy_action_parameters",
        ),
        (
            and_assertion("stds.schema-org.CreativeWork", json!({ "@type": "CreativeWork" })),
            LintCode::DeprecatedAssertion,
            "no_deprecated_assertions",
        ),
        (
            and_assertion(
                "c2pa.training-mining",
                json!({ "entries": { "c2pa.data_mining": { "use": "allowed" } } }),
            ),
            LintCode::OldTraining,
            "no_unsupported_assertions",
        ),
        (
            and_assertion("c2pa.invented", json!({})),
            LintCode::UnknownAssertion,
            "no_unsupported_assertions",
        ),
        (
            and_assertion("note", json!({})),
            LintCode::LabelWithoutDomain,
            "no_unrecognized_custom_assertions",
        ),
    ] {
        let lints = lint(&manifest, LintFor::Manifest);
        assert!(
            lints.iter().any(|lint| lint.code == code),
            "{code:?} {manifest}\n{lints:#?}"
        );
        let report = studio.report_on(&manifest);
        assert!(broken(&report).contains(&rule), "{rule} {manifest}\n{report:#}");
    }
}
