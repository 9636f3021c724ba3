//! Salvage of a damaged database: everything that can be read is copied into a new one, and the damaged one is kept
//! under a dated name.
//!
//! Salvage reads pages itself, because SQLite finds fewer keys. Of a file with 1990 keys (`tests/sqlite_itself.rs`):
//!
//! | Lost | `VACUUM INTO` | Queries, from both ends | Salvage |
//! |---|---|---|---|
//! | one page of uploads | 0 | 1990 | 1990 |
//! | every tenth page of uploads and attempts | 0 | 280 | 1990 |
//! | the first page | 0 | 0 | 1990 |
//! | the second half of the file | 0 | 0 | 1990 |
//!
//! `PRAGMA quick_check` finds damage but repairs none. The online backup API copies damaged pages, and an hourly backup
//! lacks the keys of the last hour, which exist nowhere else: Que does not list them.
//!
//! Every step can be interrupted. The damaged file keeps its name until the new one is complete and on disk, and is
//! never written to.
//!
//! `pages` reads pages, `records` the rows in them, `rebuild` fills the new database (`parts`, `servers`: what damaged
//! ids and servers need), and `unfinished` moves it into place, at the next start if need be.

mod pages;
mod parts;
mod rebuild;
mod records;
mod servers;
mod tables;
mod unfinished;

use std::{fs, io, path::Path};

use rusqlite::Connection;

use self::{
    pages::Pages,
    rebuild::{Salvaged, rebuild},
};
use super::{
    Store, StoreError, Trouble,
    connection::{BUSY_TIMEOUT, connect, keep_log_on_close},
    set_aside::{dated_name, make_room, remove_all, sync_file, sync_folder},
    sidecars::{self, complete, damage_mark, partial, remove, sidecar},
};
use model::Timestamp;

/// A file up to this size in bytes is checked at every start: about 25,000 uploads, 40 ms in a debug build. A larger
/// one is checked only if the last session ended abnormally or found damage.
const ALWAYS_CHECKED: u64 = 12 << 20;

impl Store {
    /// Whether any program has found damage in this database. If so, call [`Store::open_or_salvage`].
    #[must_use]
    pub fn has_known_damage(path: &Path) -> bool {
        damage_mark(path).exists()
    }

    /// Opens the database like [`Store::open`], to write to it. A damaged one is set aside under a dated name, and what
    /// can be read of it is copied into a new one; the trouble says so. Only for the program that holds the data
    /// folder's lock: another program would keep writing to the old file.
    ///
    /// # Errors
    /// Like [`Store::open`], but not for damage.
    pub fn open_or_salvage(path: &Path, server: &str, now: Timestamp) -> Result<(Self, Option<Trouble>), StoreError> {
        let (store, trouble) = Self::check_and_open(path, server, now)?;
        unfinished::forget(&store.connection);
        Ok((store, trouble))
    }

    fn check_and_open(path: &Path, server: &str, now: Timestamp) -> Result<(Self, Option<Trouble>), StoreError> {
        sidecars::check(path)?;
        let finished = unfinished::finish(path, now)?;
        let length = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
        let was_damaged = damage_mark(path).exists();
        let check = was_damaged || length(path) <= ALWAYS_CHECKED || length(&sidecar(path, "-wal")) > 0;
        match Self::open(path, server) {
            Ok(store) if store.connection.is_readonly("main")? => return Err(StoreError::ReadOnly),
            Ok(store) if !check => return Ok((store, finished)),
            Ok(store) => {
                // Closing must not change a damaged file.
                keep_log_on_close(&store.connection, true)?;
                if is_sound(&store.connection, was_damaged)? {
                    keep_log_on_close(&store.connection, false)?;
                    let _ = remove(&damage_mark(path));
                    return Ok((store, finished));
                }
            }
            Err(StoreError::Corrupt(_)) => {}
            Err(error) => return Err(error),
        }
        let trouble = join(finished, salvage(path, server, now)?);
        Ok((Self::open(path, server)?, Some(trouble)))
    }
}

/// Whether the file is consistent. `with_indexes` also compares the indexes with the tables, which is slower.
fn is_sound(connection: &Connection, with_indexes: bool) -> Result<bool, StoreError> {
    let sql = if with_indexes {
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
    let io = |error: io::Error| StoreError::from_io(path, &error);
    let partial = partial(path);
    let in_the_way = make_room(path, now)?;
    let salvaged = build(path, &partial, server).inspect_err(|_| remove_all(&partial))?;
    let aside = dated_name(path, "damaged", now)?;
    for suffix in ["", "-wal", "-shm"] {
        let from = sidecar(path, suffix);
        if from.exists() {
            let to = sidecar(&aside, suffix);
            // Some file systems have no links.
            fs::hard_link(&from, &to)
                .or_else(|_| fs::copy(&from, &to).map(drop))
                .map_err(io)?;
        }
    }
    let trouble = report(&salvaged, &aside);
    unfinished::mark(&partial, &aside, &trouble)?;
    whole_files::rename(&partial, complete(path)).map_err(io)?;
    sync_folder(path);
    unfinished::move_into_place(path).map_err(io)?;
    Ok(join(in_the_way, trouble))
}

/// Both messages as one.
fn join(first: Option<Trouble>, then: Trouble) -> Trouble {
    match first {
        None => then,
        Some(first) => Trouble {
            headline: format!("{} {}", first.headline, then.headline),
            hint: format!("{} {}", first.hint, then.hint),
        },
    }
}

fn build(path: &Path, partial: &Path, server: &str) -> Result<Salvaged, StoreError> {
    let mut pages = Pages::open(path).map_err(|error| StoreError::from_io(path, &error))?;
    let mut connection = connect(partial, BUSY_TIMEOUT)?;
    let salvaged = rebuild(&mut pages, &mut connection, server)?;
    // A single file, without a log.
    connection.pragma_update(None, "journal_mode", "delete")?;
    connection.close().map_err(|(_, error)| error)?;
    sync_file(partial).map_err(|error| StoreError::from_io(path, &error))?;
    Ok(salvaged)
}

fn report(salvaged: &Salvaged, aside: &Path) -> Trouble {
    let Salvaged {
        uploads,
        with_key,
        by_key_alone,
        held_back,
        elsewhere,
        without_server,
    } = *salvaged;
    let records = if uploads == 1 { "record" } else { "records" };
    let mut headline = match (uploads, with_key) {
        (0, _) => {
            "The record of uploads was damaged, and nothing in it could be read. A new one was created.".to_owned()
        }
        _ => format!(
            "The record of uploads was damaged. {uploads} {records} were recovered, {with_key} of them with a key."
        ),
    };
    if by_key_alone > 0 {
        headline.push_str(&format!(" For {by_key_alone} of them, only the key could be read."));
    }
    if held_back > 0 {
        headline.push_str(&format!(
            " {held_back} in the queue are paused, because some of them may have been removed before."
        ));
    }
    if without_server > 0 {
        headline.push_str(&format!(
            " {without_server} have a damaged server name and are listed with the server of their neighbors."
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

/// Marks a new file as complete.
#[cfg(test)]
pub(super) fn mark_complete(new: &Path, aside: &Path, trouble: &Trouble) {
    unfinished::mark(new, aside, trouble).unwrap();
}
