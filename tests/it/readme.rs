//! Checks that the tests named in the documentation exist.

use std::{fs, path::Path};

/// Appends all Rust sources below a folder.
fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_test_named_in_the_list_of_faults_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("tests/README.md")).unwrap();
    let mut all = String::new();
    for folder in ["src", "crates", "tests"] {
        sources(&root.join(folder), &mut all);
    }
    let rows = readme.lines().filter(|line| line.starts_with('|'));
    let mut named: Vec<_> = rows
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .filter_map(|name| Some(name.rsplit_once("::")?.1))
        .collect();
    assert!(named.len() > 50, "{named:?}");
    named.retain(|name| !all.contains(&format!("fn {name}(")));
    assert_eq!(named, Vec::<&str>::new());
}
