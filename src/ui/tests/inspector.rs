//! The tabs of the inspector: report, activity, overview, and several files at once.

use std::time::Duration;

use serde_json::json;

use super::*;
use model::{Attempt, Details, Exchange, Outcome, VerifyState};
use que_sdk::secret::BareUrl;

impl World {
    /// Loads the details of the inspected upload.
    pub(super) fn read_details(&mut self, id: UploadId, requests: Vec<Exchange>) {
        self.model.decide(Intent::SelectUpload(Some(id)));
        let verifications = match &self.model.upload(id).unwrap().verify {
            VerifyState::Verified(facts) => vec![facts.clone()],
            _ => Vec::new(),
        };
        let attempt = |key, outcome| Attempt {
            object: object(key),
            started_at: NOW,
            ended_at: Some(NOW),
            outcome,
        };
        self.absorb(Event::Details(Details {
            kept: None,
            not_kept: None,
            id,
            attempts: vec![attempt("k1", Outcome::Refused), attempt("k", Outcome::Stored)],
            signings: Vec::new(),
            verifications,
            requests,
        }));
    }
}

pub(super) fn report() -> String {
    let action = |name: &str, source: &str| {
        json!({ "action": name, "digitalSourceType":
            format!("http://cv.iptc.org/newscodes/digitalsourcetype/{source}") })
    };
    json!({
        "active_manifest": "urn:1",
        "manifests": {
            "urn:1": {
                "title": "Collage",
                "claim_generator_info": [{ "name": "Editor", "version": "3" }],
                "assertions": [
                    { "label": "c2pa.actions.v2", "data": { "actions": [
                        action("c2pa.created", "compositeWithTrainedAlgorithmicMedia") ] } },
                    { "label": "stds.schema-org.CreativeWork", "data": { "author": [{ "name": "Ada" }] } }
                ],
                "ingredients": [
                    { "title": "sky.jpg", "relationship": "componentOf", "active_manifest": "urn:2" },
                ],
                "signature_info": { "issuer": "Sandbox", "common_name": "Signer", "alg": "Es256" }
            },
            "urn:2": { "signature_info": { "issuer": "Camera maker" }, "ingredients": [{ "title": "raw.dng" }] }
        },
        "validation_results": { "activeManifest": {
            "success": [{ "code": "signingCredential.trusted" }, { "code": "assertion.dataHash.match" }],
            "informational": [], "failure": []
        } },
        "validation_state": "Trusted"
    })
    .to_string()
}

#[test]
fn a_doubt_that_this_computer_settled_is_shown_with_both_readings() {
    let server = json!({ "validation_state": "Invalid", "validation_status": [
        { "code": "claimSignature.mismatch" }, { "code": "signingCredential.untrusted" }] })
    .to_string();
    let here = json!({ "verdict": "valid", "explanation": "Nobody known signed it.", "bytes": "uploaded" });
    let missing = json!({ "verdict": null, "explanation": "the file is no longer here" });
    let shown = |verdict, report: &str| {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.store(ids[0], "k");
        world.verify(ids[0], verdict, report);
        world.view.choose(ids[0]);
        world.view.inspector.tab = InspectorTab::Report;
        world.harness(1180.0, 1600.0)
    };
    for (here, verdict, expected) in [
        (
            here,
            Verdict::Valid,
            ["This computer: Unknown signer", "Nobody known signed it."],
        ),
        (
            missing,
            Verdict::Unconfirmed,
            [
                "This computer: No result",
                "It could not read the file: the file is no longer here.",
            ],
        ),
    ] {
        let harness = shown(verdict, &json!({ "report": server, "read_here": here }).to_string());
        harness.get_by_label("Server: Not confirmed");
        for words in expected {
            harness.get_by_label(words);
        }
    }
    // What only the server read has no second reading.
    let harness = shown(Verdict::Unconfirmed, &server);
    assert!(harness.query_by_label("Read twice").is_none());
}

#[test]
fn a_report_is_shown_from_the_verdict_down_to_its_codes() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, &report());
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 2600.0);
    assert!(harness.query_all_by_label("Trusted").count() > 0);
    harness.get_by_label("Issued by: Sandbox");
    harness.get_by_label("Issued: no verified time");
    harness.get_by_label("Revocation: not checked");
    harness.get_by_label("Signer: Signer");
    harness.get_by_label("App or device: Editor 3");
    harness.get_by_label("AI use: Made or edited with the help of generative AI.");
    // The essentials are open, the rest is one key away.
    harness.get_by_label("Ingredient sky.jpg, component, has Content Credentials");
    harness.get_by_label("Ingredient raw.dng, No Content Credentials, level 2");
    harness.get_by_label("Relationship: Added");
    assert!(harness.query_by_label("Author: Ada").is_none());
    for part in ["What the credentials say", "Checks", "Signature and certificates"] {
        harness.get_by_label(part).click();
        harness.run();
    }
    harness.get_by_label("Author: Ada");
    harness.get_by_label("Passed: The signer is on the server's trust list.");
    harness.get_by_label("Algorithm: ES256");
    harness.get_by_label("Edits and activity").click();
    harness.run();
    assert!(
        harness.query_by_label("Created").is_none(),
        "what is open can be closed"
    );
}

#[test]
fn credentials_stored_elsewhere_are_shown_with_their_address_to_copy() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    let words = "must fetch remote manifests from url https://example.org/m.c2pa";
    world.verify(ids[0], Verdict::Remote, words);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 900.0);
    assert!(harness.query_all_by_label("Credentials stored elsewhere").count() > 0);
    assert!(harness.query_by_label_contains("Issued by").is_none());
    let copied = copied_by_click(&mut harness, "Copy address");
    assert_eq!(copied, ["https://example.org/m.c2pa"]);
}

#[test]
fn an_identity_has_its_own_line_and_no_other_signer_is_called_the_sandboxs() {
    let identity = json!({
        "active_manifest": "urn:1",
        "manifests": { "urn:1": { "signature_info": { "issuer": "Firm" } } },
        "validation_results": { "activeManifest": {
            "success": [{ "code": "claimSignature.validated" }], "informational": [],
            "failure": [{ "code": "signingCredential.untrusted" }, { "code": "cawg.ica.signature_mismatch" }]
        } }
    });
    for verdict in [Verdict::Valid, Verdict::Trusted] {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.model.sandbox = true;
        world.store(ids[0], "k");
        world.verify(ids[0], verdict, &identity.to_string());
        world.view.choose(ids[0]);
        world.view.inspector.tab = InspectorTab::Report;
        let harness = world.harness(1180.0, 900.0);
        harness.get_by_label_contains("Identity: not confirmed. The signature of the identity does not fit.");
        let is_practice = harness.query_by_label_contains("Signed by the sandbox").is_some();
        assert_eq!(is_practice, verdict == Verdict::Trusted, "{verdict:?}");
    }
}

#[test]
fn the_report_and_the_evidence_can_be_saved() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.verify(ids[0], Verdict::Trusted, &report());
    world.view.choose(ids[0]);
    world.read_details(ids[0], Vec::new());
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 2200.0);
    harness.get_by_label("Raw report").click();
    harness.run();
    harness.get_by_label("Save report…").click();
    harness.run();
    harness.state_mut().view.inspector.tab = InspectorTab::Overview;
    harness.run();
    harness.get_by_label("Technical details").click();
    harness.run();
    harness.get_by_label("Save evidence (JSON)…").click();
    harness.run();
    let asked = harness.state().requests.join("\n");
    assert!(asked.contains("a.jpg.report.json"), "{asked}");
    assert!(asked.contains("a.jpg.proof.json"), "{asked}");
}

#[test]
fn the_reports_of_both_objects_are_shown_side_by_side() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    world.absorb(Event::Verified {
        id: ids[0],
        facts: VerifiedFacts {
            target: VerifyTarget::Original,
            verdict: Verdict::None,
            explanation: "It has none.".into(),
            brief: None,
            report: "no JUMBF data found".into(),
            verified_at: Timestamp::from_millis(1),
        },
    });
    world.read_details(ids[0], Vec::new());
    world.verify(ids[0], Verdict::Trusted, &report());
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 900.0);
    assert!(harness.query_all_by_label("Trusted").count() > 0);
    harness.get_by_label("Report of the original").click();
    harness.run();
    harness.get_by_label("No Content Credentials");
    assert!(harness.query_by_label_contains("Issued by").is_none());
}

#[test]
fn the_requests_of_an_upload_are_shown_without_secrets() {
    let exchange = |method: &str, url: &str, status, trouble: Option<&str>, again| Exchange {
        at: NOW,
        method: method.into(),
        url: BareUrl::of(&url.parse().unwrap()),
        status,
        elapsed: Duration::from_millis(80),
        sent: 4096,
        received: None,
        error: trouble.map(str::to_owned),
        was_retried: again,
    };
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.view.choose(ids[0]);
    world.view.controls.toggled.insert("technical details");
    world.read_details(
        ids[0],
        vec![
            exchange(
                "POST",
                "https://api.example.org/v1/assets/presign",
                Some(200),
                None,
                false,
            ),
            exchange(
                "PUT",
                "https://s3.example.org/k?X-Amz-Signature=secret",
                None,
                Some("The connection broke."),
                true,
            ),
            exchange(
                "PUT",
                "https://s3.example.org/k?X-Amz-Signature=secret",
                Some(200),
                None,
                false,
            ),
        ],
    );
    let mut harness = world.harness(1180.0, 1800.0);
    harness.get_by_label_contains("POST https://api.example.org/v1/assets/presign, 200");
    harness.get_by_label_contains("retried The connection broke.");
    let copied = copied_by_click(&mut harness, "Copy activity").join("");
    assert_eq!(copied.lines().count(), 3, "{copied}");
    assert!(
        copied.contains("PUT https://s3.example.org/k 200 80 ms") && !copied.contains("secret"),
        "{copied}"
    );
}

#[test]
fn the_overview_shows_times_and_attempts() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.view.choose(ids[0]);
    world.read_details(ids[0], Vec::new());
    let mut harness = world.harness(1180.0, 1800.0);
    assert!(harness.query_by_label("Bucket: bucket").is_none(), "few people need it");
    harness.get_by_label("Technical details").click();
    harness.run();
    harness.get_by_label("Queued: under 1 ms");
    harness.get_by_label("Bucket: bucket");
    harness.get_by_label("Attempts").click();
    harness.run();
    harness.get_by_label("1. Not stored");
    harness.get_by_label("2. Stored");
    harness.get_by_label("Copy key of attempt 1");
}

#[test]
fn another_type_can_be_set_until_the_file_is_stored() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.absorb(Event::Preparing(ids[0]));
    world.absorb(Event::Failed {
        id: ids[0],
        failure: Failure {
            step: Step::Upload,
            status: Some(403),
            code: None,
            message: "Refused.".into(),
            hint: "Do something.".into(),
            cause: None,
        },
    });
    let mut harness = world.harness(1180.0, 900.0);
    harness.get_by_label("Set type…").click();
    harness.run();
    harness.get_by_label("Send as MIME type").click();
    harness.run();
    harness.get_by_label("Send as MIME type").type_text("image/tiff");
    harness.run();
    harness.get_by_label("Set").click();
    harness.run();
    let set = |commands: &[Command], wanted: Option<&str>| matches!(commands.last(), Some(Command::SetMediaType { media_type, .. }) if media_type.as_deref() == wanted);
    assert!(
        set(&harness.state().commands, Some("image/tiff")),
        "{:?}",
        harness.state().commands
    );
    harness.get_by_label("Type: image/tiff");
    harness.get_by_label("Use detected type").click();
    harness.run();
    assert!(set(&harness.state().commands, None), "{:?}", harness.state().commands);
    harness.state_mut().store(ids[0], "k");
    harness.run();
    assert!(
        harness.query_by_label("Set type…").is_none(),
        "the object keeps its type"
    );
}

#[test]
fn several_verified_files_are_summed_up_with_what_needs_attention_first() {
    let (mut world, ids) = World::with(&["good.jpg", "broken.jpg", "unknown.jpg", "plain.jpg"]);
    for (place, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{place}"));
        world.sign(*id);
    }
    world.verify(ids[0], Verdict::Trusted, &report());
    world.verify(ids[1], Verdict::Invalid, &report());
    world.verify(ids[2], Verdict::Valid, &report());
    let mut harness = world.harness(1180.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label("Needs attention: 2");
    harness.get_by_label("Trusted: 1");
    harness.get_by_label("Invalid: broken.jpg, issued by Sandbox");
    harness.get_by_label("Unknown signer: unknown.jpg, issued by Sandbox");
    assert!(harness.query_by_label_contains("Trusted: good.jpg").is_none());
    // Later results are counted too.
    harness.state_mut().verify(ids[3], Verdict::Invalid, &report());
    harness.run();
    harness.get_by_label("Needs attention: 3");
    harness.get_by_label("Trusted: 1").click();
    harness.run();
    harness.get_by_label("Trusted: good.jpg, issued by Sandbox");
    harness.get_by_label("Save results…").click();
    harness.run();
    assert!(
        harness
            .state()
            .requests
            .iter()
            .any(|request| request.contains("verification-"))
    );
    // One can be inspected, with a way back.
    harness.get_by_label("Trusted: good.jpg, issued by Sandbox").click();
    harness.run();
    harness.get_by_label("Issued by: Sandbox");
    harness.get_by_label("Back to 4 files").click();
    harness.run();
    harness.get_by_label("Needs attention: 3");
}
