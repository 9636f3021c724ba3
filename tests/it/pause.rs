//! Pausing one upload, or the whole queue.

use model::{Intent, Status, Timestamp, UploadState};
use store::load_settings;

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
fn a_paused_upload_lets_others_run_and_stays_paused_until_resumed() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&files(&bench, 4));
    wait_until("the first upload", || faults.running_puts() == 1);
    // One running and one waiting.
    backend.send(Intent::Pause(vec![backend.id("0.bin"), backend.id("2.bin")]));
    backend.wait_for("the others", |model| model.queue.totals().count(Status::Uploaded) == 2);
    backend.wait_for("both paused", |model| model.queue.totals().count(Status::Paused) == 2);
    for name in ["0.bin", "2.bin"] {
        assert_eq!(backend.row(name).state, UploadState::Paused, "{name}");
    }
    backend.stop();

    let presigns = faults.presigns().len();
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    assert_eq!(backend.count(Status::Paused), 2, "also after a restart");
    backend.send(Intent::Resume(vec![backend.id("2.bin")]));
    backend.wait_for("the one that was resumed", |model| {
        model.queue.totals().count(Status::Uploaded) == 1
    });
    assert_eq!(backend.row("0.bin").state, UploadState::Paused);
    assert_eq!(faults.presigns().len(), presigns + 1);
    backend.send(Intent::Resume(vec![backend.id("0.bin")]));
    backend.wait_for("the other", |model| model.queue.totals().count(Status::Uploaded) == 2);
    for (name, seed) in [("0.bin", 0), ("2.bin", 2)] {
        assert_eq!(bench.fetch(&backend.object(name)), noise(seed, 2000));
    }
}

#[test]
fn a_paused_queue_starts_nothing_even_after_a_restart_and_running_uploads_start_over() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Hold(Latch::new())).times(2));
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(2).start();
    backend.add(&files(&bench, 5));
    wait_until("two uploads", || faults.running_puts() == 2);
    backend.send(Intent::SetQueuePaused(true));
    backend.wait_for("all back in the queue", |model| {
        model.queue.totals().count(Status::Queued) == 5
    });
    assert_eq!(faults.presigns().len(), 2);
    backend.stop();
    let (kept, trouble) = load_settings(&bench.path("data/settings.toml"), Timestamp::from_millis(0));
    assert!(kept.paused && trouble.is_none());

    let mut setup = Setup::new(&bench).at(faults.api_url()).jobs(2);
    setup.paused = kept.paused;
    let mut backend = setup.start();
    // Its answer comes after the effects of everything before it.
    backend.history("");
    assert_eq!((backend.count(Status::Queued), faults.presigns().len()), (5, 2));

    backend.send(Intent::SetQueuePaused(false));
    backend.wait_until_done();
    assert_eq!(backend.count(Status::Uploaded), 5);
    for number in 0..5 {
        let stored = bench.fetch(&backend.object(&format!("{number}.bin")));
        assert_eq!(stored, noise(number, 2000));
    }
    assert_eq!(faults.presigns().len(), 7, "from presign");
}
