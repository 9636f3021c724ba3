//! What may take long or never end: done in threads that are left to themselves, so that the one that takes drops is
//! never held up.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use super::{list::List, portal};

/// So many threads may be under way: with a portal or a file system that never answers they pile up no further.
const MOST: usize = 16;

/// What is to be found out for a drag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup {
    /// Whether a file of the list is missing.
    Look(Arc<List>),
    /// Whether there is a file or a folder at one path of the list at least.
    LookForAny(Arc<List>),
    /// Whether this path, whose end may be lacking, is a file.
    LookAtLast(PathBuf),
    /// The files that the portal has for a key, together with the source's own list.
    Retrieve {
        key: String,
        list: Arc<List>,
        sandboxed: bool,
    },
}

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LookupResult {
    /// Whether all is as it should be: no file is missing, one is there, or the last is one.
    Sound(bool),
    /// The files; none, where the portal gave none.
    Files(Option<List>),
}

/// What was found out for this drag by its lookup of this number.
pub(super) struct Answer {
    pub(super) drag: u64,
    pub(super) number: u64,
    pub(super) found: LookupResult,
}

/// The threads, and what they bring.
pub(super) struct Lookups {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    /// Called after something was brought.
    wake: Arc<dyn Fn() + Send + Sync>,
    under_way: Arc<()>,
}

impl Lookups {
    pub(super) fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            wake: Arc::new(wake),
            under_way: Arc::new(()),
        }
    }

    /// Finds this out for a drag.
    pub(super) fn run(&self, drag: u64, number: u64, lookup: Lookup) {
        let unknown = Answer {
            drag,
            number,
            found: lookup.unknown(),
        };
        if Arc::strong_count(&self.under_way) > MOST {
            tracing::warn!("earlier drops are still looked into: this one is taken as it is");
            self.bring(unknown);
            return;
        }
        let (sender, wake, under_way) = (self.sender.clone(), Arc::clone(&self.wake), Arc::clone(&self.under_way));
        let started = thread::Builder::new().name("a drop".to_owned()).spawn(move || {
            let _under_way = under_way;
            let found = lookup.done();
            let _ = sender.send(Answer { drag, number, found });
            wake();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "a drop cannot be looked into");
            self.bring(unknown);
        }
    }

    fn bring(&self, answer: Answer) {
        let _ = self.sender.send(answer);
        (self.wake)();
    }

    /// What was found out since the last time.
    pub(super) fn answer(&self) -> Option<Answer> {
        self.receiver.try_recv().ok()
    }
}

impl Lookup {
    /// What is assumed where it cannot be found out in time.
    pub(super) fn unknown(&self) -> LookupResult {
        match self {
            Self::Look(_) | Self::LookForAny(_) | Self::LookAtLast(_) => LookupResult::Sound(true),
            Self::Retrieve { .. } => LookupResult::Files(None),
        }
    }

    fn done(self) -> LookupResult {
        let exists = |path: &Path| path.symlink_metadata().is_ok();
        match self {
            Self::Look(list) => LookupResult::Sound(list.paths.iter().all(|path| exists(path))),
            // A link to nowhere can be taken by nobody.
            Self::LookForAny(list) => LookupResult::Sound(list.paths.iter().any(|path| {
                path.metadata()
                    .is_ok_and(|metadata| metadata.is_file() || metadata.is_dir())
            })),
            // Of a folder's path the end may be lacking as well, and the folder would be taken for a file in it.
            Self::LookAtLast(path) => LookupResult::Sound(path.metadata().is_ok_and(|metadata| !metadata.is_dir())),
            Self::Retrieve { key, list, sandboxed } => LookupResult::Files(match portal::retrieve(&key) {
                Ok(files) if files.is_empty() => None,
                Ok(files) => Some(portal::together(files, &list, sandboxed, exists)),
                Err(error) => {
                    tracing::warn!(%error, "the portal did not hand over what was dropped");
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
    fn a_file_or_a_folder_is_something_and_a_link_to_nowhere_or_a_missing_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(at("file"), "").unwrap();
        std::os::unix::fs::symlink("nowhere", at("broken")).unwrap();
        let any = |paths: &[String]| {
            let list = list::parse(paths.join("\n").as_bytes(), "here");
            Lookup::LookForAny(Arc::new(list)).done()
        };
        let nothing = [at("missing"), at("broken"), "/dev/null".to_owned()];
        assert_eq!(any(&nothing), LookupResult::Sound(false));
        for something in [at("file"), at("")] {
            let with = [nothing.as_slice(), &[something]].concat();
            assert_eq!(any(&with), LookupResult::Sound(true));
        }
    }
}
