//! The uploads in the order in which they were added, with totals that are kept up by each change.

mod files;
mod rows;
mod totals;

use std::{path::Path, sync::Arc};

use self::rows::Rows;
pub(super) use self::rows::Taken;
pub use self::totals::Totals;
use super::{Rate, Status, Timestamp, Upload, UploadId};

/// The uploads of the queue. What is done for each frame and each event costs the same however many there are; removal, its
/// undo and what looks at all of them do not.
#[derive(Debug, Default)]
pub struct Queue {
    rows: Rows,
    moved: u64,
    rate: Rate,
    news: News,
    reshaped: u64,
}

/// The uploads that are new or whose state changed last, so that what is derived from the queue follows by changes and not by looking
/// through all of it.
#[derive(Debug, Default)]
struct News {
    ids: Vec<UploadId>,
    /// Changes that are no longer told one by one.
    forgotten: u64,
}

impl News {
    /// Changes that are told one by one. Who missed more looks through the queue once.
    const KEPT: usize = 8192;

    fn note(&mut self, id: UploadId) {
        if self.ids.len() >= Self::KEPT {
            let half = Self::KEPT / 2;
            self.ids.drain(..half);
            self.forgotten += half as u64;
        }
        self.ids.push(id);
    }

    /// Tells nothing one by one: who follows looks through the queue.
    fn forget(&mut self) {
        self.forgotten += self.ids.len() as u64 + 1;
        self.ids.clear();
    }
}

impl Queue {
    /// All uploads, the first added first.
    #[must_use]
    pub fn uploads(&self) -> &[Arc<Upload>] {
        self.rows.uploads()
    }

    /// Which uploads are so. Looks at all of them.
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

    /// Where an upload stands in [`Self::uploads`].
    #[must_use]
    pub fn place(&self, id: UploadId) -> Option<usize> {
        self.rows.place(id)
    }

    /// Grows with each new upload and each change of an upload's state; not with progress.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.news.forgotten + self.news.ids.len() as u64
    }

    /// The uploads that are new or whose state changed since that revision, some perhaps twice, some gone by now. `None`
    /// where it is too long ago.
    #[must_use]
    pub fn changed_since(&self, revision: u64) -> Option<&[UploadId]> {
        let from = usize::try_from(revision.checked_sub(self.news.forgotten)?).ok()?;
        self.news.ids.get(from..)
    }

    /// Grows whenever [`Self::uploads`] changes by more than new ones at its end.
    #[must_use]
    pub fn reshaped(&self) -> u64 {
        self.reshaped
    }

    /// Sums over all uploads.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        self.rows.totals()
    }

    /// How fast bytes go over all uploads; measures nothing while none is sending.
    #[must_use]
    pub fn rate(&self) -> Rate {
        let totals = self.totals();
        if totals.count(Status::Uploading) + totals.count(Status::Finishing) == 0 {
            return Rate::default();
        }
        self.rate
    }

    /// Whether this very file (path, size, time) is here already.
    #[must_use]
    pub fn holds(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> bool {
        self.rows.holds(path, size, modified)
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Adds an upload at the end. One whose id is here already is left alone.
    pub(super) fn push(&mut self, upload: Upload) {
        let id = upload.id;
        if self.rows.push(Arc::new(upload)) {
            self.news.note(id);
        }
    }

    /// Changes an upload and keeps the totals in step. Tells whether it is here.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> bool {
        let changed = self.rows.change(id, change);
        if changed == Some(true) {
            self.news.note(id);
        }
        changed.is_some()
    }

    /// Notes bytes that went, for the rate over all.
    pub(super) fn note_moved(&mut self, now: Timestamp, bytes: u64) {
        self.moved += bytes;
        self.rate.note(now, self.moved);
    }

    /// Forgets all uploads, and answers them. Who follows the queue hears of it.
    pub(super) fn clear(&mut self) -> Vec<Arc<Upload>> {
        let mut news = std::mem::take(&mut self.news);
        news.forget();
        let anew = Self {
            news,
            reshaped: self.reshaped + 1,
            ..Self::default()
        };
        std::mem::replace(self, anew).rows.into_uploads()
    }

    /// Takes uploads out.
    pub(super) fn take_out(&mut self, ids: impl IntoIterator<Item = UploadId>) -> Taken {
        self.reshaped += 1;
        self.rows.take_out(ids)
    }

    /// Leaves out of what was taken whose file was added again since.
    pub(super) fn leave_out(&self, taken: &mut Taken) {
        self.rows.leave_out(taken);
    }

    /// Puts uploads back to where they stood. None of their files is here: see [`Self::leave_out`].
    pub(super) fn put_back(&mut self, taken: Taken) {
        self.reshaped += 1;
        self.news.forget();
        self.rows.put_back(taken);
    }
}
