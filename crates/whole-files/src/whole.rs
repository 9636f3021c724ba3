//! A file that is written under another name and then renamed: readers see the old one or the whole new one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{check_is_file, rename};

mod place;

use self::place::Place;

/// Returns whether a path is protected. Called with the resolved path; for a descriptor, also with its unresolved path.
pub type PathGuard = fn(&Path) -> bool;

/// Global, because a program has one set of own files, and this crate does not know it.
static PATH_GUARD: OnceLock<PathGuard> = OnceLock::new();

/// From now on, refuses to save where `guard` says so, with [`Policy::Named`] and [`Policy::New`]. Only the first call
/// counts.
pub fn forbid_writes(guard: PathGuard) {
    let _ = PATH_GUARD.set(guard);
}

/// The user wants to save over one of the program's own files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it belongs to Que Uploader's own data, which nothing else may overwrite")]
pub struct ProtectedPath;

impl From<ProtectedPath> for io::Error {
    fn from(error: ProtectedPath) -> Self {
        Self::new(io::ErrorKind::PermissionDenied, error)
    }
}

/// What to do with an existing file, and who can read the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// One of the program's own files: only this user can read it, and it replaces only a file.
    Private,
    /// A file that the user named. The new one keeps owner and permissions of an old one. A pipe, a device or an open
    /// descriptor (`/dev/stdout`) is written into.
    Named,
    /// Like [`Policy::Named`], but never replaces anything.
    New,
}

/// A file that is being written. If dropped before [`WholeFile::keep`], it is deleted, except for what went into a pipe
/// or a device.
#[derive(Debug)]
pub struct WholeFile {
    policy: Policy,
    place: PathBuf,
    /// The unfinished file; `None` if the destination is written directly.
    temporary: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

/// Writes a whole file.
///
/// # Errors
/// Like [`WholeFile::at`] and [`WholeFile::keep`].
pub fn write_whole(path: &Path, bytes: &[u8], policy: Policy) -> io::Result<()> {
    let mut file = WholeFile::at(path, policy)?;
    file.write_all(bytes)?;
    file.keep()
}

impl WholeFile {
    /// Begins a file at `path`. If that is a pipe, blocks until somebody reads from it.
    ///
    /// # Errors
    /// The system's: the folder is missing, or nothing may be written there. [`io::ErrorKind::AlreadyExists`] for
    /// [`Policy::New`]. [`ProtectedPath`] for the program's own data, except with [`Policy::Private`].
    pub fn at(path: &Path, policy: Policy) -> io::Result<Self> {
        let place = place::of(path)?;
        if policy != Policy::Private
            && let Place::File(at) | Place::Nothing(at) | Place::Special(at, _) | Place::Descriptor(at, _) = &place
            && let Some(is_protected) = PATH_GUARD.get()
            // The file of a descriptor may no longer have a path.
            && (is_protected(&without_links(at)) || matches!(place, Place::Descriptor(..)) && is_protected(at))
        {
            return Err(ProtectedPath.into());
        }
        match place {
            Place::Descriptor(_, file) | Place::Special(_, file) if policy == Policy::Named => Ok(Self {
                policy,
                place: path.to_owned(),
                temporary: None,
                file: Some(BufWriter::new(file()?)),
            }),
            Place::Nothing(place) => Self::create_temporary(place, policy, false),
            Place::File(_) if policy == Policy::New => Err(io::ErrorKind::AlreadyExists.into()),
            Place::File(place) => {
                if fs::metadata(&place)?.permissions().readonly() {
                    let words = "it is read-only";
                    return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
                }
                Self::create_temporary(place, policy, true)
            }
            Place::Folder => Err(io::ErrorKind::IsADirectory.into()),
            Place::Descriptor(..) | Place::Special(..) if policy == Policy::New => {
                Err(io::ErrorKind::AlreadyExists.into())
            }
            // Fails with an error that names the kind of file.
            Place::Descriptor(..) | Place::Special(..) => {
                check_is_file(path)?;
                Err(io::ErrorKind::InvalidInput.into())
            }
        }
    }

    fn create_temporary(place: PathBuf, policy: Policy, replaces: bool) -> io::Result<Self> {
        let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        // The longest names leave no room for a suffix.
        let name = name
            .get(..name.floor_char_boundary(MAX_TEMPORARY_NAME))
            .unwrap_or_default();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if policy == Policy::Private || replaces {
            // Nobody who cannot read the old file may read the unfinished one.
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = replaces;
        for number in 0..TRIES {
            let beside = place.with_file_name(format!(".{name}.{}-{number}.part", std::process::id()));
            match options.open(&beside) {
                Ok(file) => {
                    return Ok(Self {
                        policy,
                        place,
                        temporary: Some(beside),
                        file: Some(BufWriter::new(file)),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Moves it to its path, replacing an old file but keeping its permissions.
    ///
    /// # Errors
    /// The system's, such as that the disk is full; then an old file is unchanged. [`io::ErrorKind::AlreadyExists`] for
    /// [`Policy::New`] if something was created there meanwhile.
    pub fn keep(mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let Some(beside) = self.temporary.clone() else {
            return Ok(());
        };
        if self.policy == Policy::Named
            && let Ok(before) = fs::metadata(&self.place)
        {
            copy_owner_and_permissions(&file, &before)?;
        }
        file.sync_all()?;
        drop(file);
        if self.policy == Policy::New {
            self.take_free_name(&beside)?;
        } else {
            rename(&beside, &self.place)?;
            self.temporary = None;
        }
        sync_folder(&self.place);
        Ok(())
    }

    /// Linking fails if the name exists, unlike renaming. Some file systems have no links.
    fn take_free_name(&mut self, beside: &Path) -> io::Result<()> {
        match fs::hard_link(beside, &self.place) {
            // Dropping this removes the other name.
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) if fs::symlink_metadata(&self.place).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => {
                rename(beside, &self.place)?;
                self.temporary = None;
                Ok(())
            }
        }
    }
}

/// The path as the system knows it: without links, and for a missing file with the folder's real path.
fn without_links(path: &Path) -> PathBuf {
    if let Ok(known) = path.canonicalize() {
        return known;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// How many bytes of the name the unfinished file's name has.
const MAX_TEMPORARY_NAME: usize = 100;

/// How many names are tried for the unfinished file, if others were left behind.
const TRIES: u32 = 100;

/// Copies owner and permissions from the old file. Only root can change the owner.
fn copy_owner_and_permissions(file: &File, before: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // If this fails, this user owns it.
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
    file.set_permissions(before.permissions())
}

/// Makes sure that a new name is on disk, where the system can do that.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(beside) = self.temporary.take() {
            // Windows cannot delete an open file, and the buffer need not be written.
            if let Some(file) = self.file.take() {
                drop(file.into_parts());
            }
            let _ = fs::remove_file(beside);
        }
    }
}

#[cfg(test)]
mod tests;
