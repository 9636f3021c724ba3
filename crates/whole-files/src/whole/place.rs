//! What stands at a path that somebody wants to write to, with every link followed.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// Links that are followed one after the other; the system gives up after as many.
const MOST_LINKS: u32 = 40;

/// Opens what is written into.
type Open = Box<dyn FnOnce() -> io::Result<File>>;

/// What stands at a path.
pub(super) enum Place {
    /// A file, at this path without links.
    File(PathBuf),
    /// Nothing; a file can be made at this path.
    Nothing(PathBuf),
    /// A folder.
    Folder,
    /// A pipe, a device, a socket.
    Special(PathBuf, Open),
    /// A descriptor that this program has open, such as `/dev/stdout`.
    Descriptor(PathBuf, Open),
}

/// Follows the path to its end. Opens nothing.
pub(super) fn of(path: &Path) -> io::Result<Place> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
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
            // A pipe waits here for its reader.
            Place::Special(
                path.clone(),
                Box::new(move || OpenOptions::new().write(true).open(&path)),
            )
        });
    }
    Err(io::Error::other("too many links lead on from there"))
}

/// The number of a descriptor of this program that the path names: `/dev/stdout`, `/dev/fd/1`, `/proc/self/fd/1`. Where
/// standard output is a file, that path leads to the file itself, in whose place another must not be put.
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

/// Opens a descriptor once more. Standard output and standard error share their place with the original: what others
/// have written before stays.
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
