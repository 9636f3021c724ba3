//! The program's own files as the file system knows them: whatever name one has, it is the same file.

use std::{
    collections::HashSet,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::{OnceLock, PoisonError, RwLock},
};

use super::own::{OwnData, SANDBOX, is_name_of_data};
use whole_files::keep_out_of;

/// What tells a file from all others: its device, and its number there.
type Identity = (u64, u64);

/// Own files that other names are looked for among. Nobody's data folder has more but for what its sandbox stores, and that
/// was uploaded by the person.
const MOST_FILES: usize = 10_000;

/// Folders below the data folder that are looked into: `sandbox/server/que-uploader-sandbox`.
const MOST_FOLDERS_DOWN: usize = 3;

/// The data folders that this program has opened. They belong to the process: files are written for a person in many places.
static OPENED: RwLock<Vec<PathBuf>> = RwLock::new(Vec::new());

/// Keeps what a person has written out of this data folder from now on.
pub(super) fn protect(folder: &Path) {
    let Ok(folder) = folder.canonicalize() else { return };
    let mut opened = OPENED.write().unwrap_or_else(PoisonError::into_inner);
    if !opened.contains(&folder) {
        opened.push(folder);
    }
    drop(opened);
    keep_out_of(is_own);
}

/// Whether a path, in whose folder are no links, is one of the program's own files or in one of its folders.
fn is_own(path: &Path) -> bool {
    let opened = OPENED.read().unwrap_or_else(PoisonError::into_inner).clone();
    let own = OwnData::in_folders(opened);
    // A descriptor may be open on a file under no name at all, so the number of names says nothing.
    own.folder_of(path).is_some() || fs::metadata(path).is_ok_and(|found| own.files().is_one_of_them(&found))
}

/// The files of data folders, by their identity. They are looked up when a file comes that has more names than one.
#[derive(Debug)]
pub struct OwnFiles {
    folders: Vec<PathBuf>,
    found: OnceLock<HashSet<Identity>>,
}

impl OwnFiles {
    pub(super) fn of(folders: &[PathBuf]) -> Self {
        Self {
            folders: folders.to_vec(),
            found: OnceLock::new(),
        }
    }

    /// Whether this is one of them under another name. A file with one name only is not looked for.
    #[must_use]
    pub fn contains(&self, found: &Metadata) -> bool {
        has_more_names(found) && self.is_one_of_them(found)
    }

    fn is_one_of_them(&self, found: &Metadata) -> bool {
        let own = || self.found.get_or_init(|| self.look());
        found.is_file() && identity(found).is_some_and(|identity| own().contains(&identity))
    }

    fn look(&self) -> HashSet<Identity> {
        let mut files = HashSet::new();
        for folder in &self.folders {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if is_name_of_data(&entry.file_name()) {
                    add(&entry.path(), MOST_FOLDERS_DOWN, &mut files);
                }
            }
            // The folder may be a sandbox's.
            if folder.file_name().is_some_and(|name| name == SANDBOX) {
                add(&folder.join("server"), MOST_FOLDERS_DOWN, &mut files);
            }
        }
        files
    }
}

fn add(path: &Path, folders_down: usize, files: &mut HashSet<Identity>) {
    let Ok(found) = fs::symlink_metadata(path) else { return };
    if found.is_file() && files.len() < MOST_FILES {
        files.extend(identity(&found));
    }
    // What a person has uploaded to the sandbox is no secret of the program.
    let is_stored = path.file_name().is_some_and(|name| name == "objects");
    if found.is_dir() && folders_down > 0 && !is_stored {
        for entry in fs::read_dir(path).into_iter().flatten().flatten().take(MOST_FILES) {
            add(&entry.path(), folders_down - 1, files);
        }
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not tell")]
fn identity(found: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    Some((found.dev(), found.ino()))
}

#[cfg(unix)]
fn has_more_names(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    found.is_file() && found.nlink() > 1
}

/// The standard library does not tell it there.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
}

#[cfg(not(unix))]
fn has_more_names(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DataDirectory, Store};
    use whole_files::{Policy, write_whole};

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_is_written_into_the_programs_own_files_through_a_descriptor() {
        use std::os::fd::AsRawFd as _;
        let parent = tempfile::tempdir().unwrap();
        let place = DataDirectory::open(Some(parent.path().join("data"))).unwrap();
        drop(Store::open(&place.database(), "server").unwrap());
        let before = fs::read(place.database()).unwrap();
        fs::hard_link(place.database(), parent.path().join("second")).unwrap();
        let open = |path: &Path| fs::OpenOptions::new().append(true).open(path).unwrap();
        let spellings = |number: i32| {
            [
                "/proc/self/fd",
                "/dev/fd",
                "/proc/thread-self/fd",
                "/proc/self/task/../fd",
            ]
            .map(|folder| PathBuf::from(format!("{folder}/{number}")))
        };
        for own in [&place.database(), &parent.path().join("second")] {
            let file = open(own);
            for path in spellings(file.as_raw_fd()) {
                for policy in [Policy::Named, Policy::New] {
                    let words = write_whole(&path, b"export", policy).unwrap_err().to_string();
                    assert!(words.contains("Que Uploader's own data"), "{}: {words}", path.display());
                }
            }
        }
        // Under a name that is gone it is the same file.
        let file = open(&parent.path().join("second"));
        fs::remove_file(parent.path().join("second")).unwrap();
        for path in spellings(file.as_raw_fd()) {
            write_whole(&path, b"export", Policy::Named).unwrap_err();
        }
        assert_eq!(fs::read(place.database()).unwrap(), before);
        // A person's file is written into.
        fs::write(parent.path().join("mine"), "").unwrap();
        let mine = open(&parent.path().join("mine"));
        for path in spellings(mine.as_raw_fd()) {
            write_whole(&path, b"x", Policy::Named).unwrap();
        }
        assert_eq!(fs::read(parent.path().join("mine")).unwrap(), b"xxxx");
    }

    #[test]
    fn nothing_is_written_over_the_programs_own_data_however_it_is_spelled() {
        let parent = tempfile::tempdir().unwrap();
        let data = parent.path().join("data");
        let place = DataDirectory::open(Some(data.clone())).unwrap();
        let inner = place.open_sandbox().unwrap();
        for place in [&place, &inner] {
            drop(Store::open(&place.database(), "server").unwrap());
            drop(place.lock().unwrap());
        }
        fs::create_dir_all(inner.path().join("server/que-uploader-sandbox")).unwrap();
        let key = inner.path().join("server/que-uploader-sandbox/ca.key.pem");
        fs::write(&key, "key").unwrap();
        let before = fs::read(place.database()).unwrap();
        #[cfg_attr(not(unix), expect(unused_mut, reason = "links are added on Unix"))]
        let mut named: Vec<PathBuf> = [
            "uploads.sqlite3",
            "uploads.sqlite3-wal",
            "lock",
            "settings.toml",
            "presets.toml",
            "log/que-uploader.log",
            "sandbox/uploads.sqlite3",
            "sandbox/lock",
            "sandbox/new.csv",
            "sandbox/../uploads.sqlite3",
            "sandbox/server/que-uploader-sandbox/ca.key.pem",
        ]
        .iter()
        .map(|name| data.join(name))
        .collect();
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(&data, parent.path().join("folder")).unwrap();
            symlink(place.database(), parent.path().join("link")).unwrap();
            fs::hard_link(inner.database(), parent.path().join("second name")).unwrap();
            fs::hard_link(&key, parent.path().join("key")).unwrap();
            named.extend(
                ["folder/lock", "folder/settings.toml", "link", "second name", "key"]
                    .map(|name| parent.path().join(name)),
            );
        }
        for path in named {
            for policy in [Policy::Named, Policy::New] {
                let refused = write_whole(&path, b"export", policy);
                let words = refused.map(|()| path.clone()).unwrap_err().to_string();
                assert!(words.contains("Que Uploader's own data"), "{words}");
            }
        }
        assert_eq!(fs::read(place.database()).unwrap(), before);
        assert_eq!(fs::read(&key).unwrap(), b"key");
        // The program writes its own, and a person what lies beside them.
        write_whole(&place.settings(), b"", Policy::Private).unwrap();
        for name in ["uploads.csv", "export.json"] {
            write_whole(&data.join(name), b"export", Policy::Named).unwrap();
        }
        write_whole(&parent.path().join("lock"), b"export", Policy::Named).unwrap();
    }
}
