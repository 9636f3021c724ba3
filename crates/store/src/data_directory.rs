//! The data folder, and the lock that keeps a second program out of it.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{
    LogFile, foreign,
    layout::{DATABASE, SANDBOX, TRUST_LISTS, default_folder},
    private::{make_private_folder, private_file},
    write_guard,
};
use whole_files::is_file_or_nothing;

/// The folder of the database, the settings, the log and the sandbox. It exists. If it was created here, only this user
/// has access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDirectory {
    folder: PathBuf,
}

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirectoryError {
    /// The platform has no folder for a program's data: there is no home.
    #[error("this system has no folder for a program's data")]
    NoHome,
    /// The path is not a folder.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// It holds settings among somebody else's files, and nothing else of the program's.
    #[error("the folder {} holds other files than Que Uploader's, and settings that may be another program's", .0.display())]
    Foreign(PathBuf),
    /// The folder with the sandbox's name holds somebody else's files.
    #[error("the folder {} holds other files than those of Que Uploader's sandbox", .0.display())]
    ForeignSandbox(PathBuf),
    /// The file with the database's name is not a database.
    #[error("{} is a file of another program, not Que Uploader's record of uploads", .0.display())]
    ForeignFile(PathBuf),
    /// The folder cannot be created or written to.
    #[error("the folder {} cannot be used: {reason}", folder.display())]
    Unusable {
        /// The folder.
        folder: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
    /// A path that should be a file is something else.
    #[error("{}: {reason}", path.display())]
    NotAFile {
        /// Its path.
        path: PathBuf,
        /// What it is.
        reason: io::Error,
    },
    /// Another instance has the lock.
    #[error("another Que Uploader is using the folder {}", .0.display())]
    InUse(PathBuf),
}

impl DataDirectoryError {
    /// What to do, in one sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoHome => "Name a folder with --data-dir.",
            Self::NotAFolder(_) => "Name another folder with --data-dir, or move that file away.",
            Self::Foreign(_) => "Nothing in it was touched. Name an empty or a new folder with --data-dir.",
            Self::ForeignSandbox(_) => "Nothing in it was touched. Rename it, or name another folder with --data-dir.",
            Self::ForeignFile(_) => "It was not touched. Name another folder with --data-dir, or move that file away.",
            Self::NotAFile { .. } => "Move it away, or name another folder with --data-dir.",
            Self::Unusable { .. } => {
                "Make the folder writable, free space on its disk, or name another with --data-dir."
            }
            Self::InUse(_) => "Close the other one, or give this one its own folder with --data-dir.",
        }
    }
}

/// Locks the folder for this program until dropped. The system releases it even if the program is killed.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Closing the file is not enough: a child process that is just starting still has a copy of it.
    fn drop(&mut self) {
        // If this fails, the lock ends with the file.
        let _ = self.file.unlock();
    }
}

/// The folder of trust lists that belongs to this settings file, or of the sandbox's. Creates nothing.
#[must_use]
pub fn trust_lists_beside(settings: &Path, is_sandbox: bool) -> PathBuf {
    let folder = settings.parent().unwrap_or(Path::new("")).to_owned();
    let folder = if is_sandbox { folder.join(SANDBOX) } else { folder };
    folder.join(TRUST_LISTS)
}

/// The path of the database that belongs to this settings file, or of the sandbox's. Creates nothing.
#[must_use]
pub fn database_beside(settings: &Path, is_sandbox: bool) -> Option<PathBuf> {
    let folder = settings.parent()?;
    Some(if is_sandbox {
        folder.join(SANDBOX).join(DATABASE)
    } else {
        folder.join(DATABASE)
    })
}

impl DataDirectory {
    /// Opens this folder, or the platform's default one, and creates it for this user alone if it is missing. A named
    /// folder that already exists keeps its mode; each file that the program creates in it is private. A folder with
    /// settings among other files is refused if the program has never worked there: the settings may be another
    /// program's.
    ///
    /// # Errors
    /// All of [`DataDirectoryError`] but [`DataDirectoryError::InUse`].
    pub fn open(folder: Option<PathBuf>) -> Result<Self, DataDirectoryError> {
        let is_default = folder.is_none();
        let folder = match folder {
            Some(folder) => folder,
            None => default_folder().ok_or(DataDirectoryError::NoHome)?,
        };
        let unusable = |reason: io::Error| match reason.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                DataDirectoryError::NotAFolder(folder.clone())
            }
            _ => DataDirectoryError::Unusable {
                folder: folder.clone(),
                reason,
            },
        };
        make_private_folder(&folder).map_err(unusable)?;
        if !is_default && foreign::has_foreign_settings(&folder) {
            return Err(DataDirectoryError::Foreign(folder));
        }
        if foreign::has_foreign_database(&folder) {
            return Err(DataDirectoryError::ForeignFile(folder.join(DATABASE)));
        }
        #[cfg(unix)]
        if is_default {
            super::private::restrict_folder(&folder);
        }
        // A later change of the working directory must not move the data.
        let folder = std::path::absolute(&folder).map_err(unusable)?;
        write_guard::guard(&folder);
        Ok(Self { folder })
    }

    /// Opens the sandbox's folder like [`DataDirectory::open`], unless it holds somebody else's files.
    ///
    /// # Errors
    /// As [`DataDirectory::open`], and [`DataDirectoryError::ForeignSandbox`].
    pub fn open_sandbox(&self) -> Result<Self, DataDirectoryError> {
        let folder = self.sandbox();
        if foreign::is_foreign_sandbox(&folder) {
            return Err(DataDirectoryError::ForeignSandbox(folder));
        }
        Self::open(Some(folder))
    }

    /// The absolute path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The database of queue and history.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The settings, as TOML.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.folder.join("settings.toml")
    }

    /// The folder of trust lists. Creates nothing.
    #[must_use]
    pub fn trust_lists(&self) -> PathBuf {
        self.folder.join(TRUST_LISTS)
    }

    /// The log. Creates nothing.
    #[must_use]
    pub fn log(&self) -> LogFile {
        LogFile::new(self.folder.join("log"))
    }

    /// The sandbox's folder. Creates nothing.
    #[must_use]
    pub(crate) fn sandbox(&self) -> PathBuf {
        self.folder.join(SANDBOX)
    }

    /// Locks the folder for this program, without waiting.
    ///
    /// # Errors
    /// [`DataDirectoryError::InUse`] if another program has the lock, [`DataDirectoryError::Unusable`] if the folder
    /// cannot be written to, [`DataDirectoryError::NotAFile`] if the lock's path is not a file.
    pub fn lock(&self) -> Result<Lock, DataDirectoryError> {
        let path = self.folder.join("lock");
        if let Err(reason) = is_file_or_nothing(&path) {
            return Err(DataDirectoryError::NotAFile { path, reason });
        }
        let unusable = |reason| DataDirectoryError::Unusable {
            folder: self.folder.clone(),
            reason,
        };
        let file = private_file()
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { file }),
            Err(TryLockError::WouldBlock) => Err(DataDirectoryError::InUse(self.folder.clone())),
            Err(TryLockError::Error(reason)) => Err(unusable(reason)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_new_data_folder_is_private() {
        let parent = tempfile::tempdir().unwrap();
        let data = DataDirectory::open(Some(parent.path().join("a/b"))).unwrap();
        assert!(data.path().is_dir());
        assert!(data.database().ends_with("a/b/uploads.sqlite3"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(data.path()).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_existing_folder_keeps_its_mode_and_new_files_in_it_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let mode = |folder: &Path| fs::metadata(folder).unwrap().permissions().mode() & 0o7777;
        for (case, (files, before)) in [
            (&[][..], 0o755),
            // The program's file names alone do not make a folder the program's.
            (&["uploads.sqlite3", "lock", "log", ".settings.toml.1.part"], 0o775),
            (&["lost+found"], 0o755),
            (&[], 0o1777),
        ]
        .into_iter()
        .enumerate()
        {
            let folder = parent.path().join(case.to_string());
            fs::create_dir(&folder).unwrap();
            for file in files {
                fs::write(folder.join(file), "").unwrap();
            }
            fs::set_permissions(&folder, fs::Permissions::from_mode(before)).unwrap();
            let data = DataDirectory::open(Some(folder.clone())).unwrap();
            assert_eq!(mode(&folder), before, "{files:?}");
            if !files.contains(&"lock") {
                drop(data.lock().unwrap());
                assert_eq!(mode(&folder.join("lock")) & 0o777, 0o600);
            }
            data.open_sandbox().unwrap();
            assert_eq!(mode(&data.sandbox()), 0o700);
        }
    }

    #[test]
    fn settings_among_other_files_are_refused_unless_the_program_has_worked_there() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("documents");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("thesis.odt"), "mine").unwrap();
        DataDirectory::open(Some(folder.clone())).unwrap();
        for file in ["settings.toml", "uploads.sqlite3"] {
            fs::write(folder.join(file), "mine").unwrap();
            let error = DataDirectory::open(Some(folder.clone())).unwrap_err();
            assert!(
                matches!(&error, DataDirectoryError::Foreign(at) if *at == folder),
                "{error}"
            );
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "nothing was made");
        // A folder where the program has worked is accepted, whatever was added.
        let own = parent.path().join("own");
        let data = DataDirectory::open(Some(own.clone())).unwrap();
        drop(crate::Store::open(&data.database(), "server").unwrap());
        fs::write(own.join("thesis.odt"), "mine").unwrap();
        fs::write(own.join("settings.toml"), "").unwrap();
        DataDirectory::open(Some(own.clone())).unwrap();
        // Even with a damaged database.
        drop(data.lock().unwrap());
        fs::create_dir_all(own.join("log")).unwrap();
        fs::write(own.join("log/que-uploader.log"), "").unwrap();
        fs::write(data.database(), "damaged").unwrap();
        DataDirectory::open(Some(own)).unwrap();
    }

    #[test]
    fn a_foreign_file_or_folder_with_our_name_is_refused_and_unchanged() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data");
        fs::create_dir_all(folder.join("sandbox")).unwrap();
        let file = folder.join(DATABASE);
        for foreign in [&b"notes of mine\n"[..], b"\xff\xd8\xff\xe0\0\x10JFIF\0 and more"] {
            fs::write(&file, foreign).unwrap();
            let error = DataDirectory::open(Some(folder.clone())).unwrap_err();
            assert!(
                matches!(&error, DataDirectoryError::ForeignFile(at) if *at == file),
                "{error}"
            );
            assert!(error.hint().contains("not touched"));
            assert_eq!(fs::read(&file).unwrap(), foreign);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing was made");
        // The remains or the start of a database are left to salvage.
        for ours in [&[0; 4096][..], b"SQLite", b"\0CREATE TABLE uploads (id"] {
            fs::write(&file, ours).unwrap();
            DataDirectory::open(Some(folder.clone())).unwrap();
        }
        fs::remove_file(&file).unwrap();
        let data = DataDirectory::open(Some(folder)).unwrap();
        data.open_sandbox().unwrap();
        fs::write(data.sandbox().join("castle.jpg"), "mine").unwrap();
        let error = data.open_sandbox().unwrap_err();
        assert!(matches!(&error, DataDirectoryError::ForeignSandbox(_)), "{error}");
        assert!(error.hint().contains("Rename it"));
        assert_eq!(fs::read_dir(data.sandbox()).unwrap().count(), 1, "nothing was made");
        // A folder where a sandbox has worked is accepted, whatever was added.
        drop(crate::Store::open(&data.sandbox().join(DATABASE), "sandbox").unwrap());
        data.open_sandbox().unwrap();
    }

    #[test]
    fn a_file_at_the_folders_path_is_reported() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("file");
        fs::write(&file, "").unwrap();
        for folder in [file.clone(), file.join("below")] {
            let error = DataDirectory::open(Some(folder)).unwrap_err();
            assert!(error.to_string().ends_with("is not a folder"), "{error}");
            assert!(error.hint().contains("--data-dir"));
        }
    }

    #[test]
    fn only_one_program_can_lock_the_folder() {
        let parent = tempfile::tempdir().unwrap();
        let data = DataDirectory::open(Some(parent.path().to_owned())).unwrap();
        let lock = data.lock().unwrap();
        let refused = data.lock().unwrap_err();
        assert!(
            refused.to_string().starts_with("another Que Uploader is using"),
            "{refused}"
        );
        assert!(refused.hint().contains("--data-dir"));
        drop(lock);
        data.lock().unwrap();
    }

    #[test]
    fn a_dropped_lock_is_released_even_if_a_starting_child_has_a_copy_of_its_file() {
        let parent = tempfile::tempdir().unwrap();
        let data = DataDirectory::open(Some(parent.path().join("data"))).unwrap();
        let lock = data.lock().unwrap();
        let copy = lock.file.try_clone().unwrap();
        drop(lock);
        data.lock().unwrap();
        drop(copy);
    }
}
