//! Removing uploads from the queue, and undo.

use std::sync::Arc;

use super::{Command, Model, Upload, UploadId, UploadIdSet, UploadState, queue::Taken};

/// The last removal, which can be undone.
#[derive(Debug)]
pub struct Removed {
    /// Counts the removals of a session.
    pub number: u64,
    taken: Taken,
}

impl Removed {
    /// How many uploads it contains.
    #[must_use]
    pub fn files(&self) -> usize {
        self.taken.rows.uploads().len()
    }

    /// Frees its memory.
    pub(super) fn discard(self) -> Option<Command> {
        discard(self.taken.rows.into_uploads())
    }

    /// Changes one of its uploads.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) {
        self.taken.rows.change(id, change);
    }
}

/// Lets the worker free uploads if there are enough to take time.
pub(super) fn discard(uploads: Vec<Arc<Upload>>) -> Option<Command> {
    const MANY: usize = 1000;
    (uploads.len() > MANY).then_some(Command::Discard(uploads))
}

impl Model {
    /// The last removal, if it can still be undone.
    #[must_use]
    pub fn removed(&self) -> Option<&Removed> {
        self.removed.as_ref()
    }

    pub(super) fn remove(&mut self, ids: &[UploadId]) -> Vec<Command> {
        if !ids.iter().any(|id| self.queue.get(*id).is_some()) {
            return Vec::new();
        }
        let taken = self.queue.take_out(ids.iter().copied());
        let order = taken.rows.uploads().iter().map(|upload| upload.id).collect();
        self.last_removal += 1;
        let before = self.removed.replace(Removed {
            number: self.last_removal,
            taken,
        });
        let mut commands = vec![Command::Remove(order)];
        commands.extend(before.and_then(Removed::discard));
        commands
    }

    /// Deleted records cannot come back.
    pub(super) fn forget_removed(&mut self, ids: &UploadIdSet) -> Option<Command> {
        let removed = self.removed.as_mut()?;
        let forgotten = removed.taken.forget(ids.iter().copied());
        if removed.files() == 0 {
            self.removed = None;
        }
        discard(forgotten.into_uploads())
    }

    /// Undoes the last removal. Uploads that were running start over. A file that was added again meanwhile stays where
    /// it is.
    pub(super) fn undo_remove(&mut self) -> Vec<Command> {
        let Some(Removed { mut taken, .. }) = self.removed.take() else {
            return Vec::new();
        };
        self.queue.skip_existing(&mut taken);
        let rows = &mut taken.rows;
        if rows.totals().pending() > 0 {
            let pending = rows.uploads().iter().filter(|upload| upload.is_pending());
            for id in pending.map(|upload| upload.id).collect::<Vec<_>>() {
                rows.change(id, |upload| upload.state = UploadState::Queued);
            }
        }
        // Those with a key are in the history, and the worker has nothing to do for them.
        let unfinished = rows.uploads().iter().filter(|upload| upload.object.is_none());
        let unfinished: Vec<_> = unfinished.map(Arc::clone).collect();
        self.queue.put_back(taken);
        if unfinished.is_empty() {
            Vec::new()
        } else {
            vec![Command::PutBack(unfinished)]
        }
    }
}
