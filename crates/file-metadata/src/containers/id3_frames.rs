//! The frames of an ID3v2 tag that are of use. The library that reads them reserves as much memory as a frame claims to need,
//! 4 GB at most, and unpacks compressed frames of up to 256 MB each.

use std::borrow::Cow;

const HEADER: usize = 10;

/// The longest frame to read in bytes.
const MAX_FRAME: usize = 64 << 10;

/// The longest picture to read in bytes.
const MAX_PICTURE: usize = super::MAX_BLOCK;

/// The most frames to look at.
const MAX_FRAMES: usize = 10_000;

const WANTED: [&[u8; 4]; 7] = [b"TPE1", b"TIT2", b"TCOP", b"TDRC", b"TDOR", b"COMM", b"TXXX"];

/// In the tag's flags: bytes that look like sound are escaped; a second header follows.
const ESCAPED: u8 = 0x80;
const EXTENDED: u8 = 0x40;

/// The tag with only its short, plain frames of use.
pub(super) fn wanted(tag: &[u8]) -> Cow<'_, [u8]> {
    only(tag, &WANTED, MAX_FRAME)
}

/// The tag with only its plain pictures.
pub(super) fn pictures(tag: &[u8]) -> Cow<'_, [u8]> {
    only(tag, &[b"APIC"], MAX_PICTURE)
}

/// The tag with only its plain frames of these kinds, up to this length. A tag of ID3v2.2 has no packed or long ones, and stays as
/// it is.
fn only<'t>(tag: &'t [u8], wanted: &[&[u8; 4]], max_length: usize) -> Cow<'t, [u8]> {
    let ([b'I', b'D', b'3', version @ (3 | 4), _, flags, ..], Some(body)) = (tag, tag.get(HEADER..)) else {
        return Cow::Borrowed(tag);
    };
    let unescaped = if *version == 3 && flags & ESCAPED != 0 {
        Cow::Owned(unescape(body))
    } else {
        Cow::Borrowed(body)
    };
    let mut rest: &[u8] = &unescaped;
    if flags & EXTENDED != 0 {
        let skipped = number(rest, 0, *version).map(|length| if *version == 3 { length + 4 } else { length });
        rest = skipped.and_then(|skipped| rest.get(skipped..)).unwrap_or_default();
    }
    let mut kept = Vec::new();
    for _ in 0..MAX_FRAMES {
        let Some(length) = number(rest, 4, *version) else { break };
        let Some(frame) = length.checked_add(HEADER).and_then(|length| rest.get(..length)) else {
            break;
        };
        // Compressed or encrypted.
        let is_packed = match (frame.get(9), version) {
            (Some(flags), 3) => flags & 0xc0 != 0,
            (Some(flags), _) => flags & 0x0c != 0,
            (None, _) => true,
        };
        if !is_packed && length <= max_length && wanted.iter().any(|id| frame.starts_with(*id)) {
            kept.extend_from_slice(frame);
        }
        rest = rest.get(frame.len()..).unwrap_or_default();
    }
    let flags = if *version == 4 { flags & ESCAPED } else { 0 };
    let length = kept.len();
    let length = [21, 14, 7, 0].map(|shift| u8::try_from(length >> shift & 0x7f).unwrap_or(0));
    Cow::Owned([b"ID3".as_slice(), &[*version, 0, flags], &length, &kept].concat())
}

/// The length at this place: with seven bits a byte since version 4. `None` at the padding, where there is no frame.
fn number(bytes: &[u8], at: usize, version: u8) -> Option<usize> {
    let digits = bytes.get(at..)?.first_chunk::<4>()?;
    if at > 0 && bytes.first() == Some(&0) {
        return None;
    }
    let (bits, mask) = if version == 4 { (7, 0x7f) } else { (8, 0xff) };
    Some(
        digits
            .iter()
            .fold(0, |number, byte| (number << bits) | usize::from(byte & mask)),
    )
}

/// Removes the zero that was put after each byte of all ones.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut before = 0;
    let mut plain = bytes.to_vec();
    plain.retain(|byte| !(std::mem::replace(&mut before, *byte) == 0xff && *byte == 0));
    plain
}
