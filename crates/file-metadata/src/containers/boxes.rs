//! Boxes of the ISO base media file format (ISO 14496-12), which QuickTime calls atoms.

use crate::input::Source;

/// The most boxes of one level to look at.
const MAX_BOXES: usize = 2000;

/// A box: its kind, and where its content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Box4 {
    pub(super) kind: [u8; 4],
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Box4 {
    /// Its content, unless it is too long.
    pub(super) fn content(&self, source: &mut impl Source) -> Option<Vec<u8>> {
        let length = usize::try_from(self.end - self.start).ok()?;
        (length <= super::MAX_BLOCK)
            .then(|| source.at(self.start, length))
            .flatten()
    }

    /// The boxes inside of it, after this many bytes.
    pub(super) fn inside(&self, source: &mut impl Source, skipped: u64) -> Vec<Self> {
        between(source, self.start.saturating_add(skipped), self.end)
    }
}

/// The boxes from here to there.
pub(super) fn between(source: &mut impl Source, mut at: u64, end: u64) -> Vec<Box4> {
    let mut found = Vec::new();
    while found.len() < MAX_BOXES
        && at < end
        && let Some((one, next)) = one(source, at, end)
    {
        found.push(one);
        at = next;
    }
    found
}

/// The box at this position, and where the next one starts.
fn one(source: &mut impl Source, at: u64, end: u64) -> Option<(Box4, u64)> {
    let head = source.at(at, 8)?;
    let (size, kind) = head.split_first_chunk::<4>()?;
    let kind = *kind.first_chunk::<4>()?;
    let (length, header) = match u32::from_be_bytes(*size) {
        // It reaches to the end.
        0 => (end.checked_sub(at)?, 8),
        1 => (u64::from_be_bytes(*source.at(at + 8, 8)?.first_chunk()?), 16),
        size => (u64::from(size), 8),
    };
    let next = at.checked_add(length)?;
    (length >= header && next <= end).then_some((
        Box4 {
            kind,
            start: at + header,
            end: next,
        },
        next,
    ))
}

/// The first box of this kind.
pub(super) fn find(boxes: &[Box4], kind: &[u8; 4]) -> Option<Box4> {
    boxes.iter().copied().find(|one| one.kind == *kind)
}
