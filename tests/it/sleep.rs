//! The machine sleeps, and a task of the program panics.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use engine::WallClock;
use model::{Event, Intent, Status, Step, UploadState};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, FaultProxy, Latch, Rule},
    files::{noise, png},
};

/// A wall clock that a test can set forward, as after sleep, while the monotonic clock stands still.
fn clock() -> (WallClock, impl Fn(Duration)) {
    let ahead = Arc::new(AtomicU64::new(0));
    let seconds = Arc::clone(&ahead);
    let clock = Arc::new(move || SystemTime::now() + Duration::from_secs(seconds.load(Ordering::SeqCst)));
    let sleep = move |time: Duration| {
        ahead.fetch_add(time.as_secs(), Ordering::SeqCst);
    };
    (clock, sleep)
}

/// A backend whose machine can sleep, behind a proxy that counts connections.
fn sleeper(bench: &Bench) -> (FaultProxy, Backend, impl Fn(Duration)) {
    let faults = bench.faults();
    let (wall_clock, sleep) = clock();
    let mut setup = Setup::new(bench).at(faults.api_url()).jobs(1);
    setup.wall_clock = wall_clock;
    (faults, setup.start(), sleep)
}

const NIGHT: Duration = Duration::from_secs(8 * 3600);

#[test]
fn after_sleep_running_uploads_start_over_on_new_connections() {
    let bench = Bench::new();
    let (faults, mut backend, sleep) = sleeper(&bench);
    backend.upload(&[bench.file("first.bin", &noise(1, 100))]);
    assert_eq!(faults.connections(), 2, "one to the API, one to the storage");

    faults.add(Rule::put(Action::Hold(Latch::new())).times(1));
    backend.add(&[bench.file("second.bin", &noise(2, 100))]);
    wait_until("the upload", || faults.running_puts() == 1);
    assert_eq!(faults.connections(), 2, "both were reused");
    sleep(NIGHT);
    backend.wait_until_done();
    assert_eq!(backend.row("second.bin").state, UploadState::Uploaded);
    assert_eq!(faults.presigns().len(), 3);
    assert_eq!(faults.connections(), 4, "no earlier connection is reused");
    assert!(backend.retried().is_empty(), "sleep is no failed attempt");
}

#[test]
fn after_sleep_with_nothing_running_the_next_upload_uses_new_connections() {
    let bench = Bench::new();
    let (faults, mut backend, sleep) = sleeper(&bench);
    backend.upload(&[bench.file("first.bin", &noise(1, 100))]);
    sleep(NIGHT);
    backend.upload(&[bench.file("second.bin", &noise(2, 100))]);
    assert_eq!(faults.connections(), 4);
}

#[test]
fn sleep_is_noticed_while_only_a_verification_runs() {
    let bench = Bench::new();
    let (faults, mut backend, sleep) = sleeper(&bench);
    backend.upload(&[bench.file("a.png", &png())]);
    let latch = Latch::new();
    faults.add(Rule::on("POST", "/v1/verify", Action::Hold(latch.clone())).times(1));
    backend.send(Intent::Verify {
        ids: vec![backend.id("a.png")],
        target: model::VerifyTarget::Original,
    });
    wait_until("the call", || faults.requests("POST", "/v1/verify").len() == 1);
    let before = faults.connections();
    sleep(NIGHT);
    // It continues and may finish. What comes after it uses new connections.
    backend.upload(&[bench.file("b.png", &png())]);
    assert_eq!(faults.connections(), before + 2);
    latch.open();
    backend.wait_for("the verification", |model| {
        model.queue.totals().count(Status::Verified) == 1
    });
}

#[test]
fn a_row_whose_task_panics_fails_with_a_reason_and_frees_its_slot() {
    let bench = Bench::new();
    let armed = Arc::new(AtomicBool::new(false));
    let wakes = Arc::new(AtomicUsize::new(0));
    let (arm, woken) = (Arc::clone(&armed), Arc::clone(&wakes));
    let mut setup = Setup::new(&bench).jobs(1);
    // An upload's first event panics in its task; the worker's own events do not.
    setup.wake = Arc::new(move || {
        woken.fetch_add(1, Ordering::SeqCst);
        if tokio::task::try_id().is_some() && arm.swap(false, Ordering::SeqCst) {
            panic!("a mistake of the program");
        }
    });
    setup.paused = true;
    let mut backend = setup.start();
    backend.add(&[
        bench.file("unlucky.bin", &noise(1, 100)),
        bench.file("next.bin", &noise(2, 100)),
    ]);
    // The walk, the store and the count of other servers' queues are tasks, too. They have ended by then.
    backend.wait_for_event("both on record", |event| matches!(event, Event::Recorded(_)));
    backend.wait_for_event("what waits elsewhere", |event| {
        matches!(event, Event::WaitingElsewhere { .. })
    });
    // An event can be read before its sender has called `wake`, and then that call would panic.
    wait_until("each event's wake", || {
        backend.catch_up();
        wakes.load(Ordering::SeqCst) == backend.events.len()
    });
    armed.store(true, Ordering::SeqCst);
    backend.send(Intent::SetQueuePaused(false));
    backend.wait_until_done();
    assert!(!armed.load(Ordering::SeqCst));
    let failure = backend.failure("unlucky.bin").clone();
    assert_eq!(failure.step, Step::Upload);
    assert!(failure.message.starts_with("Internal error"), "{failure:?}");
    assert_eq!(backend.row("next.bin").state, UploadState::Uploaded);

    backend.send(Intent::Retry(vec![backend.id("unlucky.bin")]));
    backend.wait_until_done();
    assert_eq!(backend.row("unlucky.bin").state, UploadState::Uploaded);
    let failed = |event: &&Event| matches!(event, Event::Failed { .. });
    assert_eq!(backend.events.iter().filter(failed).count(), 1);
}
