//! Walking what was dropped or named: what is taken, what is left out and why.
//!
//! What is named itself is taken as it is named, a symbolic link too. In a folder, what nobody means is left out: hidden
//! files, what systems leave lying about, and what links lead to outside of the folder. The program's own data is never
//! taken.

mod leftovers;

use std::{
    collections::HashSet,
    fs::{self, Metadata},
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, IntoIter, WalkDir};

use model::{FolderRules, SkipReason, Skipped};
use store::{Own, OwnData, OwnFiles};

/// What a walk comes across.
#[derive(Debug)]
pub(crate) enum WalkEntry {
    /// A file, or something else that is no folder.
    File {
        /// Its path, as it was walked to.
        path: PathBuf,
        /// What it is, behind a symbolic link.
        metadata: Metadata,
    },
    /// Something that is left out.
    Left(Skipped),
}

impl WalkEntry {
    fn left(path: impl Into<PathBuf>, reason: SkipReason) -> Self {
        Self::Left(Skipped {
            path: path.into(),
            reason,
        })
    }
}

/// Walks paths by the same rules, and tells of each folder of the program's own data once.
pub(crate) struct Walker<'a> {
    rules: FolderRules,
    own: &'a OwnData,
    /// Own files under other names.
    own_files: OwnFiles,
    told: HashSet<PathBuf>,
}

/// What becomes of an entry.
enum Fate {
    Told(WalkEntry),
    /// Nothing is told of it: a folder whose entries come next, or what was told before.
    Silent,
    /// It leads to a folder that is walked now.
    Leads(PathBuf),
}

/// The folder that a walk began at, without symbolic links in its path, and what links have led to since.
struct Course {
    /// The folder as it was named.
    named: PathBuf,
    root: PathBuf,
    /// Folders that links led to. Each is entered once, so that links among them come to an end.
    entered: HashSet<PathBuf>,
}

impl Course {
    /// Whether it is in the folder, or in one that a link led to.
    fn is_inside(&self, target: &Path) -> bool {
        target.ancestors().any(|folder| self.entered.contains(folder))
    }
}

impl<'a> Walker<'a> {
    pub(crate) fn new(rules: FolderRules, own: &'a OwnData) -> Self {
        Self {
            rules,
            own,
            own_files: own.files(),
            told: HashSet::new(),
        }
    }

    /// Tells what is at a path and below it, in the order of names, until `each` breaks off. Blocks.
    pub(crate) fn walk(&mut self, path: &Path, each: &mut dyn FnMut(WalkEntry) -> ControlFlow<()>) -> ControlFlow<()> {
        let (metadata, real) = match fs::metadata(path).and_then(|found| Ok((found, fs::canonicalize(path)?))) {
            Ok(found) => found,
            Err(error) => return each(WalkEntry::left(path, refusal(path, &error, true))),
        };
        if self.own.folder_of(&real).is_some() || self.own_files.contains(&metadata) {
            return each(WalkEntry::left(path, SkipReason::OwnData { named: true }));
        }
        if !metadata.is_dir() {
            let path = path.to_owned();
            return each(WalkEntry::File { path, metadata });
        }
        let mut course = Course {
            named: path.to_owned(),
            entered: HashSet::from([real.clone()]),
            root: real,
        };
        // The last is the one that is walked: a link leads to another before the rest of its folder.
        let mut walks = vec![entries_of(path)];
        while let Some(walk) = walks.last_mut() {
            let fate = match walk.next() {
                None => {
                    walks.pop();
                    continue;
                }
                Some(Ok(entry)) => self.fate(entry, walk, &mut course),
                Some(Err(error)) => Fate::Told(failed(path, &error)),
            };
            match fate {
                Fate::Told(found) => each(found)?,
                Fate::Silent => {}
                Fate::Leads(link) => walks.push(entries_of(&link)),
            }
        }
        ControlFlow::Continue(())
    }

    fn fate(&mut self, entry: DirEntry, walk: &mut IntoIter, course: &mut Course) -> Fate {
        // The folder itself: it was judged before.
        if entry.depth() == 0 {
            return Fate::Silent;
        }
        let is_folder = entry.file_type().is_dir();
        let own = self.own.holds_entry(entry.path());
        let left_by_system = leftovers::is_left_by_system(entry.file_name(), is_folder);
        let reason = if own.is_some() {
            None
        } else if left_by_system {
            (!self.rules.include_system_files).then_some(SkipReason::SystemFile)
        } else {
            (!self.rules.include_hidden && is_hidden(&entry)).then_some(SkipReason::Hidden)
        };
        if own == Some(Own::Folder) || (is_folder && (own.is_some() || reason.is_some())) {
            // Of the entry where it is a folder, and else of the folder that it is in.
            walk.skip_current_dir();
        }
        match (own, reason) {
            (Some(_), _) => {
                let folder = entry.path().parent().unwrap_or(entry.path()).to_owned();
                let named = folder == course.named;
                self.own_data(folder, named)
            }
            (None, Some(reason)) => Fate::Told(WalkEntry::left(entry.into_path(), reason)),
            (None, None) if entry.path_is_symlink() => self.behind_link(entry.into_path(), course),
            (None, None) if is_folder => Fate::Silent,
            (None, None) => match entry.metadata() {
                Ok(metadata) => self.file(entry.into_path(), metadata),
                Err(error) => Fate::Told(failed(entry.path(), &error)),
            },
        }
    }

    /// What a symbolic link in a folder leads to.
    fn behind_link(&mut self, link: PathBuf, course: &mut Course) -> Fate {
        let target = fs::canonicalize(&link).and_then(|target| Ok((fs::metadata(&target)?, target)));
        let (metadata, target) = match target {
            Ok(found) => found,
            Err(error) => {
                let reason = refusal(&link, &error, false);
                return Fate::Told(WalkEntry::left(link, reason));
            }
        };
        if !self.rules.follow_links && !course.is_inside(&target) {
            return Fate::Told(WalkEntry::left(link, SkipReason::LinkOutside));
        }
        if let Some(folder) = self.own.folder_of(&target) {
            return self.own_data(folder, false);
        }
        if !metadata.is_dir() {
            return self.file(link, metadata);
        }
        // A link to a folder that it is in itself would bring all that lies in that once more, and the neighbors of what
        // was dropped with it.
        let from = link.parent().and_then(|folder| folder.canonicalize().ok());
        if course.root.starts_with(&target) || from.is_some_and(|from| from.starts_with(&target)) {
            return Fate::Told(WalkEntry::left(link, SkipReason::LinkInCircle));
        }
        if course.entered.insert(target) {
            Fate::Leads(link)
        } else {
            Fate::Silent
        }
    }

    fn file(&self, path: PathBuf, metadata: Metadata) -> Fate {
        Fate::Told(if self.own_files.contains(&metadata) {
            WalkEntry::left(path, SkipReason::OwnData { named: false })
        } else {
            WalkEntry::File { path, metadata }
        })
    }

    fn own_data(&mut self, folder: PathBuf, named: bool) -> Fate {
        if self.told.insert(folder.clone()) {
            Fate::Told(WalkEntry::left(folder, SkipReason::OwnData { named }))
        } else {
            Fate::Silent
        }
    }
}

/// The entries of a folder and of those below it. Symbolic links are for [`Walker::behind_link`], but the folder itself may
/// be one.
fn entries_of(folder: &Path) -> IntoIter {
    // By name. What stands in one folder differs only there, and comparing whole paths takes a tenth of the time: in a
    // folder of 100,000 that is what the first file waits for.
    let by_name = |one: &DirEntry, other: &DirEntry| one.path().as_os_str().cmp(other.path().as_os_str());
    WalkDir::new(folder).follow_links(false).sort_by(by_name).into_iter()
}

/// Whether the system hides it from who looks into the folder.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".") || is_marked_hidden(entry)
}

#[cfg(windows)]
fn is_marked_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 0x2;
    entry
        .metadata()
        .is_ok_and(|found| found.file_attributes() & HIDDEN != 0)
}

#[cfg(target_os = "macos")]
fn is_marked_hidden(entry: &DirEntry) -> bool {
    use std::os::macos::fs::MetadataExt;
    const HIDDEN: u32 = 0x8000;
    entry.metadata().is_ok_and(|found| found.st_flags() & HIDDEN != 0)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn is_marked_hidden(_entry: &DirEntry) -> bool {
    false
}

fn failed(root: &Path, error: &walkdir::Error) -> WalkEntry {
    let path = error.path().unwrap_or(root);
    let reason = match error.io_error() {
        Some(error) => refusal(path, error, false),
        None => SkipReason::Unreadable("the folder could not be read".to_owned()),
    };
    WalkEntry::left(path, reason)
}

/// Whether links lead around in a circle.
#[cfg(unix)]
fn is_circle(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_circle(_error: &io::Error) -> bool {
    false
}

/// Why something cannot be looked at. `named` says that it was named itself, and not found in a folder.
fn refusal(path: &Path, error: &io::Error, named: bool) -> SkipReason {
    // `/dev/stdin` leads to a pipe, which has no path of its own to lead to.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return SkipReason::NotAFile { named };
    }
    if is_circle(error) {
        return SkipReason::Unreadable("it is a link that leads to itself".to_owned());
    }
    let is_link = || fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    match error.kind() {
        io::ErrorKind::PermissionDenied => SkipReason::Unreadable(error.to_string()),
        _ if is_link() => SkipReason::BrokenLink,
        io::ErrorKind::NotFound => SkipReason::Missing,
        _ => SkipReason::Unreadable(error.to_string()),
    }
}
