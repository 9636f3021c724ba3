//! A look at a whole folder, or at one that came into it.

use std::{
    ffi::OsStr,
    fs::Metadata,
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{Folder, LeaveOut};

/// What a look finds.
pub(crate) enum Entry<'a> {
    /// A file that counts, by its name and place.
    File(&'a Path, Metadata),
    /// A folder below.
    Folder(&'a Path, Metadata),
    /// Something that cannot be read.
    Unreadable(PathBuf, io::Error),
}

/// Whether a name counts in a folder, whatever stands there.
pub(crate) fn counts(folder: &Folder, leave_out: &LeaveOut, path: &Path) -> bool {
    folder.takes(path) && !leave_out(path, false) && is_below_kept_folders(folder, leave_out, path)
}

/// Whether no folder between the hot folder and this path is left out.
fn is_below_kept_folders(folder: &Folder, leave_out: &LeaveOut, path: &Path) -> bool {
    path.ancestors()
        .skip(1)
        .take_while(|at| *at != folder.path)
        .all(|at| at.starts_with(&folder.path) && !leave_out(at, true))
}

/// Passes all that counts at and below `from`, which is the folder or one in it, to `each`, until that breaks.
pub(crate) fn look(
    folder: &Folder,
    leave_out: &LeaveOut,
    from: &Path,
    each: &mut dyn FnMut(Entry<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let depth = if folder.subfolders { usize::MAX } else { 1 };
    let mut walk = WalkDir::new(from).follow_links(false).max_depth(depth).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(from).to_owned();
                let error = error
                    .into_io_error()
                    .unwrap_or_else(|| io::Error::other("it is a loop of links"));
                each(Entry::Unreadable(path, error))?;
                continue;
            }
        };
        let path = entry.path();
        let is_folder = entry.file_type().is_dir();
        if entry.depth() == 0 && (is_folder || path == folder.path) {
            continue;
        }
        if is_folder {
            let below = path.strip_prefix(&folder.path).unwrap_or(Path::new(OsStr::new("")));
            if !folder.enters(below) || leave_out(path, true) {
                walk.skip_current_dir();
                continue;
            }
        } else if !entry.file_type().is_file() || !folder.takes(path) || leave_out(path, false) {
            continue;
        }
        match entry.metadata() {
            Ok(metadata) if is_folder => each(Entry::Folder(path, metadata))?,
            Ok(metadata) => each(Entry::File(path, metadata))?,
            Err(error) => {
                let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                each(Entry::Unreadable(path.to_owned(), error))?;
            }
        }
    }
    ControlFlow::Continue(())
}
