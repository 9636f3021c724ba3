//! What systems and disks put into folders.

use std::ffi::OsStr;

/// A folder with only these names counts as empty.
const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"];

/// Whether an entry with this name does not count in a folder.
#[must_use]
pub fn is_litter(name: &OsStr) -> bool {
    LITTER.iter().any(|litter| name == *litter)
}
