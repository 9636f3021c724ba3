//! Stored means stored: what counts as stored, and which keys are refused.

use std::path::PathBuf;

use model::{Event, Intent, UploadState};
use que_sdk::{Que, wire::PresignRequest};
#[cfg(unix)]
use testkit::test_server::TestServer;

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    fault_proxy::{Action, Answer, FaultProxy, Rule},
    files::noise,
    program::{program, run},
};

pub(crate) fn files(bench: &Bench, count: u64) -> Vec<PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 500)))
        .collect()
}

pub(crate) fn failures(backend: &Backend) -> usize {
    let failed = |event: &&Event| {
        matches!(
            event,
            Event::Failed { .. } | Event::SignFailed { .. } | Event::VerifyFailed { .. } | Event::SaveFailed { .. }
        )
    };
    backend.events.iter().filter(failed).count()
}

#[test]
fn a_200_with_an_error_body_is_retried_until_the_file_is_stored() {
    let bench = Bench::new();
    let faults = bench.faults();
    for code in ["SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout"] {
        faults.add(Rule::put(Action::Answer(Answer::storage(200, code, "Not now."))).times(1));
    }
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&files(&bench, 1));
    assert_eq!(bench.fetch(&backend.object("0.bin")), noise(0, 500));
    let codes: Vec<_> = backend
        .retried()
        .iter()
        .map(|failure| failure.code.clone().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout"]
    );
    assert_eq!(backend.announced(), 1);
}

#[test]
fn a_200_with_a_refusal_in_its_body_is_a_failed_upload_and_never_announced() {
    let bench = Bench::new();
    let faults = bench.faults();
    let refusal = Answer::storage(200, "NoSuchBucket", "The specified bucket does not exist");
    faults.add(Rule::put(Action::Answer(refusal)));
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url(), "upload", "--json"]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(files(&bench, 2)));
    ended.assert_code(1);
    assert!(ended.events("uploaded").is_empty());
    for line in ended.events("failed") {
        assert_eq!(
            (&line["status"], &line["code"]),
            (&200.into(), &"NoSuchBucket".into()),
            "{line}"
        );
        assert!(line["message"].as_str().unwrap().contains("does not exist"), "{line}");
    }
    assert_eq!(faults.puts().len(), 2, "no retry helps");
    assert_eq!(ended.event("summary")["uploaded"], 0);
}

/// Presigns every file with the same key, at a storage that accepts everything.
fn give_one_key(faults: &FaultProxy) {
    let url = format!(
        "http://{}/bucket/uploads/same?X-Amz-Expires=900&X-Amz-Signature=0",
        faults.storage_host()
    );
    let answer = serde_json::json!({ "url": url, "key": "uploads/same" }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let taken = Answer::raw(200, "application/xml", "").header("ETag", "\"stored\"");
    faults.add(Rule::put(Action::Answer(taken)));
}

#[test]
fn a_key_given_before_for_other_content_is_refused_before_anything_is_sent() {
    let bench = Bench::new();
    let faults = bench.faults();
    give_one_key(&faults);
    let paths = files(&bench, 2);
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&paths);
    backend.wait_until_done();
    assert_eq!(backend.row("0.bin").state, UploadState::Uploaded);
    let failure = backend.failure("1.bin").clone();
    for words in ["had already issued for 0.bin: uploads/same", "Nothing was sent"] {
        assert!(failure.message.contains(words), "{failure:?}");
    }
    assert!(failure.hint.contains("overwrite that object"), "{failure:?}");
    assert_eq!(faults.puts().len(), 1);
    assert!(
        backend.row("1.bin").unknown_outcomes.is_empty(),
        "nothing of it was stored"
    );
    backend.stop();

    // In another session: small and large, with other content and with the same.
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    let other = bench.file("other.bin", &noise(9, 2 << 20));
    let same = bench.file("same.bin", &noise(0, 500));
    backend.add(&[other, same]);
    backend.wait_until_done();
    assert!(backend.failure("other.bin").message.contains("for 0.bin"));
    assert_eq!(
        backend.row("same.bin").state,
        UploadState::Uploaded,
        "the same bytes replace nothing"
    );
    assert_eq!(faults.puts().len(), 2);
}

#[test]
fn a_large_file_is_hashed_before_a_reused_key_is_judged() {
    let bench = Bench::new();
    let faults = bench.faults();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let que = Que::builder(faults.api_url()).key(bench.key()).build().unwrap();
    let presigned = runtime.block_on(que.presign(&PresignRequest::default())).unwrap();
    let answer = serde_json::json!({ "url": presigned.url().expose().as_str(), "key": presigned.key() }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let (one, same, other) = (noise(1, 2 << 20), noise(1, 2 << 20), noise(2, 2 << 20));
    let paths = [("one.bin", one), ("same.bin", same), ("other.bin", other)];
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    // One after the other: the content of a running upload is unknown.
    for (name, bytes) in paths {
        backend.add(&[bench.file(name, &bytes)]);
        backend.wait_until_done();
    }
    assert!(
        backend.failure("other.bin").message.contains("already issued"),
        "{:?}",
        backend.failure("other.bin")
    );
    assert_eq!((backend.announced(), faults.count_upstream_puts(200)), (2, 2));
    assert_eq!(bench.fetch(&backend.object("one.bin")), noise(1, 2 << 20));
}

#[test]
fn a_key_with_an_unknown_outcome_is_not_used_for_another_file() {
    let bench = Bench::new();
    let faults = bench.faults();
    give_one_key(&faults);
    faults.clear();
    // Whether the first one is stored is unknown.
    faults.add(Rule::put(Action::Answer(Answer::web_page(200))));
    give_one_key(&faults);
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.attempts = 1;
    let mut backend = setup.start();
    let paths = files(&bench, 2);
    backend.add(&paths[..1]);
    backend.wait_until_done();
    assert_eq!(backend.row("0.bin").unknown_outcomes.len(), 1);
    faults.clear();
    give_one_key(&faults);
    backend.add(&paths[1..]);
    backend.wait_until_done();
    assert!(
        backend.failure("1.bin").message.contains("already issued"),
        "{:?}",
        backend.failure("1.bin")
    );
    // The same file may use its own key again.
    backend.send(Intent::Retry(vec![backend.id("0.bin")]));
    backend.wait_until_done();
    assert_eq!(backend.row("0.bin").state, UploadState::Uploaded);
}

/// A proxy that refuses everyone.
#[cfg(unix)]
fn refusing_proxy() -> TestServer {
    TestServer::answering(
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"
            .to_owned(),
    )
}

#[cfg(unix)]
#[test]
fn a_proxy_that_rejects_the_password_is_asked_once_and_named() {
    let bench = Bench::new();
    for url in ["https://que.example", "http://que.example"] {
        let proxy = refusing_proxy();
        let address = proxy.address;
        let mut command = program(&bench.path("data"));
        command.args(["--api-url", url, "--allow-insecure-http", "upload", "--json"]);
        command.env("QUE_API_KEY_AUTH", "sk_1");
        let through = format!("http://user:hunter2@{address}");
        command.env("HTTPS_PROXY", &through).env("HTTP_PROXY", &through);
        let ended = run(command.args(files(&bench, 20)));
        ended.assert_code(1);
        let failed = ended.events("failed");
        assert_eq!(failed.len(), 20, "{ended:#?}");
        for line in &failed {
            let message = line["message"].as_str().unwrap();
            assert_eq!(
                message,
                format!("The proxy {address} asks for a user name and a password (407).")
            );
            assert!(line["hint"].as_str().unwrap().contains("HTTPS_PROXY"), "{line}");
        }
        assert!(ended.events("retrying").is_empty());
        assert_eq!(proxy.connections(), 1, "{url}");
        assert!(!ended.err.contains("hunter2") && !ended.out.contains("hunter2"));
    }
}
