//! Whether files in a data folder belong to somebody else, although they have the program's names. Such a folder is
//! refused before anything in it changes.

use std::{ffi::OsStr, fs::File, io::Read, path::Path};

use whole_files::is_litter;

use super::{
    header,
    layout::{DATABASE, SANDBOX, is_data_name},
    sidecars,
};

/// The file that marks a sandbox's folder. `que-sandbox` has the same name for it; a test compares them.
pub(super) const SANDBOX_MARK: &str = ".que-uploader-sandbox";

/// The folder that the sandbox's server creates in the one it is given.
const SERVER_FOLDER: &str = "que-uploader-sandbox";

/// How much of a file that is not a database is read to judge it, in bytes.
const INSPECTED: u64 = 64 << 10;

/// SQLite's smallest page size in bytes; a file's length is a multiple of its page size.
const SMALLEST_PAGE: u64 = 512;

/// Whether the settings in a folder are somebody else's: the folder holds other files, and nothing shows that the
/// program has worked there. `settings.toml` is a common name, and settings of ours that cannot be read are replaced. A
/// folder that cannot be listed passes.
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
    let is_sandbox = folder.file_name().is_some_and(|name| name == SANDBOX);
    has_others(folder, |name| is_data_name(name) || (is_sandbox && name == "server"))
}

/// Whether a folder named `sandbox` is somebody else's: it holds other files, and nothing shows that a sandbox has
/// worked there.
pub(super) fn is_foreign_sandbox(folder: &Path) -> bool {
    let server = folder.join("server");
    if has_worked_in(folder) || is_sandbox(&server) || is_sandbox(&server.join(SERVER_FOLDER)) {
        return false;
    }
    // An interrupted start leaves empty folders.
    let is_begun = !has_others(&server, |name| name == SERVER_FOLDER);
    has_others(folder, |name| is_data_name(name) || (is_begun && name == "server"))
}

/// Whether the file with the database's name is somebody else's: it is no database and no remains of one, and nothing
/// beside it shows that the program has worked there.
pub(super) fn has_foreign_database(folder: &Path) -> bool {
    let path = folder.join(DATABASE);
    let is_ours = || {
        let is_left = |suffix| sidecars::is_own_leftover(&path, suffix);
        has_worked_in(folder) || is_left("-wal") || is_left("-damaged") || header::is_ours(&sidecars::complete(&path))
    };
    if !path.is_file() || is_ours() {
        return false;
    }
    let Ok(length) = path.metadata().map(|found| found.len()) else {
        return false;
    };
    let mut start = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(INSPECTED).read_to_end(&mut start));
    if read.is_err() || start.starts_with(header::MAGIC) || header::MAGIC.starts_with(&start) {
        return false;
    }
    let has = |part: &[u8]| start.windows(part.len()).any(|at| at == part);
    // The first page identifies a database. A disk that lost it returns zeros or other pages: binary, and whole pages.
    let is_text = !start.contains(&0);
    !has(b"CREATE TABLE uploads") && (is_text || length % SMALLEST_PAGE != 0)
}

/// Whether this is a folder of a sandbox's server.
pub(super) fn is_sandbox(folder: &Path) -> bool {
    folder.join(SANDBOX_MARK).is_file()
}

/// Whether the folder holds one of the program's databases. After only the sandbox was used, there is only its own.
pub(super) fn has_database(folder: &Path) -> bool {
    header::is_ours(&folder.join(DATABASE)) || header::is_ours(&folder.join(SANDBOX).join(DATABASE))
}

/// Whether the program has worked in this folder. The files beside a damaged database still show it.
fn has_worked_in(folder: &Path) -> bool {
    let has_all = [DATABASE, "lock", "log/que-uploader.log"]
        .iter()
        .all(|name| folder.join(name).is_file());
    has_all || has_database(folder)
}

/// Whether the folder holds anything but these names and what systems leave behind. One that cannot be listed does not.
fn has_others(folder: &Path, is_own: impl Fn(&OsStr) -> bool) -> bool {
    let is_other = |name: &OsStr| !is_own(name) && !is_litter(name);
    std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| is_other(&entry.file_name())))
}
