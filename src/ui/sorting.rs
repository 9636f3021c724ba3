//! Sorting rows.

use std::cmp::Ordering;

use localization::text;

use super::{Scene, Tab};
use model::{HistoryOrder, Intent, OrderedBy, Upload, UploadId, natural_sort_key};

/// A sortable column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The file name, in natural order of numbers.
    Name,
    /// The size in bytes.
    Size,
    /// The progress; rows that need attention come first.
    Progress,
    /// The object key; rows without one come last.
    Key,
    /// When it was added, or stored. It is the default order, and has a heading in the history only.
    Time,
}

impl Column {
    /// The heading.
    pub(crate) fn heading(self) -> String {
        match self {
            Self::Name => text!("table-column-name"),
            Self::Size => text!("table-column-size"),
            Self::Progress => text!("table-column-progress"),
            Self::Key => text!("table-column-key"),
            Self::Time => text!("table-column-date"),
        }
    }

    /// The heading for screen readers.
    pub(crate) fn sort_by(self) -> String {
        match self {
            Self::Name => text!("table-heading-name"),
            Self::Size => text!("table-heading-size"),
            Self::Progress => text!("table-heading-progress"),
            Self::Key => text!("table-heading-key"),
            Self::Time => text!("table-heading-date"),
        }
    }

    /// Whether its values change while uploads run.
    pub(crate) const fn changes(self) -> bool {
        matches!(self, Self::Progress | Self::Key)
    }
}

/// A column and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) column: Column,
    pub(crate) descending: bool,
}

impl Sort {
    /// The order after a click on a heading: ascending, descending, then the default. If rows have changed since, the
    /// same order is applied again first.
    pub(crate) fn after_click(now: Option<Self>, column: Column, stale: bool) -> Option<Self> {
        match now {
            Some(sort) if sort.column == column && stale => Some(sort),
            // Time is the default order, so it only toggles its reverse.
            Some(sort) if sort.column == column && column == Column::Time => None,
            Some(sort) if sort.column == column && sort.descending => None,
            Some(sort) if sort.column == column => Some(Self {
                descending: true,
                ..sort
            }),
            _ => Some(Self {
                column,
                descending: false,
            }),
        }
    }
}

/// The order of the current tab; `None` for the default.
pub(crate) fn of_rows(scene: &Scene<'_>) -> Option<Sort> {
    match scene.view.tab {
        Tab::Queue => scene.view.queue.row_order.sort(),
        Tab::History => of_history(scene.model.history.search.order),
        Tab::Check => None,
    }
}

/// The order of the current tab as its headings show it: there, the default order of the history has a heading.
pub(crate) fn shown(scene: &Scene<'_>) -> Option<Sort> {
    let newest_first = Sort {
        column: Column::Time,
        descending: true,
    };
    of_rows(scene).or_else(|| (scene.view.tab == Tab::History).then_some(newest_first))
}

/// Whether rows of the current tab were added or changed since they were sorted.
pub(crate) fn is_stale(scene: &Scene<'_>) -> bool {
    match scene.view.tab {
        Tab::Queue => scene.view.queue.row_order.is_stale(),
        Tab::History => of_rows(scene).is_some() && scene.model.history.is_stale(),
        Tab::Check => false,
    }
}

/// Sorts the current tab, like a click on this heading. The database sorts the history.
pub(crate) fn click(scene: &mut Scene<'_>, column: Column) {
    match scene.view.tab {
        Tab::Queue => scene.view.queue.row_order.click(column),
        Tab::History => {
            let sort = Sort::after_click(of_rows(scene), column, is_stale(scene));
            scene.dispatch(Intent::SortHistory(order_of(sort)));
        }
        Tab::Check => {}
    }
}

/// Sorts the current tab by this.
pub(crate) fn sort(scene: &mut Scene<'_>, sort: Option<Sort>) {
    match scene.view.tab {
        Tab::Queue => scene.view.queue.row_order.sort_by(sort),
        Tab::History => scene.dispatch(Intent::SortHistory(order_of(sort))),
        Tab::Check => {}
    }
}

/// All sort orders except the default.
pub(crate) fn choices() -> impl Iterator<Item = (Column, bool)> {
    let columns = [Column::Name, Column::Size, Column::Progress, Column::Key];
    let both = columns.into_iter().flat_map(|column| [(column, false), (column, true)]);
    both.chain([(Column::Time, false)])
}

/// The name of the default order.
pub(crate) fn default_order(scene: &Scene<'_>) -> String {
    match scene.view.tab {
        Tab::Queue | Tab::Check => text!("table-sort-added"),
        Tab::History => text!("table-sort-newest"),
    }
}

/// The name of the sort menu, with the order of the current tab.
pub(crate) fn menu_name(scene: &Scene<'_>) -> String {
    match (of_rows(scene), scene.view.tab) {
        (Some(sort), _) => text!("table-sort-menu", order = in_words(scene, sort.column, sort.descending)),
        (None, Tab::Queue | Tab::Check) => text!("table-sort-menu-added"),
        (None, Tab::History) => text!("table-sort-menu-newest"),
    }
}

/// The name of a sort order.
pub(crate) fn in_words(scene: &Scene<'_>, column: Column, descending: bool) -> String {
    match (column, descending) {
        (Column::Time, _) if scene.view.tab == Tab::History => text!("table-sort-oldest"),
        (Column::Time, _) => text!("table-sort-newest"),
        (Column::Name, false) => text!("table-sort-name-ascending"),
        (Column::Name, true) => text!("table-sort-name-descending"),
        (Column::Key, false) => text!("table-sort-key-ascending"),
        (Column::Key, true) => text!("table-sort-key-descending"),
        (Column::Size, false) => text!("table-sort-size-ascending"),
        (Column::Size, true) => text!("table-sort-size-descending"),
        (Column::Progress, false) => text!("table-sort-progress-ascending"),
        (Column::Progress, true) => text!("table-sort-progress-descending"),
    }
}

fn of_history(order: HistoryOrder) -> Option<Sort> {
    let column = match order.by {
        OrderedBy::Name => Column::Name,
        OrderedBy::Size => Column::Size,
        OrderedBy::Progress => Column::Progress,
        OrderedBy::Key => Column::Key,
        OrderedBy::Time if order == HistoryOrder::default() => return None,
        OrderedBy::Time => Column::Time,
    };
    Some(Sort {
        column,
        descending: order.descending,
    })
}

fn order_of(sort: Option<Sort>) -> HistoryOrder {
    let Some(sort) = sort else {
        return HistoryOrder::default();
    };
    HistoryOrder {
        by: match sort.column {
            Column::Name => OrderedBy::Name,
            Column::Size => OrderedBy::Size,
            Column::Progress => OrderedBy::Progress,
            Column::Key => OrderedBy::Key,
            Column::Time => OrderedBy::Time,
        },
        descending: sort.descending,
    }
}

/// The sort key of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Text(String),
    /// Sorts after all other values.
    Nothing,
}

/// A row being sorted. Equal rows stay in the order added.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: UploadId,
    place: usize,
    key: Key,
    descending: bool,
    newest_first: bool,
}

impl Entry {
    pub(crate) fn new(upload: &Upload, place: usize, sort: Option<Sort>) -> Self {
        Self {
            id: upload.id,
            place,
            key: sort.map_or(Key::Nothing, |sort| key(upload, sort.column)),
            descending: sort.is_some_and(|sort| sort.descending),
            newest_first: sort.is_some_and(|sort| sort.column == Column::Time),
        }
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = self.key.cmp(&other.key);
        let keys = if self.descending { keys.reverse() } else { keys };
        // Time compares positions only.
        let places = self.place.cmp(&other.place);
        keys.then(if self.newest_first { places.reverse() } else { places })
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

fn key(upload: &Upload, column: Column) -> Key {
    match column {
        Column::Name => Key::Text(natural_sort_key(&upload.source.name())),
        Column::Size => Key::Number(upload.source.size),
        Column::Time => Key::Nothing,
        Column::Progress => Key::Number(progress(upload)),
        Column::Key => upload
            .object
            .as_ref()
            .map_or(Key::Nothing, |object| Key::Text(object.key.clone())),
    }
}

/// The progress of an upload: the rank of its state, then the fraction sent.
fn progress(upload: &Upload) -> u64 {
    let rank = u64::from(upload.status().rank());
    let thousandths = u128::from(upload.bytes_done()) * 1000 / u128::from(upload.source.size.max(1));
    rank * 10_000 + u64::try_from(thousandths).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_goes_ascending_descending_and_back_to_the_order_added() {
        let up = Sort::after_click(None, Column::Size, false);
        let down = Sort::after_click(up, Column::Size, false);
        assert!(down.is_some_and(|sort| sort.descending));
        assert_eq!(Sort::after_click(down, Column::Size, false), None);
        assert_eq!(Sort::after_click(down, Column::Size, true), down, "sorted again first");
        assert_eq!(
            Sort::after_click(down, Column::Name, true).map(|sort| (sort.column, sort.descending)),
            Some((Column::Name, false))
        );
        let turned = Sort::after_click(None, Column::Time, false);
        assert_eq!(Sort::after_click(turned, Column::Time, false), None);
    }
}
