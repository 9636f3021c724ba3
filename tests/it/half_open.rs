//! Connections that stay and carry nothing more, that end with a reset at the worst moment, or that come in fits and
//! starts: through the engine.

use std::time::Duration;

use model::{Intent, Status, UploadState};

use crate::{
    bench::{Bench, wait_until},
    desk::Setup,
    faults::{Action, Rule, counted},
    files::noise,
};

/// More than the kernel holds on both sides of a connection.
const MORE_THAN_BUFFERS: usize = 24 << 20;

#[test]
fn an_upload_whose_bytes_are_not_taken_any_more_is_ended_as_a_stall_and_made_again() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::StallBodyAfter(5000)).times(1));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.stall_seconds = 1;
    let mut desk = setup.start();
    let bytes = vec![7; MORE_THAN_BUFFERS];
    desk.upload(&[bench.file("a.bin", &bytes)]);
    assert!(bench.fetch(&desk.object("a.bin")) == bytes);
    let retried = desk.retried();
    assert!(retried[0].message.contains("No data moved"), "{retried:?}");
    assert!(!retried[0].hint.is_empty());
    let puts = faults.seen("PUT", "/");
    assert_eq!(puts[0].passed, 5000);
    assert!(
        desk.row("a.bin").unknown_outcomes.is_empty(),
        "half a body is no object"
    );
}

#[test]
fn a_person_need_not_wait_for_a_stall_in_either_direction() {
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
        let mut desk = setup.start();
        let name = format!("{number}.bin");
        desk.add(&[bench.file(&name, &bytes)]);
        wait_until("the stall", || {
            let puts = faults.seen("PUT", "/");
            puts.iter().any(|put| {
                if answers {
                    put.behind == Some(200)
                } else {
                    put.passed == 5000
                }
            })
        });
        let id = desk.id(&name);
        desk.wish(Intent::Cancel(vec![id]));
        desk.wait_until_done();
        assert_eq!(desk.row(&name).state, UploadState::Canceled, "{number}");
        desk.catch_up();
        assert_eq!(
            desk.row(&name).unknown_outcomes.len(),
            in_doubt,
            "{number}: what may be stored stays in sight"
        );
        desk.stop();
    }
}

#[test]
fn an_answer_of_the_api_that_stops_half_way_holds_its_own_file_alone_and_can_be_stopped() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::StallHalfAnswer).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&[bench.file("a.bin", &noise(1, 3000))]);
    wait_until("the stall", || {
        faults.presigns().iter().any(|call| call.behind == Some(200))
    });
    desk.add(&[bench.file("b.bin", &noise(2, 3000))]);
    desk.wait_for("the other file", |model| {
        model.queue.totals().count(Status::Uploaded) == 1
    });
    assert_eq!(desk.row("a.bin").status(), Status::Preparing);
    let id = desk.id("a.bin");
    desk.wish(Intent::Cancel(vec![id]));
    desk.wait_until_done();
    assert_eq!(desk.row("a.bin").state, UploadState::Canceled);
    assert_eq!(desk.row("b.bin").state, UploadState::Uploaded);
    // What hangs does not hold up the end either.
    faults.add(Rule::presign(Action::StallHalfAnswer));
    desk.add(&[bench.file("c.bin", &noise(3, 3000))]);
    wait_until("the stall", || faults.presigns().len() == 3);
    desk.stop();
}

#[test]
fn a_reset_after_the_body_and_before_the_answer_is_answered_by_the_same_url_once_more() {
    let bench = Bench::new();
    // The second waits until its body is asked for.
    for (number, length) in (0..).zip([3000, 2 << 20]) {
        let faults = bench.faults();
        faults.add(Rule::put(Action::ResetAnswer).times(2));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut desk = setup.start();
        let (name, bytes) = (format!("{number}.bin"), noise(number, length));
        desk.upload(&[bench.file(&name, &bytes)]);
        assert!(bench.fetch(&desk.object(&name)) == bytes, "{name}");
        let puts = faults.puts();
        assert_eq!(
            (puts.len(), counted(&puts).len()),
            (3, 1),
            "{name}: the same key was overwritten: {puts:?}"
        );
        assert_eq!(faults.count_behind(200), 3, "{name}: each was stored");
        assert!(
            desk.row(&name).unknown_outcomes.is_empty(),
            "{name}: it is known in the end"
        );
        desk.stop();
    }
}

#[test]
fn a_key_whose_answers_all_end_in_a_reset_is_kept_as_one_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::ResetAnswer));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 2;
    let mut desk = setup.start();
    desk.add(&[bench.file("a.bin", &noise(1, 3000))]);
    desk.wait_until_done();
    desk.catch_up();
    let failure = desk.failure("a.bin");
    assert!(failure.message.contains("response was lost"), "{failure:?}");
    let row = desk.row("a.bin");
    assert_eq!(row.unknown_outcomes.len(), 1);
    assert_eq!(
        bench.fetch(&row.unknown_outcomes[0]),
        noise(1, 3000),
        "and it was stored"
    );
}

#[test]
fn a_stream_in_fits_and_starts_is_slow_and_nothing_else() {
    let bench = Bench::new();
    let faults = bench.faults();
    for seed in 0..4 {
        let most = Duration::from_millis(8);
        faults.add(Rule::put(Action::Jitter { seed, most }).times(1));
        faults.add(Rule::presign(Action::Jitter { seed, most }).times(1));
    }
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    let paths: Vec<_> = (0..4)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 60_000)))
        .collect();
    desk.upload(&paths);
    for number in 0..4 {
        let name = format!("{number}.bin");
        assert!(bench.fetch(&desk.object(&name)) == noise(number, 60_000), "{name}");
    }
    assert!(desk.retried().is_empty(), "{:?}", desk.retried());
    assert_eq!(faults.puts().len(), 4);
}
