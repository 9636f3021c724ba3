//! The selected rows: a set, the anchor of ranges, and the cursor.

use super::rows::Rows;
use model::{UploadId, UploadIdSet};

/// The selection of one tab.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    chosen: UploadIdSet,
    /// Where a range begins.
    anchor: Option<UploadId>,
    /// The row under the cursor. It need not be selected.
    cursor: Option<UploadId>,
    revision: u64,
}

impl Selection {
    /// How many are selected.
    pub(crate) fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether none is selected.
    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Whether this one is selected.
    pub(crate) fn contains(&self, id: UploadId) -> bool {
        self.chosen.contains(&id)
    }

    /// The selected ones, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = UploadId> + '_ {
        self.chosen.iter().copied()
    }

    /// The inspected row: the only selected one, or the selected one under the cursor.
    pub(crate) fn lead(&self) -> Option<UploadId> {
        if let (1, Some(only)) = (self.chosen.len(), self.chosen.iter().next()) {
            return Some(*only);
        }
        self.cursor.filter(|id| self.chosen.contains(id))
    }

    /// The row under the cursor.
    pub(crate) fn cursor(&self) -> Option<UploadId> {
        self.cursor
    }

    /// Grows with each change of the selection.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Selects only this one.
    pub(crate) fn only(&mut self, id: UploadId) {
        self.anchor = Some(id);
        self.cursor = Some(id);
        if self.chosen.len() == 1 && self.chosen.contains(&id) {
            return;
        }
        self.chosen.clear();
        self.chosen.insert(id);
        self.revision += 1;
    }

    /// Selects or deselects this one.
    pub(crate) fn toggle(&mut self, id: UploadId) {
        self.anchor = Some(id);
        self.cursor = Some(id);
        if !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
        self.revision += 1;
    }

    /// Selects everything from the anchor to this one; with `add`, keeps the rest of the selection.
    pub(crate) fn reach(&mut self, rows: &Rows<'_>, id: UploadId, add: bool) {
        let anchor = self.anchor.and_then(|anchor| rows.position_of(anchor));
        let (Some(from), Some(to)) = (anchor, rows.position_of(id)) else {
            self.only(id);
            return;
        };
        if !add {
            self.chosen.clear();
        }
        let ids = (from.min(to)..=from.max(to)).filter_map(|place| rows.id(place));
        self.chosen.extend(ids);
        self.cursor = Some(id);
        self.revision += 1;
    }

    /// Selects all rows.
    pub(crate) fn all(&mut self, rows: &Rows<'_>) {
        self.chosen = (0..rows.len()).filter_map(|place| rows.id(place)).collect();
        self.anchor = rows.id(0);
        self.cursor = self.cursor.filter(|id| self.chosen.contains(id)).or_else(|| rows.id(0));
        self.revision += 1;
    }

    /// Moves the cursor without selecting.
    pub(crate) fn move_cursor(&mut self, id: UploadId) {
        self.cursor = Some(id);
    }

    /// Clears the selection. The cursor stays.
    pub(crate) fn clear(&mut self) {
        if !self.chosen.is_empty() {
            self.chosen.clear();
            self.revision += 1;
        }
        self.anchor = None;
    }

    /// Drops rows that no longer exist.
    pub(crate) fn retain(&mut self, stays: impl Fn(UploadId) -> bool) {
        let before = self.chosen.len();
        self.chosen.retain(|id| stays(*id));
        if self.chosen.len() != before {
            self.revision += 1;
        }
        self.anchor = self.anchor.filter(|id| stays(*id));
        self.cursor = self.cursor.filter(|id| stays(*id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Timestamp, Upload};

    fn uploads(count: i64) -> Vec<Upload> {
        let source = |number: i64| model::Source {
            path: format!("/{number}").into(),
            relative: number.to_string().into(),
            size: 1,
            modified: None,
        };
        (0..count)
            .map(|number| Upload::new(UploadId::new(number), Timestamp::from_millis(0), source(number)))
            .collect()
    }

    fn chosen(selection: &Selection) -> Vec<i64> {
        let mut numbers: Vec<_> = selection.iter().map(UploadId::number).collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn a_range_begins_at_the_last_click_without_shift() {
        let uploads = uploads(10);
        let rows = Rows::These(&uploads);
        let id = UploadId::new;
        let mut selection = Selection::default();
        selection.only(id(4));
        selection.reach(&rows, id(6), false);
        assert_eq!(chosen(&selection), [4, 5, 6]);
        selection.reach(&rows, id(2), false);
        assert_eq!(chosen(&selection), [2, 3, 4], "it turns around the same row");
        selection.toggle(id(8));
        selection.reach(&rows, id(9), true);
        assert_eq!(chosen(&selection), [2, 3, 4, 8, 9], "and can be added");
        assert_eq!(selection.lead(), Some(id(9)));
        selection.toggle(id(9));
        assert_eq!(selection.lead(), None, "what is not chosen is not looked at");
        assert_eq!(selection.cursor(), Some(id(9)));
    }

    #[test]
    fn removed_rows_are_not_selected() {
        let uploads = uploads(4);
        let mut selection = Selection::default();
        selection.all(&Rows::These(&uploads));
        let before = selection.revision();
        selection.retain(|id| id.number() > 1);
        assert_eq!(chosen(&selection), [2, 3]);
        assert!(selection.revision() > before);
        // The anchor is gone: the next range starts over.
        selection.reach(&Rows::These(&uploads[2..]), UploadId::new(3), false);
        assert_eq!(chosen(&selection), [3]);
    }
}
