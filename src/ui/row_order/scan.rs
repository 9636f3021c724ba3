//! Scanning the queue in pieces: filter, sort each piece, merge.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::ui::{
    filter::Filter,
    sorting::{Entry, Sort},
};
use model::{Queue, UploadId};

/// Rows scanned per frame.
pub(super) const PIECE: usize = 8192;

/// A scan of the queue.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Rows scanned so far.
    looked: usize,
    /// Matching rows, in sorted runs.
    runs: Vec<std::vec::IntoIter<Entry>>,
    /// The head of each run, while they are merged.
    heads: Option<BinaryHeap<Reverse<(Entry, usize)>>>,
    pub(super) done: Vec<UploadId>,
    /// Visible rows keep their places.
    pub(super) keep: bool,
    pub(super) revision: u64,
    pub(super) structure_revision: u64,
}

impl Scan {
    pub(super) fn new(queue: &Queue, keep: bool) -> Self {
        Self {
            keep,
            revision: queue.revision(),
            structure_revision: queue.structure_revision(),
            ..Self::default()
        }
    }

    /// Scans one piece. Returns how many rows it looked at.
    pub(super) fn advance(&mut self, queue: &Queue, filter: &Filter, sort: Option<Sort>) -> usize {
        let sort = sort.filter(|_| !self.keep);
        let mut looked = 0;
        let all = queue.uploads();
        if self.looked < all.len() {
            let end = all.len().min(self.looked + PIECE);
            let piece = all.get(self.looked..end).unwrap_or_default();
            looked = piece.len();
            let taken = piece.iter().enumerate().filter(|(_, upload)| filter.matches(upload));
            let mut run: Vec<_> = taken
                .map(|(place, upload)| Entry::new(upload, self.looked + place, sort))
                .collect();
            self.looked = end;
            run.sort_unstable();
            if !run.is_empty() {
                self.runs.push(run.into_iter());
            }
        }
        if self.looked >= all.len() {
            looked += self.merge(PIECE.saturating_sub(looked));
        }
        looked
    }

    /// Merges the runs into one order.
    fn merge(&mut self, max: usize) -> usize {
        let runs = &mut self.runs;
        if let [only] = runs.as_mut_slice() {
            // The usual queue: a single run needs no merge.
            self.done.extend(only.by_ref().map(|entry| entry.id));
        }
        let heads = self.heads.get_or_insert_with(|| {
            let first = runs.iter_mut().enumerate();
            first
                .filter_map(|(run, entries)| Some(Reverse((entries.next()?, run))))
                .collect()
        });
        let mut merged = 0;
        while merged < max
            && let Some(Reverse((entry, run))) = heads.pop()
        {
            self.done.push(entry.id);
            merged += 1;
            if let Some(next) = runs.get_mut(run).and_then(Iterator::next) {
                heads.push(Reverse((next, run)));
            }
        }
        merged
    }

    pub(super) fn is_done(&self) -> bool {
        self.heads.as_ref().is_some_and(BinaryHeap::is_empty)
    }
}
