//! Taking uploads out of the queue, and back into it.

use std::collections::{HashMap, HashSet};

use super::{Command, Model, Upload, UploadId, UploadState};

/// What was taken out of the queue last: it can be put back.
#[derive(Debug)]
pub struct Removed {
    /// Grows with each removal of a session.
    pub number: u64,
    uploads: HashMap<UploadId, (usize, Upload)>,
}

impl Removed {
    /// How many uploads it is.
    #[must_use]
    pub fn files(&self) -> usize {
        self.uploads.len()
    }

    /// One of them.
    pub(super) fn get_mut(&mut self, id: UploadId) -> Option<&mut Upload> {
        self.uploads.get_mut(&id).map(|(_, upload)| upload)
    }
}

impl Model {
    /// What was taken out of the queue last, if it can still be put back.
    #[must_use]
    pub fn removed(&self) -> Option<&Removed> {
        self.removed.as_ref()
    }

    pub(super) fn remove(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let ids: HashSet<_> = ids.iter().copied().filter(|id| self.queue.get(*id).is_some()).collect();
        if ids.is_empty() {
            return Vec::new();
        }
        let taken = self.queue.remove(&ids);
        let order = taken.iter().map(|(_, upload)| upload.id).collect();
        self.removals += 1;
        self.removed = Some(Removed {
            number: self.removals,
            uploads: taken.into_iter().map(|taken| (taken.1.id, taken)).collect(),
        });
        vec![Command::Remove(order)]
    }

    /// What is forgotten does not come back: nothing is on record of it any more.
    pub(super) fn forget_removed(&mut self, ids: &HashSet<UploadId>) {
        if let Some(removed) = &mut self.removed {
            let gone = removed.uploads.iter().filter(|(id, _)| ids.contains(id));
            let mut left: Vec<_> = gone.map(|(_, (place, _))| *place).collect();
            left.sort_unstable();
            removed.uploads.retain(|id, _| !ids.contains(id));
            // Those that stood behind them move up.
            for (place, _) in removed.uploads.values_mut() {
                *place -= left.partition_point(|other| other < place);
            }
        }
        self.removed = self.removed.take().filter(|removed| !removed.uploads.is_empty());
    }

    /// Puts back what was removed last, in its places. What was on its way starts over. A file that was added again
    /// meanwhile is there already.
    pub(super) fn undo_remove(&mut self) -> Vec<Command> {
        let Some(removed) = self.removed.take() else {
            return Vec::new();
        };
        let mut uploads: Vec<_> = removed.uploads.into_values().collect();
        uploads.retain(|(_, upload)| {
            let source = &upload.source;
            !self.queue.holds(&source.path, source.size, source.modified)
        });
        uploads.sort_unstable_by_key(|(place, _)| *place);
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
