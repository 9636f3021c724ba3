//! The thread that connects events, looks, settling files and the reader.

mod files;
mod told;

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant, SystemTime},
};

use crate::{
    Folder, LeaveOut, Progress, Report,
    announced::Announced,
    drive::{FolderIdentity, without_events},
    interval::Interval,
    known::{Knowledge, Known},
    look::{self, Entry},
    reader::{Finding, Order},
    settling::{Facts, Settled, Settling},
};
use told::Told;

/// How often a folder that is gone is looked for.
const GONE: Duration = Duration::from_secs(2);

/// How many messages are handled before the thread looks at what is due.
const BATCH: usize = 1000;

/// How many files are due before the thread looks at messages.
const DUE_BATCH: usize = 1000;

/// How many files wait for the reader at a time: each costs more memory than one that settles.
const MOST_READING: usize = 1000;

/// A change of this age should have been announced.
const ANNOUNCED_BY: Duration = Duration::from_secs(5);

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
struct Watched {
    folder: Folder,
    announced: Option<Announced>,
    /// Why there are no events.
    in_intervals: Option<String>,
    identity: Option<FolderIdentity>,
    known: Known,
    interval: Interval,
    next_look: Instant,
    looked: bool,
    /// What cannot be read, and was reported.
    unavailable: HashSet<PathBuf>,
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
        let now = Instant::now();
        let watched = |folder: Folder| Watched {
            folder,
            announced: None,
            in_intervals: None,
            identity: None,
            known: Known::default(),
            interval: Interval::default(),
            next_look: now,
            looked: false,
            unavailable: HashSet::new(),
        };
        Self {
            folders: folders.into_iter().map(watched).collect(),
            leave_out,
            channels,
            settling: Settling::new(rest),
            reading: HashMap::new(),
            taken: HashMap::new(),
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
        let copies: usize = self.taken.values().map(|taken| taken.copies.len()).sum();
        let progress = Progress {
            looked: self.folders.iter().all(|watched| watched.looked),
            settling: self.settling.count(Instant::now()) + self.changed.len(),
            reading: self.reading.len(),
            taken: self.taken.len() + copies,
        };
        *self.channels.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        let named = self.settling.paths().take(NAMED).map(Path::to_owned).collect();
        *self.channels.unsettled.lock().unwrap_or_else(PoisonError::into_inner) = named;
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

    fn look_where_due(&mut self) {
        for folder in 0..self.folders.len() {
            let now = Instant::now();
            let is_due = self.folders.get(folder).is_some_and(|watched| watched.next_look <= now);
            if is_due && !self.stops() {
                self.look_at_folder(folder, now);
            }
        }
        let now = Instant::now();
        self.lately
            .retain(|_, (at, _)| now.saturating_duration_since(*at) < files::TOO_EARLY);
    }

    /// Looks at all that is in a folder, and begins to watch it if it came, or came back.
    fn look_at_folder(&mut self, folder: usize, began: Instant) {
        let Some(watched) = self.folders.get_mut(folder) else {
            return;
        };
        let path = watched.folder.path.clone();
        match FolderIdentity::of(&path) {
            Err(error) => {
                watched.announced = None;
                watched.identity = None;
                watched.looked = true;
                watched.next_look = began + GONE;
                let news = watched.unavailable.insert(path.clone());
                self.settling.gone_below(&path);
                if news {
                    let reason = error.to_string();
                    self.report(Report::Unavailable { folder, path, reason });
                }
                return;
            }
            Ok(found) if watched.identity != Some(found) => {
                watched.identity = Some(found);
                self.begin_to_watch(folder);
            }
            Ok(_) => {}
        }
        let (found_something, missed) = self.walk(folder, None);
        let Some(watched) = self.folders.get_mut(folder) else {
            return;
        };
        watched.looked = true;
        let took = began.elapsed();
        let next = watched
            .interval
            .after_look(took, found_something, watched.announced.is_some());
        watched.next_look = Instant::now() + next;
        tracing::debug!(?took, ?next, "looked at a hot folder");
        if missed {
            self.fall_back(folder, "changes in it are not announced".to_owned());
        }
    }

    fn begin_to_watch(&mut self, folder: usize) {
        let Some(watched) = self.folders.get_mut(folder) else {
            return;
        };
        let Folder {
            path,
            subfolders,
            always_look,
            ..
        } = &watched.folder;
        watched.announced = None;
        let reason = if *always_look {
            Some("this was asked for".to_owned())
        } else if let Some(reason) = without_events(path) {
            Some(reason.to_owned())
        } else {
            match Announced::begin(path, *subfolders, folder, self.channels.inbox.clone()) {
                Ok(announced) => {
                    watched.announced = Some(announced);
                    None
                }
                Err(reason) => Some(reason),
            }
        };
        watched.in_intervals.clone_from(&reason);
        self.report(Report::Watching {
            folder,
            in_intervals: reason,
        });
    }

    /// Looks at a folder, or at one that came into it. Returns whether it found something new, and whether an event is missing.
    fn walk(&mut self, index: usize, from: Option<&Path>) -> (bool, bool) {
        let Some(watched) = self.folders.get_mut(index) else {
            return (false, false);
        };
        let (folder, leave_out, stop) = (
            watched.folder.clone(),
            Arc::clone(&self.leave_out),
            Arc::clone(&self.channels.stop),
        );
        let at_start = !watched.looked;
        let (mut news, mut missed, mut whole) = (false, false, true);
        let mut unavailable = HashSet::new();
        if from.is_none() {
            watched.known.begin_look();
        }
        let walked = look::look(&folder, &leave_out, from.unwrap_or(&folder.path), &mut |entry| {
            if stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            match entry {
                Entry::Folder(path, metadata) => self.folder_is_there(index, path, Facts::of(&metadata)),
                Entry::File(path, metadata) => {
                    let facts = Facts::of(&metadata);
                    if self.file_is_there(index, path, facts, at_start) {
                        news = true;
                        missed |= !at_start && from.is_none() && changed_long_ago(&metadata);
                    }
                }
                // Between listing and looking.
                Entry::Unreadable(_, error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Entry::Unreadable(path, error) => {
                    whole = false;
                    self.unreadable(index, path, &error, &mut unavailable);
                }
            }
            ControlFlow::Continue(())
        });
        let Some(watched) = self.folders.get_mut(index) else {
            return (false, false);
        };
        if from.is_none() {
            watched.known.end_look(whole && walked.is_continue());
            watched.unavailable = unavailable;
            missed &= watched.announced.is_some();
        }
        (news, missed)
    }

    fn unreadable(&mut self, index: usize, path: PathBuf, error: &std::io::Error, unavailable: &mut HashSet<PathBuf>) {
        let known = self
            .folders
            .get(index)
            .is_some_and(|watched| watched.unavailable.contains(&path));
        if unavailable.len() >= NAMED {
            return;
        }
        unavailable.insert(path.clone());
        if !known {
            self.report(Report::Unavailable {
                folder: index,
                path,
                reason: error.to_string(),
            });
        }
    }

    /// A folder below is there: an event about it is no news from now on, unless another one takes its place.
    fn folder_is_there(&mut self, index: usize, path: &Path, facts: Facts) {
        if let Some(watched) = self.folders.get_mut(index) {
            watched.known.add(path, only_number(facts));
        }
    }

    /// A look saw a file. Returns whether it is news.
    fn file_is_there(&mut self, index: usize, path: &Path, facts: Facts, at_start: bool) -> bool {
        let Some(watched) = self.folders.get_mut(index) else {
            return false;
        };
        watched.known.keep(path);
        if watched.known.of(path, facts) == Knowledge::Same {
            return false;
        }
        let is_expected =
            self.settling.contains(path) || self.reading.contains_key(path) || self.taken.contains_key(path);
        let is_copy = self.is_copy(path);
        self.file_found(index, path, facts, at_start) && !is_expected && !is_copy
    }

    fn is_copy(&self, path: &Path) -> bool {
        let mut copies = self.taken.values().flat_map(|taken| &taken.copies);
        copies.any(|(copy, _)| copy == path)
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

/// Whether an event of the last change of a file should have come by now.
#[cfg(unix)]
fn changed_long_ago(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    SystemTime::now()
        .duration_since(changed)
        .is_ok_and(|age| age > ANNOUNCED_BY)
}

/// Whether an event of the last change of a file should have come by now. Other systems do not tell when a file was renamed.
#[cfg(not(unix))]
fn changed_long_ago(_metadata: &std::fs::Metadata) -> bool {
    false
}
