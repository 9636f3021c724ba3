//! The history as the window shows it: the names of all records that match, and those of the records that were looked at.

use std::{collections::HashSet, ops::Range, path::PathBuf, sync::Arc};

use super::{ById, HistorySearch, Ids, OrderedBy, SignState, Upload, UploadId, VerifyState};

/// Records that are read at once.
const PIECE: usize = 100;

/// Pieces that are kept in memory at the most.
const KEPT: usize = 40;

/// The history, as far as it is on show. Showing it costs the same however long it is.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// What is looked for.
    pub search: HistorySearch,
    /// Whether that is being looked for.
    pub loading: bool,
    /// Uploads that got their key after it was looked for.
    pub newer: usize,
    /// The look for files by their content.
    pub lookup: Lookup,
    /// Grows with each change of which records there are.
    pub revision: u64,
    /// Names the search; an answer to an older one comes late.
    number: u64,
    ids: Arc<[UploadId]>,
    places: ById<usize>,
    rows: ById<Upload>,
    unreadable: Ids,
    asked: HashSet<usize>,
    /// Whether a record has become another since they were put in order.
    changed: bool,
}

/// The look for files by their content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Lookup {
    /// None is under way, and none ended.
    #[default]
    None,
    /// Files are being read.
    Reading(LookupProgress),
    /// It ended.
    Ended(LookupOutcome),
}

/// How far a look for files by their content is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookupProgress {
    /// The file that is being read.
    pub name: String,
    /// Files so far.
    pub files: usize,
    /// Bytes that were read of the files known so far.
    pub bytes: u64,
    /// Bytes of the files known so far.
    pub bytes_in_all: u64,
}

/// What came of a look for files by their content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookupOutcome {
    /// The name of the file, where there was one.
    pub name: Option<String>,
    /// Files that were looked for.
    pub files: usize,
    /// SHA-256 of those that are in the history.
    pub contents: Vec<String>,
    /// Those that are not.
    pub unknown: Vec<PathBuf>,
    /// Files that could not be read.
    pub unreadable: usize,
}

/// A place in the history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HistoryRow<'a> {
    /// The record.
    Upload(&'a Upload),
    /// It is not read yet.
    NotRead,
    /// It cannot be read.
    Unreadable,
}

impl HistoryView {
    /// The names of all records that match, in the order that was asked for.
    #[must_use]
    pub fn ids(&self) -> &[UploadId] {
        &self.ids
    }

    /// How many records match.
    #[must_use]
    pub fn total(&self) -> usize {
        self.ids.len()
    }

    /// The record at a place.
    #[must_use]
    pub fn row(&self, place: usize) -> HistoryRow<'_> {
        match self.ids.get(place) {
            Some(id) if self.unreadable.contains(id) => HistoryRow::Unreadable,
            Some(id) => self.rows.get(id).map_or(HistoryRow::NotRead, HistoryRow::Upload),
            None => HistoryRow::NotRead,
        }
    }

    /// A record, where it was read.
    #[must_use]
    pub fn get(&self, id: UploadId) -> Option<&Upload> {
        self.rows.get(&id)
    }

    /// Where a record stands.
    #[must_use]
    pub fn place(&self, id: UploadId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The records that were read, in no order. There are never many.
    pub fn read(&self) -> impl Iterator<Item = &Upload> {
        self.rows.values()
    }

    /// The records that were read, in that order. Looks through all: for what a person asks for.
    pub fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.ids.iter().filter_map(|id| self.rows.get(id))
    }

    /// How many of those that were looked at cannot be read.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable.len()
    }

    /// Whether records have come since they were put in order, or have changed what the order is by.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.newer > 0 || (self.changed && self.search.order.by == OrderedBy::Progress)
    }

    /// Of another server from now on: nothing is known of it, and answers that are under way are none of its business.
    pub(super) fn clear(&mut self) {
        *self = Self {
            revision: self.revision + 1,
            number: self.number + 1,
            search: HistorySearch {
                order: self.search.order,
                ..HistorySearch::default()
            },
            ..Self::default()
        };
    }

    /// Begins a search; answers with its number.
    pub(super) fn begin(&mut self, search: HistorySearch) -> u64 {
        self.search = search;
        self.loading = true;
        self.number += 1;
        self.number
    }

    /// Whether an answer is to what is looked for now.
    pub(super) fn is_of_now(&self, number: u64) -> bool {
        self.number == number
    }

    /// Whether a record of these places has to be asked for.
    #[must_use]
    pub fn lacks(&self, places: Range<usize>) -> bool {
        self.pieces(places).any(|piece| !self.asked.contains(&piece))
    }

    /// Takes over what a search found.
    pub(super) fn take(&mut self, ids: Arc<[UploadId]>) {
        self.loading = false;
        self.newer = 0;
        self.changed = false;
        self.asked.clear();
        self.unreadable.clear();
        // What is being signed or verified is in memory alone.
        self.rows.retain(|_, upload| is_busy(upload));
        self.places = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        self.ids = ids;
        self.revision += 1;
    }

    /// Takes over records that were read. What is here already is newer.
    pub(super) fn fill(&mut self, uploads: Vec<Upload>, unreadable: Vec<UploadId>) {
        for upload in uploads {
            if self.places.contains_key(&upload.id) {
                self.rows.entry(upload.id).or_insert(upload);
            }
        }
        let places = &self.places;
        self.unreadable
            .extend(unreadable.into_iter().filter(|id| places.contains_key(id)));
        self.revision += 1;
    }

    /// The records around these places that were not asked for yet, and notes that they are now.
    pub(super) fn missing(&mut self, places: Range<usize>) -> Vec<UploadId> {
        let pieces = self.pieces(places);
        let mut ids = Vec::new();
        for piece in pieces.clone() {
            if self.asked.insert(piece) {
                ids.extend(self.piece(piece).iter().filter(|id| !self.rows.contains_key(id)));
            }
        }
        if self.asked.len() > KEPT {
            self.let_go(pieces.start);
        }
        ids
    }

    fn pieces(&self, places: Range<usize>) -> Range<usize> {
        let end = places.end.min(self.ids.len());
        if places.start >= end {
            return 0..0;
        }
        places.start / PIECE..(end - 1) / PIECE + 1
    }

    fn piece(&self, piece: usize) -> &[UploadId] {
        let end = ((piece + 1) * PIECE).min(self.ids.len());
        self.ids.get(piece * PIECE..end).unwrap_or_default()
    }

    /// Lets go of the half of the pieces that is furthest from this one.
    fn let_go(&mut self, near: usize) {
        let mut pieces: Vec<_> = self.asked.iter().copied().collect();
        pieces.sort_unstable_by_key(|piece| piece.abs_diff(near));
        for piece in pieces.split_off(KEPT / 2) {
            self.asked.remove(&piece);
            for id in self.piece(piece).to_vec() {
                if self.rows.get(&id).is_some_and(|upload| !is_busy(upload)) {
                    self.rows.remove(&id);
                }
            }
        }
    }

    /// Takes a record for what is to be done with it. What is here already is newer.
    pub(super) fn hold(&mut self, upload: Upload) {
        self.rows.entry(upload.id).or_insert(upload);
    }

    /// Lets go of a record that was taken for something that is done: unless it is on show, it need not be at hand.
    pub(super) fn release(&mut self, id: UploadId) {
        let piece = self.place(id).map(|place| place / PIECE);
        if !piece.is_some_and(|piece| self.asked.contains(&piece)) {
            self.rows.remove(&id);
        }
    }

    /// Changes a record that was read. Tells whether it is here.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> bool {
        let found = self.rows.get_mut(&id).map(change).is_some();
        self.changed |= found;
        found
    }

    /// Takes records out.
    pub(super) fn remove(&mut self, ids: &Ids) {
        self.rows.retain(|id, _| !ids.contains(id));
        self.unreadable.retain(|id| !ids.contains(id));
        self.ids = self.ids.iter().copied().filter(|id| !ids.contains(id)).collect();
        self.places = self.ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        // The pieces have moved: what is missing is asked for again.
        self.asked.clear();
        self.revision += 1;
    }
}

/// Whether something is going on with it that is not on record.
pub(super) fn is_busy(upload: &Upload) -> bool {
    upload.sign == SignState::Signing || matches!(upload.verify, VerifyState::Verifying(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, Timestamp, VerifyTarget};

    fn upload(number: i64) -> Upload {
        let source = Source {
            path: format!("/{number}").into(),
            relative: number.to_string().into(),
            size: 1,
            modified: None,
        };
        Upload::new(UploadId::new(number), Timestamp::from_millis(0), source)
    }

    fn of(count: i64) -> HistoryView {
        let mut history = HistoryView::default();
        history.begin(HistorySearch::default());
        history.take((0..count).rev().map(UploadId::new).collect());
        history
    }

    fn read(history: &mut HistoryView, places: Range<usize>) -> usize {
        let ids = history.missing(places);
        let number = ids.len();
        history.fill(ids.into_iter().map(|id| upload(id.number())).collect(), Vec::new());
        number
    }

    #[test]
    fn what_is_on_show_is_read_once_and_in_pieces() {
        let mut history = of(1000);
        assert_eq!(history.row(250), HistoryRow::NotRead);
        assert_eq!(read(&mut history, 190..210), 200);
        assert_eq!(read(&mut history, 100..300), 0);
        assert!(matches!(history.row(250), HistoryRow::Upload(upload) if upload.id == UploadId::new(749)));
        assert_eq!(history.place(UploadId::new(749)), Some(250));
        assert_eq!(read(&mut history, 990..2000), 100);
        assert_eq!(read(&mut history, 1000..2000), 0);
    }

    #[test]
    fn a_long_way_through_the_history_keeps_memory_bounded_and_what_is_near() {
        let mut history = of(100_000);
        for place in (0..100_000).step_by(50) {
            read(&mut history, place..place + 20);
            assert!(history.uploads_kept() <= (KEPT + 2) * PIECE);
            assert!(matches!(history.row(place + 19), HistoryRow::Upload(_)));
        }
        assert_eq!(history.row(0), HistoryRow::NotRead);
        assert_eq!(read(&mut history, 0..1), PIECE, "and is read again");
    }

    #[test]
    fn what_is_being_verified_stays_through_searches_and_long_ways() {
        let mut history = of(100_000);
        read(&mut history, 0..1);
        let id = history.ids()[0];
        let busy = VerifyState::Verifying(VerifyTarget::Original);
        history.change(id, |upload| upload.verify = busy.clone());
        for place in (0..100_000).step_by(100) {
            read(&mut history, place..place + 1);
        }
        assert_eq!(history.get(id).unwrap().verify, busy);
        history.take(history.ids.clone());
        read(&mut history, 0..1);
        assert_eq!(history.get(id).unwrap().verify, busy, "the record knows less");
    }

    #[test]
    fn what_is_forgotten_leaves_no_gap() {
        let mut history = of(300);
        read(&mut history, 0..300);
        history.remove(&(100..200).map(UploadId::new).collect());
        assert_eq!(history.total(), 200);
        assert_eq!(history.place(UploadId::new(99)), Some(100));
        assert_eq!(history.uploads().count(), 200);
    }

    impl HistoryView {
        fn uploads_kept(&self) -> usize {
            self.rows.len()
        }
    }
}
