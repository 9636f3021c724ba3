//! A server that is unavailable, or limits the rate, for a while: uploads wait, and say what the server said.

use std::time::Duration;

use model::{Event, Hold, Intent, Offline, SaveState, Status};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Rule},
    files::png,
    program::{program, run},
    stored::{failures, files},
};

fn away() -> Answer {
    Answer::problem(503, "service_unavailable", "back at noon")
}

/// A backend that waits for outages without a limit, and fails everything else at once.
fn patient(bench: &Bench, faults: &FaultProxy) -> Backend {
    let mut setup = Setup::new(bench).at(faults.api_url());
    setup.policy.longest_outage = None;
    setup.policy.attempts = 2;
    setup.start()
}

#[test]
fn an_unavailable_server_is_waited_for_like_a_missing_network() {
    for status in [502, 503, 504, 522] {
        let bench = Bench::new();
        let faults = bench.faults();
        let answer = Answer::problem(status, "unavailable", "back at noon");
        for method in ["GET", "POST"] {
            faults.add(Rule::on(method, "/", Action::Answer(answer.clone())));
        }
        let mut backend = patient(&bench, &faults);
        backend.add(&files(&bench, 6));
        backend.wait_for_event("the outage", |event| {
            matches!(event, Event::HoldBegan(Hold::Offline { .. }))
        });
        let [Hold::Offline(Offline { headline, .. })] = backend.holds()[..] else {
            panic!("{:?}", backend.holds());
        };
        for words in ["Waiting for the server", "back at noon", &status.to_string()] {
            assert!(headline.contains(words), "{headline}");
        }
        wait_until("several questions", || faults.requests("GET", "/healthz").len() > 3);
        faults.clear();
        backend.wait_until_done();
        assert_eq!((failures(&backend), backend.announced()), (0, 6), "{status}");
        assert_eq!(backend.model.hold(), None);
    }
}

#[test]
fn an_unavailable_call_on_a_healthy_server_is_waited_for_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    // More often than the retry limit allows.
    faults.add(Rule::presign(Action::Answer(away())).times(15));
    for (status, code) in [(503, "SlowDown"), (502, ""), (504, ""), (530, ""), (200, "SlowDown")] {
        faults.add(Rule::put(Action::Answer(Answer::storage(status, code, "Later."))).times(3));
    }
    let mut backend = patient(&bench, &faults);
    backend.upload(&files(&bench, 1));
    assert_eq!(failures(&backend), 0);
    assert!(faults.puts().len() >= 16, "{:?}", faults.puts());
}

fn manifest() -> String {
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    form.to_text()
}

#[test]
fn signing_verifying_and_saving_wait_for_an_unavailable_server() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = patient(&bench, &faults);
    backend.upload(&[bench.file("a.png", &png())]);
    let id = backend.id("a.png");
    for (path, answer) in [
        ("/v1/sign", away()),
        ("/v1/verify", Answer::problem(502, "bad_gateway", "nobody there")),
        (
            "/v1/assets/presign-download",
            Answer::problem(504, "timeout", "too late"),
        ),
    ] {
        faults.add(Rule::on("POST", path, Action::Answer(answer)).times(5));
    }
    backend.send(Intent::Sign {
        ids: vec![id],
        manifest_json: manifest(),
    });
    backend.wait_for("the signed copy", |model| {
        model.queue.totals().count(Status::Signed) == 1
    });
    backend.send(Intent::Verify {
        ids: vec![id],
        target: model::VerifyTarget::Signed,
    });
    backend.wait_for("the verdict", |model| model.queue.totals().count(Status::Verified) == 1);
    // The download's storage is unavailable too, then answers with a page, then breaks off.
    faults.add(
        Rule::on(
            "GET",
            "/que-",
            Action::Answer(Answer::storage(503, "SlowDown", "Later.")),
        )
        .times(3),
    );
    faults.add(Rule::on("GET", "/que-", Action::Answer(Answer::web_page(200))).times(1));
    let to = bench.path("files/signed.png");
    backend.send(Intent::SaveSigned { id, to: to.clone() });
    backend.wait_for("the saved copy", |model| {
        !matches!(
            model.upload(id).unwrap().saving,
            SaveState::NotAsked | SaveState::Saving
        )
    });
    assert_eq!(backend.row("a.png").saving, SaveState::Saved(to.clone()));
    let uri = backend.row("a.png").signed_uri().unwrap().to_owned();
    assert_eq!(std::fs::read(to).unwrap(), bench.fetch_uri(&uri));
    assert_eq!(failures(&backend), 0);
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 6);
    assert_eq!(
        faults.requests("GET", "/que-").len(),
        5,
        "{:?}",
        faults.requests("GET", "/")
    );
}

#[test]
fn a_signing_that_timed_out_at_a_gateway_is_not_repeated() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = patient(&bench, &faults);
    backend.upload(&[bench.file("a.png", &png())]);
    let late = Answer::problem(504, "timeout", "too late");
    faults.add(Rule::on("POST", "/v1/sign", Action::Answer(late)));
    backend.send(Intent::Sign {
        ids: vec![backend.id("a.png")],
        manifest_json: manifest(),
    });
    backend.wait_for_event("the end", |event| matches!(event, Event::SignFailed { .. }));
    assert_eq!(faults.requests("POST", "/v1/sign").len(), 1, "it may have been signed");
}

#[test]
fn a_script_waits_for_its_longest_outage_and_quotes_the_server() {
    for all in [true, false] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(away())));
        if all {
            faults.add(Rule::on("GET", "/healthz", Action::Answer(away())));
        }
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.policy.longest_outage = Some(Duration::from_millis(300));
        let mut backend = setup.start();
        backend.add(&files(&bench, 6));
        backend.wait_until_done();
        assert_eq!(backend.count(Status::Failed), 6);
        let failure = backend.failure("3.bin");
        assert_eq!(
            (failure.status, failure.code.as_deref()),
            (Some(503), Some("service_unavailable")),
            "{failure:?}"
        );
        assert!(
            failure.message.contains("back at noon") && !failure.hint.is_empty(),
            "{failure:?}"
        );
        assert!(faults.presigns().len() >= if all { 1 } else { 12 });
    }
}

fn quota(wait: &str) -> Answer {
    Answer::problem(429, "rate_limited", "the monthly quota is used up").header("Retry-After", wait)
}

#[test]
fn a_rate_limit_is_quoted_and_a_script_waits_only_up_to_its_limit() {
    for (wait, longest) in [("3600", 60_000), ("0", 2500)] {
        let bench = Bench::new();
        let faults = bench.faults();
        faults.add(Rule::presign(Action::Answer(quota(wait))));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.policy.longest_rate_limit = Some(Duration::from_millis(longest));
        let mut backend = setup.start();
        backend.add(&files(&bench, 5));
        backend.wait_until_done();
        assert_eq!(backend.count(Status::Failed), 5);
        let failure = backend.failure("4.bin").clone();
        assert_eq!(
            (failure.status, failure.code.as_deref()),
            (Some(429), Some("rate_limited"))
        );
        assert!(failure.message.contains("the monthly quota is used up"), "{failure:?}");
        assert!(failure.hint.contains("--longest-wait"), "{failure:?}");
        // A failed upload is retried on request.
        faults.clear();
        let failed = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
        backend.send(Intent::Retry(failed));
        backend.wait_until_done();
        assert_eq!(backend.announced(), 5);
    }
    // The window waits for it and says why.
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(quota("1"))).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.upload(&files(&bench, 1));
    let [Hold::RateLimited { detail, .. }] = backend.holds()[..] else {
        panic!("{:?}", backend.holds());
    };
    assert_eq!(detail.as_deref(), Some("the monthly quota is used up"));
}

#[test]
fn the_command_line_limits_rate_limit_waits_and_says_why_it_waits() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Answer(quota("1"))).times(1));
    faults.add(Rule::presign(Action::Answer(quota("3600"))));
    let mut command = program(&bench.path("data"));
    command.args([
        "--api-url",
        faults.api_url(),
        "upload",
        "--json",
        "--jobs",
        "1",
        "--longest-wait",
        "5",
    ]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(files(&bench, 3)));
    ended.assert_code(1);
    assert!(
        ended
            .err
            .contains("The server asked to wait 1 s: the monthly quota is used up"),
        "{ended:#?}"
    );
    let failed = ended.events("failed");
    assert_eq!(failed.len(), 3);
    for line in failed {
        assert!(line["message"].as_str().unwrap().contains("monthly quota"), "{line}");
        assert!(line["hint"].as_str().unwrap().contains("5 s at most"), "{line}");
    }
    assert_eq!(faults.presigns().len(), 2, "no upload waits an hour or asks again");
}
