//! What was said about files that wait, so that it is said once.

use std::{
    collections::HashMap,
    mem::{Discriminant, discriminant},
    path::{Path, PathBuf},
};

use crate::WaitReason;

/// The most files that are remembered. After that, reasons are said again rather than remembered.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Told {
    files: HashMap<PathBuf, Discriminant<WaitReason>>,
}

impl Told {
    /// Whether this is news.
    pub(super) fn is_news(&mut self, path: &Path, reason: &WaitReason) -> bool {
        let kind = discriminant(reason);
        if self.files.get(path) == Some(&kind) {
            return false;
        }
        if self.files.len() >= MOST {
            self.files.clear();
        }
        self.files.insert(path.to_owned(), kind);
        true
    }

    /// Whether something was said about a file that waits.
    pub(super) fn knows(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// The file no longer waits.
    pub(super) fn forget(&mut self, path: &Path) {
        self.files.remove(path);
    }
}
