//! The command line after failures, kills, refusals and outages.
#![cfg(unix)]

use std::{path::PathBuf, process::Command};

use engine::origin_of;
use model::{Job, ObjectRef, Source, Timestamp, UploadId};
use serde_json::{Value, json};
use store::{Change, DataDirectory, Store};

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Reach, Rule},
    files::{JPEG, noise},
    program::{Running, names, program, run},
};

/// The program with the API of this proxy and the sandbox's key.
pub(crate) fn program_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

pub(crate) fn files(bench: &Bench, count: u64) -> Vec<PathBuf> {
    (0..count)
        .map(|seed| bench.file(format!("{seed}.bin"), &noise(seed, 500)))
        .collect()
}

/// The database of the program at this proxy.
pub(crate) fn record(bench: &Bench, faults: &FaultProxy) -> Store {
    let place = DataDirectory::open(Some(bench.path("data"))).unwrap();
    Store::open(&place.database(), &origin_of(faults.api_url())).unwrap()
}

pub(crate) fn job(number: i64, path: PathBuf, size: u64) -> Job {
    Job {
        id: UploadId::new(number),
        added_at: Timestamp::from_millis(number),
        source: Source {
            relative: path.file_name().unwrap().into(),
            path,
            size,
            modified: None,
        },
    }
}

#[test]
fn resume_retries_failed_uploads_and_says_how_many() {
    let bench = Bench::new();
    let faults = bench.faults();
    let forbidden = || Answer::problem(403, "forbidden", "this key may only read");
    faults.add(Rule::presign(Action::Answer(forbidden())).times(2));
    let paths = files(&bench, 5);
    let first = run(program_at(&bench, &faults).args(["upload", "--jobs", "1"]).args(&paths));
    first.assert_code(1);
    assert!(
        first.err.contains("3 of 5 files uploaded, 2 failed") && first.err.contains("upload --resume"),
        "{first:#?}"
    );

    // One of them fails again, and the exit status says so.
    faults.add(Rule::presign(Action::Answer(forbidden())).times(1));
    let second = run(program_at(&bench, &faults).args(["upload", "--resume", "--json", "--jobs", "1"]));
    second.assert_code(1);
    assert!(second.err.contains("2 failed. Trying all of them now."), "{second:#?}");
    assert_eq!(names(&second.events("failed")), ["0.bin"]);
    assert_eq!(names(&second.events("uploaded")), ["1.bin"]);
    let summary = second.event("summary");
    assert_eq!(
        (&summary["files"], &summary["uploaded"], &summary["failed"]),
        (&json!(2), &json!(1), &json!(1))
    );

    let third = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(names(&third.assert_code(0).events("uploaded")), ["0.bin"]);
    let nothing = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(nothing.assert_code(0).event("summary")["files"], 0);
    assert!(!nothing.err.contains("earlier run"), "{nothing:#?}");
    let puts = faults.puts();
    assert_eq!(puts.len(), 5, "nothing was uploaded twice: {puts:?}");
}

#[test]
fn resume_continues_paused_uploads_and_leaves_canceled_ones() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 4);
    let mut store = record(&bench, &faults);
    let jobs: Vec<_> = (1..)
        .zip(&paths)
        .map(|(number, path)| job(number, path.clone(), 500))
        .collect();
    let changes = [
        Change::Added(jobs),
        Change::Paused(vec![UploadId::new(1), UploadId::new(2)]),
        Change::Canceled(UploadId::new(3)),
    ];
    store.apply(&changes).unwrap();
    drop(store);
    let ended = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    ended.assert_code(0);
    assert_eq!(names(&ended.events("uploaded")), ["0.bin", "1.bin", "3.bin"]);
    assert!(
        ended.err.contains("1 unfinished, 2 paused. Trying all of them now."),
        "{ended:#?}"
    );
    assert_eq!(ended.event("summary")["files"], 3);
}

#[test]
fn a_file_that_could_not_be_recorded_is_not_reported_as_added() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 2);
    drop(record(&bench, &faults));
    let place = DataDirectory::open(Some(bench.path("data"))).unwrap();
    // Another program holds the write lock.
    let other = rusqlite::Connection::open(place.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let ended = run(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths));
    ended.assert_code(1);
    assert_eq!(ended.events("added"), [Value::Null; 0], "{ended:#?}");
    let failed = ended.events("failed");
    assert_eq!(names(&failed), ["0.bin", "1.bin"]);
    for line in &failed {
        assert_eq!(line["step"], "record");
        assert!(line["message"].as_str().unwrap().contains("Another program"), "{line}");
    }
    assert!(faults.presigns().is_empty(), "nothing is uploaded without a record");
    assert!(ended.err.contains("2 files NOT in the queue"), "{ended:#?}");
    assert!(!ended.err.contains("Failed files"), "{ended:#?}");
    assert_eq!(ended.event("summary")["not_queued"], 2);
    other.execute_batch("ROLLBACK").unwrap();
    let again = run(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths));
    assert_eq!(again.assert_code(0).events("added").len(), 2);
}

#[test]
fn files_reported_as_added_survive_a_kill() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Hold(Latch::new())));
    let paths = files(&bench, 40);
    let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths));
    wait_until("the first line", || running.out().contains("\"added\""));
    running.signal("KILL");
    let killed = running.ended();
    assert_eq!(killed.code, None);
    let added = names(&killed.events("added"));
    assert!(!added.is_empty());
    faults.clear();
    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    let uploaded = names(&resumed.assert_code(0).events("uploaded"));
    assert!(
        added.iter().all(|name| uploaded.contains(name)),
        "{added:?} {uploaded:?}"
    );
}

#[test]
fn the_history_has_the_keys_of_a_killed_run_before_anything_resumes() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::HoldAnswer(Latch::new())));
    let paths = files(&bench, 2);
    let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths));
    wait_until("both behind the proxy", || faults.count_upstream_puts(200) == 2);
    let during = run(program_at(&bench, &faults).args(["history", "--json"]));
    assert_eq!(during.assert_code(0).out, "", "a running upload is not in doubt yet");

    running.signal("KILL");
    assert_eq!(running.ended().code, None);
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    let lines = history.assert_code(0).lines();
    assert_eq!(names(&lines), ["0.bin", "1.bin"]);
    for line in &lines {
        assert_eq!(line["key"], Value::Null);
        let unknown = line["unknown_outcomes"].as_array().unwrap();
        assert_eq!(unknown.len(), 1, "{line}");
        let object = ObjectRef {
            bucket: unknown[0]["bucket"].as_str().map(str::to_owned),
            key: unknown[0]["key"].as_str().unwrap().to_owned(),
        };
        assert!(bench.try_fetch(&object).is_some(), "these were stored");
        let found = run(program_at(&bench, &faults).args(["history", "--search", &object.key]));
        assert!(found.out.contains("outcome unknown"), "{found:#?}");
    }

    // The queue is unchanged, and a run without --resume leaves it alone.
    faults.clear();
    run(program_at(&bench, &faults)
        .args(["upload", "--json"])
        .arg(bench.file("other.bin", b"other")))
    .assert_code(0);
    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(names(&resumed.assert_code(0).events("uploaded")), ["0.bin", "1.bin"]);
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    assert_eq!(names(&history.lines()), ["0.bin", "1.bin", "other.bin"]);
}

pub(crate) const SIGNING: [&str; 5] = ["upload", "--json", "--sign", "--origin", "digitalCapture"];

#[test]
fn resume_signs_what_a_killed_run_uploaded_but_not_what_may_already_be_signed() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Of six files one is signed, two are being signed, two wait to be signed and one waits for its upload.
    faults.add(Rule::on("POST", "/v1/sign", Action::HoldAnswer(Latch::new())).after(1));
    faults.add(Rule::put(Action::Hold(Latch::new())).after(5));
    let paths: Vec<_> = (0..6).map(|number| bench.file(format!("{number}.jpg"), JPEG)).collect();
    let running = Running::start(program_at(&bench, &faults).args(SIGNING).args(&paths));
    wait_until("this moment", || {
        let signed_behind = |seen: &&crate::fault_proxy::Request| seen.upstream_status == Some(200);
        let signings = faults.requests("POST", "/v1/sign");
        signings.iter().filter(signed_behind).count() == 3
            && running.out().matches("\"uploaded\"").count() == 5
            && running.out().matches("\"signed\"").count() == 1
    });
    running.signal("KILL");
    let killed = running.ended();
    assert_eq!(killed.code, None);
    faults.clear();

    let told = run(program_at(&bench, &faults).args(["upload", "--resume", "--json", "--sign"]));
    assert!(
        told.assert_code(2).err.contains("--origin"),
        "an origin is never guessed: {told:#?}"
    );
    let resumed = run(program_at(&bench, &faults).args(SIGNING).arg("--resume"));
    resumed.assert_code(1);
    assert!(
        resumed
            .err
            .contains("From an earlier run: 2 uploaded but not signed. Signing those without Content Credentials."),
        "{resumed:#?}"
    );
    assert_eq!(resumed.events("uploaded").len(), 1);
    let in_doubt = resumed.events("failed");
    for line in &in_doubt {
        let hint = line["hint"].as_str().unwrap();
        assert!(
            line["step"] == "sign" && hint.contains("que-uploader sign s3://"),
            "{line}"
        );
        assert!(
            line["message"].as_str().unwrap().contains("may have happened"),
            "{line}"
        );
    }
    let [before, now, doubtful] =
        [&killed.events("signed"), &resumed.events("signed"), &in_doubt].map(|lines| names(lines));
    assert_eq!((before.len(), now.len(), doubtful.len()), (1, 3, 2));
    let mut all = [before, now, doubtful].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6, "each once");
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 6, "no call was repeated");

    // The signings in doubt are reported until they are settled, and nothing is pending.
    for _ in 0..2 {
        let again = run(program_at(&bench, &faults).args(SIGNING).arg("--resume"));
        assert_eq!(again.assert_code(1).event("summary")["signed"], 0);
        assert_eq!(names(&again.events("failed")), names(&in_doubt));
        let told = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
        assert!(told.assert_code(0).err.contains("2 possibly signed"), "{told:#?}");
    }
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 6);
    // Signing one again settles it.
    let command = in_doubt[0]["hint"].as_str().unwrap();
    let place = command.rsplit(' ').next().unwrap();
    let arguments = ["sign", "--json", "--origin", "digitalCapture", place];
    run(program_at(&bench, &faults).args(arguments)).assert_code(0);
    let told = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert!(told.assert_code(0).err.contains("1 possibly signed"), "{told:#?}");
}

#[test]
fn resume_signs_pending_signings_and_nothing_else() {
    let bench = Bench::new();
    let faults = bench.faults();
    run(program_at(&bench, &faults)
        .args(["upload", "--json"])
        .arg(bench.file("plain.jpg", JPEG)))
    .assert_code(0);
    let refused = || Answer::problem(422, "engine_c2pa", "the manifest is refused");
    faults.add(Rule::on("POST", "/v1/sign", Action::Answer(refused())));
    let wanted = [bench.file("a.jpg", JPEG), bench.file("b.jpg", JPEG)];
    let first = run(program_at(&bench, &faults).args(SIGNING).args(&wanted));
    assert_eq!(first.assert_code(1).events("failed").len(), 2);
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 2);

    faults.clear();
    let without = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert!(
        without
            .assert_code(0)
            .err
            .contains("Uploaded in an earlier run: 2 not signed."),
        "{without:#?}"
    );
    let resumed = run(program_at(&bench, &faults).args(SIGNING).args(["--resume", "--verify"]));
    assert_eq!(names(&resumed.assert_code(0).events("signed")), ["a.jpg", "b.jpg"]);
    assert_eq!(names(&resumed.events("verified")), ["a.jpg", "b.jpg"]);
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 4);
    let nothing = run(program_at(&bench, &faults).args(SIGNING).arg("--resume"));
    assert_eq!(nothing.assert_code(0).event("summary")["signed"], 0);
}

#[test]
fn a_key_refused_while_signing_or_verifying_names_every_unfinished_file() {
    for (path, step, command) in [("/v1/sign", "sign", "sign "), ("/v1/verify", "verify", "verify ")] {
        let bench = Bench::new();
        let faults = bench.faults();
        let refused = Answer::problem(401, "unauthorized", "no such key");
        faults.add(Rule::on("POST", path, Action::Answer(refused)));
        let paths: Vec<_> = (0..5).map(|number| bench.file(format!("{number}.jpg"), JPEG)).collect();
        let arguments = ["upload", "--json", "--sign", "--origin", "digitalCapture", "--verify"];
        let ended = run(program_at(&bench, &faults).args(arguments).args(&paths));
        ended.assert_code(1);
        let failed = ended.events("failed");
        assert_eq!(
            names(&failed),
            ["0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg"],
            "{ended:#?}"
        );
        let uploaded = names(&ended.events("uploaded"));
        for line in &failed {
            assert_eq!((&line["status"], &line["code"]), (&json!(401), &json!("unauthorized")));
            let is_stored = uploaded.contains(&names(std::slice::from_ref(line))[0]);
            let hint = line["hint"].as_str().unwrap();
            if is_stored {
                assert!(
                    ["sign", "verify"].contains(&line["step"].as_str().unwrap()) && hint.contains("que-uploader "),
                    "{line}"
                );
            } else {
                assert!(line["step"] == "presign" && hint.contains("--resume"), "{line}");
            }
        }
        let of_step = |line: &&Value| line["step"] == step && line["hint"].as_str().unwrap().contains(command);
        assert!(failed.iter().any(|line| of_step(&line)), "{failed:#?}");
        assert_eq!(ended.event("summary")["failed"], 5);
    }
}

#[test]
fn a_refused_key_names_every_object_that_was_not_signed() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = [bench.file("a.jpg", JPEG), bench.file("b.jpg", JPEG)];
    let uploaded = run(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths)).events("uploaded");
    let refused = Answer::problem(401, "unauthorized", "no such key");
    faults.add(Rule::on("POST", "/v1/sign", Action::Answer(refused)));
    let keys: Vec<_> = uploaded.iter().map(|line| line["key"].as_str().unwrap()).collect();
    let arguments = ["sign", "--json", "--origin", "digitalCapture"];
    let ended = run(program_at(&bench, &faults).args(arguments).args(keys));
    ended.assert_code(1);
    assert_eq!(names(&ended.events("failed")), ["a.jpg", "b.jpg"]);
    assert_eq!(ended.events("failed")[0]["status"], 401);
}

#[test]
fn an_outage_that_lasts_too_long_ends_a_script_once_and_resume_continues() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 300);
    faults.reach(Reach::Reset);
    let arguments = ["upload", "--json", "--longest-outage", "1"];
    let ended = run(program_at(&bench, &faults).args(arguments).args(&paths));
    ended.assert_code(1);
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 300);
    for line in &failed {
        let message = line["message"].as_str().unwrap();
        assert!(
            message.contains("The network was down for longer than 1 s") && line["status"].is_null(),
            "{line}"
        );
    }
    assert!(ended.err.contains("Waiting for the network"), "{ended:#?}");
    let connections = faults.connections();
    assert!(
        connections < 30,
        "the rest fails without an attempt: {connections} connections"
    );

    faults.reach(Reach::There);
    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(resumed.assert_code(0).events("uploaded").len(), 300);
    let help = run(program_at(&bench, &faults).args(["upload", "--help"]));
    assert!(
        help.out.contains("--longest-outage <SECONDS>") && help.out.contains("[default: 60]"),
        "{help:#?}"
    );
}

#[test]
fn an_outage_within_the_limit_fails_nothing() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 20);
    faults.reach(Reach::Refused);
    let arguments = ["upload", "--json", "--longest-outage", "3600"];
    let running = Running::start(program_at(&bench, &faults).args(arguments).args(&paths));
    wait_until("the message", || running.err().contains("Waiting for the network"));
    faults.reach(Reach::There);
    let ended = running.ended();
    assert_eq!(ended.assert_code(0).events("uploaded").len(), 20);
    assert!(ended.events("failed").is_empty());
}
