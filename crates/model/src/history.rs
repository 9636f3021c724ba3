//! The history as the window shows it: the ids of all matching records, and the records that were shown.

use std::{collections::HashSet, ops::Range, path::PathBuf, sync::Arc};

use super::{ById, HistorySearch, OrderedBy, SignState, Timestamp, Upload, UploadId, UploadIdSet, VerifyState};

/// How many records are read at a time.
const BATCH: usize = 100;

/// How many batches are kept in memory.
const MAX_BATCHES: usize = 40;

/// The history, as far as it is shown. The cost of showing it does not depend on its length.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// The search.
    pub search: HistorySearch,
    /// Whether the search is running.
    pub loading: bool,
    /// How many uploads got their key since the search.
    pub added_since_search: usize,
    /// The lookup of files by content.
    pub lookup: Lookup,
    /// Increases when the set of records changes.
    pub revision: u64,
    /// The search's number. Results of an older one are late.
    number: u64,
    ids: Arc<[UploadId]>,
    days: Vec<(HistoryDay, Range<usize>)>,
    positions: ById<usize>,
    rows: ById<Upload>,
    unreadable: UploadIdSet,
    requested: HashSet<usize>,
    /// Whether a record has changed since the sort.
    changed: bool,
}

/// The consecutive records of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryDay {
    /// When the day begins, in the local time zone.
    pub from: Timestamp,
    /// How many records it has.
    pub records: usize,
}

/// A lookup of files by content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Lookup {
    /// None.
    #[default]
    None,
    /// It is reading files.
    Reading(LookupProgress),
    /// It has ended.
    Ended(LookupOutcome),
}

/// The progress of a lookup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookupProgress {
    /// The current file.
    pub name: String,
    /// Files so far.
    pub files: usize,
    /// Bytes read of the files known so far.
    pub bytes: u64,
    /// Total bytes of the files known so far.
    pub bytes_in_all: u64,
}

/// The result of a lookup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookupOutcome {
    /// The file's name, if there was only one.
    pub name: Option<String>,
    /// How many files were looked up.
    pub files: usize,
    /// SHA-256 of those that are in the history.
    pub contents: Vec<String>,
    /// Those that are not.
    pub unknown: Vec<PathBuf>,
    /// How many could not be read.
    pub unreadable: usize,
}

/// A row of the history.
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
    /// The ids of all matching records, in the order of the search.
    #[must_use]
    pub fn ids(&self) -> &[UploadId] {
        &self.ids
    }

    /// The days and the positions of their records, if the records are sorted by time. Without gaps.
    #[must_use]
    pub fn days(&self) -> &[(HistoryDay, Range<usize>)] {
        &self.days
    }

    /// How many records match.
    #[must_use]
    pub fn total(&self) -> usize {
        self.ids.len()
    }

    /// The record at this position.
    #[must_use]
    pub fn row(&self, place: usize) -> HistoryRow<'_> {
        match self.ids.get(place) {
            Some(id) if self.unreadable.contains(id) => HistoryRow::Unreadable,
            Some(id) => self.rows.get(id).map_or(HistoryRow::NotRead, HistoryRow::Upload),
            None => HistoryRow::NotRead,
        }
    }

    /// A record, if it was read.
    #[must_use]
    pub fn get(&self, id: UploadId) -> Option<&Upload> {
        self.rows.get(&id)
    }

    /// The position of a record.
    #[must_use]
    pub fn place(&self, id: UploadId) -> Option<usize> {
        self.positions.get(&id).copied()
    }

    /// The records that were read, unordered. There are never many.
    pub fn loaded(&self) -> impl Iterator<Item = &Upload> {
        self.rows.values()
    }

    /// The records that were read, in order. Goes through all ids: only for the user's commands.
    pub fn loaded_in_order(&self) -> impl Iterator<Item = &Upload> {
        self.ids.iter().filter_map(|id| self.rows.get(id))
    }

    /// How many of those shown cannot be read.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable.len()
    }

    /// Whether the order is out of date: records were added, or changed in what they are sorted by.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.added_since_search > 0 || (self.changed && self.search.order.by == OrderedBy::Progress)
    }

    /// Starts over for another server. Running queries are ignored.
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

    /// Begins a search, and returns its number.
    pub(super) fn begin(&mut self, search: HistorySearch) -> u64 {
        self.search = search;
        self.loading = true;
        self.number += 1;
        self.number
    }

    /// Whether a result belongs to the current search.
    pub(super) fn is_current(&self, number: u64) -> bool {
        self.number == number
    }

    /// Whether a record at these positions has not been requested yet.
    #[must_use]
    pub fn has_unrequested(&self, positions: Range<usize>) -> bool {
        self.batches(positions).any(|batch| !self.requested.contains(&batch))
    }

    /// Takes the result of a search.
    pub(super) fn take(&mut self, ids: Arc<[UploadId]>, days: &[HistoryDay]) {
        self.loading = false;
        self.added_since_search = 0;
        self.changed = false;
        self.requested.clear();
        self.unreadable.clear();
        // The state of a running signing or verification is only in memory.
        self.rows.retain(|_, upload| is_busy(upload));
        self.positions = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        self.ids = ids;
        self.set_days(days);
        self.revision += 1;
    }

    /// Takes the days, unless they have another number of records.
    fn set_days(&mut self, days: &[HistoryDay]) {
        let mut end = 0;
        self.days = days
            .iter()
            .filter(|day| day.records > 0)
            .map(|day| {
                let first = end;
                end += day.records;
                (*day, first..end)
            })
            .collect();
        if end != self.ids.len() {
            self.days.clear();
        }
    }

    /// Adds records from the database. Those already in memory are newer and stay.
    pub(super) fn fill(&mut self, uploads: Vec<Upload>, unreadable: Vec<UploadId>) {
        for upload in uploads {
            if self.positions.contains_key(&upload.id) {
                self.rows.entry(upload.id).or_insert(upload);
            }
        }
        let positions = &self.positions;
        self.unreadable
            .extend(unreadable.into_iter().filter(|id| positions.contains_key(id)));
        self.revision += 1;
    }

    /// The records around these positions that were not requested yet. From now on they count as requested.
    pub(super) fn take_unrequested(&mut self, positions: Range<usize>) -> Vec<UploadId> {
        let batches = self.batches(positions);
        let mut ids = Vec::new();
        for batch in batches.clone() {
            if self.requested.insert(batch) {
                ids.extend(self.batch(batch).iter().filter(|id| !self.rows.contains_key(id)));
            }
        }
        if self.requested.len() > MAX_BATCHES {
            self.evict_far_from(batches.start);
        }
        ids
    }

    fn batches(&self, positions: Range<usize>) -> Range<usize> {
        let end = positions.end.min(self.ids.len());
        if positions.start >= end {
            return 0..0;
        }
        positions.start / BATCH..(end - 1) / BATCH + 1
    }

    fn batch(&self, batch: usize) -> &[UploadId] {
        let end = ((batch + 1) * BATCH).min(self.ids.len());
        self.ids.get(batch * BATCH..end).unwrap_or_default()
    }

    /// Drops the half of the batches that is farthest from this one.
    fn evict_far_from(&mut self, near: usize) {
        let mut batches: Vec<_> = self.requested.iter().copied().collect();
        batches.sort_unstable_by_key(|batch| batch.abs_diff(near));
        for batch in batches.split_off(MAX_BATCHES / 2) {
            self.requested.remove(&batch);
            for id in self.batch(batch).to_vec() {
                if self.rows.get(&id).is_some_and(|upload| !is_busy(upload)) {
                    self.rows.remove(&id);
                }
            }
        }
    }

    /// Takes a record for an operation. A loaded one is newer.
    pub(super) fn insert_if_absent(&mut self, upload: Upload) {
        self.rows.entry(upload.id).or_insert(upload);
    }

    /// Drops a record that an operation has finished with, unless it is shown.
    pub(super) fn release_unless_shown(&mut self, id: UploadId) {
        let batch = self.place(id).map(|place| place / BATCH);
        if !batch.is_some_and(|batch| self.requested.contains(&batch)) {
            self.rows.remove(&id);
        }
    }

    /// Changes a record that was read. Returns whether it exists.
    pub(super) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> bool {
        let found = self.rows.get_mut(&id).map(change).is_some();
        self.changed |= found;
        found
    }

    /// Removes records.
    pub(super) fn remove(&mut self, ids: &UploadIdSet) {
        self.rows.retain(|id, _| !ids.contains(id));
        self.unreadable.retain(|id| !ids.contains(id));
        let days: Vec<_> = self
            .days
            .iter()
            .map(|(day, positions)| {
                let before = self.ids.get(positions.clone()).unwrap_or_default();
                let records = before.iter().filter(|id| !ids.contains(id)).count();
                HistoryDay { records, ..*day }
            })
            .collect();
        self.ids = self.ids.iter().copied().filter(|id| !ids.contains(id)).collect();
        self.positions = self.ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        self.set_days(&days);
        // The batches have moved, so missing records are requested again.
        self.requested.clear();
        self.revision += 1;
    }
}

/// Whether something is running that the database does not know.
pub(super) fn is_busy(upload: &Upload) -> bool {
    upload.sign == SignState::Signing || matches!(upload.verify, VerifyState::Verifying(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, VerifyTarget};

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
        history.take((0..count).rev().map(UploadId::new).collect(), &[]);
        history
    }

    fn read(history: &mut HistoryView, positions: Range<usize>) -> usize {
        let ids = history.take_unrequested(positions);
        let number = ids.len();
        history.fill(ids.into_iter().map(|id| upload(id.number())).collect(), Vec::new());
        number
    }

    #[test]
    fn visible_records_are_read_once_and_in_batches() {
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
    fn scrolling_through_a_long_history_keeps_memory_bounded_and_nearby_records_loaded() {
        let mut history = of(100_000);
        for place in (0..100_000).step_by(50) {
            read(&mut history, place..place + 20);
            assert!(history.uploads_kept() <= (MAX_BATCHES + 2) * BATCH);
            assert!(matches!(history.row(place + 19), HistoryRow::Upload(_)));
        }
        assert_eq!(history.row(0), HistoryRow::NotRead);
        assert_eq!(read(&mut history, 0..1), BATCH, "and is read again");
    }

    #[test]
    fn a_running_verification_survives_searches_and_scrolling() {
        let mut history = of(100_000);
        read(&mut history, 0..1);
        let id = history.ids()[0];
        let busy = VerifyState::Verifying(VerifyTarget::Original);
        history.change(id, |upload| upload.verify = busy.clone());
        for place in (0..100_000).step_by(100) {
            read(&mut history, place..place + 1);
        }
        assert_eq!(history.get(id).unwrap().verify, busy);
        history.take(history.ids.clone(), &[]);
        read(&mut history, 0..1);
        assert_eq!(history.get(id).unwrap().verify, busy, "the record knows less");
    }

    #[test]
    fn a_forgotten_record_leaves_no_gap() {
        let mut history = of(300);
        read(&mut history, 0..300);
        history.remove(&(100..200).map(UploadId::new).collect());
        assert_eq!(history.total(), 200);
        assert_eq!(history.place(UploadId::new(99)), Some(100));
        assert_eq!(history.loaded_in_order().count(), 200);
    }

    #[test]
    fn a_forgotten_record_is_missing_from_its_day_and_an_empty_day_is_gone() {
        let day = |from, records| HistoryDay {
            from: Timestamp::from_millis(from),
            records,
        };
        let mut history = of(10);
        assert!(history.days().is_empty());
        let ids = history.ids.clone();
        history.take(ids.clone(), &[day(3, 4), day(2, 1), day(1, 5)]);
        assert_eq!(history.days()[2], (day(1, 5), 5..10));
        // Positions 1 and 4.
        history.remove(&[8, 5].into_iter().map(UploadId::new).collect());
        assert_eq!(history.days(), [(day(3, 3), 0..3), (day(1, 5), 3..8)]);
        history.take(ids, &[day(3, 4)]);
        assert!(history.days().is_empty(), "it has another number of records");
    }

    impl HistoryView {
        fn uploads_kept(&self) -> usize {
            self.rows.len()
        }
    }
}
