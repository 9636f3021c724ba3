//! Redirects: the API's are never followed, the storage's only within itself, and a signed URL goes to no other host.

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    connection::secure_server_that_says,
    fault_proxy::{Action, Answer, FaultProxy, Rule, counted},
    files::noise,
    outage::trust,
};

fn moved(status: u16, to: &str) -> Action {
    Action::Answer(Answer::raw(status, "text/plain", "").header("Location", to))
}

/// A presign answer whose upload URL points here.
fn presigned_at(place: &str) -> Action {
    let url = format!("{place}?X-Amz-Expires=900&X-Amz-Signature=0");
    let answer = serde_json::json!({ "url": url, "key": "uploads/a" }).to_string();
    Action::Answer(Answer::raw(200, "application/json", &answer))
}

/// The port of a proxy in front of the storage.
fn port(faults: &FaultProxy) -> &str {
    faults.storage_host().rsplit(':').next().unwrap()
}

/// Uploads one small file and waits for the end.
fn upload(bench: &Bench, faults: &FaultProxy, number: u64) -> Backend {
    let mut setup = Setup::new(bench).at(faults.api_url());
    setup.data = bench.path(format!("data {number}"));
    let mut backend = setup.start();
    backend.add(&[bench.file("a.bin", &noise(number, 3000))]);
    backend.wait_until_done();
    backend
}

fn assert_refused(backend: &Backend, host: &str, case: &str) {
    let failure = backend.failure("a.bin");
    assert!(
        failure.message.contains("redirect") && failure.message.contains(host) && !failure.hint.is_empty(),
        "{case}: {failure:?}"
    );
    assert!(
        !failure.message.contains("secret") && !failure.message.contains("Signature"),
        "{case}: {failure:?}"
    );
    assert!(
        backend.row("a.bin").unknown_outcomes.is_empty(),
        "{case}: nothing was stored"
    );
}

#[test]
fn an_api_redirect_is_never_followed_and_its_host_is_named() {
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
            let backend = upload(&bench, &faults, number);
            assert_refused(&backend, host, &format!("{status} {to}"));
            assert_eq!(
                faults.presigns().len(),
                1,
                "{status} {to}: a retry would fail the same way"
            );
            assert!(faults.requests("POST", "elsewhere").is_empty(), "{status} {to}");
            backend.stop();
            std::fs::remove_dir_all(bench.path(format!("data {number}"))).unwrap();
        }
    }
    assert_eq!(other.connections(), 0, "no other host gets the key");
}

#[test]
fn a_307_from_the_storage_to_its_own_host_is_followed_once_with_all_bytes() {
    let bench = Bench::new();
    let faults = bench.faults();
    let to = format!("http://{}{{target}}", faults.storage_host());
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    // Bodies of 1 MiB and more wait for `100 Continue`.
    for (number, length) in [0, 3000, 2 << 20].into_iter().enumerate() {
        let bytes = noise(number as u64, length);
        let name = format!("{number}.bin");
        faults.add(Rule::put(moved(307, &to)).times(1));
        backend.upload(&[bench.file(&name, &bytes)]);
        assert!(bench.fetch(&backend.object(&name)) == bytes, "{name}");
    }
    assert!(backend.retried().is_empty());
    assert_eq!(faults.puts().len(), 6);

    // A storage that redirects endlessly is not followed.
    faults.add(Rule::put(moved(307, &to)));
    backend.add(&[bench.file("a.bin", &noise(9, 3000))]);
    backend.wait_until_done();
    assert_refused(&backend, "127.0.0.1", "a redirect loop");
    assert_eq!(faults.puts().len(), 8);
}

#[test]
fn other_storage_redirects_are_refused_and_the_url_is_sent_nowhere() {
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
        let backend = upload(&bench, &faults, number);
        assert_refused(&backend, host, &format!("{status} {to}"));
        let puts = faults.puts();
        assert_eq!((puts.len(), counted(&puts).len()), (1, 1), "{status} {to}");
    }
    assert_eq!(other.connections(), 0);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_tls_storage_cannot_redirect_an_upload_to_plain_http() {
    let bench = Bench::new();
    let (faults, other) = (bench.faults(), bench.faults());
    let to = format!("http://localhost:{}/bucket/a?secret=1", port(&other));
    let answer = format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
    let (server, authority) = secure_server_that_says(answer);
    let place = format!("https://localhost:{}/bucket/uploads/a", server.address.port());
    faults.add(Rule::presign(presigned_at(&place)));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    trust(&bench, &mut backend, &authority);
    backend.add(&[bench.file("a.bin", b"")]);
    backend.wait_until_done();
    assert_refused(&backend, "localhost", "to http");
    assert_eq!(other.connections(), 0);
}
