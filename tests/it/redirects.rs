//! Answers that send the client somewhere else: the API's are never followed, the storage's only within itself, and what
//! is a permission goes to no other host.

use crate::{
    bench::Bench,
    connection::secure_server_that_says,
    desk::{Desk, Setup},
    faults::{Action, Answer, Faults, Rule, counted},
    files::noise,
    outage::trust,
};

fn moved(status: u16, to: &str) -> Action {
    Action::Answer(Answer::raw(status, "text/plain", "").header("Location", to))
}

/// A server's answer with an upload URL at this place.
fn presigned_at(place: &str) -> Action {
    let url = format!("{place}?X-Amz-Expires=900&X-Amz-Signature=0");
    let answer = serde_json::json!({ "url": url, "key": "uploads/a" }).to_string();
    Action::Answer(Answer::raw(200, "application/json", &answer))
}

/// The port of a proxy's storage.
fn port(faults: &Faults) -> &str {
    faults.storage_host().rsplit(':').next().unwrap()
}

/// One upload of a small file, to its end.
fn upload(bench: &Bench, faults: &Faults, number: u64) -> Desk {
    let mut setup = Setup::new(bench).at(faults.api_url());
    setup.data = bench.path(format!("data {number}"));
    let mut desk = setup.start();
    desk.add(&[bench.file("a.bin", &noise(number, 3000))]);
    desk.wait_until_done();
    desk
}

fn assert_refused(desk: &Desk, host: &str, case: &str) {
    let failure = desk.failure("a.bin");
    assert!(
        failure.message.contains("redirect") && failure.message.contains(host) && !failure.hint.is_empty(),
        "{case}: {failure:?}"
    );
    assert!(
        !failure.message.contains("secret") && !failure.message.contains("Signature"),
        "{case}: {failure:?}"
    );
    assert!(
        desk.row("a.bin").unknown_outcomes.is_empty(),
        "{case}: nothing was stored"
    );
}

#[test]
fn a_redirect_of_the_api_is_never_followed_and_its_host_is_named() {
    let bench = Bench::new();
    let other = bench.faults();
    let elsewhere = other.api_url().trim_start_matches("http://").to_owned();
    for (number, status) in (0..).zip([301, 302, 307, 308]) {
        for (to, host) in [
            ("/v1/elsewhere?secret=1".to_owned(), "127.0.0.1"),
            (format!("http://{elsewhere}{{target}}?secret=1"), "127.0.0.1"),
            (
                "https://other.invalid/v1/elsewhere?secret=1".to_owned(),
                "other.invalid",
            ),
            ("http://other.invalid/v1/elsewhere?secret=1".to_owned(), "other.invalid"),
        ] {
            let faults = bench.faults();
            faults.add(Rule::presign(moved(status, &to)));
            let desk = upload(&bench, &faults, number);
            assert_refused(&desk, host, &format!("{status} {to}"));
            assert_eq!(
                faults.presigns().len(),
                1,
                "{status} {to}: it would be the same the next time"
            );
            assert!(faults.seen("POST", "elsewhere").is_empty(), "{status} {to}");
            desk.stop();
            std::fs::remove_dir_all(bench.path(format!("data {number}"))).unwrap();
        }
    }
    assert_eq!(other.connections(), 0, "the key goes to nobody else");
}

#[test]
fn a_307_of_the_storage_to_its_own_host_is_followed_once_with_all_bytes() {
    let bench = Bench::new();
    let faults = bench.faults();
    let to = format!("http://{}{{target}}", faults.storage_host());
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    // From 1 MiB on the body waits until it is asked for.
    for (number, length) in [0, 3000, 2 << 20].into_iter().enumerate() {
        let bytes = noise(number as u64, length);
        let name = format!("{number}.bin");
        faults.add(Rule::put(moved(307, &to)).times(1));
        desk.upload(&[bench.file(&name, &bytes)]);
        assert!(bench.fetch(&desk.object(&name)) == bytes, "{name}");
    }
    assert!(desk.retried().is_empty());
    assert_eq!(faults.puts().len(), 6);

    // One that sends an upload on for ever is no storage.
    faults.add(Rule::put(moved(307, &to)));
    desk.add(&[bench.file("a.bin", &noise(9, 3000))]);
    desk.wait_until_done();
    assert_refused(&desk, "127.0.0.1", "a circle");
    assert_eq!(faults.puts().len(), 8);
}

#[test]
fn a_redirect_of_the_storage_to_another_host_or_of_another_kind_is_refused_and_the_url_goes_nowhere() {
    let bench = Bench::new();
    let other = bench.faults();
    let here = format!("http://{}{{target}}", other.storage_host());
    for (number, (status, to, host)) in (0..).zip([
        // Another port of this computer is another service.
        (307, here.clone(), "127.0.0.1"),
        (307, format!("http://127.1:{}{{target}}", port(&other)), "127.0.0.1"),
        // The same computer by another name is another host.
        (307, format!("http://localhost:{}{{target}}", port(&other)), "localhost"),
        (
            307,
            "https://other.invalid/elsewhere?secret=1".to_owned(),
            "other.invalid",
        ),
        (
            307,
            "http://other.invalid/elsewhere?secret=1".to_owned(),
            "other.invalid",
        ),
        (301, here.clone(), "127.0.0.1"),
        (302, here.clone(), "127.0.0.1"),
        (308, here, "127.0.0.1"),
    ]) {
        let faults = bench.faults();
        faults.add(Rule::put(moved(status, &to)));
        let desk = upload(&bench, &faults, number);
        assert_refused(&desk, host, &format!("{status} {to}"));
        let puts = faults.puts();
        assert_eq!((puts.len(), counted(&puts).len()), (1, 1), "{status} {to}");
    }
    assert_eq!(other.connections(), 0);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_storage_that_speaks_tls_cannot_send_an_upload_on_without() {
    let bench = Bench::new();
    let (faults, other) = (bench.faults(), bench.faults());
    let to = format!("http://localhost:{}/bucket/a?secret=1", port(&other));
    let answer = format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
    let (address, authority) = secure_server_that_says("localhost", (2020, 4000), answer);
    let place = format!("https://localhost:{}/bucket/uploads/a", address.port());
    faults.add(Rule::presign(presigned_at(&place)));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    trust(&bench, &mut desk, &authority);
    desk.add(&[bench.file("a.bin", b"")]);
    desk.wait_until_done();
    assert_refused(&desk, "localhost", "to http");
    assert_eq!(other.connections(), 0);
}
