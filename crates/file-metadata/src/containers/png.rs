//! PNG: EXIF in `eXIf`, XMP in `iTXt`.

use crate::{blocks::xmp, gathered::Gathered, input::Source};

/// The keyword, and four bytes of zeros: not compressed, no language, no translated keyword.
const XMP: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

pub(super) fn read(source: &mut impl Source, gathered: &mut Gathered) {
    let mut at = 8;
    // Metadata may stand after the picture, which may have thousands of chunks. The limits of the source end this.
    while let Some(head) = source.at(at, 8) {
        let Some((length, kind)) = head.split_first_chunk::<4>() else {
            return;
        };
        let length = u32::from_be_bytes(*length) as usize;
        if matches!(kind, b"eXIf" | b"iTXt")
            && length <= super::MAX_BLOCK
            && let Some(content) = source.at(at + 8, length)
        {
            if kind == b"eXIf" {
                super::read_exif_block(&content, gathered);
            } else if let Some(packet) = content.strip_prefix(XMP) {
                xmp::read(packet, &mut gathered.xmp);
            }
        }
        if kind == b"IEND" {
            return;
        }
        at += 12 + length as u64;
    }
}
