//! Searches in a text, for [`super::redact`]. All of it looks at a text through these, and tests count what was looked at:
//! so that the work grows as the text does, whatever a server writes, is seen without a clock.

/// Where the first sign of this kind stands.
pub(super) fn first(text: &str, is: impl FnMut(char) -> bool) -> Option<usize> {
    let found = text.find(is);
    looked_at(found.unwrap_or(text.len()));
    found
}

/// The same, or the end of the text.
pub(super) fn end(text: &str, ends: impl FnMut(char) -> bool) -> usize {
    first(text, ends).unwrap_or(text.len())
}

/// Where the last sign of this kind stands.
pub(super) fn last(text: &str, is: impl FnMut(char) -> bool) -> Option<usize> {
    let found = text.rfind(is);
    looked_at(text.len() - found.unwrap_or(0));
    found
}

/// Where these words stand first.
pub(super) fn words(text: &str, words: &str) -> Option<usize> {
    let found = text.find(words);
    looked_at(found.unwrap_or(text.len()));
    found
}

/// The text without such signs at its start.
pub(super) fn after(text: &str, is: impl FnMut(char) -> bool) -> &str {
    let rest = text.trim_start_matches(is);
    looked_at(text.len() - rest.len());
    rest
}

#[cfg(not(test))]
fn looked_at(_: usize) {}

#[cfg(test)]
pub(super) use counted::{looked_at, of};

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
    }

    /// So many bytes were looked at, and the one that ended the search.
    pub(in crate::secret::redact) fn looked_at(bytes: usize) {
        LOOKED_AT.set(LOOKED_AT.get() + bytes + 1);
    }

    /// How many bytes are looked at while this is done.
    pub(in crate::secret::redact) fn of(work: impl FnOnce()) -> usize {
        LOOKED_AT.set(0);
        work();
        LOOKED_AT.get()
    }
}
