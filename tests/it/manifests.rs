//! The linter compared with a real C2PA engine: a manifest that passes is signed and does not read back as Invalid; a bad
//! one is refused or reads back as Invalid, as the linter says.
#![allow(clippy::needless_pass_by_value, reason = "values are written where they are used")]

mod pieces;
mod rubric;
mod rules;

use content_credentials::{LintCode, LintFor, ManifestForm, Origin, Training, TrainingUse, errors, lint, read_report};
use model::{ObjectRef, Verdict};
use proptest::prelude::*;
use que_sdk::{
    Que,
    wire::{AssetRef, SignCawg, SignMode, SignRequest, VerifyMode, VerifyRequest},
};
use serde_json::{Value, json};

use self::pieces::*;
use crate::{backend::Setup, bench::Bench, files};

/// A small stored picture to sign again and again.
struct Studio {
    bench: Bench,
    que: Que,
    runtime: tokio::runtime::Runtime,
    picture: ObjectRef,
}

/// What the engine made of a manifest.
#[derive(Debug)]
enum Outcome {
    Refused(String),
    Read {
        verdict: Verdict,
        report: Value,
        bytes: usize,
    },
}

impl Studio {
    fn new() -> Self {
        let bench = Bench::new();
        let mut backend = Setup::new(&bench).start();
        backend.upload(&[bench.file("a.png", &files::png())]);
        let picture = backend.object("a.png");
        backend.stop();
        let que = Que::builder(bench.sandbox().api_url())
            .key(bench.key())
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        Self {
            bench,
            que,
            runtime,
            picture,
        }
    }

    /// The object that the engine made with a manifest.
    fn signed(&self, manifest: &str) -> que_sdk::Result<ObjectRef> {
        self.signed_with(manifest, None)
    }

    /// Like `signed`, with an identity.
    fn signed_with(&self, manifest: &str, cawg: Option<SignCawg>) -> que_sdk::Result<ObjectRef> {
        self.runtime.block_on(async {
            let request = SignRequest {
                asset: AssetRef::Object {
                    bucket: self.picture.bucket.clone().unwrap(),
                    key: self.picture.key.clone(),
                },
                mode: SignMode::ServerMeasure,
                manifest_json: Some(manifest.to_owned()),
                cawg,
                allow_insecure_remote_http: None,
                limits: None,
            };
            let answer = self.que.sign(&request).await?;
            Ok(ObjectRef::from_s3_uri(&answer.asset_s3_uri.unwrap()).unwrap())
        })
    }

    fn sign(&self, manifest: &str) -> Outcome {
        let asset = |object: &ObjectRef| AssetRef::Object {
            bucket: object.bucket.clone().unwrap(),
            key: object.key.clone(),
        };
        let signed = match self.signed(manifest) {
            Ok(signed) => signed,
            Err(error) => return Outcome::Refused(error.to_string()),
        };
        let report = self.runtime.block_on(async {
            let request = VerifyRequest {
                asset: asset(&signed),
                mode: VerifyMode::Summary,
                allow_remote_manifests: Some(false),
                allow_insecure_remote_http: None,
                include_certificates: None,
                cawg: None,
                limits: None,
            };
            self.que.verify(&request).await.unwrap().report
        });
        Outcome::Read {
            verdict: read_report(&report).verdict,
            report: serde_json::from_str(&report).unwrap(),
            bytes: self.bench.fetch(&signed).len(),
        }
    }

    /// Signs a manifest that the linter passes. Returns the report.
    fn accepts(&self, manifest: &str) -> Value {
        let lints = lint(manifest, LintFor::Manifest);
        assert_eq!(errors(&lints).count(), 0, "{manifest}\n{lints:#?}");
        match self.sign(manifest) {
            Outcome::Read { verdict, report, .. } => {
                assert!(
                    matches!(verdict, Verdict::Valid | Verdict::Trusted),
                    "{manifest}\n{report:#}"
                );
                report
            }
            Outcome::Refused(words) => panic!("{words}\n{manifest}"),
        }
    }
}

#[test]
fn manifests_that_pass_are_accepted() {
    let studio = Studio::new();
    // Each piece alone.
    for fields in fields() {
        studio.accepts(&manifest(fields, vec![actions(json!([created()]))]).to_string());
    }
    for assertion in other_assertions() {
        studio.accepts(&manifest(json!({}), vec![actions(json!([created()])), assertion]).to_string());
    }
    for action in later_actions() {
        let all = vec![actions(json!([created(), action]))];
        studio.accepts(&manifest(json!({ "ingredients": ingredients() }), all).to_string());
    }
    let old = json!({ "label": "c2pa.actions", "data": { "actions": [created(), { "action": "c2pa.edited", "softwareAgent": "x" }] } });
    studio.accepts(&manifest(json!({}), vec![old]).to_string());
    let opened = json!({ "action": "c2pa.opened", "parameters": { "ingredientIds": ["parent"] } });
    studio.accepts(&manifest(json!({ "ingredients": ingredients() }), vec![actions(json!([opened]))]).to_string());
    // Older versions of an ingredient, and all of its fields.
    for (action, ingredient) in [
        (
            json!({ "action": "c2pa.opened", "instanceId": "p:1" }),
            json!({ "instance_id": "p:1" }),
        ),
        (
            json!({ "action": "c2pa.opened", "parameters": { "org.cai.ingredientIds": ["p"] } }),
            json!({ "label": "p", "informational_URI": "https://example.org/o.jpg", "document_id": "x", "description": "d",
                "metadata": { "dateTime": "2026-01-01T00:00:00Z" }, "data_types": [{ "type": "c2pa.types.dataset" }],
                "thumbnail": null, "hash": "ab" }),
        ),
    ] {
        let mut parent = json!({ "title": "o.jpg", "format": "image/jpeg", "relationship": "parentOf" });
        for (name, value) in ingredient.as_object().unwrap() {
            parent[name] = value.clone();
        }
        studio.accepts(&manifest(json!({ "ingredients": [parent] }), vec![actions(json!([action]))]).to_string());
    }
    for more in [
        json!({ "templates": [{ "action": "c2pa.edited", "description": "x" }] }),
        json!({ "metadata": { "dateTime": "2026-01-01T00:00:00Z" } }),
        json!({ "softwareAgents": [{ "name": "Darkroom" }] }),
    ] {
        let mut list = actions(json!([created()]));
        for (name, value) in more.as_object().unwrap() {
            list["data"][name] = value.clone();
        }
        studio.accepts(&manifest(json!({}), vec![list]).to_string());
    }
    for action in [
        json!({ "action": "c2pa.edited", "when": null, "softwareAgent": null, "parameters": null }),
        json!({ "action": "c2pa.edited", "parameters": { "ingredientIds": [] }, "changes": [], "related": [], "actors": [] }),
    ] {
        studio.accepts(&manifest(json!({}), vec![actions(json!([created(), action]))]).to_string());
    }
    // Everything the form can say.
    for (number, origin) in Origin::ALL.into_iter().enumerate() {
        let mut training = Training::from(TrainingUse::ALL[number % 4]);
        training.choices[number % 4].usage = TrainingUse::Constrained;
        training.choices[number % 4].constraint = "https://example.org/license".into();
        let form = ManifestForm {
            title: format!("Title {number} {{}}\t\"x\""),
            creator: if number % 2 == 0 {
                "Ada; Firm".into()
            } else {
                String::new()
            },
            caption: if number % 3 == 0 { "Fog".into() } else { String::new() },
            origin: Some(origin),
            all_actions: (number % 3 != 0).then_some(number % 2 == 0),
            training,
            no_thumbnail: number % 5 != 0,
            ..ManifestForm::default()
        };
        let report = studio.accepts(&form.to_text());
        assert!(report.to_string().contains(&origin.uri()), "{report:#}");
    }
}

fn any_manifest() -> impl Strategy<Value = Value> {
    let later = prop::sample::subsequence(later_actions(), 0..6);
    let others = prop::sample::subsequence(other_assertions(), 0..6);
    (
        prop::sample::select(fields()),
        prop::sample::select(&Origin::ALL[..]),
        later,
        others,
        any::<(bool, bool)>(),
    )
        .prop_map(|(mut fields, origin, later, others, (opened, actions_last))| {
            let mut list = vec![if opened {
                json!({ "action": "c2pa.opened", "parameters": { "ingredientIds": ["parent"] } })
            } else {
                json!({ "action": "c2pa.created", "digitalSourceType": origin.uri() })
            }];
            list.extend(later);
            fields["ingredients"] = ingredients();
            let mut assertions = others;
            let place = if actions_last { assertions.len() } else { 0 };
            assertions.insert(place, actions(list.into()));
            manifest(fields, assertions)
        })
}

#[test]
fn manifests_combined_from_passing_pieces_are_accepted() {
    let studio = Studio::new();
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(manifest in any_manifest())| {
        studio.accepts(&manifest.to_string());
    });
}

#[test]
fn manifests_the_linter_refuses_are_refused_by_the_engine_or_read_back_as_invalid() {
    let studio = Studio::new();
    let of = |list: Value| manifest(json!({}), vec![actions(list)]);
    let beside = |assertion: Value| manifest(json!({}), vec![actions(json!([created()])), assertion]);
    let picture = json!({ "format": "image/png", "identifier": "a.png" });
    for (manifest, code) in [
        (json!({}), LintCode::NoActions),
        (manifest(json!({ "title": "no actions" }), vec![]), LintCode::NoActions),
        (of(json!([{ "action": "c2pa.created" }])), LintCode::NoOrigin),
        (of(json!([{ "action": "c2pa.edited" }])), LintCode::FirstAction),
        (
            of(json!([{ "action": "c2pa.edited" }, created()])),
            LintCode::FirstAction,
        ),
        (of(json!([{ "action": "c2pa.opened" }])), LintCode::NoIngredient),
        (
            of(json!([created(), { "action": "c2pa.placed" }])),
            LintCode::NoIngredient,
        ),
        (
            of(json!([{ "action": "c2pa.opened", "parameters": { "ingredientIds": ["nobody"] } }])),
            LintCode::UnknownIngredient,
        ),
        (
            of(json!([created(), { "action": "c2pa.translated" }])),
            LintCode::IncompleteAction,
        ),
        (
            of(json!([created(), { "action": "c2pa.redacted", "parameters": {} }])),
            LintCode::IncompleteAction,
        ),
        (of(json!([])), LintCode::WrongShape),
        (
            beside(json!({ "label": "cawg.metadata", "data": { "dc:creator": "Ada" } })),
            LintCode::NoContext,
        ),
        (
            beside(
                json!({ "label": "c2pa.metadata", "data": { "@context": { "dc": "http://purl.org/dc/elements/1.1/" }, "dc:creator": "Ada" } }),
            ),
            LintCode::DisallowedMetadata,
        ),
        (
            manifest(json!({ "thumbnail": picture }), vec![actions(json!([created()]))]),
            LintCode::MissingResource,
        ),
        (
            manifest(
                json!({ "claim_generator_info": [{ "name": "x", "icon": picture }] }),
                vec![actions(json!([created()]))],
            ),
            LintCode::MissingResource,
        ),
        (
            manifest(json!({ "title": 3 }), vec![actions(json!([created()]))]),
            LintCode::WrongShape,
        ),
        (json!({ "assertions": { "c2pa.actions": {} } }), LintCode::WrongShape),
        (beside(json!({ "label": "org.example.note" })), LintCode::WrongShape),
        (
            beside(json!({ "label": "org.example.note", "data": {}, "kind": "Binary" })),
            LintCode::WrongShape,
        ),
        (
            beside(json!({ "label": "c2pa.hash.data", "data": {} })),
            LintCode::ServerOnlyAssertion,
        ),
    ] {
        let text = manifest.to_string();
        let lints = lint(&text, LintFor::Manifest);
        assert!(errors(&lints).any(|lint| lint.code == code), "{text}\n{lints:#?}");
        match studio.sign(&text) {
            Outcome::Refused(_) => {}
            Outcome::Read { verdict, report, .. } => assert_eq!(verdict, Verdict::Invalid, "{text}\n{report:#}"),
        }
    }
    assert!(matches!(studio.sign("{\"title\": \"a\",}"), Outcome::Refused(_)));
}

#[test]
fn manifests_only_the_linter_objects_to_are_still_signed() {
    let studio = Studio::new();
    for (manifest, code) in [
        (
            manifest(
                json!({}),
                vec![
                    actions(json!([created()])),
                    actions(json!([{ "action": "c2pa.edited" }])),
                ],
            ),
            LintCode::SeveralActions,
        ),
        (
            manifest(
                json!({}),
                vec![actions(
                    json!([{ "action": "c2pa.created", "digitalSourceType": "http://example.org/made-up" }]),
                )],
            ),
            LintCode::UnknownOrigin,
        ),
    ] {
        let text = manifest.to_string();
        let lints = lint(&text, LintFor::Manifest);
        assert!(errors(&lints).any(|lint| lint.code == code), "{text}\n{lints:#?}");
        let outcome = studio.sign(&text);
        assert!(
            matches!(
                outcome,
                Outcome::Read {
                    verdict: Verdict::Trusted,
                    ..
                }
            ),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_manifest_without_a_thumbnail_keeps_a_small_file_small() {
    let studio = Studio::new();
    let text = manifest(json!({}), vec![actions(json!([created()]))]).to_string();
    let Outcome::Read { bytes, report, .. } = studio.sign(&text) else {
        panic!("refused")
    };
    assert!(bytes < 64 << 10, "{bytes}");
    assert!(!report.to_string().contains("thumbnail"), "{report:#}");
}
