//! Verdicts that a server with an older engine leaves unconfirmed: this computer settles them by reading the uploaded file
//! or the fetched object. What it cannot read stays unconfirmed.

use std::process::Command;

use serde_json::{Value, json};

use model::{Intent, Verdict, VerifyState, VerifyTarget};

use crate::{
    backend::Setup,
    fault_proxy::{Action, Answer, FaultProxy, Rule},
    files,
    forgeries::{Studio, forged, repainted},
    program::{Ended, program, run},
};

/// A studio behind a server with an old engine, which reports every unknown signer as a mismatch.
struct Newsroom {
    studio: Studio,
    faults: FaultProxy,
}

impl Newsroom {
    fn new() -> Self {
        let studio = Studio::new();
        let faults = studio.bench.faults();
        Self { studio, faults }
    }

    fn verifying_as(&self, report: &Value) {
        self.faults.clear();
        let answer = json!({ "report": report.to_string() }).to_string();
        let answer = Answer::raw(200, "application/json", &answer);
        self.faults.add(Rule::on("POST", "/v1/verify", Action::Answer(answer)));
    }

    fn without_downloads(&self) {
        let answer = Answer::problem(404, "not_found", "no such call");
        let rule = Rule::on("POST", "/v1/assets/presign-download", Action::Answer(answer));
        self.faults.add(rule);
    }

    fn program(&self) -> Command {
        let bench = &self.studio.bench;
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", self.faults.api_url()]);
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        command
    }

    fn upload(&self, name: &str, bytes: &[u8]) -> Ended {
        let file = self.studio.bench.file(name, bytes);
        run(self.program().args(["upload", "--json", "--verify"]).arg(file))
    }
}

fn left_open() -> Value {
    json!({
        "validation_state": "Invalid",
        "validation_status": [{ "code": "claimSignature.mismatch" }, { "code": "signingCredential.untrusted" }],
    })
}

#[test]
fn an_unconfirmed_verdict_is_settled_by_the_uploaded_file() {
    let newsroom = Newsroom::new();
    newsroom.verifying_as(&left_open());
    newsroom.without_downloads();
    let signed = &newsroom.studio.signed;
    for (name, bytes, verdict, code) in [
        ("signed.png", signed.clone(), "valid", 0),
        ("forged.png", forged(signed), "invalid", 1),
        ("repainted.png", repainted(signed), "invalid", 1),
        ("plain.png", files::png(), "unconfirmed", 1),
    ] {
        let uploaded = newsroom.upload(name, &bytes);
        let event = uploaded.assert_code(code).event("verified");
        assert_eq!(event["verdict"], verdict, "{name}: {event}");
        // Both are reported: what the server said, and what was read here.
        assert_eq!(event["report"], left_open(), "{name}");
        let read = if name == "plain.png" {
            Value::Null
        } else {
            json!(verdict)
        };
        assert_eq!(event["read_here"]["verdict"], read, "{name}: {event}");
        let uri = event["s3_uri"].as_str().unwrap();
        let again = run(newsroom.program().args(["verify", uri]));
        again.assert_code(code);
        assert!(again.out.contains("on this computer"), "{}", again.out);
        let history = run(newsroom.program().args(["history", "--json", "--search", name]));
        assert_eq!(history.assert_code(0).lines()[0]["verdict"], verdict);
    }
}

#[test]
fn a_changed_or_missing_file_settles_nothing_but_the_fetched_object_does() {
    let newsroom = Newsroom::new();
    newsroom.verifying_as(&left_open());
    let forged = forged(&newsroom.studio.signed);
    let uploaded = newsroom.upload("a.png", &forged);
    let event = uploaded.assert_code(1).event("verified");
    let uri = event["s3_uri"].as_str().unwrap().to_owned();
    let file = newsroom.studio.bench.path("files").join("a.png");
    let verify = |uri: &str, verdict: &str, code: i32| {
        let verified = run(newsroom.program().args(["verify", "--json", uri]));
        let event = verified.assert_code(code).event("verified");
        assert_eq!(event["verdict"], verdict, "{event}");
        event
    };
    // An intact file in its place says nothing about the stored one.
    std::fs::write(&file, &newsroom.studio.signed).unwrap();
    verify(&uri, "invalid", 1);
    std::fs::remove_file(&file).unwrap();
    verify(&uri, "invalid", 1);
    newsroom.without_downloads();
    std::fs::write(&file, &newsroom.studio.signed).unwrap();
    let event = verify(&uri, "unconfirmed", 1);
    assert_eq!(event["report"], left_open());
    assert_eq!(event["read_here"]["verdict"], Value::Null, "{event}");
    verify("s3://elsewhere/never-seen.png", "unconfirmed", 1);
}

#[test]
fn a_downloaded_object_counts_as_the_uploaded_file_only_if_its_hash_matches() {
    let newsroom = Newsroom::new();
    newsroom.verifying_as(&left_open());
    let signed = newsroom.studio.signed.clone();
    let forged = forged(&signed);
    let giving = |bytes: &[u8]| {
        newsroom.verifying_as(&left_open());
        let answer = Answer::object("image/png", bytes);
        newsroom.faults.add(Rule::on("GET", "/", Action::Answer(answer)));
    };
    let read = |event: &Value| event["read_here"]["explanation"].as_str().unwrap().to_owned();
    // An unchanged local file that cannot be read: nothing from the server can replace it.
    giving(&signed);
    for (name, bytes, why) in [
        ("plain.png", files::png(), "no Content Credentials"),
        ("broken.png", signed[..signed.len() / 8].to_vec(), "cannot be read here"),
    ] {
        let uploaded = newsroom.upload(name, &bytes);
        let event = uploaded.assert_code(1).event("verified");
        assert_eq!(event["verdict"], "unconfirmed", "{event}");
        assert_eq!(event["read_here"]["verdict"], Value::Null, "{event}");
        let said = read(&event);
        assert!(said.contains(why) && !said.contains("server"), "{said}");
        assert!(newsroom.faults.requests("GET", "/").is_empty(), "nothing was fetched");
    }
    // A missing file: a different one in its place settles nothing, in either direction.
    for (name, own, other) in [("sound.png", &signed, &forged), ("forged.png", &forged, &signed)] {
        newsroom.verifying_as(&left_open());
        let uploaded = newsroom.upload(name, own);
        let uri = uploaded.event("verified")["s3_uri"].as_str().unwrap().to_owned();
        std::fs::remove_file(newsroom.studio.bench.path("files").join(name)).unwrap();
        giving(other);
        let verified = run(newsroom.program().args(["verify", "--json", &uri]));
        let event = verified.assert_code(1).event("verified");
        assert_eq!(event["verdict"], "unconfirmed", "{name}: {event}");
        let why = if other.len() > own.len() {
            "is larger than expected, so it was not downloaded"
        } else {
            "is not the file that was uploaded"
        };
        assert!(read(&event).contains(why), "{event}");
        // The right one does, and counts as the file.
        giving(own);
        let verified = run(newsroom.program().args(["verify", "--json", &uri]));
        let event = verified.event("verified");
        assert_eq!(event["read_here"]["bytes"], "uploaded", "{event}");
        assert_ne!(event["verdict"], "unconfirmed", "{event}");
    }
    // Without a record there is no hash, so it is reported as the server's copy.
    newsroom.verifying_as(&left_open());
    let uploaded = newsroom.upload("elsewhere.png", &forged);
    let uri = uploaded.event("verified")["s3_uri"].as_str().unwrap().to_owned();
    giving(&signed);
    let elsewhere = |arguments: &[&str]| {
        let mut command = program(&newsroom.studio.bench.path("other-data"));
        command.args(["--api-url", newsroom.faults.api_url(), "verify"]);
        command.env("QUE_API_KEY_AUTH", newsroom.studio.bench.key().expose());
        run(command.args(arguments).arg(&uri))
    };
    let verified = elsewhere(&["--json"]);
    let event = verified.assert_code(0).event("verified");
    assert_eq!(event["read_here"]["bytes"], "server_copy", "{event}");
    let told = elsewhere(&[]).out;
    assert!(told.contains("the copy that the server gives"), "{told}");
}

#[test]
fn a_fetched_signed_copy_settles_an_unconfirmed_verdict() {
    let newsroom = Newsroom::new();
    newsroom.verifying_as(&left_open());
    let file = newsroom.studio.bench.file("photo.png", &files::png());
    let sign = ["upload", "--json", "--sign", "--verify", "--origin", "digitalCapture"];
    let uploaded = run(newsroom.program().args(sign).arg(&file));
    let event = uploaded.assert_code(0).event("verified");
    assert_eq!(
        (&event["verdict"], &event["read_here"]["verdict"]),
        (&json!("valid"), &json!("valid"))
    );
    // And an object without any record.
    let uri = event["s3_uri"].as_str().unwrap().to_owned();
    let mut elsewhere = program(&newsroom.studio.bench.path("other-data"));
    elsewhere.args(["--api-url", newsroom.faults.api_url(), "verify", "--json", &uri]);
    elsewhere.env("QUE_API_KEY_AUTH", newsroom.studio.bench.key().expose());
    let verified = run(&mut elsewhere);
    assert_eq!(verified.assert_code(0).event("verified")["verdict"], "valid");
    // Credentials other than those in the server's report prove nothing.
    let mut report = left_open();
    report["active_manifest"] = json!("urn:c2pa:another");
    newsroom.verifying_as(&report);
    let verified = run(newsroom.program().args(["verify", "--json", &uri]));
    assert_eq!(verified.assert_code(1).event("verified")["verdict"], "unconfirmed");
}

#[test]
fn a_server_cannot_speak_for_this_computer() {
    let newsroom = Newsroom::new();
    let report = json!({
        "validation_state": "Trusted", "read_here": { "verdict": "trusted" }, "report": { "validation_state": "Trusted" },
    });
    newsroom.verifying_as(&report);
    let uploaded = newsroom.upload("a.png", &files::png());
    let event = uploaded.assert_code(0).event("verified");
    assert_eq!((&event["report"], &event["read_here"]), (&report, &Value::Null));
}

#[test]
fn the_window_shows_what_the_file_settled() {
    let newsroom = Newsroom::new();
    newsroom.verifying_as(&left_open());
    let bench = &newsroom.studio.bench;
    let mut backend = Setup::new(bench).at(newsroom.faults.api_url()).start();
    let signed = &newsroom.studio.signed;
    for (name, bytes, verdict) in [
        ("sound.png", signed.clone(), Verdict::Valid),
        ("changed.png", forged(signed), Verdict::Invalid),
    ] {
        backend.upload(&[bench.file(name, &bytes)]);
        let (ids, target) = (vec![backend.id(name)], VerifyTarget::Original);
        let id = ids[0];
        backend.send(Intent::Verify { ids, target });
        backend.wait_for("the verdict", |model| {
            matches!(
                model.upload(id).unwrap().verify,
                VerifyState::Verified(_) | VerifyState::Failed(..)
            )
        });
        let VerifyState::Verified(facts) = &backend.row(name).verify else {
            panic!("{:?}", backend.row(name).verify);
        };
        assert_eq!(facts.verdict, verdict);
        assert!(facts.explanation.contains("Read on this computer"), "{facts:?}");
    }
    backend.stop();
}
