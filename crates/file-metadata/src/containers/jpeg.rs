//! JPEG: EXIF and XMP in segments APP1, IPTC in APP13.

mod extended;

use crate::{
    blocks::{iptc, xmp},
    gathered::Gathered,
    input::Source,
};
use extended::Extension;

/// The most segments before the picture.
const MAX_SEGMENTS: usize = 2000;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// Reads the JPEG that starts at this position. A long packet of XMP continues in an extension. The packet itself counts first.
pub(crate) fn read(source: &mut impl Source, base: u64, gathered: &mut Gathered) {
    let mut at = base + 2;
    let (mut has_exif, mut has_xmp) = (false, false);
    let mut resources = Vec::new();
    let mut extension = Extension::default();
    let mut name = None;
    for _ in 0..MAX_SEGMENTS {
        let Some(head) = source.at(at, 4) else { break };
        let [0xff, marker, high, low] = *head.as_slice() else {
            break;
        };
        match marker {
            // A fill byte.
            0xff => {
                at += 1;
                continue;
            }
            // The picture starts, or the file ends.
            0xda | 0xd9 => break,
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        if matches!(marker, 0xe1 | 0xed)
            && let Some(content) = source.up_to(at + 4, length.saturating_sub(2))
        {
            if marker == 0xed {
                resources.extend_from_slice(content.strip_prefix(PHOTOSHOP).unwrap_or_default());
            } else if let Some(packet) = content.strip_prefix(XMP).filter(|_| !has_xmp) {
                has_xmp = true;
                name = xmp::read_first(packet, &mut gathered.xmp);
            } else if let Some(part) = content.strip_prefix(EXTENSION) {
                extension.add(part);
            } else if content.starts_with(EXIF) && !has_exif {
                has_exif = true;
                super::read_exif_block(&content, gathered);
            }
        }
        at += 2 + length.max(2) as u64;
    }
    if let Some(packet) = name.and_then(|name| extension.packet(&name)) {
        xmp::read(&packet, &mut gathered.xmp);
    }
    iptc::read_resources(&resources, gathered);
}
