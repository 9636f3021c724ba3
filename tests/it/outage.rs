//! The network goes away, or is another one than it seems, and comes back.

use std::time::{Duration, Instant};

use que_uploader::model::{Event, Hold, Intent, Status, UploadState};

use crate::{
    bench::{Bench, wait_until},
    desk::{Desk, Setup},
    faults::{Action, Answer, Reach, Rule},
    files::{noise, png},
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
            .path("server/objects")
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
    let form = que_uploader::credentials::ManifestForm {
        origin: Some(que_uploader::credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    desk.wish(Intent::Sign {
        ids: vec![desk.id("a.png")],
        manifest_json: form.to_json().unwrap(),
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
