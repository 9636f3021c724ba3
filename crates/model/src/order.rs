//! In which order the history stands, and how names compare.

/// What records of the history are in order by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OrderedBy {
    /// When it was stored, or may have been.
    #[default]
    Time,
    /// The file's name; numbers in it count as numbers.
    Name,
    /// Bytes.
    Size,
    /// How far it is; what wants a look comes first.
    Progress,
    /// The object key; what has none comes last.
    Key,
}

/// The order of the history. Records that are equal by it stand by the time of storing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HistoryOrder {
    /// By what.
    pub by: OrderedBy,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Default for HistoryOrder {
    /// The newest first.
    fn default() -> Self {
        Self {
            by: OrderedBy::Time,
            descending: true,
        }
    }
}

/// A text that compares as a person sorts: letters without their size, numbers by what they are worth.
#[must_use]
pub fn natural(name: &str) -> String {
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
}
