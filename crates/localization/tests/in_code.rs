//! Message files and the code of the program, held against each other: no message is missing, unused, or looked up with other variables.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside of test functions")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Files below a folder with this ending.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The messages of American English, with the variables of each.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let mut paths = Vec::new();
    files(&root().join("assets/locales/en-US"), "ftl", &mut paths);
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let mut last = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line
                .split_once(" =")
                .filter(|_| line.starts_with(|first: char| first.is_ascii_lowercase()))
            {
                messages.insert(id.to_owned(), BTreeSet::new());
                last = Some(id.to_owned());
            }
            let Some(variables) = last.as_ref().and_then(|id| messages.get_mut(id)) else {
                continue;
            };
            for after in line.split('$').skip(1) {
                let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-');
                variables.insert(after[..end.unwrap_or(after.len())].to_owned());
            }
        }
    }
    messages
}

/// The program's code without tests, by file.
fn code() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    files(&root().join("src"), "rs", &mut paths);
    let of_tests = |path: &Path| {
        let inside = path.strip_prefix(root()).unwrap();
        inside.components().any(|part| part.as_os_str() == "tests") || inside.ends_with("tests.rs")
    };
    paths.retain(|path| !of_tests(path));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
        let code: Vec<&str> = text[..end]
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        (path, code.join("\n"))
    };
    paths.into_iter().map(read).collect()
}

/// The string literals of a file, without escapes.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1)
}

/// The arguments of each `text!("id", …)`: the id and the names.
fn calls(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut calls = Vec::new();
    for after in code.split("text!(").skip(1) {
        let Some(id) = after
            .trim_start()
            .strip_prefix('"')
            .and_then(|after| after.split('"').next())
        else {
            continue;
        };
        let (mut depth, mut in_text, mut names, mut word) = (0, false, BTreeSet::new(), String::new());
        let mut letters = after.trim_start()[id.len() + 2..].chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => in_text = !in_text,
                '\\' if in_text => {
                    letters.next();
                }
                _ if in_text => {}
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                '=' if depth == 0 && letters.peek() != Some(&'=') && !word.is_empty() => {
                    names.insert(std::mem::take(&mut word));
                }
                ',' if depth == 0 => word.clear(),
                _ if depth == 0 && (letter.is_ascii_alphanumeric() || letter == '_') => word.push(letter),
                _ if depth == 0 && !letter.is_whitespace() => word = String::new(),
                _ => {}
            }
        }
        calls.push((id.to_owned(), names));
    }
    calls
}

#[test]
fn every_message_that_code_looks_up_is_there_with_the_same_variables() {
    let messages = messages();
    let mut wrong = Vec::new();
    for (path, code) in code() {
        for (id, names) in calls(&code) {
            match messages.get(&id) {
                None => wrong.push(format!("{}: there is no message {id}", path.display())),
                Some(variables) if *variables != names => {
                    wrong.push(format!("{}: {id} takes {variables:?}, not {names:?}", path.display()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_message_is_looked_up_somewhere() {
    let code = code();
    let used: BTreeSet<&str> = code.iter().flat_map(|(_, code)| literals(code)).collect();
    let mut messages = messages();
    messages.retain(|id, _| !used.contains(id.as_str()));
    let unused: Vec<&String> = messages.keys().collect();
    assert!(
        unused.is_empty(),
        "{} messages are never looked up: {unused:#?}",
        unused.len()
    );
}

/// Ids in tables, which `text!` does not show, begin with the name of a message file and a dash.
#[test]
fn every_id_in_a_table_is_a_message() {
    let messages = messages();
    let areas: BTreeSet<String> = messages
        .keys()
        .filter_map(|id| Some(id.split_once('-')?.0.to_owned()))
        .collect();
    let is_id = |literal: &str| {
        let known = literal.split_once('-').is_some_and(|(area, rest)| {
            areas.contains(area) && rest.contains(|letter: char| letter.is_ascii_lowercase())
        });
        known
            && literal
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let mut missing = Vec::new();
    for (path, code) in code() {
        let of_window = path
            .strip_prefix(root().join("src"))
            .is_ok_and(|inside| inside.starts_with("ui") || inside.starts_with("app"));
        let ids = literals(&code).filter(|literal| of_window && is_id(literal) && !messages.contains_key(*literal));
        missing.extend(ids.map(|id| format!("{}: {id}", path.display())));
    }
    assert!(
        missing.is_empty(),
        "{} ids without a message:\n{}",
        missing.len(),
        missing.join("\n")
    );
}
