//! What the linter says, held against a real C2PA engine: a manifest that passes is signed and reads back as not Invalid;
//! one that is known to be bad is refused, or reads back as Invalid, as the linter says.
#![allow(clippy::needless_pass_by_value, reason = "values are written where they are used")]

use content_credentials::{LintCode, LintFor, ManifestForm, Origin, Training, TrainingUse, errors, lint, read_report};
use model::{ObjectRef, Verdict};
use proptest::prelude::*;
use que_sdk::{
    Que,
    wire::{AssetRef, SignMode, SignRequest, VerifyMode, VerifyRequest},
};
use serde_json::{Value, json};

use crate::{bench::Bench, desk::Setup, files};

/// One small stored picture to sign again and again.
struct Studio {
    bench: Bench,
    que: Que,
    runtime: tokio::runtime::Runtime,
    picture: ObjectRef,
}

/// What came of a manifest.
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
        let mut desk = Setup::new(&bench).start();
        desk.upload(&[bench.file("a.png", &files::png())]);
        let picture = desk.object("a.png");
        desk.stop();
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

    fn sign(&self, manifest: &str) -> Outcome {
        let asset = |object: &ObjectRef| AssetRef::Object {
            bucket: object.bucket.clone().unwrap(),
            key: object.key.clone(),
        };
        let signed: que_sdk::Result<ObjectRef> = self.runtime.block_on(async {
            let request = SignRequest {
                asset: asset(&self.picture),
                mode: SignMode::ServerMeasure,
                manifest_json: Some(manifest.to_owned()),
                cawg: None,
                allow_insecure_remote_http: None,
                limits: None,
            };
            let answer = self.que.sign(&request).await?;
            Ok(ObjectRef::from_s3_uri(&answer.asset_s3_uri.unwrap()).unwrap())
        });
        let signed = match signed {
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

    /// Signs a manifest that the linter lets pass, and answers the report.
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

const SOURCE: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";

fn created() -> Value {
    json!({ "action": "c2pa.created", "digitalSourceType": SOURCE })
}

fn actions(actions: Value) -> Value {
    json!({ "label": "c2pa.actions.v2", "data": { "actions": actions } })
}

fn manifest(fields: Value, assertions: Vec<Value>) -> Value {
    let mut manifest = json!({
        "claim_generator_info": [{ "name": "Test", "version": "1" }],
        "thumbnail": { "format": "none", "identifier": "" },
    });
    for (name, value) in fields.as_object().unwrap() {
        manifest[name] = value.clone();
    }
    manifest["assertions"] = assertions.into();
    manifest
}

/// Actions that may follow, each with the ingredients that it needs.
fn later_actions() -> Vec<Value> {
    let plain = [
        "c2pa.addedText",
        "c2pa.color_adjustments",
        "c2pa.converted",
        "c2pa.cropped",
        "c2pa.drawing",
        "c2pa.edited",
        "c2pa.edited.metadata",
        "c2pa.filtered",
        "c2pa.orientation",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.resized",
        "c2pa.transcoded",
        "c2pa.trimmed",
        "c2pa.unknown",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.invented",
        "org.example.polished",
    ];
    let mut all: Vec<_> = plain.iter().map(|name| json!({ "action": name })).collect();
    all.extend([
        json!({ "action": "c2pa.edited", "when": "2026-05-09T12:00:00Z", "description": "Brighter" }),
        json!({ "action": "c2pa.edited", "softwareAgent": "Darkroom" }),
        json!({ "action": "c2pa.edited", "softwareAgent": { "name": "Darkroom", "version": "2", "operating_system": "x" } }),
        json!({ "action": "c2pa.edited", "digitalSourceType": Origin::HumanEdits.uri() }),
        json!({ "action": "c2pa.edited", "parameters": { "description": "much", "org.example.amount": 3, "name": "x" } }),
        json!({ "action": "c2pa.translated", "parameters": { "sourceLanguage": "de", "targetLanguage": "en-GB" } }),
        json!({ "action": "c2pa.placed", "parameters": { "ingredientIds": ["part"] } }),
        json!({ "action": "c2pa.removed", "parameters": { "ingredientIds": ["part"] } }),
        json!({ "action": "c2pa.transcoded", "parameters": { "ingredientIds": ["parent"] } }),
    ]);
    all
}

/// Assertions that may stand beside the actions.
fn other_assertions() -> Vec<Value> {
    let dc = json!({ "dc": "http://purl.org/dc/elements/1.1/", "exif": "http://ns.adobe.com/exif/1.0/" });
    let work = |data: Value| json!({ "label": "stds.schema-org.CreativeWork", "kind": "Json", "data": data });
    vec![
        work(
            json!({ "@context": "https://schema.org", "@type": "CreativeWork", "author": [{ "@type": "Person", "name": "Zoë 😀" }] }),
        ),
        work(json!({ "@type": "CreativeWork", "author": { "@type": "Organization", "name": "Firm" } })),
        json!({ "label": "stds.schema-org.CreativeWork", "data": { "@context": ["https://schema.org", { "x": "y" }], "@type": "CreativeWork" } }),
        json!({ "label": "stds.schema-org.ClaimReview", "kind": "Json", "data": { "@context": "http://schema.org", "@type": "ClaimReview", "claimReviewed": "x" } }),
        json!({ "label": "cawg.training-mining", "data": { "entries": { "cawg.ai_training": { "use": "notAllowed" }, "cawg.data_mining": { "use": "constrained", "constraint_info": "ask" } } } }),
        json!({ "label": "c2pa.training-mining", "data": { "entries": { "c2pa.ai_inference": { "use": "allowed" } } } }),
        json!({ "label": "cawg.metadata", "kind": "Json", "data": { "@context": dc, "dc:creator": "Ada", "exif:FNumber": "4" } }),
        json!({ "label": "cawg.metadata", "data": { "@context": dc, "dc:title": { "en": "x" }, "dc:subject": ["a", "b"] } }),
        json!({ "label": "c2pa.metadata", "data": { "@context": dc, "dc:type": "image", "exif:FNumber": "4" } }),
        json!({ "label": "org.example.metadata", "kind": "Json", "data": { "@context": { "own": "https://example.org/" }, "own:field": 1 } }),
        json!({ "label": "stds.exif", "kind": "Json", "data": { "@context": dc, "exif:FNumber": "4" } }),
        json!({ "label": "stds.iptc.photo-metadata", "kind": "Json", "data": { "@context": dc, "dc:creator": ["Ada"] } }),
        json!({ "label": "c2pa.soft-binding", "data": { "alg": "com.example.wm", "blocks": [{ "scope": {}, "value": "abc" }] } }),
        json!({ "label": "c2pa.asset-ref", "data": { "references": [{ "reference": { "uri": "https://example.org/a" } }] } }),
        json!({ "label": "org.example.note", "data": { "any": [1, -2.5, null, true, { "deep": ["x"] }] } }),
        json!({ "label": "org.example.note", "kind": "Json", "data": ["a list"], "created": true }),
        json!({ "label": "org.example.note-2_b", "kind": "Cbor", "data": "a text" }),
        json!({ "label": "plain", "data": 3 }),
    ]
}

/// Fields of the manifest itself.
fn fields() -> Vec<Value> {
    vec![
        json!({}),
        json!({ "title": "A \"quoted\" title, 標題 😀" }),
        json!({ "title": "" }),
        json!({ "title": null, "thumbnail": null }),
        json!({ "format": "image/png", "instance_id": "xmp:iid:1" }),
        json!({ "format": "image/jpeg" }),
        json!({ "claim_version": 2 }),
        json!({ "hash_alg": "sha384" }),
        json!({ "hash_alg": "sha512" }),
        json!({ "claim_generator_info": [] }),
        json!({ "claim_generator_info": [{ "name": "Only a name" }] }),
        json!({ "claim_generator_info": [{ "name": "x", "version": "1", "operating_system": "y", "own": { "a": 1 } }] }),
        json!({ "claim_generator": "Old/1", "unheard_of": true }),
        json!({ "redactions": [], "metadata": [], "label": null, "vendor": null }),
        json!({ "vendor": "example", "metadata": [{ "dateTime": "2026-01-01T00:00:00Z" }] }),
    ]
}

fn ingredients() -> Value {
    json!([
        { "title": "Parent", "format": "image/jpeg", "relationship": "parentOf", "label": "parent", "instance_id": "p:1" },
        { "title": "Part", "relationship": "componentOf", "label": "part", "description": "a sky" },
        { "title": "Model", "relationship": "inputTo" },
    ])
}

#[test]
fn manifests_that_pass_are_accepted() {
    let studio = Studio::new();
    // Each piece by itself.
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
    // Older names of an ingredient, and all that can be told of one.
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
    // All that the form can say.
    for (number, origin) in Origin::ALL.into_iter().enumerate() {
        let mut training = Training::from(TrainingUse::ALL[number % 4]);
        training.choices[number % 4].usage = TrainingUse::Constrained;
        training.choices[number % 4].constraint = "https://example.org/license".into();
        let form = ManifestForm {
            title: format!("Title {number} {{}}\t\"x\""),
            author: if number % 2 == 0 { "Ada".into() } else { String::new() },
            organization: if number % 3 == 0 { "Firm".into() } else { String::new() },
            origin: Some(origin),
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
fn what_is_put_together_of_pieces_that_pass_is_accepted() {
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
fn what_the_linter_refuses_is_refused_by_the_engine_or_reads_back_as_invalid() {
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
            LintCode::ServersOwn,
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
fn what_only_the_linter_can_know_is_signed_all_the_same() {
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
fn a_manifest_that_leaves_the_thumbnail_out_keeps_a_small_file_small() {
    let studio = Studio::new();
    let text = manifest(json!({}), vec![actions(json!([created()]))]).to_string();
    let Outcome::Read { bytes, report, .. } = studio.sign(&text) else {
        panic!("refused")
    };
    assert!(bytes < 64 << 10, "{bytes}");
    assert!(!report.to_string().contains("thumbnail"), "{report:#}");
}
