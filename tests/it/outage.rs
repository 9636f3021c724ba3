//! The network goes down, or is not what it seems, and comes back.

use std::time::{Duration, Instant};

use model::{Event, Hold, Intent, Offline, Status, UploadState};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    connection::secure_server,
    fault_proxy::{Action, Answer, Reach, Rule},
    files::{noise, png},
    program::{program, run},
};

fn files(bench: &Bench, count: u64) -> Vec<std::path::PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 500)))
        .collect()
}

/// A backend that waits for the network without a limit.
fn patient(bench: &Bench, api_url: &str) -> Backend {
    let mut setup = Setup::new(bench).at(api_url);
    setup.policy.longest_outage = None;
    setup.start()
}

fn wait_for_outage(backend: &mut Backend) {
    backend.wait_for_event("the outage", |event| {
        matches!(event, Event::HoldBegan(Hold::Offline { .. }))
    });
}

fn assert_all_stored(bench: &Bench, backend: &Backend) {
    for upload in backend.model.queue.uploads() {
        assert_eq!(upload.state, UploadState::Uploaded, "{}", upload.source.name());
        // Reads the sandbox's folder: this many downloads would take too long.
        let object = upload.object.as_ref().unwrap();
        let stored = bench
            .path("server/que-uploader-sandbox/objects")
            .join(object.bucket.as_ref().unwrap())
            .join(&object.key);
        assert_eq!(
            std::fs::read(stored).unwrap(),
            std::fs::read(&upload.source.path).unwrap()
        );
    }
}

fn failures(backend: &Backend) -> usize {
    let failed = |event: &&Event| matches!(event, Event::Failed { .. } | Event::SignFailed { .. });
    backend.events.iter().filter(failed).count()
}

#[test]
fn two_hundred_files_wait_for_the_network_together_and_none_fails() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 200);
    let mut backend = patient(&bench, faults.api_url());
    backend.add(&paths);
    wait_until("a quarter of them", || faults.count_upstream_puts(200) >= 50);
    faults.reach(Reach::Refused);
    wait_for_outage(&mut backend);
    backend.wait_for("all others in the queue", |model| {
        let totals = model.queue.totals();
        totals.count(Status::Uploaded) + totals.count(Status::Queued) + totals.count(Status::Preparing) == 200
    });
    assert!(backend.count(Status::Uploaded) < 200);
    faults.reach(Reach::There);
    backend.wait_until_done();
    backend.catch_up();
    assert_eq!(failures(&backend), 0);
    assert!(
        matches!(backend.holds().as_slice(), [Hold::Offline { .. }]),
        "{:?}",
        backend.holds()
    );
    assert_eq!(backend.model.hold(), None, "and released");
    assert_eq!(backend.announced(), 200);
    assert_all_stored(&bench, &backend);
}

#[test]
fn a_long_queue_rarely_probes_the_network_while_it_is_down() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 2000);
    faults.reach(Reach::Reset);
    let mut backend = patient(&bench, faults.api_url());
    backend.add(&paths);
    wait_for_outage(&mut backend);
    let (began, before) = (Instant::now(), faults.connections());
    wait_until("three seconds", || began.elapsed() >= Duration::from_secs(3));
    let connections = faults.connections() - before;
    assert!(connections <= 12, "{connections} connections in three seconds");
    backend.catch_up();
    assert_eq!((failures(&backend), backend.holds().len()), (0, 1));
    assert!(backend.retried().is_empty());

    let back = Instant::now();
    faults.reach(Reach::There);
    wait_until("the next upload", || faults.count_upstream_puts(200) > 0);
    assert!(back.elapsed() < Duration::from_secs(5), "{:?}", back.elapsed());
}

#[test]
fn a_storage_that_is_down_while_the_api_answers_holds_the_queue_and_nothing_fails() {
    // Both from the start and after it has accepted uploads.
    for first in [0, 10] {
        let bench = Bench::new();
        let faults = bench.faults();
        let paths = files(&bench, 60);
        let mut backend = patient(&bench, faults.api_url());
        backend.upload(&paths[..first]);
        faults.reach_storage(Reach::Refused);
        backend.add(&paths[first..]);
        wait_for_outage(&mut backend);
        let [Hold::Offline(Offline { headline, .. })] = backend.holds()[..] else {
            panic!("{:?}", backend.holds());
        };
        assert!(headline.contains("the storage 127.0.0.1"), "{headline}");
        assert!(headline.contains("cannot be reached"), "{headline}");
        let (began, before) = (Instant::now(), faults.presigns().len());
        wait_until("two seconds", || began.elapsed() >= Duration::from_secs(2));
        assert!(
            faults.presigns().len() - before <= 8,
            "no upload asks for a URL meanwhile"
        );
        faults.reach_storage(Reach::There);
        backend.wait_until_done();
        backend.catch_up();
        assert_eq!((failures(&backend), backend.announced()), (0, 60));
        assert_eq!(backend.model.hold(), None, "and released");
        assert_all_stored(&bench, &backend);
    }
}

#[test]
fn a_url_that_leads_nowhere_fails_its_file_and_holds_no_other() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = patient(&bench, faults.api_url());
    backend.upload(&files(&bench, 1));
    let answer =
        serde_json::json!({ "url": "http://127.0.0.1:9/bucket/uploads/a?X-Amz-Signature=0", "key": "uploads/a" });
    let nowhere = Answer::raw(200, "application/json", &answer.to_string());
    faults.add(Rule::presign(Action::Answer(nowhere)));
    backend.add(&[bench.file("lost.bin", &noise(7, 500))]);
    backend.wait_until_done();
    assert_eq!(backend.failure("lost.bin").step, model::Step::Upload);
    faults.clear();
    backend.add(&[bench.file("next.bin", &noise(8, 500))]);
    backend.wait_until_done();
    assert_eq!(backend.row("next.bin").state, UploadState::Uploaded);
    assert!(backend.holds().is_empty(), "{:?}", backend.holds());
}

#[test]
fn an_outage_too_long_for_a_script_fails_with_a_reason() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 20);
    faults.reach(Reach::Refused);
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.longest_outage = Some(Duration::from_millis(500));
    let mut backend = setup.start();
    backend.add(&paths);
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Failed), 20);
    for path in &paths {
        let failure = backend.failure(path.file_name().unwrap().to_str().unwrap());
        assert!(!failure.message.is_empty() && !failure.hint.is_empty(), "{failure:?}");
        assert_eq!(failure.status, None, "{failure:?}");
    }
}

#[test]
fn signing_waits_for_the_network_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = patient(&bench, faults.api_url());
    backend.upload(&[bench.file("a.png", &png())]);
    faults.reach(Reach::Refused);
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    backend.send(Intent::Sign {
        ids: vec![backend.id("a.png")],
        manifest_json: form.to_text(),
    });
    wait_for_outage(&mut backend);
    faults.reach(Reach::There);
    backend.wait_for("the signed copy", |model| {
        model.queue.totals().count(Status::Signed) == 1
    });
    assert_eq!(failures(&backend), 0);
    assert_eq!(backend.holds().len(), 1);
}

#[test]
fn a_captive_portal_is_waited_out_and_named() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 10);
    for method in ["GET", "POST", "PUT"] {
        faults.add(Rule::on(method, "/", Action::Answer(Answer::web_page(200))));
    }
    let mut backend = patient(&bench, faults.api_url());
    backend.add(&paths);
    wait_for_outage(&mut backend);
    let [Hold::Offline(Offline { headline, .. })] = backend.holds()[..] else {
        panic!("{:?}", backend.holds());
    };
    assert!(headline.contains("sign in to this network"), "{headline}");
    faults.clear();
    backend.wait_until_done();
    assert_eq!((failures(&backend), backend.announced()), (0, 10));
    assert_all_stored(&bench, &backend);
}

/// Trusts this authority, as a user does in the settings.
pub(crate) fn trust(bench: &Bench, backend: &mut Backend, authority: &str) {
    let mut settings = backend.model.settings.clone();
    settings.profiles[0].extra_ca_file = bench.file("authority.pem", authority.as_bytes()).display().to_string();
    backend.send(Intent::ApplySettings(Box::new(settings)));
}

fn wait_for_advice(backend: &mut Backend, host: &str) {
    wait_for_outage(backend);
    let advice = |event: &Event| match event {
        Event::Trouble { headline, hint, .. } => {
            headline.contains(&format!("the certificate of {host} is not trusted"))
                && hint.contains("sign-in page")
                && hint.contains("certificate authority")
        }
        _ => false,
    };
    backend.wait_for_event("what can be done", advice);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_storage_with_an_untrusted_certificate_holds_the_queue_until_it_is_trusted() {
    let bench = Bench::new();
    let faults = bench.faults();
    let (server, authority) = secure_server();
    let host = format!("localhost:{}", server.address.port());
    // Each file needs its own key; a repeated one would be refused.
    let url = format!("https://{host}/bucket/uploads/{{number}}?X-Amz-Expires=900&X-Amz-Signature=0");
    let answer = serde_json::json!({ "url": url, "key": "uploads/{number}" }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let mut backend = patient(&bench, faults.api_url());
    backend.add(&files(&bench, 100));
    wait_for_advice(&mut backend, &host);
    let (began, before) = (Instant::now(), faults.presigns().len());
    wait_until("two seconds", || began.elapsed() >= Duration::from_secs(2));
    assert!(
        faults.presigns().len() - before <= 4,
        "no upload asks for a URL meanwhile"
    );
    backend.catch_up();
    assert_eq!((failures(&backend), backend.holds().len()), (0, 1));

    faults.clear();
    trust(&bench, &mut backend, &authority);
    backend.wait_until_done();
    assert_eq!((failures(&backend), backend.announced()), (0, 100));
    assert_all_stored(&bench, &backend);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_server_with_an_untrusted_certificate_holds_the_queue_and_says_what_to_do() {
    let bench = Bench::new();
    let (server, authority) = secure_server();
    let host = format!("localhost:{}", server.address.port());
    let mut backend = patient(&bench, &format!("https://{host}"));
    backend.add(&files(&bench, 20));
    wait_for_advice(&mut backend, &host);
    backend.catch_up();
    assert_eq!(failures(&backend), 0);
    trust(&bench, &mut backend, &authority);
    backend.wait_for_event("the release", |event| {
        matches!(event, Event::HoldEnded(model::HoldKind::Network))
    });
}

#[test]
fn a_script_fails_naming_the_certificate_and_resumes_with_the_right_authority() {
    let bench = Bench::new();
    let (server, authority) = secure_server();
    let host = format!("localhost:{}", server.address.port());
    let api_url = format!("https://{host}");
    let mut command = program(&bench.path("data"));
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["--api-url", &api_url, "upload", "--json", "--longest-outage", "1"]);
    let ended = run(command.args(files(&bench, 50)));
    ended.assert_code(1);
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 50);
    for line in &failed {
        let message = line["message"].as_str().unwrap();
        assert_eq!(message, format!("The certificate of {host} is not trusted."));
        assert!(line["hint"].as_str().unwrap().contains("--ca-file"), "{line}");
    }
    assert!(ended.err.contains("sign-in page"), "{ended:#?}");

    let test = |more: &[&str]| {
        let mut command = program(&bench.path("data"));
        command.env("QUE_API_KEY_AUTH", bench.key().expose());
        run(command.args(["--api-url", &api_url, "key", "test"]).args(more))
    };
    let told = test(&[]);
    assert!(
        told.assert_code(1).err.contains("is not trusted on this computer"),
        "{told:#?}"
    );
    let file = bench.file("authority.pem", authority.as_bytes());
    let known = test(&["--ca-file", file.to_str().unwrap()]);
    assert!(!known.err.contains("is not trusted"), "{known:#?}");
}

#[test]
fn trying_now_looks_at_the_network_at_once_and_says_again_what_it_finds() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.reach(Reach::Refused);
    let mut backend = patient(&bench, faults.api_url());
    backend.add(&files(&bench, 3));
    wait_for_outage(&mut backend);
    let before = backend.holds().len();
    backend.send(Intent::RetryNetwork);
    // The same finding is not reported again unless somebody asks.
    backend.wait_for("an answer", |model| !model.is_retrying_network);
    assert_eq!(backend.holds().len(), before + 1);
    assert!(backend.model.offline().is_some());
    faults.reach(Reach::There);
    backend.send(Intent::RetryNetwork);
    backend.wait_until_done();
    assert!(backend.model.offline().is_none() && !backend.model.is_retrying_network);
    assert_eq!(failures(&backend), 0);
    assert_all_stored(&bench, &backend);
}
