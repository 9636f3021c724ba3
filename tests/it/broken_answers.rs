//! A 2xx with an unusable body: a web page, empty, cut off, something else, endless. Retried, within limits.

use std::time::Duration;

use model::{Event, Hold, UploadState};

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    fault_proxy::{Action, Answer, Rule, counted},
    files::noise,
};

/// Broken answers, and what the waiting row says about each.
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

fn assert_stored(bench: &Bench, backend: &Backend, name: &str) {
    let upload = backend.row(name);
    assert_eq!(upload.state, UploadState::Uploaded, "{name}");
    let stored = bench.fetch(&backend.object(name));
    assert!(stored == std::fs::read(&upload.source.path).unwrap(), "{name}");
}

#[test]
fn an_answer_without_an_upload_url_is_retried_once() {
    let bench = Bench::new();
    for (number, (name, action, words)) in (0..).zip(broken_answers()) {
        let faults = bench.faults();
        faults.add(Rule::presign(action).times(1));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data {number}"));
        let mut backend = setup.start();
        let file = format!("{number}.bin");
        backend.upload(&[bench.file(&file, &noise(number, 3000))]);
        assert_stored(&bench, &backend, &file);
        let waited: Vec<_> = backend
            .retried()
            .iter()
            .map(|failure| failure.message.clone())
            .collect();
        assert!(waited.len() == 1 && waited[0].contains(words), "{name}: {waited:?}");
        assert_eq!(faults.presigns().len(), 2, "{name}");
        backend.stop();
    }
}

#[test]
fn an_unusable_answer_is_explained_and_not_retried() {
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
        let mut backend = setup.start();
        backend.add(&[bench.file("a.bin", &noise(number, 300))]);
        backend.wait_until_done();
        let failure = backend.failure("a.bin");
        assert!(failure.message.contains(words), "{failure:?}");
        assert!(
            failure.hint.contains("the administrator of this Que server"),
            "{failure:?}"
        );
        assert_eq!((faults.presigns().len(), faults.puts().len()), (1, 0), "{words}");
        backend.stop();
    }
}

#[test]
fn an_answer_that_stays_broken_fails_by_name_after_the_last_retry() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(Answer::raw(200, "application/json", ""))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 4;
    let mut backend = setup.start();
    backend.add(&[bench.file("a.bin", &noise(1, 3000))]);
    backend.wait_until_done();
    let failure = backend.failure("a.bin");
    assert!(
        failure.message.contains("was empty") && !failure.hint.is_empty(),
        "{failure:?}"
    );
    assert_eq!(failure.status, Some(200));
    assert_eq!(faults.presigns().len(), 4);
}

#[test]
fn a_web_page_from_the_storage_is_no_upload_and_the_file_is_sent_again_to_the_same_key() {
    let bench = Bench::new();
    // The second is not labeled as a page. Bodies of 1 MiB and more are not even requested.
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
        let mut backend = setup.start();
        let file = format!("{number}.bin");
        backend.upload(&[bench.file(&file, &noise(number, length))]);
        assert_stored(&bench, &backend, &file);
        let waited = backend.retried();
        let named = waited.iter().filter(|failure| failure.message.contains("web page"));
        assert_eq!((waited.len(), named.count()), (2, 2), "{number}: {waited:?}");
        let puts = faults.puts();
        assert_eq!((puts.len(), counted(&puts).len()), (3, 1), "{number}: {puts:?}");
        assert!(
            backend.row(&file).unknown_outcomes.is_empty(),
            "{number}: the outcome is known in the end"
        );
        backend.stop();
    }
}

#[test]
fn web_pages_from_the_storage_every_time_fail_the_upload_and_leave_its_keys_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 4;
    let mut backend = setup.start();
    backend.add(&[bench.file("a.bin", &noise(1, 3000))]);
    backend.wait_until_done();
    backend.catch_up();
    let failure = backend.failure("a.bin");
    assert!(failure.message.contains("web page"), "{failure:?}");
    assert!(failure.hint.contains("sign-in page"), "{failure:?}");
    let puts = faults.puts();
    assert_eq!(
        (puts.len(), counted(&puts).len()),
        (4, 2),
        "three to one URL, then another"
    );
    assert_eq!(backend.row("a.bin").unknown_outcomes.len(), 2);
    assert_eq!(backend.announced(), 0);
}

#[test]
fn an_endless_answer_from_the_storage_is_cut_off_named_and_no_upload() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::EndlessAnswer(1 << 30)));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 3;
    let mut backend = setup.start();
    backend.add(&[
        bench.file("small.bin", &noise(1, 3000)),
        bench.file("large.bin", &noise(2, 2 << 20)),
    ]);
    backend.wait_until_done();
    backend.catch_up();
    for (name, words) in [
        ("small.bin", "larger than"),
        // Its body waits for `100 Continue`, which never came.
        ("large.bin", "before all bytes were sent"),
    ] {
        let failure = backend.failure(name);
        assert!(failure.message.contains(words), "{name}: {failure:?}");
        assert!(!failure.hint.is_empty(), "{name}");
        assert_eq!(
            backend.row(name).unknown_outcomes.len(),
            1,
            "{name}: the sender is unknown"
        );
    }
    assert_eq!(backend.announced(), 0);
    // Unread bytes can't fill the client's memory. The kernel's buffers take some.
    for put in faults.requests("PUT", "/") {
        assert!(put.endless_bytes < 32 << 20, "{} bytes were taken", put.endless_bytes);
    }
}

#[test]
fn an_upload_waits_out_a_sign_in_page_that_appears_midway() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    faults.add(Rule::on("GET", "/healthz", Action::Answer(Answer::web_page(200))));
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.longest_outage = None;
    setup.policy.attempts = 2;
    let mut backend = setup.start();
    let files: Vec<_> = (0..6).map(|number| format!("{number}.bin")).collect();
    let paths: Vec<_> = (0..)
        .zip(&files)
        .map(|(seed, name)| bench.file(name, &noise(seed, 3000)))
        .collect();
    backend.add(&paths);
    backend.wait_for_event("the outage", |event| {
        matches!(event, Event::HoldBegan(Hold::Offline { .. }))
    });
    let started = std::time::Instant::now();
    crate::bench::wait_until("one second", || started.elapsed() > Duration::from_secs(1));
    faults.clear();
    backend.wait_until_done();
    for name in &files {
        assert_stored(&bench, &backend, name);
    }
    assert_eq!(backend.holds().len(), 1, "reported once");
}
