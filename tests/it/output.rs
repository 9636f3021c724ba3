//! What the program prints and writes: on full disks, into pipes and devices, and of names that would act on a terminal.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Value, json};

use crate::{
    files::{self, JPEG, noise},
    program::{program, run, run_with},
};

/// A folder with a data folder of the sandbox in which one picture was uploaded.
struct Place {
    folder: tempfile::TempDir,
    key: String,
}

impl Place {
    fn new() -> Self {
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

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.path("data"));
        command.args(arguments);
        command
    }

    fn history(&self) -> Vec<Value> {
        run_with(&self.path("data"), ["history", "--sandbox", "--json"])
            .assert_code(0)
            .lines()
    }
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The device of a disk without room.
#[cfg(target_os = "linux")]
fn full() -> fs::File {
    fs::File::options().write(true).open("/dev/full").unwrap()
}

/// Each subcommand that prints something, in each form.
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
fn output_that_a_full_disk_does_not_take_ends_with_1_and_words_whatever_is_printed() {
    let place = Place::new();
    let file = files::write(place.path("in/b.bin"), &noise(1, 100));
    let served = place.path("served");
    for arguments in printing(&place.key, text(&file), text(&served)) {
        let mut command = place.program(&arguments);
        let ended = command.env("QUE_API_KEY", "a-key").stdout(full()).output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}: {}", err(&ended));
        let words = "standard output could not be written: No space left on device";
        assert!(err(&ended).contains(words), "{arguments:?}: {}", err(&ended));
    }
}

#[test]
fn a_reader_that_went_away_is_no_reason_to_complain_whatever_is_printed() {
    let place = Place::new();
    let file = files::write(place.path("in/b.bin"), &noise(1, 100));
    for arguments in printing(&place.key, text(&file), "") {
        if arguments[0] == "sandbox" {
            // It serves on.
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
fn an_upload_whose_output_is_lost_goes_on_and_says_where_the_keys_are() {
    let place = Place::new();
    for seed in 1..=5 {
        files::write(place.path(&format!("more/{seed}.bin")), &noise(seed, 100));
    }
    let mut command = place.program(&["upload", "--sandbox", "--json", text(&place.path("more"))]);
    let ended = command.stdout(full()).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(err(&ended).contains("every key is on record"), "{}", err(&ended));
    assert_eq!(place.history().len(), 6);
}

#[cfg(target_os = "linux")]
#[test]
fn a_signed_copy_that_could_not_be_printed_is_named_on_standard_error() {
    let place = Place::new();
    let arguments = ["sign", "--sandbox", "--json", "--origin", "digitalCapture", &place.key];
    let ended = place.program(&arguments).stdout(full()).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(err(&ended).contains("Signed    s3://"), "{}", err(&ended));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_costs_nothing_but_its_words() {
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

/// Whether a terminal obeys something in it, or a letter is not where it seems to be.
fn acts(text: &str) -> bool {
    text.chars().any(que_sdk::text::is_unprintable)
}

/// Windows takes no such names.
#[cfg(unix)]
#[test]
fn a_name_is_one_line_in_which_nothing_acts_and_json_has_it_as_it_is() {
    let names = [
        "two\nlines\r\n.bin",
        "\u{1b}[2J\u{1b}]0;title\u{7}.bin",
        "\u{9b}31m\u{7f}.bin",
        "photo\u{202e}gpj.bin",
        "a\u{2028}b\u{2066}c\u{200f}d.bin",
    ];
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    for (seed, name) in (1..).zip(names) {
        files::write(folder.path().join("in").join(name), &noise(seed, 100));
    }
    let upload = ["upload", "--sandbox", "-vv"];
    let ended = run(program(&data).args(upload).arg(folder.path().join("in")));
    ended.assert_code(0);
    assert_eq!(ended.out.lines().count(), 2 * names.len(), "{}", ended.out);
    for line in ended.out.lines().chain(ended.err.lines()) {
        assert!(!acts(line), "{line:?}");
    }
    assert!(ended.out.contains(r"two\nlines\r\n.bin"), "{}", ended.out);

    let history = run_with(&data, ["history", "--sandbox"]);
    assert_eq!(history.assert_code(0).out.lines().count(), names.len());
    assert!(history.out.lines().all(|line| !acts(line)), "{}", history.out);
    let json = run_with(&data, ["history", "--sandbox", "--json"]);
    assert!(json.assert_code(0).out.lines().all(|line| !acts(line)), "{}", json.out);
    let mut known: Vec<_> = json
        .lines()
        .iter()
        .map(|line| line["name"].as_str().unwrap().to_owned())
        .collect();
    known.sort();
    let mut expected = names.to_vec();
    expected.sort_unstable();
    assert_eq!(known, expected);
    let markdown = run_with(&data, ["history", "--sandbox", "--format", "markdown"]);
    assert!(
        markdown.assert_code(0).out.lines().all(|line| !acts(line)),
        "{}",
        markdown.out
    );
    let lines = json.lines();
    let proof = run_with(&data, ["proof", "--sandbox", lines[0]["key"].as_str().unwrap()]);
    assert!(
        proof.assert_code(0).out.lines().all(|line| !acts(line)),
        "{}",
        proof.out
    );
    serde_json::from_str::<Value>(&proof.out).unwrap();

    let missing = run_with(&data, ["upload", "--sandbox", "no\n\u{1b}[31mfile"]);
    assert!(
        missing.assert_code(1).out.lines().all(|line| !acts(line)),
        "{}",
        missing.out
    );
}

#[test]
fn a_refused_argument_is_quoted_so_that_nothing_in_it_acts() {
    let folder = tempfile::TempDir::new().unwrap();
    for arguments in [
        &["--\u{1b}[31mno\nsuch"][..],
        &["history", "--limit", "\u{1b}[31mx\ny"],
        &["history", "--limit=\u{9b}x\ny"],
        &["history", "--sha256", "\u{202e}00"],
        &["history", "--date", "to\u{1b}[31mday"],
        &["proof", "--sandbox", "k\n\u{1b}[31m"],
        &["verify", "--profile", "no\u{1b}\nsuch", "k"],
        &["upload", "--ca-file", "no\u{1b}[0m\nfile", "x"],
        &["sign", "--sandbox", "--manifest", "no\u{1b}[0m\nfile", "k"],
    ] {
        let ended = run_with(folder.path(), arguments);
        assert_ne!(ended.code, Some(0), "{arguments:?}");
        assert!(
            ended.err.lines().all(|line| !acts(line)),
            "{arguments:?}: {:?}",
            ended.err
        );
        assert!(
            !ended.err.lines().any(|line| line == "y" || line.starts_with("such")),
            "{:?}",
            ended.err
        );
    }
}

#[cfg(unix)]
#[test]
fn output_into_what_is_no_file_goes_into_it() {
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
        // Standard output may be a file: it stays that file, with what was written to it before and is after.
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
fn output_takes_the_place_of_a_file_as_a_whole_or_not_at_all() {
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
                    .contains("/dev/full could not be written: No space left"),
                "{}",
                full.err
            );
        }
    }
}

#[test]
fn text_with_a_byte_order_mark_is_read_as_if_it_had_none() {
    let place = Place::new();
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    let action = json!({ "action": "c2pa.created", "digitalSourceType": source });
    let assertion = json!({ "label": "c2pa.actions.v2", "data": { "actions": [action] } });
    let manifest = json!({ "title": "Zoë", "assertions": [assertion] }).to_string();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(manifest.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [[b"\xef\xbb\xbf", manifest.as_bytes()].concat(), wide] {
        let file = files::write(place.path("manifest.json"), &bytes);
        let arguments = ["sign", "--sandbox", "--json", "--manifest", text(&file), &place.key];
        let ended = run(&mut place.program(&arguments));
        assert_eq!(ended.assert_code(0).events("signed").len(), 1);
    }
    let file = files::write(place.path("manifest.json"), b"{\"title\": \"caf\xe9\"}");
    let ended = run(&mut place.program(&["sign", "--sandbox", "--manifest", text(&file), &place.key]));
    assert!(
        ended.assert_code(2).err.contains("it is not UTF-8 text"),
        "{}",
        ended.err
    );
    // The settings are those of the data folder; the sandbox has them, too.
    files::write(
        place.path("data/settings.toml"),
        b"\xef\xbb\xbfauthor = \"Ada\"\njobs = 3\n",
    );
    let ended = run(&mut place.program(&["upload", "--sandbox", text(&place.path("in/picture.jpg"))]));
    assert!(!ended.assert_code(0).err.contains("settings"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn an_empty_variable_counts_as_unset() {
    let place = Place::new();
    let empty = [
        "QUE_API_URL",
        "QUE_API_KEY",
        "QUE_API_KEY_AUTH",
        "QUE_UPLOADER_DATA_DIR",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "TMPDIR",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
        "NO_COLOR",
        "TERM",
    ];
    let both = |arguments: &[&str]| {
        let plain = run(place
            .program(arguments)
            .env_remove("TMPDIR")
            .env_remove("XDG_RUNTIME_DIR"));
        let mut command = place.program(arguments);
        for name in empty {
            command.env(name, "");
        }
        (plain, run(&mut command))
    };
    for arguments in [
        // A server that the environment names would be refused beside a profile, and beside the sandbox.
        &["history", "--profile", "Default", "--json"][..],
        &["history", "--sandbox", "--json"],
        &["upload", "--api-url", "https://127.0.0.1:1", "x"],
        &["diagnostics", "--help"],
    ] {
        let (plain, with_empty) = both(arguments);
        assert_eq!(
            (plain.code, plain.out),
            (with_empty.code, with_empty.out),
            "{arguments:?}"
        );
        assert_eq!(plain.err, with_empty.err, "{arguments:?}");
    }
    // An empty name must not hide the one that is set.
    let mut command = place.program(&["key", "test", "--api-url", "http://192.0.2.1", "--allow-insecure-http"]);
    command.envs([
        ("HTTP_PROXY", ""),
        ("http_proxy", "http://127.0.0.1:1"),
        ("QUE_API_KEY", "a-key"),
    ]);
    let ended = run(&mut command);
    assert!(ended.assert_code(1).err.contains("proxy"), "{}", ended.err);
}

#[test]
fn no_output_takes_the_place_of_the_programs_own_files() {
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
    assert_eq!(place.history().len(), 1, "the record is as it was");
    assert!(!place.path("data/sandbox/new.csv").exists() && !place.path("data/uploads.sqlite3").exists());
    let path = place.path("data/sandbox.csv");
    run(&mut place.program(&["history", "--sandbox", "--format", "csv", "--output", text(&path)])).assert_code(0);
}
