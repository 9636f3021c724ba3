//! Pictures in files of boxes (HEIC, CR3, MP4, MOV, M4A) and in AVI.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        MAX_BLOCK,
        bmff::{CANON, Item, XMP, find_places, item_infos},
        boxes::{Box4, between, find},
    },
    Found, add_thumbnails_of_xmp, directories,
};
use crate::input::Source;

/// The user type of Canon's preview in CR3.
const CANON_PREVIEW: [u8; 16] = *b"\xea\xf4\x2b\x5e\x1c\x98\x4b\x88\xb9\xfb\xb7\xdc\x40\x6e\x4d\x16";

/// How deep user data is nested.
const MAX_DEPTH: usize = 3;

pub(super) fn collect(source: &mut impl Source, found: &mut Found) {
    let end = source.length();
    for one in between(source, 0, end) {
        match &one.kind {
            b"meta" => {
                let _ = items(source, one, found);
            }
            b"moov" => movie(source, one, found),
            b"uuid" => user_type(source, one, found),
            _ => {}
        }
    }
}

fn movie(source: &mut impl Source, movie: Box4, found: &mut Found) {
    for one in movie.inside(source, 0) {
        match &one.kind {
            b"uuid" => user_type(source, one, found),
            b"udta" => user_data(source, one, found, MAX_DEPTH),
            b"meta" => covers(source, one, found),
            b"trak" => {
                let _ = first_sample(source, one, found);
            }
            _ => {}
        }
    }
}

fn user_type(source: &mut impl Source, one: Box4, found: &mut Found) {
    match source.at(one.start, 16).as_deref() {
        Some(kind) if kind == XMP => {
            if let Some(packet) = one.content(source) {
                add_thumbnails_of_xmp(packet.get(16..).unwrap_or_default(), found);
            }
        }
        Some(kind) if kind == CANON => {
            for part in one.inside(source, 16) {
                match &part.kind {
                    b"CMT1" => directories::collect(source, part.start, found),
                    b"THMB" => found.add_after_fields(source, part.start, part.end),
                    _ => {}
                }
            }
        }
        Some(kind) if kind == CANON_PREVIEW => found.add_after_fields(source, one.start + 16, one.end),
        _ => {}
    }
}

/// Cover art, thumbnails of cameras (such as Canon's `CNDA`), and XMP.
fn user_data(source: &mut impl Source, data: Box4, found: &mut Found, depth: usize) {
    for one in data.inside(source, 0) {
        match &one.kind {
            b"meta" => covers(source, one, found),
            b"XMP_" => add_thumbnails_of_xmp(&one.content(source).unwrap_or_default(), found),
            b"CNTH" if depth > 0 => user_data(source, one, found, depth - 1),
            _ => found.add_after_fields(source, one.start, one.end),
        }
    }
}

/// Cover art in a list of tags.
fn covers(source: &mut impl Source, meta: Box4, found: &mut Found) {
    // In QuickTime files, version and flags are missing.
    let is_plain = source.at(meta.start, 8).is_some_and(|start| start.ends_with(b"hdlr"));
    let parts = meta.inside(source, if is_plain { 0 } else { 4 });
    let Some(list) = find(&parts, b"ilst") else { return };
    let Some(cover) = find(&list.inside(source, 0), b"covr") else {
        return;
    };
    for data in cover.inside(source, 0).into_iter().take(4) {
        // The type of the value and its locale come first.
        let at = data.start + 8;
        if let Some(length) = data.end.checked_sub(at) {
            found.add(source, at, length);
        }
    }
}

/// The first sample of a track, which is a picture in Motion JPEG and in CR3.
fn first_sample(source: &mut impl Source, track: Box4, found: &mut Found) -> Option<()> {
    let mut inside = track;
    for kind in [b"mdia", b"minf", b"stbl"] {
        inside = find(&inside.inside(source, 0), kind)?;
    }
    let tables = inside.inside(source, 0);
    let sizes = find(&tables, b"stsz")?.start;
    let length = match source.be32(sizes + 4)? {
        0 => source.be32(sizes + 12)?,
        all => all,
    };
    let at = if let Some(offsets) = find(&tables, b"co64") {
        let bytes = source.at(offsets.start + 8, 8)?;
        u64::from_be_bytes(*bytes.first_chunk()?)
    } else {
        u64::from(source.be32(find(&tables, b"stco")?.start + 8)?)
    };
    found.add(source, at, length.into());
    Some(())
}

/// Items that are pictures, and the thumbnail in EXIF.
fn items(source: &mut impl Source, meta: Box4, found: &mut Found) -> Option<()> {
    let parts = meta.inside(source, 4);
    let infos = item_infos(source, find(&parts, b"iinf")?);
    let locations = find(&parts, b"iloc")?.content(source)?;
    let data = find(&parts, b"idat");
    let ids: BTreeSet<u32> = infos.iter().map(|(id, _)| *id).collect();
    let mut places = BTreeMap::new();
    let _ = find_places(&locations, &ids, &mut places);
    for (id, kind) in infos {
        // Each item once, however often it is listed.
        let Some((is_inside, at, length)) = places.remove(&id) else {
            continue;
        };
        let at = match (is_inside, data) {
            (false, _) => at,
            (true, Some(data)) => data.start.saturating_add(at),
            (true, None) => continue,
        };
        match kind {
            Item::Jpeg => found.add(source, at, length as u64),
            Item::Exif if length <= MAX_BLOCK => {
                // Four bytes say how far the TIFF header is.
                let skipped = source.be32(at)?;
                directories::collect(source, at.saturating_add(4 + u64::from(skipped)), found);
            }
            Item::Exif | Item::Xmp => {}
        }
    }
    Some(())
}

/// The first frame of an AVI file, if it is a JPEG.
pub(super) fn first_frame_of_avi(source: &mut impl Source, found: &mut Found) {
    /// Chunks before the frames: headers, and gaps for the index.
    const MAX_CHUNKS: usize = 64;
    let mut at = 12;
    for _ in 0..MAX_CHUNKS {
        let Some((head, size)) = source.at(at, 12).and_then(|head| {
            let size = u32::from_le_bytes(*head.get(4..8)?.first_chunk()?);
            Some((head, size))
        }) else {
            return;
        };
        if head.ends_with(b"movi") || head.ends_with(b"rec ") {
            at += 12;
            continue;
        }
        if head.get(2..4).is_some_and(|kind| kind == b"dc" || kind == b"db") {
            found.add(source, at + 8, size.into());
            return;
        }
        at += 8 + u64::from(size) + u64::from(size % 2);
    }
}
