//! File formats: where each one keeps its blocks of metadata.

mod bmff;
mod boxes;
mod flac;
mod id3_frames;
mod jpeg;
mod mp3;
pub(crate) mod pictures;
mod png;
mod quick_time;
mod riff;
mod svg;

use crate::{
    blocks::exif,
    gathered::Gathered,
    input::{Input, Source},
};
use std::io::{Read, Seek};

/// The largest block of metadata to read in bytes.
const MAX_BLOCK: usize = 8 << 20;

/// Reads a file. Its first bytes tell the format.
pub(crate) fn read<R: Read + Seek>(input: &mut Input<R>) -> Gathered {
    let mut gathered = Gathered::default();
    let start = input.up_to(0, 16).unwrap_or_default();
    match start.as_slice() {
        [0xff, 0xd8, ..] => jpeg::read(input, 0, &mut gathered),
        [0x89, b'P', b'N', b'G', ..] => png::read(input, &mut gathered),
        [b'I', b'I', ..] | [b'M', b'M', ..] => exif::read(input, 0, &mut gathered),
        [b'R', b'I', b'F', b'F', _, _, _, _, form @ ..] => riff::read(input, form, &mut gathered),
        [
            _,
            _,
            _,
            _,
            b'f' | b'm' | b'w' | b's',
            b't' | b'o' | b'i' | b'r' | b'k',
            ..,
        ] => bmff::read(input, &mut gathered),
        [b'f', b'L', b'a', b'C', ..] => flac::read(input, 0, &mut gathered),
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => mp3::read(input, &mut gathered),
        start if start.starts_with(b"FUJIFILMCCD-RAW ") => {
            // A RAF file holds a JPEG with everything.
            if let Some(at) = input.be32(84) {
                jpeg::read(input, u64::from(at), &mut gathered);
            }
        }
        start if svg::is_likely(start) => svg::read(input, &mut gathered),
        _ => {}
    }
    gathered
}

/// An EXIF block, which in some formats has a header.
fn read_exif_block(block: &[u8], gathered: &mut Gathered) {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    exif::read(&mut &*block, 0, gathered);
}
