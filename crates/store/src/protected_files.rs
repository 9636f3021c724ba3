//! The program's own files by identity: a file is the same whatever name it has.

use std::{
    collections::HashSet,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{
    identity::{self, FileIdentity},
    layout::{SANDBOX, is_data_name},
};

/// At most this many files are listed. Only the objects of a sandbox could exceed it, and those came from the user.
const MAX_FILES: usize = 10_000;

/// How deep to look below the data folder: `sandbox/server/que-uploader-sandbox`.
const MAX_DEPTH: usize = 3;

/// The files of data folders, by identity. They are listed when the first file with several names turns up.
#[derive(Debug)]
pub struct ProtectedFiles {
    folders: Vec<PathBuf>,
    found: OnceLock<HashSet<FileIdentity>>,
}

impl ProtectedFiles {
    pub(super) fn of(folders: &[PathBuf]) -> Self {
        Self {
            folders: folders.to_vec(),
            found: OnceLock::new(),
        }
    }

    /// Whether this is one of them under another name. A file with a single name is not looked up.
    #[must_use]
    pub fn contains(&self, file: &Metadata) -> bool {
        has_several_names(file) && self.is_one_of_them(file)
    }

    pub(super) fn is_one_of_them(&self, file: &Metadata) -> bool {
        let own = || self.found.get_or_init(|| self.list());
        file.is_file() && identity::of(file).is_some_and(|identity| own().contains(&identity))
    }

    fn list(&self) -> HashSet<FileIdentity> {
        let mut files = HashSet::new();
        for folder in &self.folders {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if is_data_name(&entry.file_name()) {
                    add(&entry.path(), MAX_DEPTH, &mut files);
                }
            }
            // The folder may be a sandbox's.
            if folder.file_name().is_some_and(|name| name == SANDBOX) {
                add(&folder.join("server"), MAX_DEPTH, &mut files);
            }
        }
        files
    }
}

fn add(path: &Path, folders_down: usize, files: &mut HashSet<FileIdentity>) {
    let Ok(found) = fs::symlink_metadata(path) else { return };
    if found.is_file() && files.len() < MAX_FILES {
        files.extend(identity::of(&found));
    }
    // What the user uploaded to the sandbox is no secret of the program.
    let is_stored = path.file_name().is_some_and(|name| name == "objects");
    if found.is_dir() && folders_down > 0 && !is_stored {
        for entry in fs::read_dir(path).into_iter().flatten().flatten().take(MAX_FILES) {
            add(&entry.path(), folders_down - 1, files);
        }
    }
}

#[cfg(unix)]
fn has_several_names(file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.is_file() && file.nlink() > 1
}

/// The standard library does not count names on other systems.
#[cfg(not(unix))]
fn has_several_names(_: &Metadata) -> bool {
    false
}
