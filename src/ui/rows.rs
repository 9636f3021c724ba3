//! The visible rows, in display order.

use std::{rc::Rc, sync::Arc};

use model::{HistoryRow, HistoryView, Queue, Upload, UploadId};

/// The rows of a table. Access by position costs the same however many there are.
#[derive(Clone)]
pub(crate) enum Rows<'a> {
    /// The whole queue, in the order added.
    Queue(&'a Queue),
    /// A part of the queue, or another order.
    Arranged(&'a Queue, Rc<Vec<UploadId>>),
    /// The records found in the history.
    History(&'a HistoryView),
    /// No uploads: files that were only checked have their own table.
    Nothing,
    /// The records.
    #[cfg(test)]
    These(&'a [Upload]),
}

impl<'a> Rows<'a> {
    /// The queue in this order; without one, all of it in the order added.
    pub(crate) fn queue(queue: &'a Queue, order: Option<Rc<Vec<UploadId>>>) -> Self {
        match order {
            Some(order) => Self::Arranged(queue, order),
            None => Self::Queue(queue),
        }
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Queue(queue) => queue.uploads().len(),
            Self::Arranged(_, order) => order.len(),
            Self::History(history) => history.total(),
            Self::Nothing => 0,
            #[cfg(test)]
            Self::These(uploads) => uploads.len(),
        }
    }

    /// Whether there are no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at this position. A history row may not be loaded yet.
    pub(crate) fn get(&self, place: usize) -> Option<&'a Upload> {
        match self {
            Self::Queue(queue) => queue.uploads().get(place).map(Arc::as_ref),
            Self::Arranged(queue, order) => queue.get(*order.get(place)?),
            Self::History(history) => match history.row(place) {
                HistoryRow::Upload(upload) => Some(upload),
                HistoryRow::NotRead | HistoryRow::Unreadable => None,
            },
            Self::Nothing => None,
            #[cfg(test)]
            Self::These(uploads) => uploads.get(place),
        }
    }

    /// The id of the row at this position.
    pub(crate) fn id(&self, place: usize) -> Option<UploadId> {
        match self {
            Self::History(history) => history.ids().get(place).copied(),
            Self::Nothing => None,
            Self::Arranged(_, order) => order.get(place).copied(),
            _ => self.get(place).map(|upload| upload.id),
        }
    }

    /// The position of a row. May search all rows, so call it for user actions, not on each frame.
    pub(crate) fn position_of(&self, id: UploadId) -> Option<usize> {
        match self {
            Self::Queue(queue) => queue.place(id),
            Self::Arranged(_, order) => order.iter().position(|other| *other == id),
            Self::History(history) => history.place(id),
            Self::Nothing => None,
            #[cfg(test)]
            Self::These(uploads) => uploads.iter().position(|upload| upload.id == id),
        }
    }

    /// All loaded rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a Upload> + '_ {
        (0..self.len()).filter_map(|place| self.get(place))
    }
}
