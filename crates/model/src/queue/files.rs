//! Which files are in the queue, without a copy of each path.

use std::{
    borrow::Cow,
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState},
    mem,
    path::Path,
};

use crate::{IdHasher, Source, Timestamp};

/// A file is identified by a 128-bit hash of path, size and time, with random keys for this run. Collisions are
/// practically impossible, even deliberate ones.
#[derive(Debug)]
pub(super) struct Files {
    marks: HashSet<u128, BuildHasherDefault<IdHasher>>,
    keys: [RandomState; 2],
    form: PathForm,
}

/// A form of a path that is the same for all its spellings on this system.
pub type PathForm = fn(&Path) -> Cow<'_, Path>;

impl Default for Files {
    fn default() -> Self {
        Self {
            marks: HashSet::default(),
            keys: <[RandomState; 2]>::default(),
            form: |path| Cow::Borrowed(path),
        }
    }
}

/// Size and time of a file.
pub(super) type Version = (u64, Option<Timestamp>);

impl Files {
    /// Whether this file is here.
    pub(super) fn holds(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> bool {
        self.marks.contains(&self.mark(path, size, modified))
    }

    pub(super) fn insert(&mut self, source: &Source) {
        let mark = self.mark(&source.path, source.size, source.modified);
        self.marks.insert(mark);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    /// An empty set with the same keys, so that hashes can move between the two.
    pub(super) fn empty_with_same_keys(&self) -> Self {
        Self {
            marks: HashSet::default(),
            keys: self.keys.clone(),
            form: self.form,
        }
    }

    /// Compares paths in this form from now on. Only for an empty set.
    pub(super) fn compare_by(&mut self, form: PathForm) {
        self.form = form;
    }

    /// Updates the size and time of a file.
    pub(super) fn renew(&mut self, path: &Path, before: Version, after: Version) {
        let [before, after] = [before, after].map(|(size, modified)| self.mark(path, size, modified));
        if self.marks.remove(&before) {
            self.marks.insert(after);
        }
    }

    /// Moves a file to another set with the same keys.
    pub(super) fn give(&mut self, source: &Source, others: &mut Self) {
        let mark = self.mark(&source.path, source.size, source.modified);
        if self.marks.remove(&mark) {
            others.marks.insert(mark);
        }
    }

    /// Whether any file is also in another set with the same keys.
    pub(super) fn intersects(&self, others: &Self) -> bool {
        !self.marks.is_disjoint(&others.marks)
    }

    /// Adds another set with the same keys.
    pub(super) fn merge(&mut self, mut others: Self) {
        if others.marks.len() > self.marks.len() {
            mem::swap(&mut self.marks, &mut others.marks);
        }
        self.marks.extend(others.marks);
    }

    /// Reserves memory for more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.marks.reserve(more);
    }

    fn mark(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> u128 {
        let path = (self.form)(path);
        let [high, low] = self.keys.each_ref().map(|key| {
            let mut hasher = key.build_hasher();
            path.as_os_str().as_encoded_bytes().hash(&mut hasher);
            (size, modified).hash(&mut hasher);
            hasher.finish()
        });
        u128::from(high) << 64 | u128::from(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_identified_by_path_size_and_time() {
        let mut files = Files::default();
        let source = Source {
            path: "/a".into(),
            relative: "a".into(),
            size: 1,
            modified: Some(Timestamp::from_millis(1)),
        };
        let holds = |files: &Files, path: &str, size, time: Option<i64>| {
            files.holds(Path::new(path), size, time.map(Timestamp::from_millis))
        };
        files.insert(&source);
        assert!(holds(&files, "/a", 1, Some(1)));
        for (path, size, time) in [
            ("/b", 1, Some(1)),
            ("/a", 2, Some(1)),
            ("/a", 1, Some(2)),
            ("/a", 1, None),
        ] {
            assert!(!holds(&files, path, size, time), "{path} {size} {time:?}");
        }
        let mut others = files.empty_with_same_keys();
        files.give(&source, &mut others);
        assert!(!holds(&files, "/a", 1, Some(1)) && holds(&others, "/a", 1, Some(1)));
        assert!(!files.intersects(&others));
        files.insert(&source);
        assert!(files.intersects(&others), "the same file is known in both");
        files = files.empty_with_same_keys();
        files.merge(others);
        assert!(holds(&files, "/a", 1, Some(1)));
    }

    #[test]
    fn a_file_is_the_same_in_every_spelling_that_the_system_takes_for_one() {
        let mut files = Files::default();
        files.compare_by(|path| Cow::Owned(path.to_string_lossy().to_lowercase().into()));
        files.insert(&Source {
            path: "C:/Photos/A.JPG".into(),
            relative: "A.JPG".into(),
            size: 1,
            modified: None,
        });
        assert!(files.holds(Path::new("c:/photos/a.jpg"), 1, None));
        assert!(!files.holds(Path::new("c:/photos/b.jpg"), 1, None));
        let others = files.empty_with_same_keys();
        files.merge(others);
        assert!(files.holds(Path::new("c:/Photos/a.jpg"), 1, None));
    }
}
