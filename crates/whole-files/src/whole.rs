//! A file that is written beside its place and takes it in one step: a reader sees the old one or the whole new one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{check_is_file, rename};

mod place;

use self::place::Place;

/// Whether what stands at a path, or would, must not be written by a person's wish. It is asked for the path without links,
/// and for that of a descriptor as it is named.
pub type Judge = fn(&Path) -> bool;

/// What the program keeps for itself is for another room to know. The program has one of them, so there is one of these.
static JUDGE: OnceLock<Judge> = OnceLock::new();

/// Has files that a person names ([`Policy::Named`], [`Policy::New`]) kept out of what `judge` says, from now on. The first
/// one stays.
pub fn keep_out_of(judge: Judge) {
    let _ = JUDGE.set(judge);
}

/// A person named one of the program's own files for something else to be written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it belongs to Que Uploader's own data, which nothing else may overwrite")]
pub struct NotOverwritten;

impl From<NotOverwritten> for io::Error {
    fn from(error: NotOverwritten) -> Self {
        Self::new(io::ErrorKind::PermissionDenied, error)
    }
}

/// What is done with what stands at the place already, and who may read the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// One of the program's own files: for this user alone, and in the place of a file or of nothing.
    Private,
    /// A file that a person named. One that is there gives its permissions and its owner to the new one; a pipe, a device
    /// or an open descriptor (`/dev/stdout`) is written into.
    Named,
    /// As [`Policy::Named`], but what stands there stays: the new file does not take its place.
    New,
}

/// A file that is being written. Dropped before it is kept, it is gone; what was written into a pipe or a device is not.
#[derive(Debug)]
pub struct WholeFile {
    policy: Policy,
    place: PathBuf,
    /// The unfinished file; `None` where there is none besides the place itself.
    beside: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

/// Writes a file whole.
///
/// # Errors
/// As [`WholeFile::at`] and [`WholeFile::keep`].
pub fn write_whole(path: &Path, bytes: &[u8], policy: Policy) -> io::Result<()> {
    let mut file = WholeFile::at(path, policy)?;
    file.write_all(bytes)?;
    file.keep()
}

impl WholeFile {
    /// Begins a file that is to stand at `path`. Waits where a pipe stands there, until somebody reads from it.
    ///
    /// # Errors
    /// The system's words: there is no such folder, or nothing may be written there. [`io::ErrorKind::AlreadyExists`] for
    /// [`Policy::New`]. [`NotOverwritten`] for the program's own data, unless it is [`Policy::Private`].
    pub fn at(path: &Path, policy: Policy) -> io::Result<Self> {
        let place = place::of(path)?;
        if policy != Policy::Private
            && let Place::File(at) | Place::Nothing(at) | Place::Special(at, _) | Place::Descriptor(at, _) = &place
            && let Some(is_own) = JUDGE.get()
            // What a descriptor is open on may have no path any more.
            && (is_own(&without_links(at)) || matches!(place, Place::Descriptor(..)) && is_own(at))
        {
            return Err(NotOverwritten.into());
        }
        match place {
            Place::Descriptor(_, file) | Place::Special(_, file) if policy == Policy::Named => Ok(Self {
                policy,
                place: path.to_owned(),
                beside: None,
                file: Some(BufWriter::new(file()?)),
            }),
            Place::Nothing(place) => Self::begin_beside(place, policy, false),
            Place::File(_) if policy == Policy::New => Err(io::ErrorKind::AlreadyExists.into()),
            Place::File(place) => {
                if fs::metadata(&place)?.permissions().readonly() {
                    let words = "it is read-only";
                    return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
                }
                Self::begin_beside(place, policy, true)
            }
            Place::Folder => Err(io::ErrorKind::IsADirectory.into()),
            Place::Descriptor(..) | Place::Special(..) if policy == Policy::New => {
                Err(io::ErrorKind::AlreadyExists.into())
            }
            // Says what it is.
            Place::Descriptor(..) | Place::Special(..) => {
                check_is_file(path)?;
                Err(io::ErrorKind::InvalidInput.into())
            }
        }
    }

    fn begin_beside(place: PathBuf, policy: Policy, replaces: bool) -> io::Result<Self> {
        let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        // The longest names leave no room for more.
        let name = name.get(..name.floor_char_boundary(MOST_OF_NAME)).unwrap_or_default();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if policy == Policy::Private || replaces {
            // What nobody else may read there, nobody reads here meanwhile.
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
                        beside: Some(beside),
                        file: Some(BufWriter::new(file)),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Puts it in its place. What stood there before is replaced; its permissions stay.
    ///
    /// # Errors
    /// The system's words, such as that the disk is full; then what stood there before stands there still.
    /// [`io::ErrorKind::AlreadyExists`] for [`Policy::New`] where something came there meanwhile.
    pub fn keep(mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let Some(beside) = self.beside.clone() else {
            return Ok(());
        };
        if self.policy == Policy::Named
            && let Ok(before) = fs::metadata(&self.place)
        {
            give_as_before(&file, &before)?;
        }
        file.sync_all()?;
        drop(file);
        if self.policy == Policy::New {
            self.take_free_place(&beside)?;
        } else {
            rename(&beside, &self.place)?;
            self.beside = None;
        }
        sync_folder(&self.place);
        Ok(())
    }

    /// A link fails where the name is taken, which a rename does not; some file systems have no links.
    fn take_free_place(&mut self, beside: &Path) -> io::Result<()> {
        match fs::hard_link(beside, &self.place) {
            // The other name goes when this is dropped.
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) if fs::symlink_metadata(&self.place).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => {
                rename(beside, &self.place)?;
                self.beside = None;
                Ok(())
            }
        }
    }
}

/// The path as the system knows it: what stands there may have more spellings than one, and what does not is named in a
/// folder that has.
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

/// Bytes of a name that are kept in that of the unfinished file.
const MOST_OF_NAME: usize = 100;

/// Names that are tried for the unfinished file, where others were left behind.
const TRIES: u32 = 100;

/// The owner and the permissions of the file that is replaced. Only root gives a file to another.
fn give_as_before(file: &File, before: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Where it may not be given away, it is this user's.
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
    file.set_permissions(before.permissions())
}

/// A new name is on disk only when the folder is. Not every system can be asked to.
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
        if let Some(beside) = self.beside.take() {
            // Windows removes no open file; and what waits in memory is not wanted.
            if let Some(file) = self.file.take() {
                drop(file.into_parts());
            }
            let _ = fs::remove_file(beside);
        }
    }
}

#[cfg(test)]
mod tests;
