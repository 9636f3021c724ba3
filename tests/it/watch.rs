//! Hot folders: files are uploaded as they come, once, and whole.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use model::ObjectRef;
use serde_json::Value;
use store::{Change, Store};

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Rule},
    files::{self, JPEG, noise},
    folders::{folder, uploaded},
    program::{Ended, Running, names, program, run},
};

/// Watches a folder with the sandbox inside, until all that is there is uploaded.
fn watch_once(data: &Path, options: &[&str], folders: &[&Path]) -> Ended {
    run(program(data)
        .args(["watch", "--sandbox", "--json", "--once", "--rest", "1"])
        .args(options)
        .args(folders))
}

fn watch_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["watch", "--json", "--rest", "1"]).arg(bench.path("in"));
    command
}

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

#[test]
fn each_content_is_uploaded_once_whatever_its_name_and_again_when_it_changes() {
    let folder = folder();
    let (data, hot) = (folder.path().join("data"), folder.path().join("in"));
    files::write(hot.join("a.bin"), &noise(1, 500));
    files::write(hot.join("sub/b.bin"), &noise(2, 500));
    for name in [".hidden.bin", "Thumbs.db", "sub/@eaDir/x.bin", "c.bin.tmp"] {
        files::write(hot.join(name), &noise(3, 500));
    }
    let first = watch_once(&data, &[], &[&hot]);
    assert_eq!(uploaded(first.assert_code(0)), ["a.bin", "b.bin"]);
    assert_eq!(first.event("watching")["path"], hot.to_str().unwrap());
    fs::remove_file(hot.join("c.bin.tmp")).unwrap();

    // After a restart: nothing, a copy, a new name, new content.
    let again = watch_once(&data, &[], &[&hot]);
    assert_eq!(uploaded(again.assert_code(0)), Vec::<String>::new());
    assert_eq!(again.events("skipped").len(), 0, "what is known is not worth a word");
    fs::copy(hot.join("a.bin"), hot.join("copy.bin")).unwrap();
    fs::rename(hot.join("sub/b.bin"), hot.join("moved.bin")).unwrap();
    files::write(hot.join("a.bin"), &noise(4, 500));
    let third = watch_once(&data, &[], &[&hot]);
    assert_eq!(uploaded(third.assert_code(0)), ["a.bin"]);
    assert_eq!(names(&third.events("skipped")), ["copy.bin", "moved.bin"]);
    for skipped in third.events("skipped") {
        assert!(skipped["key"].as_str().unwrap().starts_with("uploads/"), "{skipped}");
    }
}

#[test]
fn finished_files_are_moved_beside_the_others_and_replace_nothing() {
    let folder = folder();
    let (data, hot) = (folder.path().join("data"), folder.path().join("in"));
    files::write(hot.join("a.jpg"), JPEG);
    files::write(hot.join("sub/b.jpg"), &[JPEG, b"b"].concat());
    files::write(hot.join("notes.txt"), b"cannot be signed");
    files::write(hot.join("Done/a.jpg"), b"an older one");
    let options = [
        "--move-to",
        "Done",
        "--sign",
        "--origin",
        "digitalCapture",
        "--verify",
        "--exclude",
        "*.raw",
    ];
    let ended = watch_once(&data, &options, &[&hot]);
    ended.assert_code(1);
    assert_eq!(ended.events("signed").len(), 2, "{ended:#?}");
    assert_eq!(ended.events("verified").len(), 2);
    assert_eq!(names(&ended.events("failed")), ["notes.txt"]);
    assert_eq!(ended.events("moved").len(), 2);
    assert_eq!(fs::read(hot.join("Done/a (2).jpg")).unwrap(), JPEG);
    assert_eq!(fs::read(hot.join("Done/a.jpg")).unwrap(), b"an older one");
    assert!(hot.join("Done/sub/b.jpg").exists() && hot.join("notes.txt").exists());
    assert!(!hot.join("a.jpg").exists());
    let again = watch_once(&data, &options, &[&hot]);
    assert_eq!(uploaded(again.assert_code(0)), Vec::<String>::new());
}

#[test]
fn a_file_that_is_still_written_is_not_taken_and_is_named_at_the_end() {
    let folder = folder();
    let (data, hot) = (folder.path().join("data"), folder.path().join("in"));
    files::write(hot.join("whole.bin"), &noise(1, 500));
    files::write(hot.join("locked.bin"), &noise(2, 500));
    files::write(hot.join("locked.bin.lock"), b"");
    let ended = watch_once(&data, &["--longest-write", "3"], &[&hot]);
    assert_eq!(uploaded(ended.assert_code(1)), ["whole.bin"]);
    assert!(ended.err.contains("1 file still being written or locked"), "{ended:#?}");
    assert!(ended.err.contains("locked.bin"), "{ended:#?}");
    fs::remove_file(hot.join("locked.bin.lock")).unwrap();
    let ended = watch_once(&data, &["--poll"], &[&hot]);
    assert_eq!(uploaded(ended.assert_code(0)), ["locked.bin"]);
    assert_eq!(ended.event("watching")["events"], false);
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

#[cfg(unix)]
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
#[cfg(target_os = "linux")]
struct ServiceManager {
    socket: std::os::unix::net::UnixDatagram,
    path: PathBuf,
}

#[cfg(target_os = "linux")]
impl ServiceManager {
    fn new(bench: &Bench) -> Self {
        let path = bench.path("notify");
        let socket = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Self { socket, path }
    }

    /// What it is told next.
    fn told(&self) -> String {
        let mut bytes = [0; 64];
        let length = self.socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).trim_end().to_owned()
    }
}

#[cfg(target_os = "linux")]
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
    assert_eq!(manager.told(), "READY=1");
    running.signal("TERM");
    let ended = running.ended();
    assert_eq!(manager.told(), "STOPPING=1");
    assert!(
        ended.assert_code(0).err.contains("Stopped. The queue is empty."),
        "{ended:#?}"
    );
    assert_eq!(ended.event("summary")["uploaded"], 2);
}

#[cfg(unix)]
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

#[cfg(unix)]
#[test]
fn an_upload_that_was_canceled_in_the_window_is_not_begun_again_until_the_file_changes() {
    let bench = Bench::new();
    let faults = bench.faults();
    let file = files::write(bench.path("in/a.bin"), &noise(1, 5000));
    faults.add(Rule::put(Action::Hold(Latch::new())));
    let running = Running::start(&mut watch_at(&bench, &faults));
    wait_until("a PUT", || !faults.requests("PUT", "/").is_empty());
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

#[test]
fn a_refused_key_ends_the_watch_and_loses_nothing() {
    let bench = Bench::new();
    let faults = bench.faults();
    let hot = bench.path("in");
    files::write(hot.join("a.bin"), &noise(1, 500));
    let refused = run(watch_at(&bench, &faults).env("QUE_API_KEY_AUTH", "not-the-key"));
    refused.assert_code(1);
    let failed = refused.event("failed");
    assert_eq!(failed["status"], 401, "{failed}");
    assert!(
        failed["hint"].as_str().unwrap().contains("que-uploader watch"),
        "{failed}"
    );
    let next = run(watch_at(&bench, &faults).arg("--once"));
    assert_eq!(uploaded(next.assert_code(0)), ["a.bin"]);
}

/// A data folder whose settings have these hot folders.
fn with_settings(folder: &Path, hot_folders: &str) -> PathBuf {
    let data = folder.join("data");
    files::write(data.join("settings.toml"), hot_folders.as_bytes());
    data
}

#[test]
fn each_folder_of_the_settings_has_its_own_treatment() {
    let folder = folder();
    let (signed, plain) = (folder.path().join("signed"), folder.path().join("plain"));
    files::write(signed.join("a.jpg"), JPEG);
    files::write(signed.join("a.txt"), b"left out");
    files::write(plain.join("b.jpg"), &[JPEG, b"b"].concat());
    files::write(plain.join("sub/c.jpg"), &[JPEG, b"c"].concat());
    let settings = format!(
        "[[hot_folder]]\npath = {signed:?}\nsign = true\nexisting = \"sign\"\nverify = true\ninclude = [\"*.jpg\"]\n\
         after = \"move\"\n[[hot_folder]]\npath = {plain:?}\nsubfolders = false\n"
    );
    let data = with_settings(folder.path(), &settings);
    let ended = watch_once(&data, &[], &[]);
    assert_eq!(uploaded(&ended), ["a.jpg", "b.jpg"], "{ended:#?}");
    assert_eq!(ended.events("watching").len(), 2);
    // Without an origin only files with credentials are signed: that one fails, and the plain one is not even asked about.
    let asked: Vec<_> = [ended.events("signed"), ended.events("failed")].concat();
    assert_eq!(names(&asked), ["a.jpg"], "{ended:#?}");

    // A folder that is missing is said and waited for, and costs the others nothing.
    fs::remove_dir_all(&plain).unwrap();
    let ended = watch_once(&data, &[], &[]);
    ended.assert_code(1);
    assert_eq!(ended.event("unavailable")["path"], plain.to_str().unwrap());
}

#[test]
fn wrong_arguments_and_settings_are_named_before_anything_starts() {
    let folder = folder();
    let hot = folder.path().join("in");
    let file = files::write(hot.join("sub/a.bin"), b"a");
    let (hot, sub, file) = (hot.to_str().unwrap(), hot.join("sub"), file.to_str().unwrap());
    let sub = sub.to_str().unwrap();
    let data = folder.path().join("data");
    let own = data.join("sandbox/server");
    fs::create_dir_all(&own).unwrap();
    let own = own.to_str().unwrap();
    for (arguments, named) in [
        (vec![], "no folder to watch"),
        (vec![file], "is not a folder"),
        (vec!["/no/such/folder"], "can't be watched"),
        (vec![hot, sub], "is in"),
        (vec![hot, hot], "or the same"),
        (vec![own], "own data"),
        (vec!["--sign"], "--sign needs a folder"),
        (vec!["--exclude", "x"], "--exclude needs a folder"),
        (vec!["--sign", hot], "--origin"),
        (vec!["--existing", "skip", hot], "--sign"),
        (
            vec!["--sign", "--origin", "digitalCapture", "--existing", "ask", hot],
            "--existing ask",
        ),
        (vec!["--include", "a[", hot], "is not a pattern"),
        (vec!["--move-to", "../done", hot], "is not the name of a folder"),
        (vec!["--longest-write", "3", hot], "--once"),
    ] {
        let ended = run(program(&data).args(["watch", "--sandbox", "--json"]).args(&arguments));
        ended.assert_code(2);
        assert!(ended.err.contains(named), "{arguments:?}: {ended:#?}");
        assert_eq!(ended.out, "");
    }
    for (settings, named) in [
        ("[[hot_folder]]\npath = \"/in\"\nverfy = true\n", "verfy"),
        ("[[hot_folder]]\npath = \"/in\"\nafter = \"delete\"\n", "delete"),
        (
            "[[hot_folder]]\npath = \"/in\"\nsign = true\n",
            "/in: signing requires the origin",
        ),
        ("[[hot_folder]]\npath = \"/in\"\npreset = \"None\"\n", "/in: "),
        (
            "[[profiles]]\nname = \"A\"\n[[profiles]]\nname = \"B\"\n[[hot_folder]]\npath = \"/in\"\nprofile = \"A\"\n\
             [[hot_folder]]\npath = \"/other\"\nprofile = \"B\"\n",
            "more than one profile: A, B",
        ),
    ] {
        let place = self::folder();
        let data = with_settings(place.path(), settings);
        let ended = run(program(&data).env("QUE_API_KEY_AUTH", "key").args(["watch", "--json"]));
        ended.assert_code(2);
        assert!(ended.err.contains(named), "{settings}: {ended:#?}");
        assert_eq!(
            fs::read_to_string(data.join("settings.toml")).unwrap(),
            settings,
            "untouched"
        );
    }
}
