//! Files of boxes: HEIC and AVIF with items, CR3 with TIFF structures, MP4 and MOV with tags.

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
    for (id, kind) in infos.into_iter().filter(|(_, kind)| *kind != Item::Jpeg) {
        let Some((is_inside, at, length)) = location(&locations, id) else {
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

/// Where an item is: whether inside of `idat`, its position and its length. Only items of one piece: metadata is.
pub(super) fn location(locations: &[u8], wanted: u32) -> Option<(bool, u64, usize)> {
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
        let extents = rest.number(2)?;
        for number in 0..extents {
            rest.number(index_size)?;
            let (offset, length) = (rest.number(offset_size)?, rest.number(length_size)?);
            if u64::from(wanted) == id && number == 0 && extents == 1 && method < 2 {
                return Some((method == 1, base.checked_add(offset)?, usize::try_from(length).ok()?));
            }
        }
    }
    None
}

/// Big-endian numbers one after another.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
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
