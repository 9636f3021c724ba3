//! The uploads in the order of adding, with totals that every change updates.

mod files;
mod rows;
mod totals;

use std::{path::Path, sync::Arc};

use self::rows::Rows;
pub(super) use self::rows::Taken;
pub use self::{
    files::PathForm,
    totals::{FailureKind, Totals},
};
use super::{Rate, Status, Timestamp, Upload, UploadId};

/// The queue's uploads. Work per frame or event takes constant time. Removing, undoing and going through all of them
/// does not.
#[derive(Debug, Default)]
pub struct Queue {
    rows: Rows,
    moved: u64,
    rate: Rate,
    changes: Changes,
    structure_revision: u64,
}

/// The uploads that were added or changed last. Whatever is derived from the queue follows these changes instead of
/// going through all of it.
#[derive(Debug, Default)]
struct Changes {
    ids: Vec<UploadId>,
    /// How many changes were dropped from the list.
    dropped: u64,
}

impl Changes {
    /// How many changes the list holds. A reader that missed more rereads the queue.
    const KEPT: usize = 8192;

    fn note(&mut self, id: UploadId) {
        if self.ids.len() >= Self::KEPT {
            let half = Self::KEPT / 2;
            self.ids.drain(..half);
            self.dropped += half as u64;
        }
        self.ids.push(id);
    }

    /// Drops the whole list: readers reread the queue.
    fn drop_all(&mut self) {
        self.dropped += self.ids.len() as u64 + 1;
        self.ids.clear();
    }
}

impl Queue {
    /// All uploads, oldest first.
    #[must_use]
    pub fn uploads(&self) -> &[Arc<Upload>] {
        self.rows.uploads()
    }

    /// The uploads that match. Goes through all of them.
    #[must_use]
    pub fn ids(&self, are: impl Fn(&Upload) -> bool) -> Vec<UploadId> {
        let found = self.uploads().iter().filter(|upload| are(upload));
        found.map(|upload| upload.id).collect()
    }

    /// One upload.
    #[must_use]
    pub fn get(&self, id: UploadId) -> Option<&Upload> {
        self.rows.get(id)
    }

    /// The position of an upload in [`Self::uploads`].
    #[must_use]
    pub fn place(&self, id: UploadId) -> Option<usize> {
        self.rows.place(id)
    }

    /// Grows whenever an upload is added or changes its state, but not with progress.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.changes.dropped + self.changes.ids.len() as u64
    }

    /// The uploads that were added or changed since that revision. Some may occur twice or be gone. `None` if it is too
    /// long ago.
    #[must_use]
    pub fn changed_since(&self, revision: u64) -> Option<&[UploadId]> {
        let from = usize::try_from(revision.checked_sub(self.changes.dropped)?).ok()?;
        self.changes.ids.get(from..)
    }

    /// Grows whenever [`Self::uploads`] changes other than by adding at the end.
    #[must_use]
    pub fn structure_revision(&self) -> u64 {
        self.structure_revision
    }

    /// Sums over all uploads.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        self.rows.totals()
    }

    /// The total speed of all uploads; zero while nothing is being sent.
    #[must_use]
    pub fn rate(&self) -> Rate {
        let totals = self.totals();
        if totals.count(Status::Uploading) + totals.count(Status::Finishing) == 0 {
            return Rate::default();
        }
        self.rate
    }

    /// Whether this file (path, size, time) is in the queue.
    #[must_use]
    pub fn holds(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> bool {
        self.rows.holds(path, size, modified)
    }

    /// Compares paths in this form: on Windows they do not differ by case. Only for an empty queue.
    pub fn compare_paths_by(&mut self, form: PathForm) {
        self.rows.compare_paths_by(form);
    }

    /// Reserves memory for more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Adds an upload at the end, unless its id exists.
    pub(super) fn push(&mut self, upload: Upload) {
        let id = upload.id;
        if self.rows.push(Arc::new(upload)) {
            self.changes.note(id);
        }
    }

    /// Changes an upload and updates the totals. Returns whether it exists.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> bool {
        let changed = self.rows.change(id, change);
        if changed == Some(true) {
            self.changes.note(id);
        }
        changed.is_some()
    }

    /// Counts bytes that were sent, for the total speed.
    pub(super) fn note_moved(&mut self, now: Timestamp, bytes: u64) {
        self.moved += bytes;
        self.rate.note(now, self.moved);
    }

    /// Removes and returns all uploads.
    pub(super) fn clear(&mut self) -> Vec<Arc<Upload>> {
        let mut changes = std::mem::take(&mut self.changes);
        changes.drop_all();
        let anew = Self {
            changes,
            structure_revision: self.structure_revision + 1,
            ..Self::default()
        };
        std::mem::replace(self, anew).rows.into_uploads()
    }

    /// Takes uploads out.
    pub(super) fn take_out(&mut self, ids: impl IntoIterator<Item = UploadId>) -> Taken {
        self.structure_revision += 1;
        self.rows.take_out(ids)
    }

    /// Drops those uploads from `taken` whose file was added again since.
    pub(super) fn skip_existing(&self, taken: &mut Taken) {
        self.rows.skip_existing(taken);
    }

    /// Puts uploads back into their old positions. None of their files may be here: see [`Self::skip_existing`].
    pub(super) fn put_back(&mut self, taken: Taken) {
        self.structure_revision += 1;
        self.changes.drop_all();
        self.rows.put_back(taken);
    }
}
