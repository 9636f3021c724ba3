//! The program ends in the middle of things and is started again.

use std::collections::HashSet;

use model::{Event, Intent, Status};
use store::{DataDirectory, DataDirectoryError};

use crate::{
    bench::{Bench, wait_until},
    desk::Setup,
    faults::{Action, Latch, Rule},
    files::noise,
};

#[test]
fn a_queue_that_was_interrupted_goes_on_and_every_file_is_uploaded_once() {
    let bench = Bench::new();
    let faults = bench.faults();
    // Two uploads pass, the next two are under way when the program ends.
    let never = Latch::new();
    faults.add(Rule::put(Action::Hold(never)).after(2));
    let names: Vec<_> = (0..8).map(|number| format!("{number}.bin")).collect();
    let paths: Vec<_> = names
        .iter()
        .zip(0..)
        .map(|(name, seed)| bench.file(name, &noise(seed, 2000)))
        .collect();
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(2).start();
    desk.add(&paths);
    desk.wait_for("two uploads", |model| model.queue.totals().count(Status::Uploaded) == 2);
    wait_until("two that hang", || faults.running_puts() == 2);
    let first_keys: HashSet<_> = faults.puts().into_iter().collect();
    assert_eq!(first_keys.len(), 4);
    let heard = desk.stop();
    let uploaded = |events: &[Event]| {
        events
            .iter()
            .filter(|event| matches!(event, Event::Uploaded { .. }))
            .count()
    };
    assert_eq!(uploaded(&heard), 2);

    faults.clear();
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    assert_eq!(desk.model.queue.uploads().len(), 6, "what is done is history");
    desk.wait_until_done();
    desk.catch_up();
    assert_eq!(desk.announced(), 6);
    let rows: Vec<_> = desk
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| upload.source.name())
        .collect();
    assert_eq!(rows, names[2..], "in the order in which they were added");

    let history = desk.history("");
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
            assert!(
                first_keys.contains(&path),
                "a key in doubt is one that was used: {unknown:?}"
            );
        }
    }
    drop(desk);

    // The history is the same after another start, and nothing is uploaded again.
    let puts = faults.puts().len();
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    assert!(desk.model.queue.uploads().is_empty());
    let again = desk.history("");
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
fn what_failed_and_what_was_canceled_comes_back_as_it_was() {
    let bench = Bench::new();
    let faults = bench.faults();
    let forbidden = crate::faults::Answer::problem(403, "forbidden", "no");
    faults.add(Rule::presign(Action::Answer(forbidden)).times(1));
    faults.add(Rule::presign(Action::Hold(Latch::new())));
    let paths = [bench.file("failed.bin", b"1"), bench.file("stopped.bin", b"2")];
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.add(&paths);
    desk.wait_for("the failure", |model| model.queue.totals().count(Status::Failed) == 1);
    desk.wish(Intent::Cancel(vec![desk.id("stopped.bin")]));
    desk.wait_until_done();
    let before: Vec<_> = desk
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| (upload.id, upload.state.clone()))
        .collect();
    desk.stop();

    faults.clear();
    let desk = Setup::new(&bench).at(faults.api_url()).start();
    let after: Vec<_> = desk
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| (upload.id, upload.state.clone()))
        .collect();
    assert_eq!(after, before);
}

#[test]
fn ending_does_not_wait_for_an_upload_that_hangs() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&[bench.file("large.bin", &noise(1, 20 << 20))]);
    wait_until("the upload", || faults.running_puts() == 1);
    let begun = std::time::Instant::now();
    desk.stop();
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn two_engines_cannot_have_the_same_data_folder() {
    let bench = Bench::new();
    let desk = Setup::new(&bench).start();
    let place = DataDirectory::open(Some(bench.path("data"))).unwrap();
    assert!(matches!(place.lock(), Err(DataDirectoryError::InUse(_))));
    desk.stop();
    assert!(place.lock().is_ok());
}

#[test]
fn what_was_ordered_just_before_the_end_counts() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let names = ["cancelled.bin", "removed.bin", "stays.bin"];
    let paths = names.map(|name| bench.file(name, &noise(1, 100)));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&paths);
    wait_until("three uploads", || faults.running_puts() == 3);
    desk.wish(Intent::Cancel(vec![desk.id("cancelled.bin")]));
    desk.wish(Intent::Remove(vec![desk.id("removed.bin")]));
    desk.stop();

    faults.clear();
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.wait_until_done();
    let rows: Vec<_> = desk
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
