//! Pictures inside of files: previews of RAW files, cover art, thumbnails. They are JPEG or PNG, so no codec is needed to show
//! what a HEIC, a RAW file, a video or a recording holds.
//!
//! | Files | Where |
//! |---|---|
//! | TIFF, DNG, NEF, ARW, CR2, ORF, RW2, PEF, SRW | directories, their chain and their SubIFDs; Olympus's notes; XMP |
//! | RAF | the header says where its JPEG is |
//! | CR3 | `PRVW`, `THMB`, and the first sample of a track |
//! | HEIC, AVIF | items of type `jpeg`, the thumbnail in EXIF |
//! | MP4, MOV, M4A | `covr`, pictures in user data, thumbnails in XMP, the first frame of a Motion JPEG track |
//! | AVI | the first frame of Motion JPEG |
//! | MP3, WAV, FLAC | pictures of ID3 tags and FLAC blocks |

mod candidate;
mod directories;
mod movies;
mod sounds;

use std::io::{Read, Seek};

use crate::input::{Input, Source};
use candidate::Candidate;

/// The most bytes to read of one file: the largest embedded pictures have some 30 MB.
const MAX_BYTES: usize = 96 << 20;

/// The most pictures of one file to look at.
const MAX_CANDIDATES: usize = 64;

/// A picture inside of a file, still encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedPicture {
    /// A JPEG or PNG.
    pub bytes: Vec<u8>,
    /// How the camera was held, as the EXIF tag Orientation (1 to 8) of the file around it. A picture with an orientation of
    /// its own has that one.
    pub orientation: Option<u8>,
    /// Its width and height in pixels, before it is rotated.
    pub size: [u32; 2],
}

/// The smallest picture inside of a file that is at least `side` pixels wide or high, or else the largest one. `None` if there
/// is none. Reads at most 96 MB, however large the file is. The bytes are foreign: decode them with limits.
pub fn embedded_picture(file: impl Read + Seek, side: u32) -> Option<EmbeddedPicture> {
    let mut input = Input::with_limit(file, MAX_BYTES);
    let mut found = Found::default();
    collect(&mut input, &mut found);
    let best = found.best(side)?;
    let size = best.size;
    Some(EmbeddedPicture {
        bytes: best.bytes(&mut input)?,
        orientation: found.orientation,
        size,
    })
}

/// The pictures of a file.
#[derive(Default)]
struct Found {
    candidates: Vec<Candidate>,
    orientation: Option<u8>,
}

impl Found {
    /// Adds what starts at this position, if it is a picture.
    fn add(&mut self, source: &mut impl Source, at: u64, length: u64) {
        if self.candidates.len() < MAX_CANDIDATES {
            self.candidates.extend(Candidate::at(source, at, length));
        }
    }

    /// Adds a picture that was read or decoded already.
    fn add_bytes(&mut self, bytes: Vec<u8>) {
        if self.candidates.len() < MAX_CANDIDATES {
            self.candidates.extend(Candidate::of(bytes));
        }
    }

    /// Adds the picture that starts within the first bytes of a box, after fields that differ between manufacturers.
    fn add_after_fields(&mut self, source: &mut impl Source, start: u64, end: u64) {
        const MAX_FIELDS: usize = 64;
        let first = source.up_to(start, MAX_FIELDS).unwrap_or_default();
        let Some(skipped) = first.windows(3).position(|bytes| bytes == [0xff, 0xd8, 0xff]) else {
            return;
        };
        let at = start + skipped as u64;
        if let Some(length) = end.checked_sub(at) {
            self.add(source, at, length);
        }
    }

    fn best(&self, side: u32) -> Option<Candidate> {
        let longest = |candidate: &&Candidate| candidate.size.iter().copied().max().unwrap_or(0);
        let enough = self.candidates.iter().filter(|one| longest(one) >= side);
        let best = enough.min_by_key(longest);
        best.or_else(|| self.candidates.iter().max_by_key(longest)).cloned()
    }
}

fn collect(source: &mut impl Source, found: &mut Found) {
    let start = source.up_to(0, 16).unwrap_or_default();
    match start.as_slice() {
        [b'I', b'I', ..] | [b'M', b'M', ..] => directories::collect(source, 0, found),
        [b'R', b'I', b'F', b'F', _, _, _, _, form @ ..] => {
            if form.starts_with(b"AVI ") {
                movies::first_frame_of_avi(source, found);
            } else if form.starts_with(b"WAVE") {
                sounds::wave(source, found);
            }
        }
        [
            _,
            _,
            _,
            _,
            b'f' | b'm' | b'w' | b's' | b'u',
            b't' | b'o' | b'i' | b'r' | b'k' | b'd' | b'u',
            ..,
        ] => movies::collect(source, found),
        [b'f', b'L', b'a', b'C', ..] => sounds::flac(source, 0, found),
        [b'I', b'D', b'3', ..] => sounds::mp3(source, found),
        start if start.starts_with(b"FUJIFILMCCD-RAW ") => {
            if let (Some(at), Some(length)) = (source.be32(84), source.be32(88)) {
                found.add(source, at.into(), length.into());
            }
        }
        _ => {}
    }
}

/// Adds the thumbnails of an XMP packet, which are Base64.
fn add_thumbnails_of_xmp(packet: &[u8], found: &mut Found) {
    const END: &[u8] = b"GImg:image>";
    const MAX_THUMBNAILS: usize = 4;
    let mut rest = packet;
    for _ in 0..MAX_THUMBNAILS {
        let Some(at) = rest.windows(END.len()).position(|bytes| bytes == END) else {
            return;
        };
        rest = rest.get(at + END.len()..).unwrap_or_default();
        let Some(end) = rest.iter().position(|byte| *byte == b'<') else {
            return;
        };
        let (text, after) = rest.split_at(end);
        // Line ends are written as references.
        let text = String::from_utf8_lossy(text)
            .replace("&#xA;", "")
            .replace("&#xa;", "")
            .replace("&#10;", "");
        let text: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        if let Ok(bytes) = base64_simd::STANDARD.decode_to_vec(&text) {
            found.add_bytes(bytes);
        }
        // The end tag.
        let tag = after.iter().position(|byte| *byte == b'>').unwrap_or(after.len());
        rest = after.get(tag..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests;
