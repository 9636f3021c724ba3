//! Canceling, retrying, removing, and the number of parallel uploads.

use model::{Event, Intent, Job, Settings, Source, Status, Timestamp, UploadId, UploadState, UploadsAtOnce};
use store::{Change, DataDirectory, Store};

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, Latch, Rule},
    files::noise,
};

fn files(bench: &Bench, count: u64) -> Vec<std::path::PathBuf> {
    (0..count)
        .map(|number| bench.file(format!("{number}.bin"), &noise(number, 2000)))
        .collect()
}

#[test]
fn running_and_queued_uploads_can_be_canceled_and_retried() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&files(&bench, 4));
    wait_until("the first upload", || faults.running_puts() == 1);
    backend.wait_for("its first bytes", |model| {
        model.queue.totals().count(Status::Uploading) + model.queue.totals().count(Status::Finishing) == 1
    });
    let canceled = [backend.id("0.bin"), backend.id("2.bin")];
    backend.send(Intent::Cancel(canceled.to_vec()));
    backend.wait_until_done();
    for (name, state) in [
        ("0.bin", UploadState::Canceled),
        ("1.bin", UploadState::Uploaded),
        ("2.bin", UploadState::Canceled),
        ("3.bin", UploadState::Uploaded),
    ] {
        assert_eq!(backend.row(name).state, state, "{name}");
    }
    assert_eq!(faults.presigns().len(), 3, "queued files asked for no URL");

    latch.open();
    backend.send(Intent::Retry(canceled.to_vec()));
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Uploaded), 4);
    for number in 0..4 {
        let stored = bench.fetch(&backend.object(&format!("{number}.bin")));
        assert_eq!(stored, noise(number, 2000));
    }
}

#[test]
fn parallel_uploads_stay_within_the_limit() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(3));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(3).start();
    backend.add(&files(&bench, 12));
    wait_until("three uploads", || faults.running_puts() == 3);
    assert_eq!(
        faults.presigns().len(),
        3,
        "each URL is requested at its file's turn, not earlier"
    );
    latch.open();
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Uploaded), 12);
    assert_eq!(faults.most_puts(), 3);
}

#[test]
fn on_a_slow_line_many_small_uploads_start_before_the_first_is_stored() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = faults.play_slow_line();
    let mut backend = Setup::new(&bench).at(faults.api_url()).adapting().start();
    backend.add(&files(&bench, 20));
    wait_until("all uploads", || faults.running_puts() == 20);
    latch.open();
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Uploaded), 20);
}

#[test]
fn the_parallel_upload_limit_can_be_raised_while_uploads_run() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&files(&bench, 6));
    wait_until("one upload", || faults.running_puts() == 1);
    let settings = Settings {
        jobs: UploadsAtOnce::Fixed(5),
        ..backend.model.settings.clone()
    };
    backend.send(Intent::ApplySettings(Box::new(settings)));
    wait_until("five uploads", || faults.running_puts() == 5);
    latch.open();
    backend.wait_until_done();
    assert_eq!(faults.most_puts(), 5);
}

#[test]
fn uploads_removed_from_the_queue_stay_in_the_history() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&files(&bench, 2));
    let kept = backend.object("0.bin");
    backend.send(Intent::Remove(vec![backend.id("0.bin"), backend.id("1.bin")]));
    assert!(backend.model.queue.uploads().is_empty());
    let found = backend.history("0.BIN");
    assert!(matches!(found.as_slice(), [upload] if upload.object.as_ref() == Some(&kept)));

    // A running upload is stopped first, and leaves nothing.
    faults.add(Rule::presign(Action::Hold(Latch::new())));
    backend.add(&[bench.file("removed.bin", &noise(1, 10))]);
    wait_until("the call", || faults.presigns().len() == 3);
    backend.send(Intent::Remove(vec![backend.id("removed.bin")]));
    backend.wait_for_event("its end", |event| matches!(event, Event::Canceled(_)));
    backend.stop();
    let backend = Setup::new(&bench).start();
    assert!(backend.model.queue.uploads().is_empty());
    assert!(faults.puts().len() == 2);
}

#[test]
fn a_queued_file_is_not_added_twice() {
    let bench = Bench::new();
    let paths = files(&bench, 1);
    let mut backend = Setup::new(&bench).start();
    backend.upload(&paths);
    backend.add(&paths);
    assert_eq!(backend.model.queue.uploads().len(), 1);
    assert_eq!(backend.model.notices.len(), 1, "and that is reported");
}

#[test]
fn a_removal_can_be_undone_and_the_file_is_uploaded() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&files(&bench, 3));
    wait_until("the first upload", || faults.running_puts() == 1);
    backend.wait_for("the rows", |model| model.queue.uploads().len() == 3);
    // One runs, the others wait. All are removed and come back, at once or when they are gone.
    let all: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::Remove(all));
    backend.send(Intent::UndoRemove);
    latch.open();
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Uploaded), 3);
    for number in 0..3 {
        assert_eq!(
            bench.fetch(&backend.object(&format!("{number}.bin"))),
            noise(number, 2000)
        );
    }

    let held = Latch::new();
    faults.add(Rule::put(Action::Hold(held.clone())).times(1));
    backend.add(&[bench.file("late.bin", &noise(9, 100))]);
    wait_until("its upload", || faults.running_puts() == 1);
    let id = backend.id("late.bin");
    backend.send(Intent::Remove(vec![id]));
    backend.wait_for_event(
        "its end",
        |event| matches!(event, Event::Canceled(other) if *other == id),
    );
    backend.send(Intent::UndoRemove);
    held.open();
    backend.wait_until_done();
    assert_eq!(bench.fetch(&backend.object("late.bin")), noise(9, 100));
    // The database has its current state.
    backend.stop();
    let backend = Setup::new(&bench).at(faults.api_url()).start();
    assert!(backend.model.queue.uploads().is_empty());
}

#[test]
fn a_long_restored_queue_arrives_in_batches_in_order() {
    let bench = Bench::new();
    let path = bench.file("a.bin", &noise(1, 100));
    let job = |number: i64| Job {
        id: UploadId::new(number),
        added_at: Timestamp::from_millis(number),
        source: Source {
            path: path.with_file_name(format!("{number}.bin")),
            relative: format!("{number}.bin").into(),
            size: 100,
            modified: None,
        },
    };
    let jobs: Vec<_> = (1..=2500).map(job).collect();
    let place = DataDirectory::open(Some(bench.path("data"))).unwrap();
    let mut store = Store::open(&place.database(), "test").unwrap();
    store.apply(&[Change::Added(jobs)]).unwrap();
    drop(store);
    let mut setup = Setup::new(&bench);
    setup.paused = true;
    let mut backend = setup.start();
    let pieces: Vec<_> = backend
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Restoring(uploads) | Event::Restored(uploads) => Some(uploads.len()),
            _ => None,
        })
        .collect();
    assert_eq!(pieces, [1000, 1000, 500]);
    let numbers = backend.model.queue.uploads().iter().map(|upload| upload.id.number());
    assert!(numbers.eq(1..=2500));
    // A file added meanwhile counts as new and comes after them.
    backend.add(&[&path]);
    assert_eq!(
        backend.model.queue.uploads().last().map(|upload| upload.source.name()),
        Some("a.bin".to_owned())
    );
}

#[test]
fn uploads_start_while_a_folder_is_still_being_walked() {
    let bench = Bench::new();
    let folder = bench.path("trip");
    for day in 0..30 {
        let day = folder.join(format!("day {day:02}"));
        std::fs::create_dir_all(&day).unwrap();
        for number in 0..1000 {
            std::fs::File::create(day.join(format!("{number:04}.txt"))).unwrap();
        }
    }
    let mut backend = Setup::new(&bench).start();
    backend.send(Intent::Add(vec![folder]));
    // The walk's end follows everything it found, so the model has not seen it yet.
    backend.wait_for("the first upload", |model| {
        model.queue.totals().count(Status::Uploaded) > 0
    });
    assert!(!backend.model.scanning.is_empty());
    backend.stop();
}
