//! Keeps everything that the program saves for the user out of its own data folders.

use std::{
    fs,
    path::{Path, PathBuf},
};

use parking_lot::RwLock;
use whole_files::forbid_writes;

use super::protected::ProtectedData;

/// The data folders that this process has opened. Global, because files are saved from many places.
static OPENED: RwLock<Vec<PathBuf>> = RwLock::new(Vec::new());

/// From now on, nothing is saved for the user into this data folder.
pub(super) fn guard(folder: &Path) {
    let Ok(folder) = folder.canonicalize() else { return };
    let mut opened = OPENED.write();
    if !opened.contains(&folder) {
        opened.push(folder);
    }
    drop(opened);
    forbid_writes(is_own);
}

/// Whether a path is one of the program's own files or in one of its folders. Its folder must be free of links.
fn is_own(path: &Path) -> bool {
    let own = ProtectedData::in_folders(OPENED.read().clone());
    // A descriptor can be open on a file without any name, so the number of names says nothing.
    own.folder_of(path).is_some() || fs::metadata(path).is_ok_and(|found| own.files().is_one_of_them(&found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DataDirectory, Store};
    use whole_files::{Policy, write_whole};

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_is_saved_into_the_programs_own_files_through_a_descriptor() {
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
        // Without a name it is still the same file.
        let file = open(&parent.path().join("second"));
        fs::remove_file(parent.path().join("second")).unwrap();
        for path in spellings(file.as_raw_fd()) {
            write_whole(&path, b"export", Policy::Named).unwrap_err();
        }
        assert_eq!(fs::read(place.database()).unwrap(), before);
        // The user's own file is written to.
        fs::write(parent.path().join("mine"), "").unwrap();
        let mine = open(&parent.path().join("mine"));
        for path in spellings(mine.as_raw_fd()) {
            write_whole(&path, b"x", Policy::Named).unwrap();
        }
        assert_eq!(fs::read(parent.path().join("mine")).unwrap(), b"xxxx");
    }

    #[test]
    fn nothing_is_saved_over_the_programs_own_data_however_the_path_is_spelled() {
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
        // The program can save its own files, and the user others beside them.
        write_whole(&place.settings(), b"", Policy::Private).unwrap();
        for name in ["uploads.csv", "export.json"] {
            write_whole(&data.join(name), b"export", Policy::Named).unwrap();
        }
        write_whole(&parent.path().join("lock"), b"export", Policy::Named).unwrap();
    }
}
