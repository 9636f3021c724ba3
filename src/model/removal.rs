//! Taking uploads out of the queue, and back into it.

use super::{ById, Command, Ids, Model, Upload, UploadId, UploadState};

/// What was taken out of the queue last: it can be put back.
#[derive(Debug)]
pub struct Removed {
    /// Grows with each removal of a session.
    pub number: u64,
    /// With the places where they stood, the first place first.
    uploads: Vec<(usize, Upload)>,
    /// Where in `uploads` each is.
    index: ById<usize>,
}

impl Removed {
    fn new(number: u64, uploads: Vec<(usize, Upload)>) -> Self {
        let index = uploads.iter().enumerate().map(|(at, (_, upload))| (upload.id, at));
        Self {
            number,
            index: index.collect(),
            uploads,
        }
    }

    /// How many uploads it is.
    #[must_use]
    pub fn files(&self) -> usize {
        self.uploads.len()
    }

    /// One of them.
    pub(super) fn get_mut(&mut self, id: UploadId) -> Option<&mut Upload> {
        let at = *self.index.get(&id)?;
        self.uploads.get_mut(at).map(|(_, upload)| upload)
    }
}

impl Model {
    /// What was taken out of the queue last, if it can still be put back.
    #[must_use]
    pub fn removed(&self) -> Option<&Removed> {
        self.removed.as_ref()
    }

    pub(super) fn remove(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let ids: Ids = ids.iter().copied().filter(|id| self.queue.get(*id).is_some()).collect();
        if ids.is_empty() {
            return Vec::new();
        }
        let taken = self.queue.remove(&ids);
        let order = taken.iter().map(|(_, upload)| upload.id).collect();
        self.removals += 1;
        self.removed = Some(Removed::new(self.removals, taken));
        vec![Command::Remove(order)]
    }

    /// What is forgotten does not come back: nothing is on record of it any more.
    pub(super) fn forget_removed(&mut self, ids: &Ids) {
        let Some(mut removed) = self.removed.take() else { return };
        let mut left = 0;
        removed.uploads.retain_mut(|(place, upload)| {
            // Those that stood behind them move up.
            *place -= left;
            let stays = !ids.contains(&upload.id);
            left += usize::from(!stays);
            stays
        });
        if !removed.uploads.is_empty() {
            self.removed = Some(Removed::new(removed.number, removed.uploads));
        }
    }

    /// Puts back what was removed last, in its places. What was on its way starts over. A file that was added again
    /// meanwhile is there already.
    pub(super) fn undo_remove(&mut self) -> Vec<Command> {
        let Some(removed) = self.removed.take() else {
            return Vec::new();
        };
        let mut uploads = removed.uploads;
        uploads.retain(|(_, upload)| {
            let source = &upload.source;
            !self.queue.holds(&source.path, source.size, source.modified)
        });
        for (_, upload) in &mut uploads {
            if upload.is_pending() {
                upload.state = UploadState::Queued;
            }
        }
        // What has a key is on record in the history, and has nothing more to be done by the worker.
        let unfinished: Vec<_> = uploads
            .iter()
            .filter(|(_, upload)| upload.object.is_none())
            .map(|(_, upload)| upload.clone())
            .collect();
        self.queue.put_back(uploads);
        if unfinished.is_empty() {
            Vec::new()
        } else {
            vec![Command::PutBack(unfinished)]
        }
    }
}
