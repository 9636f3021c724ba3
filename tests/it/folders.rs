//! What is taken from folders and what is not, and what the program does to folders that are not its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    bench::wait_until,
    files::{self, JPEG, noise},
    program::{Ended, Running, program, run},
};

fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new().unwrap()
}

/// Uploads these in the sandbox of a data folder; further options come first.
fn upload(data: &Path, options: &[&str], paths: &[&Path]) -> Ended {
    run(program(data)
        .args(["upload", "--sandbox", "--json"])
        .args(options)
        .args(paths))
}

/// The names of what was uploaded, in order.
fn uploaded(ended: &Ended) -> Vec<String> {
    let name = |line: &Value| {
        let path = PathBuf::from(line["path"].as_str().unwrap());
        path.file_name().unwrap().to_str().unwrap().to_owned()
    };
    let mut names: Vec<_> = ended.events("uploaded").iter().map(name).collect();
    names.sort();
    names
}

fn skipped(ended: &Ended, reason: &str) -> usize {
    let events = ended.events("skipped");
    events.iter().filter(|line| line["reason"] == reason).count()
}

#[test]
fn what_nobody_means_stays_out_of_an_upload_and_is_told_in_one_line() {
    let folder = folder();
    let data = folder.path().join("data");
    let trip = folder.path().join("trip");
    for (seed, name) in ["a.jpg", ".DS_Store", "sub/._a.jpg", "Thumbs.db", ".env", ".git/config"]
        .iter()
        .enumerate()
    {
        files::write(trip.join(name), &noise(seed as u64, 50));
    }
    files::write(folder.path().join("secret.txt"), b"secret");
    let links = cfg!(unix);
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", trip.join("out.txt")).unwrap();

    let ended = upload(&data, &[], &[&trip]);
    assert_eq!(uploaded(ended.assert_code(0)), ["a.jpg"]);
    assert_eq!(skipped(&ended, "left by the system"), 3);
    assert_eq!(skipped(&ended, "hidden"), 2, "a folder is one");
    assert_eq!(skipped(&ended, "linked to outside the folder"), usize::from(links));
    let said: Vec<_> = ended
        .err
        .lines()
        .filter(|line| line.contains("Skipped in folders"))
        .collect();
    assert_eq!(said.len(), 1, "{}", ended.err);
    for words in ["2 hidden (--include-hidden", "3 system files (--include-system-files"] {
        assert!(said[0].contains(words), "{}", said[0]);
    }
    assert_eq!(ended.event("summary")["skipped"], 5 + usize::from(links));

    let mut all = vec!["--include-hidden", "--include-system-files"];
    let mut names = vec![".DS_Store", "._a.jpg", ".env", "Thumbs.db", "a.jpg", "config"];
    if links {
        all.push("--follow-links");
        names.push("out.txt");
    }
    let ended = upload(&folder.path().join("other data"), &all, &[&trip]);
    assert_eq!(uploaded(ended.assert_code(0)), names);
    assert!(!ended.err.contains("Skipped in"), "{}", ended.err);

    // As settings, too; and what is named itself is meant.
    let third = folder.path().join("third");
    files::write(third.join("settings.toml"), b"include_hidden = true\n");
    let ended = upload(&third, &[], &[&trip, &trip.join("Thumbs.db")]);
    assert_eq!(uploaded(ended.assert_code(0)), [".env", "Thumbs.db", "a.jpg", "config"]);
}

#[test]
fn the_programs_own_data_is_never_uploaded_and_said_once() {
    let folder = folder();
    let data = folder.path().join("all/data");
    let picture = files::write(folder.path().join("all/a.jpg"), JPEG);
    let takes_all = ["--include-hidden", "--include-system-files", "--follow-links"];
    upload(&data, &[], &[&picture]).assert_code(0);
    let server = data.join("sandbox/server/que-uploader-sandbox");
    assert!(server.join("ca.key.pem").is_file());
    let second = files::write(folder.path().join("all/z.jpg"), &noise(1, 50));

    // Its own folder's parent; and from a program whose data folder is another one.
    let elsewhere = folder.path().join("elsewhere");
    for (data, names) in [(&data, &["a.jpg", "z.jpg"]), (&elsewhere, &["a.jpg", "z.jpg"])] {
        let ended = upload(data, &takes_all, &[&folder.path().join("all")]);
        assert_eq!(uploaded(ended.assert_code(0)), *names);
        assert_eq!(skipped(&ended, "Que Uploader's own data"), 1, "{ended:#?}");
        assert_eq!(ended.err.matches("Que Uploader's own data").count(), 1, "{}", ended.err);
    }
    // Named itself it is refused.
    let named = [
        data.clone(),
        data.join("sandbox/uploads.sqlite3"),
        server.join("ca.key.pem"),
        server.join("objects"),
    ];
    for path in named {
        let ended = upload(&elsewhere, &takes_all, &[&path]);
        ended.assert_code(1);
        assert_eq!(uploaded(&ended), [""; 0], "{}", path.display());
        let message = ended.event("failed")["message"].to_string();
        assert!(message.contains("never uploads its own data"), "{message}");
    }
    #[cfg(unix)]
    {
        let links = folder.path().join("links");
        fs::create_dir(&links).unwrap();
        for (name, target) in [("a", data), ("b", server.join("ca.key.pem")), ("c", server)] {
            std::os::unix::fs::symlink(target, links.join(name)).unwrap();
        }
        std::os::unix::fs::symlink(second, links.join("z.jpg")).unwrap();
        let ended = upload(&elsewhere, &takes_all, &[&links]);
        assert_eq!(uploaded(ended.assert_code(0)), ["z.jpg"]);
    }
}

#[cfg(unix)]
#[test]
fn another_name_of_the_programs_own_files_is_not_uploaded_either() {
    let folder = folder();
    let data = folder.path().join("data");
    let trip = folder.path().join("trip");
    let picture = files::write(trip.join("a.jpg"), JPEG);
    upload(&data, &[], &[&picture]).assert_code(0);
    let server = data.join("sandbox/server/que-uploader-sandbox");
    fs::hard_link(server.join("ca.key.pem"), trip.join("key.txt")).unwrap();
    fs::hard_link(data.join("sandbox/uploads.sqlite3"), trip.join("record.bin")).unwrap();
    // A file of the person's own may have two names.
    files::write(trip.join("b.jpg"), &noise(2, 50));
    fs::hard_link(trip.join("b.jpg"), trip.join("c.jpg")).unwrap();
    let ended = upload(&data, &[], &[&trip]);
    let names = uploaded(ended.assert_code(0));
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("key") || name.starts_with("record")),
        "{names:?}"
    );
    assert!(
        names.contains(&"b.jpg".to_owned()) && names.contains(&"c.jpg".to_owned()),
        "{names:?}"
    );
    assert_eq!(skipped(&ended, "Que Uploader's own data"), 2, "{ended:#?}");
    let ended = upload(&data, &[], &[&trip.join("key.txt")]);
    ended.assert_code(1);
    assert_eq!(uploaded(&ended), [""; 0]);
}

#[cfg(unix)]
#[test]
fn what_is_named_and_is_no_file_fails_and_in_a_folder_it_is_left_out() {
    let folder = folder();
    let data = folder.path().join("data");
    let trip = folder.path().join("trip");
    files::write(trip.join("a.jpg"), JPEG);
    let pipe = trip.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ended = upload(&data, &[], &[&trip]);
    assert_eq!(uploaded(ended.assert_code(0)), ["a.jpg"]);
    assert_eq!(skipped(&ended, "not a file"), 1);
    for named in [pipe.as_path(), Path::new("/dev/null")] {
        let ended = upload(&data, &[], &[named]);
        ended.assert_code(1);
        let message = ended.event("failed")["message"].to_string();
        assert!(message.contains("a pipe, a socket or a device"), "{message}");
        assert_eq!(ended.event("summary")["failed"], 1);
    }
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_of_somebody_else_with_the_programs_names_stay_as_they_are() {
    let folder = folder();
    let picture = files::write(folder.path().join("a.jpg"), JPEG);
    let notes = files::write(folder.path().join("one/uploads.sqlite3"), b"notes of mine\n");
    let castle = files::write(folder.path().join("two/sandbox/castle.jpg"), b"castle");
    for mine in [&notes, &castle] {
        set_mode(mine, 0o644);
    }
    let refused = |data: &str, words: &str, command: &[&str]| {
        let ended = run(program(&folder.path().join(data)).args(command));
        let said = &ended.assert_code(2).err;
        assert!(said.contains(words), "{command:?}: {said}");
    };
    let picture = picture.to_str().unwrap();
    for command in [
        &["history"][..],
        &["upload", picture],
        &["history", "--sandbox"],
        &["diagnostics"],
    ] {
        refused("one", "not Que Uploader's record of uploads", command);
    }
    for command in [
        &["history", "--sandbox"][..],
        &["upload", "--sandbox", picture],
        &["sandbox"],
    ] {
        refused("two", "other files than those of Que Uploader's sandbox", command);
    }
    assert_eq!(
        (fs::read(&notes).unwrap(), mode(&notes)),
        (b"notes of mine\n".to_vec(), 0o644)
    );
    assert_eq!((fs::read(&castle).unwrap(), mode(&castle)), (b"castle".to_vec(), 0o644));
    assert_eq!(
        fs::read_dir(notes.parent().unwrap()).unwrap().count(),
        1,
        "nothing is made beside it"
    );
    assert_eq!(
        fs::read_dir(castle.parent().unwrap()).unwrap().count(),
        1,
        "nothing is made in it"
    );
}

/// Starts the sandbox on a folder, with a umask if one is given, and ends it once it serves; or answers how it ended.
#[cfg(unix)]
fn serve(data: &Path, folder: &Path, umask: &str) -> Ended {
    let mut command = Command::new("sh");
    let inside = program(data);
    command.env_clear();
    for (name, value) in inside.get_envs() {
        command.env(name, value.unwrap());
    }
    command
        .args(["-c", "umask $0; exec \"$@\"", umask])
        .arg(inside.get_program());
    command.args(inside.get_args()).arg("sandbox").arg("--data").arg(folder);
    let mut running = Running::start(&mut command);
    wait_until("the announcement, or the end", || {
        running.out().ends_with('\n') || !running.is_running()
    });
    if running.is_running() {
        running.interrupt();
    }
    running.ended()
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn the_sandbox_leaves_a_folder_of_somebody_else_as_it_is() {
    let folder = folder();
    let data = folder.path().join("data");
    let mine = folder.path().join("mine");
    let thesis = files::write(mine.join("work/thesis.odt"), b"years");
    set_mode(&mine, 0o755);
    let ended = serve(&data, &mine, "022");
    ended.assert_code(1);
    assert!(
        ended.err.contains("holds other files") && ended.err.contains("--data"),
        "{}",
        ended.err
    );
    assert_eq!((fs::read(&thesis).unwrap(), mode(&mine)), (b"years".to_vec(), 0o755));
    assert_eq!(fs::read_dir(&mine).unwrap().count(), 1, "nothing is made in it");
    let ended = serve(&data, &thesis, "022");
    assert!(ended.assert_code(1).err.contains("is not a folder"), "{}", ended.err);

    // An empty one is used as it is, and known again with what a person puts beside.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    set_mode(&empty, 0o755);
    serve(&data, &empty, "022").assert_code(0);
    let beside = files::write(empty.join("work/notes.txt"), b"notes");
    serve(&data, &empty, "022").assert_code(0);
    assert_eq!((mode(&empty), fs::read(beside).unwrap()), (0o755, b"notes".to_vec()));
}

#[cfg(unix)]
#[test]
fn what_the_sandbox_makes_is_private_under_any_umask() {
    for umask in ["000", "022", "077", "777"] {
        let folder = folder();
        let picture = files::write(folder.path().join("a.jpg"), JPEG);
        let data = folder.path().join("data");
        let inside = program(&data);
        let mut command = Command::new("sh");
        command.env_clear();
        for (name, value) in inside.get_envs() {
            command.env(name, value.unwrap());
        }
        command
            .args(["-c", "umask $0; exec \"$@\"", umask])
            .arg(inside.get_program())
            .args(inside.get_args());
        command.args(["upload", "--sandbox", "--json", "--sign", "--origin", "digitalCapture"]);
        run(command.arg(picture)).assert_code(0).event("signed");
        serve(&data, &folder.path().join("alone"), umask).assert_code(0);
        let mut folders = vec![data, folder.path().join("alone")];
        let mut seen = 0;
        while let Some(path) = folders.pop() {
            assert_eq!(mode(&path), 0o700, "umask {umask}: {}", path.display());
            for entry in fs::read_dir(path).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    assert_eq!(mode(&path), 0o600, "umask {umask}: {}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 15, "{seen}");
    }
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_a_person_has_made_is_not_taken_over() {
    let folder = folder();
    let data = folder.path().join("data");
    let picture = files::write(folder.path().join("a.jpg"), JPEG);
    // Names such as the program's own.
    for name in ["log/mine.txt", "server/mine.txt", "settings.json", "settings.toml"] {
        files::write(data.join(name), b"mine");
    }
    set_mode(&data, 0o755);
    let refused = upload(&data, &[], &[&picture]);
    refused.assert_code(2);
    assert!(refused.err.contains("holds other files"), "{}", refused.err);
    assert_eq!(fs::read(data.join("settings.toml")).unwrap(), b"mine");
    assert!(!data.join("lock").exists() && mode(&data) == 0o755);
    // Without them nothing of a person's would be replaced.
    fs::remove_file(data.join("settings.toml")).unwrap();
    set_mode(&data.join("log"), 0o755);
    upload(&data, &[], &[&picture]).assert_code(0);
    assert_eq!((mode(&data), mode(&data.join("log"))), (0o755, 0o755));
    for name in ["uploads.sqlite3", "lock", "log/que-uploader.log"] {
        for path in [data.join(name), data.join("sandbox").join(name)]
            .iter()
            .filter(|path| path.exists())
        {
            assert_eq!(mode(path), 0o600, "{}", path.display());
        }
    }
    assert_eq!(mode(&data.join("sandbox")), 0o700);
    // A folder that lies where the sandbox's would be is somebody's, too.
    let other = folder.path().join("other");
    let work = files::write(other.join("sandbox/server/work/mine.txt"), b"mine");
    let ended = upload(&other, &[], &[&picture]);
    ended.assert_code(2);
    assert!(ended.err.contains("holds other files"), "{}", ended.err);
    assert_eq!(fs::read(work).unwrap(), b"mine");
    assert_eq!(
        fs::read_dir(other.join("sandbox")).unwrap().count(),
        1,
        "nothing is made in it"
    );
}

#[test]
fn what_engines_know_by_another_ending_is_signed_and_raw_pictures_keep_theirs() {
    let folder = folder();
    let data = folder.path().join("data");
    let film = include_bytes!("fixtures/film.mp4");
    let at = film.windows(4).position(|four| four == b"ftyp").unwrap() + 4;
    let mut phone = film.to_vec();
    phone[at..at + 4].copy_from_slice(b"3gp4");
    let tiff = include_bytes!("fixtures/picture.tiff");
    let contents: [(&str, &[u8], &str, &str); 9] = [
        ("a.jfif", JPEG, "image/jpeg", "a.jpg"),
        ("a.jpe", JPEG, "image/jpeg", "a.jpg"),
        ("a.3gp", &phone, "video/mp4", "a.mp4"),
        ("a.dng", tiff, "image/x-adobe-dng", "a.dng"),
        ("a.nrw", tiff, "image/x-nikon-nrw", "a.nrw"),
        ("a.iiq", tiff, "image/x-phaseone-iiq", "a.iiq"),
        ("a.3fr", tiff, "image/x-hasselblad-3fr", "a.3fr"),
        ("a.nef", tiff, "image/x-nikon-nef", "a.nef"),
        ("a.x3f", b"FOVb\0\0\0\0\0\0\0\0\0\0", "image/x-sigma-x3f", "a.x3f"),
    ];
    let paths: Vec<_> = contents
        .iter()
        .map(|(name, bytes, ..)| files::write(folder.path().join(name), bytes))
        .collect();
    let signs = ["--sign", "--origin", "digitalCapture", "--verify"];
    let ended = run(program(&data)
        .args(["upload", "--sandbox", "--json"])
        .args(signs)
        .args(&paths));
    ended.assert_code(1);
    for (path, (name, _, content_type, ending)) in paths.iter().zip(contents) {
        let of_it = |event: &str| {
            let events = ended.events(event);
            events.into_iter().find(|line| line["path"] == path.to_str().unwrap())
        };
        let stored = of_it("uploaded").unwrap_or_else(|| panic!("{name}: {ended:#?}"));
        assert_eq!(stored["content_type"], content_type, "{name}");
        let key = stored["key"].as_str().unwrap();
        assert!(key.ends_with(ending), "{name}: {key}");
        let is_signable = !content_type.starts_with("image/x-") || name == "a.dng";
        assert_eq!(
            of_it("verified").is_some_and(|line| line["verdict"] == "trusted"),
            is_signable,
            "{name}"
        );
        let refusal = of_it("failed").map(|line| line["message"].as_str().unwrap().to_owned());
        let words = format!("{content_type} files cannot be signed.");
        assert_eq!(refusal, (!is_signable).then_some(words.clone()), "{name}");
        // And the other command by the same rule.
        let alone = run(program(&data).args(["sign", "--sandbox", "--json", "--origin", "digitalCapture", key]));
        assert_eq!(alone.code, Some(i32::from(!is_signable)), "{name}: {alone:#?}");
        if !is_signable {
            assert_eq!(alone.event("failed")["message"], words);
        }
    }
}
