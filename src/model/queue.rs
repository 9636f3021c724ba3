//! The uploads in the order in which they were added, with totals that are kept up by each change.

mod files;

use std::{cell::Cell, path::Path};

use self::files::Files;
use super::{ById, Ids, Rate, Status, Timestamp, Upload, UploadId, UploadState};

/// The uploads of the queue. Nothing here costs more with more uploads but removal.
#[derive(Debug, Default)]
pub struct Queue {
    uploads: Vec<Upload>,
    places: ById<usize>,
    files: Files,
    totals: Totals,
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
}

/// Sums over the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Uploads.
    pub files: usize,
    /// Uploads whose bytes are stored.
    pub files_done: usize,
    /// Bytes of all that are not cancelled or failed.
    pub bytes: u64,
    /// Bytes that are done of these.
    pub bytes_done: u64,
    /// Finished uploads in which a verification found what a person should look at.
    pub attention: usize,
    /// Finished uploads that could be signed and have no signed copy.
    pub unsigned: usize,
    /// Uploads with a signed copy.
    pub signed: usize,
    /// Verified, and not valid.
    invalid: usize,
    /// In the order of the words as [`Status`] names them.
    by_status: [usize; Status::ALL.len()],
}

impl Totals {
    /// How many are finished, and nothing about them needs a look.
    #[must_use]
    pub fn clearable(&self) -> usize {
        let finished = [Status::Uploaded, Status::Signed, Status::Verified, Status::Cancelled];
        let finished: usize = finished.into_iter().map(|status| self.count(status)).sum();
        finished.saturating_sub(self.attention)
    }

    /// How many show this word.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(status as usize).copied().unwrap_or(0)
    }

    /// How many of the verified ones are not valid.
    #[must_use]
    pub fn invalid(&self) -> usize {
        self.invalid
    }

    /// How many the worker has in hand or will take by itself.
    #[must_use]
    pub fn pending(&self) -> usize {
        [
            Status::Queued,
            Status::Preparing,
            Status::Uploading,
            Status::Finishing,
            Status::Waiting,
            Status::Cancelling,
        ]
        .into_iter()
        .map(|status| self.count(status))
        .sum()
    }

    /// How many wait for a call to the server: to be uploaded, signed or verified.
    #[must_use]
    pub fn waits(&self) -> usize {
        self.pending() + self.count(Status::Signing) + self.count(Status::Verifying)
    }

    /// Bytes that are still to go.
    #[must_use]
    pub fn bytes_left(&self) -> u64 {
        self.bytes.saturating_sub(self.bytes_done)
    }

    fn take(&mut self, upload: &Upload, add: bool) {
        let Some(count) = self.by_status.get_mut(upload.status() as usize) else {
            return;
        };
        let (done, bytes) = match upload.state {
            UploadState::Uploaded => (1, upload.source.size),
            UploadState::Failed(_) | UploadState::Cancelled => (0, 0),
            _ => (0, upload.source.size),
        };
        let attention = usize::from(upload.is_finished() && upload.needs_attention());
        let invalid = usize::from(upload.is_invalid());
        let unsigned = usize::from(upload.could_be_signed() && upload.is_finished() && !upload.needs_attention());
        let signed = usize::from(upload.signed.is_some());
        if add {
            self.unsigned += unsigned;
            self.signed += signed;
            self.invalid += invalid;
            self.attention += attention;
            *count += 1;
            self.files += 1;
            self.files_done += done;
            // A sparse file may claim to be as long as its file system allows; three of those are too many.
            self.bytes = self.bytes.saturating_add(bytes);
            self.bytes_done = self.bytes_done.saturating_add(upload.bytes_done());
        } else {
            self.unsigned = self.unsigned.saturating_sub(unsigned);
            self.signed = self.signed.saturating_sub(signed);
            self.invalid = self.invalid.saturating_sub(invalid);
            self.attention = self.attention.saturating_sub(attention);
            *count = count.saturating_sub(1);
            self.files = self.files.saturating_sub(1);
            self.files_done = self.files_done.saturating_sub(done);
            self.bytes = self.bytes.saturating_sub(bytes);
            self.bytes_done = self.bytes_done.saturating_sub(upload.bytes_done());
        }
    }
}

impl Queue {
    /// All uploads, the first added first.
    #[must_use]
    pub fn uploads(&self) -> &[Upload] {
        &self.uploads
    }

    /// One upload.
    #[must_use]
    pub fn get(&self, id: UploadId) -> Option<&Upload> {
        self.places.get(&id).and_then(|place| self.uploads.get(*place))
    }

    /// Where an upload stands in [`Self::uploads`].
    #[must_use]
    pub fn place(&self, id: UploadId) -> Option<usize> {
        self.places.get(&id).copied()
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
        &self.totals
    }

    /// How fast bytes go over all uploads; measures nothing while none is sending.
    #[must_use]
    pub fn rate(&self) -> Rate {
        if self.totals.count(Status::Uploading) + self.totals.count(Status::Finishing) == 0 {
            return Rate::default();
        }
        self.rate
    }

    /// Whether this very file (path, size, time) is here already.
    #[must_use]
    pub fn holds(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> bool {
        self.files.holds(path, size, modified)
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.uploads.reserve(more);
        self.places.reserve(more);
        self.files.reserve(more);
    }

    /// Adds an upload at the end. One whose id is here already is left alone.
    pub(super) fn push(&mut self, upload: Upload) {
        if self.places.contains_key(&upload.id) {
            return;
        }
        self.totals.take(&upload, true);
        self.files.insert(&upload.source);
        self.news.note(upload.id);
        self.places.insert(upload.id, self.uploads.len());
        self.uploads.push(upload);
    }

    /// Changes an upload and keeps the totals in step. Tells whether it is here.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> bool {
        let Some(upload) = self.places.get(&id).and_then(|place| self.uploads.get_mut(*place)) else {
            return false;
        };
        self.totals.take(upload, false);
        let of = |upload: &Upload| (upload.status(), std::mem::discriminant(&upload.existing));
        let before = of(upload);
        change(upload);
        self.totals.take(upload, true);
        if of(upload) != before {
            self.news.note(id);
        }
        true
    }

    /// Notes bytes that went, for the rate over all.
    pub(super) fn note_moved(&mut self, now: Timestamp, bytes: u64) {
        self.moved += bytes;
        self.rate.note(now, self.moved);
    }

    /// Forgets all uploads. Who follows the queue hears of it.
    pub(super) fn clear(&mut self) {
        *self = Self {
            news: News {
                ids: Vec::new(),
                forgotten: self.revision() + 1,
            },
            reshaped: self.reshaped + 1,
            ..Self::default()
        };
    }

    /// Takes uploads out. Answers them with the places where they stood, the first place first.
    pub(super) fn remove(&mut self, ids: &Ids) -> Vec<(usize, Upload)> {
        let mut taken = Vec::with_capacity(ids.len());
        let looked = Cell::new(0);
        let are_taken = |upload: &mut Upload| {
            looked.set(looked.get() + 1);
            ids.contains(&upload.id)
        };
        for upload in self.uploads.extract_if(.., are_taken) {
            self.totals.take(&upload, false);
            self.files.remove(&upload.source);
            taken.push((looked.get() - 1, upload));
        }
        self.reshape();
        taken
    }

    /// Puts uploads back to where they stood, the first place first.
    pub(super) fn put_back(&mut self, uploads: Vec<(usize, Upload)>) {
        let mut others = std::mem::take(&mut self.uploads).into_iter();
        for (place, upload) in uploads {
            let before = place.saturating_sub(self.uploads.len());
            self.uploads.extend(others.by_ref().take(before));
            self.totals.take(&upload, true);
            self.files.insert(&upload.source);
            self.news.note(upload.id);
            self.uploads.push(upload);
        }
        self.uploads.extend(others);
        self.reshape();
    }

    fn reshape(&mut self) {
        self.reshaped += 1;
        self.places = self
            .uploads
            .iter()
            .enumerate()
            .map(|(place, upload)| (upload.id, place))
            .collect();
    }
}
