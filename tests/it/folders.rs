//! What a folder contributes to an upload, and what is skipped.

use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::{fs, process::Command};

use serde_json::Value;

use crate::{
    files::{self, JPEG, noise},
    program::{Ended, program, run},
};

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new().unwrap()
}

/// Uploads these paths in the sandbox of a data folder, with further options.
pub(crate) fn upload(data: &Path, options: &[&str], paths: &[&Path]) -> Ended {
    run(program(data)
        .args(["upload", "--sandbox", "--json"])
        .args(options)
        .args(paths))
}

/// The names of the uploaded files, in order.
pub(crate) fn uploaded(ended: &Ended) -> Vec<String> {
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
fn hidden_and_system_files_are_skipped_and_summarized_in_one_line() {
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
    assert_eq!(skipped(&ended, "hidden"), 2, "a folder counts once");
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

    // The settings work too, and a named path is always included.
    let third = folder.path().join("third");
    files::write(third.join("settings.toml"), b"include_hidden = true\n");
    let ended = upload(&third, &[], &[&trip, &trip.join("Thumbs.db")]);
    assert_eq!(uploaded(ended.assert_code(0)), [".env", "Thumbs.db", "a.jpg", "config"]);
}

#[test]
fn the_programs_own_data_is_never_uploaded_and_that_is_said_once() {
    let folder = folder();
    let data = folder.path().join("all/data");
    let picture = files::write(folder.path().join("all/a.jpg"), JPEG);
    let takes_all = ["--include-hidden", "--include-system-files", "--follow-links"];
    upload(&data, &[], &[&picture]).assert_code(0);
    let server = data.join("sandbox/server/que-uploader-sandbox");
    assert!(server.join("ca.key.pem").is_file());
    let second = files::write(folder.path().join("all/z.jpg"), &noise(1, 50));
    #[cfg(not(unix))]
    drop(second);

    // The parent of the data folder; and from a program with a different data folder.
    let elsewhere = folder.path().join("elsewhere");
    for (data, names) in [(&data, &["a.jpg", "z.jpg"]), (&elsewhere, &["a.jpg", "z.jpg"])] {
        let ended = upload(data, &takes_all, &[&folder.path().join("all")]);
        assert_eq!(uploaded(ended.assert_code(0)), *names);
        assert_eq!(skipped(&ended, "Que Uploader's own data"), 1, "{ended:#?}");
        assert_eq!(ended.err.matches("Que Uploader's own data").count(), 1, "{}", ended.err);
    }
    // If named itself, it is refused.
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
fn hard_links_to_the_programs_own_files_are_not_uploaded_either() {
    let folder = folder();
    let data = folder.path().join("data");
    let trip = folder.path().join("trip");
    let picture = files::write(trip.join("a.jpg"), JPEG);
    upload(&data, &[], &[&picture]).assert_code(0);
    let server = data.join("sandbox/server/que-uploader-sandbox");
    fs::hard_link(server.join("ca.key.pem"), trip.join("key.txt")).unwrap();
    fs::hard_link(data.join("sandbox/uploads.sqlite3"), trip.join("record.bin")).unwrap();
    // A user's file may have two hard links.
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
fn a_named_path_that_is_not_a_file_fails_and_within_a_folder_it_is_skipped() {
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

#[test]
fn files_with_alternative_extensions_are_signed_and_raw_pictures_keep_their_type() {
    let folder = folder();
    let data = folder.path().join("data");
    let film = include_bytes!("../../crates/testkit/fixtures/film.mp4");
    let at = film.windows(4).position(|four| four == b"ftyp").unwrap() + 4;
    let mut phone = film.to_vec();
    phone[at..at + 4].copy_from_slice(b"3gp4");
    let tiff = include_bytes!("../../crates/testkit/fixtures/picture.tiff");
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
        // The other command follows the same rule.
        let alone = run(program(&data).args(["sign", "--sandbox", "--json", "--origin", "digitalCapture", key]));
        assert_eq!(alone.code, Some(i32::from(!is_signable)), "{name}: {alone:#?}");
        if !is_signable {
            assert_eq!(alone.event("failed")["message"], words);
        }
    }
}
