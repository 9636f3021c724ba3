//! A folder to watch, and which of its files count.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A pattern that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{pattern:?} is not a pattern: {reason}")]
pub struct PatternError {
    pattern: String,
    reason: String,
}

/// Which files of a folder count. A pattern without a slash is compared with the name of a file, one with a slash with the
/// path below the folder. Case does not matter: cameras write `.JPG`.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    /// `None` takes all.
    include: Option<PatternSet>,
    exclude: PatternSet,
}

#[derive(Debug, Clone, Default)]
struct PatternSet {
    names: GlobSet,
    paths: GlobSet,
}

impl Patterns {
    /// Takes what matches a pattern of `include`, or everything if there is none, except what matches one of `exclude`.
    ///
    /// # Errors
    /// The first pattern that cannot be read.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, PatternError> {
        let include = (!include.is_empty()).then(|| PatternSet::new(include)).transpose()?;
        Ok(Self {
            include,
            exclude: PatternSet::new(exclude)?,
        })
    }

    /// Whether a file counts, by its path below the folder.
    fn take(&self, below: &Path) -> bool {
        let included = self.include.as_ref().is_none_or(|patterns| patterns.matches(below));
        included && !self.exclude.matches(below)
    }

    /// Whether a folder is left out with all that is in it.
    fn leave_out_folder(&self, below: &Path) -> bool {
        self.exclude.matches(below)
    }
}

impl PatternSet {
    fn new(patterns: &[String]) -> Result<Self, PatternError> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            let failed = |error: &globset::Error| PatternError {
                pattern: pattern.clone(),
                reason: error.kind().to_string(),
            };
            let trimmed = pattern.trim_start_matches("./").trim_end_matches('/');
            let glob = GlobBuilder::new(trimmed)
                .case_insensitive(true)
                .literal_separator(true)
                .build();
            let glob = glob.map_err(|error| failed(&error))?;
            if trimmed.contains('/') {
                paths.add(glob);
            } else {
                names.add(glob);
            }
        }
        let all = |error: globset::Error| PatternError {
            pattern: patterns.join(" "),
            reason: error.kind().to_string(),
        };
        Ok(Self {
            names: names.build().map_err(all)?,
            paths: paths.build().map_err(all)?,
        })
    }

    fn matches(&self, below: &Path) -> bool {
        let by_name = below
            .file_name()
            .is_some_and(|name| self.names.is_match(Path::new(name)));
        by_name || self.paths.is_match(below)
    }
}

/// A folder to watch.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The folder. It may be missing for a while.
    pub path: PathBuf,
    /// Which of its files count.
    pub patterns: Patterns,
    /// Whether those in folders below it count, too.
    pub subfolders: bool,
    /// The name of a folder in it that is left out: finished files are moved there.
    pub set_aside: Option<String>,
    /// Whether to look in intervals even if the system announces changes.
    pub always_look: bool,
}

impl Folder {
    /// Whether a file at this path counts, by its place and its name. What the drive says about it comes later.
    pub(crate) fn takes(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.path) else {
            return false;
        };
        let Some(parent) = below.parent() else { return false };
        (self.subfolders || parent.as_os_str().is_empty()) && self.enters(parent) && self.patterns.take(below)
    }

    /// Whether to look into a folder, by its path below this one.
    pub(crate) fn enters(&self, below: &Path) -> bool {
        if below.as_os_str().is_empty() {
            return true;
        }
        let set_aside = self.set_aside.as_ref().is_some_and(|name| below.starts_with(name));
        self.subfolders
            && !set_aside
            && !below
                .ancestors()
                .filter(|at| !at.as_os_str().is_empty())
                .any(|at| self.patterns.leave_out_folder(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(include: &[&str], exclude: &[&str]) -> Folder {
        let owned = |patterns: &[&str]| patterns.iter().map(|pattern| (*pattern).to_owned()).collect::<Vec<_>>();
        Folder {
            path: "/in".into(),
            patterns: Patterns::new(&owned(include), &owned(exclude)).unwrap(),
            subfolders: true,
            set_aside: Some("Uploaded".to_owned()),
            always_look: false,
        }
    }

    fn takes(folder: &Folder, below: &str) -> bool {
        folder.takes(&Path::new("/in").join(below))
    }

    #[test]
    fn names_match_anywhere_and_in_any_case_and_paths_from_the_folder() {
        let photos = folder(&["*.jpg", "raw/*.dng"], &["*-draft.*", "private", "day/secret"]);
        for name in ["a.jpg", "A.JPG", "sub/a.jpg", "raw/a.dng", "day/a.jpg"] {
            assert!(takes(&photos, name), "{name}");
        }
        for name in [
            "a.dng",
            "other/raw/a.dng",
            "a-draft.jpg",
            "private/a.jpg",
            "sub/private/deep/a.jpg",
            "day/secret/a.jpg",
            "Uploaded/a.jpg",
            "Uploaded/sub/a.jpg",
        ] {
            assert!(!takes(&photos, name), "{name}");
        }
        assert!(!photos.takes(Path::new("/elsewhere/a.jpg")));
        assert!(!photos.takes(Path::new("/in")));
        assert!(
            takes(&folder(&[], &[]), "anything"),
            "without patterns, all files count"
        );
    }

    #[test]
    fn without_subfolders_only_the_folders_own_files_count() {
        let flat = Folder {
            subfolders: false,
            ..folder(&[], &[])
        };
        assert!(takes(&flat, "a.jpg"));
        assert!(!takes(&flat, "sub/a.jpg"));
        assert!(!flat.enters(Path::new("sub")));
    }

    #[test]
    fn a_wrong_pattern_is_named() {
        let error = Patterns::new(&[], &["a[".to_owned()]).unwrap_err();
        assert!(error.to_string().starts_with("\"a[\" is not a pattern: "), "{error}");
    }
}
