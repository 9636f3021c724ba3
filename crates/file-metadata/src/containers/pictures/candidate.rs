//! A picture that might be shown: a JPEG or PNG whose size is known from its header.

use std::sync::Arc;

use crate::input::Source;

/// The longest picture in bytes.
const MAX_LENGTH: u64 = 64 << 20;

/// The most pixels of a picture.
const MAX_PIXELS: u64 = 200_000_000;

/// The smallest width or height to show.
const MIN_SIDE: u32 = 16;

/// The most segments before the frame header of a JPEG.
const MAX_SEGMENTS: usize = 200;

#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) size: [u32; 2],
    place: Place,
}

#[derive(Clone)]
enum Place {
    File { at: u64, length: usize },
    Memory(Arc<Vec<u8>>),
}

impl Candidate {
    /// What starts at this position of a file.
    pub(super) fn at(source: &mut impl Source, at: u64, length: u64) -> Option<Self> {
        let length = length.min(source.length().checked_sub(at)?);
        if length > MAX_LENGTH {
            return None;
        }
        Some(Self {
            size: size(source, at)?,
            place: Place::File {
                at,
                length: usize::try_from(length).ok()?,
            },
        })
    }

    /// What was read or decoded already.
    pub(super) fn of(bytes: Vec<u8>) -> Option<Self> {
        Some(Self {
            size: size(&mut bytes.as_slice(), 0)?,
            place: Place::Memory(Arc::new(bytes)),
        })
    }

    pub(super) fn bytes(self, source: &mut impl Source) -> Option<Vec<u8>> {
        match self.place {
            Place::File { at, length } => source.at(at, length),
            Place::Memory(bytes) => Some(Arc::unwrap_or_clone(bytes)),
        }
    }
}

/// Width and height of the picture that starts here, if it is one that decoders read: the raw data of a camera can be a JPEG
/// too, but a lossless one.
fn size(source: &mut impl Source, at: u64) -> Option<[u32; 2]> {
    let size = match source.at(at, 8)?.as_slice() {
        [0xff, 0xd8, 0xff, ..] => size_of_jpeg(source, at)?,
        b"\x89PNG\r\n\x1a\n" => [source.be32(at + 16)?, source.be32(at + 20)?],
        _ => return None,
    };
    let [width, height] = size;
    let pixels = u64::from(width) * u64::from(height);
    (size.iter().all(|length| *length >= MIN_SIDE) && pixels <= MAX_PIXELS).then_some(size)
}

/// ITU T.81, B.2.2.
fn size_of_jpeg(source: &mut impl Source, base: u64) -> Option<[u32; 2]> {
    let mut at = base + 2;
    for _ in 0..MAX_SEGMENTS {
        let head = source.at(at, 4)?;
        let [0xff, marker, high, low] = *head.as_slice() else {
            return None;
        };
        match marker {
            // A fill byte.
            0xff => {
                at += 1;
                continue;
            }
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            // Baseline, extended and progressive, with eight bits.
            0xc0..=0xc2 => {
                let [8, a, b, c, d, parts] = *source.at(at + 4, 6)?.as_slice() else {
                    return None;
                };
                let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
                return matches!(parts, 1 | 3 | 4).then_some([number(c, d), number(a, b)]);
            }
            // Lossless and other processes, the picture itself, or the end.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xda | 0xd9 => return None,
            _ => {}
        }
        at += 2 + u64::from(u16::from_be_bytes([high, low])).max(2);
    }
    None
}
