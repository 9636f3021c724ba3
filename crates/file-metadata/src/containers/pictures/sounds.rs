//! Cover art of recordings.

use std::io::Cursor;

use id3::{Tag, frame::PictureType, partial_tag_ok};

use super::{
    super::{MAX_BLOCK, id3_frames, mp3::tag_length},
    Found,
};
use crate::input::Source;

/// The header of an ID3v2 tag in bytes.
const HEADER: usize = 10;

/// The most pictures of a tag.
const MAX_PICTURES: usize = 8;

/// The most blocks or chunks to look at.
const MAX_BLOCKS: usize = 1000;

/// The block of a FLAC file that is a picture.
const FLAC_PICTURE: u8 = 6;

pub(super) fn mp3(source: &mut impl Source, found: &mut Found) {
    let Some(length) = source.at(0, HEADER).and_then(|header| tag_length(&header)) else {
        return;
    };
    tag(&source.up_to(0, length.min(MAX_BLOCK)).unwrap_or_default(), found);
    let after = length as u64;
    if source.at(after, 4).is_some_and(|start| start == b"fLaC") {
        flac(source, after, found);
    }
}

/// The pictures of an ID3v2 tag: the front cover, or all if there is none.
fn tag(bytes: &[u8], found: &mut Found) {
    let bytes = id3_frames::pictures(bytes);
    let Ok(tag) = partial_tag_ok(Tag::read_from2(Cursor::new(bytes))) else {
        return;
    };
    let cover = tag
        .pictures()
        .find(|picture| picture.picture_type == PictureType::CoverFront);
    let all = tag.pictures().take(MAX_PICTURES);
    for picture in cover.map_or_else(|| all.collect(), |cover| vec![cover]) {
        found.add_bytes(picture.data.clone());
    }
}

pub(super) fn wave(source: &mut impl Source, found: &mut Found) {
    let mut at = 12;
    for _ in 0..MAX_BLOCKS {
        let Some(head) = source.at(at, 8) else { return };
        let Some((kind, length)) = head.split_first_chunk::<4>() else {
            return;
        };
        let Some(length) = length.first_chunk::<4>().map(|length| u32::from_le_bytes(*length)) else {
            return;
        };
        if matches!(kind, b"id3 " | b"ID3 ") && length as usize <= MAX_BLOCK {
            tag(&source.at(at + 8, length as usize).unwrap_or_default(), found);
            return;
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
}

/// The pictures of the FLAC file that starts here. Format: RFC 9639, section 8.8.
pub(super) fn flac(source: &mut impl Source, base: u64, found: &mut Found) {
    let mut at = base + 4;
    for _ in 0..MAX_BLOCKS {
        let Some(head) = source.at(at, 4) else { return };
        let [kind, a, b, c] = *head.as_slice() else { return };
        let length = u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind & 0x7f == FLAC_PICTURE {
            let _ = flac_picture(source, at + 4, found);
        }
        if kind & 0x80 != 0 {
            return;
        }
        at += 4 + length;
    }
}

fn flac_picture(source: &mut impl Source, at: u64, found: &mut Found) -> Option<()> {
    let mime = u64::from(source.be32(at + 4)?);
    let description = u64::from(source.be32(at + 8 + mime)?);
    // Width, height, depth and colors come before the length.
    let data = at + 8 + mime + 4 + description + 16;
    let length = source.be32(data)?;
    found.add(source, data + 4, length.into());
    Some(())
}
