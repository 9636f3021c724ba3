//! Which rows of the queue are visible, in which order: scanned in pieces, then updated by changes.
//!
//! Rows never move on their own. A row that is new, or newly matches the filter, comes at the end until the rows are
//! sorted again; one that no longer matches stays while the pointer is over the table. A frame looks at a bounded
//! number of rows, however many there are.

use std::{cmp::Reverse, collections::BinaryHeap, rc::Rc};

use super::{
    filter::{Filter, Show},
    sorting::{Column, Entry, Sort},
};
use model::{Ids, Queue, UploadId};

/// Rows scanned per frame.
const PIECE: usize = 8192;

/// The interval at which rows that no longer match are removed, in seconds.
const SWEEP_SECONDS: f64 = 0.5;

/// The result of one frame's update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Update {
    /// Visible rows may have been removed.
    pub(crate) rows_left: bool,
    /// There is more to do in the next frame.
    pub(crate) more: bool,
    /// There is something to do later, even if nothing else happens.
    pub(crate) later: bool,
}

/// The visible rows of the queue.
#[derive(Debug, Default)]
pub(crate) struct RowOrder {
    filter: Filter,
    sort: Option<Sort>,
    /// Grows with each request for another order.
    asked: u64,
    /// The request that `order` answers, or that `scan` is about.
    answered: u64,
    /// `None` is all rows in the order added.
    order: Option<Rc<Vec<UploadId>>>,
    shown: Ids,
    /// Rows that no longer match the filter.
    leaving: Ids,
    swept_at: f64,
    scan: Option<Scan>,
    stale: bool,
    /// Sort again once the queue differs from this revision.
    again_at: Option<u64>,
    revision: u64,
    reshaped: u64,
    /// Rows that the last frame looked at.
    #[cfg(test)]
    pub(crate) visited: usize,
}

/// A scan of the queue.
#[derive(Debug, Default)]
struct Scan {
    /// Rows scanned so far.
    looked: usize,
    /// Matching rows, in sorted runs.
    runs: Vec<std::vec::IntoIter<Entry>>,
    /// The head of each run, while they are merged.
    heads: Option<BinaryHeap<Reverse<(Entry, usize)>>>,
    done: Vec<UploadId>,
    /// Visible rows keep their places.
    keep: bool,
    revision: u64,
    reshaped: u64,
}

impl RowOrder {
    /// The visible rows; `None` for all in the order added.
    pub(crate) fn order(&self) -> Option<Rc<Vec<UploadId>>> {
        self.order.clone()
    }

    /// How many rows match; `None` if the filter takes all.
    pub(crate) fn found(&self) -> Option<usize> {
        let order = self.order.as_ref().filter(|_| !self.filter.is_open())?;
        Some(order.len().saturating_sub(self.leaving.len()))
    }

    /// The filter.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The sort order.
    pub(crate) fn sort(&self) -> Option<Sort> {
        self.sort
    }

    /// Whether rows were added or changed since they were sorted.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether a scan is running.
    pub(crate) fn is_scanning(&self) -> bool {
        self.scan.is_some()
    }

    /// Filters by state.
    pub(crate) fn show(&mut self, show: Show) {
        if self.filter.show != show {
            self.filter.show = show;
            self.asked += 1;
        }
    }

    /// Filters by text.
    pub(crate) fn look_for(&mut self, text: &str) {
        let before = self.filter.clone();
        self.filter.look_for(text);
        if self.filter != before {
            self.asked += 1;
        }
    }

    /// Sorts like a click on this heading.
    pub(crate) fn click(&mut self, column: Column) {
        self.sort = Sort::after_click(self.sort, column, self.stale);
        self.asked += 1;
    }

    /// Sorts by this.
    pub(crate) fn sort_by(&mut self, sort: Option<Sort>) {
        self.sort = sort;
        self.asked += 1;
    }

    /// Sorts and filters again.
    pub(crate) fn again(&mut self) {
        self.again_at = Some(self.reshaped);
    }

    /// Updates the visible rows to match the queue. With `hold`, rows stay where they are.
    pub(crate) fn follow(&mut self, queue: &Queue, now: f64, hold: bool) -> Update {
        #[cfg(test)]
        {
            self.visited = 0;
        }
        if self.sort.is_none() && self.filter.is_open() {
            self.order = None;
            self.scan = None;
            self.stale = false;
            self.answered = self.asked;
            self.again_at = None;
            return Update::default();
        }
        let mut update = Update::default();
        if self.again_at.is_some_and(|reshaped| reshaped != queue.reshaped()) {
            self.again_at = None;
            self.asked += 1;
        }
        if self.answered != self.asked {
            self.answered = self.asked;
            self.scan = Some(Scan::new(queue, false));
        }
        if let Some(scan) = &self.scan
            && scan.reshaped != queue.reshaped()
        {
            self.scan = Some(Scan::new(queue, scan.keep));
        }
        if self.reshaped != queue.reshaped()
            && let Some(order) = &mut self.order
        {
            Rc::make_mut(order).retain(|id| queue.get(*id).is_some());
            self.shown.retain(|id| queue.get(*id).is_some());
            self.leaving.retain(|id| queue.get(*id).is_some());
        }
        self.reshaped = queue.reshaped();
        if self.scan.is_none() {
            self.follow_changes(queue);
        }
        if let Some(mut scan) = self.scan.take() {
            let looked = scan.advance(queue, &self.filter, self.sort);
            self.count_visited(looked);
            if scan.is_done() {
                self.install(scan);
                self.follow_changes(queue);
                update.rows_left = true;
            } else {
                self.scan = Some(scan);
                update.more = true;
            }
        }
        if !self.leaving.is_empty() && !hold {
            if now - self.swept_at >= SWEEP_SECONDS {
                self.swept_at = now;
                self.sweep();
                update.rows_left = true;
            } else {
                update.later = true;
            }
        }
        update.more |= self.scan.is_some();
        update
    }

    /// Whether a row is visible.
    pub(crate) fn shows(&self, id: UploadId) -> bool {
        self.order.is_none() || self.shown.contains(&id)
    }

    #[cfg_attr(not(test), expect(clippy::unused_self, reason = "a test counts"))]
    fn count_visited(&mut self, looked: usize) {
        #[cfg(test)]
        {
            self.visited += looked;
        }
        let _ = looked;
    }

    fn follow_changes(&mut self, queue: &Queue) {
        let Some(changed) = queue.changed_since(self.revision) else {
            self.scan = Some(Scan::new(queue, true));
            return;
        };
        let Some(order) = &mut self.order else { return };
        let order = Rc::make_mut(order);
        let sorted = self.sort.is_some();
        for id in changed {
            let taken = queue.get(*id).is_some_and(|upload| self.filter.takes(upload));
            if !taken {
                if self.shown.contains(id) {
                    self.leaving.insert(*id);
                }
                continue;
            }
            self.leaving.remove(id);
            let new = self.shown.insert(*id);
            if new {
                order.push(*id);
            }
            self.stale |= sorted && (new || self.sort.is_some_and(|sort| sort.column.changes()));
        }
        self.revision = queue.revision();
        let looked = changed.len();
        self.count_visited(looked);
    }

    fn sweep(&mut self) {
        if let Some(order) = &mut self.order {
            Rc::make_mut(order).retain(|id| !self.leaving.contains(id));
        }
        for id in self.leaving.drain() {
            self.shown.remove(&id);
        }
    }

    fn install(&mut self, scan: Scan) {
        let found: Ids = scan.done.iter().copied().collect();
        match &mut self.order {
            Some(order) if scan.keep => {
                let order = Rc::make_mut(order);
                order.retain(|id| found.contains(id));
                order.extend(scan.done.iter().filter(|id| !self.shown.contains(id)));
            }
            _ => {
                self.order = Some(Rc::new(scan.done));
                self.stale = false;
            }
        }
        self.shown = found;
        self.leaving.clear();
        self.revision = scan.revision;
    }
}

impl Scan {
    fn new(queue: &Queue, keep: bool) -> Self {
        Self {
            keep,
            revision: queue.revision(),
            reshaped: queue.reshaped(),
            ..Self::default()
        }
    }

    /// Scans one piece. Returns how many rows it looked at.
    fn advance(&mut self, queue: &Queue, filter: &Filter, sort: Option<Sort>) -> usize {
        let sort = sort.filter(|_| !self.keep);
        let mut looked = 0;
        let all = queue.uploads();
        if self.looked < all.len() {
            let end = all.len().min(self.looked + PIECE);
            let piece = all.get(self.looked..end).unwrap_or_default();
            looked = piece.len();
            let taken = piece.iter().enumerate().filter(|(_, upload)| filter.takes(upload));
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
    fn merge(&mut self, most: usize) -> usize {
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
        while merged < most
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

    fn is_done(&self) -> bool {
        self.heads.as_ref().is_some_and(BinaryHeap::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Event, FoundFile, Intent, Model, Settings, Source, Timestamp};

    const NOW: Timestamp = Timestamp::from_millis(0);

    /// A queue of files of these sizes, named after them.
    fn queue(sizes: &[u64]) -> Model {
        let mut model = Model::new(Settings::default(), "x", false);
        add(&mut model, sizes);
        model
    }

    fn add(model: &mut Model, sizes: &[u64]) {
        let file = |size: &u64| FoundFile {
            source: Source {
                path: format!("/{size}.jpg").into(),
                relative: format!("{size}.jpg").into(),
                size: *size,
                modified: None,
            },
        };
        let files = sizes.iter().map(file).collect();
        model.absorb(Event::Found { batch: 1, files }, NOW);
    }

    fn id_of(model: &Model, size: u64) -> UploadId {
        let found = model.queue.uploads().iter().find(|upload| upload.source.size == size);
        found.unwrap().id
    }

    /// Updates until nothing is left to do, in frames far apart.
    fn follow(row_order: &mut RowOrder, model: &Model, hold: bool) -> usize {
        for frame in 0..1000_u16 {
            let now = row_order.swept_at + f64::from(frame) + 10.0;
            if !row_order.follow(&model.queue, now, hold).more {
                return usize::from(frame) + 1;
            }
        }
        panic!("it never ends");
    }

    fn sizes(row_order: &RowOrder, model: &Model) -> Vec<u64> {
        let size = |id: &UploadId| model.queue.get(*id).unwrap().source.size;
        match row_order.order() {
            Some(order) => order.iter().map(size).collect(),
            None => model.queue.uploads().iter().map(|upload| upload.source.size).collect(),
        }
    }

    #[test]
    fn rows_are_sorted_up_down_and_not_at_all() {
        let model = queue(&[3, 1, 10, 2]);
        let mut row_order = RowOrder::default();
        for (column, orders) in [
            (Column::Size, [[1, 2, 3, 10], [10, 3, 2, 1], [3, 1, 10, 2]]),
            (Column::Name, [[1, 2, 3, 10], [10, 3, 2, 1], [3, 1, 10, 2]]),
            // All are queued: equal rows stay in the order added, in both directions.
            (Column::Progress, [[3, 1, 10, 2], [3, 1, 10, 2], [3, 1, 10, 2]]),
        ] {
            for order in orders {
                row_order.click(column);
                follow(&mut row_order, &model, false);
                assert_eq!(sizes(&row_order, &model), order, "{column:?}");
            }
        }
    }

    #[test]
    fn nothing_moves_until_a_person_sorts_again() {
        let mut model = queue(&[1, 2, 3]);
        let mut row_order = RowOrder::default();
        row_order.click(Column::Progress);
        follow(&mut row_order, &model, false);
        let id = id_of(&model, 1);
        model.absorb(Event::Preparing(id), NOW);
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
        assert!(row_order.is_stale());
        // A new row comes at the end, whatever it is.
        row_order.click(Column::Size);
        follow(&mut row_order, &model, false);
        add(&mut model, &[0]);
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [1, 2, 3, 0]);
        row_order.click(Column::Size);
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [0, 1, 2, 3], "the same order, anew");
        assert!(!row_order.is_stale());
    }

    #[test]
    fn a_row_that_no_longer_belongs_stays_below_the_pointer() {
        let mut model = queue(&[1, 2, 3]);
        let mut row_order = RowOrder::default();
        row_order.show(Show::Waiting);
        follow(&mut row_order, &model, true);
        assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
        let id = id_of(&model, 2);
        model.absorb(Event::Preparing(id), NOW);
        follow(&mut row_order, &model, true);
        assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [1, 3]);
        assert!(!row_order.shows(id));
        // It matches again.
        model.absorb(Event::Requeued(id), NOW);
        follow(&mut row_order, &model, true);
        assert_eq!(sizes(&row_order, &model), [1, 3, 2]);
    }

    #[test]
    fn texts_and_states_are_asked_for_together_and_removed_rows_are_gone() {
        let mut model = queue(&[12, 1, 2, 21]);
        let mut row_order = RowOrder::default();
        row_order.look_for("1");
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [12, 1, 21]);
        let ids = vec![id_of(&model, 1), id_of(&model, 2)];
        model.decide(Intent::Remove(ids));
        follow(&mut row_order, &model, true);
        assert_eq!(sizes(&row_order, &model), [12, 21], "at once, also below the pointer");
        row_order.show(Show::Active);
        follow(&mut row_order, &model, false);
        assert_eq!(sizes(&row_order, &model), [0_u64; 0]);
        row_order.look_for("");
        row_order.show(Show::All);
        follow(&mut row_order, &model, false);
        assert_eq!(row_order.order(), None);
    }

    #[test]
    fn a_hundred_thousand_rows_are_sorted_by_pieces_and_then_followed_by_changes() {
        let all: Vec<u64> = (0..100_000).map(|number| (number * 7919) % 100_000).collect();
        let mut model = queue(&all);
        let mut row_order = RowOrder::default();
        row_order.click(Column::Name);
        row_order.look_for("jpg");
        let mut most = 0;
        let mut frames = 0;
        while {
            let more = row_order.follow(&model.queue, 0.0, false).more;
            most = most.max(row_order.visited);
            frames += 1;
            more
        } {
            assert_eq!(
                row_order.order(),
                None,
                "the old order is on show until the new one is whole"
            );
        }
        assert!(most <= PIECE, "{most} rows in one frame");
        assert!(frames <= 2 * 100_000 / PIECE + 2, "{frames} frames");
        assert_eq!(sizes(&row_order, &model), (0..100_000).collect::<Vec<_>>());
        // Frames without changes cost nothing.
        row_order.follow(&model.queue, 1.0, false);
        assert_eq!(row_order.visited, 0);
        for size in 0..10 {
            let id = id_of(&model, size);
            model.absorb(Event::Preparing(id), NOW);
        }
        row_order.follow(&model.queue, 2.0, false);
        assert_eq!(row_order.visited, 10);
    }

    #[test]
    fn who_missed_too_many_changes_looks_through_all_once_and_keeps_the_order() {
        let mut model = queue(&[5, 4]);
        let mut row_order = RowOrder::default();
        row_order.click(Column::Size);
        follow(&mut row_order, &model, false);
        let many: Vec<u64> = (10..30_010).rev().collect();
        add(&mut model, &many);
        follow(&mut row_order, &model, false);
        let shown = sizes(&row_order, &model);
        assert_eq!(shown[..4], [4, 5, 30_009, 30_008], "new rows come at the end");
        assert_eq!(shown.len(), 30_002);
    }
}
