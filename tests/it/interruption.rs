//! The program ends midway and starts again.

use std::collections::HashSet;

use model::{Event, Intent, Status};
use store::{DataDirectory, DataDirectoryError};

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, Latch, Rule},
    files::noise,
};

#[test]
fn an_interrupted_queue_resumes_and_uploads_every_file_once() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Two uploads pass; the next two are running when the program ends.
    let never = Latch::new();
    faults.add(Rule::put(Action::Hold(never)).after(2));
    let names: Vec<_> = (0..8).map(|number| format!("{number}.bin")).collect();
    let paths: Vec<_> = names
        .iter()
        .zip(0..)
        .map(|(name, seed)| bench.file(name, &noise(seed, 2000)))
        .collect();
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(2).start();
    backend.add(&paths);
    backend.wait_for("two uploads", |model| model.queue.totals().count(Status::Uploaded) == 2);
    wait_until("two that hang", || faults.running_puts() == 2);
    let first_keys: HashSet<_> = faults.puts().into_iter().collect();
    assert_eq!(first_keys.len(), 4);
    let events = backend.stop();
    let uploaded = |events: &[Event]| {
        events
            .iter()
            .filter(|event| matches!(event, Event::Uploaded { .. }))
            .count()
    };
    assert_eq!(uploaded(&events), 2);

    faults.clear();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    assert_eq!(
        backend.model.queue.uploads().len(),
        6,
        "finished uploads are in the history"
    );
    backend.wait_until_done();
    backend.catch_up();
    assert_eq!(backend.announced(), 6);
    let rows: Vec<_> = backend
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| upload.source.name())
        .collect();
    assert_eq!(rows, names[2..], "in the order they were added");

    let history = backend.history("");
    assert_eq!(history.len(), 8);
    for (name, seed) in names.iter().zip(0..) {
        let records: Vec<_> = history.iter().filter(|upload| upload.source.name() == *name).collect();
        let [record] = records.as_slice() else {
            panic!("{name} has {} records", records.len());
        };
        let object = record.object.as_ref().unwrap();
        assert_eq!(bench.fetch(object), noise(seed, 2000), "{name}");
        for unknown in &record.unknown_outcomes {
            let path = format!("/{}/{}", unknown.bucket.as_ref().unwrap(), unknown.key);
            assert!(first_keys.contains(&path), "only used keys are in doubt: {unknown:?}");
        }
    }
    drop(backend);

    // After another start the history is the same, and nothing is uploaded again.
    let puts = faults.puts().len();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    assert!(backend.model.queue.uploads().is_empty());
    let again = backend.history("");
    let objects = |uploads: &[model::Upload]| -> Vec<_> {
        uploads
            .iter()
            .map(|upload| (upload.id, upload.object.clone(), upload.sha256.clone()))
            .collect()
    };
    assert_eq!(objects(&again), objects(&history));
    assert_eq!(faults.puts().len(), puts);
}

#[test]
fn failed_and_canceled_uploads_come_back_unchanged() {
    let bench = Bench::new();
    let faults = bench.faults();
    let forbidden = crate::fault_proxy::Answer::problem(403, "forbidden", "no");
    faults.add(Rule::presign(Action::Answer(forbidden)).times(1));
    faults.add(Rule::presign(Action::Hold(Latch::new())));
    let paths = [bench.file("failed.bin", b"1"), bench.file("stopped.bin", b"2")];
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&paths);
    backend.wait_for("the failure", |model| model.queue.totals().count(Status::Failed) == 1);
    backend.send(Intent::Cancel(vec![backend.id("stopped.bin")]));
    backend.wait_until_done();
    let before: Vec<_> = backend
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| (upload.id, upload.state.clone()))
        .collect();
    backend.stop();

    faults.clear();
    let backend = Setup::new(&bench).at(faults.api_url()).start();
    let after: Vec<_> = backend
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| (upload.id, upload.state.clone()))
        .collect();
    assert_eq!(after, before);
}

#[test]
fn quitting_does_not_wait_for_a_hanging_upload() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&[bench.file("large.bin", &noise(1, 20 << 20))]);
    wait_until("the upload", || faults.running_puts() == 1);
    let started = std::time::Instant::now();
    backend.stop();
    assert!(
        started.elapsed() < std::time::Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn two_engines_cannot_share_a_data_folder() {
    let bench = Bench::new();
    let backend = Setup::new(&bench).start();
    let place = DataDirectory::open(Some(bench.path("data"))).unwrap();
    assert!(matches!(place.lock(), Err(DataDirectoryError::InUse(_))));
    backend.stop();
    assert!(place.lock().is_ok());
}

#[test]
fn commands_given_just_before_quitting_count() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let names = ["cancelled.bin", "removed.bin", "stays.bin"];
    let paths = names.map(|name| bench.file(name, &noise(1, 100)));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&paths);
    wait_until("three uploads", || faults.running_puts() == 3);
    backend.send(Intent::Cancel(vec![backend.id("cancelled.bin")]));
    backend.send(Intent::Remove(vec![backend.id("removed.bin")]));
    backend.stop();

    faults.clear();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.wait_until_done();
    let rows: Vec<_> = backend
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| (upload.source.name(), upload.status()))
        .collect();
    let wanted = [
        ("cancelled.bin".to_owned(), Status::Canceled),
        ("stays.bin".to_owned(), Status::Uploaded),
    ];
    assert_eq!(rows, wanted);
}
