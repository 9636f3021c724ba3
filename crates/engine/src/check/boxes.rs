//! The boxes of a manifest store. Source: ISO 19566-5, "JUMBF".

/// The most boxes of a manifest store to look at.
pub(super) const MAX_BOXES: usize = 20_000;

/// The kind and the content of a box.
pub(super) type JumbfBox<'a> = (&'a [u8; 4], &'a [u8]);

/// The boxes in the active manifest of this store.
pub(super) fn active_manifest(store: &[u8]) -> Option<impl Iterator<Item = JumbfBox<'_>>> {
    let (_, manifests) = superbox(boxes(store).next()?)?;
    // The last manifest is the active one.
    let (_, manifest) = manifests.take(MAX_BOXES).filter_map(superbox).last()?;
    Some(manifest.take(MAX_BOXES))
}

/// The boxes that follow each other in these bytes: their kinds and contents. Ends at the first that is none.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = JumbfBox<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, content) = after.split_first_chunk::<4>()?;
        let length = match u32::from_be_bytes(*length) {
            // Up to the end.
            0 => content.len(),
            length => usize::try_from(length).ok()?.checked_sub(8)?,
        };
        let (content, next) = content.split_at_checked(length)?;
        rest = next;
        Some((kind, content))
    })
}

/// The label of a superbox, and the boxes in it.
pub(super) fn superbox<'a>((kind, content): JumbfBox<'a>) -> Option<(&'a [u8], impl Iterator<Item = JumbfBox<'a>>)> {
    if kind != b"jumb" {
        return None;
    }
    let mut inside = boxes(content);
    let (b"jumd", description) = inside.next()? else {
        return None;
    };
    // 16 bytes of type, one of flags, then the label and a zero.
    let label = description.get(17..)?;
    let end = label.iter().position(|byte| *byte == 0)?;
    Some((label.get(..end)?, inside))
}
