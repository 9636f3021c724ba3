//! Hot folders while the program is killed, gets signals, or has no network: nothing is lost, doubled or in pieces.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use model::ObjectRef;
use serde_json::Value;
use store::{Change, Store};

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Rule},
    files::{self, noise},
    folders::uploaded,
    program::{Running, program, run},
    watch::watch_at,
};

/// The lines of a running program.
fn lines(running: &Running, event: &str) -> Vec<Value> {
    let out = running.out();
    let lines = out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line["event"] == event).collect()
}

/// Waits until a running program has printed this many lines of an event.
fn wait_for(running: &Running, event: &str, count: usize) {
    wait_until(&format!("{count} × {event}"), || lines(running, event).len() >= count);
}

/// Writes a file in pieces, as a slow camera does.
fn write_slowly(path: &Path, bytes: &[u8], pieces: usize) {
    let mut file = fs::File::create(path).unwrap();
    for piece in bytes.chunks(bytes.len().div_ceil(pieces)) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
        // The writer's speed is what is tested, not a time to wait for.
        thread::sleep(Duration::from_millis(150));
    }
}

/// The contents of all stored objects on record by file name, with how often each was stored.
fn stored(bench: &Bench, faults: &FaultProxy) -> BTreeMap<(String, Vec<u8>), usize> {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url(), "history", "--json"]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let mut stored = BTreeMap::new();
    for record in run(&mut command).assert_code(0).lines() {
        let Some(key) = record["key"].as_str() else { continue };
        let object = ObjectRef {
            bucket: record["bucket"].as_str().map(str::to_owned),
            key: key.to_owned(),
        };
        let name = key.rsplit('/').next().unwrap().to_owned();
        *stored.entry((name, bench.fetch(&object))).or_default() += 1;
    }
    stored
}

#[test]
fn slow_writers_renames_and_rewrites_survive_kills_and_each_last_content_is_stored_once() {
    const FILES: u64 = 12;
    let bench = Bench::new();
    let faults = bench.faults();
    // Slow enough that kills come in the middle.
    faults.add(Rule::put(Action::Throttle(512 << 10)));
    let hot = bench.path("in");
    fs::create_dir(&hot).unwrap();
    let content = |number: u64, version: u64| noise(number * 10 + version, 60_000 + usize::try_from(number).unwrap());
    let writer = thread::spawn(move || {
        for number in 0..FILES {
            let path = hot.join(format!("{number}.bin"));
            match number % 3 {
                0 => write_slowly(&path, &content(number, 0), 6),
                1 => {
                    let part = hot.join(format!("{number}.bin.part"));
                    write_slowly(&part, &content(number, 0), 3);
                    fs::rename(part, &path).unwrap();
                }
                _ => {
                    write_slowly(&path, &content(number, 1), 2);
                    write_slowly(&path, &content(number, 0), 4);
                }
            }
        }
    });
    let mut kills = 0;
    while !writer.is_finished() {
        let running = Running::start(&mut watch_at(&bench, &faults));
        let before = Instant::now();
        wait_until("an upload, or the end of the writer", || {
            !lines(&running, "uploaded").is_empty() || writer.is_finished() || before.elapsed().as_secs() > 3
        });
        // Dropping it is kill -9.
        drop(running);
        kills += 1;
    }
    writer.join().unwrap();
    assert!(kills > 1, "{kills}");
    faults.clear();
    let last = run(watch_at(&bench, &faults).arg("--once"));
    last.assert_code(0);
    let stored = stored(&bench, &faults);
    for number in 0..FILES {
        let name = format!("{number}.bin");
        let times = stored.get(&(name.clone(), content(number, 0)));
        assert_eq!(times, Some(&1), "{name} after {kills} kills");
    }
    let wholes: Vec<_> = (0..FILES)
        .flat_map(|number| [content(number, 0), content(number, 1)])
        .collect();
    let pieces = stored.keys().filter(|(_, bytes)| !wholes.contains(bytes));
    assert_eq!(
        pieces.map(|(name, _)| name).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "in pieces"
    );
}

/// What systemd listens at.
struct ServiceManager {
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "nothing is said elsewhere"))]
    socket: std::os::unix::net::UnixDatagram,
    path: PathBuf,
}

impl ServiceManager {
    fn new(bench: &Bench) -> Self {
        let path = bench.path("notify");
        let socket = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Self { socket, path }
    }

    /// What it is told next.
    #[cfg(target_os = "linux")]
    fn told(&self) -> String {
        let mut bytes = [0; 64];
        let length = self.socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).trim_end().to_owned()
    }
}

#[test]
fn files_come_while_the_network_is_away_and_a_signal_is_the_usual_end() {
    let bench = Bench::new();
    let faults = bench.faults();
    let hot = bench.path("in");
    fs::create_dir(&hot).unwrap();
    faults.add(Rule::presign(Action::Answer(Answer::problem(
        503,
        "unavailable",
        "down",
    ))));
    let manager = ServiceManager::new(&bench);
    let running = Running::start(watch_at(&bench, &faults).env("NOTIFY_SOCKET", &manager.path));
    wait_for(&running, "watching", 1);
    files::write(hot.join("a.bin"), &noise(1, 5000));
    wait_for(&running, "added", 1);
    wait_until("that the server is asked", || !faults.presigns().is_empty());
    assert!(lines(&running, "failed").is_empty());
    faults.clear();
    wait_for(&running, "uploaded", 1);
    files::write(hot.join("b.bin"), &noise(2, 5000));
    wait_for(&running, "uploaded", 2);
    #[cfg(target_os = "linux")]
    assert_eq!(manager.told(), "READY=1");
    running.signal("TERM");
    let ended = running.ended();
    #[cfg(target_os = "linux")]
    assert_eq!(manager.told(), "STOPPING=1");
    assert!(
        ended.assert_code(0).err.contains("Stopped. The queue is empty."),
        "{ended:#?}"
    );
    assert_eq!(ended.event("summary")["uploaded"], 2);
}

#[test]
fn what_a_signal_leaves_in_the_queue_continues_at_the_next_start() {
    let bench = Bench::new();
    let faults = bench.faults();
    let hot = bench.path("in");
    let bytes = noise(1, 3 << 20);
    files::write(hot.join("large.bin"), &bytes);
    faults.add(Rule::put(Action::Throttle(64 << 10)));
    let running = Running::start(&mut watch_at(&bench, &faults));
    wait_until("a PUT", || !faults.requests("PUT", "/").is_empty());
    running.signal("INT");
    let ended = running.ended();
    assert!(
        ended
            .assert_code(0)
            .err
            .contains("1 file in the queue. To continue: que-uploader watch"),
        "{ended:#?}"
    );
    faults.clear();
    let next = run(watch_at(&bench, &faults).arg("--once"));
    assert_eq!(uploaded(next.assert_code(0)), ["large.bin"]);
    assert_eq!(stored(&bench, &faults), [(("large.bin".to_owned(), bytes), 1)].into());
}

/// A watch whose file is being uploaded, without end.
fn uploading() -> (Bench, FaultProxy, PathBuf, Running) {
    let bench = Bench::new();
    let faults = bench.faults();
    let file = files::write(bench.path("in/a.bin"), &noise(1, 5000));
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let running = Running::start(&mut watch_at(&bench, &faults));
    wait_until("a PUT", || !faults.requests("PUT", "/").is_empty());
    (bench, faults, file, running)
}

#[test]
fn a_file_that_was_renamed_between_two_runs_is_uploaded_once_and_leaves_nothing_in_the_queue() {
    let (bench, faults, file, running) = uploading();
    drop(running);
    fs::rename(&file, bench.path("in/b.bin")).unwrap();
    faults.clear();
    let next = run(watch_at(&bench, &faults).arg("--once"));
    assert_eq!(uploaded(next.assert_code(0)), ["b.bin"]);
    let database = bench.path("data/uploads.sqlite3");
    let mut store = Store::open(&database, &engine::origin_of(faults.api_url())).unwrap();
    assert_eq!(store.start_session().unwrap(), []);
}

#[test]
fn an_upload_that_was_canceled_in_the_window_is_not_begun_again_until_the_file_changes() {
    let (bench, faults, file, running) = uploading();
    running.signal("INT");
    running.ended().assert_code(0);
    let database = bench.path("data/uploads.sqlite3");
    let mut store = Store::open(&database, &engine::origin_of(faults.api_url())).unwrap();
    let ids = store.start_session().unwrap();
    assert_eq!(ids.len(), 1);
    store.apply(&[Change::Canceled(ids[0])]).unwrap();
    drop(store);
    faults.clear();
    let next = run(watch_at(&bench, &faults).arg("--once"));
    assert_eq!(uploaded(next.assert_code(0)), Vec::<String>::new());
    assert_eq!(next.event("skipped")["reason"], "its upload was canceled");
    files::write(file, &noise(2, 5000));
    let next = run(watch_at(&bench, &faults).arg("--once"));
    assert_eq!(uploaded(next.assert_code(0)), ["a.bin"]);
}
