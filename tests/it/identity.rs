//! Verified identities (CAWG), the verified time and the end of certificates: from the option to the report and the proof.

use std::process::Command;

use content_credentials::SigningTime;
use model::{Intent, SignState, Timestamp, Verdict, VerifyState, VerifyTarget};
use serde_json::{Value, json};
use testkit::fault_proxy::{Action, Answer, FaultProxy, Rule};

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    existing::command,
    files::{self, JPEG},
    program::{program, run},
};

const PLAIN: [&str; 5] = ["upload", "--json", "--sign", "--origin", "digitalCapture"];
const IDENTIFIED: [&str; 7] = [
    "upload",
    "--json",
    "--sign",
    "--origin",
    "digitalCapture",
    "--identity",
    "--verify",
];

fn created(label: &str, more: &[Value]) -> String {
    let origin = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    let action = json!({ "action": "c2pa.created", "digitalSourceType": origin });
    let mut assertions = vec![json!({ "label": label, "data": { "actions": [action], "allActionsIncluded": true } })];
    assertions.extend_from_slice(more);
    json!({ "title": "A", "claim_generator_info": [{ "name": "Test", "version": "1" }], "assertions": assertions })
        .to_string()
}

#[test]
fn an_unknown_algorithm_is_learned_from_the_refusal_and_remembered() {
    let bench = Bench::new();
    let faults = bench.faults();
    let files = ["a.jpg", "b.jpg", "c.jpg"].map(|name| bench.file(name, JPEG));
    // The API's default, ed25519, doesn't fit an ES256 signer. The sandbox says which does.
    let ended = run(through(&faults, &bench, &IDENTIFIED).args(&files));
    let verified = ended.assert_code(0).events("verified");
    assert!(ended.err.contains("It is learned with the first file"), "{ended:#?}");
    assert_eq!(verified.len(), 3, "{ended:#?}");
    for verified in verified {
        assert_eq!(
            (&verified["verdict"], &verified["identity"]),
            (&json!("trusted"), &json!("confirmed"))
        );
    }
    let refused = answers(&faults).iter().filter(|status| **status == 422).count();
    assert!(
        (1..=3).contains(&refused),
        "only what was on its way is refused: {:?}",
        answers(&faults)
    );
    assert_eq!(answers(&faults).len(), 3 + refused, "nothing is signed twice");

    // It is on record.
    let before = answers(&faults).len();
    let ended = run(through(&faults, &bench, &IDENTIFIED).arg(&files[0]));
    ended.assert_code(0);
    assert!(!ended.err.contains("signing algorithm"), "{ended:#?}");
    assert_eq!(answers(&faults)[before..], [200]);

    // The object of the upload, signed by its key.
    let key = ended.event("uploaded")["key"].clone();
    let sign = [
        "sign",
        "--json",
        "--origin",
        "digitalCapture",
        "--identity",
        key.as_str().unwrap(),
    ];
    let signed = run(&mut through(&faults, &bench, &sign)).assert_code(0).event("signed");
    let uri = signed["asset_s3_uri"].as_str().unwrap();
    let verified = run(&mut through(&faults, &bench, &["verify", "--json", uri]))
        .assert_code(0)
        .event("verified");
    assert_eq!(verified["identity"], "confirmed");
}

/// A command whose requests go through the proxy.
fn through(faults: &FaultProxy, bench: &Bench, arguments: &[&str]) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(arguments);
    command
}

/// The statuses of all calls to sign.
fn answers(faults: &FaultProxy) -> Vec<u16> {
    let calls = faults.requests("POST", "/v1/sign");
    calls.iter().filter_map(|call| Some(call.answered?.0)).collect()
}

fn refusal(words: &str) -> Action {
    Action::Answer(Answer::problem(422, "engine_c2pa", words))
}

#[test]
fn an_algorithm_that_no_refusal_names_is_learned_from_one_signature_for_the_whole_batch() {
    let bench = Bench::new();
    let faults = bench.faults();
    let first = bench.file("a.jpg", JPEG);
    faults.add(Rule::on("POST", "/v1/sign", refusal("signing failed")).times(1));
    let ended = run(through(&faults, &bench, &IDENTIFIED).arg(&first));
    assert_eq!(ended.assert_code(0).event("verified")["identity"], "confirmed");
    assert_eq!(
        answers(&faults),
        [422, 200, 200],
        "refused, without an identity, with one"
    );
}

#[test]
fn a_refusal_that_names_a_wrong_algorithm_is_settled_by_a_signature() {
    let bench = Bench::new();
    let faults = bench.faults();
    let file = bench.file("a.jpg", JPEG);
    run(through(&faults, &bench, &PLAIN).arg(&file)).assert_code(0);
    let words = "the main signer uses es384";
    faults.add(Rule::on("POST", "/v1/sign", refusal(words)).times(1));
    // The guess is refused as well, so a signature is asked: it is still ES256.
    let ended = run(through(&faults, &bench, &IDENTIFIED).arg(&file));
    let failed = ended.assert_code(1).event("failed");
    assert_eq!(answers(&faults), [200, 422, 422, 200]);
    assert!(failed["message"].as_str().unwrap().contains(words), "{failed}");
}

#[test]
fn a_refusal_for_another_reason_is_reported_as_it_is() {
    let bench = Bench::new();
    let faults = bench.faults();
    let file = bench.file("a.jpg", JPEG);
    let words = "asset too strange";
    faults.add(Rule::on("POST", "/v1/sign", refusal(words)));
    let ended = run(through(&faults, &bench, &IDENTIFIED).arg(&file));
    let failed = ended.assert_code(1).event("failed");
    assert!(failed["message"].as_str().unwrap().contains(words), "{failed}");
    assert!(!failed["hint"].as_str().unwrap().contains("identity"), "{failed}");
    assert_eq!(answers(&faults), [422, 422], "not even without an identity");

    // A server that signs, but never with an identity.
    faults.clear();
    faults.add(Rule::on("POST", "/v1/sign", refusal("no identities here")).times(1));
    faults.add(Rule::on("POST", "/v1/sign", refusal("no identities here")).after(1));
    let ended = run(through(&faults, &bench, &IDENTIFIED).arg(&file));
    let failed = ended.assert_code(1).event("failed");
    assert_eq!(answers(&faults)[2..], [422, 200, 422]);
    assert!(
        failed["hint"].as_str().unwrap().contains("sign without one"),
        "{failed}"
    );
}

#[test]
fn an_identity_refers_to_the_manifests_own_labels_as_they_are_signed() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    run(command(&bench, &PLAIN).arg(&file)).assert_code(0);
    let note = |number: i32| json!({ "label": "org.example.note", "data": { "number": number } });
    let training = json!({ "label": "cawg.training-mining", "data": { "entries": { "cawg.data_mining": { "use": "notAllowed" } } } });
    // The engine writes every label of actions as the newest one, without its number, and numbers equal labels.
    for label in ["c2pa.actions.v2", "c2pa.actions", "c2pa.actions.v2__1"] {
        let manifest = bench.file(
            "manifest.json",
            created(label, &[note(1), training.clone(), note(2)]).as_bytes(),
        );
        let options = [
            "upload",
            "--json",
            "--sign",
            "--identity",
            "--verify",
            "--manifest",
            manifest.to_str().unwrap(),
        ];
        let verified = run(command(&bench, &options).arg(&file))
            .assert_code(0)
            .event("verified");
        assert_eq!(verified["identity"], "confirmed");
        let report = verified["report"].to_string();
        let listed = report
            .split("referenced_assertions")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap();
        for part in [
            "c2pa.actions.v2",
            "org.example.note\"",
            "org.example.note__1",
            "cawg.training-mining",
            "c2pa.hash.data",
        ] {
            assert!(listed.replace('\\', "").contains(part), "{part}: {listed}");
        }
    }
}

/// Nobody is asked, so what a check says of an identity names no server.
#[test]
fn an_identity_is_confirmed_by_the_trust_list_that_knows_it_and_by_no_other() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    let ended = run(command(&bench, &IDENTIFIED).arg(&file));
    let uri = ended.assert_code(0).event("signed")["asset_s3_uri"].clone();
    let signed = bench.file("signed.jpg", &bench.fetch_uri(uri.as_str().unwrap()));
    let root = bench.file("root.pem", bench.sandbox().trust_anchor_pem().as_bytes());
    let other = bench.file("other.pem", crate::check::other_authority().as_bytes());
    let check = |lists: &[&std::path::Path]| {
        let mut check = program(&bench.path("data"));
        check.args(["check", "--json"]);
        for list in lists {
            check.arg("--trust").arg(list);
        }
        run(check.arg(&signed)).lines().remove(0)
    };
    let known = check(&[&other, &root]);
    assert_eq!(
        (&known["identity"], &known["verdict"]),
        (&json!("confirmed"), &json!("trusted"))
    );
    assert!(
        known["identity_trust_list"].as_str().unwrap().ends_with("root.pem"),
        "{known}"
    );
    let unknown = check(&[&other]);
    let identity = unknown["identity"].as_str().unwrap();
    assert!(
        identity.starts_with("not confirmed") && !identity.contains("server"),
        "{unknown}"
    );
    assert_eq!(unknown["identity_trust_list"], Value::Null);
    assert_eq!(unknown["verdict"], "valid");
}

#[test]
fn an_identity_within_the_manifest_is_refused_before_anything_is_sent() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    let identity = json!({ "label": "cawg.identity", "data": { "sig_type": "cawg.x509.cose" } });
    let manifest = bench.file("manifest.json", created("c2pa.actions.v2", &[identity]).as_bytes());
    let options = ["upload", "--sign", "--manifest", manifest.to_str().unwrap()];
    let ended = run(command(&bench, &options).arg(&file));
    ended.assert_code(2);
    assert!(
        ended.err.contains("only the server can make") && ended.err.contains("--identity"),
        "{ended:#?}"
    );
    assert!(!ended.out.contains("Uploaded"), "{ended:#?}");
}

#[test]
fn identity_without_signing_is_refused() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    let ended = run(command(&bench, &["upload", "--identity"]).arg(&file));
    ended.assert_code(2);
    assert!(ended.err.contains("--identity has no effect"), "{ended:#?}");
}

fn signed(backend: &mut Backend, name: &str) {
    let id = backend.id(name);
    backend.send(Intent::SignWith {
        ids: vec![id],
        template: created("c2pa.actions.v2", &[]).into(),
        keep_credentials: false,
        identity: false,
    });
    is_signed(backend, name);
}

fn is_signed(backend: &mut Backend, name: &str) {
    let id = backend.id(name);
    backend.wait_for("the signing", |model| {
        matches!(model.upload(id).unwrap().sign, SignState::Signed | SignState::Failed(_))
    });
    assert_eq!(backend.row(name).sign, SignState::Signed);
}

fn verify(backend: &mut Backend, name: &str) {
    let id = backend.id(name);
    backend.send(Intent::Verify {
        ids: vec![id],
        target: VerifyTarget::Signed,
    });
    backend.wait_for("the verification", |model| {
        matches!(model.upload(id).unwrap().verify, VerifyState::Verified(_))
    });
}

#[test]
fn the_window_learns_the_algorithm_of_each_server_and_a_preset_signs_new_uploads_with_an_identity() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    assert_eq!(backend.model.signer_algorithm, None);
    signed(&mut backend, "a.jpg");
    assert_eq!(backend.model.signer_algorithm.as_deref(), Some("ES256"));
    backend.stop();

    // It is on record.
    let mut backend = Setup::new(&bench).start();
    backend.wait_for("the algorithm", |model| model.signer_algorithm.is_some());
    assert_eq!(backend.model.signer_algorithm.as_deref(), Some("ES256"));
    let mut presets = backend.model.presets.clone();
    presets.keep("Verified", created("c2pa.actions.v2", &[])).unwrap();
    presets.set_identity("Verified", true);
    presets.set_auto_sign(Some("Verified"));
    backend.send(Intent::KeepPresets(presets));
    backend.upload(&[bench.file("b.png", &files::png())]);
    is_signed(&mut backend, "b.png");
    verify(&mut backend, "b.png");
    let id = backend.id("b.png");
    backend.send(Intent::SelectUpload(Some(id)));
    backend.wait_for("the report", |model| {
        let details = model.details.as_ref().filter(|details| details.id == id);
        details.is_some_and(|details| details.verification(VerifyTarget::Signed).is_some())
    });
    let details = backend.model.details.as_ref().unwrap();
    let report = content_credentials::read_report(&details.verification(VerifyTarget::Signed).unwrap().report);
    assert_eq!(
        (
            report.verdict,
            report.identity.as_ref().map(ToString::to_string).as_deref()
        ),
        (Verdict::Trusted, Some("confirmed"))
    );
}

#[test]
fn a_certificate_that_ends_soon_without_a_verified_time_is_marked_everywhere() {
    let bench = Bench::with(|options| options.certificate_days = Some(12));
    let file = bench.file("a.jpg", JPEG);
    let warning = "and the signature has no verified time: after that it may read as expired.";
    let options = ["upload", "--sign", "--origin", "digitalCapture", "--verify"];
    let ended = run(command(&bench, &options).arg(&file));
    ended.assert_code(0);
    assert!(
        ended.out.contains("Certificate ends on ") && ended.out.contains(warning),
        "{ended:#?}"
    );

    let verified = run(command(&bench, &options).arg("--json").arg(&file))
        .assert_code(0)
        .event("verified");
    assert_eq!(
        (&verified["time"], &verified["time_verified"]),
        (&Value::Null, &json!(false)),
        "{verified}"
    );
    let ends = verified["certificate_expires"].as_str().unwrap();
    assert!(ends.ends_with("T00:00:00Z"), "{ends}");
    let proof = run(&mut command(&bench, &["proof", verified["s3_uri"].as_str().unwrap()]));
    let proof: Value = serde_json::from_str(&proof.assert_code(0).out).unwrap();
    let verification = &proof["verifications"][0];
    assert_eq!(verification["certificate_expires"], ends);
    assert_eq!(proof["signed_copy"]["certificate_expires"], ends);
    assert_eq!(verification["time_verified"], false);
    assert!(
        verification["certificate_warning"].as_str().unwrap().contains(warning),
        "{verification}"
    );

    // A row has it, too, and says nothing of it a month before.
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.file("b.jpg", JPEG)]);
    signed(&mut backend, "b.jpg");
    verify(&mut backend, "b.jpg");
    let VerifyState::Verified(facts) = backend.row("b.jpg").verify.clone() else {
        panic!("{:?}", backend.row("b.jpg").verify);
    };
    let validity = facts.brief.as_ref().unwrap().validity;
    assert_eq!(validity.time, SigningTime::Unverified);
    let end = Timestamp::from_millis(validity.certificate_expires.unwrap() * 1000);
    assert!(facts.expiring(end).is_some());
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(facts.expiring(Timestamp::from_millis(end.as_millis() - 31 * day)), None);
    assert!(
        facts
            .expiring(Timestamp::from_millis(end.as_millis() + day))
            .unwrap()
            .is_over
    );
}
