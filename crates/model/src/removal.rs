//! Taking uploads out of the queue, and back into it.

use std::sync::Arc;

use super::{Command, Ids, Model, Upload, UploadId, UploadState, queue::Taken};

/// What was taken out of the queue last: it can be put back.
#[derive(Debug)]
pub struct Removed {
    /// Grows with each removal of a session.
    pub number: u64,
    taken: Taken,
}

impl Removed {
    /// How many uploads it is.
    #[must_use]
    pub fn files(&self) -> usize {
        self.taken.rows.uploads().len()
    }

    /// Has them freed.
    pub(super) fn discard(self) -> Option<Command> {
        discard(self.taken.rows.into_uploads())
    }

    /// Changes one of them, where it is one.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) {
        self.taken.rows.change(id, change);
    }
}

/// Has uploads freed by the worker, where there are so many that it takes its time.
pub(super) fn discard(uploads: Vec<Arc<Upload>>) -> Option<Command> {
    const MANY: usize = 1000;
    (uploads.len() > MANY).then_some(Command::Discard(uploads))
}

impl Model {
    /// What was taken out of the queue last, if it can still be put back.
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
        self.removals += 1;
        let before = self.removed.replace(Removed {
            number: self.removals,
            taken,
        });
        let mut commands = vec![Command::Remove(order)];
        commands.extend(before.and_then(Removed::discard));
        commands
    }

    /// What is forgotten does not come back: nothing is on record of it any more.
    pub(super) fn forget_removed(&mut self, ids: &Ids) -> Option<Command> {
        let removed = self.removed.as_mut()?;
        let forgotten = removed.taken.forget(ids.iter().copied());
        if removed.files() == 0 {
            self.removed = None;
        }
        discard(forgotten.into_uploads())
    }

    /// Puts back what was removed last, in its places. What was on its way starts over. A file that was added again
    /// meanwhile is there already.
    pub(super) fn undo_remove(&mut self) -> Vec<Command> {
        let Some(Removed { mut taken, .. }) = self.removed.take() else {
            return Vec::new();
        };
        self.queue.leave_out(&mut taken);
        let rows = &mut taken.rows;
        if rows.totals().pending() > 0 {
            let pending = rows.uploads().iter().filter(|upload| upload.is_pending());
            for id in pending.map(|upload| upload.id).collect::<Vec<_>>() {
                rows.change(id, |upload| upload.state = UploadState::Queued);
            }
        }
        // What has a key is on record in the history, and has nothing more to be done by the worker.
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
