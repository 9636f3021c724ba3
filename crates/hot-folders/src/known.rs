//! What is known of the files of a folder, in a few bytes each: a look at 50,000 files finds those that are new or have changed
//! without asking anyone about the others.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    path::Path,
};

use crate::settling::Facts;

/// The files of one folder that need nothing, as hashes: 16 bytes a file. If two paths have the same hash, which happens once in
/// millions of folders, their files are looked up again in each look, and nothing is lost.
#[derive(Debug, Default)]
pub(crate) struct Known {
    hasher: RandomState,
    files: HashMap<u64, u64>,
    /// Those that the look that is running has seen.
    next: Option<HashMap<u64, u64>>,
}

/// What is known of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Knowledge {
    /// Nothing.
    New,
    /// It needs nothing, as it is.
    Same,
    /// It needed nothing, and it has changed since.
    Changed,
}

impl Known {
    pub(crate) fn of(&self, path: &Path, facts: Facts) -> Knowledge {
        match self.files.get(&self.hasher.hash_one(path)) {
            None => Knowledge::New,
            Some(known) if *known == self.hasher.hash_one(facts) => Knowledge::Same,
            Some(_) => Knowledge::Changed,
        }
    }

    /// It needs nothing, as it is.
    pub(crate) fn add(&mut self, path: &Path, facts: Facts) {
        let (path, facts) = (self.hasher.hash_one(path), self.hasher.hash_one(facts));
        self.files.insert(path, facts);
        if let Some(next) = &mut self.next {
            next.insert(path, facts);
        }
    }

    /// It is gone.
    pub(crate) fn forget(&mut self, path: &Path) {
        let path = self.hasher.hash_one(path);
        self.files.remove(&path);
        if let Some(next) = &mut self.next {
            next.remove(&path);
        }
    }

    /// A look at the whole folder begins.
    pub(crate) fn begin_look(&mut self) {
        self.next = Some(HashMap::with_capacity(self.files.len()));
    }

    /// The look that is running has seen this file or folder, whatever is known of it.
    pub(crate) fn keep(&mut self, path: &Path) {
        let path = self.hasher.hash_one(path);
        if let (Some(next), Some(facts)) = (&mut self.next, self.files.get(&path)) {
            next.insert(path, *facts);
        }
    }

    /// The look has seen everything, or only a part of it. What the whole did not see is gone.
    pub(crate) fn end_look(&mut self, whole: bool) {
        if let Some(next) = self.next.take().filter(|_| whole) {
            self.files = next;
        }
    }

    /// How many are known.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(size: u64) -> Facts {
        Facts {
            size,
            modified: None,
            number: 1,
        }
    }

    #[test]
    fn a_look_forgets_what_is_gone_and_keeps_what_was_added_meanwhile() {
        let mut known = Known::default();
        let (gone, stays, added) = (Path::new("gone"), Path::new("stays"), Path::new("added"));
        known.add(gone, facts(1));
        known.add(stays, facts(2));
        assert_eq!(known.of(stays, facts(2)), Knowledge::Same);
        assert_eq!(known.of(stays, facts(3)), Knowledge::Changed);
        assert_eq!(known.of(added, facts(2)), Knowledge::New);
        known.begin_look();
        known.keep(stays);
        known.add(added, facts(4));
        known.end_look(true);
        assert_eq!(known.of(gone, facts(1)), Knowledge::New);
        assert_eq!(known.of(stays, facts(2)), Knowledge::Same);
        assert_eq!(known.of(added, facts(4)), Knowledge::Same);
        assert_eq!(known.len(), 2);
    }

    #[test]
    fn a_look_that_could_not_see_everything_forgets_nothing() {
        let mut known = Known::default();
        known.add(Path::new("a"), facts(1));
        known.begin_look();
        known.end_look(false);
        assert_eq!(known.of(Path::new("a"), facts(1)), Knowledge::Same);
    }
}
