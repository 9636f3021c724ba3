//! A damaged database: set aside under a dated name, and all that can be read of it brought into a new one.
//!
//! Why pages are read here, and SQLite is not left to it. Of a file with 1990 keys (`tests/sqlite_itself.rs`):
//!
//! | Lost | `VACUUM INTO` | Queries, from both ends | Salvage |
//! |---|---|---|---|
//! | one page of uploads | 0 | 1990 | 1990 |
//! | every tenth page of uploads and attempts | 0 | 280 | 1990 |
//! | the first page | 0 | 0 | 1990 |
//! | the second half of the file | 0 | 0 | 1990 |
//!
//! `PRAGMA quick_check` finds damage, and is asked here; it mends nothing. The online backup API copies damaged pages as they
//! are, and an hourly backup lacks the keys of its last hour, which nobody else has: Que does not list them.
//!
//! Each step can be interrupted. The damaged file keeps its name until the new one is complete and on disk, and is
//! never written to.

mod pages;
mod parts;
mod rebuild;
mod records;
mod servers;
mod unfinished;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use self::{
    pages::Pages,
    rebuild::{Brought, rebuild},
};
use super::{
    Store, StoreError, Trouble,
    beside::{self, move_away},
    database::{BUSY_TIMEOUT, connect, leave_as_it_is_when_closed},
    own,
    presence::{damage_mark, helper, remove},
};
use model::Timestamp;

/// A file up to this size is looked through at each start: some 25,000 uploads, 40 ms in an unoptimised build. A larger
/// one is looked through when the last session did not end in order, or met damage.
const LOOKED_THROUGH: u64 = 12 << 20;

impl Store {
    /// Whether damage was met in this database, by whatever program. [`Store::open_or_salvage`] is the answer to it.
    #[must_use]
    pub fn met_damage(path: &Path) -> bool {
        damage_mark(path).exists()
    }

    /// Opens the database as [`Store::open`] does, to write to it. One that is damaged is set aside under a dated name,
    /// and what can be read of it is brought into a new one; then there is something to tell. Only for the program that
    /// holds the data folder's lock: another would lose its file.
    ///
    /// # Errors
    /// As [`Store::open`], but damage is none.
    pub fn open_or_salvage(path: &Path, server: &str, now: Timestamp) -> Result<(Self, Option<Trouble>), StoreError> {
        let (store, trouble) = Self::look_and_open(path, server, now)?;
        unfinished::forget(&store.connection);
        Ok((store, trouble))
    }

    fn look_and_open(path: &Path, server: &str, now: Timestamp) -> Result<(Self, Option<Trouble>), StoreError> {
        beside::check(path)?;
        let finished = unfinished::finish(path, now)?;
        let length = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
        let was_damaged = damage_mark(path).exists();
        let look = was_damaged || length(path) <= LOOKED_THROUGH || length(&helper(path, "-wal")) > 0;
        match Self::open(path, server) {
            Ok(store) if store.connection.is_readonly("main")? => return Err(StoreError::ReadOnly),
            Ok(store) if !look => return Ok((store, finished)),
            Ok(store) => {
                // A damaged file stays as it is.
                leave_as_it_is_when_closed(&store.connection, true)?;
                if is_sound(&store.connection, was_damaged)? {
                    leave_as_it_is_when_closed(&store.connection, false)?;
                    let _ = remove(&damage_mark(path));
                    return Ok((store, finished));
                }
            }
            Err(StoreError::Corrupt(_)) => {}
            Err(error) => return Err(error),
        }
        let trouble = and(finished, salvage(path, server, now)?);
        Ok((Self::open(path, server)?, Some(trouble)))
    }
}

/// Whether the file's pages hang together; `closely` looks at the indexes, too.
fn is_sound(connection: &Connection, closely: bool) -> Result<bool, StoreError> {
    let sql = if closely {
        "PRAGMA integrity_check(1)"
    } else {
        "PRAGMA quick_check(1)"
    };
    match connection.query_row(sql, [], |row| row.get::<_, String>(0)) {
        Ok(words) if words == "ok" => Ok(true),
        Ok(words) => {
            tracing::info!(words, "the record of uploads is damaged");
            Ok(false)
        }
        Err(error) => match error.into() {
            StoreError::Corrupt(words) => {
                tracing::info!(words, "the record of uploads is damaged");
                Ok(false)
            }
            error => Err(error),
        },
    }
}

fn salvage(path: &Path, server: &str, now: Timestamp) -> Result<Trouble, StoreError> {
    let io = |error: io::Error| failed(path, &error);
    let partial = partial(path);
    let in_the_way = make_room(path, now)?;
    let brought = build(path, &partial, server).inspect_err(|_| remove_all(&partial))?;
    let aside = aside(path, "damaged", now)?;
    for ending in ["", "-wal", "-shm"] {
        let from = helper(path, ending);
        if from.exists() {
            let to = helper(&aside, ending);
            // Not every file system knows links.
            fs::hard_link(&from, &to)
                .or_else(|_| fs::copy(&from, &to).map(drop))
                .map_err(io)?;
        }
    }
    let trouble = told(&brought, &aside);
    unfinished::mark(&partial, &aside, &trouble)?;
    whole_files::rename(&partial, complete(path)).map_err(io)?;
    sync_folder(path);
    unfinished::put(path).map_err(io)?;
    Ok(and(in_the_way, trouble))
}

/// Both in one.
fn and(first: Option<Trouble>, then: Trouble) -> Trouble {
    match first {
        None => then,
        Some(first) => Trouble {
            headline: format!("{} {}", first.headline, then.headline),
            hint: format!("{} {}", first.hint, then.hint),
        },
    }
}

/// Makes room for a new file that is to be written. What an interruption left of one goes; what is not the program's is set
/// aside.
pub(super) fn make_room(path: &Path, now: Timestamp) -> Result<Option<Trouble>, StoreError> {
    let partial = partial(path);
    let is_link = fs::symlink_metadata(&partial).is_ok_and(|found| found.is_symlink());
    let is_foreign = is_link || partial.is_file() && own::is_no_begun_database(&partial);
    let told = if is_foreign {
        let aside = aside(path, "unknown", now)?;
        let aside = move_away(&partial, aside).map_err(|error| failed(path, &error))?;
        Some(Trouble {
            headline: format!("{} is not the record of uploads; it was not used.", partial.display()),
            hint: format!("The file is kept as {}.", aside.display()),
        })
    } else {
        None
    };
    beside::check(&partial)?;
    remove_all(&partial);
    Ok(told)
}

fn build(path: &Path, partial: &Path, server: &str) -> Result<Brought, StoreError> {
    let mut pages = Pages::open(path).map_err(|error| failed(path, &error))?;
    let mut connection = connect(partial, BUSY_TIMEOUT)?;
    let brought = rebuild(&mut pages, &mut connection, server)?;
    // One file, without a log.
    connection.pragma_update(None, "journal_mode", "delete")?;
    connection.close().map_err(|(_, error)| error)?;
    sync_file(partial).map_err(|error| failed(path, &error))?;
    Ok(brought)
}

fn told(brought: &Brought, aside: &Path) -> Trouble {
    let Brought {
        uploads,
        with_key,
        by_key_alone,
        held_back,
        elsewhere,
        without_server,
    } = *brought;
    let records = if uploads == 1 { "record" } else { "records" };
    let mut headline = match (uploads, with_key) {
        (0, _) => "The record of uploads was damaged, and nothing could be read of it; a new one was begun.".to_owned(),
        _ => format!(
            "The record of uploads was damaged. {uploads} {records} came over into a new one, {with_key} of them with a key."
        ),
    };
    if by_key_alone > 0 {
        headline.push_str(&format!(" Of {by_key_alone} only the key could be read."));
    }
    if held_back > 0 {
        headline.push_str(&format!(
            " {held_back} in the queue are paused, because some of them may have been removed before."
        ));
    }
    if without_server > 0 {
        headline.push_str(&format!(
            " Of {without_server} the server could not be read; they are listed with that of the records beside them."
        ));
    }
    if elsewhere > 0 {
        headline.push_str(&format!(
            " {elsewhere} with a key went to other servers; que-uploader history --all-servers lists them too."
        ));
    }
    Trouble {
        headline,
        hint: unfinished::hint(aside),
    }
}

/// A new file while it is being written.
pub(super) fn partial(path: &Path) -> PathBuf {
    path.with_extension("partial.sqlite3")
}

/// A new file that only has to be put into its place.
pub(super) fn complete(path: &Path) -> PathBuf {
    path.with_extension("salvaged.sqlite3")
}

/// A free name with the date, in UTC, for a file that has to make room.
pub(super) fn aside(path: &Path, why: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let sql = "SELECT strftime('%Y-%m-%dT%H-%M-%S', ?1, 'unixepoch')";
    let date: Option<String> =
        Connection::open_in_memory()?.query_row(sql, [now.as_millis() / 1000], |row| row.get(0))?;
    let date = date.unwrap_or_else(|| now.as_millis().to_string());
    let mut name = path.with_extension(format!("{why}-{date}.sqlite3"));
    for number in 2.. {
        // A link that leads nowhere is taken, too.
        let is_free = |ending| fs::symlink_metadata(helper(&name, ending)).is_err();
        if ["", "-wal", "-shm"].into_iter().all(is_free) {
            break;
        }
        name = path.with_extension(format!("{why}-{date}-{number}.sqlite3"));
    }
    Ok(name)
}

/// Waits until the file is on disk. Windows does that only for one who may write.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// A new name is on disk only when the folder is. Not every system can be asked to.
pub(super) fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

fn remove_all(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = remove(&helper(path, ending));
    }
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull => StoreError::DiskFull,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
        _ => StoreError::CannotOpen {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    }
}

/// Makes a file one that says of itself that it is complete.
#[cfg(test)]
pub(super) fn marked(new: &Path, aside: &Path, told: &Trouble) {
    unfinished::mark(new, aside, told).unwrap();
}
