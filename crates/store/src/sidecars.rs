//! The files beside a database: their names, and whether they are ours. SQLite deletes or overwrites what it finds
//! under its names, so another program's file there is refused.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{StoreError, identity};
use whole_files::{NotAFile, is_file_or_nothing};

/// Marks a database in which damage was found.
const DAMAGED: &str = "-damaged";

/// The index of the write-ahead log, shared between programs.
const SHARED: &str = "-shm";

/// The suffixes, each with the possible first bytes of such a file. The damage mark is empty.
const SUFFIXES: [(&str, &[&[u8]]); 4] = [
    ("-wal", &[&[0x37, 0x7f, 0x06, 0x82], &[0x37, 0x7f, 0x06, 0x83]]),
    (SHARED, &[&SHARED_VERSION.to_ne_bytes(), &[0; 4]]),
    // A finished journal begins with zeros.
    (
        "-journal",
        &[&[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7], &[0; 8]],
    ),
    (DAMAGED, &[]),
];

/// The version of the shared index's format.
const SHARED_VERSION: u32 = 3_007_000;

/// SQLite truncates a shared index to three bytes before it uses it, and extends it by this many.
const SHARED_STEP: u64 = 4096;

/// How much of a file is read to judge it, in bytes.
const INSPECTED: u64 = 4096;

/// How many bytes of two files are compared at a time.
const COMPARED: u64 = 1 << 20;

/// The file with this suffix beside a database.
pub(super) fn sidecar(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Exists while a database has damage that was found and not repaired.
pub(super) fn damage_mark(path: &Path) -> PathBuf {
    sidecar(path, DAMAGED)
}

/// A new database while it is being written.
pub(super) fn partial(path: &Path) -> PathBuf {
    path.with_extension("partial.sqlite3")
}

/// A complete salvaged database that still has to be moved into place.
pub(super) fn complete(path: &Path) -> PathBuf {
    path.with_extension("salvaged.sqlite3")
}

/// Removes a file, if it exists.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Checks that the database and its sidecars are files or missing, and that no sidecar is another program's. Opening a
/// pipe would block, and SQLite deletes sidecars that it does not understand.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let cannot_open = |reason: String| StoreError::CannotOpen {
        path: path.to_owned(),
        reason,
    };
    is_file_or_nothing(path).map_err(|error| cannot_open(error.to_string()))?;
    let has_database = fs::metadata(path).is_ok_and(|found| found.len() > 0);
    for (suffix, _) in SUFFIXES {
        let name = sidecar(path, suffix);
        is_regular_file_or_nothing(&name).map_err(|error| {
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            cannot_open(format!("{name}: {error}"))
        })?;
        if is_foreign(path, suffix, has_database) {
            return Err(StoreError::ForeignFile(name));
        }
    }
    Ok(())
}

/// Like [`is_file_or_nothing`], but refuses a link: writing would change a file elsewhere.
pub(super) fn is_regular_file_or_nothing(path: &Path) -> io::Result<()> {
    is_file_or_nothing(path)?;
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(NotAFile("a link").into());
    }
    Ok(())
}

/// Whether the program left this sidecar beside a database that is damaged or gone.
pub(super) fn is_own_leftover(path: &Path, suffix: &str) -> bool {
    sidecar(path, suffix).is_file() && !is_foreign(path, suffix, false)
}

fn is_foreign(path: &Path, suffix: &str, has_database: bool) -> bool {
    let Some((_, starts)) = SUFFIXES.iter().find(|(known, _)| *known == suffix) else {
        return false;
    };
    let name = sidecar(path, suffix);
    let Ok(length) = fs::metadata(&name).map(|found| found.len()) else {
        return false;
    };
    if suffix == SHARED {
        let has_valid_length = length <= 3 || length % SHARED_STEP == 0;
        // It may be in use. Opening and closing it would drop this process's locks on it.
        if has_database || !has_valid_length {
            return !has_valid_length;
        }
    }
    let mut start = Vec::new();
    let read = File::open(&name).and_then(|file| file.take(INSPECTED).read_to_end(&mut start));
    if read.is_err() || start.is_empty() || suffix == DAMAGED {
        return !start.is_empty();
    }
    let is_known = starts
        .iter()
        .any(|known| known.iter().zip(&start).all(|(known, found)| known == found));
    // Salvage reads a log whose start is damaged. It is still binary.
    let is_damaged = has_database && suffix == "-wal" && start.contains(&0);
    !is_known && !is_damaged
}

/// Whether two paths are the same file, or files with the same content.
pub(super) fn have_same_content(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (left, right) = (one.metadata()?, other.metadata()?);
    if identity::of(&left).is_some_and(|identity| identity::of(&right) == Some(identity)) {
        return Ok(true);
    }
    if left.len() != right.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut one).take(COMPARED).read_to_end(&mut left)?;
        (&mut other).take(COMPARED).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}
