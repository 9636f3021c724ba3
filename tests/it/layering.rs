//! The layering law: which room of the sources may name which other room and which crate.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What a room may name. Every room has a line here.
struct Law {
    room: &'static str,
    /// Other rooms. Those of [`KNOWN_BY_ALL`] need not be named.
    rooms: &'static [&'static str],
    /// Crates. `std` and `thiserror` are known by all.
    crates: Crates,
}

enum Crates {
    /// These and no others.
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
}

/// What draws, and what talks to the desktop.
const WINDOW: &[&str] = &["eframe", "egui", "egui_extras", "unicode_bidi", "rfd", "image"];
/// What the sandbox alone is made of.
const SERVER: &[&str] = &["axum", "c2pa", "s3s", "s3s_fs", "rcgen", "hmac", "uuid"];

/// Rooms that know of no other and may be named by any.
const KNOWN_BY_ALL: &[&str] = &["secret", "text", "files"];

const LAWS: &[Law] = &[
    Law {
        room: "text",
        rooms: &[],
        crates: Crates::Only(&[]),
    },
    Law {
        room: "files",
        rooms: &[],
        crates: Crates::Only(&[]),
    },
    Law {
        room: "secret",
        rooms: &[],
        crates: Crates::Only(&["zeroize", "url", "rustix"]),
    },
    Law {
        room: "model",
        rooms: &[],
        crates: Crates::Only(&["serde", "serde_json"]),
    },
    Law {
        room: "credentials",
        rooms: &["model"],
        crates: Crates::Only(&["jsonc_parser", "serde", "serde_json"]),
    },
    Law {
        room: "calendar",
        rooms: &["model"],
        crates: Crates::Only(&["jiff"]),
    },
    Law {
        room: "export",
        rooms: &["credentials", "model"],
        crates: Crates::Only(&["jiff", "serde_json"]),
    },
    Law {
        room: "que",
        rooms: &[],
        crates: Crates::Only(&[
            "bytes",
            "fastrand",
            "futures_util",
            "http_body",
            "http_body_util",
            "httpdate",
            "hyper",
            "hyper_rustls",
            "hyper_util",
            "infer",
            "mime_guess",
            "percent_encoding",
            "quick_xml",
            "reqwest",
            "rustls",
            "rustls_platform_verifier",
            "serde",
            "serde_json",
            "sha2",
            "tokio",
            "tokio_util",
            "tower_service",
            "tracing",
            "url",
            "webpki",
        ]),
    },
    Law {
        room: "store",
        rooms: &["model"],
        crates: Crates::Only(&[
            "directories",
            "keyring",
            "keyring_core",
            "rusqlite",
            "serde",
            "serde_json",
            "toml",
            "tracing",
            "zbus_secret_service_keyring_store",
            "zeroize",
        ]),
    },
    Law {
        room: "decoder",
        rooms: &[],
        crates: Crates::Only(&["rustix", "serde", "serde_json"]),
    },
    Law {
        room: "engine",
        rooms: &["model", "credentials", "export", "que", "store", "decoder"],
        crates: Crates::Only(&[
            "c2pa",
            "fastrand",
            "jiff",
            // How many files may be open.
            "rustix",
            "serde",
            "serde_json",
            "sha2",
            "tokio",
            "tokio_util",
            "tracing",
            "url",
            "walkdir",
        ]),
    },
    Law {
        room: "drop",
        rooms: &[],
        crates: Crates::Only(&[
            "gethostname",
            "raw_window_handle",
            "rustix",
            "tracing",
            "wayland_client",
            "x11rb",
            "zbus",
        ]),
    },
    Law {
        room: "handover",
        rooms: &["store"],
        crates: Crates::Only(&["interprocess", "tracing"]),
    },
    Law {
        room: "log",
        rooms: &["store"],
        crates: Crates::Only(&["tracing", "tracing_subscriber"]),
    },
    Law {
        room: "diagnostics",
        rooms: &["model"],
        crates: Crates::Only(&["url"]),
    },
    Law {
        room: "thumbnails",
        rooms: &["model", "decoder"],
        crates: Crates::Only(&["image", "serde_json", "tracing"]),
    },
    Law {
        room: "ui",
        rooms: &["model", "credentials", "export", "calendar"],
        crates: Crates::Only(&[
            "eframe",
            "egui",
            "egui_extras",
            "unicode_bidi",
            "jiff",
            "serde_json",
            "zeroize",
        ]),
    },
    Law {
        room: "app",
        rooms: &[
            "model",
            "credentials",
            "que",
            "store",
            "engine",
            "decoder",
            "thumbnails",
            "ui",
            "drop",
            "handover",
            "log",
            "diagnostics",
        ],
        crates: Crates::AllBut(SERVER),
    },
    Law {
        room: "cli",
        rooms: &[
            "calendar",
            "model",
            "credentials",
            "export",
            "que",
            "store",
            "engine",
            "decoder",
            "thumbnails",
            "drop",
            "handover",
            "log",
            "diagnostics",
            "app",
            "sandbox",
        ],
        crates: Crates::Only(&[
            "clap",
            "indicatif",
            "jiff",
            "rustix",
            "serde_json",
            "tokio",
            "tracing",
            "tracing_subscriber",
            "url",
            "zeroize",
        ]),
    },
    Law {
        room: "sandbox",
        rooms: &["que", "decoder"],
        crates: Crates::AllBut(&["reqwest", "rusqlite", "keyring", "clap", "eframe", "egui", "rfd"]),
    },
];

/// Where a room is, and what it names without its tests.
struct Room {
    rooms: BTreeMap<String, PathBuf>,
    crates: BTreeMap<String, PathBuf>,
    /// Every path of names, such as `std::fs::read`.
    paths: BTreeMap<String, PathBuf>,
}

#[test]
fn every_room_names_only_what_the_law_allows() {
    let rooms = read_rooms();
    let mut broken = Vec::new();
    for (name, room) in &rooms {
        let Some(law) = LAWS.iter().find(|law| law.room == name) else {
            broken.push(format!("the room {name} has no law"));
            continue;
        };
        for (other, file) in &room.rooms {
            let allowed = KNOWN_BY_ALL.contains(&other.as_str()) || law.rooms.contains(&other.as_str());
            if other != name && !allowed && rooms.contains_key(other) {
                broken.push(format!("{} names crate::{other}", file.display()));
            }
        }
        for (other, file) in &room.crates {
            let allowed = match law.crates {
                Crates::Only(these) => these.contains(&other.as_str()),
                Crates::AllBut(these) => !these.contains(&other.as_str()),
            };
            if !allowed && other != "thiserror" {
                broken.push(format!("{} names {other}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "the layering law is broken:\n{}", broken.join("\n"));
}

#[test]
fn values_and_panels_do_no_input_and_no_output() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::process",
        "std::thread",
        "std::env",
        "tokio",
    ];
    let mut broken = Vec::new();
    for (name, room) in read_rooms() {
        if !["model", "credentials", "export", "text", "ui"].contains(&name.as_str()) {
            continue;
        }
        for (path, file) in &room.paths {
            if forbidden
                .iter()
                .any(|start| path == start || path.starts_with(&format!("{start}::")))
            {
                broken.push(format!("{} names {path}", file.display()));
            }
            if path.starts_with("crate::files") {
                broken.push(format!("{} reads or writes files", file.display()));
            }
            // Time is an argument.
            if name != "ui" && (path.ends_with("SystemTime::now") || path.ends_with("Instant::now")) {
                broken.push(format!("{} reads a clock", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_but_the_command_line_meets_the_sandbox_and_only_its_door() {
    for (name, room) in read_rooms() {
        for path in room.paths.keys() {
            let Some(inside) = path.strip_prefix("crate::sandbox::") else {
                continue;
            };
            let door =
                ["Sandbox", "SandboxOptions", "SandboxError", "decode"].contains(&inside.split("::").next().unwrap());
            assert!(name == "sandbox" || (name == "cli" && door), "{name} names {path}");
        }
        for path in room
            .paths
            .keys()
            .filter(|path| name == "sandbox" && path.starts_with("crate::que::"))
        {
            assert!(
                path.starts_with("crate::que::wire"),
                "the sandbox knows wire types alone, not {path}"
            );
        }
    }
}

#[test]
fn unsafe_code_stands_in_one_function_and_everything_else_forbids_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let the_one = root.join("src/drop/wayland/display.rs");
    let mut files = rust_files(&root.join("src"));
    files.extend(rust_files(&root.join("tests")));
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        // An attribute's reason is a text, so what is left are the keyword and the lint's name.
        let code = without_words(&source);
        let names: Vec<_> = code
            .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .filter(|name| ["unsafe", "unsafe_code"].contains(name))
            .collect();
        if file == the_one {
            assert_eq!(names, ["unsafe_code", "unsafe"], "one item, and what lets it");
            assert!(!code.contains("#!["), "not the whole file");
            continue;
        }
        assert!(!names.contains(&"unsafe"), "{} has unsafe code", file.display());
        let is_root = ["src/lib.rs", "main.rs", "tests/bench/window.rs"]
            .iter()
            .any(|root| file.ends_with(root));
        assert_eq!(names.len(), usize::from(is_root), "{}", file.display());
        assert!(!is_root || code.contains("forbid(unsafe_code)"), "{}", file.display());
    }
}

#[test]
fn the_reader_of_sources_sees_what_it_has_to() {
    let source = r##"
        //! crate::ui in words
        use std::{fs::File, io::{self, Read as _}};
        use crate::{engine::Engine, store::{self, Store}, model};
        use serde::Serialize;
        /* tokio::spawn */ const TEXT: &str = "reqwest::get"; const RAW: &str = r#"egui::Ui "quoted" "#;
        fn f<'a>(c: char) -> bool { c == '"' && rusqlite::version() > 1 && self::keyring::new() }
        #[cfg(test)]
        mod tests { use crate::app::App; fn g() { axum::run() } }
        fn after() { toml::from_str("}") }
    "##;
    let paths = paths_of(&without_tests(&without_words(source)));
    for seen in [
        "std::fs::File",
        "std::io::Read",
        "crate::engine::Engine",
        "crate::store::Store",
        "crate::model",
        "serde::Serialize",
        "rusqlite::version",
        "toml::from_str",
    ] {
        assert!(paths.contains(seen), "{seen} is not in {paths:?}");
    }
    for unseen in [
        "crate::ui",
        "tokio::spawn",
        "reqwest::get",
        "egui::Ui",
        "crate::app::App",
        "axum::run",
        "keyring::new",
    ] {
        assert!(!paths.contains(unseen), "{unseen} is in {paths:?}");
    }
}

fn read_rooms() -> BTreeMap<String, Room> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let dependencies = dependencies();
    let mut rooms: BTreeMap<String, Room> = BTreeMap::new();
    for file in rust_files(&sources) {
        let place = file.strip_prefix(&sources).unwrap();
        let first = place.components().next().unwrap().as_os_str().to_str().unwrap();
        let name = first.trim_end_matches(".rs");
        let is_test = place.iter().any(|part| {
            let part = part.to_str().unwrap().trim_end_matches(".rs");
            part == "tests" || part.ends_with("_tests")
        });
        if ["main", "lib"].contains(&name) || is_test {
            continue;
        }
        let source = without_tests(&without_words(&fs::read_to_string(&file).unwrap()));
        let room = rooms.entry(name.to_owned()).or_insert_with(|| Room {
            rooms: BTreeMap::new(),
            crates: BTreeMap::new(),
            paths: BTreeMap::new(),
        });
        for path in paths_of(&source) {
            let mut names = path.split("::");
            match names.next().unwrap() {
                "crate" => {
                    if let Some(other) = names.next() {
                        room.rooms.insert(other.to_owned(), place.to_owned());
                    }
                }
                other if dependencies.contains(other) => {
                    room.crates.insert(other.to_owned(), place.to_owned());
                }
                _ => {}
            }
            room.paths.insert(path, place.to_owned());
        }
    }
    assert!(rooms.len() >= 8, "the sources are there");
    rooms
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}

/// The crates of Cargo.toml as sources name them. egui comes with eframe.
fn dependencies() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&text).unwrap();
    let linux = "cfg(target_os = \"linux\")";
    let of_linux = manifest
        .get("target")
        .and_then(|target| target.get(linux)?.get("dependencies"));
    manifest
        .get("dependencies")
        .into_iter()
        .chain(of_linux)
        .filter_map(|table| table.as_table())
        .flat_map(|table| table.keys())
        .map(|name| name.replace('-', "_"))
        .chain(WINDOW.iter().map(|&name| name.to_owned()))
        .collect()
}

/// The source with blanks in place of comments, texts and characters.
fn without_words(source: &str) -> String {
    let signs: Vec<char> = source.chars().collect();
    let starts = |at: usize, text: &str| {
        text.chars()
            .enumerate()
            .all(|(i, sign)| signs.get(at + i) == Some(&sign))
    };
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    while at < signs.len() {
        let end = if starts(at, "//") {
            (at..signs.len()).find(|&i| signs[i] == '\n').unwrap_or(signs.len())
        } else if starts(at, "/*") {
            (at + 2..signs.len())
                .find(|&i| starts(i, "*/"))
                .map_or(signs.len(), |i| i + 2)
        } else if starts(at, "r\"")
            || starts(at, "r#") && signs[at + 1..].iter().find(|sign| **sign != '#') == Some(&'"')
        {
            let hashes = signs[at + 1..].iter().take_while(|sign| **sign == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            let begin = at + 2 + hashes;
            (begin..signs.len())
                .find(|&i| starts(i, &close))
                .map_or(signs.len(), |i| i + 1 + hashes)
        } else if signs[at] == '"' {
            let mut end = at + 1;
            while end < signs.len() && signs[end] != '"' {
                end += if signs[end] == '\\' { 2 } else { 1 };
            }
            end + 1
        } else if signs[at] == '\'' && (signs.get(at + 1) == Some(&'\\') || signs.get(at + 2) == Some(&'\'')) {
            (at + 3..signs.len())
                .find(|&i| signs[i] == '\'')
                .map_or(signs.len(), |i| i + 1)
                .min(if signs.get(at + 1) == Some(&'\\') {
                    usize::MAX
                } else {
                    at + 3
                })
        } else {
            kept.push(signs[at]);
            at += 1;
            continue;
        };
        kept.push(' ');
        at = end.min(signs.len());
    }
    kept
}

/// The source without what is there for tests alone.
fn without_tests(source: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        // The item ends with its block, or with a semicolon or comma before any block.
        let mut depth = 0usize;
        let end = rest.char_indices().find_map(|(i, sign)| {
            match sign {
                '{' => depth += 1,
                '}' if depth > 1 => depth -= 1,
                '}' => return Some(i + usize::from(depth == 1)),
                ';' | ',' if depth == 0 => return Some(i + 1),
                _ => {}
            }
            None
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    kept + rest
}

/// Every path of names with at least one `::`, and every name of a `use`; groups are spread out.
fn paths_of(source: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut words = Vec::new();
    let mut signs = source.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign.is_alphabetic() || sign == '_' {
            let mut word = sign.to_string();
            while let Some(next) = signs.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(next);
            }
            words.push(word);
        } else if sign == ':' && signs.next_if_eq(&':').is_some() {
            words.push("::".to_owned());
        } else if !sign.is_whitespace() {
            words.push(sign.to_string());
        }
    }
    let mut at = 0;
    while at < words.len() {
        let begins = is_name(&words[at]) && (at == 0 || words[at - 1] != "::");
        let in_use = at > 0 && words[at - 1] == "use";
        if begins && (in_use || words.get(at + 1).is_some_and(|next| next == "::")) {
            at = spread(&words, at, "", &mut paths);
        } else {
            at += 1;
        }
    }
    paths
}

fn is_name(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
}

/// Reads one path from here on and answers where it ends.
fn spread(words: &[String], mut at: usize, before: &str, paths: &mut BTreeSet<String>) -> usize {
    let mut path = before.to_owned();
    while at < words.len() {
        match words[at].as_str() {
            "::" => at += 1,
            "{" if words[at - 1] == "::" => {
                at += 1;
                while at < words.len() && words[at] != "}" {
                    at = if is_name(&words[at]) {
                        spread(words, at, &path, paths)
                    } else {
                        at + 1
                    };
                }
                return at + 1;
            }
            word if is_name(word) && (words[at - 1] == "::" || path == before) => {
                if word != "self" || path.is_empty() {
                    path = if path.is_empty() {
                        word.to_owned()
                    } else {
                        format!("{path}::{word}")
                    };
                }
                at += 1;
                if words.get(at).is_none_or(|next| next != "::") {
                    break;
                }
            }
            _ => break,
        }
    }
    paths.insert(path);
    // An alias is no path.
    if words.get(at).is_some_and(|word| word == "as") {
        at + 2
    } else {
        at
    }
}
