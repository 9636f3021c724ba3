//! The order of the history, and how names compare.

/// What the history is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OrderedBy {
    /// When it was stored, or may have been.
    #[default]
    Time,
    /// File name, with numbers by value.
    Name,
    /// Size in bytes.
    Size,
    /// Status, those that need attention first.
    Progress,
    /// Object key, those without one last.
    Key,
}

/// The order of the history. Equal records are sorted by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HistoryOrder {
    /// The criterion.
    pub by: OrderedBy,
    /// Whether it is descending.
    pub descending: bool,
}

impl Default for HistoryOrder {
    /// Newest first.
    fn default() -> Self {
        Self {
            by: OrderedBy::Time,
            descending: true,
        }
    }
}

/// A sort key that ignores case and sorts numbers by value.
#[must_use]
pub fn natural_sort_key(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    let mut digits = String::new();
    for character in name.chars().flat_map(char::to_lowercase).chain([' ']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            let worth = digits.trim_start_matches('0');
            // The digit count first: with equal counts, text sorts like numbers.
            let length = u8::try_from(worth.len()).unwrap_or(u8::MAX);
            text.push('0');
            text.push(char::from(length));
            text.push_str(worth);
            digits.clear();
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_sort_by_value() {
        let mut names = [
            "IMG_10.jpg",
            "img_2.jpg",
            "IMG_0010b.jpg",
            "a.jpg",
            "IMG.jpg",
            "img_1.jpg",
        ];
        names.sort_by_key(|name| natural_sort_key(name));
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
}
