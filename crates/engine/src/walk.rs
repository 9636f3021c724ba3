//! Walking what was dropped or named: what is taken, what is skipped and why.
//!
//! A named path is taken as is, even a symbolic link. In folders, files that are rarely meant for upload are skipped: hidden
//! files, what systems leave behind, and links that lead out of the folder. The program's own data is never taken.

mod leftovers;

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::{self, Metadata},
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, IntoIter, WalkDir};

use model::{FolderRules, SkipReason, Skipped};
use store::{Protected, ProtectedData, ProtectedFiles};

/// What a walk finds.
#[derive(Debug)]
pub(crate) enum WalkEntry {
    /// A file, or something else that is not a folder.
    File {
        /// Its path, as walked.
        path: PathBuf,
        /// Its metadata, through symbolic links.
        metadata: Metadata,
    },
    /// Something that is skipped.
    Skipped(Skipped),
}

impl WalkEntry {
    fn skipped(path: impl Into<PathBuf>, reason: SkipReason) -> Self {
        Self::Skipped(Skipped {
            path: path.into(),
            reason,
        })
    }
}

/// Walks paths by the same rules, and reports each folder of the program's own data once.
pub(crate) struct Walker<'a> {
    rules: FolderRules,
    own: &'a ProtectedData,
    /// The program's own files, to recognize them under other names.
    own_files: ProtectedFiles,
    reported: HashSet<PathBuf>,
    /// Whether named paths in the program's own data are walked, too: nothing is uploaded.
    only_reads: bool,
    /// Whether this walk began in the program's own data.
    is_in_own_data: bool,
}

/// What to do with an entry.
enum EntryAction {
    Report(WalkEntry),
    /// Report nothing: a folder, whose entries come next, or something that was reported before.
    Ignore,
    /// A link to a folder, to walk now.
    Follow(PathBuf),
}

/// The folder that the walk began at, and where links have led since.
struct WalkScope {
    /// The folder as it was named.
    named: PathBuf,
    root: PathBuf,
    /// The folders that links led to. Each is walked once, so that links among them end.
    entered: HashSet<PathBuf>,
}

impl WalkScope {
    /// Whether it is in the folder, or in one that a link led to.
    fn is_inside(&self, target: &Path) -> bool {
        target.ancestors().any(|folder| self.entered.contains(folder))
    }
}

impl<'a> Walker<'a> {
    pub(crate) fn new(rules: FolderRules, own: &'a ProtectedData) -> Self {
        Self {
            rules,
            own,
            own_files: own.files(),
            reported: HashSet::new(),
            only_reads: false,
            is_in_own_data: false,
        }
    }

    /// A walker for what is only read: what is named in the program's own data is taken, such as the sandbox's signed copies.
    pub(crate) fn to_read(rules: FolderRules, own: &'a ProtectedData) -> Self {
        Self {
            only_reads: true,
            ..Self::new(rules, own)
        }
    }

    /// Passes what is at a path and below it to `each`, ordered by name, until that breaks. Blocks.
    pub(crate) fn walk(&mut self, path: &Path, each: &mut dyn FnMut(WalkEntry) -> ControlFlow<()>) -> ControlFlow<()> {
        let (metadata, real) = match fs::metadata(path).and_then(|found| Ok((found, fs::canonicalize(path)?))) {
            Ok(found) => found,
            Err(error) => return each(WalkEntry::skipped(path, skip_reason(path, &error, true))),
        };
        let is_own = self.own.folder_of(&real).is_some() || self.own_files.contains(&metadata);
        self.is_in_own_data = is_own;
        if is_own && !self.only_reads {
            return each(WalkEntry::skipped(path, SkipReason::ProtectedData { named: true }));
        }
        if !metadata.is_dir() {
            let path = path.to_owned();
            return each(WalkEntry::File { path, metadata });
        }
        let mut scope = WalkScope {
            named: path.to_owned(),
            entered: HashSet::from([real.clone()]),
            root: real,
        };
        // A stack: the folder that a link leads to is walked before the rest of the link's own folder.
        let mut walks = vec![entries_of(path)];
        while let Some(walk) = walks.last_mut() {
            let action = match walk.next() {
                None => {
                    walks.pop();
                    continue;
                }
                Some(Ok(entry)) => self.action(entry, walk, &mut scope),
                Some(Err(error)) => EntryAction::Report(failed(path, &error)),
            };
            match action {
                EntryAction::Report(found) => each(found)?,
                EntryAction::Ignore => {}
                EntryAction::Follow(link) => walks.push(entries_of(&link)),
            }
        }
        ControlFlow::Continue(())
    }

    fn action(&mut self, entry: DirEntry, walk: &mut IntoIter, scope: &mut WalkScope) -> EntryAction {
        // The folder itself was handled before.
        if entry.depth() == 0 {
            return EntryAction::Ignore;
        }
        let is_folder = entry.file_type().is_dir();
        let own = if self.is_in_own_data {
            None
        } else {
            self.own.protects(entry.path())
        };
        let left_by_system = leftovers::is_left_by_system(entry.file_name(), is_folder);
        let reason = if own.is_some() {
            None
        } else if left_by_system {
            (!self.rules.include_system_files).then_some(SkipReason::SystemFile)
        } else {
            (!self.rules.include_hidden && is_hidden(entry.file_name(), || entry.metadata().ok()))
                .then_some(SkipReason::Hidden)
        };
        if own == Some(Protected::Folder) || (is_folder && (own.is_some() || reason.is_some())) {
            // If the entry is a folder, this skips it, otherwise the folder that it is in.
            walk.skip_current_dir();
        }
        match (own, reason) {
            (Some(_), _) => {
                let folder = entry.path().parent().unwrap_or(entry.path()).to_owned();
                let named = folder == scope.named;
                self.own_data(folder, named)
            }
            (None, Some(reason)) => EntryAction::Report(WalkEntry::skipped(entry.into_path(), reason)),
            (None, None) if entry.path_is_symlink() => self.resolve_link(entry.into_path(), scope),
            (None, None) if is_folder => EntryAction::Ignore,
            (None, None) => match entry.metadata() {
                Ok(metadata) => self.file(entry.into_path(), metadata),
                Err(error) => EntryAction::Report(failed(entry.path(), &error)),
            },
        }
    }

    /// Where a symbolic link in a folder leads.
    fn resolve_link(&mut self, link: PathBuf, scope: &mut WalkScope) -> EntryAction {
        let target = fs::canonicalize(&link).and_then(|target| Ok((fs::metadata(&target)?, target)));
        let (metadata, target) = match target {
            Ok(found) => found,
            Err(error) => {
                let reason = skip_reason(&link, &error, false);
                return EntryAction::Report(WalkEntry::skipped(link, reason));
            }
        };
        if !self.rules.follow_links && !scope.is_inside(&target) {
            return EntryAction::Report(WalkEntry::skipped(link, SkipReason::LinkOutside));
        }
        if let Some(folder) = self.own.folder_of(&target).filter(|_| !self.is_in_own_data) {
            return self.own_data(folder, false);
        }
        if !metadata.is_dir() {
            return self.file(link, metadata);
        }
        // A link to a folder that contains it would bring everything in that folder again, with the neighbors of what
        // was dropped.
        let from = link.parent().and_then(|folder| folder.canonicalize().ok());
        if scope.root.starts_with(&target) || from.is_some_and(|from| from.starts_with(&target)) {
            return EntryAction::Report(WalkEntry::skipped(link, SkipReason::LinkCycle));
        }
        if scope.entered.insert(target) {
            EntryAction::Follow(link)
        } else {
            EntryAction::Ignore
        }
    }

    fn file(&self, path: PathBuf, metadata: Metadata) -> EntryAction {
        EntryAction::Report(if !self.is_in_own_data && self.own_files.contains(&metadata) {
            WalkEntry::skipped(path, SkipReason::ProtectedData { named: false })
        } else {
            WalkEntry::File { path, metadata }
        })
    }

    fn own_data(&mut self, folder: PathBuf, named: bool) -> EntryAction {
        if self.reported.insert(folder.clone()) {
            EntryAction::Report(WalkEntry::skipped(folder, SkipReason::ProtectedData { named }))
        } else {
            EntryAction::Ignore
        }
    }
}

/// The entries of a folder and of those below it. Symbolic links are left to [`Walker::resolve_link`], but the folder
/// itself may be one.
fn entries_of(folder: &Path) -> IntoIter {
    // By name. Entries of a folder differ only in that, and comparing whole paths takes ten times as long, which delays
    // the first file of a folder with 100,000.
    let by_name = |one: &DirEntry, other: &DirEntry| one.path().as_os_str().cmp(other.path().as_os_str());
    WalkDir::new(folder).follow_links(false).sort_by(by_name).into_iter()
}

/// Whether an entry of a folder is hidden, or left behind by a system: folders are taken without those.
#[must_use]
pub fn is_usually_left_out(path: &Path, is_folder: bool) -> bool {
    let Some(name) = path.file_name() else { return false };
    leftovers::is_left_by_system(name, is_folder) || is_hidden(name, || fs::symlink_metadata(path).ok())
}

/// Whether the system hides it in a folder.
fn is_hidden(name: &OsStr, metadata: impl FnOnce() -> Option<Metadata>) -> bool {
    name.as_encoded_bytes().starts_with(b".") || is_marked_hidden(metadata)
}

#[cfg(windows)]
fn is_marked_hidden(metadata: impl FnOnce() -> Option<Metadata>) -> bool {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 0x2;
    metadata().is_some_and(|found| found.file_attributes() & HIDDEN != 0)
}

#[cfg(target_os = "macos")]
fn is_marked_hidden(metadata: impl FnOnce() -> Option<Metadata>) -> bool {
    use std::os::macos::fs::MetadataExt;
    const HIDDEN: u32 = 0x8000;
    metadata().is_some_and(|found| found.st_flags() & HIDDEN != 0)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn is_marked_hidden(_metadata: impl FnOnce() -> Option<Metadata>) -> bool {
    false
}

fn failed(root: &Path, error: &walkdir::Error) -> WalkEntry {
    let path = error.path().unwrap_or(root);
    let reason = match error.io_error() {
        Some(error) => skip_reason(path, error, false),
        None => SkipReason::Unreadable("the folder could not be read".to_owned()),
    };
    WalkEntry::skipped(path, reason)
}

/// Whether links form a cycle.
#[cfg(unix)]
fn is_link_cycle(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link_cycle(_error: &io::Error) -> bool {
    false
}

/// Why something cannot be read. `named`: the user named it, it was not found in a folder.
fn skip_reason(path: &Path, error: &io::Error, named: bool) -> SkipReason {
    // `/dev/stdin` leads to a pipe, which has no path.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return SkipReason::NotAFile { named };
    }
    if is_link_cycle(error) {
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
