//! A new database that is complete and not in its place yet: how it is known, and how it gets there. Its name alone is no
//! proof, and nothing is put over a database whose content is not kept elsewhere.

use std::{fs, io, path::Path};

use rusqlite::{Connection, OpenFlags};
use whole_files::check_is_file;

use super::{aside, complete, failed, sync_file, sync_folder};
use crate::{
    StoreError, Trouble,
    beside::{hold_the_same, move_away},
    own,
    presence::{damage_mark, helper, remove},
};
use model::Timestamp;

/// Written into the new file as the last act, and gone once that is in use: the name under which the damaged one is kept, and
/// what there is to tell.
const MARK: &str = "CREATE TABLE salvage_complete (aside TEXT NOT NULL, headline TEXT NOT NULL) STRICT";

/// Says in the new file that it is complete.
pub(super) fn mark(new: &Path, aside: &Path, told: &Trouble) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(new, flags)?;
    let transaction = connection.transaction()?;
    transaction.execute(MARK, [])?;
    let name = aside.file_name().unwrap_or_default().to_string_lossy();
    let sql = "INSERT INTO salvage_complete (aside, headline) VALUES (?1, ?2)";
    transaction.execute(sql, [&*name, told.headline.as_str()])?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    sync_file(new).map_err(|error| failed(new, &error))
}

/// Takes the mark out of a file that is in use.
pub(super) fn forget(connection: &Connection) {
    if let Err(error) = connection.execute("DROP TABLE IF EXISTS salvage_complete", []) {
        tracing::warn!(%error, "the mark of a salvage stays in the record");
    }
}

/// Finishes a salvage that was interrupted, and says what there is to tell. A file that only has the name of one is set aside.
pub(super) fn finish(path: &Path, now: Timestamp) -> Result<Option<Trouble>, StoreError> {
    let complete = complete(path);
    let io = |error: io::Error| failed(path, &error);
    let Ok(found) = fs::symlink_metadata(&complete) else {
        return Ok(None);
    };
    if !found.is_symlink() {
        check_is_file(&complete).map_err(io)?;
        if let Some(trouble) = shown(path, &complete) {
            put(path).map_err(io)?;
            return Ok(Some(trouble));
        }
    }
    let aside = move_away(&complete, aside(path, "unknown", now)?).map_err(io)?;
    Ok(Some(Trouble {
        headline: format!(
            "{} is no unfinished salvage of the record of uploads; it was not used.",
            complete.display()
        ),
        hint: format!("The file is kept as {}.", aside.display()),
    }))
}

/// What there is to tell where the file is shown to be a new one that is sound and complete, and what it takes the place of
/// to be kept.
fn shown(path: &Path, complete: &Path) -> Option<Trouble> {
    let has = |ending: &str| fs::symlink_metadata(helper(complete, ending)).is_ok();
    if !own::is_database(complete) || has("-wal") || has("-journal") {
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
    // Where nothing is any more, nothing is lost.
    let is_kept = |ending: &str| match fs::metadata(helper(path, ending)) {
        Ok(found) if found.len() > 0 => {
            hold_the_same(&helper(path, ending), &helper(&aside, ending)).is_ok_and(|same| same)
        }
        Ok(_) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let is_shown = sound == "ok" && aside.is_file() && is_kept("") && is_kept("-wal");
    is_shown.then(|| Trouble {
        headline,
        hint: hint(&aside),
    })
}

pub(super) fn hint(aside: &Path) -> String {
    format!("The damaged file is kept as {}.", aside.display())
}

/// Puts the new file into its place.
pub(super) fn put(path: &Path) -> io::Result<()> {
    // The log of the damaged file must not be read into the new one. Both were set aside before.
    for ending in ["-wal", "-shm"] {
        remove(&helper(path, ending))?;
    }
    whole_files::rename(complete(path), path)?;
    sync_folder(path);
    // Last: until then, whoever reads the damaged file comes here.
    remove(&damage_mark(path))
}
