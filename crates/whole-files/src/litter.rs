//! What systems and disks put into folders of their own accord.

use std::ffi::OsStr;

/// Names that systems and disks give: a folder with nothing else in it is empty.
const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"];

/// Whether an entry of this name leaves a folder as good as empty.
#[must_use]
pub fn is_litter(name: &OsStr) -> bool {
    LITTER.iter().any(|litter| name == *litter)
}
