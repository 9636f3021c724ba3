//! The command line as a script sees it: the real program, its output and its exit status.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Rule},
    files::{self, JPEG, noise, sha256},
    program::{Running, program, run, run_with},
};

/// A folder for a test that runs the sandbox inside the program.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new().unwrap()
}

/// The program with the API of this proxy and the sandbox's key.
pub(crate) fn program_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

pub(crate) fn fields(line: &Value) -> Vec<&str> {
    line.as_object().unwrap().keys().map(String::as_str).collect()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn upload_sign_and_verify_in_the_sandbox_report_every_step_as_json() {
    let folder = folder();
    let picture = files::write(folder.path().join("in/a picture.jpg"), JPEG);
    let sound = include_bytes!("../../crates/testkit/fixtures/sound.wav");
    files::write(folder.path().join("in/sound.wav"), sound);
    let data = folder.path().join("data");
    let arguments = [
        "upload",
        "--sandbox",
        "--json",
        "--sign",
        "--origin",
        "digitalCapture",
        "--verify",
    ];
    let ended = run(program(&data).args(arguments).arg(folder.path().join("in")));
    ended.assert_code(0);
    assert_eq!(ended.events("added").len(), 2);

    let of_picture = |event: &str| {
        let mut events = ended.events(event);
        events.retain(|line| line["path"] == text(&picture));
        assert_eq!(events.len(), 1, "{event}");
        events.remove(0)
    };
    let uploaded = of_picture("uploaded");
    assert_eq!(
        fields(&uploaded),
        ["event", "path", "key", "bucket", "bytes", "content_type", "sha256"]
    );
    assert_eq!(uploaded["bytes"], JPEG.len());
    assert_eq!(uploaded["content_type"], "image/jpeg");
    assert_eq!(uploaded["sha256"], sha256(JPEG));
    let signed = of_picture("signed");
    assert_eq!(fields(&signed), ["event", "path", "key", "asset_s3_uri", "evidence"]);
    assert_eq!(signed["key"], uploaded["key"]);
    assert_eq!(signed["evidence"], json!({"signer": "sandbox", "alg": "ES256"}));
    let verified = of_picture("verified");
    assert_eq!(
        fields(&verified),
        [
            "event",
            "path",
            "s3_uri",
            "verdict",
            "report",
            "time",
            "time_verified",
            "certificate_expires",
            "identity",
            "identity_requested",
            "identity_added"
        ]
    );
    assert_eq!(verified["identity_requested"], false);
    assert!(verified["identity_added"].is_null());
    assert_eq!(verified["s3_uri"], signed["asset_s3_uri"]);
    assert_eq!(verified["verdict"], "trusted");
    assert!(verified["report"]["active_manifest"].is_string());

    let lines = ended.lines();
    let summary = lines.last().unwrap();
    assert_eq!(
        fields(summary),
        [
            "event",
            "files",
            "uploaded",
            "signed",
            "verified",
            "failed",
            "skipped",
            "bytes",
            "not_queued",
            "seconds"
        ]
    );
    for (name, value) in [
        ("files", 2),
        ("uploaded", 2),
        ("signed", 2),
        ("verified", 2),
        ("failed", 0),
        ("skipped", 0),
        ("not_queued", 0),
    ] {
        assert_eq!(summary[name], value, "{name}");
    }
    assert_eq!(summary["bytes"], JPEG.len() + sound.len());

    // A later run of the sandbox still has the objects and the record of the key.
    let (key, uri) = (
        uploaded["key"].as_str().unwrap(),
        signed["asset_s3_uri"].as_str().unwrap(),
    );
    let again = run_with(&data, ["verify", "--sandbox", "--json", key, uri]);
    again.assert_code(0);
    let verdict = |object: &str| {
        let lines = again.lines();
        let of_object = |line: &&Value| line["s3_uri"].as_str().unwrap().ends_with(object);
        lines.iter().find(of_object).unwrap()["verdict"].clone()
    };
    assert_eq!((verdict(key), verdict(uri)), (json!("none"), json!("trusted")));
    // If you name the original you may mean the signed copy, so it is mentioned.
    let lines = again.lines();
    let original = lines.iter().find(|line| line["s3_uri"] != signed["asset_s3_uri"]);
    assert_eq!(original.unwrap()["signed_copy"], signed["asset_s3_uri"]);
    assert!(again.err.contains(&format!("verify {uri}")), "{}", again.err);

    let history = run_with(&data, ["history", "--sandbox", "--json"]);
    assert_eq!(history.assert_code(0).lines().len(), 2);
    let found = run_with(&data, ["history", "--sandbox", "--json", "--search", "A PICTURE"]);
    let [record] = found.lines().try_into().unwrap();
    assert_eq!(record["key"], uploaded["key"]);
    assert_eq!(record["sha256"], uploaded["sha256"]);
    assert_eq!(record["asset_s3_uri"], signed["asset_s3_uri"]);
    // One document has everything, whether you name the key or the signed copy.
    let uploaded = of_picture("uploaded");
    let signed = of_picture("signed");
    let proof_of = |name: &Value| {
        let ended = run_with(&data, ["proof", "--sandbox", name.as_str().unwrap()]);
        ended.assert_code(0);
        assert!(!ended.out.contains("X-Amz-"), "no signed URL: {}", ended.out);
        serde_json::from_str::<Value>(&ended.out).unwrap()
    };
    let proof = proof_of(&uploaded["key"]);
    assert_eq!(proof["file"]["sha256"], sha256(JPEG));
    assert_eq!(proof["file"]["path"], text(&picture));
    assert_eq!(proof["object"]["key"], uploaded["key"]);
    assert_eq!(proof["signed_copy"]["signed_uri"], signed["asset_s3_uri"]);
    assert_eq!(
        proof["signed_copy"]["manifest"]["assertions"][0]["label"],
        "c2pa.actions.v2"
    );
    assert_eq!(proof["verifications"][0]["verdict"], "trusted");
    assert_eq!(proof["verifications"][0]["report"]["validation_state"], "Trusted");
    assert_eq!(proof["attempts"][0]["outcome"], "stored");
    assert_eq!(proof_of(&signed["asset_s3_uri"])["object"], proof["object"]);
    let file = folder.path().join("proof.json");
    let key = uploaded["key"].as_str().unwrap();
    run_with(&data, ["proof", "--sandbox", key, "--output", text(&file)]).assert_code(0);
    let written: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(written["signed_copy"], proof["signed_copy"]);
    run_with(&data, ["proof", "--sandbox", "no/such/key"]).assert_code(1);

    let none = run_with(&data, ["history", "--sandbox", "--json", "--search", "%"]);
    assert_eq!(none.assert_code(0).out, "", "a percent sign is no wildcard");
}

#[test]
fn results_go_to_standard_output_and_everything_else_to_standard_error() {
    let folder = folder();
    let file = files::write(folder.path().join("a.bin"), &noise(1, 100));
    let ended = run_with(folder.path(), ["upload", "--sandbox", "-v", text(&file)]);
    ended.assert_code(0);
    let results: Vec<_> = ended.out.lines().collect();
    assert!(
        matches!(results.as_slice(), [added, uploaded]
            if added.starts_with("Added") && uploaded.starts_with("Uploaded") && uploaded.contains("s3://")),
        "{ended:#?}"
    );
    assert!(ended.err.contains("1 of 1 files uploaded"), "{ended:#?}");
}

#[test]
fn a_wrong_key_fails_every_file_and_resume_with_the_right_one_uploads_them() {
    let bench = Bench::new();
    let faults = bench.faults();
    let files: Vec<_> = (0..3)
        .map(|seed| bench.file(format!("{seed}.bin"), &noise(seed, 50)))
        .collect();
    let mut wrong = program_at(&bench, &faults);
    let ended = run(wrong
        .env("QUE_API_KEY_AUTH", "wrong")
        .args(["upload", "--json"])
        .args(&files));
    ended.assert_code(1);
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 3);
    for line in &failed {
        assert_eq!((&line["status"], &line["code"]), (&json!(401), &json!("unauthorized")));
    }
    assert_eq!(ended.event("summary")["failed"], 3);

    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(resumed.assert_code(0).events("uploaded").len(), 3);
    assert_eq!(resumed.event("summary")["files"], 3);
}

#[test]
#[cfg(unix)]
fn an_interrupted_upload_exits_with_130_and_resume_finishes_it() {
    let bench = Bench::new();
    let faults = bench.faults();
    // One upload passes, the others hang.
    faults.add(Rule::put(Action::Hold(Latch::new())).after(1));
    let files: Vec<_> = (0..5)
        .map(|seed| bench.file(format!("{seed}.bin"), &noise(seed, 50)))
        .collect();
    let running = Running::start(
        program_at(&bench, &faults)
            .args(["upload", "--json", "--jobs", "2"])
            .args(&files),
    );
    wait_until("one upload and two that hang", || {
        faults.running_puts() == 2 && running.out().contains("\"uploaded\"")
    });

    // Meanwhile no other program may use this folder.
    let second = run(program_at(&bench, &faults).args(["upload", "--json"]).args(&files));
    second.assert_code(1);
    assert!(second.err.contains("another Que Uploader is using"), "{second:#?}");

    running.interrupt();
    let ended = running.ended();
    ended.assert_code(130);
    assert_eq!(ended.events("uploaded").len(), 1);
    assert!(ended.err.contains("--resume"), "{ended:#?}");
    assert_eq!(ended.event("summary")["uploaded"], 1);

    faults.clear();
    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(resumed.assert_code(0).events("uploaded").len(), 4);
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    let mut paths: Vec<_> = history.lines().iter().map(|line| line["path"].clone()).collect();
    paths.sort_by_key(ToString::to_string);
    let all: Vec<_> = files.iter().map(|file| json!(text(file))).collect();
    assert_eq!(paths, all, "each file has one record");
    for line in history.lines() {
        let bytes = std::fs::read(line["path"].as_str().unwrap()).unwrap();
        assert_eq!(bench.fetch_uri(line["s3_uri"].as_str().unwrap()), bytes);
    }

    // Nothing left to do is no error.
    let nothing = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(nothing.assert_code(0).event("summary")["files"], 0);
}

#[test]
fn jobs_limits_parallel_uploads() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(3));
    let files: Vec<_> = (0..9)
        .map(|seed| bench.file(format!("{seed}.bin"), &noise(seed, 50)))
        .collect();
    let running = Running::start(
        program_at(&bench, &faults)
            .args(["upload", "--json", "--jobs", "3"])
            .args(&files),
    );
    wait_until("three uploads", || faults.running_puts() == 3);
    latch.open();
    running.ended().assert_code(0);
    assert_eq!(faults.most_puts(), 3);
    assert_eq!(faults.puts().len(), 9);
}

#[cfg(unix)]
#[test]
fn a_low_limit_of_open_files_is_raised_for_many_small_files() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = faults.play_slow_line();
    let files: Vec<_> = (0..20)
        .map(|seed| bench.file(format!("{seed}.bin"), &noise(seed, 50)))
        .collect();
    let mut program = program_at(&bench, &faults);
    program.args(["upload", "--json"]).args(&files);
    let mut limited = Command::new("sh");
    limited
        .env_clear()
        .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited
        .args(["-c", "ulimit -S -n 32; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(program.get_args());
    let running = Running::start(&mut limited);
    // Each on its own connection, and as many for the URLs.
    wait_until("all uploads", || faults.running_puts() == 20);
    latch.open();
    running.ended().assert_code(0);
}

#[test]
fn a_failed_attempt_is_reported_as_retrying_and_the_final_result_counts() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(
        Rule::put(Action::Answer(Answer::storage(
            503,
            "SlowDown",
            "Reduce your request rate.",
        )))
        .times(1),
    );
    let file = bench.file("a.bin", &noise(1, 50));
    let ended = run(program_at(&bench, &faults).args(["upload", "--json", text(&file)]));
    ended.assert_code(0);
    let retrying = ended.event("retrying");
    assert_eq!(
        (
            &retrying["path"],
            &retrying["step"],
            &retrying["status"],
            &retrying["code"]
        ),
        (&json!(text(&file)), &json!("upload"), &json!(503), &json!("SlowDown"))
    );
    assert!(retrying["message"].is_string() && retrying["hint"].is_string());
    assert_eq!(ended.event("summary")["failed"], 0);
}

#[test]
#[cfg(unix)]
fn the_sandbox_prints_one_line_and_keeps_its_objects_across_restarts() {
    let folder = folder();
    let file = files::write(folder.path().join("a.jpg"), JPEG);
    let serve = || {
        let mut command = program(folder.path());
        let running = Running::start(command.arg("sandbox").arg("--data").arg(folder.path().join("server")));
        wait_until("the announcement", || running.out().ends_with('\n'));
        let line: Value = serde_json::from_str(&running.out()).unwrap();
        (running, line)
    };
    let at = |line: &Value, arguments: &[&str]| {
        let mut command = program(&folder.path().join("client"));
        command.env("QUE_API_URL", line["api_url"].as_str().unwrap());
        command.env("QUE_API_KEY", line["api_key"].as_str().unwrap());
        run(command.args(arguments))
    };
    let (running, line) = serve();
    assert_eq!(fields(&line), ["api_url", "api_key", "bucket", "s3_url"]);
    let uploaded = at(&line, &["upload", "--json", text(&file)]).event("uploaded");
    assert_eq!(uploaded["bucket"], line["bucket"]);
    let uri = format!(
        "s3://{}/{}",
        line["bucket"].as_str().unwrap(),
        uploaded["key"].as_str().unwrap()
    );
    running.interrupt();
    let ended = running.ended();
    ended.assert_code(0);
    assert_eq!(ended.out.lines().count(), 1);

    let (running, after) = serve();
    assert_eq!(after["api_key"], line["api_key"], "the key is the same after a restart");
    let verified = at(&after, &["verify", "--json", &uri]);
    assert_eq!(verified.assert_code(0).event("verified")["verdict"], "none");
    let signed = at(&after, &["sign", "--json", "--origin", "digitalCapture", &uri]);
    signed.assert_code(0);
    running.interrupt();
    running.ended().assert_code(0);
}

#[test]
fn a_paused_queue_in_the_window_does_not_pause_the_command_line() {
    let folder = folder();
    let picture = files::write(folder.path().join("a.jpg"), JPEG);
    let data = folder.path().join("data");
    files::write(data.join("settings.toml"), b"paused = true\n");
    let ended = run(program(&data).args(["upload", "--sandbox", "--json"]).arg(picture));
    assert_eq!(ended.assert_code(0).events("uploaded").len(), 1);
    let settings = std::fs::read_to_string(data.join("settings.toml")).unwrap();
    assert_eq!(settings, "paused = true\n", "and the window's setting is unchanged");
}
