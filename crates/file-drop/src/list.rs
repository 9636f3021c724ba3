//! Parses lists of files as programs drop them, paste them, or pass them as arguments.
//!
//! Lists have one entry per line, as in `text/uri-list` (RFC 2483). Parsing is lenient, so that one odd entry doesn't cost
//! the others: lines end with CRLF, LF, or NUL, `#` starts a comment, and an entry is a `file:` URL in any of its forms or
//! an absolute path. Entries that are no files of this machine are reported in [`List::refused`].

#[cfg(any(windows, test))]
mod windows;

use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry as Place},
    hash::{BuildHasher as _, RandomState},
    path::{Path, PathBuf},
};

/// More bytes than any path has, three for each byte of it; what is longer is shown shortened and refused.
const LONGEST_ENTRY: usize = 32 * 1024;

/// So much of an entry that is refused is kept to be shown.
const SHOWN: usize = 1024;

/// How many refused entries are kept. The rest are only counted: keeping a long list of junk would take fifty times its
/// size.
pub const MAX_REFUSED: usize = 10_000;

/// How many paths are taken from one list. The rest are refused: nobody means to drop more.
pub const MAX_PATHS: usize = 1_000_000;

/// The contents of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Paths on this machine, without duplicates, in the order of the list. They aren't checked: a file may be missing.
    pub paths: Vec<PathBuf>,
    /// Entries that are no files of this machine, or are duplicates: the first [`MAX_REFUSED`] of them.
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
    /// The entry as the list has it, or the path that is a duplicate.
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

/// What one line says.
enum Entry {
    Path(PathBuf),
    Refused(Refusal),
}

/// Parses a list of `file:` URLs and absolute paths. `host` is the name of this machine, see
/// [`host_name`](crate::host_name).
#[must_use]
pub fn parse(list: &[u8], host: &str) -> List {
    // Some programs write a byte-order mark first.
    let lines = list
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(list)
        .split(|byte| matches!(byte, b'\n' | 0))
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    gather(lines.map(|line| (line, entry(unquoted(line), host))))
}

/// Parses command-line arguments: each is a URL or a path, which may be relative. `host` is the name of this machine, see
/// [`host_name`](crate::host_name).
#[must_use]
pub fn parse_arguments(arguments: &[PathBuf], host: &str) -> List {
    gather(arguments.iter().map(|argument| {
        let text = argument.as_os_str().as_encoded_bytes();
        // A name may have a colon in it: only what cannot be meant as a name is an address.
        let is_address = scheme_of(text).is_some_and(|(scheme, rest)| {
            rest.starts_with(b"//") || (scheme.eq_ignore_ascii_case("file") && rest.starts_with(b"/"))
        });
        let entry = match is_address {
            true => entry(text, host),
            false if text.is_empty() => Entry::Refused(Refusal::NotAPath),
            false => Entry::Path(argument.clone()),
        };
        (text, entry)
    }))
}

/// Reads a list as [`parse`] does, of a source that may have been killed while it wrote: where its last line is but the
/// beginning of a file's address, as other lines have an end and that one has none, it was not handed over.
#[cfg(target_os = "linux")]
pub(super) fn read_written(list: &[u8], host: &str) -> List {
    let mut read = parse(list, host);
    let end = list.iter().rposition(|byte| matches!(byte, b'\n' | 0));
    let rest = end.and_then(|end| list.get(end + 1..)).unwrap_or_default();
    if is_begun(rest) {
        let rest = path_of(rest.to_vec());
        if let Some(refused) = read.refused.iter_mut().rfind(|refused| refused.entry == rest) {
            refused.reason = Refusal::NotDelivered;
        }
    }
    read
}

/// Whether this is an address of a file up to somewhere before its path.
#[cfg(target_os = "linux")]
fn is_begun(text: &[u8]) -> bool {
    const BEGIN: &[u8] = b"file://";
    let begin = text.get(..BEGIN.len()).unwrap_or(text);
    let host = text.get(BEGIN.len()..).unwrap_or_default();
    !text.is_empty()
        && BEGIN
            .get(..begin.len())
            .is_some_and(|expected| expected.eq_ignore_ascii_case(begin))
        && !host.contains(&b'/')
}

/// The path that the last line of a list names, if other lines have an end and that one has none: the list may be cut
/// short within it.
#[cfg(target_os = "linux")]
pub(super) fn open_end(list: &[u8], host: &str) -> Option<PathBuf> {
    let end = list.iter().rposition(|byte| matches!(byte, b'\n' | 0))?;
    parse(list.get(end + 1..)?, host).paths.pop()
}

fn gather<'a>(entries: impl Iterator<Item = (&'a [u8], Entry)>) -> List {
    let mut list = List::default();
    let mut known = Known::default();
    let mut repeated = Vec::new();
    for (text, entry) in entries {
        let (entry, reason) = match entry {
            Entry::Path(path) if !known.is_new(&path, &list.paths) => {
                // They are told last.
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
            Entry::Refused(reason) => (path_of(text.get(..SHOWN).unwrap_or(text).to_vec()), reason),
        };
        list.refuse(entry, reason);
    }
    for path in repeated {
        list.refuse(path, Refusal::Repeated);
    }
    list
}

/// Which paths were there before. Only their places are kept: the paths are long.
#[derive(Default)]
struct Known {
    hasher: RandomState,
    places: HashMap<u64, usize>,
}

impl Known {
    /// Whether this path is none of `paths`; it is then taken for the next of them, if there is room for it.
    fn is_new(&mut self, path: &Path, paths: &[PathBuf]) -> bool {
        let path = compared(path);
        let mut key = self.hasher.hash_one(path.as_ref());
        loop {
            match self.places.entry(key) {
                Place::Vacant(vacant) => {
                    if paths.len() < MAX_PATHS {
                        vacant.insert(paths.len());
                    }
                    return true;
                }
                Place::Occupied(place) if paths.get(*place.get()).is_some_and(|known| compared(known) == path) => {
                    return false;
                }
                // Another path with the same hash: looks further on.
                Place::Occupied(_) => key = key.wrapping_add(1),
            }
        }
    }
}

fn entry(text: &[u8], host: &str) -> Entry {
    if text.len() > LONGEST_ENTRY || text.contains(&0) {
        return Entry::Refused(Refusal::NotAPath);
    }
    match scheme_of(text) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => file(rest, host),
        Some((scheme, _)) => Entry::Refused(Refusal::OtherScheme(scheme.to_ascii_lowercase())),
        None => {
            let path = path_of(text.to_vec());
            if path.is_absolute() {
                Entry::Path(path)
            } else {
                Entry::Refused(Refusal::NotAPath)
            }
        }
    }
}

/// What stands behind `file:`: `/path`, `///path` or `//host/path`.
fn file(rest: &[u8], host: &str) -> Entry {
    let path = match rest.strip_prefix(b"//") {
        Some(rest) => {
            let slash = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
            let (named, path) = rest.split_at(slash);
            let named = String::from_utf8_lossy(&decoded(named)).into_owned();
            #[cfg(windows)]
            if !named.is_empty()
                && !named.eq_ignore_ascii_case("localhost")
                && let Some(path) = windows::share(&named, &decoded(path))
            {
                return Entry::Path(path.into());
            }
            if !is_this_machine(&named, host) {
                return Entry::Refused(Refusal::OtherHost(named));
            }
            path
        }
        None => rest,
    };
    let path = decoded(path);
    if !path.starts_with(b"/") || path.contains(&0) {
        return Entry::Refused(Refusal::NotAPath);
    }
    #[cfg(windows)]
    return windows::path(&path).map_or(Entry::Refused(Refusal::NotAPath), |path| Entry::Path(path.into()));
    #[cfg(not(windows))]
    Entry::Path(path_of(path))
}

/// Whether a file address with this host means this machine. A machine is known by its whole name and by its first part.
fn is_this_machine(named: &str, host: &str) -> bool {
    let short = host.split('.').next().unwrap_or(host);
    named.is_empty()
        || named.eq_ignore_ascii_case("localhost")
        || (!short.is_empty() && (named.eq_ignore_ascii_case(host) || named.eq_ignore_ascii_case(short)))
}

/// The scheme of an address and what follows its colon. One letter is a drive, and no address has a blank.
fn scheme_of(text: &[u8]) -> Option<(&str, &[u8])> {
    let colon = text.iter().position(|byte| *byte == b':')?;
    let (scheme, rest) = text.split_at(colon);
    let is_scheme = scheme.len() > 1
        && scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
    let is_file = scheme.eq_ignore_ascii_case(b"file");
    if !is_scheme || (!is_file && text.iter().any(u8::is_ascii_whitespace)) {
        return None;
    }
    Some((std::str::from_utf8(scheme).ok()?, rest.get(1..)?))
}

/// A shell quotes what it completes.
fn unquoted(text: &[u8]) -> &[u8] {
    let between = |quote: &[u8]| text.strip_prefix(quote)?.strip_suffix(quote);
    between(b"'").or_else(|| between(b"\"")).unwrap_or(text)
}

/// Takes percent signs apart; one that says nothing stays. On Unix the bytes need not be UTF-8.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let value = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let taken = if value.is_some() { 2 } else { 0 };
        bytes.push(value.unwrap_or(*first));
        rest = after.get(taken..).unwrap_or_default();
    }
    bytes
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt};
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

/// A path as it is compared with others: Windows takes capital and small letters for the same.
fn compared(path: &Path) -> Cow<'_, Path> {
    #[cfg(windows)]
    return Cow::Owned(path.to_string_lossy().to_lowercase().into());
    #[cfg(not(windows))]
    Cow::Borrowed(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    const HOST: &str = "harbour.example.org";

    fn paths(list: &[u8]) -> Vec<String> {
        let read = parse(list, HOST);
        assert_eq!(read.refused, [], "{}", String::from_utf8_lossy(list));
        read.paths
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect()
    }

    fn refusal(entry: &str) -> Refusal {
        let read = parse(entry.as_bytes(), HOST);
        assert_eq!(read.paths, [] as [PathBuf; 0], "{entry}");
        assert_eq!(read.refused.len(), 1, "{entry}");
        read.refused[0].reason.clone()
    }

    #[test]
    fn every_end_of_line_ends_one_and_comments_are_none() {
        let list = b"# a list\r\nfile:///a\r\nfile:///b\nfile:///c\0\r\n  file:///d \r\n#file:///e\r\nfile:///f";
        assert_eq!(paths(list), ["/a", "/b", "/c", "/d", "/f"]);
        assert!(parse(b"\r\n\0# nothing\r\n", HOST).is_empty());
    }

    #[test]
    fn every_form_of_an_address_of_this_machine_is_a_path() {
        for entry in [
            "file:///x/y",
            "file:/x/y",
            "FILE:///x/y",
            "file://localhost/x/y",
            "file://LocalHost/x/y",
            "file://harbour.example.org/x/y",
            "file://harbour/x/y",
            "/x/y",
            "'/x/y'",
            "\"/x/y\"",
        ] {
            assert_eq!(paths(entry.as_bytes()), ["/x/y"], "{entry}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_path() {
        assert_eq!(
            paths(b"\xef\xbb\xbf/photos/a.jpg\r\n/photos/b.jpg"),
            ["/photos/a.jpg", "/photos/b.jpg"]
        );
    }

    #[test]
    fn names_keep_their_signs() {
        let list = b"file:///%C3%A9%20%25%23%3F%0A.png\r\nfile:///a#b?c%zz%4\r\n/as it is %20";
        assert_eq!(paths(list), ["/\u{e9} %#?\n.png", "/a#b?c%zz%4", "/as it is %20"]);
    }

    #[test]
    fn a_name_need_not_be_utf_8() {
        for list in [&b"file:///%FF.jpg"[..], b"file:///\xFF.jpg", b"/\xFF.jpg"] {
            assert_eq!(parse(list, HOST).paths[0].as_os_str().as_bytes(), b"/\xFF.jpg");
        }
    }

    #[test]
    fn what_is_not_on_this_machine_is_refused_by_name() {
        assert_eq!(refusal("file://nas/x"), Refusal::OtherHost("nas".to_owned()));
        assert_eq!(
            refusal("file://harbour.example.com/x"),
            Refusal::OtherHost("harbour.example.com".to_owned())
        );
        assert_eq!(
            refusal("HTTPS://example.org/x"),
            Refusal::OtherScheme("https".to_owned())
        );
        assert_eq!(refusal("sftp://nas/x"), Refusal::OtherScheme("sftp".to_owned()));
        for entry in [
            "x.jpg",
            "file:x",
            "file://localhost",
            "file:",
            "Note: two words",
            "file:///a%00b",
            "''",
        ] {
            assert_eq!(refusal(entry), Refusal::NotAPath, "{entry}");
        }
        assert_eq!(refusal(&format!("/{}", "x".repeat(LONGEST_ENTRY))), Refusal::NotAPath);
    }

    #[test]
    fn one_odd_entry_costs_no_other() {
        let read = parse(
            b"file:///a\r\nhttps://example.org/b\r\nfile:///a\r\nfile:///c\r\n",
            HOST,
        );
        assert_eq!(read.paths, [PathBuf::from("/a"), "/c".into()]);
        let refused: Vec<_> = read
            .refused
            .iter()
            .map(|refused| (refused.entry.to_str().unwrap(), &refused.reason))
            .collect();
        assert_eq!(
            refused,
            [
                ("https://example.org/b", &Refusal::OtherScheme("https".to_owned())),
                ("/a", &Refusal::Repeated)
            ]
        );
    }

    #[test]
    fn of_a_list_of_junk_the_beginning_is_kept_and_the_rest_is_counted() {
        let more = 3;
        for (line, reason) in [
            ("a\n", Refusal::NotAPath),
            ("http:x\n", Refusal::OtherScheme("http".into())),
        ] {
            let read = parse(line.repeat(MAX_REFUSED + more).as_bytes(), HOST);
            assert_eq!((read.refused.len(), read.more_refused), (MAX_REFUSED, more), "{line}");
            assert!(read.refused.iter().all(|refused| refused.reason == reason), "{line}");
        }
        let read = parse("/a\n".repeat(1 + MAX_REFUSED + more).as_bytes(), HOST);
        assert_eq!(read.paths, [PathBuf::from("/a")]);
        assert_eq!((read.refused.len(), read.more_refused), (MAX_REFUSED, more));
        assert_eq!(read.refused[0].reason, Refusal::Repeated);
    }

    #[test]
    fn more_files_than_any_person_means_are_refused_by_name() {
        let lines: String = (0..=MAX_PATHS).map(|number| format!("/{number}\n")).collect();
        let read = parse(lines.as_bytes(), HOST);
        assert_eq!(read.paths.len(), MAX_PATHS);
        assert_eq!(read.refused.len(), 1);
        assert_eq!(read.refused[0].entry, PathBuf::from(format!("/{MAX_PATHS}")));
        assert_eq!(read.refused[0].reason, Refusal::TooMany);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_last_line_without_the_end_that_others_have_may_be_cut_short() {
        assert_eq!(open_end(b"file:///a\r\nfile:///b", HOST), Some("/b".into()));
        for whole in [
            &b"file:///a\r\nfile:///b\r\n"[..],
            b"file:///a",
            b"/a\n#b",
            b"/a\0",
            b"",
        ] {
            assert_eq!(open_end(whole, HOST), None);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_last_line_that_ends_before_its_path_was_not_handed_over() {
        for cut in 1.."file://localhost/b".len() {
            let list = format!("file:///a\r\n{}", &"file://localhost/b"[..cut]);
            let read = read_written(list.as_bytes(), HOST);
            let reasons: Vec<_> = read.refused.iter().map(|refused| &refused.reason).collect();
            // Where it names a path, at the latest from the slash on, that is looked up.
            if cut < "file://localhost/".len() && cut != "file:/".len() {
                assert_eq!(reasons, [&Refusal::NotDelivered], "{list}");
            } else {
                assert_eq!((read.paths.len(), reasons.len()), (2, 0), "{list}");
            }
        }
        for (list, reason) in [
            ("file:///a\r\nb", Refusal::NotAPath),
            (
                "file:///a\r\nhttps://example.org/b",
                Refusal::OtherScheme("https".to_owned()),
            ),
            (
                "file:///a\r\nfile://elsewhere/b",
                Refusal::OtherHost("elsewhere".to_owned()),
            ),
            ("file:///a\r\nfile:\r\n", Refusal::NotAPath),
            ("file:", Refusal::NotAPath),
        ] {
            let refused = read_written(list.as_bytes(), HOST).refused;
            assert_eq!(refused.first().map(|refused| &refused.reason), Some(&reason), "{list}");
        }
    }

    #[test]
    fn arguments_are_addresses_or_paths_of_any_name() {
        let given = [
            "file:///a%20b",
            "file:/c",
            "d e",
            "f:g.jpg",
            "photo:1.jpg",
            "file:h",
            "'i'",
            "https://example.org/j",
            "",
        ];
        let list = parse_arguments(&given.map(PathBuf::from), HOST);
        let paths = ["/a b", "/c", "d e", "f:g.jpg", "photo:1.jpg", "file:h", "'i'"];
        assert_eq!(list.paths, paths.map(PathBuf::from));
        assert_eq!(list.refused.len(), 2);
        assert_eq!(list.refused[0].reason, Refusal::OtherScheme("https".to_owned()));
    }
}
