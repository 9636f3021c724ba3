//! What becomes of one file: found, settled, read, taken, ended.

use super::{
    Arc, DUE_BATCH, Duration, Facts, Finding, Instant, Knowledge, MOST_READING, Order, Path, Reading, Report, Settled,
    SystemTime, Taken, Watcher, look, only_number,
};
use crate::{CompleteFile, WaitReason, names::is_unfinished, settling::Sighting};

/// A file that grows so soon after it was taken was taken too early.
pub(super) const TOO_EARLY: Duration = Duration::from_secs(15);

/// A file that has waited for this long is worth a word.
const WORTH_A_WORD: Duration = Duration::from_secs(10);

impl Watcher {
    /// An event says that something changed at a path, which may be gone. Returns whether it is news.
    pub(super) fn path_changed(&mut self, index: usize, path: &Path) -> bool {
        let Some(watched) = self.folders.get_mut(index) else {
            return false;
        };
        let Ok(below) = path.strip_prefix(&watched.folder.path) else {
            return false;
        };
        let Ok(metadata) = std::fs::symlink_metadata(path) else {
            watched.known.forget(path);
            self.settling.gone(path);
            self.told.forget(path);
            return true;
        };
        let facts = Facts::of(&metadata);
        if metadata.is_dir() {
            let is_left_out = path
                .ancestors()
                .take_while(|at| *at != watched.folder.path)
                .any(|at| (self.leave_out)(at, true));
            let is_known = watched.known.of(path, only_number(facts)) == Knowledge::Same;
            if is_known || is_left_out || !watched.folder.enters(below) {
                return false;
            }
            watched.known.add(path, only_number(facts));
            self.walk(index, Some(path));
            return true;
        }
        metadata.is_file() && self.file_found(index, path, facts, false)
    }

    /// A file was found. Returns whether it is news.
    pub(super) fn file_found(&mut self, index: usize, path: &Path, facts: Facts, at_start: bool) -> bool {
        let Some(watched) = self.folders.get_mut(index) else {
            return false;
        };
        let folder = &watched.folder;
        let unfinished = path.file_name().is_some_and(is_unfinished);
        let counts = if unfinished {
            let below = path.strip_prefix(&folder.path).ok().and_then(Path::parent);
            below.is_some_and(|below| folder.enters(below))
        } else {
            look::counts(folder, &self.leave_out, path)
        };
        let knowledge = watched.known.of(path, facts);
        if !counts || knowledge == Knowledge::Same {
            return false;
        }
        let now = Instant::now();
        self.note_too_early(index, path, facts, now);
        if self.reading.contains_key(path) {
            // The reader notices itself, unless it has just ended.
            self.changed.insert(path.to_owned(), index);
            return true;
        }
        if let Some(taken) = self.taken.get(path) {
            if taken.facts != facts {
                self.changed.insert(path.to_owned(), index);
            }
            return true;
        }
        if self.copies.contains(path) {
            return true;
        }
        let sighting = Sighting {
            unfinished,
            at_start,
            again: knowledge == Knowledge::Changed,
        };
        self.settling.seen(path, index, facts, sighting, now, SystemTime::now());
        true
    }

    /// A file that grows right after it was taken shows that files of this folder have long pauses.
    fn note_too_early(&mut self, index: usize, path: &Path, facts: Facts, now: Instant) {
        if let Some((at, size)) = self.lately.get(path)
            && facts.size > *size
        {
            self.settling.too_early(index, now.saturating_duration_since(*at));
            self.lately.remove(path);
        }
    }

    pub(super) fn look_at_due_files(&mut self) {
        let now = Instant::now();
        for _ in 0..DUE_BATCH {
            if self.reading.len() >= MOST_READING {
                return;
            }
            let Some(due) = self.settling.due(now) else { return };
            if self.stops() {
                return;
            }
            match Facts::at(&due.path) {
                Ok(Some(facts)) => self.look_at_file(&due.path, due.folder, facts, now),
                // A look finds it again if it comes back.
                Ok(None) | Err(_) => self.forget(due.folder, &due.path),
            }
        }
    }

    fn look_at_file(&mut self, path: &Arc<Path>, folder: usize, facts: Facts, now: Instant) {
        let waited = self.settling.waited(path, now).unwrap_or_default();
        if let Some(settled) = self.settling.look(path, facts, now) {
            let order = Order {
                path: path.to_path_buf(),
                folder,
                settled,
            };
            let found = now.checked_sub(waited).unwrap_or(now);
            self.reading.insert(order.path.clone(), Reading { found });
            if self.channels.orders.send(order).is_err() {
                tracing::error!("the thread that reads files of hot folders has ended");
            }
        } else if waited >= WORTH_A_WORD && !path.file_name().is_some_and(is_unfinished) {
            self.tell(path, WaitReason::Changing);
        }
    }

    fn tell(&mut self, path: &Path, reason: WaitReason) {
        // One that waits for a marker also settles anew each time.
        let is_said_better = reason == WaitReason::Changing && self.told.knows(path);
        if !is_said_better && self.told.is_news(path, &reason) {
            let path = path.to_owned();
            self.report(Report::Waiting { path, reason });
        }
    }

    fn forget(&mut self, index: usize, path: &Path) {
        self.settling.gone(path);
        self.told.forget(path);
        if let Some(watched) = self.folders.get_mut(index) {
            watched.known.forget(path);
        }
    }

    /// It needs nothing more, as it is.
    fn done(&mut self, index: usize, path: &Path, facts: Facts) {
        self.told.forget(path);
        if let Some(watched) = self.folders.get_mut(index) {
            watched.known.add(path, facts);
        }
    }

    pub(super) fn was_read(&mut self, order: Order, finding: Finding) {
        let Order { path, folder, settled } = order;
        let now = Instant::now();
        let found = self.reading.remove(&path).map_or(now, |reading| reading.found);
        let has_changed = self.changed.remove(&path).is_some();
        match finding {
            Finding::New(file) => self.take(file, settled),
            Finding::Recorded => {
                self.done(folder, &path, settled.facts);
                let path = path.clone();
                self.report(Report::Recorded { path, folder });
            }
            Finding::Copy { file, known_as } => {
                self.done(folder, &path, settled.facts);
                self.report(Report::Copy { file, known_as });
            }
            Finding::Gone => self.forget(folder, &path),
            Finding::Changed => {
                self.path_changed(folder, &path);
                return;
            }
            Finding::Marked(marker) => {
                self.put_off(&path, folder, settled, found, now, WaitReason::Marked(marker));
            }
            Finding::Unreadable(reason) => {
                self.put_off(&path, folder, settled, found, now, WaitReason::Unreadable(reason));
            }
            Finding::Stopped => return,
        }
        if has_changed {
            self.path_changed(folder, &path);
        }
    }

    fn put_off(
        &mut self,
        path: &Path,
        folder: usize,
        settled: Settled,
        found: Instant,
        now: Instant,
        reason: WaitReason,
    ) {
        let waited = now.saturating_duration_since(found);
        self.settling.put_off(path, folder, settled, waited, now);
        if waited >= WORTH_A_WORD || matches!(reason, WaitReason::Unreadable(_)) {
            self.tell(path, reason);
        }
    }

    /// Reports a complete file, unless its content is on its way under another name.
    fn take(&mut self, file: CompleteFile, settled: Settled) {
        self.told.forget(&file.path);
        let before = self.contents.get(&file.content);
        if let Some(taken) = before.and_then(|before| self.taken.get_mut(before)) {
            self.copies.insert(file.path.clone());
            taken.copies.push((file.path, file.folder));
            return;
        }
        self.lately.insert(file.path.clone(), (Instant::now(), file.size));
        self.contents.insert(file.content.clone(), file.path.clone());
        let taken = Taken {
            folder: file.folder,
            facts: settled.facts,
            content: file.content.clone(),
            copies: Vec::new(),
        };
        self.taken.insert(file.path.clone(), taken);
        self.report(Report::Complete(file));
    }

    /// What was taken has ended. One that failed is not taken again until it changes or the program starts anew; its copies are.
    pub(super) fn ended(&mut self, path: &Path, succeeded: bool) {
        let Some(taken) = self.taken.remove(path) else { return };
        tracing::debug!(succeeded, "a file of a hot folder has ended");
        self.contents.remove(&taken.content);
        self.changed.remove(path);
        self.done(taken.folder, path, taken.facts);
        // It may be another file by now, or gone.
        self.path_changed(taken.folder, path);
        for (copy, folder) in taken.copies {
            self.copies.remove(&copy);
            self.path_changed(folder, &copy);
        }
    }
}
