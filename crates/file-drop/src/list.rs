//! Parses lists of files as programs drop them, paste them, or pass them as arguments.
//!
//! Lists have one entry per line, as in `text/uri-list` ([RFC 2483]). Parsing is lenient, so that one odd entry doesn't cost
//! the others: lines end with CRLF, LF, or NUL, `#` starts a comment, and an entry is a `file:` URL in any of its forms
//! ([RFC 8089]) or an absolute path. Entries that aren't files of this machine are reported in [`List::refused`].
//!
//! What counts as a path depends on the system:
//!
//! | entry | on Windows | elsewhere |
//! |---|---|---|
//! | `file:///C:/a` | `C:\a` | `/C:/a` |
//! | `file://server/share/a` | `\\server\share\a` | refused: the file is on another machine |
//! | `file:///a` | refused: it names no drive | `/a` |
//! | two paths that differ only in case | duplicates | two files |
//!
//! [RFC 2483]: https://www.rfc-editor.org/rfc/rfc2483#section-5
//! [RFC 8089]: https://www.rfc-editor.org/rfc/rfc8089

mod entry;
mod rules;
mod seen;
#[cfg(all(test, unix))]
mod tests;

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use entry::{Entry, Machine, path_from_bytes, unquoted};
use rules::PathRules;
use seen::SeenPaths;

/// How many bytes of a refused entry are kept to be shown.
const SHOWN_BYTES: usize = 1024;

/// How many refused entries are kept. The rest are only counted: keeping a long list of junk would take fifty times its
/// size.
pub const MAX_REFUSED: usize = 10_000;

/// How many paths are taken from one list. The rest are refused: nobody means to drop more.
pub const MAX_PATHS: usize = 1_000_000;

/// A form of a path that is the same for all spellings of it on this system: on Windows, paths do not differ by case or
/// by the kind of slash. To show or open the path, use the path itself.
#[must_use]
pub fn comparable(path: &Path) -> Cow<'_, Path> {
    PathRules::NATIVE.comparable(path)
}

/// The contents of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Paths on this machine, without duplicates, in the order of the list. They aren't checked: a file may be missing.
    pub paths: Vec<PathBuf>,
    /// Entries that aren't files of this machine, or are duplicates: the first [`MAX_REFUSED`] of them.
    pub refused: Vec<Refused>,
    /// How many more were refused.
    pub more_refused: usize,
}

impl List {
    /// Whether the list has no entries, neither paths nor refused ones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.refused.is_empty()
    }

    /// Refuses one more entry.
    pub(super) fn refuse(&mut self, entry: PathBuf, reason: Refusal) {
        if self.refused.len() < MAX_REFUSED {
            self.refused.push(Refused { entry, reason });
        } else {
            self.more_refused += 1;
        }
    }
}

/// A refused entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The entry as it appears in the list, or the path of a duplicate.
    pub entry: PathBuf,
    /// Why it was refused.
    pub reason: Refusal,
}

/// Why an entry was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The file is on another machine, with this name.
    OtherHost(String),
    /// A URL with this scheme, such as `https`.
    OtherScheme(String),
    /// Neither an absolute path nor a URL.
    NotAPath,
    /// A duplicate of an earlier entry.
    Repeated,
    /// The list has more than [`MAX_PATHS`] paths.
    TooMany,
    /// The source named the file but didn't deliver it, or was cut off in the middle of its name.
    NotDelivered,
}

/// Parses a list of `file:` URLs and absolute paths, by the rules of the system that this program was built for. `host` is
/// the name of this machine, see [`host_name`](crate::host_name).
#[must_use]
pub fn parse(list: &[u8], host: &str) -> List {
    parse_for(Machine::this(host), list)
}

fn parse_for(machine: Machine<'_>, list: &[u8]) -> List {
    // Some programs write a byte-order mark first.
    let lines = list
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(list)
        .split(|byte| matches!(byte, b'\n' | 0))
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    collect(machine.rules, lines.map(|line| (line, machine.entry(unquoted(line)))))
}

/// Parses command-line arguments: each is a URL or a path, which may be relative. `host` is the name of this machine, see
/// [`host_name`](crate::host_name).
#[must_use]
pub fn parse_arguments(arguments: &[PathBuf], host: &str) -> List {
    parse_arguments_for(Machine::this(host), arguments)
}

fn parse_arguments_for(machine: Machine<'_>, arguments: &[PathBuf]) -> List {
    collect(
        machine.rules,
        arguments.iter().map(|argument| {
            let text = argument.as_os_str().as_encoded_bytes();
            let entry = match machine.is_url(text) {
                true => machine.entry(text),
                false if text.is_empty() => Entry::Refused(Refusal::NotAPath),
                false => Entry::Path(argument.clone()),
            };
            (text, entry)
        }),
    )
}

/// Like [`parse`], for a source that may have been killed while it wrote. If its last line is only the beginning of a file's
/// URL and lacks the line ending that the others have, that entry was not delivered.
#[cfg(target_os = "linux")]
pub(super) fn parse_interrupted(list: &[u8], host: &str) -> List {
    let mut parsed = parse(list, host);
    let rest = unterminated_line(list).unwrap_or_default();
    if entry::is_cut_off(rest) {
        let rest = path_from_bytes(rest.to_vec());
        if let Some(refused) = parsed.refused.iter_mut().rfind(|refused| refused.entry == rest) {
            refused.reason = Refusal::NotDelivered;
        }
    }
    parsed
}

/// The path of a last line that lacks the line ending that the others have: it may be cut off.
#[cfg(target_os = "linux")]
pub(super) fn unterminated_path(list: &[u8], host: &str) -> Option<PathBuf> {
    parse(unterminated_line(list)?, host).paths.pop()
}

#[cfg(target_os = "linux")]
fn unterminated_line(list: &[u8]) -> Option<&[u8]> {
    let end = list.iter().rposition(|byte| matches!(byte, b'\n' | 0))?;
    list.get(end + 1..)
}

fn collect<'a>(rules: PathRules, entries: impl Iterator<Item = (&'a [u8], Entry)>) -> List {
    let mut list = List::default();
    let mut seen = SeenPaths::new(rules);
    let mut repeated = Vec::new();
    for (text, entry) in entries {
        let (entry, reason) = match entry {
            Entry::Path(path) if !seen.insert(&path, &list.paths) => {
                // Duplicates are listed last.
                if repeated.len() < MAX_REFUSED {
                    repeated.push(path);
                } else {
                    list.more_refused += 1;
                }
                continue;
            }
            Entry::Path(path) if list.paths.len() < MAX_PATHS => {
                list.paths.push(path);
                continue;
            }
            Entry::Path(path) => (path, Refusal::TooMany),
            Entry::Refused(_) if list.refused.len() >= MAX_REFUSED => {
                list.more_refused += 1;
                continue;
            }
            Entry::Refused(reason) => {
                let shown = text.get(..SHOWN_BYTES).unwrap_or(text);
                (path_from_bytes(shown.to_vec()), reason)
            }
        };
        list.refuse(entry, reason);
    }
    for path in repeated {
        list.refuse(path, Refusal::Repeated);
    }
    list
}
