//! Walking dropped files and folders. What is found is told while the walk goes on, so that uploads begin before it ends.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use super::{
    announce::Announcer,
    descriptors,
    walk::{WalkEntry, Walker},
};
use model::{Event, FolderRules, FoundFile, SkipReason, Skipped, Source, Timestamp};
use que_sdk::{is_out_of_file_descriptors, wire::MAX_PUT_BYTES};
use store::OwnData;

/// So many files are told at once at the most.
const CHUNK: usize = 500;

/// What was found is told at least this often.
const CHUNK_TIME: Duration = Duration::from_millis(100);

/// What is walked, and by which rules.
pub(crate) struct Scan {
    /// The batch that it is told as.
    pub(crate) batch: u64,
    /// Where it begins.
    pub(crate) paths: Vec<PathBuf>,
    /// What is taken from folders.
    pub(crate) rules: FolderRules,
    /// What is never taken.
    pub(crate) own: OwnData,
}

/// Walks the paths on this thread and tells what is there. A walk that `quit` stops does not tell that it has ended: there may
/// be more.
pub(crate) fn scan(scan: Scan, announcer: &Announcer, quit: &CancellationToken) {
    let Scan {
        batch,
        paths,
        rules,
        own,
    } = scan;
    let mut telling = Telling {
        batch,
        announcer,
        files: Vec::new(),
        skipped: Vec::new(),
        told: Instant::now(),
    };
    let mut walker = Walker::new(rules, &own);
    for path in paths {
        // A relative path means another file after a change of folder, so the record has the whole path. Symbolic links
        // keep their names.
        let path = std::path::absolute(&path).unwrap_or(path);
        let parent = path.parent().map(Path::to_owned).unwrap_or_default();
        let walked = walker.walk(&path, &mut |found| {
            if quit.is_cancelled() {
                return ControlFlow::Break(());
            }
            match found {
                WalkEntry::File { path: found, metadata } => {
                    let named = found == path;
                    telling.file(found, &parent, &metadata, named);
                }
                WalkEntry::Left(skipped) => telling.skipped.push(skipped),
            }
            ControlFlow::Continue(())
        });
        if walked.is_break() {
            break;
        }
    }
    telling.tell();
    if !quit.is_cancelled() {
        announcer.tell(Event::ScanEnded {
            batch,
            skipped: telling.skipped,
        });
    }
}

struct Telling<'a> {
    batch: u64,
    announcer: &'a Announcer,
    files: Vec<FoundFile>,
    skipped: Vec<Skipped>,
    told: Instant,
}

impl Telling<'_> {
    fn file(&mut self, path: PathBuf, parent: &Path, metadata: &fs::Metadata, named: bool) {
        let reason = if !metadata.is_file() {
            SkipReason::NotAFile { named }
        } else if metadata.len() > MAX_PUT_BYTES {
            SkipReason::TooLarge
        } else if let Err(error) = descriptors::patiently(|| fs::File::open(&path)) {
            SkipReason::Unreadable(unreadable(&error))
        } else {
            let source = Source {
                relative: path.strip_prefix(parent).unwrap_or(&path).to_owned(),
                path,
                size: metadata.len(),
                modified: metadata.modified().ok().map(Timestamp::from),
            };
            self.files.push(FoundFile { source });
            if self.files.len() >= CHUNK || self.told.elapsed() >= CHUNK_TIME {
                self.tell();
            }
            return;
        };
        self.skipped.push(Skipped { path, reason });
    }

    fn tell(&mut self) {
        if !self.files.is_empty() {
            let files = std::mem::take(&mut self.files);
            self.announcer.tell(Event::Found {
                batch: self.batch,
                files,
            });
        }
        self.told = Instant::now();
    }
}

/// Why something cannot be read.
fn unreadable(error: &io::Error) -> String {
    if is_out_of_file_descriptors(error) {
        descriptors::shortage()
    } else {
        error.to_string()
    }
}

#[cfg(test)]
mod tests;
