//! What a path looks like on a system. A value and not only a `cfg`, so that the rules of Windows are tested everywhere.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

/// The path rules of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), allow(dead_code, reason = "a program runs on one system"))]
pub(super) enum PathRules {
    /// Paths start with `/` and differ by case.
    Unix,
    /// Paths start with a drive (`C:\`) or a network share (`\\server\share`) and don't differ by case.
    Windows,
}

impl PathRules {
    /// Those of the system that this program was built for.
    #[cfg(windows)]
    pub(super) const NATIVE: Self = Self::Windows;
    /// Those of the system that this program was built for.
    #[cfg(not(windows))]
    pub(super) const NATIVE: Self = Self::Unix;

    /// Whether a path names a place without regard to a current folder or drive.
    pub(super) fn is_absolute(self, path: &[u8]) -> bool {
        match self {
            Self::Unix => path.starts_with(b"/"),
            Self::Windows => starts_with_drive(path) || starts_with_share(path),
        }
    }

    /// A form of the path that is the same for all spellings of it.
    ///
    /// NTFS compares characters one by one. Letters whose case is not one character each way (`ß`, `ı`) stay different: to
    /// take two files for one would lose a file, to take one for two only repeats it.
    pub(super) fn comparable(self, path: &Path) -> Cow<'_, Path> {
        match (self, path.to_str()) {
            (Self::Windows, Some(text)) => Cow::Owned(PathBuf::from(text.chars().map(folded).collect::<String>())),
            // A name that is not text has no case that could be compared.
            (Self::Unix, _) | (Self::Windows, None) => Cow::Borrowed(path),
        }
    }
}

/// A backslash for each separator, and the uppercase of each letter.
fn folded(character: char) -> char {
    if character == '/' {
        return '\\';
    }
    match only(character.to_uppercase()) {
        Some(upper) if only(upper.to_lowercase()) == Some(character) => upper,
        _ => character,
    }
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    first.filter(|_| characters.next().is_none())
}

const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

/// Whether this starts with a drive and a separator, as `C:\` does. `C:a` is relative to the drive's current folder.
pub(super) fn starts_with_drive(path: &[u8]) -> bool {
    matches!(path, [letter, b':', separator, ..] if letter.is_ascii_alphabetic() && is_separator(*separator))
}

/// Whether this starts with a server and a share (UNC), as `\\server\share` does.
fn starts_with_share(path: &[u8]) -> bool {
    let [first, second, rest @ ..] = path else { return false };
    let mut parts = rest.split(|byte| is_separator(*byte));
    let mut has_part = || parts.next().is_some_and(|part| !part.is_empty());
    is_separator(*first) && is_separator(*second) && has_part() && has_part()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_windows_path_is_absolute_with_a_drive_and_root_or_with_a_server_and_share() {
        for path in [r"C:\", "c:/a", r"\\server\share", "//server/share/a", r"\\?\C:\a"] {
            assert!(PathRules::Windows.is_absolute(path.as_bytes()), "{path}");
            assert_eq!(
                PathRules::Unix.is_absolute(path.as_bytes()),
                path.starts_with('/'),
                "{path}"
            );
        }
        for path in [
            "",
            "C:",
            "C:a",
            "a",
            "/a",
            r"\a",
            r"\\server",
            r"\\server\",
            r"\\\share",
            "1:/a",
        ] {
            assert!(!PathRules::Windows.is_absolute(path.as_bytes()), "{path}");
        }
    }

    #[test]
    fn windows_paths_are_equal_if_they_differ_only_in_case_or_separators() {
        let are_equal = |one: &str, other: &str| {
            let form = |path: &str| PathRules::Windows.comparable(Path::new(path)).into_owned();
            form(one) == form(other)
        };
        assert!(are_equal(
            "C:\\Photos\\\u{c9}t\u{e9}.JPG",
            "c:/photos/\u{e9}T\u{c9}.jpg"
        ));
        for (one, other) in [
            ("stra\u{df}e", "strasse"),
            ("\u{131}", "i"),
            ("\u{17f}", "s"),
            ("\u{212a}", "k"),
        ] {
            assert!(!are_equal(one, other), "{one} {other}");
        }
        assert_eq!(PathRules::Unix.comparable(Path::new("/A")), Path::new("/A"));
    }
}
