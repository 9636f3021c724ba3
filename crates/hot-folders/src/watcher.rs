//! The thread that connects events, looks, settling files and the reader.

mod files;
mod looks;
mod told;

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant, SystemTime},
};

use parking_lot::Mutex;

use crate::{
    Folder, LeaveOut, Progress, Report,
    announced::Announced,
    drive::FolderIdentity,
    interval::Interval,
    known::{Knowledge, Known},
    look,
    reader::{Finding, Order},
    settling::{Facts, Settled, Settling},
};
use told::Told;

/// How many messages are handled before the thread looks at what is due.
const BATCH: usize = 1000;

/// How many files are due before the thread looks at messages.
const DUE_BATCH: usize = 1000;

/// How many files wait for the reader at a time: each costs more memory than one that settles.
const MOST_READING: usize = 1000;

/// How many paths are kept for messages.
const NAMED: usize = 20;

/// What the thread is told.
pub(crate) enum Message {
    /// Something changed at these paths.
    Announced { folder: usize, paths: Vec<PathBuf> },
    /// Events may be missing from now on.
    AnnouncementsFailed { folder: usize, reason: String },
    /// A file was read.
    Read { order: Order, finding: Finding },
    /// What was reported as complete has ended.
    Ended { path: PathBuf, succeeded: bool },
    /// The program ends.
    Stop,
}

/// How the thread speaks with others.
pub(crate) struct Channels {
    pub(crate) inbox: Sender<Message>,
    pub(crate) orders: Sender<Order>,
    pub(crate) reports: Sender<Report>,
    pub(crate) progress: Arc<Mutex<Progress>>,
    pub(crate) unsettled: Arc<Mutex<Vec<PathBuf>>>,
    pub(crate) stop: Arc<AtomicBool>,
}

/// One folder.
pub(crate) struct Watched {
    folder: Folder,
    announced: Option<Announced>,
    /// Why there are no events.
    in_intervals: Option<String>,
    identity: Option<FolderIdentity>,
    /// Where it is without links: some systems announce that path.
    pub(crate) real: Option<PathBuf>,
    known: Known,
    interval: Interval,
    next_look: Instant,
    looked: bool,
    /// What cannot be read, and was reported.
    unavailable: HashSet<PathBuf>,
}

impl Watched {
    pub(crate) fn new(folder: Folder) -> Self {
        Self {
            folder,
            announced: None,
            in_intervals: None,
            identity: None,
            real: None,
            known: Known::default(),
            interval: Interval::default(),
            next_look: Instant::now(),
            looked: false,
            unavailable: HashSet::new(),
        }
    }

    /// A path that the system announced, below the folder as it was named.
    pub(crate) fn as_named(&self, path: PathBuf) -> PathBuf {
        let real = self.real.as_ref().filter(|_| !path.starts_with(&self.folder.path));
        match real.and_then(|real| path.strip_prefix(real).ok()) {
            Some(below) if below.as_os_str().is_empty() => self.folder.path.clone(),
            Some(below) => self.folder.path.join(below),
            None => path,
        }
    }
}

/// A file that was reported as complete and has not ended.
struct Taken {
    folder: usize,
    facts: Facts,
    content: String,
    /// Files with the same content, which wait for it.
    copies: Vec<(PathBuf, usize)>,
}

/// A file that the reader has.
struct Reading {
    found: Instant,
}

/// See the module.
pub(crate) struct Watcher {
    folders: Vec<Watched>,
    leave_out: LeaveOut,
    channels: Channels,
    settling: Settling,
    reading: HashMap<PathBuf, Reading>,
    taken: HashMap<PathBuf, Taken>,
    /// Files that wait for one of those, as they have its content.
    copies: HashSet<PathBuf>,
    /// The contents of those, with their paths.
    contents: HashMap<String, PathBuf>,
    /// Files that changed while they were read or taken.
    changed: HashMap<PathBuf, usize>,
    /// When files were taken, and their sizes, for a while: to notice that it was too early.
    lately: HashMap<PathBuf, (Instant, u64)>,
    told: Told,
}

impl Watcher {
    pub(crate) fn new(folders: Vec<Folder>, rest: Duration, leave_out: LeaveOut, channels: Channels) -> Self {
        Self {
            folders: folders.into_iter().map(Watched::new).collect(),
            leave_out,
            channels,
            settling: Settling::new(rest),
            reading: HashMap::new(),
            taken: HashMap::new(),
            copies: HashSet::new(),
            contents: HashMap::new(),
            changed: HashMap::new(),
            lately: HashMap::new(),
            told: Told::default(),
        }
    }

    /// Works until it is told to stop.
    pub(crate) fn run(&mut self, messages: &Receiver<Message>) {
        loop {
            self.look_where_due();
            self.look_at_due_files();
            self.publish();
            if self.stops() {
                return;
            }
            let mut message = match self.wait() {
                Some(wait) => match messages.recv_timeout(wait) {
                    Ok(message) => Some(message),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                },
                None => match messages.recv() {
                    Ok(message) => Some(message),
                    Err(_) => return,
                },
            };
            for _ in 0..BATCH {
                let Some(found) = message.take() else { break };
                if matches!(found, Message::Stop) {
                    return;
                }
                self.handle(found);
                message = messages.try_recv().ok();
            }
            if let Some(found) = message {
                self.handle(found);
            }
        }
    }

    fn stops(&self) -> bool {
        self.channels.stop.load(Ordering::Relaxed)
    }

    /// How long nothing is to do.
    fn wait(&mut self) -> Option<Duration> {
        let looks = self.folders.iter().map(|watched| watched.next_look).min();
        // A full reader says when it has room.
        let files = if self.reading.len() < MOST_READING {
            self.settling.next()
        } else {
            None
        };
        let next = looks.into_iter().chain(files).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    fn report(&self, report: Report) {
        // Nobody listens at the end.
        let _ = self.channels.reports.send(report);
    }

    /// Says how far the work is.
    fn publish(&self) {
        let progress = Progress {
            looked: self.folders.iter().all(|watched| watched.looked),
            settling: self.settling.count() + self.changed.len(),
            unfinished: self.settling.count_unfinished(Instant::now()),
            reading: self.reading.len(),
            taken: self.taken.len() + self.copies.len(),
        };
        *self.channels.progress.lock() = progress;
        let named = self.settling.paths().take(NAMED).map(Path::to_owned).collect();
        *self.channels.unsettled.lock() = named;
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Announced { folder, paths } => self.announced(folder, paths),
            Message::AnnouncementsFailed { folder, reason } => self.fall_back(folder, reason),
            Message::Read { order, finding } => self.was_read(order, finding),
            Message::Ended { path, succeeded } => self.ended(&path, succeeded),
            Message::Stop => {}
        }
    }

    fn announced(&mut self, folder: usize, paths: Vec<PathBuf>) {
        let now = Instant::now();
        let mut news = false;
        for path in paths {
            let Some(watched) = self.folders.get_mut(folder) else {
                return;
            };
            let path = watched.as_named(path);
            if path == watched.folder.path {
                // Also when this program lists it.
                if FolderIdentity::of(&path).ok() != watched.identity {
                    watched.next_look = now;
                }
            } else {
                news |= self.path_changed(folder, &path);
            }
        }
        if let Some(watched) = self.folders.get_mut(folder).filter(|_| news) {
            let latest = now + watched.interval.after_events();
            watched.next_look = watched.next_look.min(latest);
        }
    }

    /// From now on, this folder is looked at in intervals.
    fn fall_back(&mut self, folder: usize, reason: String) {
        let Some(watched) = self.folders.get_mut(folder) else {
            return;
        };
        if watched.announced.take().is_some() || watched.in_intervals.is_none() {
            tracing::info!(reason, "a hot folder is looked at in intervals");
            watched.in_intervals = Some(reason.clone());
            watched.next_look = Instant::now();
            self.report(Report::Watching {
                folder,
                in_intervals: Some(reason),
            });
        }
    }
}

/// Of a folder only its number counts: its time changes with each of its files.
const fn only_number(facts: Facts) -> Facts {
    Facts {
        size: 0,
        modified: None,
        number: facts.number,
    }
}
