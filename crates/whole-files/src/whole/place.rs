//! What is at a path that somebody wants to write to, following every link.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// How many links are followed. The system has the same limit.
const MAX_LINKS: u32 = 40;

/// Opens what is written into.
type Open = Box<dyn FnOnce() -> io::Result<File>>;

/// What is at a path.
pub(super) enum Place {
    /// A file, at this path without links.
    File(PathBuf),
    /// Nothing; a file can be created at this path.
    Nothing(PathBuf),
    /// A folder.
    Folder,
    /// A pipe, a device or a socket.
    Special(PathBuf, Open),
    /// A descriptor that this program has open, such as `/dev/stdout`.
    Descriptor(PathBuf, Open),
}

/// Follows the path to its end without opening anything.
pub(super) fn of(path: &Path) -> io::Result<Place> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        if let Some(number) = descriptor(&path) {
            let named = path.clone();
            return Ok(Place::Descriptor(
                named,
                Box::new(move || open_descriptor(number, &path)),
            ));
        }
        let found = match fs::symlink_metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Place::Nothing(path)),
            Err(error) => return Err(error),
        };
        let kind = found.file_type();
        if kind.is_symlink() {
            let target = fs::read_link(&path)?;
            path = path.parent().unwrap_or(Path::new("")).join(target);
            continue;
        }
        return Ok(if kind.is_file() {
            Place::File(path)
        } else if kind.is_dir() {
            Place::Folder
        } else {
            // A pipe blocks here until it has a reader.
            Place::Special(
                path.clone(),
                Box::new(move || OpenOptions::new().write(true).open(&path)),
            )
        });
    }
    Err(io::Error::other("too many links lead on from there"))
}

/// The number of a descriptor of this program: `/dev/stdout`, `/dev/fd/1`, `/proc/self/fd/1`. If standard output is a
/// file, the path leads to that file, which must not be replaced.
#[cfg(unix)]
fn descriptor(path: &Path) -> Option<i32> {
    match path.to_str()? {
        "/dev/stdout" => return Some(1),
        "/dev/stderr" => return Some(2),
        _ => {}
    }
    let number = path.file_name()?.to_str()?.parse().ok()?;
    let folder = fs::canonicalize(path.parent()?).ok()?;
    let own = std::process::id().to_string();
    let folder: Vec<_> = folder.iter().skip(1).map(|name| name.to_str()).collect::<Option<_>>()?;
    let is_own = match folder.as_slice() {
        ["dev", "fd"] => true,
        ["proc", process, "fd"] | ["proc", process, "task", _, "fd"] => *process == own,
        _ => false,
    };
    is_own.then_some(number)
}

#[cfg(not(unix))]
fn descriptor(_: &Path) -> Option<i32> {
    None
}

/// Opens a descriptor again. Standard output and standard error share their position with the original, so what others
/// have written stays.
#[cfg(unix)]
fn open_descriptor(number: i32, path: &Path) -> io::Result<File> {
    use std::{io::Write as _, os::fd::AsFd as _};
    match number {
        1 => {
            io::stdout().lock().flush()?;
            io::stdout().as_fd().try_clone_to_owned().map(File::from)
        }
        2 => io::stderr().as_fd().try_clone_to_owned().map(File::from),
        _ => OpenOptions::new().append(true).open(path),
    }
}

#[cfg(not(unix))]
fn open_descriptor(_: i32, path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).open(path)
}
