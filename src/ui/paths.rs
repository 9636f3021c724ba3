//! Paths out of pasted text: one a line, as a path or as a `file://` address.

use std::path::PathBuf;

/// The paths in a text. Lines that are neither an absolute path nor a `file://` address of this machine are left out.
pub(crate) fn from_text(text: &str) -> Vec<PathBuf> {
    text.lines().filter_map(|line| from_line(line.trim())).collect()
}

fn from_line(line: &str) -> Option<PathBuf> {
    // A shell quotes what it completes.
    let line = line
        .strip_prefix('\'')
        .and_then(|line| line.strip_suffix('\''))
        .or_else(|| line.strip_prefix('"').and_then(|line| line.strip_suffix('"')))
        .unwrap_or(line);
    if let Some(rest) = line.strip_prefix("file:") {
        let path = match rest.strip_prefix("//") {
            Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
            None => rest,
        };
        return path.starts_with('/').then(|| decoded(path));
    }
    let path = PathBuf::from(line);
    path.is_absolute().then_some(path)
}

/// Takes percent signs apart. On Unix the bytes need not be UTF-8.
fn decoded(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let value = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match value {
            Some(value) => {
                bytes.push(value);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    path_of(bytes)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt};
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    // `file:///C:/x`
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let drive = text.as_bytes().get(2) == Some(&b':');
    PathBuf::from(if drive {
        text.trim_start_matches('/').to_owned()
    } else {
        text
    })
}

#[cfg(all(test, unix))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_and_addresses_are_read_line_by_line() {
        let text = "/a/b c.jpg\r\nfile:///x/%C3%A9%20%25.png\n\n# no\nrelative.jpg\nfile://localhost/y\nfile:/z\n'/q/r'\nhttps://no.org/k";
        let paths: Vec<_> = ["/a/b c.jpg", "/x/é %.png", "/y", "/z", "/q/r"]
            .map(PathBuf::from)
            .into();
        assert_eq!(from_text(text), paths);
    }

    #[test]
    fn a_percent_sign_that_says_nothing_stays() {
        assert_eq!(from_text("file:///a%zz%4"), [PathBuf::from("/a%zz%4")]);
    }

    #[test]
    fn a_name_need_not_be_utf_8() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(from_text("file:///%FF")[0].as_os_str().as_bytes(), b"/\xFF");
    }

    /// As many cases as `PROPTEST_CASES` asks for; see tests/fuzz.
    fn cases() -> proptest::test_runner::Config {
        proptest::test_runner::Config {
            failure_persistence: None,
            ..Default::default()
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_paste_gives_absolute_paths(text in "(?s).{0,200}", line in "(file:(//)?(localhost)?/?|'|\"|%|%2|%FF|/|\\PC){0,20}") {
            for path in from_text(&text).into_iter().chain(from_text(&line)) {
                prop_assert!(path.is_absolute(), "{path:?}");
            }
        }

        #[test]
        fn fuzz_a_list_of_addresses_gives_back_its_paths(names in prop::collection::vec(prop::collection::vec(1..=255_u8, 1..30), 0..8)) {
            let mut list = String::from("# a list\r\n");
            let mut paths = Vec::new();
            for name in names {
                list.push_str("file:///");
                list.extend(name.iter().map(|byte| format!("%{byte:02X}")));
                list.push_str("\r\n");
                paths.push(path_of([&b"/"[..], &name].concat()));
            }
            prop_assert_eq!(from_text(&list), paths);
        }
    }
}
