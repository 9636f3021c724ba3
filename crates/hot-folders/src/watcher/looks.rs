//! Looks at whole folders: when, what they find, and whether events are missing.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{NAMED, Watcher, files::TOO_EARLY, only_number};
use crate::{
    Folder, Report,
    announced::Announced,
    drive::{FolderIdentity, without_events},
    known::Knowledge,
    look::{self, Entry},
    settling::Facts,
};

/// How often a folder that is gone is looked for.
const GONE: Duration = Duration::from_secs(2);

/// A change of this age should have been announced.
#[cfg(unix)]
const ANNOUNCED_BY: Duration = Duration::from_secs(5);

impl Watcher {
    pub(super) fn look_where_due(&mut self) {
        for folder in 0..self.folders.len() {
            let now = Instant::now();
            let is_due = self.folders.get(folder).is_some_and(|watched| watched.next_look <= now);
            if is_due && !self.stops() {
                self.look_at_folder(folder, now);
            }
        }
        let now = Instant::now();
        self.lately
            .retain(|_, (at, _)| now.saturating_duration_since(*at) < TOO_EARLY);
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
        watched.real = path.canonicalize().ok();
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
    pub(super) fn walk(&mut self, index: usize, from: Option<&Path>) -> (bool, bool) {
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
        let is_copy = self.copies.contains(path);
        self.file_found(index, path, facts, at_start) && !is_expected && !is_copy
    }
}

/// Whether an event of the last change of a file should have come by now.
#[cfg(unix)]
fn changed_long_ago(metadata: &std::fs::Metadata) -> bool {
    use std::{os::unix::fs::MetadataExt as _, time::SystemTime};
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
