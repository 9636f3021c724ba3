//! Finding files in the history by content: SHA-256 shows what became of a file that is dropped again.

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::{
    context::Context,
    hash::sha256_of,
    records,
    walk::{WalkEntry, Walker},
};
use model::{Event, Failure, FolderRules, LookupOutcome, LookupProgress};
use store::ProtectedData;

/// How often progress is sent.
const SAMPLE: Duration = Duration::from_millis(100);

/// Why a lookup ended early.
enum Stopped {
    Canceled,
    Failed(Failure),
}

/// Looks up files and folders, and sends progress and the result. Blocks, so it needs its own thread.
pub(super) fn run(context: &Context, runtime: &Handle, number: u64, paths: &[PathBuf], stop: &CancellationToken) {
    let mut look = Lookup {
        context,
        runtime,
        number,
        stop,
        progress: LookupProgress::default(),
        sent: Instant::now(),
    };
    match look.all(paths) {
        Ok(outcome) => context.events.send(Event::LookedUp { number, outcome }),
        Err(Stopped::Canceled) => {}
        Err(Stopped::Failed(failure)) => records::report(&context.events, failure),
    }
}

struct Lookup<'a> {
    context: &'a Context,
    runtime: &'a Handle,
    number: u64,
    stop: &'a CancellationToken,
    progress: LookupProgress,
    sent: Instant,
}

impl Lookup<'_> {
    fn all(&mut self, paths: &[PathBuf]) -> Result<LookupOutcome, Stopped> {
        let mut outcome = LookupOutcome::default();
        let files = self.files(paths, &mut outcome)?;
        outcome.files = files.len() + outcome.unreadable;
        if let [(only, _)] = files.as_slice() {
            outcome.name = Some(name(only));
        }
        // A file whose size is not in the history was never uploaded as it is now. Skip reading it.
        let lengths: BTreeSet<u64> = files.iter().map(|(_, length)| *length).collect();
        let known: BTreeSet<u64> = self.ask(move |store| {
            let mut known = BTreeSet::new();
            for length in lengths {
                if store.has_size(length)? {
                    known.insert(length);
                }
            }
            Ok(known)
        })?;
        let to_read = files.iter().filter(|(_, length)| known.contains(length));
        self.progress.bytes_in_all = to_read.fold(0, |sum: u64, (_, length)| sum.saturating_add(*length));
        let mut contents = BTreeSet::new();
        for (path, length) in files {
            self.progress.files += 1;
            if !known.contains(&length) {
                outcome.unknown.push(path);
                continue;
            }
            self.progress.name = name(&path);
            self.send_progress();
            let started = self.progress.bytes;
            match self.hash(&path) {
                Ok(sha256) => {
                    let asked = sha256.clone();
                    if self.ask(move |store| store.has_content(&asked))? {
                        contents.insert(sha256);
                    } else {
                        outcome.unknown.push(path);
                    }
                }
                Err(error) if self.stopped() => {
                    tracing::debug!(%error, "a lookup was canceled");
                    return Err(Stopped::Canceled);
                }
                Err(error) => {
                    tracing::info!(%error, "a file of a lookup cannot be read");
                    outcome.unreadable += 1;
                }
            }
            self.progress.bytes = started + length;
        }
        outcome.contents = contents.into_iter().collect();
        Ok(outcome)
    }

    /// All files below the paths, with their sizes in bytes. Nothing leaves this machine, so hidden files count too.
    fn files(&self, paths: &[PathBuf], outcome: &mut LookupOutcome) -> Result<Vec<(PathBuf, u64)>, Stopped> {
        let rules = FolderRules {
            include_hidden: true,
            include_system_files: true,
            follow_links: false,
        };
        let own = ProtectedData::default();
        let mut walker = Walker::new(rules, &own);
        let mut files = Vec::new();
        for path in paths {
            let walked = walker.walk(path, &mut |found| {
                if self.stopped() {
                    return ControlFlow::Break(());
                }
                match found {
                    WalkEntry::File { path, metadata } if metadata.is_file() => files.push((path, metadata.len())),
                    WalkEntry::File { .. } | WalkEntry::Skipped(_) => outcome.unreadable += 1,
                }
                ControlFlow::Continue(())
            });
            if walked.is_break() {
                return Err(Stopped::Canceled);
            }
        }
        Ok(files)
    }

    fn hash(&mut self, path: &Path) -> io::Result<String> {
        sha256_of(&mut File::open(path)?, |read| {
            if self.stopped() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            self.progress.bytes += read;
            self.send_progress();
            Ok(())
        })
    }

    fn send_progress(&mut self) {
        if self.sent.elapsed() >= SAMPLE {
            self.sent = Instant::now();
            self.context.events.send(Event::LookingUp {
                number: self.number,
                progress: self.progress.clone(),
            });
        }
    }

    fn stopped(&self) -> bool {
        self.stop.is_cancelled()
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut store::Store) -> Result<T, store::StoreError> + Send + 'static,
    ) -> Result<T, Stopped> {
        let asked = self.runtime.block_on(self.context.store_writer.run(question));
        asked.map_err(Stopped::Failed)
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
