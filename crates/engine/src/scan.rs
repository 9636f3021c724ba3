//! Walking dropped files and folders. What is found is sent while the walk continues, so that uploads begin before it
//! ends.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use super::{
    descriptors,
    events::EventSender,
    walk::{WalkEntry, Walker},
};
use model::{Event, FolderRules, FoundFile, SkipReason, Skipped, Source, Timestamp};
use que_sdk::{is_out_of_file_descriptors, wire::MAX_PUT_BYTES};
use store::ProtectedData;

/// The most files in one event.
pub(crate) const CHUNK: usize = 500;

/// The most time between two events.
pub(crate) const CHUNK_TIME: Duration = Duration::from_millis(100);

/// What to walk, and by which rules.
pub(crate) struct Scan {
    /// The number of the batch in events.
    pub(crate) batch: u64,
    /// The paths to walk.
    pub(crate) paths: Vec<PathBuf>,
    /// What to take from folders.
    pub(crate) rules: FolderRules,
    /// What to never take.
    pub(crate) own: ProtectedData,
}

/// Walks the paths on this thread and sends what it finds. If `quit` stops it, it doesn't report an end: there may be
/// more.
pub(crate) fn scan(scan: Scan, events: &EventSender, quit: &CancellationToken) {
    let Scan {
        batch,
        paths,
        rules,
        own,
    } = scan;
    let mut reporter = ScanReporter {
        batch,
        events,
        files: Vec::new(),
        skipped: Vec::new(),
        flushed: Instant::now(),
    };
    let mut walker = Walker::new(rules, &own);
    for path in paths {
        // The database needs an absolute path, because a relative one depends on the working directory. Symbolic links
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
                    reporter.file(found, &parent, &metadata, named);
                }
                WalkEntry::Skipped(skipped) => reporter.skipped.push(skipped),
            }
            ControlFlow::Continue(())
        });
        if walked.is_break() {
            break;
        }
    }
    reporter.flush();
    if !quit.is_cancelled() {
        events.send(Event::ScanEnded {
            batch,
            skipped: reporter.skipped,
        });
    }
}

struct ScanReporter<'a> {
    batch: u64,
    events: &'a EventSender,
    files: Vec<FoundFile>,
    skipped: Vec<Skipped>,
    flushed: Instant,
}

impl ScanReporter<'_> {
    fn file(&mut self, path: PathBuf, parent: &Path, metadata: &fs::Metadata, named: bool) {
        let reason = if !metadata.is_file() {
            SkipReason::NotAFile { named }
        } else if metadata.len() > MAX_PUT_BYTES {
            SkipReason::TooLarge
        } else if let Err(error) = descriptors::retry_while_too_many_open(|| fs::File::open(&path)) {
            SkipReason::Unreadable(unreadable(&error))
        } else {
            let source = Source {
                relative: path.strip_prefix(parent).unwrap_or(&path).to_owned(),
                path,
                size: metadata.len(),
                modified: metadata.modified().ok().map(Timestamp::from),
            };
            self.files.push(FoundFile { source });
            if self.files.len() >= CHUNK || self.flushed.elapsed() >= CHUNK_TIME {
                self.flush();
            }
            return;
        };
        self.skipped.push(Skipped { path, reason });
    }

    fn flush(&mut self) {
        if !self.files.is_empty() {
            let files = std::mem::take(&mut self.files);
            self.events.send(Event::Found {
                batch: self.batch,
                files,
            });
        }
        self.flushed = Instant::now();
    }
}

/// Why something cannot be read.
fn unreadable(error: &io::Error) -> String {
    if is_out_of_file_descriptors(error) {
        descriptors::descriptor_shortage()
    } else {
        error.to_string()
    }
}

#[cfg(test)]
mod tests;
