//! String searches for [`super::redact`] that count the bytes they scan, so that tests can check without a clock that the
//! work is linear in the length of the text.

/// The position of the first such character.
pub(super) fn first(text: &str, is: impl FnMut(char) -> bool) -> Option<usize> {
    let found = text.find(is);
    count(found.unwrap_or(text.len()));
    found
}

/// The position of the first such character, or the end of the text.
pub(super) fn find_or_end(text: &str, is: impl FnMut(char) -> bool) -> usize {
    first(text, is).unwrap_or(text.len())
}

/// The position of the last such character.
pub(super) fn last(text: &str, is: impl FnMut(char) -> bool) -> Option<usize> {
    let found = text.rfind(is);
    count(text.len() - found.unwrap_or(0));
    found
}

/// The position of the first such substring.
pub(super) fn substring(text: &str, substring: &str) -> Option<usize> {
    let found = text.find(substring);
    count(found.unwrap_or(text.len()));
    found
}

/// The text without leading characters of this kind.
pub(super) fn skip(text: &str, is: impl FnMut(char) -> bool) -> &str {
    let rest = text.trim_start_matches(is);
    count(text.len() - rest.len());
    rest
}

#[cfg(not(test))]
fn count(_: usize) {}

#[cfg(test)]
pub(super) use counted::{bytes_scanned, count};

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        static SCANNED: Cell<usize> = const { Cell::new(0) };
    }

    /// Counts these bytes, and the one that ended the search.
    pub(in crate::secret::redact) fn count(bytes: usize) {
        SCANNED.set(SCANNED.get() + bytes + 1);
    }

    /// How many bytes are scanned during this work.
    pub(in crate::secret::redact) fn bytes_scanned(work: impl FnOnce()) -> usize {
        SCANNED.set(0);
        work();
        SCANNED.get()
    }
}
