//! The boundaries that no crate enforces: what the window may use, and where unsafe code is allowed.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// The lines of a file before its tests, without comments.
fn code(file: &Path) -> String {
    let source = fs::read_to_string(file).unwrap();
    let before_tests = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.fold(String::new(), |code, line| code + line + "\n")
}

#[test]
fn the_window_only_draws_the_model() {
    let mut files = rust_files(&root().join("src/ui"));
    files.push(root().join("src/ui.rs"));
    files.retain(|file| !file.iter().any(|part| part == "tests" || part == "tests.rs"));
    assert!(files.len() > 50, "the sources were found");
    for file in files {
        let code = code(&file);
        for other in [
            "tokio::",
            "reqwest::",
            "rusqlite::",
            "que_sandbox::",
            "engine::",
            "store::",
            "std::fs",
            "crate::app",
            "crate::cli",
        ] {
            assert!(!code.contains(&format!(" {other}")), "{} knows {other}", file.display());
        }
    }
}

#[test]
fn unsafe_code_is_only_in_calls_of_the_system() {
    let mut crates = rust_files(&root().join("crates"));
    crates.retain(|file| file.ends_with("src/lib.rs"));
    crates.push(root().join("src/lib.rs"));
    assert!(crates.len() > 8, "{crates:?}");
    for file in crates {
        assert!(code(&file).contains("forbid(unsafe_code)"), "{}", file.display());
    }
    // Two crates lift the lint on some systems. There, each file with an exception turns the lint off itself.
    let has_exception = |file: &PathBuf| {
        let code = code(file);
        code.contains("unsafe_code") && !code.contains("forbid(unsafe_code)")
    };
    let mut files = rust_files(&root().join("crates"));
    files.extend(rust_files(&root().join("src")));
    files.retain(has_exception);
    files.sort();
    let expected = [
        "crates/file-drop/src/macos.rs",
        "crates/file-drop/src/wayland/display.rs",
        "crates/platform/src/windows.rs",
    ];
    assert_eq!(files, expected.map(|file| root().join(file)));
}
