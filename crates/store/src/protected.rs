//! The program's own data on this machine: its data folders, wherever `--data-dir` put them, and the folders of its
//! sandboxes. They hold keys of servers and certificates, so they are never uploaded and nothing is saved over them.

use std::path::{Path, PathBuf};

use super::{
    foreign::{SANDBOX_MARK, has_database, is_sandbox},
    layout::{default_folder, is_data_name},
    protected_files::ProtectedFiles,
};

/// The data folders with a known path. Others are recognized by their content.
#[derive(Debug, Clone, Default)]
pub struct ProtectedData {
    folders: Vec<PathBuf>,
}

/// How much of a folder to protect for one entry in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protected {
    /// Only the entry. A home can be the data folder, and it holds other files.
    Entry,
    /// The whole folder that the entry is in.
    Folder,
}

impl ProtectedData {
    /// The data folder of these settings, and the default one.
    #[must_use]
    pub fn beside(settings: Option<&Path>) -> Self {
        let named = settings.and_then(Path::parent).map(Path::to_owned);
        Self::in_folders(named)
    }

    /// The data in these folders, and in the default one.
    pub(super) fn in_folders(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let folders = folders.into_iter().chain(default_folder());
        Self {
            folders: folders.filter_map(|folder| folder.canonicalize().ok()).collect(),
        }
    }

    /// Its files, to recognize them under other names. They are listed once.
    #[must_use]
    pub fn files(&self) -> ProtectedFiles {
        ProtectedFiles::of(&self.folders)
    }

    /// Whether this entry of a folder is protected. Most names need no disk access.
    #[must_use]
    pub fn protects(&self, path: &Path) -> Option<Protected> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        if name == SANDBOX_MARK && is_sandbox(folder) {
            return Some(Protected::Folder);
        }
        (is_data_name(name) && self.is_data_folder(folder)).then_some(Protected::Entry)
    }

    /// The data folder that holds this path, or is it. `path` must be free of symbolic links.
    #[must_use]
    pub fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        path.ancestors().find_map(|at| {
            if is_sandbox(at) {
                return Some(at.to_owned());
            }
            let folder = at.parent()?;
            self.protects(at).map(|_| folder.to_owned())
        })
    }

    fn is_data_folder(&self, folder: &Path) -> bool {
        let is_known = || folder.canonicalize().is_ok_and(|folder| self.folders.contains(&folder));
        has_database(folder) || is_known()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{DataDirectory, Store, layout::DATABASE};

    #[test]
    fn a_data_folder_is_recognized_by_its_path_or_its_database() {
        let parent = tempfile::tempdir().unwrap();
        let real = parent.path().canonicalize().unwrap();
        let place = DataDirectory::open(Some(real.join("data"))).unwrap();
        let known = ProtectedData::beside(Some(&place.settings()));
        let elsewhere = ProtectedData::default();
        for name in [
            "uploads.sqlite3-wal",
            "settings.toml",
            ".settings.toml.1.part",
            "log",
            "sandbox",
        ] {
            assert_eq!(
                known.protects(&place.path().join(name)),
                Some(Protected::Entry),
                "{name}"
            );
            assert_eq!(elsewhere.protects(&place.path().join(name)), None, "{name}");
        }
        drop(Store::open(&place.database(), "server").unwrap());
        for own in [&known, &elsewhere] {
            let held = own.folder_of(&place.path().join("sandbox/server/keys.json"));
            assert_eq!(held.as_deref(), Some(place.path()));
            assert_eq!(own.protects(&place.path().join("photo.jpg")), None);
            assert_eq!(
                own.folder_of(&place.path().join("photo.jpg")),
                None,
                "a home can be the data folder"
            );
        }
    }

    #[test]
    fn files_that_only_have_our_names_are_not_protected() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().canonicalize().unwrap();
        for name in [
            "uploads.sqlite3",
            "settings.toml",
            "lock",
            "keys.json",
            "ca.key.pem",
            "signer.key.pem",
        ] {
            fs::write(folder.join(name), "another program's").unwrap();
            assert_eq!(ProtectedData::default().protects(&folder.join(name)), None, "{name}");
        }
        fs::write(folder.join(SANDBOX_MARK), "").unwrap();
        assert_eq!(
            ProtectedData::default().protects(&folder.join(SANDBOX_MARK)),
            Some(Protected::Folder)
        );
        assert_eq!(
            ProtectedData::default().folder_of(&folder.join("objects/a")),
            Some(folder)
        );
    }

    #[test]
    fn another_programs_database_is_refused_and_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE);
        for mark in [0, 77] {
            let theirs = rusqlite::Connection::open(&path).unwrap();
            theirs.execute_batch("CREATE TABLE IF NOT EXISTS uploads (a)").unwrap();
            theirs.pragma_update(None, "application_id", mark).unwrap();
            theirs.close().unwrap();
            let before = fs::read(&path).unwrap();
            let refused = Store::open(&path, "server").unwrap_err();
            assert!(refused.to_string().contains("another program") && refused.hint().contains("--data-dir"));
            let now = model::Timestamp::from_millis(0);
            Store::open_or_salvage(&path, "server", now).unwrap_err();
            assert_eq!(fs::read(&path).unwrap(), before);
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                1,
                "nothing is made beside it"
            );
            assert_eq!(ProtectedData::default().protects(&path), None);
        }
    }
}
