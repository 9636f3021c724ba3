//! What on this machine is the program's own: its data folders, wherever `--data-dir` put them, and the folders of its
//! sandboxes. They hold keys of servers and of certificates, so nothing of them is ever uploaded,
//! and nothing that a person has written takes their place.

use std::{
    ffi::OsStr,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use super::{beside, own_files::OwnFiles, place::default_folder, salvage};
use whole_files::is_litter;

/// The database in a data folder.
pub(super) const DATABASE: &str = "uploads.sqlite3";

/// The folder of the sandbox in a data folder.
pub(super) const SANDBOX: &str = "sandbox";

/// The file by which a sandbox knows its folder. The sandbox's own name for it is the same; a test holds them together.
const SANDBOX_MARK: &str = ".que-uploader-sandbox";

/// The mark in the head of the program's databases: "QueU".
pub(super) const APPLICATION_ID: i32 = 0x5175_6555;

/// The folders that are known by their place. Others are known by what is in them.
#[derive(Debug, Clone, Default)]
pub struct OwnData {
    folders: Vec<PathBuf>,
}

/// How much of a folder an own entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// The entry alone: other things may lie beside it, as where a home is the data folder.
    Entry,
    /// All of the folder that the entry is in.
    Folder,
}

impl OwnData {
    /// The data folder that these settings are in, and the one that is used where none is named.
    #[must_use]
    pub fn beside(settings: Option<&Path>) -> Self {
        let named = settings.and_then(Path::parent).map(Path::to_owned);
        Self::in_folders(named)
    }

    /// The data in these folders, and in the one that is used where none is named.
    pub(super) fn in_folders(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let folders = folders.into_iter().chain(default_folder());
        Self {
            folders: folders.filter_map(|folder| folder.canonicalize().ok()).collect(),
        }
    }

    /// Its files, to find them again under other names. They are looked up once.
    #[must_use]
    pub fn files(&self) -> OwnFiles {
        OwnFiles::of(&self.folders)
    }

    /// Whether this entry of a folder is own data. For most names that is answered without a look at the disk.
    #[must_use]
    pub fn holds_entry(&self, path: &Path) -> Option<Own> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        if name == SANDBOX_MARK && is_sandbox(folder) {
            return Some(Own::Folder);
        }
        (is_name_of_data(name) && self.is_data_folder(folder)).then_some(Own::Entry)
    }

    /// The folder of own data that this path is in, or is. `path` has no symbolic links in it.
    #[must_use]
    pub fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        path.ancestors().find_map(|at| {
            if is_sandbox(at) {
                return Some(at.to_owned());
            }
            let folder = at.parent()?;
            self.holds_entry(at).map(|_| folder.to_owned())
        })
    }

    fn is_data_folder(&self, folder: &Path) -> bool {
        let known = || folder.canonicalize().is_ok_and(|folder| self.folders.contains(&folder));
        has_database(folder) || known()
    }
}

fn is_sandbox(folder: &Path) -> bool {
    folder.join(SANDBOX_MARK).is_file()
}

/// Whether the program gives this name to something in its data folder.
pub(super) fn is_name_of_data(name: &OsStr) -> bool {
    // No name of ours is anything but ASCII.
    let Some(name) = name.to_str() else { return false };
    // Where capital letters make no other file, they make no other name.
    let small;
    let name = if cfg!(any(windows, target_os = "macos")) {
        small = name.to_ascii_lowercase();
        small.as_str()
    } else {
        name
    };
    let begins = ["settings.toml", "settings.broken-", "presets.toml", "presets.broken-"];
    // A file that is being written has a dot before its name.
    let shown = name.strip_prefix('.').unwrap_or(name);
    // The database, its helpers, what it is mended into and what was set aside. Exports may be called uploads.csv.
    let is_database = shown.starts_with("uploads.") && shown.contains("sqlite3");
    let is_known = matches!(name, "lock" | "log" | SANDBOX | "window.sock");
    is_known || is_database || begins.iter().any(|begin| shown.starts_with(begin))
}

/// Whether the settings in a folder are somebody else's: there are other things in it than the program makes, and nothing by
/// which it is known that the program has worked in it before. Names such as `settings.toml` are not the program's alone,
/// and what cannot be read in its own is replaced. What cannot be listed is not judged.
pub(super) fn has_foreign_settings(folder: &Path) -> bool {
    if !["settings.toml", "presets.toml"]
        .iter()
        .any(|name| folder.join(name).is_file())
    {
        return false;
    }
    if has_worked_in(folder) {
        return false;
    }
    let of_sandbox = folder.file_name().is_some_and(|name| name == SANDBOX);
    has_others(folder, |name| is_name_of_data(name) || (of_sandbox && name == "server"))
}

/// Whether a folder with the name of the sandbox's is somebody else's: there are other things in it than the program makes,
/// and nothing by which it is known that a sandbox has worked in it before.
pub(super) fn is_foreign_sandbox(folder: &Path) -> bool {
    let server = folder.join("server");
    if has_worked_in(folder) || is_sandbox(&server) || is_sandbox(&server.join(OF_SERVER)) {
        return false;
    }
    // A start that was interrupted leaves folders without anything in them.
    let is_begun = !has_others(&server, |name| name == OF_SERVER);
    has_others(folder, |name| is_name_of_data(name) || (is_begun && name == "server"))
}

/// The folder that the sandbox's server makes in the one it is given.
const OF_SERVER: &str = "que-uploader-sandbox";

/// Whether what has the name of the database is somebody else's file: no database, not what is left of one, and nothing
/// beside it by which it is known that the program has worked there.
pub(super) fn has_foreign_file(folder: &Path) -> bool {
    let path = folder.join(DATABASE);
    let is_ours = || {
        let is_left = |ending| beside::is_left_of_ours(&path, ending);
        has_worked_in(folder) || is_left("-wal") || is_left("-damaged") || is_database(&salvage::complete(&path))
    };
    if !path.is_file() || is_ours() {
        return false;
    }
    let Ok(length) = path.metadata().map(|found| found.len()) else {
        return false;
    };
    let mut begin = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut begin));
    if read.is_err() || begin.starts_with(SQLITE) || SQLITE.starts_with(&begin) {
        return false;
    }
    let has = |part: &[u8]| begin.windows(part.len()).any(|at| at == part);
    // All that a database says of itself is on its first page. A disk that lost that gives zeros or other pages: binary, and
    // a whole number of them.
    let is_text = !begin.contains(&0);
    !has(b"CREATE TABLE uploads") && (is_text || length % SMALLEST_PAGE != 0)
}

/// Bytes of a file that is no database, by which it is judged.
const LOOKED_AT: u64 = 64 << 10;

/// No page of a database is smaller, and all of a file have one size.
const SMALLEST_PAGE: u64 = 512;

/// How a database begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Whether the program has worked in a folder. A database that is damaged is known by what lies beside it.
fn has_worked_in(folder: &Path) -> bool {
    let has_all = [DATABASE, "lock", "log/que-uploader.log"]
        .iter()
        .all(|name| folder.join(name).is_file());
    has_all || has_database(folder)
}

/// Whether there are other things in a folder than these and what systems leave there. What cannot be listed is not judged.
fn has_others(folder: &Path, is_own: impl Fn(&OsStr) -> bool) -> bool {
    let is_other = |name: &OsStr| !is_own(name) && !is_litter(name);
    std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| is_other(&entry.file_name())))
}

/// Whether one of the program's databases is in a data folder. Whoever has tried the sandbox only has its database and no
/// other.
fn has_database(folder: &Path) -> bool {
    is_database(&folder.join(DATABASE)) || is_database(&folder.join(SANDBOX).join(DATABASE))
}

/// Whether it is one of the program's databases, by the mark in its head.
pub(super) fn is_database(path: &Path) -> bool {
    Head::of(path).is_some_and(|head| head.application == APPLICATION_ID)
}

/// Whether it is a sound database, and of another program. One that is empty may be one that is being made.
pub(super) fn is_foreign_database(path: &Path) -> bool {
    Head::of(path).is_some_and(|head| match head.application {
        APPLICATION_ID => false,
        0 => head.version == 0 && head.pages > 1,
        _ => true,
    })
}

/// Whether it is certainly no database that the program has begun to write.
pub(super) fn is_no_begun_database(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(SQLITE.len() as u64).read_to_end(&mut begin));
    read.is_ok() && (!SQLITE.starts_with(&begin) || is_foreign_database(path))
}

/// What the head of a database says.
struct Head {
    pages: i32,
    version: i32,
    application: i32,
}

impl Head {
    fn of(path: &Path) -> Option<Self> {
        let mut head = [0; 100];
        // A pipe of that name would keep who opens it waiting.
        if !path.is_file() {
            return None;
        }
        File::open(path).and_then(|mut file| file.read_exact(&mut head)).ok()?;
        let number = |at: usize| Some(i32::from_be_bytes(*head.get(at..)?.first_chunk()?));
        head.starts_with(SQLITE).then_some(())?;
        Some(Self {
            pages: number(28)?,
            version: number(60)?,
            application: number(68)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{DataDirectory, Store};

    #[test]
    fn a_data_folder_is_known_by_its_place_and_by_its_database() {
        let parent = tempfile::tempdir().unwrap();
        let real = parent.path().canonicalize().unwrap();
        let place = DataDirectory::open(Some(real.join("data"))).unwrap();
        let known = OwnData::beside(Some(&place.settings()));
        let elsewhere = OwnData::default();
        for name in [
            "uploads.sqlite3-wal",
            "settings.toml",
            ".settings.toml.1.part",
            "log",
            "sandbox",
        ] {
            assert_eq!(known.holds_entry(&place.path().join(name)), Some(Own::Entry), "{name}");
            assert_eq!(elsewhere.holds_entry(&place.path().join(name)), None, "{name}");
        }
        drop(Store::open(&place.database(), "server").unwrap());
        for own in [&known, &elsewhere] {
            let held = own.folder_of(&place.path().join("sandbox/server/keys.json"));
            assert_eq!(held.as_deref(), Some(place.path()));
            assert_eq!(own.holds_entry(&place.path().join("photo.jpg")), None);
            assert_eq!(
                own.folder_of(&place.path().join("photo.jpg")),
                None,
                "a home can be the data folder"
            );
        }
    }

    #[test]
    fn what_only_has_the_names_is_not_the_programs() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().canonicalize().unwrap();
        for name in [
            "uploads.sqlite3",
            "settings.toml",
            "lock",
            "keys.json",
            "ca.key.pem",
            "signer.key.pem",
        ] {
            fs::write(folder.join(name), "another program's").unwrap();
            assert_eq!(OwnData::default().holds_entry(&folder.join(name)), None, "{name}");
        }
        fs::write(folder.join(SANDBOX_MARK), "").unwrap();
        assert_eq!(
            OwnData::default().holds_entry(&folder.join(SANDBOX_MARK)),
            Some(Own::Folder)
        );
        assert_eq!(OwnData::default().folder_of(&folder.join("objects/a")), Some(folder));
    }

    #[test]
    fn the_database_of_another_program_is_refused_and_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE);
        for mark in [0, 77] {
            let theirs = rusqlite::Connection::open(&path).unwrap();
            theirs.execute_batch("CREATE TABLE IF NOT EXISTS uploads (a)").unwrap();
            theirs.pragma_update(None, "application_id", mark).unwrap();
            theirs.close().unwrap();
            let before = fs::read(&path).unwrap();
            let refused = Store::open(&path, "server").unwrap_err();
            assert!(refused.to_string().contains("another program") && refused.hint().contains("--data-dir"));
            let now = model::Timestamp::from_millis(0);
            Store::open_or_salvage(&path, "server", now).unwrap_err();
            assert_eq!(fs::read(&path).unwrap(), before);
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                1,
                "nothing is made beside it"
            );
            assert_eq!(OwnData::default().holds_entry(&path), None);
        }
    }
}
