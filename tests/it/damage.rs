//! The real program with a database that is damaged, deleted or not writable.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
};

use model::{Intent, Step};
use serde_json::json;
use store::Store;

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, FaultProxy, Latch, Rule},
    files::noise,
    program::{Running, program, run},
};

fn program_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command
}

fn files(bench: &Bench, count: u64) -> Vec<PathBuf> {
    (0..count)
        .map(|seed| bench.file(format!("{seed:03}.bin"), &noise(seed, 200)))
        .collect()
}

/// Uploads these files. Returns their keys in order of upload.
fn upload(bench: &Bench, faults: &FaultProxy, paths: &[PathBuf]) -> Vec<String> {
    let ended = run(program_at(bench, faults)
        .args(["upload", "--json", "--jobs", "8"])
        .args(paths));
    let keys = ended.assert_code(0).events("uploaded");
    keys.iter()
        .map(|line| line["key"].as_str().unwrap().to_owned())
        .collect()
}

fn set_aside(data: &Path) -> Vec<String> {
    let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let is_log = |name: &str| name.ends_with("-wal") || name.ends_with("-shm");
    names
        .filter(|name| name.contains(".damaged") && !is_log(name))
        .collect()
}

#[test]
fn the_program_salvages_every_key_from_a_damaged_database() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 200);
    let mut keys = upload(&bench, &faults, &paths);
    keys.sort();
    let data = bench.path("data");
    let database = data.join("uploads.sqlite3");
    // Overwrites the inner pages of the tables and every index with noise. The pages with rows stay.
    let bytes = fs::read(&database).unwrap();
    let file = fs::File::options().write(true).open(&database).unwrap();
    let mut broken = 0;
    for page in 1..bytes.len() / 4096 {
        let at = page * 4096;
        if matches!(bytes[at], 2 | 5 | 10) {
            file.write_all_at(&noise(page as u64, 4096), at as u64).unwrap();
            broken += 1;
        }
    }
    drop(file);
    assert!(broken > 5, "{broken} pages");

    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    history.assert_code(0);
    let mut found: Vec<_> = history
        .lines()
        .iter()
        .map(|line| line["key"].as_str().unwrap().to_owned())
        .collect();
    found.sort();
    assert_eq!(found, keys, "{}", history.err);
    assert!(
        history.err.contains("damaged") && history.err.contains("200"),
        "it reports what it salvaged and how much: {}",
        history.err
    );
    assert_eq!(
        set_aside(&data).len(),
        1,
        "the damaged file is kept: {:?}",
        set_aside(&data)
    );

    // From here on everything works as before.
    let again = run(program_at(&bench, &faults).args(["history", "--json"]));
    assert_eq!((again.lines().len(), again.err.as_str()), (200, ""));
    let more = upload(&bench, &faults, &[bench.file("more.bin", b"more")]);
    let found = run(program_at(&bench, &faults).args(["history", "--json", "--search", &more[0]]));
    assert_eq!(found.lines().len(), 1);
}

#[test]
fn an_unreadable_database_is_set_aside_and_the_program_continues() {
    let bench = Bench::new();
    let faults = bench.faults();
    upload(&bench, &faults, &files(&bench, 3));
    let data = bench.path("data");
    fs::write(data.join("uploads.sqlite3"), noise(1, 20_000)).unwrap();
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    history.assert_code(0);
    assert!(
        history.err.contains("damaged") && !history.err.contains("panicked"),
        "{history:#?}"
    );
    assert_eq!(set_aside(&data).len(), 1);
    upload(&bench, &faults, &[bench.file("more.bin", b"more")]);
}

#[test]
fn a_database_deleted_while_in_use_is_written_again() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = Latch::new();
    faults.add(Rule::put(Action::Hold(latch.clone())).after(3));
    // All of them, because nothing else is written meanwhile.
    let paths = files(&bench, 7);
    let running = Running::start(program_at(&bench, &faults).args(["upload", "--json"]).args(&paths));
    wait_until("three uploads and some that hang", || {
        faults.running_puts() == 4 && running.out().matches("\"uploaded\"").count() == 3
    });
    for name in ["uploads.sqlite3", "uploads.sqlite3-wal", "uploads.sqlite3-shm"] {
        let _ = fs::remove_file(bench.path("data").join(name));
    }
    latch.open();
    let ended = running.ended();
    ended.assert_code(0);
    assert!(
        ended.err.contains("was deleted while it was in use") && ended.err.contains("nothing is lost"),
        "{ended:#?}"
    );
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    let on_record: Vec<_> = history
        .assert_code(0)
        .lines()
        .iter()
        .map(|line| line["key"].clone())
        .collect();
    for line in ended.events("uploaded") {
        assert!(on_record.contains(&line["key"]), "{line}");
    }
    assert_eq!(on_record.len(), 7);
}

#[test]
fn a_full_disk_is_reported_and_existing_records_stay() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = files(&bench, 3);
    upload(&bench, &faults, &paths);
    // No file may grow: to the program that looks like a full disk. Its log is affected, too.
    let length = fs::metadata(bench.path("data/uploads.sqlite3")).unwrap().len();
    let script = format!("ulimit -f {}; trap '' XFSZ; exec \"$@\"", length / 1024);
    let inner = program_at(&bench, &faults);
    let mut command = Command::new("bash");
    command
        .env_clear()
        .envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
        .args(["-c", &script, "bash"])
        .arg(inner.get_program())
        .args(inner.get_args());
    let many = (0..600).map(|seed| bench.file(format!("more/{seed}.bin"), &noise(seed, 20)));
    assert_eq!(many.count(), 600);
    let ended = run(command.args(["upload", "--json"]).arg(bench.path("files/more")));
    assert!(!ended.err.contains("panicked"), "{ended:#?}");
    ended.assert_code(1);
    let failed = ended.events("failed");
    assert!(!failed.is_empty());
    for line in &failed {
        assert_eq!(line["step"], json!("record"), "{line}");
        assert!(!line["message"].as_str().unwrap().is_empty() && !line["hint"].as_str().unwrap().is_empty());
    }
    println!("{}", failed[0]);
    // With space again, everything that was announced is on record.
    let history = run(program_at(&bench, &faults).args(["history", "--json"]));
    let on_record: Vec<_> = history
        .assert_code(0)
        .lines()
        .iter()
        .map(|line| line["key"].clone())
        .collect();
    for line in ended.events("uploaded") {
        assert!(on_record.contains(&line["key"]), "{line}");
    }
    assert!(on_record.len() >= 3);
}

#[test]
fn a_row_that_could_not_be_recorded_is_recorded_when_it_is_retried() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    let path = bench.file("a.bin", &noise(1, 500));
    let other = rusqlite::Connection::open(bench.path("data/uploads.sqlite3")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    backend.add(std::slice::from_ref(&path));
    backend.wait_until_done();
    assert_eq!(backend.failure("a.bin").step, Step::Record);
    other.execute_batch("ROLLBACK").unwrap();
    backend.send(Intent::Retry(vec![backend.id("a.bin")]));
    backend.wait_until_done();
    let object = backend.object("a.bin");
    backend.stop();
    let record = Store::open(&bench.path("data/uploads.sqlite3"), "test").unwrap();
    let upload = record.find_by_object(&object).unwrap().unwrap();
    assert_eq!((upload.source.path, upload.object), (path, Some(object)));
}

/// Puts a pipe, a socket, a device or a folder at this path.
fn put(kind: &str, path: &Path) {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match kind {
        "pipe" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        // The listener is gone; the name stays.
        "socket" => drop(std::os::unix::net::UnixListener::bind(path).unwrap()),
        "device" => std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
        _ => fs::create_dir(path).unwrap(),
    }
}

#[test]
fn pipes_and_devices_in_the_data_folder_are_refused_by_name_without_blocking() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.bin");
    fs::write(&file, "a").unwrap();
    for (number, kind) in ["pipe", "socket", "device", "folder"].into_iter().enumerate() {
        let words = format!("it is a {kind}, not a file");
        let in_place_of = |name: &str, arguments: &[&str]| {
            let data = folder
                .path()
                .join(format!("{number}{}{}", arguments[0], name.replace('/', ".")));
            put(kind, &data.join(name));
            let ended = run(program(&data).args(arguments).env("QUE_API_KEY", "a-key"));
            (data.join(name), ended)
        };
        let upload = ["upload", "--sandbox", file.to_str().unwrap()];
        for (name, code, arguments) in [
            ("uploads.sqlite3", 1, &["history"][..]),
            ("uploads.sqlite3-wal", 1, &["history"]),
            ("sandbox/uploads.sqlite3", 1, &upload),
            ("sandbox/lock", 2, &upload),
            // The program works without these.
            ("settings.toml", 0, &upload),
            ("settings.toml", 0, &["history"]),
            ("presets.toml", 0, &upload),
            ("sandbox/log/que-uploader.log", 0, &upload),
        ] {
            let (path, ended) = in_place_of(name, arguments);
            ended.assert_code(code);
            assert!(ended.err.contains(&words), "{kind} as {name}: {ended:#?}");
            assert!(
                !fs::metadata(&path).unwrap().is_file(),
                "{kind} as {name} is still there"
            );
        }
        // These do not matter.
        for name in ["sandbox/window.sock", "lock", "log/que-uploader.log"] {
            in_place_of(name, &upload).1.assert_code(0);
        }
    }
}
