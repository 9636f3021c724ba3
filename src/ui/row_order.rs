//! Which rows of the queue are visible, in which order: scanned in pieces, then updated by changes.
//!
//! Rows never move on their own. A row that is new, or newly matches the filter, comes at the end until the rows are
//! sorted again; one that no longer matches stays while the pointer is over the table. A frame looks at a bounded
//! number of rows, however many there are.

mod scan;

use std::rc::Rc;

use super::{
    filter::{Filter, Show},
    sorting::{Column, Sort},
};
use model::{Queue, UploadId, UploadIdSet};
#[cfg(test)]
use scan::PIECE;
use scan::Scan;

/// The interval at which rows that no longer match are removed, in seconds.
const SWEEP_SECONDS: f64 = 0.5;

/// The result of one frame's update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Update {
    /// Visible rows may have been removed.
    pub(crate) rows_removed: bool,
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
    requested: u64,
    /// The request that `order` answers, or that `scan` works on.
    answered: u64,
    /// `None` is all rows in the order added.
    order: Option<Rc<Vec<UploadId>>>,
    shown: UploadIdSet,
    /// Rows that no longer match the filter.
    unmatched: UploadIdSet,
    swept_at: f64,
    scan: Option<Scan>,
    stale: bool,
    /// Sort again once the queue differs from this revision.
    resort_unless_revision: Option<u64>,
    revision: u64,
    structure_revision: u64,
    /// Rows that the last frame looked at.
    #[cfg(test)]
    pub(crate) visited: usize,
}

impl RowOrder {
    /// The visible rows; `None` for all in the order added.
    pub(crate) fn order(&self) -> Option<Rc<Vec<UploadId>>> {
        self.order.clone()
    }

    /// How many rows match; `None` if the filter takes all.
    pub(crate) fn found(&self) -> Option<usize> {
        let order = self.order.as_ref().filter(|_| !self.filter.is_open())?;
        Some(order.len().saturating_sub(self.unmatched.len()))
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
            self.requested += 1;
        }
    }

    /// Filters by text.
    pub(crate) fn look_for(&mut self, text: &str) {
        let before = self.filter.clone();
        self.filter.look_for(text);
        if self.filter != before {
            self.requested += 1;
        }
    }

    /// Sorts like a click on this heading.
    pub(crate) fn click(&mut self, column: Column) {
        self.sort = Sort::after_click(self.sort, column, self.stale);
        self.requested += 1;
    }

    /// Sorts by this.
    pub(crate) fn sort_by(&mut self, sort: Option<Sort>) {
        self.sort = sort;
        self.requested += 1;
    }

    /// Sorts and filters again once rows are added or removed.
    pub(crate) fn resort_after_change(&mut self) {
        self.resort_unless_revision = Some(self.structure_revision);
    }

    /// Updates the visible rows to match the queue. With `hold`, rows stay where they are.
    pub(crate) fn follow(&mut self, queue: &Queue, now: f64, hold: bool) -> Update {
        #[cfg(test)]
        {
            self.visited = 0;
        }
        if self.sort.is_none() && self.filter.is_open() {
            self.show_all();
            return Update::default();
        }
        let mut update = Update::default();
        self.restart_scan(queue);
        self.drop_removed(queue);
        if self.scan.is_none() {
            self.follow_changes(queue);
        }
        if let Some(mut scan) = self.scan.take() {
            let looked = scan.advance(queue, &self.filter, self.sort);
            self.count_visited(looked);
            if scan.is_done() {
                self.install(scan);
                self.follow_changes(queue);
                update.rows_removed = true;
            } else {
                self.scan = Some(scan);
                update.more = true;
            }
        }
        if !self.unmatched.is_empty() && !hold {
            if now - self.swept_at >= SWEEP_SECONDS {
                self.swept_at = now;
                self.sweep();
                update.rows_removed = true;
            } else {
                update.later = true;
            }
        }
        update.more |= self.scan.is_some();
        update
    }

    /// Shows all rows in the order added, which takes no work.
    fn show_all(&mut self) {
        self.order = None;
        self.scan = None;
        self.stale = false;
        self.answered = self.requested;
        self.resort_unless_revision = None;
    }

    /// Starts a scan for a new request, or again if rows were added or removed during one.
    fn restart_scan(&mut self, queue: &Queue) {
        if self
            .resort_unless_revision
            .is_some_and(|structure_revision| structure_revision != queue.structure_revision())
        {
            self.resort_unless_revision = None;
            self.requested += 1;
        }
        if self.answered != self.requested {
            self.answered = self.requested;
            self.scan = Some(Scan::new(queue, false));
        }
        if let Some(scan) = &self.scan
            && scan.structure_revision != queue.structure_revision()
        {
            self.scan = Some(Scan::new(queue, scan.keep));
        }
    }

    /// Drops rows that were removed from the queue.
    fn drop_removed(&mut self, queue: &Queue) {
        if self.structure_revision != queue.structure_revision()
            && let Some(order) = &mut self.order
        {
            Rc::make_mut(order).retain(|id| queue.get(*id).is_some());
            self.shown.retain(|id| queue.get(*id).is_some());
            self.unmatched.retain(|id| queue.get(*id).is_some());
        }
        self.structure_revision = queue.structure_revision();
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
            let taken = queue.get(*id).is_some_and(|upload| self.filter.matches(upload));
            if !taken {
                if self.shown.contains(id) {
                    self.unmatched.insert(*id);
                }
                continue;
            }
            self.unmatched.remove(id);
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
            Rc::make_mut(order).retain(|id| !self.unmatched.contains(id));
        }
        for id in self.unmatched.drain() {
            self.shown.remove(&id);
        }
    }

    fn install(&mut self, scan: Scan) {
        let found: UploadIdSet = scan.done.iter().copied().collect();
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
        self.unmatched.clear();
        self.revision = scan.revision;
    }
}

#[cfg(test)]
mod tests;
