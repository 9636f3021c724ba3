//! The header of a database file, read without SQLite: whether the file is ours.

use std::{fs::File, io::Read, path::Path};

/// Marks the program's databases: "QueU".
pub(super) const APPLICATION_ID: i32 = 0x5175_6555;

/// The first bytes of every SQLite database.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";

/// Whether this is one of the program's databases, by its application id.
pub(super) fn is_ours(path: &Path) -> bool {
    Header::of(path).is_some_and(|header| header.application == APPLICATION_ID)
}

/// Whether this is another program's database. An empty one may be one of ours that is being created.
pub(super) fn is_foreign(path: &Path) -> bool {
    Header::of(path).is_some_and(|header| match header.application {
        APPLICATION_ID => false,
        0 => header.version == 0 && header.pages > 1,
        _ => true,
    })
}

/// Whether this cannot be a database that the program has begun to write.
pub(super) fn cannot_be_ours(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start));
    read.is_ok() && (!MAGIC.starts_with(&start) || is_foreign(path))
}

/// The fields in use, from <https://sqlite.org/fileformat2.html#the_database_header>.
struct Header {
    pages: i32,
    version: i32,
    application: i32,
}

impl Header {
    fn of(path: &Path) -> Option<Self> {
        let mut header = [0; 100];
        // Opening a pipe would block.
        if !path.is_file() {
            return None;
        }
        File::open(path)
            .and_then(|mut file| file.read_exact(&mut header))
            .ok()?;
        let number = |at: usize| Some(i32::from_be_bytes(*header.get(at..)?.first_chunk()?));
        header.starts_with(MAGIC).then_some(())?;
        Some(Self {
            pages: number(28)?,
            version: number(60)?,
            application: number(68)?,
        })
    }
}
