//! Which rows of the queue are on show and in which order: looked through piece by piece, and then kept by changes.
//!
//! Nothing moves by itself. A row that is new, or that the filter takes from now on, comes at the end until the rows are
//! sorted again; a row that the filter no longer takes stays where it is as long as the pointer is over the table. A frame
//! looks at a bounded number of rows, however many there are.

use std::{cmp::Reverse, collections::BinaryHeap, rc::Rc};

use super::{
    filter::{Filter, Show},
    sorting::{Column, Entry, Sort},
};
use model::{Ids, Queue, UploadId};

/// Rows that one frame looks at.
const PIECE: usize = 8192;

/// Seconds between two times that rows which no longer belong are taken out.
const SWEEP_SECONDS: f64 = 0.5;

/// What a frame's work came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Followed {
    /// Rows that were on show may be gone.
    pub(crate) rows_left: bool,
    /// There is more to do, in the next frame.
    pub(crate) more: bool,
    /// There is something to do later, although nothing happens until then.
    pub(crate) later: bool,
}

/// The rows of the queue that are on show.
#[derive(Debug, Default)]
pub(crate) struct RowOrder {
    filter: Filter,
    sort: Option<Sort>,
    /// Grows with each wish for another order.
    asked: u64,
    /// The wish that `order` answers, or `work` is about.
    answered: u64,
    /// `None` is every row in the order of adding.
    order: Option<Rc<Vec<UploadId>>>,
    shown: Ids,
    /// Rows that the filter no longer takes.
    leaving: Ids,
    swept_at: f64,
    work: Option<Work>,
    stale: bool,
    /// Sort anew once the queue is another than this.
    again_at: Option<u64>,
    revision: u64,
    reshaped: u64,
    /// Rows that the last frame looked at.
    #[cfg(test)]
    pub(crate) visited: usize,
}

/// Looking through the queue.
#[derive(Debug, Default)]
struct Work {
    /// Rows of the queue that were looked at.
    looked: usize,
    /// What was taken, in sorted pieces.
    runs: Vec<std::vec::IntoIter<Entry>>,
    /// The first of each piece, while the pieces are made one.
    heads: Option<BinaryHeap<Reverse<(Entry, usize)>>>,
    done: Vec<UploadId>,
    /// Rows that are on show keep their places.
    keep: bool,
    revision: u64,
    reshaped: u64,
}

impl RowOrder {
    /// The rows on show; `None` for all in the order of adding.
    pub(crate) fn order(&self) -> Option<Rc<Vec<UploadId>>> {
        self.order.clone()
    }

    /// How many rows the filter takes; `None` where it takes all.
    pub(crate) fn found(&self) -> Option<usize> {
        let order = self.order.as_ref().filter(|_| !self.filter.is_open())?;
        Some(order.len().saturating_sub(self.leaving.len()))
    }

    /// What is asked for.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What rows are sorted by.
    pub(crate) fn sort(&self) -> Option<Sort> {
        self.sort
    }

    /// Whether rows have come or changed since they were sorted.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether rows are being looked through.
    pub(crate) fn is_working(&self) -> bool {
        self.work.is_some()
    }

    /// Asks for these states.
    pub(crate) fn show(&mut self, show: Show) {
        if self.filter.show != show {
            self.filter.show = show;
            self.asked += 1;
        }
    }

    /// Asks for this text.
    pub(crate) fn look_for(&mut self, text: &str) {
        let before = self.filter.clone();
        self.filter.look_for(text);
        if self.filter != before {
            self.asked += 1;
        }
    }

    /// Sorts as a click on this heading does.
    pub(crate) fn click(&mut self, column: Column) {
        self.sort = Sort::after_click(self.sort, column, self.stale);
        self.asked += 1;
    }

    /// Sorts by this.
    pub(crate) fn sort_by(&mut self, sort: Option<Sort>) {
        self.sort = sort;
        self.asked += 1;
    }

    /// Sorts and filters anew.
    pub(crate) fn again(&mut self) {
        self.again_at = Some(self.reshaped);
    }

    /// Brings the rows on show in step with the queue. `hold` is whether rows have to stay where they are.
    pub(crate) fn follow(&mut self, queue: &Queue, now: f64, hold: bool) -> Followed {
        #[cfg(test)]
        {
            self.visited = 0;
        }
        if self.sort.is_none() && self.filter.is_open() {
            self.order = None;
            self.work = None;
            self.stale = false;
            self.answered = self.asked;
            self.again_at = None;
            return Followed::default();
        }
        let mut followed = Followed::default();
        if self.again_at.is_some_and(|reshaped| reshaped != queue.reshaped()) {
            self.again_at = None;
            self.asked += 1;
        }
        if self.answered != self.asked {
            self.answered = self.asked;
            self.work = Some(Work::new(queue, false));
        }
        if let Some(work) = &self.work
            && work.reshaped != queue.reshaped()
        {
            self.work = Some(Work::new(queue, work.keep));
        }
        if self.reshaped != queue.reshaped()
            && let Some(order) = &mut self.order
        {
            Rc::make_mut(order).retain(|id| queue.get(*id).is_some());
            self.shown.retain(|id| queue.get(*id).is_some());
            self.leaving.retain(|id| queue.get(*id).is_some());
        }
        self.reshaped = queue.reshaped();
        if self.work.is_none() {
            self.follow_changes(queue);
        }
        if let Some(mut work) = self.work.take() {
            let looked = work.go_on(queue, &self.filter, self.sort);
            self.note(looked);
            if work.is_done() {
                self.install(work);
                self.follow_changes(queue);
                followed.rows_left = true;
            } else {
                self.work = Some(work);
                followed.more = true;
            }
        }
        if !self.leaving.is_empty() && !hold {
            if now - self.swept_at >= SWEEP_SECONDS {
                self.swept_at = now;
                self.sweep();
                followed.rows_left = true;
            } else {
                followed.later = true;
            }
        }
        followed.more |= self.work.is_some();
        followed
    }

    /// Whether a row is on show.
    pub(crate) fn shows(&self, id: UploadId) -> bool {
        self.order.is_none() || self.shown.contains(&id)
    }

    #[cfg_attr(not(test), expect(clippy::unused_self, reason = "a test counts"))]
    fn note(&mut self, looked: usize) {
        #[cfg(test)]
        {
            self.visited += looked;
        }
        let _ = looked;
    }

    fn follow_changes(&mut self, queue: &Queue) {
        let Some(changed) = queue.changed_since(self.revision) else {
            self.work = Some(Work::new(queue, true));
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
        self.note(looked);
    }

    fn sweep(&mut self) {
        if let Some(order) = &mut self.order {
            Rc::make_mut(order).retain(|id| !self.leaving.contains(id));
        }
        for id in self.leaving.drain() {
            self.shown.remove(&id);
        }
    }

    fn install(&mut self, work: Work) {
        let found: Ids = work.done.iter().copied().collect();
        match &mut self.order {
            Some(order) if work.keep => {
                let order = Rc::make_mut(order);
                order.retain(|id| found.contains(id));
                order.extend(work.done.iter().filter(|id| !self.shown.contains(id)));
            }
            _ => {
                self.order = Some(Rc::new(work.done));
                self.stale = false;
            }
        }
        self.shown = found;
        self.leaving.clear();
        self.revision = work.revision;
    }
}

impl Work {
    fn new(queue: &Queue, keep: bool) -> Self {
        Self {
            keep,
            revision: queue.revision(),
            reshaped: queue.reshaped(),
            ..Self::default()
        }
    }

    /// Does one piece. Answers how many rows it looked at.
    fn go_on(&mut self, queue: &Queue, filter: &Filter, sort: Option<Sort>) -> usize {
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

    /// Makes one order out of the pieces.
    fn merge(&mut self, most: usize) -> usize {
        let runs = &mut self.runs;
        if let [only] = runs.as_mut_slice() {
            // The usual queue: one piece is the whole, and costs nothing more.
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

    /// A queue of files of these sizes, named by them.
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

    /// Follows until nothing is to be done, in frames that lie far apart.
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
            // All are queued: equal rows stay in the order of adding, in both directions.
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
        // It belongs again.
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
        // What nothing happens to costs nothing.
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
