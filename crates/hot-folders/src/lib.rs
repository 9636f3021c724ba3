//! Folders that cameras and other programs write to: reports each file once it is complete.
//!
//! [`HotFolders::start`] watches folders on threads of its own and sends [`Report`]s. A file is reported as
//! [`Report::Complete`] when its size and its time have rested (see `settling`), when no file beside it says that it is still
//! being written (see `names`), when it can be read from its beginning to its end without a change, and when [`Records`] know
//! neither the file nor its content. Whoever takes it calls [`HotFolders::ended`] when that has ended, well or not: until then,
//! neither a newer version of the file nor a copy of it is reported.
//!
//! | To find | look in |
//! |---|---|
//! | when a file has settled, as pure values | `settling` |
//! | names of files that are not complete | `names` |
//! | include and exclude patterns | `folder` |
//! | events of the system | `announced` |
//! | looks at whole folders, how often, and what they forget | `look`, `interval`, `known` |
//! | opening, hashing, asking the records | `reader` |
//! | the thread that connects them | `watcher` |
//! | moving finished files out of the way | `set_aside` |
//!
//! # Events and looks
//!
//! Events come from `notify`. Where they do not come, the folder is looked at in intervals instead: on network drives and FUSE
//! mounts, when the system has no more watches, and when a look finds a file that no event announced. Where they do come, a look
//! now and then is a safety net. The interval grows with the time that a look takes, so that looks cost next to nothing: between
//! them, all threads sleep.
//!
//! Links in a folder are left out: what they lead to is elsewhere, and they can lead in circles. The folder itself may be one.

#![forbid(unsafe_code)]

mod announced;
mod drive;
mod folder;
mod interval;
mod known;
mod look;
mod names;
mod reader;
mod set_aside;
mod settling;
mod watcher;

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, SystemTime},
};

use parking_lot::Mutex;

pub use folder::{Folder, PatternError, Patterns};
pub use set_aside::set_aside;
use watcher::{Message, Watcher};

/// A file that is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompleteFile {
    /// Its path, which begins with that of its folder.
    pub path: PathBuf,
    /// The index of its folder.
    pub folder: usize,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, by its drive's clock.
    pub modified: Option<SystemTime>,
    /// The hash of its content, from [`Records::content`]. Empty in [`Records::has_file`].
    pub content: String,
}

/// What was taken before, and which names never count. Called on threads of this crate.
pub trait Records: Send {
    /// Whether this file is on record as it is, by its path, its size and its time. It is then not read.
    ///
    /// # Errors
    /// The records cannot be read, for this reason. The file waits.
    fn has_file(&mut self, file: &CompleteFile) -> Result<bool, String>;

    /// Where this content is on record.
    ///
    /// # Errors
    /// As above.
    fn has_content(&mut self, content: &str) -> Result<Option<String>, String>;

    /// The hash of a content.
    ///
    /// # Errors
    /// Those of reading.
    fn content(&mut self, source: &mut dyn Read) -> io::Result<String>;
}

/// Whether to leave out a file or a folder (`true`), whatever the patterns say: hidden ones, what systems leave behind.
pub type LeaveOut = Arc<dyn Fn(&Path, bool) -> bool + Send + Sync>;

/// What happens in the folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// A folder is watched, or watched in another way than before.
    Watching {
        /// The index of the folder.
        folder: usize,
        /// Why it is looked at in intervals instead of waiting for events, as part of a sentence.
        in_intervals: Option<String>,
    },
    /// A folder or a part of it cannot be watched now. Said once, until that changes.
    Unavailable {
        /// The index of the folder.
        folder: usize,
        /// The folder, or one below it.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file has not been complete for a while. Said once for each reason.
    Waiting {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: WaitReason,
    },
    /// A file is complete and new. Call [`HotFolders::ended`] when it is dealt with.
    Complete(CompleteFile),
    /// A file is complete, and it is on record as it is.
    Recorded {
        /// The file.
        path: PathBuf,
        /// The index of its folder.
        folder: usize,
    },
    /// A file is complete, and its content is on record.
    Copy {
        /// The file.
        file: CompleteFile,
        /// What [`Records::has_content`] said.
        known_as: String,
    },
}

/// Why a file is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitReason {
    /// Its size or its time still changes, or has not rested for long enough.
    Changing,
    /// This file beside it says so.
    Marked(PathBuf),
    /// It cannot be read, for this reason.
    Unreadable(String),
}

/// How far the work is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Whether each folder was looked at, or cannot be.
    pub looked: bool,
    /// Files that have not settled.
    pub settling: usize,
    /// Files that are being written under a name of unfinished files, such as `a.jpg.part`.
    pub unfinished: usize,
    /// Files that are read, or wait for that.
    pub reading: usize,
    /// Files that were reported as complete and have not ended, and files that wait for one of those.
    pub taken: usize,
}

impl Progress {
    /// Whether all that is in the folders was reported and has ended.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.looked && self.settling == 0 && self.unfinished == 0 && self.reading == 0 && self.taken == 0
    }
}

/// Which folders to watch, and how.
pub struct Options {
    /// The folders. None may be in another one.
    pub folders: Vec<Folder>,
    /// How long a file must rest, at least.
    pub rest: Duration,
    /// What never counts.
    pub leave_out: LeaveOut,
    /// What was taken before.
    pub records: Box<dyn Records>,
}

/// Folders that are watched until this is dropped.
pub struct HotFolders {
    inbox: Sender<Message>,
    progress: Arc<Mutex<Progress>>,
    unsettled: Arc<Mutex<Vec<PathBuf>>>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl HotFolders {
    /// Begins to watch.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(options: Options) -> io::Result<(Self, Receiver<Report>)> {
        let (inbox, messages) = mpsc::channel();
        let (reports, received) = mpsc::channel();
        let (orders, ordered) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let progress = Arc::new(Mutex::new(Progress::default()));
        let unsettled = Arc::new(Mutex::new(Vec::new()));
        let Options {
            folders,
            rest,
            leave_out,
            mut records,
        } = options;
        let (results, reader_stop) = (inbox.clone(), Arc::clone(&stop));
        let reader = thread::Builder::new()
            .name("hot folder files".to_owned())
            .spawn(move || reader::run(&ordered, &results, records.as_mut(), &reader_stop))?;
        let mut watcher = Watcher::new(
            folders,
            rest,
            leave_out,
            watcher::Channels {
                inbox: inbox.clone(),
                orders,
                reports,
                progress: Arc::clone(&progress),
                unsettled: Arc::clone(&unsettled),
                stop: Arc::clone(&stop),
            },
        );
        let watching = thread::Builder::new()
            .name("hot folders".to_owned())
            .spawn(move || watcher.run(&messages))?;
        let hot_folders = Self {
            inbox,
            progress,
            unsettled,
            stop,
            threads: vec![watching, reader],
        };
        Ok((hot_folders, received))
    }

    /// What was reported as complete has ended. If it `succeeded`, its content is on record by now.
    pub fn ended(&self, path: &Path, succeeded: bool) {
        let path = path.to_owned();
        // Without the thread there is nothing to do.
        let _ = self.inbox.send(Message::Ended { path, succeeded });
    }

    /// How far the work is. What was reported counts, even before it is received.
    #[must_use]
    pub fn progress(&self) -> Progress {
        *self.progress.lock()
    }

    /// Some of the files that have not settled or wait for something, for messages.
    #[must_use]
    pub fn unsettled(&self) -> Vec<PathBuf> {
        self.unsettled.lock().clone()
    }

    /// Ends the threads. A drive that does not answer is not waited for.
    fn stop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.inbox.send(Message::Stop);
        let deadline = std::time::Instant::now() + Duration::from_secs(2);
        for thread in self.threads.drain(..) {
            // The standard library has no join with a timeout.
            while !thread.is_finished() && std::time::Instant::now() < deadline {
                thread::sleep(Duration::from_millis(2));
            }
            if thread.is_finished() && thread.join().is_err() {
                tracing::error!("a thread of the hot folders panicked");
            }
        }
    }
}

#[cfg(test)]
mod tests;

impl Drop for HotFolders {
    fn drop(&mut self) {
        self.stop();
    }
}
