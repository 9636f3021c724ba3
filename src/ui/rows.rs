//! The rows on show, in the order on show.

use std::{rc::Rc, sync::Arc};

use model::{HistoryRow, HistoryView, Queue, Upload, UploadId};

/// What a table shows. Getting a row by its place costs the same however many there are.
#[derive(Clone)]
pub(crate) enum Rows<'a> {
    /// All of the queue, in the order of adding.
    Queue(&'a Queue),
    /// Some of the queue, or in another order.
    Arranged(&'a Queue, Rc<Vec<UploadId>>),
    /// What was found in the history.
    History(&'a HistoryView),
    /// These.
    #[cfg(test)]
    These(&'a [Upload]),
}

impl<'a> Rows<'a> {
    /// The queue in this order; without one, all of it in the order of adding.
    pub(crate) fn queue(queue: &'a Queue, order: Option<Rc<Vec<UploadId>>>) -> Self {
        match order {
            Some(order) => Self::Arranged(queue, order),
            None => Self::Queue(queue),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Queue(queue) => queue.uploads().len(),
            Self::Arranged(_, order) => order.len(),
            Self::History(history) => history.total(),
            #[cfg(test)]
            Self::These(uploads) => uploads.len(),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at this place. A row of the history may not be read yet.
    pub(crate) fn get(&self, place: usize) -> Option<&'a Upload> {
        match self {
            Self::Queue(queue) => queue.uploads().get(place).map(Arc::as_ref),
            Self::Arranged(queue, order) => queue.get(*order.get(place)?),
            Self::History(history) => match history.row(place) {
                HistoryRow::Upload(upload) => Some(upload),
                HistoryRow::NotRead | HistoryRow::Unreadable => None,
            },
            #[cfg(test)]
            Self::These(uploads) => uploads.get(place),
        }
    }

    /// The name of the row at this place.
    pub(crate) fn id(&self, place: usize) -> Option<UploadId> {
        match self {
            Self::History(history) => history.ids().get(place).copied(),
            Self::Arranged(_, order) => order.get(place).copied(),
            _ => self.get(place).map(|upload| upload.id),
        }
    }

    /// Where a row is. Looks through them where they are arranged: for what a person asks for, not for each frame.
    pub(crate) fn place(&self, id: UploadId) -> Option<usize> {
        match self {
            Self::Queue(queue) => queue.place(id),
            Self::Arranged(_, order) => order.iter().position(|other| *other == id),
            Self::History(history) => history.place(id),
            #[cfg(test)]
            Self::These(uploads) => uploads.iter().position(|upload| upload.id == id),
        }
    }

    /// All of them in order, as far as they are read.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a Upload> + '_ {
        (0..self.len()).filter_map(|place| self.get(place))
    }
}
