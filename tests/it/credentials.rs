//! Signing and verifying through the engine.

use content_credentials::{ManifestForm, Origin, TrainingUse, read_report};
use model::{Intent, SignState, Step, Verdict, VerifyState, VerifyTarget};

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    fault_proxy::{Action, Answer, Rule},
    files::JPEG,
};

fn manifest() -> String {
    let form = ManifestForm {
        title: "A picture".to_owned(),
        creator: "Jane Doe".to_owned(),
        origin: Some(Origin::DigitalCapture),
        training: TrainingUse::NotAllowed.into(),
        ..ManifestForm::default()
    };
    form.to_text()
}

fn sign(backend: &mut Backend, name: &str) {
    let ids = vec![backend.id(name)];
    backend.send(Intent::Sign {
        ids,
        manifest_json: manifest(),
    });
    let id = backend.id(name);
    backend.wait_for("the signing", |model| {
        model.upload(id).unwrap().sign != SignState::Signing
    });
}

fn verify(backend: &mut Backend, name: &str, target: VerifyTarget) -> VerifyState {
    let ids = vec![backend.id(name)];
    backend.send(Intent::Verify { ids, target });
    let id = backend.id(name);
    backend.wait_for("the verification", |model| {
        !matches!(model.upload(id).unwrap().verify, VerifyState::Verifying(_))
    });
    backend.row(name).verify.clone()
}

fn verdict(state: &VerifyState) -> Verdict {
    match state {
        VerifyState::Verified(facts) => facts.verdict,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_signed_copy_is_trusted_and_its_original_has_no_credentials() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    assert_eq!(
        verdict(&verify(&mut backend, "a.jpg", VerifyTarget::Original)),
        Verdict::None
    );
    sign(&mut backend, "a.jpg");
    assert_eq!(backend.row("a.jpg").sign, SignState::Signed);
    let facts = backend.row("a.jpg").signed.clone().unwrap();
    let uri = facts.signed_uri.unwrap();
    assert!(
        uri.starts_with(&format!("s3://{}/", bench.sandbox().signed_bucket())),
        "{uri}"
    );
    assert!(facts.evidence.unwrap().contains("ES256"));
    assert_eq!(facts.manifest_json, manifest());
    let state = verify(&mut backend, "a.jpg", VerifyTarget::Signed);
    assert_eq!(verdict(&state), Verdict::Trusted);
    assert_eq!(bench.fetch(&backend.object("a.jpg")), JPEG, "the original is unchanged");

    // Everything is on record.
    let row = backend.row("a.jpg").clone();
    backend.stop();
    let mut backend = Setup::new(&bench).start();
    let found = backend.history(&uri);
    assert!(matches!(found.as_slice(), [upload] if upload.signed == row.signed && upload.verify == row.verify));
}

#[test]
fn a_row_holds_a_brief_report_and_the_full_one_is_read_for_the_selected_upload() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    sign(&mut backend, "a.jpg");
    let id = backend.id("a.jpg");
    // Also while the row is selected.
    backend.send(Intent::SelectUpload(Some(id)));
    let VerifyState::Verified(facts) = verify(&mut backend, "a.jpg", VerifyTarget::Signed) else {
        panic!("{:?}", backend.row("a.jpg").verify);
    };
    assert!(facts.report.is_empty() && !facts.has_report(), "{facts:?}");
    let brief = facts.brief.clone().unwrap();
    assert!(brief.issuer.is_some() && brief.failures.is_empty(), "{brief:?}");

    let read = |backend: &mut Backend| {
        backend.wait_for("the report", |model| {
            let details = model.details.as_ref().filter(|details| details.id == id);
            details.is_some_and(|details| details.verification(VerifyTarget::Signed).is_some())
        });
        let details = backend.model.details.as_ref().unwrap();
        details.verification(VerifyTarget::Signed).unwrap().clone()
    };
    let whole = read(&mut backend);
    assert_eq!(whole.verified_at, facts.verified_at);
    let reading = read_report(&whole.report);
    assert_eq!((reading.verdict, reading.issuer), (Verdict::Trusted, brief.issuer));
    backend.stop();

    // The row in the history is the same, and its report can be read.
    let mut backend = Setup::new(&bench).start();
    let [upload] = backend.history("").try_into().unwrap();
    assert_eq!(upload.verify, VerifyState::Verified(facts));
    backend.send(Intent::SelectUpload(Some(id)));
    assert_eq!(read(&mut backend), whole);
}

#[test]
fn a_file_the_server_cannot_sign_fails_with_its_words_and_one_no_server_signs_is_not_sent() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    // Its name allows signing; only the server notices that it is not a photo.
    backend.upload(&[bench.file("words.jpg", b"words"), bench.file("notes.txt", b"words")]);
    sign(&mut backend, "words.jpg");
    let SignState::Failed(failure) = backend.row("words.jpg").sign.clone() else {
        panic!("{:?}", backend.row("words.jpg").sign);
    };
    assert_eq!((failure.step, failure.status), (Step::Sign, Some(422)));
    assert_eq!(failure.code.as_deref(), Some("engine_c2pa"));
    let calls = faults.requests("POST", "/v1/sign").len();
    let id = backend.row("notes.txt").id;
    backend.send(Intent::Sign {
        ids: vec![id],
        manifest_json: "{}".to_owned(),
    });
    assert_eq!(backend.row("notes.txt").sign, SignState::NotAsked);
    assert_eq!(
        verdict(&verify(&mut backend, "notes.txt", VerifyTarget::Original)),
        Verdict::Unsupported
    );
    assert_eq!(faults.requests("POST", "/v1/sign").len(), calls);
}

#[test]
fn signing_is_retried_when_the_server_is_busy_but_not_when_it_broke() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    faults.add(
        Rule::on(
            "POST",
            "/v1/sign",
            Action::Answer(Answer::problem(503, "service_unavailable", "busy")),
        )
        .times(2),
    );
    sign(&mut backend, "a.jpg");
    assert_eq!(backend.row("a.jpg").sign, SignState::Signed);
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 3);
    let first = backend.row("a.jpg").signed.clone();

    // The answer is lost, so a signed copy may exist: the user decides.
    faults.add(Rule::on("POST", "/v1/sign", Action::LoseAnswer).times(1));
    sign(&mut backend, "a.jpg");
    let SignState::Failed(failure) = backend.row("a.jpg").sign.clone() else {
        panic!("{:?}", backend.row("a.jpg").sign);
    };
    assert!(failure.message.contains("may have been signed"), "{failure:?}");
    assert_eq!(
        faults.requests("POST", "/v1/sign").len(),
        4,
        "signing is never repeated blindly"
    );
    assert_eq!(
        backend.row("a.jpg").signed,
        first,
        "the existing signed copy stays on record"
    );
}

#[test]
fn a_verification_is_retried_after_a_rate_limit_and_a_cut_connection() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    sign(&mut backend, "a.jpg");
    let limited = Answer::problem(429, "rate_limited", "slow down").header("Retry-After", "0");
    faults.add(Rule::on("POST", "/v1/verify", Action::Answer(limited)).times(1));
    faults.add(Rule::on("POST", "/v1/verify", Action::LoseAnswer).times(1));
    let state = verify(&mut backend, "a.jpg", VerifyTarget::Signed);
    assert_eq!(verdict(&state), Verdict::Trusted);
    assert_eq!(faults.requests("POST", "/v1/verify").len(), 3);
}
