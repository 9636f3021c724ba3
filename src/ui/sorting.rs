//! What rows are sorted by.

use std::cmp::Ordering;

use crate::model::{Status, Upload, UploadId};

/// A column that rows can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The file's name; numbers in it count as numbers.
    Name,
    /// Bytes.
    Size,
    /// How far it is; what wants a look comes first.
    Progress,
    /// The object key; what has none comes last.
    Key,
}

impl Column {
    /// Its heading.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Size => "Size",
            Self::Progress => "Progress",
            Self::Key => "Object key",
        }
    }

    /// Whether what it sorts by changes while uploads go on.
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
    /// What a click on a heading makes of it: ascending, descending, the order of adding. Rows that have changed since
    /// are first sorted again.
    pub(crate) fn after_click(now: Option<Self>, column: Column, stale: bool) -> Option<Self> {
        match now {
            Some(sort) if sort.column == column && stale => Some(sort),
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

/// What one row is compared by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Text(String),
    /// Comes after everything that says something.
    Nothing,
}

/// A row that is being sorted. Rows that are equal stay in the order of adding.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: UploadId,
    place: usize,
    key: Key,
    descending: bool,
}

impl Entry {
    pub(crate) fn new(upload: &Upload, place: usize, sort: Option<Sort>) -> Self {
        Self {
            id: upload.id,
            place,
            key: sort.map_or(Key::Nothing, |sort| key(upload, sort.column)),
            descending: sort.is_some_and(|sort| sort.descending),
        }
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = self.key.cmp(&other.key);
        let keys = if self.descending { keys.reverse() } else { keys };
        keys.then(self.place.cmp(&other.place))
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
        Column::Name => Key::Text(natural(&upload.source.name())),
        Column::Size => Key::Number(upload.source.size),
        Column::Progress => Key::Number(progress(upload)),
        Column::Key => upload
            .object
            .as_ref()
            .map_or(Key::Nothing, |object| Key::Text(object.key.clone())),
    }
}

/// A text that compares as a person sorts: letters without their size, numbers by what they are worth.
fn natural(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    let mut digits = String::new();
    for sign in name.chars().flat_map(char::to_lowercase).chain([' ']) {
        if sign.is_ascii_digit() {
            digits.push(sign);
            continue;
        }
        if !digits.is_empty() {
            let worth = digits.trim_start_matches('0');
            // The number of digits comes before them: with as many of them, texts compare as numbers do.
            let length = u8::try_from(worth.len()).unwrap_or(u8::MAX);
            text.push('0');
            text.push(char::from(length));
            text.push_str(worth);
            digits.clear();
        }
        text.push(sign);
    }
    text
}

/// How far an upload is: the state's place on the route, and the part that is sent.
fn progress(upload: &Upload) -> u64 {
    let rank: u64 = match upload.status() {
        Status::Failed => 0,
        Status::Cancelled => 1,
        Status::Cancelling => 2,
        Status::Paused => 3,
        Status::Queued => 4,
        Status::Waiting => 5,
        Status::Preparing => 6,
        Status::Uploading => 7,
        Status::Finishing => 8,
        Status::Uploaded => 9,
        Status::Signing => 10,
        Status::Signed => 11,
        Status::Verifying => 12,
        Status::Verified => 13,
    };
    let thousandths = u128::from(upload.bytes_done()) * 1000 / u128::from(upload.source.size.max(1));
    rank * 10_000 + u64::try_from(thousandths).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = [
            "IMG_10.jpg",
            "img_2.jpg",
            "IMG_0010b.jpg",
            "a.jpg",
            "IMG.jpg",
            "img_1.jpg",
        ];
        names.sort_by_key(|name| natural(name));
        assert_eq!(
            names,
            [
                "a.jpg",
                "IMG.jpg",
                "img_1.jpg",
                "img_2.jpg",
                "IMG_10.jpg",
                "IMG_0010b.jpg"
            ]
        );
    }

    #[test]
    fn a_heading_goes_up_down_and_back_to_the_order_of_adding() {
        let up = Sort::after_click(None, Column::Size, false);
        let down = Sort::after_click(up, Column::Size, false);
        assert!(down.is_some_and(|sort| sort.descending));
        assert_eq!(Sort::after_click(down, Column::Size, false), None);
        assert_eq!(Sort::after_click(down, Column::Size, true), down, "sorted again first");
        assert_eq!(
            Sort::after_click(down, Column::Name, true).map(|sort| (sort.column, sort.descending)),
            Some((Column::Name, false))
        );
    }
}
