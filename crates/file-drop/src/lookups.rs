//! File system and portal calls, which may take long or never return. Each runs on a detached thread, so that the thread that
//! handles drops never blocks.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use super::{list::List, portal};

/// How many threads may run at once. A file system or a portal that never answers must not pile them up.
const MAX_THREADS: usize = 16;

/// A question about the files of a drag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup {
    /// Whether all files of the list exist.
    AllExist(Arc<List>),
    /// Whether a file or a folder exists at one of the list's paths.
    AnyExists(Arc<List>),
    /// Whether this path, which may be cut off, is a file.
    LastIsFile(PathBuf),
    /// The portal's files for a key, merged with the source's own list.
    Retrieve {
        key: String,
        list: Arc<List>,
        sandboxed: bool,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LookupResult {
    /// Yes or no.
    Check(bool),
    /// The files. `None` if the portal gave none.
    Files(Option<List>),
}

/// The answer to a drag's lookup with this number.
pub(super) struct Answer {
    pub(super) drag: u64,
    pub(super) number: u64,
    pub(super) result: LookupResult,
}

/// Runs lookups and collects their answers.
pub(super) struct Lookups {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    /// Called after each answer.
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Each running thread holds a clone.
    running: Arc<()>,
}

impl Lookups {
    pub(super) fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            wake: Arc::new(wake),
            running: Arc::new(()),
        }
    }

    /// Starts a lookup for a drag.
    pub(super) fn run(&self, drag: u64, number: u64, lookup: Lookup) {
        let fallback = Answer {
            drag,
            number,
            result: lookup.fallback(),
        };
        if Arc::strong_count(&self.running) > MAX_THREADS {
            tracing::warn!("earlier drops are still being checked; this one is accepted unchecked");
            self.send(fallback);
            return;
        }
        let (sender, wake, running) = (self.sender.clone(), Arc::clone(&self.wake), Arc::clone(&self.running));
        let started = thread::Builder::new().name("drop lookup".to_owned()).spawn(move || {
            let _running = running;
            let result = lookup.run();
            let _ = sender.send(Answer { drag, number, result });
            wake();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "could not check a drop");
            self.send(fallback);
        }
    }

    fn send(&self, answer: Answer) {
        let _ = self.sender.send(answer);
        (self.wake)();
    }

    /// The next answer, if one has arrived.
    pub(super) fn answer(&self) -> Option<Answer> {
        self.receiver.try_recv().ok()
    }
}

impl Lookup {
    /// What is assumed if there is no answer in time.
    pub(super) fn fallback(&self) -> LookupResult {
        match self {
            Self::AllExist(_) | Self::AnyExists(_) | Self::LastIsFile(_) => LookupResult::Check(true),
            Self::Retrieve { .. } => LookupResult::Files(None),
        }
    }

    fn run(self) -> LookupResult {
        let exists = |path: &Path| path.symlink_metadata().is_ok();
        match self {
            Self::AllExist(list) => LookupResult::Check(list.paths.iter().all(|path| exists(path))),
            // Nobody can open a broken link.
            Self::AnyExists(list) => LookupResult::Check(list.paths.iter().any(|path| {
                path.metadata()
                    .is_ok_and(|metadata| metadata.is_file() || metadata.is_dir())
            })),
            // A folder may be all that is left of the path of a file in it.
            Self::LastIsFile(path) => LookupResult::Check(path.metadata().is_ok_and(|metadata| !metadata.is_dir())),
            Self::Retrieve { key, list, sandboxed } => LookupResult::Files(match portal::retrieve(&key) {
                Ok(files) if files.is_empty() => None,
                Ok(files) => Some(portal::merge(files, &list, sandboxed, exists)),
                Err(error) => {
                    tracing::warn!(%error, "the portal did not hand over the dropped files");
                    None
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list;

    #[test]
    fn a_file_or_a_folder_exists_and_a_broken_link_or_a_missing_file_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(at("file"), "").unwrap();
        std::os::unix::fs::symlink("nowhere", at("broken")).unwrap();
        let any = |paths: &[String]| {
            let list = list::parse(paths.join("\n").as_bytes(), "here");
            Lookup::AnyExists(Arc::new(list)).run()
        };
        let nothing = [at("missing"), at("broken"), "/dev/null".to_owned()];
        assert_eq!(any(&nothing), LookupResult::Check(false));
        for something in [at("file"), at("")] {
            let with = [nothing.as_slice(), &[something]].concat();
            assert_eq!(any(&with), LookupResult::Check(true));
        }
    }
}
