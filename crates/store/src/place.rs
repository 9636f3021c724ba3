//! The folder that everything is kept in, and the lock that keeps a second program out of it.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{
    LogFile,
    own::{self, DATABASE, SANDBOX},
    own_files,
};
use whole_files::is_file_or_nothing;

/// The folder of the database, the settings, the log and the sandbox. It exists and is this user's alone if it was made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDirectory {
    folder: PathBuf,
}

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The platform names no folder for a program's data: there is no home.
    #[error("this system names no folder for a program's data")]
    NoHome,
    /// Something that is not a folder has its name.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// There are settings in it among somebody else's files, and nothing of the program's.
    #[error("the folder {} holds other files than Que Uploader's, and settings that may be another program's", .0.display())]
    Foreign(PathBuf),
    /// What has the name of the sandbox's folder is a folder with somebody else's files.
    #[error("the folder {} holds other files than those of Que Uploader's sandbox", .0.display())]
    ForeignSandbox(PathBuf),
    /// What has the name of the database is no database.
    #[error("{} is a file of another program, not Que Uploader's record of uploads", .0.display())]
    ForeignFile(PathBuf),
    /// The folder cannot be made or written to.
    #[error("the folder {} cannot be used: {reason}", folder.display())]
    Unusable {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        reason: io::Error,
    },
    /// Something that is no file has the name of one that is opened.
    #[error("{}: {reason}", path.display())]
    NotAFile {
        /// Its path.
        path: PathBuf,
        /// What it is.
        reason: io::Error,
    },
    /// Another program works in the folder.
    #[error("another Que Uploader is using the folder {}", .0.display())]
    InUse(PathBuf),
}

impl PlaceError {
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
            Self::InUse(_) => "Close the other one, or give this one a folder of its own with --data-dir.",
        }
    }
}

/// Holds the folder for this program until it is dropped; the system lets go of it also when the program is killed.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    /// By closing the file alone it would last until each child that was being started at this moment has closed its copy.
    fn drop(&mut self) {
        // Where that fails, it ends with the file.
        let _ = self.file.unlock();
    }
}

/// The folder for the program's data where none is named; `None` where the platform names none.
pub(super) fn default_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("org", "addque", "que-uploader")
        // Local: a database must not roam between machines that write it at the same time.
        .map(|places| places.data_local_dir().to_owned())
}

/// The database of the servers whose settings are in this file, or that of the sandbox beside them. Nothing is made.
#[must_use]
pub fn database_beside(settings: &Path, of_sandbox: bool) -> Option<PathBuf> {
    let folder = settings.parent()?;
    Some(if of_sandbox {
        folder.join(SANDBOX).join(DATABASE)
    } else {
        folder.join(DATABASE)
    })
}

impl DataDirectory {
    /// Opens this folder, or the platform's folder for the program's data where none is named. Makes it, readable by
    /// this user alone, where it does not exist. A folder that a person has made and named keeps its mode: the program's files in
    /// it are readable by this user alone, each by itself. One with settings among other files, in which the program has never
    /// worked, is refused: the settings may be another program's.
    ///
    /// # Errors
    /// All of [`PlaceError`] but [`PlaceError::InUse`].
    pub fn open(folder: Option<PathBuf>) -> Result<Self, PlaceError> {
        let by_default = folder.is_none();
        let folder = match folder {
            Some(folder) => folder,
            None => default_folder().ok_or(PlaceError::NoHome)?,
        };
        let unusable = |reason: io::Error| match reason.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => PlaceError::NotAFolder(folder.clone()),
            _ => PlaceError::Unusable {
                folder: folder.clone(),
                reason,
            },
        };
        make_private_folder(&folder).map_err(unusable)?;
        if !by_default && own::has_foreign_settings(&folder) {
            return Err(PlaceError::Foreign(folder));
        }
        if own::has_foreign_file(&folder) {
            return Err(PlaceError::ForeignFile(folder.join(DATABASE)));
        }
        #[cfg(unix)]
        if by_default {
            make_private(&folder);
        }
        // A later change of the working directory must not move the data.
        let folder = std::path::absolute(&folder).map_err(unusable)?;
        own_files::protect(&folder);
        Ok(Self { folder })
    }

    /// Opens the folder of the sandbox, as [`DataDirectory::open`] does; one of that name with somebody else's files in it is
    /// refused.
    ///
    /// # Errors
    /// As [`DataDirectory::open`], and [`PlaceError::ForeignSandbox`].
    pub fn open_sandbox(&self) -> Result<Self, PlaceError> {
        let folder = self.sandbox();
        if own::is_foreign_sandbox(&folder) {
            return Err(PlaceError::ForeignSandbox(folder));
        }
        Self::open(Some(folder))
    }

    /// The folder itself, as an absolute path.
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

    /// The log. It is not made here.
    #[must_use]
    pub fn log(&self) -> LogFile {
        LogFile::new(self.folder.join("log"))
    }

    /// The folder of the sandbox. It is not made here.
    #[must_use]
    pub(crate) fn sandbox(&self) -> PathBuf {
        self.folder.join(SANDBOX)
    }

    /// Takes the folder for this program. Does not wait.
    ///
    /// # Errors
    /// [`PlaceError::InUse`] where another program has it, [`PlaceError::Unusable`] where it cannot be written to,
    /// [`PlaceError::NotAFile`] where no lock can be.
    pub fn lock(&self) -> Result<Lock, PlaceError> {
        let path = self.folder.join("lock");
        if let Err(reason) = is_file_or_nothing(&path) {
            return Err(PlaceError::NotAFile { path, reason });
        }
        let unusable = |reason| PlaceError::Unusable {
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
            Err(TryLockError::WouldBlock) => Err(PlaceError::InUse(self.folder.clone())),
            Err(TryLockError::Error(reason)) => Err(unusable(reason)),
        }
    }
}

pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    // `create_dir_all` says "exists" for a file of that name only in words; look first.
    if fs::symlink_metadata(folder).is_ok() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Takes away what others may do in the folder. Where that fails, it is another user's.
#[cfg(unix)]
fn make_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(mode) = fs::metadata(folder).map(|metadata| metadata.permissions().mode()) else {
        return;
    };
    // A folder with the sticky bit is one that is shared on purpose.
    if mode & 0o077 == 0 || mode & 0o1000 != 0 {
        return;
    }
    let tight = fs::Permissions::from_mode(mode & 0o7700);
    if let Err(error) = fs::set_permissions(folder, tight) {
        tracing::warn!(%error, "others may look into the data folder, and it cannot be changed");
    }
}

/// Options for a file to write that only this user may read, where it is made by them.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_for_this_user_alone() {
        let parent = tempfile::tempdir().unwrap();
        let place = DataDirectory::open(Some(parent.path().join("a/b"))).unwrap();
        assert!(place.path().is_dir());
        assert!(place.database().ends_with("a/b/uploads.sqlite3"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(place.path()).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_a_person_has_made_keeps_its_mode_and_only_what_is_made_in_it_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let mode = |folder: &Path| fs::metadata(folder).unwrap().permissions().mode() & 0o7777;
        for (case, (files, before)) in [
            (&[][..], 0o755),
            // Names such as the program's own do not make it the program's.
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
            let place = DataDirectory::open(Some(folder.clone())).unwrap();
            assert_eq!(mode(&folder), before, "{files:?}");
            if !files.contains(&"lock") {
                drop(place.lock().unwrap());
                assert_eq!(mode(&folder.join("lock")) & 0o777, 0o600);
            }
            place.open_sandbox().unwrap();
            assert_eq!(mode(&place.sandbox()), 0o700);
        }
    }

    #[test]
    fn settings_among_other_files_are_left_alone_unless_the_program_has_worked_there_before() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("documents");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("thesis.odt"), "mine").unwrap();
        DataDirectory::open(Some(folder.clone())).unwrap();
        for file in ["settings.toml", "uploads.sqlite3"] {
            fs::write(folder.join(file), "mine").unwrap();
            let error = DataDirectory::open(Some(folder.clone())).unwrap_err();
            assert!(matches!(&error, PlaceError::Foreign(at) if *at == folder), "{error}");
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "nothing was made");
        // Whoever has worked there goes on, whatever came beside it.
        let own = parent.path().join("own");
        let place = DataDirectory::open(Some(own.clone())).unwrap();
        drop(super::super::Store::open(&place.database(), "server").unwrap());
        fs::write(own.join("thesis.odt"), "mine").unwrap();
        fs::write(own.join("settings.toml"), "").unwrap();
        DataDirectory::open(Some(own.clone())).unwrap();
        // Also where the database is damaged.
        drop(place.lock().unwrap());
        fs::create_dir_all(own.join("log")).unwrap();
        fs::write(own.join("log/que-uploader.log"), "").unwrap();
        fs::write(place.database(), "damaged").unwrap();
        DataDirectory::open(Some(own)).unwrap();
    }

    #[test]
    fn a_file_or_a_folder_that_only_has_the_name_of_ours_is_left_as_it_is_and_refused() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data");
        fs::create_dir_all(folder.join("sandbox")).unwrap();
        let file = folder.join(DATABASE);
        for foreign in [&b"notes of mine\n"[..], b"\xff\xd8\xff\xe0\0\x10JFIF\0 and more"] {
            fs::write(&file, foreign).unwrap();
            let error = DataDirectory::open(Some(folder.clone())).unwrap_err();
            assert!(matches!(&error, PlaceError::ForeignFile(at) if *at == file), "{error}");
            assert!(error.hint().contains("not touched"));
            assert_eq!(fs::read(&file).unwrap(), foreign);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing was made");
        // What a disk left of a database, and what it begins with, is for the salvage.
        for ours in [&[0; 4096][..], b"SQLite", b"\0CREATE TABLE uploads (id"] {
            fs::write(&file, ours).unwrap();
            DataDirectory::open(Some(folder.clone())).unwrap();
        }
        fs::remove_file(&file).unwrap();
        let place = DataDirectory::open(Some(folder)).unwrap();
        place.open_sandbox().unwrap();
        fs::write(place.sandbox().join("castle.jpg"), "mine").unwrap();
        let error = place.open_sandbox().unwrap_err();
        assert!(matches!(&error, PlaceError::ForeignSandbox(_)), "{error}");
        assert!(error.hint().contains("Rename it"));
        assert_eq!(fs::read_dir(place.sandbox()).unwrap().count(), 1, "nothing was made");
        // Where a sandbox has worked, it goes on, whatever came beside it.
        drop(super::super::Store::open(&place.sandbox().join(DATABASE), "sandbox").unwrap());
        place.open_sandbox().unwrap();
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_told_in_plain_words() {
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
    fn only_one_program_at_a_time_has_the_folder() {
        let parent = tempfile::tempdir().unwrap();
        let place = DataDirectory::open(Some(parent.path().to_owned())).unwrap();
        let lock = place.lock().unwrap();
        let refused = place.lock().unwrap_err();
        assert!(
            refused.to_string().starts_with("another Que Uploader is using"),
            "{refused}"
        );
        assert!(refused.hint().contains("--data-dir"));
        drop(lock);
        place.lock().unwrap();
    }

    #[test]
    fn a_lock_that_is_dropped_is_gone_though_a_child_that_is_being_started_has_a_copy_of_its_file() {
        let parent = tempfile::tempdir().unwrap();
        let place = DataDirectory::open(Some(parent.path().join("data"))).unwrap();
        let lock = place.lock().unwrap();
        let copy = lock.file.try_clone().unwrap();
        drop(lock);
        place.lock().unwrap();
        drop(copy);
    }
}
