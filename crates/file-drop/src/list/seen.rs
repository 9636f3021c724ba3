//! Finds duplicates. Keeps only the indices of paths, because the paths are long.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasher as _, RandomState},
    path::{Path, PathBuf},
};

use super::{MAX_PATHS, rules::PathRules};

pub(super) struct SeenPaths {
    rules: PathRules,
    hasher: RandomState,
    indices: HashMap<u64, usize>,
}

impl SeenPaths {
    pub(super) fn new(rules: PathRules) -> Self {
        Self {
            rules,
            hasher: RandomState::new(),
            indices: HashMap::new(),
        }
    }

    /// Whether this path isn't among `paths`. If there is room for it, it counts as the next of them from then on.
    pub(super) fn insert(&mut self, path: &Path, paths: &[PathBuf]) -> bool {
        let path = self.rules.comparable(path);
        let mut key = self.hasher.hash_one(&path);
        loop {
            match self.indices.entry(key) {
                Entry::Vacant(vacant) => {
                    if paths.len() < MAX_PATHS {
                        vacant.insert(paths.len());
                    }
                    return true;
                }
                Entry::Occupied(index)
                    if paths
                        .get(*index.get())
                        .is_some_and(|known| self.rules.comparable(known) == path) =>
                {
                    return false;
                }
                // Another path with the same hash: probe the next key.
                Entry::Occupied(_) => key = key.wrapping_add(1),
            }
        }
    }
}
