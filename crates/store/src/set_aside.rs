//! Moving a file out of the way under a dated name, and making moves last through a power cut.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    StoreError, Trouble, header,
    sidecars::{self, partial, remove, sidecar},
};
use model::Timestamp;

/// A free name with the reason and the date, in UTC.
pub(super) fn dated_name(path: &Path, why: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let sql = "SELECT strftime('%Y-%m-%dT%H-%M-%S', ?1, 'unixepoch')";
    let date: Option<String> =
        Connection::open_in_memory()?.query_row(sql, [now.as_millis() / 1000], |row| row.get(0))?;
    let date = date.unwrap_or_else(|| now.as_millis().to_string());
    let mut name = path.with_extension(format!("{why}-{date}.sqlite3"));
    for number in 2.. {
        // A dangling link also takes a name.
        let is_free = |suffix| fs::symlink_metadata(sidecar(&name, suffix)).is_err();
        if ["", "-wal", "-shm"].into_iter().all(is_free) {
            break;
        }
        name = path.with_extension(format!("{why}-{date}-{number}.sqlite3"));
    }
    Ok(name)
}

/// Renames a foreign file that is in the way.
pub(super) fn set_aside(path: &Path, aside: PathBuf) -> io::Result<PathBuf> {
    whole_files::rename(path, &aside)?;
    tracing::info!(file = %path.display(), aside = %aside.display(), "a file that is not the program's was set aside");
    Ok(aside)
}

/// Clears the path of a new database that is about to be written: removes the remains of an interrupted one, and sets
/// aside a file that is not ours.
pub(super) fn make_room(path: &Path, now: Timestamp) -> Result<Option<Trouble>, StoreError> {
    let partial = partial(path);
    let is_link = fs::symlink_metadata(&partial).is_ok_and(|found| found.is_symlink());
    let is_foreign = is_link || partial.is_file() && header::cannot_be_ours(&partial);
    let trouble = if is_foreign {
        let aside = dated_name(path, "unknown", now)?;
        let aside = set_aside(&partial, aside).map_err(|error| StoreError::from_io(path, &error))?;
        Some(Trouble {
            headline: format!("{} is not the record of uploads; it was not used.", partial.display()),
            hint: format!("The file is kept as {}.", aside.display()),
        })
    } else {
        None
    };
    sidecars::check(&partial)?;
    remove_all(&partial);
    Ok(trouble)
}

/// Removes a database with its log, if they exist.
pub(super) fn remove_all(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let _ = remove(&sidecar(path, suffix));
    }
}

/// Waits until the file is on disk. On Windows this needs write access.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Waits until the names in a file's folder are on disk, where the system can do that.
pub(super) fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}
