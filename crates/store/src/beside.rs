//! The files that SQLite and the program keep beside a database. Their names are no proof: a file of somebody else that has
//! one of them is left as it is, where SQLite would delete it or write over it.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{StoreError, presence::helper};
use whole_files::{NotAFile, is_file_or_nothing};

/// The endings of their names, each with how such a file begins. The mark of damage is empty.
const KEPT: [(&str, &[&[u8]]); 4] = [
    ("-wal", &[&[0x37, 0x7f, 0x06, 0x82], &[0x37, 0x7f, 0x06, 0x83]]),
    (SHARED, &[&SHARED_FORM.to_ne_bytes(), &[0; 4]]),
    // One that begins with zeros is done with.
    (
        "-journal",
        &[&[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7], &[0; 8]],
    ),
    (MARK, &[]),
];

const SHARED: &str = "-shm";

const MARK: &str = "-damaged";

/// The version of the index that SQLite shares between programs.
const SHARED_FORM: u32 = 3_007_000;

/// SQLite cuts a shared index to three bytes before it uses it, and lengthens it by these.
const SHARED_STEP: u64 = 4096;

/// Bytes of a file by which it is judged.
const LOOKED_AT: u64 = 4096;

/// Makes sure that files stand at all names that will be opened, or nothing, and that those beside the database are no
/// other program's: a pipe would have the program wait for somebody at its other end, and what SQLite finds there and does
/// not know it deletes.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let cannot_open = |reason: String| StoreError::CannotOpen {
        path: path.to_owned(),
        reason,
    };
    is_file_or_nothing(path).map_err(|error| cannot_open(error.to_string()))?;
    let has_database = fs::metadata(path).is_ok_and(|found| found.len() > 0);
    for (ending, _) in KEPT {
        let name = helper(path, ending);
        is_file_itself_or_nothing(&name).map_err(|error| {
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            cannot_open(format!("{name}: {error}"))
        })?;
        if is_foreign(path, ending, has_database) {
            return Err(StoreError::ForeignFile(name));
        }
    }
    Ok(())
}

/// As [`is_file_or_nothing`], but that no link leads on from there: what is written would go into a file elsewhere.
pub(super) fn is_file_itself_or_nothing(path: &Path) -> io::Result<()> {
    is_file_or_nothing(path)?;
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(NotAFile("a link").into());
    }
    Ok(())
}

/// Whether the program has left this beside a database that is damaged or gone.
pub(super) fn is_left_of_ours(path: &Path, ending: &str) -> bool {
    helper(path, ending).is_file() && !is_foreign(path, ending, false)
}

fn is_foreign(path: &Path, ending: &str, has_database: bool) -> bool {
    let Some((_, begins)) = KEPT.iter().find(|(known, _)| *known == ending) else {
        return false;
    };
    let name = helper(path, ending);
    let Ok(length) = fs::metadata(&name).map(|found| found.len()) else {
        return false;
    };
    if ending == SHARED {
        let is_cut = length <= 3 || length % SHARED_STEP == 0;
        // Beside a database it may be in use, and by closing it this program would lose its locks on it.
        if has_database || !is_cut {
            return !is_cut;
        }
    }
    let mut begin = Vec::new();
    let read = File::open(&name).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut begin));
    if read.is_err() || begin.is_empty() || ending == MARK {
        return !begin.is_empty();
    }
    let is_known = begins.iter().any(|known| {
        let both = known.iter().zip(&begin);
        both.into_iter().all(|(known, found)| known == found)
    });
    // A log whose begin is damaged is for the salvage. It is binary still.
    let is_damaged = has_database && ending == "-wal" && begin.contains(&0);
    !is_known && !is_damaged
}

/// Whether two files are one, or hold the same.
pub(super) fn hold_the_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (found, known) = (one.metadata()?, other.metadata()?);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if (found.dev(), found.ino()) == (known.dev(), known.ino()) {
            return Ok(true);
        }
    }
    if found.len() != known.len() {
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

/// Bytes of two files that are compared at once.
const COMPARED: u64 = 1 << 20;

/// Gives a file that is in the way this free name.
pub(super) fn move_away(path: &Path, aside: PathBuf) -> io::Result<PathBuf> {
    whole_files::rename(path, &aside)?;
    tracing::info!(file = %path.display(), aside = %aside.display(), "a file that is not the program's was set aside");
    Ok(aside)
}
