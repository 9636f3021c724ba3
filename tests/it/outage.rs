//! The network goes away, or is another one than it seems, and comes back.

use std::time::{Duration, Instant};

use model::{Event, Hold, Intent, Status, UploadState};

use crate::{
    bench::{Bench, wait_until},
    connection::secure_server,
    desk::{Desk, Setup},
    faults::{Action, Answer, Reach, Rule},
    files::{noise, png},
    program::{program, run},
};

fn files(bench: &Bench, count: u64) -> Vec<std::path::PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 500)))
        .collect()
}

/// A desk that waits for the network for as long as it takes.
fn patient(bench: &Bench, api_url: &str) -> Desk {
    let mut setup = Setup::new(bench).at(api_url);
    setup.policy.longest_outage = None;
    setup.start()
}

fn wait_for_outage(desk: &mut Desk) {
    desk.wait_for_event("the outage", |event| matches!(event, Event::Held(Hold::Offline { .. })));
}

fn assert_all_stored(bench: &Bench, desk: &Desk) {
    for upload in desk.model.queue.uploads() {
        assert_eq!(upload.state, UploadState::Uploaded, "{}", upload.source.name());
        // From the sandbox's folder: so many downloads would take their time.
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

fn failures(desk: &Desk) -> usize {
    let failed = |event: &&Event| matches!(event, Event::Failed { .. } | Event::SignFailed { .. });
    desk.heard.iter().filter(failed).count()
}

#[test]
fn two_hundred_files_wait_together_for_the_network_and_none_fails() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 200);
    let mut desk = patient(&bench, faults.api_url());
    desk.add(&paths);
    wait_until("a quarter of them", || faults.count_behind(200) >= 50);
    faults.reach(Reach::Refused);
    wait_for_outage(&mut desk);
    desk.wait_for("all others in the queue", |model| {
        let totals = model.queue.totals();
        totals.count(Status::Uploaded) + totals.count(Status::Queued) + totals.count(Status::Preparing) == 200
    });
    assert!(desk.count(Status::Uploaded) < 200);
    faults.reach(Reach::There);
    desk.wait_until_done();
    desk.catch_up();
    assert_eq!(failures(&desk), 0);
    assert!(
        matches!(desk.holds().as_slice(), [Hold::Offline { .. }]),
        "{:?}",
        desk.holds()
    );
    assert_eq!(desk.model.hold(), None, "and released");
    assert_eq!(desk.announced(), 200);
    assert_all_stored(&bench, &desk);
}

#[test]
fn a_long_queue_hardly_asks_for_the_network_while_it_is_away() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 2000);
    faults.reach(Reach::Reset);
    let mut desk = patient(&bench, faults.api_url());
    desk.add(&paths);
    wait_for_outage(&mut desk);
    let (began, before) = (Instant::now(), faults.connections());
    wait_until("three seconds", || began.elapsed() >= Duration::from_secs(3));
    let connections = faults.connections() - before;
    assert!(connections <= 12, "{connections} connections in three seconds");
    desk.catch_up();
    assert_eq!((failures(&desk), desk.holds().len()), (0, 1));
    assert!(desk.retried().is_empty());

    let back = Instant::now();
    faults.reach(Reach::There);
    wait_until("the next upload", || faults.count_behind(200) > 0);
    assert!(back.elapsed() < Duration::from_secs(5), "{:?}", back.elapsed());
}

#[test]
fn a_storage_that_is_away_while_the_api_answers_holds_the_queue_and_nothing_fails() {
    // From the start, and after it has taken uploads.
    for first in [0, 10] {
        let bench = Bench::new();
        let faults = bench.faults();
        let paths = files(&bench, 60);
        let mut desk = patient(&bench, faults.api_url());
        desk.upload(&paths[..first]);
        faults.reach_storage(Reach::Refused);
        desk.add(&paths[first..]);
        wait_for_outage(&mut desk);
        let [Hold::Offline { headline }] = desk.holds()[..] else {
            panic!("{:?}", desk.holds());
        };
        assert!(headline.contains("the storage 127.0.0.1"), "{headline}");
        assert!(headline.contains("cannot be reached"), "{headline}");
        let (began, before) = (Instant::now(), faults.presigns().len());
        wait_until("two seconds", || began.elapsed() >= Duration::from_secs(2));
        assert!(faults.presigns().len() - before <= 8, "nobody asks for URLs meanwhile");
        faults.reach_storage(Reach::There);
        desk.wait_until_done();
        desk.catch_up();
        assert_eq!((failures(&desk), desk.announced()), (0, 60));
        assert_eq!(desk.model.hold(), None, "and released");
        assert_all_stored(&bench, &desk);
    }
}

#[test]
fn a_url_that_leads_nowhere_fails_its_file_and_holds_no_other() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut desk = patient(&bench, faults.api_url());
    desk.upload(&files(&bench, 1));
    let answer =
        serde_json::json!({ "url": "http://127.0.0.1:9/bucket/uploads/a?X-Amz-Signature=0", "key": "uploads/a" });
    let nowhere = Answer::raw(200, "application/json", &answer.to_string());
    faults.add(Rule::presign(Action::Answer(nowhere)));
    desk.add(&[bench.file("lost.bin", &noise(7, 500))]);
    desk.wait_until_done();
    assert_eq!(desk.failure("lost.bin").step, model::Step::Upload);
    faults.clear();
    desk.add(&[bench.file("next.bin", &noise(8, 500))]);
    desk.wait_until_done();
    assert_eq!(desk.row("next.bin").state, UploadState::Uploaded);
    assert!(desk.holds().is_empty(), "{:?}", desk.holds());
}

#[test]
fn an_outage_that_is_too_long_for_a_script_fails_with_words() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 20);
    faults.reach(Reach::Refused);
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.policy.longest_outage = Some(Duration::from_millis(500));
    let mut desk = setup.start();
    desk.add(&paths);
    desk.wait_until_done();
    assert_eq!(desk.count(Status::Failed), 20);
    for path in &paths {
        let failure = desk.failure(path.file_name().unwrap().to_str().unwrap());
        assert!(!failure.message.is_empty() && !failure.hint.is_empty(), "{failure:?}");
        assert_eq!(failure.status, None, "{failure:?}");
    }
}

#[test]
fn signing_waits_for_the_network_too() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut desk = patient(&bench, faults.api_url());
    desk.upload(&[bench.file("a.png", &png())]);
    faults.reach(Reach::Refused);
    let form = content_credentials::ManifestForm {
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    desk.wish(Intent::Sign {
        ids: vec![desk.id("a.png")],
        manifest_json: form.to_text(),
    });
    wait_for_outage(&mut desk);
    faults.reach(Reach::There);
    desk.wait_for("the signed copy", |model| {
        model.queue.totals().count(Status::Signed) == 1
    });
    assert_eq!(failures(&desk), 0);
    assert_eq!(desk.holds().len(), 1);
}

#[test]
fn a_sign_in_page_in_place_of_everything_is_waited_for_and_named() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 10);
    for method in ["GET", "POST", "PUT"] {
        faults.add(Rule::on(method, "/", Action::Answer(Answer::web_page(200))));
    }
    let mut desk = patient(&bench, faults.api_url());
    desk.add(&paths);
    wait_for_outage(&mut desk);
    let [Hold::Offline { headline }] = desk.holds()[..] else {
        panic!("{:?}", desk.holds());
    };
    assert!(headline.contains("sign in to this network"), "{headline}");
    faults.clear();
    desk.wait_until_done();
    assert_eq!((failures(&desk), desk.announced()), (0, 10));
    assert_all_stored(&bench, &desk);
}

/// Uses the certificate of this authority, as a person does in the settings.
pub(crate) fn trust(bench: &Bench, desk: &mut Desk, authority: &str) {
    let mut settings = desk.model.settings.clone();
    settings.profiles[0].extra_ca_file = bench.file("authority.pem", authority.as_bytes()).display().to_string();
    desk.wish(Intent::ApplySettings(settings));
}

fn wait_for_advice(desk: &mut Desk, host: &str) {
    wait_for_outage(desk);
    let advice = |event: &Event| match event {
        Event::Trouble { headline, hint } => {
            headline.contains(&format!("the certificate of {host} is not trusted"))
                && hint.contains("sign-in page")
                && hint.contains("certificate authority")
        }
        _ => false,
    };
    desk.wait_for_event("what can be done", advice);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_storage_whose_certificate_is_not_trusted_holds_the_queue_until_it_is() {
    let bench = Bench::new();
    let faults = bench.faults();
    let (address, authority) = secure_server("localhost", (2020, 4000));
    let host = format!("localhost:{}", address.port());
    // No key is given to two files: the second would be refused.
    let url = format!("https://{host}/bucket/uploads/{{number}}?X-Amz-Expires=900&X-Amz-Signature=0");
    let answer = serde_json::json!({ "url": url, "key": "uploads/{number}" }).to_string();
    faults.add(Rule::presign(Action::Answer(Answer::raw(
        200,
        "application/json",
        &answer,
    ))));
    let mut desk = patient(&bench, faults.api_url());
    desk.add(&files(&bench, 100));
    wait_for_advice(&mut desk, &host);
    let (began, before) = (Instant::now(), faults.presigns().len());
    wait_until("two seconds", || began.elapsed() >= Duration::from_secs(2));
    assert!(faults.presigns().len() - before <= 4, "nobody asks for URLs meanwhile");
    desk.catch_up();
    assert_eq!((failures(&desk), desk.holds().len()), (0, 1));

    faults.clear();
    trust(&bench, &mut desk, &authority);
    desk.wait_until_done();
    assert_eq!((failures(&desk), desk.announced()), (0, 100));
    assert_all_stored(&bench, &desk);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_server_whose_certificate_is_not_trusted_holds_the_queue_and_says_what_can_be_done() {
    let bench = Bench::new();
    let (address, authority) = secure_server("localhost", (2020, 4000));
    let host = format!("localhost:{}", address.port());
    let mut desk = patient(&bench, &format!("https://{host}"));
    desk.add(&files(&bench, 20));
    wait_for_advice(&mut desk, &host);
    desk.catch_up();
    assert_eq!(failures(&desk), 0);
    trust(&bench, &mut desk, &authority);
    desk.wait_for_event("the release", |event| {
        matches!(event, Event::Released(model::HoldKind::Network))
    });
}

#[test]
fn a_script_ends_with_the_certificate_as_the_cause_and_goes_on_with_the_right_authority() {
    let bench = Bench::new();
    let (address, authority) = secure_server("localhost", (2020, 4000));
    let host = format!("localhost:{}", address.port());
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
