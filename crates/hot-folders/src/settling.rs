//! When a file has settled: its size and its time have rested long enough. Pure: facts and times are arguments.
//!
//! How long is long enough depends on the file. One that was renamed into place was complete before. One that grows slowly has
//! pauses, and must rest for longer than those. A folder where files were taken too early makes all of its files rest longer.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

/// How long a file rests if it had its last size under another name.
const RENAMED: Duration = Duration::from_millis(300);

/// How long an empty file rests, at least: most programs create a file before they write to it.
const EMPTY: Duration = Duration::from_secs(10);

/// A file that was last changed this long ago need not rest when it is found at the start.
const OLD: Duration = Duration::from_secs(10 * 60);

/// A file must rest for the longest pause between two changes so far, times this.
const PAUSES: u32 = 3;

/// The longest rest.
const LONGEST: Duration = Duration::from_secs(120);

/// How often a file is looked at that has not settled, at most.
const STEP: Duration = Duration::from_secs(1);

/// How often one is looked at that has a name of unfinished files. It is only kept to recognize it when it is renamed.
const UNFINISHED_STEP: Duration = Duration::from_secs(5);

/// How long one of those counts as being written after its last change.
const BEING_WRITTEN: Duration = Duration::from_secs(15);

/// What the drive says about a file. Two different ones mean that it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    /// In bytes.
    pub(crate) size: u64,
    /// When it was last changed, by the clock of the drive, which may be wrong.
    pub(crate) modified: Option<SystemTime>,
    /// Tells it from a file that replaced it. 0 where the system has no such number.
    pub(crate) number: u64,
}

/// How a file was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// It has a name of unfinished files.
    pub(crate) unfinished: bool,
    /// Whether it may be complete without rest if it is old: it was there before the watch began.
    pub(crate) at_start: bool,
    /// Whether it was reported before and has changed since.
    pub(crate) again: bool,
}

/// A file that has not settled.
#[derive(Debug)]
struct Candidate {
    folder: usize,
    facts: Facts,
    found: Instant,
    changed: Instant,
    /// The longest time between two changes.
    longest_pause: Duration,
    rest: Duration,
    due: Instant,
    unfinished: bool,
    again: bool,
    /// It was not changed for long when it was found.
    old: bool,
}

impl Candidate {
    fn being_written(&self, now: Instant) -> bool {
        !self.old && now.saturating_duration_since(self.changed) < BEING_WRITTEN
    }
}

/// A file to look at now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) path: Arc<Path>,
    pub(crate) folder: usize,
}

/// A file that has settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) facts: Facts,
    pub(crate) again: bool,
}

/// The files that have not settled.
#[derive(Debug)]
pub(crate) struct Settling {
    files: HashMap<Arc<Path>, Candidate>,
    /// When to look at which. Entries whose time is no longer that of the file are ignored.
    queue: BinaryHeap<Reverse<(Instant, Arc<Path>)>>,
    /// The rest of a file that nothing else is known about.
    least: Duration,
    /// The rest of each folder, if files were taken too early in it.
    learned: HashMap<usize, Duration>,
    /// Which files have a number, to recognize one that was renamed.
    numbers: HashMap<u64, Arc<Path>>,
    unfinished: usize,
}

impl Settling {
    pub(crate) fn new(least: Duration) -> Self {
        Self {
            files: HashMap::new(),
            queue: BinaryHeap::new(),
            least,
            learned: HashMap::new(),
            numbers: HashMap::new(),
            unfinished: 0,
        }
    }

    /// How many have not settled, without those that have a name of unfinished files.
    pub(crate) fn count(&self) -> usize {
        self.files.len() - self.unfinished
    }

    /// How many have a name of unfinished files and are being written.
    pub(crate) fn count_unfinished(&self, now: Instant) -> usize {
        if self.unfinished == 0 {
            return 0;
        }
        let written = |candidate: &&Candidate| candidate.unfinished && candidate.being_written(now);
        self.files.values().filter(written).count()
    }

    pub(crate) fn contains(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// How long this file has not settled.
    pub(crate) fn waited(&self, path: &Path, now: Instant) -> Option<Duration> {
        let candidate = self.files.get(path)?;
        Some(now.saturating_duration_since(candidate.found))
    }

    /// The paths of all.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let complete_names = self.files.iter().filter(|(_, candidate)| !candidate.unfinished);
        complete_names.map(|(path, _)| &**path)
    }

    /// A file was seen, because of an event or in a look. `wall` is the time of day.
    pub(crate) fn seen(
        &mut self,
        path: &Path,
        folder: usize,
        facts: Facts,
        sighting: Sighting,
        now: Instant,
        wall: SystemTime,
    ) {
        if let Some(candidate) = self.files.get_mut(path) {
            candidate.again |= sighting.again;
            if candidate.facts != facts {
                self.changed(path, facts, now);
            }
            return;
        }
        let path: Arc<Path> = path.into();
        let age = facts.modified.and_then(|modified| wall.duration_since(modified).ok());
        let old = sighting.at_start && age.is_some_and(|age| age >= OLD);
        let candidate = Candidate {
            folder,
            facts,
            old,
            found: now,
            changed: now,
            longest_pause: Duration::ZERO,
            rest: if old && !sighting.again {
                Duration::ZERO
            } else {
                self.first_rest(&path, folder, facts)
            },
            due: now,
            unfinished: sighting.unfinished,
            again: sighting.again,
        };
        self.unfinished += usize::from(sighting.unfinished);
        if facts.number != 0 {
            self.numbers.insert(facts.number, Arc::clone(&path));
        }
        self.files.insert(Arc::clone(&path), candidate);
        self.plan(&path, now);
    }

    fn first_rest(&self, path: &Path, folder: usize, facts: Facts) -> Duration {
        let ordinary = self.ordinary(folder);
        let before = self.numbers.get(&facts.number).filter(|before| ***before != *path);
        let before = before.and_then(|before| self.files.get(before));
        if before.is_some_and(|before| before.facts == facts) && facts.size > 0 {
            return RENAMED.min(ordinary);
        }
        if facts.size == 0 { ordinary.max(EMPTY) } else { ordinary }
    }

    /// The rest of a file of this folder that nothing else is known about.
    fn ordinary(&self, folder: usize) -> Duration {
        self.learned.get(&folder).copied().unwrap_or(self.least)
    }

    fn changed(&mut self, path: &Path, facts: Facts, now: Instant) {
        let Some(folder) = self.files.get(path).map(|candidate| candidate.folder) else {
            return;
        };
        let least = self.ordinary(folder);
        let Some(candidate) = self.files.get_mut(path) else {
            return;
        };
        let pause = now.saturating_duration_since(candidate.changed);
        candidate.longest_pause = candidate.longest_pause.max(pause);
        candidate.facts = facts;
        candidate.changed = now;
        candidate.old = false;
        candidate.rest = (candidate.longest_pause * PAUSES).clamp(least, LONGEST.max(least));
        if facts.size == 0 {
            candidate.rest = candidate.rest.max(EMPTY);
        }
        self.plan(path, now);
    }

    /// Plans the next look at a file.
    fn plan(&mut self, path: &Path, now: Instant) {
        let Some(path) = self.files.get_key_value(path).map(|(path, _)| Arc::clone(path)) else {
            return;
        };
        let Some(candidate) = self.files.get_mut(&path) else {
            return;
        };
        candidate.due = if candidate.unfinished {
            now + UNFINISHED_STEP
        } else {
            (candidate.changed + candidate.rest).min(now + STEP).max(now)
        };
        self.queue.push(Reverse((candidate.due, path)));
    }

    /// When the next file is due.
    pub(crate) fn next(&mut self) -> Option<Instant> {
        while let Some(Reverse((due, path))) = self.queue.peek() {
            if self.files.get(path).is_some_and(|candidate| candidate.due == *due) {
                return Some(*due);
            }
            self.queue.pop();
        }
        None
    }

    /// The next file to look at now. Then call [`Settling::look`] or [`Settling::gone`].
    pub(crate) fn due(&mut self, now: Instant) -> Option<Due> {
        if self.next()? > now {
            return None;
        }
        let Reverse((_, path)) = self.queue.pop()?;
        let folder = self.files.get(&path)?.folder;
        Some(Due { path, folder })
    }

    /// A file that was due is like this. Returns it if it has settled: it is then no longer one of these.
    pub(crate) fn look(&mut self, path: &Path, facts: Facts, now: Instant) -> Option<Settled> {
        let candidate = self.files.get(path)?;
        if candidate.facts != facts {
            self.changed(path, facts, now);
            return None;
        }
        let rested = now.saturating_duration_since(candidate.changed) >= candidate.rest;
        if candidate.unfinished || !rested {
            self.plan(path, now);
            return None;
        }
        let again = candidate.again;
        self.gone(path);
        Some(Settled { facts, again })
    }

    /// A file that had settled was not complete after all, for a reason that time may end: it waits as long as it has waited, at
    /// most a minute.
    pub(crate) fn put_off(&mut self, path: &Path, folder: usize, settled: Settled, waited: Duration, now: Instant) {
        let path: Arc<Path> = path.into();
        let wait = waited.clamp(STEP, Duration::from_secs(60));
        let candidate = Candidate {
            folder,
            facts: settled.facts,
            found: now.checked_sub(waited).unwrap_or(now),
            changed: now,
            longest_pause: Duration::ZERO,
            rest: wait,
            due: now,
            unfinished: false,
            again: settled.again,
            old: false,
        };
        self.files.insert(Arc::clone(&path), candidate);
        self.plan(&path, now);
    }

    /// A file is gone or no longer counts.
    pub(crate) fn gone(&mut self, path: &Path) {
        if let Some(candidate) = self.files.remove(path) {
            self.unfinished -= usize::from(candidate.unfinished);
            let number = candidate.facts.number;
            if self.numbers.get(&number).is_some_and(|known| **known == *path) {
                self.numbers.remove(&number);
            }
        }
        if self.files.is_empty() {
            // Gives back the memory of a burst.
            self.files.shrink_to_fit();
            self.queue = BinaryHeap::new();
            self.numbers = HashMap::new();
        }
    }

    /// A file of this folder changed so soon after it was taken that it was taken too early: its files rest longer from now on.
    pub(crate) fn too_early(&mut self, folder: usize, after: Duration) {
        let rest = self.learned.entry(folder).or_insert(self.least);
        *rest = (*rest).max((after * 2).min(LONGEST));
    }

    /// All paths below this one, which is gone.
    pub(crate) fn gone_below(&mut self, folder: &Path) {
        let below: Vec<PathBuf> = self
            .files
            .keys()
            .filter(|path| path.starts_with(folder))
            .map(|path| path.to_path_buf())
            .collect();
        for path in below {
            self.gone(&path);
        }
    }
}

#[cfg(test)]
mod tests;
