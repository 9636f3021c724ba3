//! Other people's files and folders: the program and the sandbox leave them alone.
#![cfg(unix)]

use std::{fs, path::Path, process::Command};

use crate::{
    bench::wait_until,
    files::{self, JPEG},
    folders::{folder, upload},
    program::{Ended, Running, program, run},
};

#[test]
fn other_peoples_files_and_folders_with_the_programs_names_are_left_alone() {
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
        "nothing is created beside it"
    );
    assert_eq!(
        fs::read_dir(castle.parent().unwrap()).unwrap().count(),
        1,
        "nothing is created in it"
    );
}

/// Starts the sandbox on a folder, with a umask if given, and ends it once it serves. Returns how it ended.
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

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_sandbox_leaves_other_peoples_folders_alone() {
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
    assert_eq!(fs::read_dir(&mine).unwrap().count(), 1, "nothing is created in it");
    let ended = serve(&data, &thesis, "022");
    assert!(ended.assert_code(1).err.contains("is not a folder"), "{}", ended.err);

    // An empty folder is used as it is, and recognized again even with a user's files in it.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    set_mode(&empty, 0o755);
    serve(&data, &empty, "022").assert_code(0);
    let beside = files::write(empty.join("work/notes.txt"), b"notes");
    serve(&data, &empty, "022").assert_code(0);
    assert_eq!((mode(&empty), fs::read(beside).unwrap()), (0o755, b"notes".to_vec()));
}

#[test]
fn what_the_sandbox_creates_is_private_under_any_umask() {
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

#[test]
fn a_data_folder_made_by_a_person_is_not_taken_over() {
    let folder = folder();
    let data = folder.path().join("data");
    let picture = files::write(folder.path().join("a.jpg"), JPEG);
    // Names like the program's own.
    for name in ["log/mine.txt", "server/mine.txt", "settings.json", "settings.toml"] {
        files::write(data.join(name), b"mine");
    }
    set_mode(&data, 0o755);
    let refused = upload(&data, &[], &[&picture]);
    refused.assert_code(2);
    assert!(refused.err.contains("holds other files"), "{}", refused.err);
    assert_eq!(fs::read(data.join("settings.toml")).unwrap(), b"mine");
    assert!(!data.join("lock").exists() && mode(&data) == 0o755);
    // Without them, nothing of the user's would be replaced.
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
    // A user's folder in place of the sandbox's is left alone, too.
    let other = folder.path().join("other");
    let work = files::write(other.join("sandbox/server/work/mine.txt"), b"mine");
    let ended = upload(&other, &[], &[&picture]);
    ended.assert_code(2);
    assert!(ended.err.contains("holds other files"), "{}", ended.err);
    assert_eq!(fs::read(work).unwrap(), b"mine");
    assert_eq!(
        fs::read_dir(other.join("sandbox")).unwrap().count(),
        1,
        "nothing is created in it"
    );
}
