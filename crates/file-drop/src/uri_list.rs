//! Writes lists of files as `text/uri-list` (RFC 2483).

use std::{os::unix::ffi::OsStrExt as _, path::Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Everything but the unreserved characters of RFC 3986 and the slash.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The `file:` URLs of these absolute paths, each on a line.
pub(super) fn write<P: AsRef<Path>>(paths: &[P]) -> Vec<u8> {
    let mut list = String::new();
    for path in paths {
        list.push_str("file://");
        list.extend(percent_encode(path.as_ref().as_os_str().as_bytes(), ENCODED));
        list.push_str("\r\n");
    }
    list.into_bytes()
}

#[cfg(test)]
mod tests {
    use std::{ffi::OsStr, path::PathBuf};

    use super::*;
    use crate::list;

    #[test]
    fn what_is_written_is_read_again_whatever_the_names_are() {
        let names: [&[u8]; 6] = [
            b"/plain.jpg",
            b"/with space/100%#?.jpg",
            b"/\"quotes\" & 'more'\\.jpg",
            "/ärger/Łódź 🙂.jpg".as_bytes(),
            b"/line\nbreak.jpg",
            b"/not utf-8 \xff.jpg",
        ];
        let paths: Vec<PathBuf> = names.iter().map(|name| OsStr::from_bytes(name).into()).collect();
        let written = write(&paths);
        assert!(written.starts_with(b"file:///plain.jpg\r\nfile:///with%20space/100%25%23%3F.jpg\r\n"));
        assert_eq!(list::parse(&written, "host").paths, paths);
    }
}
