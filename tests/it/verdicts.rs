//! Every verdict, from the server's answer to what a script sees: JSON word, name, exit status, record.

use std::process::Command;

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    fault_proxy::{Action, Answer, FaultProxy, Rule},
    files::JPEG,
    program::{program, run},
};

fn program_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

/// A server that gives this answer to every verification.
fn answering(faults: &FaultProxy, answer: Answer) {
    faults.clear();
    faults.add(Rule::on("POST", "/v1/verify", Action::Answer(answer)));
}

fn report(success: &[&str], failure: &[&str]) -> Answer {
    let list = |codes: &[&str]| codes.iter().map(|code| json!({ "code": code })).collect::<Value>();
    let report = json!({
        "active_manifest": "urn:1", "manifests": { "urn:1": { "claim_generator_info": [{ "name": "Camera" }] } },
        "validation_results": { "activeManifest":
            { "success": list(success), "informational": [], "failure": list(failure) } }
    });
    Answer::raw(
        200,
        "application/json",
        &json!({ "report": report.to_string() }).to_string(),
    )
}

/// A server's answer, the JSON word and the name of the verdict, and the exit status.
fn answers() -> Vec<(Answer, &'static str, &'static str, i32)> {
    let holds = "claimSignature.validated";
    let untrusted = "signingCredential.untrusted";
    let refusal = |words: &str| Answer::problem(422, "engine_verification", words);
    vec![
        (
            report(&[holds, "signingCredential.trusted"], &[]),
            "trusted",
            "Trusted",
            0,
        ),
        (report(&[holds], &[untrusted]), "valid", "Unknown signer", 0),
        (
            report(&[], &["claimSignature.mismatch", untrusted]),
            "unconfirmed",
            "Not confirmed",
            1,
        ),
        (
            report(&[holds], &["assertion.dataHash.mismatch"]),
            "invalid",
            "Invalid",
            1,
        ),
        (
            Answer::raw(
                200,
                "application/json",
                &json!({ "report": { "new": "shape" } }).to_string(),
            ),
            "unknown",
            "Report not understood",
            1,
        ),
        (refusal("no JUMBF data found"), "none", "no Content Credentials", 0),
        (
            refusal("must fetch remote manifests from url https://example.org/m.c2pa"),
            "remote",
            "Credentials stored elsewhere",
            0,
        ),
        (
            refusal("type is unsupported"),
            "unsupported",
            "Format not readable by this server",
            0,
        ),
    ]
}

#[test]
fn each_verdict_has_its_json_word_its_name_and_its_exit_status() {
    let bench = Bench::new();
    let faults = bench.faults();
    for (number, (answer, word, name, code)) in answers().into_iter().enumerate() {
        answering(&faults, answer);
        let of_object = run(program_at(&bench, &faults).args(["verify", "--json", "s3://bucket/k.jpg"]));
        assert_eq!(of_object.assert_code(code).event("verified")["verdict"], word);
        let in_words = run(program_at(&bench, &faults).args(["verify", "s3://bucket/k.jpg"]));
        in_words.assert_code(code);
        assert!(in_words.out.contains(name), "{word}: {}", in_words.out);
        assert!(!in_words.out.contains("cannot carry"), "{}", in_words.out);

        let file = bench.file(
            format!("{number}.jpg"),
            &[JPEG, &[u8::try_from(number).unwrap()]].concat(),
        );
        let upload = ["upload", "--json", "--verify", file.to_str().unwrap()];
        let uploaded = run(program_at(&bench, &faults).args(upload));
        assert_eq!(uploaded.assert_code(code).event("verified")["verdict"], word);
        // The database has its word; output for people has its name.
        let search = format!("{number}.jpg");
        let history = run(program_at(&bench, &faults).args(["history", "--json", "--search", &search]));
        assert_eq!(history.assert_code(0).lines()[0]["verdict"], word);
        let table = run(program_at(&bench, &faults).args(["history", "--format", "markdown", "--search", &search]));
        let title = if word == "none" { "No Content Credentials" } else { name };
        assert!(table.out.contains(&format!("| {title} |")), "{}", table.out);
    }
}

#[test]
fn a_report_with_hundreds_of_thousands_of_entries_is_shown_as_text() {
    let bench = Bench::new();
    let faults = bench.faults();
    for as_text in [true, false] {
        let many = vec![json!({ "code": "assertion.hashedURI.match" }); 100_000];
        let report = json!({ "validation_state": "Trusted", "validation_status": many });
        let answer = if as_text {
            json!({ "report": report.to_string() })
        } else {
            json!({ "report": report })
        };
        answering(&faults, Answer::raw(200, "application/json", &answer.to_string()));
        let verified = run(program_at(&bench, &faults).args(["verify", "--json", "s3://bucket/k.jpg"]));
        let event = verified.assert_code(1).event("verified");
        assert_eq!(event["verdict"], "unknown", "the unread part may say otherwise");
        let text = event["report"].as_str().unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(text).unwrap(),
            report,
            "nothing of it is lost"
        );
    }
}

#[test]
fn a_failed_verification_gives_no_hint_about_signing() {
    let bench = Bench::new();
    let faults = bench.faults();
    for (status, code) in [
        (422, "engine_c2pa"),
        (422, "engine_verification"),
        (413, "too_large"),
        (400, "engine_json"),
    ] {
        answering(&faults, Answer::problem(status, code, "something was not right"));
        let verified = run(program_at(&bench, &faults).args(["verify", "--json", "s3://bucket/k.jpg"]));
        let failed = verified.assert_code(1).event("failed");
        let words = format!("{} {}", failed["message"], failed["hint"]).to_lowercase();
        assert!(
            !words.contains("sign") && !words.contains("manifest"),
            "{status} {code}: {words}"
        );
        assert!(!failed["hint"].as_str().unwrap().is_empty());
    }
}
