//! What one entry of a list means: a path, or why it is not one.

use std::path::PathBuf;

use percent_encoding::percent_decode;

use super::{
    Refusal,
    rules::{PathRules, starts_with_drive},
};

/// The longest entry in bytes: longer than any path, even if a URL needs three bytes for each of its bytes.
pub(super) const MAX_ENTRY_BYTES: usize = 32 * 1024;

/// What one entry means.
pub(super) enum Entry {
    Path(PathBuf),
    Refused(Refusal),
}

/// The machine whose files a list may name.
#[derive(Clone, Copy)]
pub(super) struct Machine<'a> {
    pub(super) rules: PathRules,
    /// Its host name.
    pub(super) host: &'a str,
}

impl<'a> Machine<'a> {
    /// The one that this program runs on.
    pub(super) fn this(host: &'a str) -> Self {
        let rules = PathRules::NATIVE;
        Self { rules, host }
    }

    pub(super) fn entry(self, text: &[u8]) -> Entry {
        if text.len() > MAX_ENTRY_BYTES || text.contains(&0) {
            return Entry::Refused(Refusal::NotAPath);
        }
        match scheme_of(text) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => self.file_url(rest),
            Some((scheme, _)) => Entry::Refused(Refusal::OtherScheme(scheme.to_ascii_lowercase())),
            None if self.rules.is_absolute(text) => Entry::Path(path_from_bytes(text.to_vec())),
            None => Entry::Refused(Refusal::NotAPath),
        }
    }

    /// Whether an argument is a URL. File names may contain a colon, so only what can't be meant as a name is one.
    pub(super) fn is_url(self, argument: &[u8]) -> bool {
        scheme_of(argument).is_some_and(|(scheme, rest)| {
            let is_file = scheme.eq_ignore_ascii_case("file");
            rest.starts_with(b"//") || is_file && (rest.starts_with(b"/") || self.is_drive_url(rest))
        })
    }

    /// Whether this is the rest of `file:C:/path`, which some Windows programs write (RFC 8089, appendix E.2).
    fn is_drive_url(self, rest: &[u8]) -> bool {
        self.rules == PathRules::Windows && starts_with_drive(rest)
    }

    /// What follows `file:`: `/path`, `///path`, or `//host/path`.
    fn file_url(self, rest: &[u8]) -> Entry {
        let (host, path) = match rest.strip_prefix(b"//") {
            Some(rest) => {
                let slash = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
                rest.split_at(slash)
            }
            None => (&b""[..], rest),
        };
        let host = String::from_utf8_lossy(&percent_decoded(host)).into_owned();
        let path = percent_decoded(path);
        if path.contains(&0) {
            return Entry::Refused(Refusal::NotAPath);
        }
        match self.rules {
            PathRules::Unix => self.unix_path(host, path),
            PathRules::Windows => self.windows_path(host, &path),
        }
    }

    fn unix_path(self, host: String, path: Vec<u8>) -> Entry {
        if !self.is_named(&host) {
            Entry::Refused(Refusal::OtherHost(host))
        } else if self.rules.is_absolute(&path) {
            Entry::Path(path_from_bytes(path))
        } else {
            Entry::Refused(Refusal::NotAPath)
        }
    }

    /// A host is a server whose share the path begins with, unless the path begins with a drive. A share may also be
    /// written without a host, as in `file:////server/share` (RFC 8089, appendix E.3).
    fn windows_path(self, host: String, path: &[u8]) -> Entry {
        let mut local = path.strip_prefix(b"/").unwrap_or(path).to_vec();
        // `C|` once stood for `C:` in URLs (RFC 8089, appendix E.2.2).
        if let [letter, bar @ b'|', ..] = local.as_mut_slice()
            && letter.is_ascii_alphabetic()
        {
            *bar = b':';
        }
        let path = if starts_with_drive(&local) {
            if !self.is_named(&host) {
                return Entry::Refused(Refusal::OtherHost(host));
            }
            local
        } else if host.is_empty() && path.starts_with(b"//") {
            [b"//".as_slice(), without_leading_slashes(path)].concat()
        } else if is_server(&host) {
            [b"//".as_slice(), host.as_bytes(), path].concat()
        } else {
            return Entry::Refused(Refusal::NotAPath);
        };
        if !self.rules.is_absolute(&path) {
            return Entry::Refused(Refusal::NotAPath);
        }
        let separated = path.iter().map(|byte| if *byte == b'/' { b'\\' } else { *byte });
        Entry::Path(path_from_bytes(separated.collect()))
    }

    /// Whether the host of a file URL is this machine, by its full name or the first label of it.
    fn is_named(self, host: &str) -> bool {
        let short = self.host.split('.').next().unwrap_or(self.host);
        host.is_empty()
            || host.eq_ignore_ascii_case("localhost")
            || (!short.is_empty() && (host.eq_ignore_ascii_case(self.host) || host.eq_ignore_ascii_case(short)))
    }
}

/// Whether a server may have this name. `\\.\` and `\\?\` are devices.
fn is_server(host: &str) -> bool {
    host.contains(|character| character != '.') && !host.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|'])
}

fn without_leading_slashes(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| *byte != b'/').unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}

/// Whether this is a file's URL that was cut off before its path.
#[cfg(target_os = "linux")]
pub(super) fn is_cut_off(text: &[u8]) -> bool {
    const START: &[u8] = b"file://";
    let start = text.get(..START.len()).unwrap_or(text);
    let host = text.get(START.len()..).unwrap_or_default();
    !text.is_empty()
        && START
            .get(..start.len())
            .is_some_and(|expected| expected.eq_ignore_ascii_case(start))
        && !host.contains(&b'/')
}

/// The scheme of a URL and what follows its colon. A single letter is a drive, and no URL but a file's contains spaces.
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

/// The text within quotation marks: shells quote the paths that they complete.
pub(super) fn unquoted(text: &[u8]) -> &[u8] {
    let between = |quote: &[u8]| text.strip_prefix(quote)?.strip_suffix(quote);
    between(b"'").or_else(|| between(b"\"")).unwrap_or(text)
}

/// A percent sign without two hexadecimal digits stays. The result need not be UTF-8.
fn percent_decoded(text: &[u8]) -> Vec<u8> {
    percent_decode(text).collect()
}

#[cfg(unix)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt};
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}
