//! Names that would act on a terminal: line breaks, escape sequences and overrides are shown, never obeyed.

use crate::program::run_with;
#[cfg(unix)]
use crate::{
    files::{self, noise},
    program::{program, run},
};

/// Whether a terminal would obey something in it, or show a letter in the wrong place.
fn acts(text: &str) -> bool {
    text.chars().any(que_sdk::text::is_unprintable)
}

/// Windows does not allow such names.
#[cfg(unix)]
#[test]
fn a_name_is_printed_on_one_line_with_escapes_shown_and_verbatim_in_json() {
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
    serde_json::from_str::<serde_json::Value>(&proof.out).unwrap();

    let missing = run_with(&data, ["upload", "--sandbox", "no\n\u{1b}[31mfile"]);
    assert!(
        missing.assert_code(1).out.lines().all(|line| !acts(line)),
        "{}",
        missing.out
    );
}

#[test]
fn a_refused_argument_is_quoted_with_escapes_shown() {
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
