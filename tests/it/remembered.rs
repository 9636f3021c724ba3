//! What an earlier run learned of a file is known to the next: credentials beside it, and what was asked of the server.

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    existing::{command, signed_picture},
    fault_proxy::{Action, Answer, Rule},
    files::JPEG,
    program::{names, program, run},
};

const SIGNING: [&str; 6] = ["upload", "--json", "--sign", "--verify", "--origin", "digitalCapture"];

/// A server that doesn't know identities, and says nothing of it.
fn ignoring() -> Bench {
    Bench::with(|options| options.ignores_identities = true)
}

fn proof(bench: &Bench, key: &Value) -> Value {
    let ended = run(&mut command(bench, &["proof", key.as_str().unwrap()]));
    serde_json::from_str(&ended.assert_code(0).out).unwrap()
}

#[test]
fn an_identity_that_the_server_does_not_add_is_reported_wherever_the_signature_is() {
    let bench = ignoring();
    let file = bench.file("a.jpg", JPEG);
    let ended = run(command(&bench, &SIGNING).arg("--identity").arg(&file));
    let verified = ended.assert_code(0).event("verified");
    let asked = ["verdict", "identity", "identity_requested", "identity_added"].map(|name| verified[name].clone());
    assert_eq!(asked, [json!("trusted"), Value::Null, json!(true), json!(false)]);
    let key = ended.event("uploaded")["key"].clone();
    let proof = proof(&bench, &key);
    assert_eq!(proof["signed_copy"]["identity_requested"], true);
    assert_eq!(proof["verifications"][0]["identity_added"], false);

    // A later run, for people.
    let signed = ended.event("signed")["asset_s3_uri"].clone();
    let uri = signed.as_str().unwrap();
    let words = run(&mut command(&bench, &["verify", uri])).assert_code(0).out.clone();
    assert!(words.contains("The server did not add the identity."), "{words}");
    let plain: Vec<_> = SIGNING.into_iter().filter(|word| *word != "--json").collect();
    let words = run(command(&bench, &plain).arg("--identity").arg(&file)).out;
    assert!(words.contains("The server did not add the identity."), "{words}");

    // Nobody asked for one.
    let ended = run(command(&bench, &SIGNING).arg(&file));
    let verified = ended.assert_code(0).event("verified");
    let asked = ["identity_requested", "identity_added"].map(|name| verified[name].clone());
    assert_eq!(asked, [json!(false), Value::Null]);
}

#[test]
fn an_identity_that_the_server_adds_is_said_to_be_added() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    let ended = run(command(&bench, &SIGNING).arg("--identity").arg(&file));
    let verified = ended.assert_code(0).event("verified");
    let asked = ["identity", "identity_requested", "identity_added"].map(|name| verified[name].clone());
    assert_eq!(asked, [json!("confirmed"), json!(true), json!(true)]);
    let original = ended.event("uploaded")["key"].clone();
    let of_original = run(&mut command(&bench, &["verify", "--json", original.as_str().unwrap()]));
    assert_eq!(of_original.event("verified")["identity_added"], Value::Null);
}

#[test]
fn credentials_beside_a_file_are_known_to_the_next_run_when_they_are_gone() {
    let bench = Bench::new();
    let signed = std::fs::read(signed_picture(&bench)).unwrap();
    let store = c2pa::jumbf_io::load_jumbf_from_memory("image/jpeg", &signed).unwrap();
    let file = bench.file("in/side.jpg", JPEG);
    let sidecar = bench.file("in/side.c2pa", &store);
    let ended = run(command(&bench, &SIGNING).arg(&file));
    assert_eq!(ended.assert_code(0).events("skipped").len(), 1, "{ended:#?}");
    let key = ended.event("uploaded")["key"].clone();
    std::fs::remove_file(sidecar).unwrap();

    let sign = |more: &[&str]| {
        let options = ["sign", "--json", "--origin", "digitalCapture", key.as_str().unwrap()];
        run(command(&bench, &options).args(more))
    };
    let skipped = sign(&[]).event("skipped");
    let reason = skipped["reason"].as_str().unwrap();
    assert!(
        reason.contains("Que Uploader Sandbox") && reason.contains("They are in side.c2pa beside the file"),
        "{reason}"
    );
    sign(&["--existing", "sign"]).assert_code(0);
    let manifest = proof(&bench, &key)["signed_copy"]["manifest_json"].clone();
    let manifest = manifest.as_str().unwrap();
    assert!(
        manifest.contains("c2pa.opened") && manifest.contains("Que Uploader Sandbox"),
        "{manifest}"
    );
}

#[test]
fn what_was_signed_and_not_verified_is_verified_when_the_run_is_resumed() {
    let bench = Bench::new();
    let faults = bench.faults();
    let files = ["a.jpg", "b.jpg", "c.jpg"].map(|name| bench.file(name, JPEG));
    let through = |arguments: &[&str]| {
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", faults.api_url()]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command.args(arguments);
        command
    };
    let refusal = Answer::problem(400, "bad_request", "not now");
    faults.add(Rule::on("POST", "/v1/verify", Action::Answer(refusal)).times(2));
    let first = run(through(&SIGNING).args(&files));
    let verified = names(&first.assert_code(1).events("verified"));
    assert_eq!((verified.len(), first.events("failed").len()), (1, 2), "{first:#?}");

    let plain = run(&mut through(&["upload", "--resume", "--json"]));
    assert_eq!(plain.assert_code(0).events("verified").len(), 0, "nobody asked for it");
    let told = "2 signed but not verified. To verify them, add --verify.";
    assert!(plain.err.contains(told), "{plain:#?}");
    // A run of its own begins with a queue of its own.
    let again = run(through(&SIGNING).args(&files));
    again.assert_code(0);
    faults.add(
        Rule::on(
            "POST",
            "/v1/verify",
            Action::Answer(Answer::problem(400, "bad_request", "no")),
        )
        .times(3),
    );
    run(through(&SIGNING).args(&files)).assert_code(1);
    let resumed = run(&mut through(&["upload", "--resume", "--verify", "--json"]));
    let verified = names(&resumed.assert_code(0).events("verified"));
    assert_eq!(
        verified.len(),
        5,
        "those of the last run, and of the first: {verified:?}"
    );
    assert!(
        resumed.err.contains("5 signed but not verified. Verifying them now."),
        "{resumed:#?}"
    );
    let calls = faults.requests("POST", "/v1/sign").len();
    assert_eq!(calls, 9, "nothing is signed again");
    let nothing = run(&mut through(&["upload", "--resume", "--verify", "--json"]));
    assert_eq!(nothing.assert_code(0).events("verified").len(), 0);
}

#[test]
fn the_question_about_all_actions_is_asked_only_if_a_file_was_signed_without_an_answer() {
    let bench = Bench::new();
    let opened = signed_picture(&bench);
    let plain = bench.file("plain.jpg", JPEG);
    let note = "add --all-actions yes or --all-actions no";
    let sign = |files: &[&std::path::PathBuf], more: &[&str]| {
        let ended = run(command(&bench, &SIGNING).args(more).args(files));
        ended.assert_code(0);
        ended.err.matches(note).count()
    };
    let sign_all = ["--existing", "sign"];
    assert_eq!(sign(&[&opened], &sign_all), 0, "its own action says that it is all");
    assert_eq!(sign(&[&opened, &plain, &plain], &sign_all), 1);
    assert_eq!(sign(&[&opened], &[]), 0, "nothing was signed");
}

#[test]
fn a_check_says_whether_an_identity_is_confirmed_of_trusted_files_too() {
    let bench = Bench::new();
    let file = bench.file("a.jpg", JPEG);
    bench.file("ca.pem", bench.sandbox().trust_anchor_pem().as_bytes());
    let mut checked = Vec::new();
    for (name, more) in [("identity.jpg", &["--identity"][..]), ("plain.jpg", &[])] {
        let signed = run(command(&bench, &SIGNING).args(more).arg(&file)).event("signed");
        bench.file(name, &bench.fetch_uri(signed["asset_s3_uri"].as_str().unwrap()));
        checked.push(name);
    }
    let check = |more: &[&str]| {
        let mut command = program(&bench.path("data"));
        command.current_dir(bench.path("files")).arg("check").args(more);
        run(command.args(&checked))
    };
    let trusted = check(&["--json", "--trust", "ca.pem"]);
    let [with, without] = &trusted.assert_code(0).lines()[..] else {
        panic!("{trusted:#?}")
    };
    assert_eq!(
        (&with["verdict"], &without["verdict"]),
        (&json!("trusted"), &json!("trusted"))
    );
    assert_eq!(with["identity"], "confirmed");
    assert_eq!(without["identity"], Value::Null);
    let words = check(&["--trust", "ca.pem"]).out;
    let lines: Vec<_> = words
        .lines()
        .map(|line| line.contains("identity confirmed by ca.pem"))
        .collect();
    assert_eq!(lines, [true, false], "{words}");
    assert!(
        check(&[]).out.contains("identity not confirmed"),
        "of an unknown signer, too"
    );
}
