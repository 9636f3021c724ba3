//! The engine on connections that stay open and go silent, that are reset at the worst moment, or that stutter.

use std::time::Duration;

use model::{Intent, Status, UploadState};

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, Rule, counted},
    files::noise,
};

/// More than the kernel buffers on both sides of a connection.
const MORE_THAN_BUFFERS: usize = 24 << 20;

#[test]
fn an_upload_that_stops_making_progress_is_ended_as_a_stall_and_retried() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::StallBodyAfter(5000)).times(1));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.stall_seconds = 1;
    let mut backend = setup.start();
    let bytes = vec![7; MORE_THAN_BUFFERS];
    backend.upload(&[bench.file("a.bin", &bytes)]);
    assert!(bench.fetch(&backend.object("a.bin")) == bytes);
    let retried = backend.retried();
    assert!(retried[0].message.contains("No data moved"), "{retried:?}");
    assert!(!retried[0].hint.is_empty());
    let puts = faults.requests("PUT", "/");
    assert_eq!(puts[0].forwarded, 5000);
    assert!(
        backend.row("a.bin").unknown_outcomes.is_empty(),
        "half a body is not stored"
    );
}

#[test]
fn a_stalled_upload_can_be_canceled_at_once_in_either_direction() {
    let bench = Bench::new();
    for (number, (action, bytes, in_doubt)) in (0..).zip([
        (Action::StallBodyAfter(5000), vec![7; MORE_THAN_BUFFERS], 0),
        (Action::StallHalfAnswer, noise(1, 3000), 1),
        (Action::StallHalfAnswer, Vec::new(), 1),
    ]) {
        let faults = bench.faults();
        let answers = matches!(action, Action::StallHalfAnswer);
        faults.add(Rule::put(action));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut backend = setup.start();
        let name = format!("{number}.bin");
        backend.add(&[bench.file(&name, &bytes)]);
        wait_until("the stall", || {
            let puts = faults.requests("PUT", "/");
            puts.iter().any(|put| {
                if answers {
                    put.upstream_status == Some(200)
                } else {
                    put.forwarded == 5000
                }
            })
        });
        let id = backend.id(&name);
        backend.send(Intent::Cancel(vec![id]));
        backend.wait_until_done();
        assert_eq!(backend.row(&name).state, UploadState::Canceled, "{number}");
        backend.catch_up();
        assert_eq!(
            backend.row(&name).unknown_outcomes.len(),
            in_doubt,
            "{number}: a possibly stored key stays on record"
        );
        backend.stop();
    }
}

#[test]
fn an_api_answer_that_stops_halfway_delays_only_its_file_and_can_be_canceled() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::StallHalfAnswer).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&[bench.file("a.bin", &noise(1, 3000))]);
    wait_until("the stall", || {
        faults.presigns().iter().any(|call| call.upstream_status == Some(200))
    });
    backend.add(&[bench.file("b.bin", &noise(2, 3000))]);
    backend.wait_for("the other file", |model| {
        model.queue.totals().count(Status::Uploaded) == 1
    });
    assert_eq!(backend.row("a.bin").status(), Status::Preparing);
    let id = backend.id("a.bin");
    backend.send(Intent::Cancel(vec![id]));
    backend.wait_until_done();
    assert_eq!(backend.row("a.bin").state, UploadState::Canceled);
    assert_eq!(backend.row("b.bin").state, UploadState::Uploaded);
    // Quitting does not wait for a hanging upload either.
    faults.add(Rule::presign(Action::StallHalfAnswer));
    backend.add(&[bench.file("c.bin", &noise(3, 3000))]);
    wait_until("the stall", || faults.presigns().len() == 3);
    backend.stop();
}

#[test]
fn a_reset_between_body_and_answer_is_retried_at_the_same_url() {
    let bench = Bench::new();
    // The second waits for `100 Continue`.
    for (number, length) in (0..).zip([3000, 2 << 20]) {
        let faults = bench.faults();
        faults.add(Rule::put(Action::ResetAnswer).times(2));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut backend = setup.start();
        let (name, bytes) = (format!("{number}.bin"), noise(number, length));
        backend.upload(&[bench.file(&name, &bytes)]);
        assert!(bench.fetch(&backend.object(&name)) == bytes, "{name}");
        let puts = faults.puts();
        assert_eq!(
            (puts.len(), counted(&puts).len()),
            (3, 1),
            "{name}: the same key was overwritten: {puts:?}"
        );
        assert_eq!(faults.count_upstream_puts(200), 3, "{name}: each was stored");
        assert!(
            backend.row(&name).unknown_outcomes.is_empty(),
            "{name}: the outcome is known in the end"
        );
        backend.stop();
    }
}

#[test]
fn a_key_whose_answers_are_all_reset_stays_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::ResetAnswer));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 2;
    let mut backend = setup.start();
    backend.add(&[bench.file("a.bin", &noise(1, 3000))]);
    backend.wait_until_done();
    backend.catch_up();
    let failure = backend.failure("a.bin");
    assert!(failure.message.contains("response was lost"), "{failure:?}");
    let row = backend.row("a.bin");
    assert_eq!(row.unknown_outcomes.len(), 1);
    assert_eq!(
        bench.fetch(&row.unknown_outcomes[0]),
        noise(1, 3000),
        "and it was stored"
    );
}

#[test]
fn a_jittery_upload_is_slow_and_nothing_else() {
    let bench = Bench::new();
    let faults = bench.faults();
    for seed in 0..4 {
        let max = Duration::from_millis(8);
        faults.add(Rule::put(Action::Jitter { seed, max }).times(1));
        faults.add(Rule::presign(Action::Jitter { seed, max }).times(1));
    }
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    let paths: Vec<_> = (0..4)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 60_000)))
        .collect();
    backend.upload(&paths);
    for number in 0..4 {
        let name = format!("{number}.bin");
        assert!(bench.fetch(&backend.object(&name)) == noise(number, 60_000), "{name}");
    }
    assert!(backend.retried().is_empty(), "{:?}", backend.retried());
    assert_eq!(faults.puts().len(), 4);
}
