//! What the program prints and writes: on full disks, and into pipes, devices and files.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

use crate::{
    files::{self, JPEG, noise},
    program::{program, run, run_with},
};

/// A folder with a sandbox's data folder in which one picture was uploaded.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) key: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let picture = files::write(folder.path().join("in/picture.jpg"), JPEG);
        let ended = run(program(&folder.path().join("data"))
            .args(["upload", "--sandbox", "--json"])
            .arg(picture));
        let key = ended.assert_code(0).event("uploaded")["key"]
            .as_str()
            .unwrap()
            .to_owned();
        Self { folder, key }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.path("data"));
        command.args(arguments);
        command
    }

    pub(crate) fn history(&self) -> Vec<Value> {
        run_with(&self.path("data"), ["history", "--sandbox", "--json"])
            .assert_code(0)
            .lines()
    }
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A device that acts like a full disk.
#[cfg(target_os = "linux")]
fn full() -> fs::File {
    fs::File::options().write(true).open("/dev/full").unwrap()
}

/// Each subcommand that prints something, in each format.
fn printing<'a>(key: &'a str, file: &'a str, data: &'a str) -> Vec<Vec<&'a str>> {
    let sign = ["sign", "--sandbox", "--origin", "digitalCapture", key];
    let mut all = vec![
        vec!["--help"],
        vec!["--version"],
        vec!["upload", "--help"],
        vec!["history", "--sandbox"],
        vec!["history", "--sandbox", "--json"],
        vec!["proof", "--sandbox", key],
        vec!["diagnostics", "--sandbox"],
        vec!["verify", "--sandbox", key],
        vec!["verify", "--sandbox", "--json", key],
        sign.to_vec(),
        [&sign[..], &["--json"]].concat(),
        vec!["upload", "--sandbox", file],
        vec!["upload", "--sandbox", "--json", file],
        vec!["key", "status"],
    ];
    for format in ["csv", "json", "markdown"] {
        all.push(vec!["history", "--sandbox", "--format", format]);
    }
    if cfg!(target_os = "linux") {
        all.push(vec!["sandbox", "--data", data]);
    }
    all
}

#[cfg(target_os = "linux")]
#[test]
fn output_to_a_full_disk_exits_with_1_and_a_reason_for_every_command() {
    let place = Place::new();
    let file = files::write(place.path("in/b.bin"), &noise(1, 100));
    let served = place.path("served");
    for arguments in printing(&place.key, text(&file), text(&served)) {
        let mut command = place.program(&arguments);
        let ended = command.env("QUE_API_KEY", "a-key").stdout(full()).output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}: {}", err(&ended));
        let words = "could not write to standard output: No space left on device";
        assert!(err(&ended).contains(words), "{arguments:?}: {}", err(&ended));
    }
}

#[test]
fn a_closed_pipe_is_no_error_for_any_command() {
    let place = Place::new();
    let file = files::write(place.path("in/b.bin"), &noise(1, 100));
    for arguments in printing(&place.key, text(&file), "") {
        if arguments[0] == "sandbox" {
            // It keeps serving.
            continue;
        }
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = place.program(&arguments);
        let ended = command.env("QUE_API_KEY", "a-key").stdout(writer).output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}: {}", err(&ended));
        assert!(
            !err(&ended).contains("standard output"),
            "{arguments:?}: {}",
            err(&ended)
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_upload_that_cannot_print_continues_and_says_where_the_keys_are() {
    let place = Place::new();
    for seed in 1..=5 {
        files::write(place.path(&format!("more/{seed}.bin")), &noise(seed, 100));
    }
    let mut command = place.program(&["upload", "--sandbox", "--json", text(&place.path("more"))]);
    let ended = command.stdout(full()).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(err(&ended).contains("every key is in the history"), "{}", err(&ended));
    assert_eq!(place.history().len(), 6);
}

#[cfg(target_os = "linux")]
#[test]
fn a_signed_copy_that_cannot_be_printed_is_named_on_standard_error() {
    let place = Place::new();
    let arguments = ["sign", "--sandbox", "--json", "--origin", "digitalCapture", &place.key];
    let ended = place.program(&arguments).stdout(full()).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(err(&ended).contains("Signed    s3://"), "{}", err(&ended));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_loses_only_messages() {
    let place = Place::new();
    let file = files::write(place.path("in/b.bin"), &noise(1, 100));
    let mut command = place.program(&["upload", "--sandbox", "-vv", text(&file)]);
    let ended = command.stderr(full()).output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8(ended.stdout).unwrap().lines().count(), 2);
    let ended = place
        .program(&["history", "--nonsense"])
        .stderr(full())
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn output_to_a_pipe_or_device_is_written_into_it() {
    use std::os::unix::fs::FileTypeExt as _;

    let place = Place::new();
    let subcommands = [
        ["history", "--sandbox", "--format", "json"].to_vec(),
        ["proof", "--sandbox", &place.key].to_vec(),
    ];
    for (number, subcommand) in subcommands.iter().enumerate() {
        let at = |name: &str| place.path(&format!("{number}.{name}"));
        let to = |path: &str| place.program(&[subcommand, &["--output", path][..]].concat());
        std::os::unix::fs::symlink("/dev/null", at("link")).unwrap();
        for device in ["/dev/null", text(&at("link"))] {
            run(&mut to(device)).assert_code(0);
            assert!(fs::metadata(device).unwrap().file_type().is_char_device(), "{device}");
        }
        for name in ["/dev/stdout", "/dev/fd/1", "-"] {
            let ended = run(&mut to(name));
            let value: Value = serde_json::from_str(&ended.assert_code(0).out).unwrap();
            assert!(!value.is_null());
        }
        assert!(!Path::new("-").exists());
        // If standard output is a file, it keeps what others write to it before and after.
        let redirected = at("redirected");
        let script = "echo before; \"$@\"; echo after";
        for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            if !Path::new(name).exists() {
                continue;
            }
            let program = to(name);
            let mut shell = Command::new("sh");
            shell
                .args(["-c", script, "sh"])
                .arg(program.get_program())
                .args(program.get_args());
            shell.env("HOME", place.folder.path());
            let ended = shell.stdout(fs::File::create(&redirected).unwrap()).output().unwrap();
            assert!(ended.status.success());
            let written = fs::read_to_string(&redirected).unwrap();
            let middle = written
                .strip_prefix("before\n")
                .and_then(|rest| rest.strip_suffix("after\n"));
            let value: Value = serde_json::from_str(middle.unwrap_or_else(|| panic!("{name}: {written}"))).unwrap();
            assert!(!value.is_null());
        }
        let pipe = at("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        run(&mut to(text(&pipe))).assert_code(0);
        serde_json::from_slice::<Value>(&reader.join().unwrap()).unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }
}

#[test]
fn output_replaces_a_file_completely_or_not_at_all() {
    let place = Place::new();
    let file = files::write(place.path("list.json"), b"old");
    for subcommand in [
        &["history", "--sandbox", "--format", "json"][..],
        &["proof", "--sandbox", &place.key],
    ] {
        let to = |path: &Path| run(&mut place.program(&[subcommand, &["--output", text(path)]].concat()));
        fs::write(&file, "old").unwrap();
        let writable = fs::metadata(&file).unwrap().permissions();
        let mut permissions = writable.clone();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let refused = to(&file);
        assert!(
            refused.assert_code(1).err.contains("it is read-only"),
            "{}",
            refused.err
        );
        assert_eq!(fs::read(&file).unwrap(), b"old");
        fs::set_permissions(&file, writable).unwrap();
        to(&file).assert_code(0);
        serde_json::from_slice::<Value>(&fs::read(&file).unwrap()).unwrap();
        to(place.folder.path()).assert_code(1);
        to(&place.path("no/such/folder.json")).assert_code(1);
        #[cfg(target_os = "linux")]
        {
            let full = to(Path::new("/dev/full"));
            assert!(
                full.assert_code(1)
                    .err
                    .contains("could not write /dev/full: No space left"),
                "{}",
                full.err
            );
        }
    }
}

#[test]
fn no_output_replaces_the_programs_own_files() {
    let place = Place::new();
    let own = [
        "uploads.sqlite3",
        "uploads.sqlite3-wal",
        "lock",
        "log/que-uploader.log",
        "new.csv",
    ];
    let mut names: Vec<String> = own.iter().map(|name| format!("data/sandbox/{name}")).collect();
    names.extend(
        [
            "data/settings.toml",
            "data/uploads.sqlite3",
            "data/sandbox/server/../uploads.sqlite3",
        ]
        .map(str::to_owned),
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.path("data/sandbox"), place.path("short")).unwrap();
        fs::hard_link(place.path("data/sandbox/uploads.sqlite3"), place.path("second")).unwrap();
        names.extend(["short/uploads.sqlite3".to_owned(), "second".to_owned()]);
    }
    for name in &names {
        let path = place.path(name);
        let path = text(&path);
        for command in [
            &["history", "--sandbox", "--format", "csv", "--output", path][..],
            &["proof", "--sandbox", &place.key, "--output", path],
        ] {
            let ended = run(&mut place.program(command));
            let said = &ended.assert_code(1).err;
            assert!(said.contains("Que Uploader's own data"), "{command:?}: {said}");
        }
    }
    assert_eq!(place.history().len(), 1, "the database is unchanged");
    assert!(!place.path("data/sandbox/new.csv").exists() && !place.path("data/uploads.sqlite3").exists());
    let path = place.path("data/sandbox.csv");
    run(&mut place.program(&["history", "--sandbox", "--format", "csv", "--output", text(&path)])).assert_code(0);
}
