//! SVG: a packet of XMP within the text of the picture.

use crate::{blocks::xmp, gathered::Gathered, input::Source};

/// What a packet begins and ends with.
const BEGIN: &[u8] = b"<x:xmpmeta";
const END: &[u8] = b"</x:xmpmeta>";

/// Whether a file with these first bytes may be a picture in SVG.
pub(super) fn is_likely(start: &[u8]) -> bool {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    text.starts_with(b"<svg") || text.starts_with(b"<?xml")
}

/// Reads the first packet. One that begins later than in the largest block that is read is left out.
pub(super) fn read(source: &mut impl Source, gathered: &mut Gathered) {
    let text = source.up_to(0, super::MAX_BLOCK).unwrap_or_default();
    let find = |from: usize, wanted: &[u8]| {
        let rest = text.get(from..)?;
        rest.windows(wanted.len())
            .position(|found| found == wanted)
            .map(|at| from + at)
    };
    let packet = find(0, BEGIN).and_then(|begin| text.get(begin..find(begin, END)? + END.len()));
    xmp::read(packet.unwrap_or_default(), &mut gathered.xmp);
}
