//! A salvaged database that is complete but not in place yet. Its name alone proves nothing, and it never replaces a
//! database whose content is not kept elsewhere.

use std::{fs, io, path::Path};

use rusqlite::{Connection, OpenFlags};
use whole_files::check_is_file;

use crate::{
    StoreError, Trouble, header,
    set_aside::{dated_name, set_aside, sync_file, sync_folder},
    sidecars::{complete, damage_mark, have_same_content, remove, sidecar},
};
use model::Timestamp;

/// The last thing written to the new file, and dropped once that is in use: the name of the damaged file, and what to
/// tell the user.
const MARK: &str = "CREATE TABLE salvage_complete (aside TEXT NOT NULL, headline TEXT NOT NULL) STRICT";

/// Marks the new file as complete.
pub(super) fn mark(new: &Path, aside: &Path, trouble: &Trouble) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(new, flags)?;
    let transaction = connection.transaction()?;
    transaction.execute(MARK, [])?;
    let name = aside.file_name().unwrap_or_default().to_string_lossy();
    let sql = "INSERT INTO salvage_complete (aside, headline) VALUES (?1, ?2)";
    transaction.execute(sql, [&*name, trouble.headline.as_str()])?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    sync_file(new).map_err(|error| StoreError::from_io(new, &error))
}

/// Removes the mark from a file that is in use.
pub(super) fn forget(connection: &Connection) {
    if let Err(error) = connection.execute("DROP TABLE IF EXISTS salvage_complete", []) {
        tracing::warn!(%error, "the mark of a salvage could not be removed");
    }
}

/// Finishes an interrupted salvage and returns what to tell the user. A file that only has its name is set aside.
pub(super) fn finish(path: &Path, now: Timestamp) -> Result<Option<Trouble>, StoreError> {
    let complete = complete(path);
    let io = |error: io::Error| StoreError::from_io(path, &error);
    let Ok(found) = fs::symlink_metadata(&complete) else {
        return Ok(None);
    };
    if !found.is_symlink() {
        check_is_file(&complete).map_err(io)?;
        if let Some(trouble) = proven(path, &complete) {
            move_into_place(path).map_err(io)?;
            return Ok(Some(trouble));
        }
    }
    let aside = set_aside(&complete, dated_name(path, "unknown", now)?).map_err(io)?;
    Ok(Some(Trouble {
        headline: format!(
            "{} is not an unfinished salvage of the record of uploads; it was not used.",
            complete.display()
        ),
        hint: format!("The file is kept as {}.", aside.display()),
    }))
}

/// What to tell the user, if the new file is proven sound and complete, and the content that it replaces is kept.
fn proven(path: &Path, complete: &Path) -> Option<Trouble> {
    let has = |suffix: &str| fs::symlink_metadata(sidecar(complete, suffix)).is_ok();
    if !header::is_ours(complete) || has("-wal") || has("-journal") {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(complete, flags).ok()?;
    let sql = "SELECT aside, headline FROM salvage_complete";
    let (name, headline): (String, String) = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .ok()?;
    let sound: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .ok()?;
    let aside = path.with_file_name(Path::new(&name).file_name()?);
    // What no longer exists cannot be lost.
    let is_kept = |suffix: &str| match fs::metadata(sidecar(path, suffix)) {
        Ok(found) if found.len() > 0 => {
            have_same_content(&sidecar(path, suffix), &sidecar(&aside, suffix)).is_ok_and(|same| same)
        }
        Ok(_) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let is_proven = sound == "ok" && aside.is_file() && is_kept("") && is_kept("-wal");
    is_proven.then(|| Trouble {
        headline,
        hint: hint(&aside),
    })
}

pub(super) fn hint(aside: &Path) -> String {
    format!("The damaged file is kept as {}.", aside.display())
}

/// Moves the new file into place.
pub(super) fn move_into_place(path: &Path) -> io::Result<()> {
    // SQLite must not read the damaged file's log into the new one. Both were set aside before.
    for suffix in ["-wal", "-shm"] {
        remove(&sidecar(path, suffix))?;
    }
    whole_files::rename(complete(path), path)?;
    sync_folder(path);
    // Last, because the mark makes readers of the damaged file salvage it.
    remove(&damage_mark(path))
}
