//! What happens to uploads on a bad network and with a busy server.

use std::time::{Duration, Instant};

use model::{Hold, Intent, ObjectRef, Status, UploadState};
use que_sandbox::SandboxOptions;

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, Latch, Rule},
    files::{noise, sha256},
};

/// Files of a few bytes, named `0.bin` and so on.
pub(crate) fn few(bench: &Bench, count: u64) -> Vec<std::path::PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 2000)))
        .collect()
}

pub(crate) fn assert_all_stored(bench: &Bench, backend: &Backend) {
    for upload in backend.model.queue.uploads() {
        assert_eq!(upload.state, UploadState::Uploaded, "{}", upload.source.name());
        let stored = bench.fetch(upload.object.as_ref().unwrap());
        assert!(stored == std::fs::read(&upload.source.path).unwrap());
        assert_eq!(upload.sha256, Some(sha256(&stored)));
    }
}

/// The object that a PUT to this path creates.
pub(crate) fn object_at(path: &str) -> ObjectRef {
    ObjectRef::from_s3_uri(&format!("s3:/{path}")).unwrap()
}

#[test]
fn a_wrong_key_holds_the_queue_once_and_the_right_one_resumes_it_without_loss() {
    let bench = Bench::new();
    let faults = bench.faults();
    // All running uploads get the refusal at the same time.
    let latch = Latch::new();
    faults.add(Rule::presign(Action::Hold(latch.clone())).times(4));
    let mut backend = Setup::new(&bench).at(faults.api_url()).key("wrong-key").start();
    backend.add(&few(&bench, 9));
    wait_until("four calls", || faults.presigns().len() == 4);
    latch.open();
    backend.wait_for("the hold", |model| model.hold().is_some());
    backend.wait_for("all back in the queue", |model| {
        model.queue.totals().count(Status::Queued) == 9
    });
    assert_eq!(backend.holds(), [&Hold::NeedsKey { refused: true }]);
    assert_eq!(faults.presigns().len(), 4, "no call uses a refused key");

    backend.send(Intent::SetKey {
        key: bench.key(),
        keep: false,
    });
    backend.wait_until_done();
    backend.catch_up();
    assert_eq!(backend.holds().len(), 1);
    assert_eq!(backend.model.hold(), None);
    assert_eq!(backend.count(Status::Uploaded), 9);
    assert_eq!(backend.announced(), 9);
    assert_all_stored(&bench, &backend);
}

#[test]
fn a_rate_limit_pauses_the_whole_queue_once_for_as_long_as_requested() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    // Four running calls get the same answer.
    let answer = Answer::problem(429, "rate_limited", "try again in 1000 ms").header("Retry-After", "1");
    faults.add(Rule::presign(Action::Answer(answer.after(&latch))).times(4));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&few(&bench, 8));
    wait_until("four calls", || faults.presigns().len() == 4);
    latch.open();
    backend.wait_until_done();
    backend.catch_up();
    assert_all_stored(&bench, &backend);
    let holds = backend.holds();
    assert!(
        matches!(holds.as_slice(), [Hold::RateLimited { .. }]),
        "held once: {holds:?}"
    );
    assert_eq!(backend.model.hold(), None, "and released");
    let presigns = faults.presigns();
    let limited = |call: &&crate::fault_proxy::Request| matches!(call.answered, Some((429, _)));
    let first_limit = presigns.iter().find(limited).unwrap().answered.unwrap().1;
    let early = presigns
        .iter()
        .filter(|call| !limited(call))
        .filter(|call| call.arrived < first_limit + Duration::from_millis(990))
        .count();
    assert_eq!(early, 0, "no call before the second has passed");
    assert_eq!(presigns.len(), 12);
    assert!(
        backend.retried().is_empty(),
        "waiting for the server is no failed attempt"
    );
}

/// A rate limit without a wait.
fn limited() -> Answer {
    Answer::problem(429, "rate_limited", "too many requests")
}

fn date_in(seconds: i64) -> String {
    let now = std::time::SystemTime::now();
    let distance = Duration::from_secs(seconds.unsigned_abs());
    httpdate::fmt_http_date(if seconds < 0 { now - distance } else { now + distance })
}

fn try_again_in(milliseconds: u64) -> Answer {
    let body = serde_json::json!({
        "title": "slow down", "status": 429, "code": "rate_limited", "details": { "try_again_in_ms": milliseconds },
    });
    Answer::raw(429, "application/problem+json", &body.to_string())
}

#[test]
fn endless_rate_limits_without_a_wait_are_still_retried_with_pauses() {
    for answer in [
        limited().header("Retry-After", "0"),
        limited().header("Retry-After", &date_in(-60)),
        try_again_in(0),
        Answer::problem(503, "service_unavailable", "back soon").header("Retry-After", "0"),
    ] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(answer.clone())));
        let mut setup = Setup::new(&bench).at(faults.api_url()).jobs(1);
        // An unavailable server counts as an outage, whether or not it says for how long.
        setup.policy.longest_outage = None;
        let mut backend = setup.start();
        let began = Instant::now();
        backend.add(&few(&bench, 3));
        wait_until("the second and the third call", || faults.presigns().len() == 3);
        // One second after the first, two after the second.
        assert!(began.elapsed() >= Duration::from_millis(2900), "{answer:?}");
        assert!(
            backend.retried().is_empty(),
            "waiting for the server is no failed attempt"
        );
        faults.clear();
        backend.wait_until_done();
        assert_eq!(backend.count(Status::Uploaded), 3);
    }
}

#[test]
fn a_retry_date_is_read_by_the_servers_clock_and_a_wait_only_in_the_body_counts() {
    // The server's clock is a day behind, or this computer's is a day ahead.
    let day = 24 * 3600;
    for answer in [
        limited()
            .header("Date", &date_in(-day))
            .header("Retry-After", &date_in(2 - day)),
        try_again_in(1000),
    ] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(answer.clone())).times(1));
        let mut backend = Setup::new(&bench).at(faults.api_url()).start();
        backend.upload(&few(&bench, 1));
        let presigns = faults.presigns();
        assert_eq!(presigns.len(), 2);
        let waited = presigns[1].arrived - presigns[0].answered.unwrap().1;
        assert!(waited >= Duration::from_millis(990), "{waited:?} {answer:?}");
        assert!(matches!(backend.holds().as_slice(), [Hold::RateLimited { .. }]));
    }
}

#[test]
fn a_server_that_is_briefly_unavailable_is_retried() {
    let bench = Bench::new();
    let faults = bench.faults();
    let away = Answer::problem(503, "service_unavailable", "back soon");
    faults.add(Rule::presign(Action::Answer(away)).times(2));
    faults.add(
        Rule::put(Action::Answer(Answer::storage(
            503,
            "SlowDown",
            "Reduce your request rate.",
        )))
        .times(1),
    );
    faults.add(
        Rule::put(Action::Answer(Answer::storage(
            500,
            "InternalError",
            "We encountered an internal error.",
        )))
        .times(1),
    );
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&few(&bench, 1));
    assert_all_stored(&bench, &backend);
    let statuses: Vec<_> = backend.retried().iter().map(|failure| failure.status).collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(503), Some(500)]);
    let puts = faults.puts();
    assert_eq!(puts.len(), 3);
    assert_eq!(
        crate::fault_proxy::counted(&puts).len(),
        1,
        "the same URL can only put the same bytes at the same key: {puts:?}"
    );
    assert_eq!(object_at(&puts[0]), backend.object("0.bin"));
    assert!(backend.row("0.bin").unknown_outcomes.is_empty());
}

#[test]
fn an_upload_fails_after_the_last_attempt_and_says_why() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Not an outage, which would be waited out.
    let broken = Answer::problem(500, "internal_error", "gone fishing");
    faults.add(Rule::presign(Action::Answer(broken)));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 3;
    let mut backend = setup.start();
    backend.add(&few(&bench, 1));
    backend.wait_until_done();
    let failure = backend.failure("0.bin");
    assert_eq!(
        (failure.status, failure.code.as_deref()),
        (Some(500), Some("internal_error"))
    );
    assert!(failure.message.contains("gone fishing"), "{failure:?}");
    assert!(!failure.hint.is_empty());
    assert_eq!(faults.presigns().len(), 3);

    faults.clear();
    backend.send(Intent::Retry(vec![backend.id("0.bin")]));
    backend.wait_until_done();
    assert_all_stored(&bench, &backend);
}

#[test]
fn an_expired_url_is_replaced_and_the_key_that_counts_is_the_one_of_the_2xx() {
    let bench = Bench::new();
    let faults = bench.faults();
    let expired = Answer::storage(403, "AccessDenied", "Request has expired");
    faults.add(Rule::put(Action::Answer(expired)).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&few(&bench, 1));
    assert_eq!(faults.presigns().len(), 2);
    let puts = faults.puts();
    assert_eq!(puts.len(), 2);
    assert_ne!(puts[0], puts[1], "a new URL brings a new key");
    assert_eq!(backend.object("0.bin"), object_at(&puts[1]));
    assert_eq!(bench.try_fetch(&object_at(&puts[0])), None);
    assert!(
        backend.row("0.bin").unknown_outcomes.is_empty(),
        "a refusal leaves no doubt"
    );
    assert_all_stored(&bench, &backend);
}

#[test]
fn a_url_that_expires_while_waiting_is_replaced() {
    let bench = Bench::with(|options: &mut SandboxOptions| options.presign_ttl = Duration::from_secs(2));
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&few(&bench, 1));
    wait_until("the upload", || faults.running_puts() == 1);
    let held = Instant::now();
    wait_until("the end of the URL", || held.elapsed() > Duration::from_millis(3100));
    latch.open();
    backend.wait_until_done();
    let first = &faults.requests("PUT", "/")[0];
    assert_eq!(first.answered.unwrap().0, 403, "the sandbox itself says it expired");
    // On a busy machine the second may expire, too.
    let puts = faults.puts();
    assert_ne!(puts[0], puts[puts.len() - 1]);
    assert_eq!(backend.object("0.bin"), object_at(&puts[puts.len() - 1]));
    assert_all_stored(&bench, &backend);
}

#[test]
fn an_upload_cut_midway_is_sent_again() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::CutBodyAfter(1 << 20)).times(1));
    faults.add(Rule::put(Action::CutBodyAfter(100)).times(1));
    let paths = [bench.file("large.bin", &noise(1, 3 << 20))];
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&paths);
    assert_all_stored(&bench, &backend);
    assert_eq!(faults.puts().len(), 3);
    assert!(!backend.retried().is_empty());
    assert!(
        backend.row("large.bin").unknown_outcomes.is_empty(),
        "half a body stores nothing"
    );
}

#[test]
fn a_small_upload_that_is_cut_is_sent_again_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    for bytes in [0, 1, 1000] {
        faults.add(Rule::put(Action::CutBodyAfter(bytes)).times(1));
    }
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&few(&bench, 1));
    assert_all_stored(&bench, &backend);
}

#[test]
fn a_refusal_with_a_cut_off_body_gets_a_new_url() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::raw(403, "application/xml", "<Error><Co"))).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&few(&bench, 1));
    assert_eq!(faults.presigns().len(), 2);
    assert_all_stored(&bench, &backend);
}

#[test]
fn a_permanent_refusal_fails_at_once() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(
        Rule::presign(Action::Answer(Answer::problem(
            403,
            "forbidden",
            "this key may only read",
        )))
        .times(1),
    );
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&few(&bench, 1));
    backend.wait_until_done();
    let failure = backend.failure("0.bin");
    assert_eq!(
        (failure.status, failure.code.as_deref()),
        (Some(403), Some("forbidden"))
    );
    assert!(failure.message.contains("this key may only read"), "{failure:?}");
    assert_eq!(faults.presigns().len(), 1);
}
