//! PNG: EXIF in `eXIf`, XMP in `iTXt`, and what other programs keep as hexadecimal text: IPTC, EXIF and XMP as ImageMagick and
//! ExifTool write them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::{
    blocks::{iptc, xmp},
    gathered::Gathered,
    input::Source,
};

/// The keyword of XMP.
const XMP: &[u8] = b"XML:com.adobe.xmp";

/// The keyword of a block as hexadecimal text, before its kind.
const PROFILE: &[u8] = b"Raw profile type ";

/// The most blocks to unpack. A packed block can be a thousand times larger than what is stored.
const MAX_UNPACKED: usize = 8;

pub(super) fn read(source: &mut impl Source, gathered: &mut Gathered) {
    let (mut at, mut left) = (8, MAX_UNPACKED);
    // Metadata can follow the image data, which can have thousands of chunks. The source limits how many are read.
    while let Some(head) = source.at(at, 8) {
        let Some((length, kind)) = head.split_first_chunk::<4>() else {
            return;
        };
        let length = u32::from_be_bytes(*length) as usize;
        if matches!(kind, b"eXIf" | b"iTXt" | b"tEXt" | b"zTXt")
            && length <= super::MAX_BLOCK
            && let Some(content) = source.at(at + 8, length)
        {
            if kind == b"eXIf" {
                super::read_exif_block(&content, gathered);
            } else if left > 0
                && let Some((keyword, rest)) = split_at_zero(&content)
                && (keyword == XMP || keyword.starts_with(PROFILE))
                && let Some(text) = text(kind, rest)
            {
                left -= 1;
                block(keyword, &text, gathered);
            }
        }
        if kind == b"IEND" {
            return;
        }
        at += 12 + length as u64;
    }
}

/// The bytes before the first zero, and those after it.
fn split_at_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// The text of a chunk, unpacked, after its keyword.
fn text(kind: &[u8], rest: &[u8]) -> Option<Vec<u8>> {
    match (kind, rest) {
        (b"tEXt", text) => Some(text.to_vec()),
        (b"zTXt", [0, packed @ ..]) => unpack(packed),
        (b"iTXt", [is_packed, _, rest @ ..]) => {
            let (_language, rest) = split_at_zero(rest)?;
            let (_translated, text) = split_at_zero(rest)?;
            if *is_packed == 1 {
                unpack(text)
            } else {
                Some(text.to_vec())
            }
        }
        _ => None,
    }
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let most = super::MAX_BLOCK as u64;
    ZlibDecoder::new(packed).take(most).read_to_end(&mut text).ok()?;
    Some(text)
}

fn block(keyword: &[u8], text: &[u8], gathered: &mut Gathered) {
    if keyword == XMP {
        xmp::read(text, &mut gathered.xmp);
        return;
    }
    let Some(bytes) = profile(text) else { return };
    match keyword.get(PROFILE.len()..) {
        Some(b"iptc") if bytes.starts_with(b"8BIM") => iptc::read_resources(&bytes, gathered),
        Some(b"iptc") => iptc::read_records(&bytes, &mut gathered.iptc),
        Some(b"exif" | b"APP1") if bytes.starts_with(b"Exif\0\0") => super::read_exif_block(&bytes, gathered),
        Some(b"xmp") => xmp::read(&bytes, &mut gathered.xmp),
        _ => {}
    }
}

/// The bytes of a hexadecimal text: a line with its kind, one with its length, then digits.
fn profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?.trim_start();
    let (_kind, rest) = text.split_once('\n')?;
    let (_length, digits) = rest.trim_start().split_once('\n')?;
    let digits = digits.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let digits: Option<Vec<u8>> = digits
        .map(|byte| u8::try_from(char::from(byte).to_digit(16)?).ok())
        .collect();
    let (pairs, _) = digits.as_ref()?.as_chunks::<2>();
    Some(pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
