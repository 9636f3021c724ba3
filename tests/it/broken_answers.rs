//! A 2xx that is no answer: a page, nothing, half of it, something else, without end. It is asked for again, within limits.

use std::time::Duration;

use model::{Event, Hold, UploadState};

use crate::{
    bench::Bench,
    desk::{Desk, Setup},
    faults::{Action, Answer, Rule, counted},
    files::noise,
};

/// What a broken answer is, and words of the row that waits.
fn broken_answers() -> Vec<(&'static str, Action, &'static str)> {
    let raw = |kind, body| Action::Answer(Answer::raw(200, kind, body));
    let json = "application/json";
    vec![
        ("nothing", raw(json, ""), "was empty"),
        ("half", raw(json, "{\"url\": \"http://127.0.0.1/a\", \"ke"), "not JSON"),
        ("cut off", Action::CutAnswer, "connection broke"),
        ("no fields", raw(json, "{}"), "lacks expected fields"),
        ("a list", raw(json, "[1, 2, 3]"), "lacks expected fields"),
        (
            "no URL",
            raw(json, "{\"url\": \"::\", \"key\": \"k\"}"),
            "cannot be used",
        ),
        ("a page", Action::Answer(Answer::web_page(200)), "web page"),
        ("a page that says it is JSON", raw(json, "<html></html>"), "web page"),
        (
            "an answer that says it is a page",
            Action::Retype("text/html"),
            "web page",
        ),
        ("no end", Action::EndlessAnswer(8 << 20), "larger than"),
    ]
}

fn assert_stored(bench: &Bench, desk: &Desk, name: &str) {
    let upload = desk.row(name);
    assert_eq!(upload.state, UploadState::Uploaded, "{name}");
    let stored = bench.fetch(&desk.object(name));
    assert!(stored == std::fs::read(&upload.source.path).unwrap(), "{name}");
}

#[test]
fn an_answer_without_an_upload_url_is_asked_for_once_more() {
    let bench = Bench::new();
    for (number, (name, action, words)) in (0..).zip(broken_answers()) {
        let faults = bench.faults();
        faults.add(Rule::presign(action).times(1));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut desk = setup.start();
        let file = format!("{number}.bin");
        desk.upload(&[bench.file(&file, &noise(number, 3000))]);
        assert_stored(&bench, &desk, &file);
        let waited: Vec<_> = desk.retried().iter().map(|failure| failure.message.clone()).collect();
        assert!(waited.len() == 1 && waited[0].contains(words), "{name}: {waited:?}");
        assert_eq!(faults.presigns().len(), 2, "{name}");
        desk.stop();
    }
}

#[test]
fn an_answer_that_no_client_can_use_is_said_in_words_and_not_asked_for_again() {
    let bench = Bench::new();
    let url = "http://127.0.0.1/a";
    for (number, (url, key, words)) in (0..).zip([
        (url.to_owned(), "k".repeat(1025), "more than 1,024 bytes"),
        (url.to_owned(), "a\0b".to_owned(), "a NUL character"),
        (
            format!("{url}?x={}", "1".repeat(17_000)),
            "a".to_owned(),
            "longer than any",
        ),
        (
            "http://u@127.0.0.1/a".to_owned(),
            "a".to_owned(),
            "a user name or a password",
        ),
    ]) {
        let faults = bench.faults();
        let answer = serde_json::json!({ "url": url, "key": key }).to_string();
        faults.add(Rule::presign(Action::Answer(Answer::raw(
            200,
            "application/json",
            &answer,
        ))));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut desk = setup.start();
        desk.add(&[bench.file("a.bin", &noise(number, 300))]);
        desk.wait_until_done();
        let failure = desk.failure("a.bin");
        assert!(failure.message.contains(words), "{failure:?}");
        assert!(
            failure.hint.contains("the administrator of this Que server"),
            "{failure:?}"
        );
        assert_eq!((faults.presigns().len(), faults.puts().len()), (1, 0), "{words}");
        desk.stop();
    }
}

#[test]
fn an_answer_that_stays_broken_is_given_up_after_so_many_times_and_named() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(Answer::raw(200, "application/json", ""))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 4;
    let mut desk = setup.start();
    desk.add(&[bench.file("a.bin", &noise(1, 3000))]);
    desk.wait_until_done();
    let failure = desk.failure("a.bin");
    assert!(
        failure.message.contains("was empty") && !failure.hint.is_empty(),
        "{failure:?}"
    );
    assert_eq!(failure.status, Some(200));
    assert_eq!(faults.presigns().len(), 4);
}

#[test]
fn a_page_in_the_storages_place_is_no_upload_and_the_file_goes_again_to_the_same_key() {
    let bench = Bench::new();
    // The second does not say that it is one. Bodies from 1 MiB on are not even asked for.
    let pages = [
        Answer::web_page(200),
        Answer::raw(
            200,
            "application/octet-stream",
            "\n<!DOCTYPE html><title>Sign in</title>",
        ),
    ];
    for (number, (page, length)) in (0..).zip([
        (pages[0].clone(), 3000),
        (pages[1].clone(), 3000),
        (pages[0].clone(), 2 << 20),
    ]) {
        let faults = bench.faults();
        faults.add(Rule::put(Action::Answer(page)).times(2));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut desk = setup.start();
        let file = format!("{number}.bin");
        desk.upload(&[bench.file(&file, &noise(number, length))]);
        assert_stored(&bench, &desk, &file);
        let waited = desk.retried();
        let named = waited.iter().filter(|failure| failure.message.contains("web page"));
        assert_eq!((waited.len(), named.count()), (2, 2), "{number}: {waited:?}");
        let puts = faults.puts();
        assert_eq!((puts.len(), counted(&puts).len()), (3, 1), "{number}: {puts:?}");
        assert!(
            desk.row(&file).unknown_outcomes.is_empty(),
            "{number}: it is known in the end"
        );
        desk.stop();
    }
}

#[test]
fn pages_without_end_in_the_storages_place_fail_the_upload_and_leave_its_keys_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 4;
    let mut desk = setup.start();
    desk.add(&[bench.file("a.bin", &noise(1, 3000))]);
    desk.wait_until_done();
    desk.catch_up();
    let failure = desk.failure("a.bin");
    assert!(failure.message.contains("web page"), "{failure:?}");
    assert!(failure.hint.contains("sign-in page"), "{failure:?}");
    let puts = faults.puts();
    assert_eq!(
        (puts.len(), counted(&puts).len()),
        (4, 2),
        "three to one URL, then another"
    );
    assert_eq!(desk.row("a.bin").unknown_outcomes.len(), 2);
    assert_eq!(desk.announced(), 0);
}

#[test]
fn an_answer_without_end_in_the_storages_place_is_left_named_and_no_upload() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::EndlessAnswer(1 << 30)));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 3;
    let mut desk = setup.start();
    desk.add(&[
        bench.file("small.bin", &noise(1, 3000)),
        bench.file("large.bin", &noise(2, 2 << 20)),
    ]);
    desk.wait_until_done();
    desk.catch_up();
    for (name, words) in [
        ("small.bin", "larger than"),
        // Its body waits until it is asked for, and nobody has.
        ("large.bin", "before all bytes were sent"),
    ] {
        let failure = desk.failure(name);
        assert!(failure.message.contains(words), "{name}: {failure:?}");
        assert!(!failure.hint.is_empty(), "{name}");
        assert_eq!(desk.row(name).unknown_outcomes.len(), 1, "{name}: who knows who it was");
    }
    assert_eq!(desk.announced(), 0);
    // What the client did not take cannot fill its memory; the kernel's buffers take some of it.
    for put in faults.seen("PUT", "/") {
        assert!(put.given < 32 << 20, "{} bytes were taken", put.given);
    }
}

#[test]
fn a_sign_in_page_that_comes_up_during_an_upload_is_waited_for() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    faults.add(Rule::on("GET", "/healthz", Action::Answer(Answer::web_page(200))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.longest_outage = None;
    setup.policy.attempts = 2;
    let mut desk = setup.start();
    let files: Vec<_> = (0..6).map(|number| format!("{number}.bin")).collect();
    let paths: Vec<_> = (0..)
        .zip(&files)
        .map(|(seed, name)| bench.file(name, &noise(seed, 3000)))
        .collect();
    desk.add(&paths);
    desk.wait_for_event("the outage", |event| matches!(event, Event::Held(Hold::Offline { .. })));
    let begun = std::time::Instant::now();
    crate::bench::wait_until("a second of it", || begun.elapsed() > Duration::from_secs(1));
    faults.clear();
    desk.wait_until_done();
    for name in &files {
        assert_stored(&bench, &desk, name);
    }
    assert_eq!(desk.holds().len(), 1, "told once for all");
}
