//! Signals in the middle of a PUT: the program ends at once, loses nothing, and claims nothing untrue.
#![cfg(unix)]

use std::{
    process::Command,
    time::{Duration, Instant},
};

use model::ObjectRef;
use serde_json::Value;

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Rule},
    files::noise,
    program::{Running, program, run},
};

/// The program promises 2 s; a busy machine may start and stop programs more slowly.
const AT_ONCE: Duration = Duration::from_secs(6);

fn program_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

fn object_of(upload: &Value) -> ObjectRef {
    ObjectRef {
        bucket: upload["bucket"].as_str().map(str::to_owned),
        key: upload["key"].as_str().unwrap().to_owned(),
    }
}

#[test]
fn a_signal_mid_body_ends_at_once_and_the_next_run_sends_the_whole_file() {
    for signal in ["TERM", "INT", "HUP"] {
        let bench = Bench::new();
        let faults = bench.faults();
        // The whole upload would take a minute and a half.
        faults.add(Rule::put(Action::Throttle(256 << 10)));
        let bytes = noise(1, 24 << 20);
        let file = bench.file("large.bin", &bytes);
        let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).arg(&file));
        wait_until("a part of the body at the storage", || {
            let puts = faults.requests("PUT", "/");
            puts.first().is_some_and(|put| put.forwarded > 100_000)
        });
        let started = Instant::now();
        running.signal(signal);
        let ended = running.ended();
        let elapsed = started.elapsed();
        ended.assert_code(130);
        assert!(elapsed < AT_ONCE, "{signal}: {elapsed:?}");
        println!("{signal} in mid-body: ended after {} ms", elapsed.as_millis());
        assert!(ended.err.contains("1 file in the queue"), "{ended:#?}");
        let put = faults.requests("PUT", "/").remove(0);
        assert!(put.forwarded < put.length, "the signal came mid-body");

        // Not all of it was sent, so no object can exist, and none is claimed.
        let history = run(program_at(&bench, &faults).args(["history", "--json"]));
        assert_eq!(history.assert_code(0).out, "", "{signal}");
        let half = ObjectRef::from_s3_uri(&format!("s3:/{}", put.path)).unwrap();
        assert_eq!(bench.try_fetch(&half), None, "{signal}");

        faults.clear();
        let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
        let uploaded = resumed.assert_code(0).event("uploaded");
        assert!(bench.fetch(&object_of(&uploaded)) == bytes, "{signal}");
    }
}

#[test]
fn a_signal_between_last_byte_and_answer_ends_at_once_and_keeps_the_key_in_doubt() {
    for signal in ["TERM", "INT"] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::put(Action::HoldAnswer(Latch::new())));
        let bytes = noise(1, 3 << 20);
        let file = bench.file("large.bin", &bytes);
        let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).arg(&file));
        wait_until("the object behind the proxy", || faults.count_upstream_puts(200) == 1);
        let started = Instant::now();
        running.signal(signal);
        let ended = running.ended();
        let elapsed = started.elapsed();
        ended.assert_code(130);
        assert!(elapsed < AT_ONCE, "{signal}: {elapsed:?}");
        println!("{signal} before the answer: ended after {} ms", elapsed.as_millis());
        assert!(
            ended.err.contains("an object may exist at")
                && ended.events("outcome_unknown").len() == 1
                && ended.events("uploaded").is_empty(),
            "{ended:#?}"
        );

        faults.clear();
        let history = run(program_at(&bench, &faults).args(["history", "--json"]));
        let [record] = history.assert_code(0).lines().try_into().unwrap();
        assert_eq!(record["key"], Value::Null);
        let doubtful = object_of(&record["unknown_outcomes"][0]);
        assert!(bench.fetch(&doubtful) == bytes, "this one was stored");

        let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
        let uploaded = object_of(&resumed.assert_code(0).event("uploaded"));
        assert_ne!(uploaded, doubtful);
        let history = run(program_at(&bench, &faults).args(["history", "--json"]));
        let [record] = history.lines().try_into().unwrap();
        assert_eq!(object_of(&record), uploaded);
        assert_eq!(object_of(&record["unknown_outcomes"][0]), doubtful, "it stays in doubt");
    }
}

#[test]
fn a_waiting_run_says_for_how_long_and_when_ended_what_remains() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Within the default limit of five minutes.
    let limited = Answer::problem(429, "rate_limited", "too many requests").header("Retry-After", "200");
    faults.add(Rule::presign(Action::Answer(limited)));
    let files: Vec<_> = (0..3)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 100)))
        .collect();
    let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).args(&files));
    wait_until("the words about the wait", || {
        running.err().contains("The server asked to wait")
    });
    running.signal("INT");
    let ended = running.ended();
    ended.assert_code(130);
    let seconds = ended
        .err
        .split("asked to wait ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    assert!(
        seconds.is_some_and(|seconds| (190..=200).contains(&seconds.parse::<u64>().unwrap())),
        "{ended:#?}"
    );
    assert!(
        ended
            .err
            .contains("Interrupted. 3 files in the queue. To continue: que-uploader upload --resume"),
        "{ended:#?}"
    );
    faults.clear();
    let resumed = run(program_at(&bench, &faults).args(["upload", "--resume", "--json"]));
    assert_eq!(resumed.assert_code(0).events("uploaded").len(), 3);
}

#[test]
fn a_run_ended_while_reading_a_folder_has_queued_all_of_it_or_says_otherwise() {
    const FILES: usize = 5000;
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::HoldAnswer(Latch::new())));
    for number in 0..FILES {
        bench.file(format!("folder/{number}"), b"x");
    }
    let folder = bench.path("files/folder");
    let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).arg(&folder));
    wait_until("the first file", || running.out().contains("\"added\""));
    running.signal("INT");
    let ended = running.ended();
    ended.assert_code(130);
    let stay = ended
        .err
        .split("Interrupted. ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let stay: usize = stay.unwrap().parse().unwrap();
    assert!(stay > 0);
    assert!(
        stay == FILES || ended.err.contains("Not all named files were added"),
        "{stay} files stay, and the output does not mention more: {}",
        ended.err
    );
}
