//! Finding files in the history by their content: a file is dropped again, and its SHA-256 tells what became of it.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::{
    context::Context,
    records,
    walk::{WalkEntry, Walker},
};
use model::{Event, Failure, FolderRules, LookupOutcome, LookupProgress};
use store::OwnData;

/// How often it is told how far it is.
const SAMPLE: Duration = Duration::from_millis(100);

/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// Why it ended early.
enum Stopped {
    Wanted,
    Trouble(Failure),
}

/// Looks for files and folders, and tells how far it is and what came of it. Blocks: for a thread of its own.
pub(super) fn run(context: &Context, runtime: &Handle, number: u64, paths: &[PathBuf], stop: &CancellationToken) {
    let mut look = Look {
        context,
        runtime,
        number,
        stop,
        progress: LookupProgress::default(),
        told: Instant::now(),
    };
    match look.all(paths) {
        Ok(outcome) => context.announcer.tell(Event::LookedUp { number, outcome }),
        Err(Stopped::Wanted) => {}
        Err(Stopped::Trouble(failure)) => records::tell(&context.announcer, failure),
    }
}

struct Look<'a> {
    context: &'a Context,
    runtime: &'a Handle,
    number: u64,
    stop: &'a CancellationToken,
    progress: LookupProgress,
    told: Instant,
}

impl Look<'_> {
    fn all(&mut self, paths: &[PathBuf]) -> Result<LookupOutcome, Stopped> {
        let mut outcome = LookupOutcome::default();
        let files = self.files(paths, &mut outcome)?;
        outcome.files = files.len() + outcome.unreadable;
        if let [(only, _)] = files.as_slice() {
            outcome.name = Some(name(only));
        }
        // A file of a length that nothing on record has was never uploaded as it is now: it need not be read.
        let lengths: BTreeSet<u64> = files.iter().map(|(_, length)| *length).collect();
        let known: BTreeSet<u64> = self.ask(move |store| {
            let mut known = BTreeSet::new();
            for length in lengths {
                if store.knows_length(length)? {
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
            self.tell();
            let begun = self.progress.bytes;
            match self.hash(&path) {
                Ok(sha256) => {
                    let asked = sha256.clone();
                    if self.ask(move |store| store.knows_content(&asked))? {
                        contents.insert(sha256);
                    } else {
                        outcome.unknown.push(path);
                    }
                }
                Err(error) if self.stopped() => {
                    tracing::debug!(%error, "a look for a file was ended");
                    return Err(Stopped::Wanted);
                }
                Err(error) => {
                    tracing::info!(%error, "a file that was looked for cannot be read");
                    outcome.unreadable += 1;
                }
            }
            self.progress.bytes = begun + length;
        }
        outcome.contents = contents.into_iter().collect();
        Ok(outcome)
    }

    /// All files below the paths, with their lengths. Nothing leaves this machine, so hidden ones are looked at too.
    fn files(&self, paths: &[PathBuf], outcome: &mut LookupOutcome) -> Result<Vec<(PathBuf, u64)>, Stopped> {
        let rules = FolderRules {
            include_hidden: true,
            include_system_files: true,
            follow_links: false,
        };
        let own = OwnData::default();
        let mut walker = Walker::new(rules, &own);
        let mut files = Vec::new();
        for path in paths {
            let walked = walker.walk(path, &mut |found| {
                if self.stopped() {
                    return ControlFlow::Break(());
                }
                match found {
                    WalkEntry::File { path, metadata } if metadata.is_file() => files.push((path, metadata.len())),
                    WalkEntry::File { .. } | WalkEntry::Left(_) => outcome.unreadable += 1,
                }
                ControlFlow::Continue(())
            });
            if walked.is_break() {
                return Err(Stopped::Wanted);
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
            self.tell();
            Ok(())
        })
    }

    fn tell(&mut self) {
        if self.told.elapsed() >= SAMPLE {
            self.told = Instant::now();
            self.context.announcer.tell(Event::LookingUp {
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
        asked.map_err(Stopped::Trouble)
    }
}

/// The SHA-256 of what is read, in hexadecimal. `heed` is told of each piece, and ends it with an error.
///
/// # Errors
/// What reading says, or `heed`.
pub fn sha256_of(source: &mut dyn Read, mut heed: impl FnMut(u64) -> io::Result<()>) -> io::Result<String> {
    let mut buffer = vec![0; BUFFER];
    let mut hash = Sha256::new();
    loop {
        let read = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(buffer.get(..read).unwrap_or_default());
        heed(read as u64)?;
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
