//! What a bad network and a busy server do, and what becomes of the uploads.

use std::time::{Duration, Instant};

use model::{Hold, Intent, ObjectRef, Status, UploadState};
use que_sandbox::SandboxOptions;

use crate::{
    bench::{Bench, wait_until},
    desk::{Desk, Setup},
    faults::{Action, Answer, Latch, Rule},
    files::{noise, sha256},
    program::{program, run},
};

/// Files of a few bytes, named `0.bin` and so on.
fn few(bench: &Bench, count: u64) -> Vec<std::path::PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 2000)))
        .collect()
}

fn assert_all_stored(bench: &Bench, desk: &Desk) {
    for upload in desk.model.queue.uploads() {
        assert_eq!(upload.state, UploadState::Uploaded, "{}", upload.source.name());
        let stored = bench.fetch(upload.object.as_ref().unwrap());
        assert!(stored == std::fs::read(&upload.source.path).unwrap());
        assert_eq!(upload.sha256, Some(sha256(&stored)));
    }
}

/// The object that a PUT to this path makes.
fn object_at(path: &str) -> ObjectRef {
    ObjectRef::from_s3_uri(&format!("s3:/{path}")).unwrap()
}

#[test]
fn a_wrong_key_holds_the_queue_once_and_the_right_one_lets_it_go_on_with_nothing_lost() {
    let bench = Bench::new();
    let faults = bench.faults();
    // All that run meet the refusal at the same time.
    let latch = Latch::new();
    faults.add(Rule::presign(Action::Hold(latch.clone())).times(4));
    let mut desk = Setup::new(&bench).at(faults.api_url()).key("wrong-key").start();
    desk.add(&few(&bench, 9));
    wait_until("four calls", || faults.presigns().len() == 4);
    latch.open();
    desk.wait_for("the hold", |model| model.hold().is_some());
    desk.wait_for("all back in the queue", |model| {
        model.queue.totals().count(Status::Queued) == 9
    });
    assert_eq!(desk.holds(), [&Hold::NeedsKey { refused: true }]);
    assert_eq!(
        faults.presigns().len(),
        4,
        "no call is made with a key that was refused"
    );

    desk.wish(Intent::SetKey {
        key: bench.key(),
        keep: false,
    });
    desk.wait_until_done();
    desk.catch_up();
    assert_eq!(desk.holds().len(), 1);
    assert_eq!(desk.model.hold(), None);
    assert_eq!(desk.count(Status::Uploaded), 9);
    assert_eq!(desk.announced(), 9);
    assert_all_stored(&bench, &desk);
}

#[test]
fn a_rate_limit_makes_the_whole_queue_wait_once_and_as_long_as_was_asked() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    // Four calls are under way and get the same answer.
    let answer = Answer::problem(429, "rate_limited", "try again in 1000 ms").header("Retry-After", "1");
    faults.add(Rule::presign(Action::Answer(answer.after(&latch))).times(4));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&few(&bench, 8));
    wait_until("four calls", || faults.presigns().len() == 4);
    latch.open();
    desk.wait_until_done();
    desk.catch_up();
    assert_all_stored(&bench, &desk);
    let holds = desk.holds();
    assert!(
        matches!(holds.as_slice(), [Hold::RateLimited { .. }]),
        "told once: {holds:?}"
    );
    assert_eq!(desk.model.hold(), None, "and released");
    let presigns = faults.presigns();
    let limited = |call: &&crate::faults::Seen| matches!(call.answered, Some((429, _)));
    let first_limit = presigns.iter().find(limited).unwrap().answered.unwrap().1;
    let early = presigns
        .iter()
        .filter(|call| !limited(call))
        .filter(|call| call.came < first_limit + Duration::from_millis(990))
        .count();
    assert_eq!(early, 0, "nobody asks before the second has passed");
    assert_eq!(presigns.len(), 12);
    assert!(desk.retried().is_empty(), "waiting for the server is no failed attempt");
}

/// What a server may say beside 429.
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
fn a_server_that_refuses_without_end_and_wants_no_wait_is_not_asked_without_a_pause() {
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
        // A server that is not available is one kind of outage, whether or not it says for how long.
        setup.policy.longest_outage = None;
        let mut desk = setup.start();
        let began = Instant::now();
        desk.add(&few(&bench, 3));
        wait_until("the second and the third call", || faults.presigns().len() == 3);
        // After the first a second, after the second two.
        assert!(began.elapsed() >= Duration::from_millis(2900), "{answer:?}");
        assert!(desk.retried().is_empty(), "waiting for the server is no failed attempt");
        faults.clear();
        desk.wait_until_done();
        assert_eq!(desk.count(Status::Uploaded), 3);
    }
}

#[test]
fn a_wait_until_a_date_is_counted_by_the_servers_clock_and_one_in_the_body_alone_counts_too() {
    // The server's clock is a day behind, or this computer's a day ahead.
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
        let mut desk = Setup::new(&bench).at(faults.api_url()).start();
        desk.upload(&few(&bench, 1));
        let presigns = faults.presigns();
        assert_eq!(presigns.len(), 2);
        let waited = presigns[1].came - presigns[0].answered.unwrap().1;
        assert!(waited >= Duration::from_millis(990), "{waited:?} {answer:?}");
        assert!(matches!(desk.holds().as_slice(), [Hold::RateLimited { .. }]));
    }
}

#[test]
fn a_server_that_is_away_for_a_moment_is_asked_again() {
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
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&few(&bench, 1));
    assert_all_stored(&bench, &desk);
    let statuses: Vec<_> = desk.retried().iter().map(|failure| failure.status).collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(503), Some(500)]);
    let puts = faults.puts();
    assert_eq!(puts.len(), 3);
    assert_eq!(
        crate::faults::counted(&puts).len(),
        1,
        "the same URL can only put the same bytes at the same key: {puts:?}"
    );
    assert_eq!(object_at(&puts[0]), desk.object("0.bin"));
    assert!(desk.row("0.bin").unknown_outcomes.is_empty());
}

#[test]
fn an_upload_is_given_up_after_so_many_attempts_and_says_why() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Not one that is away: that is waited for.
    let broken = Answer::problem(500, "internal_error", "gone fishing");
    faults.add(Rule::presign(Action::Answer(broken)));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 3;
    let mut desk = setup.start();
    desk.add(&few(&bench, 1));
    desk.wait_until_done();
    let failure = desk.failure("0.bin");
    assert_eq!(
        (failure.status, failure.code.as_deref()),
        (Some(500), Some("internal_error"))
    );
    assert!(failure.message.contains("gone fishing"), "{failure:?}");
    assert!(!failure.hint.is_empty());
    assert_eq!(faults.presigns().len(), 3);

    faults.clear();
    desk.wish(Intent::Retry(vec![desk.id("0.bin")]));
    desk.wait_until_done();
    assert_all_stored(&bench, &desk);
}

#[test]
fn an_expired_url_is_replaced_and_the_key_that_counts_is_the_one_of_the_2xx() {
    let bench = Bench::new();
    let faults = bench.faults();
    let expired = Answer::storage(403, "AccessDenied", "Request has expired");
    faults.add(Rule::put(Action::Answer(expired)).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&few(&bench, 1));
    assert_eq!(faults.presigns().len(), 2);
    let puts = faults.puts();
    assert_eq!(puts.len(), 2);
    assert_ne!(puts[0], puts[1], "a new URL brings a new key");
    assert_eq!(desk.object("0.bin"), object_at(&puts[1]));
    assert_eq!(bench.try_fetch(&object_at(&puts[0])), None);
    assert!(
        desk.row("0.bin").unknown_outcomes.is_empty(),
        "a refusal leaves no doubt"
    );
    assert_all_stored(&bench, &desk);
}

#[test]
fn a_url_that_expires_while_it_waits_is_replaced() {
    let bench = Bench::with(|options: &mut SandboxOptions| options.presign_ttl = Duration::from_secs(2));
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&few(&bench, 1));
    wait_until("the upload", || faults.running_puts() == 1);
    let held = Instant::now();
    wait_until("the end of the URL", || held.elapsed() > Duration::from_millis(3100));
    latch.open();
    desk.wait_until_done();
    let first = &faults.seen("PUT", "/")[0];
    assert_eq!(
        first.answered.unwrap().0,
        403,
        "the sandbox itself says that it has expired"
    );
    // On a busy machine the second may expire, too.
    let puts = faults.puts();
    assert_ne!(puts[0], puts[puts.len() - 1]);
    assert_eq!(desk.object("0.bin"), object_at(&puts[puts.len() - 1]));
    assert_all_stored(&bench, &desk);
}

#[test]
fn a_connection_that_is_cut_in_mid_upload_is_made_again() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::CutBodyAfter(1 << 20)).times(1));
    faults.add(Rule::put(Action::CutBodyAfter(100)).times(1));
    let paths = [bench.file("large.bin", &noise(1, 3 << 20))];
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&paths);
    assert_all_stored(&bench, &desk);
    assert_eq!(faults.puts().len(), 3);
    assert!(!desk.retried().is_empty());
    assert!(
        desk.row("large.bin").unknown_outcomes.is_empty(),
        "half a body stores nothing"
    );
}

#[test]
fn a_small_upload_that_is_cut_is_made_again_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    for bytes in [0, 1, 1000] {
        faults.add(Rule::put(Action::CutBodyAfter(bytes)).times(1));
    }
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&few(&bench, 1));
    assert_all_stored(&bench, &desk);
}

#[test]
fn an_answer_that_is_lost_after_the_body_is_asked_for_again_at_the_same_url() {
    let bench = Bench::new();
    for (name, length) in [("small.bin", 5000), ("large.bin", 2 << 20)] {
        let faults = bench.faults();
        faults.add(Rule::put(Action::LoseAnswer).times(2));
        let path = bench.file(name, &noise(1, length));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data of {name}"));
        let mut desk = setup.start();
        desk.upload(&[path]);
        let puts = faults.puts();
        assert_eq!(puts.len(), 3, "{name}");
        assert_eq!(crate::faults::counted(&puts).len(), 1, "{name}: {puts:?}");
        assert_eq!(faults.presigns().len(), 1, "{name}");
        assert_eq!(desk.object(name), object_at(&puts[0]), "{name}: the key is kept");
        assert!(desk.row(name).unknown_outcomes.is_empty(), "{name}: it is known now");
        assert_all_stored(&bench, &desk);
    }
}

#[test]
fn a_key_whose_outcome_nobody_knows_is_kept_beside_the_one_that_counts() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::LoseAnswer).times(1));
    faults.add(
        Rule::put(Action::Answer(Answer::storage(
            403,
            "AccessDenied",
            "Request has expired",
        )))
        .times(1),
    );
    let path = bench.file("large.bin", &noise(1, 2 << 20));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&[path]);
    let puts = faults.puts();
    let (first, last) = (object_at(&puts[0]), object_at(puts.last().unwrap()));
    assert_ne!(first, last);
    assert_eq!(desk.object("large.bin"), last);
    assert_eq!(desk.row("large.bin").unknown_outcomes, std::slice::from_ref(&first));
    assert!(bench.try_fetch(&first).is_some(), "here it was stored indeed");

    desk.stop();
    let mut desk = Setup::new(&bench).start();
    let found = desk.history(&first.key);
    assert!(matches!(found.as_slice(), [upload]
        if upload.object.as_ref() == Some(&last) && upload.unknown_outcomes == std::slice::from_ref(&first)));
}

#[test]
fn an_answer_that_is_lost_on_a_kept_connection_stays_in_doubt_when_the_new_one_is_refused() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = few(&bench, 2);
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.upload(&paths[..1]);
    // The same URL on the connection of the first file, then at once on a new one.
    faults.add(Rule::put(Action::LoseAnswer).times(1));
    let refusal = Answer::storage(400, "RequestTimeout", "Your socket connection was idle.");
    faults.add(Rule::put(Action::Answer(refusal)).times(1));
    desk.upload(&paths[1..]);
    let puts = faults.puts();
    assert_eq!(puts.len(), 4);
    assert_eq!(puts[1], puts[2], "once more by itself");
    let first = object_at(&puts[1]);
    assert!(bench.try_fetch(&first).is_some(), "it was stored indeed");
    assert_eq!(desk.row("1.bin").unknown_outcomes, [first]);
    assert_eq!(desk.object("1.bin"), object_at(&puts[3]));
}

#[test]
fn an_empty_file_that_is_stopped_before_its_answer_stays_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::HoldAnswer(Latch::new())));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&[bench.file("empty.bin", b"")]);
    wait_until("the answer behind the proxy", || faults.count_behind(200) == 1);
    desk.wish(Intent::Cancel(vec![desk.id("empty.bin")]));
    desk.wait_until_done();
    desk.catch_up();
    assert_eq!(desk.row("empty.bin").unknown_outcomes, [object_at(&faults.puts()[0])]);
}

#[test]
fn an_upload_that_is_stopped_after_the_2xx_and_before_the_answer_has_ended_keeps_its_key_in_sight() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::StallAnswer));
    let names = ["cancelled.bin", "paused.bin", "quit.bin"];
    let paths = names.map(|name| bench.file(name, &noise(1, 100)));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&paths);
    wait_until("three answers", || {
        let puts = faults.seen("PUT", "/");
        puts.iter().filter(|put| put.answered.is_some()).count() == 3
    });
    desk.wish(Intent::Cancel(vec![desk.id("cancelled.bin")]));
    desk.wish(Intent::Pause(vec![desk.id("paused.bin")]));
    desk.wait_for("both stopped", |model| {
        let totals = model.queue.totals();
        totals.count(Status::Canceled) == 1 && totals.count(Status::Paused) == 1
    });
    desk.catch_up();
    let stored: Vec<_> = faults.puts().iter().map(|path| object_at(path)).collect();
    for name in ["cancelled.bin", "paused.bin"] {
        let [doubtful] = &desk.row(name).unknown_outcomes[..] else {
            panic!("{name}: {:?}", desk.row(name).unknown_outcomes)
        };
        assert!(stored.contains(doubtful));
    }
    desk.stop();

    faults.clear();
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.wait_for("the one that the end of the program has stopped", |model| {
        model.queue.totals().count(Status::Uploaded) == 1
    });
    let known: Vec<_> = names
        .iter()
        .flat_map(|name| desk.row(name).unknown_outcomes.clone())
        .collect();
    assert_eq!(known.len(), 3, "{known:?}");
    assert!(stored.iter().all(|object| known.contains(object)));
}

#[test]
fn an_object_that_the_storage_holds_with_other_bytes_stays_in_sight() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Retag).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&few(&bench, 1));
    let puts = faults.puts();
    assert_eq!(puts.len(), 2);
    assert_ne!(puts[0], puts[1], "nothing more is put at that key");
    assert_eq!(desk.row("0.bin").unknown_outcomes, [object_at(&puts[0])]);
    assert_eq!(desk.object("0.bin"), object_at(&puts[1]));
}

#[test]
fn a_confirmation_without_an_etag_counts_is_said_of_each_upload_and_once_in_the_log() {
    const WORDS: &str = "without an ETag";
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Untag));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    let files = few(&bench, 3);
    desk.upload(&files);
    assert_all_stored(&bench, &desk);
    assert!(desk.retried().is_empty(), "{:?}", desk.retried());
    for name in ["0.bin", "1.bin", "2.bin"] {
        let id = desk.id(name);
        desk.wish(Intent::Inspect(Some(id)));
        desk.wait_for("the requests", |model| {
            model.details.as_ref().is_some_and(|details| details.id == id)
        });
        let details = desk.model.details.as_ref().unwrap();
        let said: Vec<_> = details
            .requests
            .iter()
            .filter_map(|one| one.trouble.as_deref())
            .collect();
        assert!(said.len() == 1 && said[0].contains(WORDS), "{name}: {said:?}");
    }
    desk.stop();

    let mut command = program(&bench.path("other data"));
    command.args(["--api-url", faults.api_url(), "upload", "--json"]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(&files));
    assert_eq!(ended.assert_code(0).events("uploaded").len(), 3);
    let logged = std::fs::read_to_string(bench.path("other data/log/que-uploader.log")).unwrap();
    assert_eq!(logged.matches(WORDS).count(), 1, "{logged}");
    let host = faults.storage_host();
    assert!(logged.contains(&format!("{host} confirms")), "{logged}");
}

#[test]
fn a_refusal_whose_words_were_cut_off_is_answered_with_a_new_url() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::raw(403, "application/xml", "<Error><Co"))).times(1));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.upload(&few(&bench, 1));
    assert_eq!(faults.presigns().len(), 2);
    assert_all_stored(&bench, &desk);
}

#[test]
fn a_refusal_that_no_retry_can_cure_is_told_at_once() {
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
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&few(&bench, 1));
    desk.wait_until_done();
    let failure = desk.failure("0.bin");
    assert_eq!(
        (failure.status, failure.code.as_deref()),
        (Some(403), Some("forbidden"))
    );
    assert!(failure.message.contains("this key may only read"), "{failure:?}");
    assert_eq!(faults.presigns().len(), 1);
}
