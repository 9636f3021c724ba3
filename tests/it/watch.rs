//! Hot folders: files are uploaded once, and wrong arguments and settings are named. Kills and signals: `watch_signals`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bench::Bench,
    fault_proxy::FaultProxy,
    files::{self, JPEG, noise},
    folders::{folder, uploaded},
    program::{Ended, names, program, run},
};

/// Watches a folder with the sandbox inside, until all that is there is uploaded.
fn watch_once(data: &Path, options: &[&str], folders: &[&Path]) -> Ended {
    run(program(data)
        .args(["watch", "--sandbox", "--json", "--once", "--rest", "1"])
        .args(options)
        .args(folders))
}

/// A watch of `in` at a server behind a proxy.
pub(crate) fn watch_at(bench: &Bench, faults: &FaultProxy) -> Command {
    let mut command = program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(["watch", "--json", "--rest", "1"]).arg(bench.path("in"));
    command
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
