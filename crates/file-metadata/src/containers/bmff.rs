//! Files of boxes: HEIC and AVIF with items, CR3 with TIFF structures, MP4 and MOV with tags.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    boxes::{Box4, between, find},
    quick_time,
};
use crate::{
    blocks::{exif, xmp},
    gathered::Gathered,
    input::Source,
};

/// The user type of XMP.
pub(super) const XMP: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

/// The user type of Canon's metadata in CR3.
pub(super) const CANON: [u8; 16] = *b"\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48";

pub(super) fn read(source: &mut impl Source, gathered: &mut Gathered) {
    let end = source.length();
    for one in between(source, 0, end) {
        match &one.kind {
            b"meta" => {
                let _ = items(source, one, gathered);
            }
            b"moov" => movie(source, one, gathered),
            b"uuid" => user_type(source, one, gathered),
            _ => {}
        }
    }
}

fn movie(source: &mut impl Source, movie: Box4, gathered: &mut Gathered) {
    for one in movie.inside(source, 0) {
        match &one.kind {
            b"uuid" => user_type(source, one, gathered),
            b"udta" => {
                quick_time::user_data(source, one, &mut gathered.quick_time);
                if let Some(packet) = find(&one.inside(source, 0), b"XMP_").and_then(|packet| packet.content(source)) {
                    xmp::read(&packet, &mut gathered.xmp);
                }
            }
            b"meta" => quick_time::tags(source, one, &mut gathered.quick_time),
            _ => {}
        }
    }
}

fn user_type(source: &mut impl Source, one: Box4, gathered: &mut Gathered) {
    match source.at(one.start, 16).as_deref() {
        Some(kind) if kind == XMP => {
            if let Some(packet) = one.content(source) {
                xmp::read(packet.get(16..).unwrap_or_default(), &mut gathered.xmp);
            }
        }
        Some(kind) if kind == CANON => {
            for part in one.inside(source, 16) {
                match &part.kind {
                    b"CMT1" | b"CMT2" => exif::read(source, part.start, gathered),
                    b"CMT4" => exif::read_gps(source, part.start, &mut gathered.exif),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// Reads the items of a picture that hold EXIF and XMP.
fn items(source: &mut impl Source, meta: Box4, gathered: &mut Gathered) -> Option<()> {
    let parts = meta.inside(source, 4);
    let infos = item_infos(source, find(&parts, b"iinf")?);
    let locations = find(&parts, b"iloc")?.content(source)?;
    let data = find(&parts, b"idat");
    let ids: BTreeSet<u32> = infos.iter().map(|(id, _)| *id).collect();
    let mut places = BTreeMap::new();
    let _ = find_places(&locations, &ids, &mut places);
    for (id, kind) in infos.into_iter().filter(|(_, kind)| *kind != Item::Jpeg) {
        // Each item once, however often it is listed.
        let Some((is_inside, at, length)) = places.remove(&id) else {
            continue;
        };
        let at = match (is_inside, data) {
            (false, _) => at,
            (true, Some(data)) => data.start.saturating_add(at),
            (true, None) => continue,
        };
        let Some(content) = (length <= super::MAX_BLOCK).then(|| source.at(at, length)).flatten() else {
            continue;
        };
        match kind {
            Item::Jpeg => {}
            Item::Xmp => xmp::read(&content, &mut gathered.xmp),
            Item::Exif => {
                // Four bytes say how far the TIFF header is.
                let (skipped, rest) = content.split_first_chunk::<4>()?;
                let block = rest.get(u32::from_be_bytes(*skipped) as usize..);
                super::read_exif_block(block.unwrap_or(rest), gathered);
            }
        }
    }
    Some(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Exif,
    Xmp,
    Jpeg,
}

/// The numbers of the items that hold metadata.
pub(super) fn item_infos(source: &mut impl Source, infos: Box4) -> Vec<(u32, Item)> {
    let version = source.at(infos.start, 1).and_then(|bytes| bytes.first().copied());
    let skipped = if version == Some(0) { 6 } else { 8 };
    let mut found = Vec::new();
    for info in infos.inside(source, skipped) {
        let Some(content) = source.up_to(info.start, 64.min(usize::try_from(info.end - info.start).unwrap_or(64)))
        else {
            continue;
        };
        let (id, rest) = match content.as_slice() {
            [2, _, _, _, a, b, _, _, rest @ ..] => (u32::from(u16::from_be_bytes([*a, *b])), rest),
            [3, _, _, _, a, b, c, d, _, _, rest @ ..] => (u32::from_be_bytes([*a, *b, *c, *d]), rest),
            _ => continue,
        };
        if rest.starts_with(b"Exif") {
            found.push((id, Item::Exif));
        } else if rest.starts_with(b"jpeg") {
            found.push((id, Item::Jpeg));
        } else if rest.starts_with(b"mime") && rest.windows(19).any(|type_| type_ == b"application/rdf+xml") {
            found.push((id, Item::Xmp));
        }
    }
    found
}

/// Where an item is: whether inside of `idat`, its position and its length.
pub(super) type ItemPlace = (bool, u64, usize);

/// Finds these items. Only those of one piece: metadata is. `None` if the list ends early.
pub(super) fn find_places(
    locations: &[u8],
    wanted: &BTreeSet<u32>,
    found: &mut BTreeMap<u32, ItemPlace>,
) -> Option<()> {
    let mut rest = Fields(locations);
    let version = rest.number(1)?;
    rest.number(3)?;
    let sizes = rest.number(1)?;
    let (offset_size, length_size) = ((sizes >> 4) as usize, (sizes & 15) as usize);
    let sizes = rest.number(1)?;
    let (base_size, index_size) = (
        (sizes >> 4) as usize,
        if version > 0 { (sizes & 15) as usize } else { 0 },
    );
    let wide = if version < 2 { 2 } else { 4 };
    for _ in 0..rest.number(wide)? {
        let id = rest.number(wide)?;
        let method = if version > 0 { rest.number(2)? & 15 } else { 0 };
        rest.number(2)?;
        let base = rest.number(base_size)?;
        let extents = usize::try_from(rest.number(2)?).ok()?;
        if extents != 1 {
            // Skipped at once: extents can be empty, and there may be billions of them.
            rest.skip(extents.checked_mul(index_size + offset_size + length_size)?)?;
            continue;
        }
        rest.number(index_size)?;
        let (offset, length) = (rest.number(offset_size)?, rest.number(length_size)?);
        let id = u32::try_from(id).ok()?;
        if method < 2 && wanted.contains(&id) {
            let place = (method == 1, base.checked_add(offset)?, usize::try_from(length).ok()?);
            found.entry(id).or_insert(place);
        }
    }
    Some(())
}

/// Big-endian numbers one after another.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn skip(&mut self, length: usize) -> Option<()> {
        self.0 = self.0.get(length..)?;
        Some(())
    }

    /// The next number, of at most eight bytes.
    fn number(&mut self, size: usize) -> Option<u64> {
        if size > 8 {
            return None;
        }
        let (bytes, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }
}
