//! Names that say that a file is not complete: of the file itself, or of a file beside it.

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
};

/// Extensions that browsers, clients for FTP and other programs give to a file until it is complete, in lower case.
const UNFINISHED: &[&str] = &[
    "part",
    "partial",
    "tmp",
    "temp",
    "crdownload",
    "download",
    "opdownload",
    "filepart",
    "aria2",
    "!ut",
    "!qb",
    "lock",
    "lck",
    "swp",
    "swx",
    "uploading",
    "incomplete",
    "writing",
];

/// Extensions that are added to a file's name for a file that stands beside it until that one is complete.
const BESIDE: &[&str] = &[
    "part",
    "tmp",
    "crdownload",
    "filepart",
    "aria2",
    "lock",
    "lck",
    "partial",
];

/// Whether a file with this name is not complete, or only says that another one is not.
pub(crate) fn is_unfinished(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    // Locks of office programs: `~$name` and `.~lock.name#`. A backup ends with a tilde.
    if name.starts_with("~$") || name.starts_with(".~lock.") || name.ends_with('~') {
        return true;
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| UNFINISHED.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The file beside this one that says that it is not complete. Asks the drive once for each name.
pub(crate) fn marker_beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let with = |before: &str, after: &str| {
        let mut marker = OsString::from(before);
        marker.push(name);
        marker.push(after);
        path.with_file_name(marker)
    };
    let added = BESIDE.iter().map(|extension| with("", &format!(".{extension}")));
    let locks = [
        with("~$", ""),
        with(".~lock.", "#"),
        with(".", ".lock"),
        with(".", ".part"),
    ];
    added.chain(locks).find(|marker| fs::symlink_metadata(marker).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_files_are_known_by_their_names_in_any_case() {
        for name in [
            "a.jpg.part",
            "a.PART",
            "a.tmp",
            "a.jpg.crdownload",
            "a.jpg.filepart",
            "a.jpg.lock",
            "~$report.docx",
            ".~lock.report.odt#",
            "a.jpg~",
        ] {
            assert!(is_unfinished(OsStr::new(name)), "{name}");
        }
        for name in ["a.jpg", "part", "tmp.jpg", "a.part.jpg", "parts.mov", "lock", ""] {
            assert!(!is_unfinished(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn a_marker_beside_a_file_is_found_whatever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jpg");
        fs::write(&file, "a").unwrap();
        fs::write(folder.path().join("b.jpg.part"), "").unwrap();
        assert_eq!(marker_beside(&file), None);
        for name in ["a.jpg.part", "a.jpg.lock", "~$a.jpg", ".~lock.a.jpg#", ".a.jpg.lock"] {
            let marker = folder.path().join(name);
            fs::write(&marker, "").unwrap();
            assert_eq!(marker_beside(&file), Some(marker.clone()), "{name}");
            fs::remove_file(marker).unwrap();
        }
        let folder_beside = folder.path().join("a.jpg.part");
        fs::create_dir(&folder_beside).unwrap();
        assert_eq!(marker_beside(&file), Some(folder_beside));
    }
}
