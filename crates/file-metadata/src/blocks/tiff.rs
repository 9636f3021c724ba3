//! Directories of a TIFF file. An EXIF block has the same structure. Only requested values are read, so a RAW file of 100 MB costs
//! a few kilobytes.
//!
//! Format: TIFF 6.0, section 2.

use crate::input::Source;

/// The most entries of a directory to look at. Those of cameras have a few dozen.
const MAX_ENTRIES: u16 = 2000;

/// The largest value to read in bytes. XMP packets with a long edit history are the largest.
const MAX_VALUE: u64 = 8 << 20;

/// How much of a text to read in bytes: more than any field keeps.
const MAX_TEXT: u64 = 64 << 10;

/// A TIFF structure inside of a file.
pub(crate) struct Tiff<'s, S> {
    source: &'s mut S,
    /// The position of its header. Offsets are relative to it.
    base: u64,
    big_endian: bool,
}

/// A directory: the positions of its tags' values.
pub(crate) struct Directory {
    entries: Vec<Entry>,
    /// The offset of the next directory; 0 if this is the last one.
    pub(crate) next: u32,
}

struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    /// The position of the four bytes that hold the value or its offset.
    value_at: u64,
}

impl<'s, S: Source> Tiff<'s, S> {
    /// Opens the structure that starts here, and its first directory.
    pub(crate) fn open(source: &'s mut S, base: u64) -> Option<(Self, Directory)> {
        let header = source.at(base, 8)?;
        let big_endian = match header.first_chunk::<4>()? {
            // TIFF; RW2 (Panasonic); ORF (Olympus).
            b"II*\0" | b"IIU\0" | b"IIRO" | b"IIRS" => false,
            b"MM\0*" | b"MMOR" => true,
            _ => return None,
        };
        let mut tiff = Self {
            source,
            base,
            big_endian,
        };
        let first = tiff.number(header.get(4..8)?)?;
        let directory = tiff.directory(first)?;
        Some((tiff, directory))
    }

    /// The directory at this offset.
    pub(crate) fn directory(&mut self, offset: u32) -> Option<Directory> {
        const ENTRY: usize = 12;
        let at = self.base.checked_add(u64::from(offset))?;
        let count = self.source.at(at, 2)?;
        let count = u16::try_from(self.number(&count)?).ok()?.min(MAX_ENTRIES);
        // The last entries may be cut off.
        let bytes = self.source.up_to(at + 2, usize::from(count) * ENTRY)?;
        let next = self.source.at(at + 2 + u64::from(count) * ENTRY as u64, 4);
        let next = next.and_then(|next| self.number(&next)).unwrap_or(0);
        let (entries, _) = bytes.as_chunks::<ENTRY>();
        let entries = entries.iter().zip(0_u64..).filter_map(|(entry, index)| {
            Some(Entry {
                tag: u16::try_from(self.number(entry.get(..2)?)?).ok()?,
                kind: u16::try_from(self.number(entry.get(2..4)?)?).ok()?,
                count: self.number(entry.get(4..8)?)?,
                value_at: at + 2 + index * ENTRY as u64 + 8,
            })
        });
        Some(Directory {
            entries: entries.collect(),
            next,
        })
    }

    /// The structure that starts here without a header, as manufacturers' notes do.
    pub(crate) const fn without_header(source: &'s mut S, base: u64, big_endian: bool) -> Self {
        Self {
            source,
            base,
            big_endian,
        }
    }

    /// The file that it is in, and where offsets count from.
    pub(crate) const fn source(&mut self) -> (&mut S, u64, bool) {
        (self.source, self.base, self.big_endian)
    }

    /// The bytes of a tag's value. `None` if it is too large.
    pub(crate) fn bytes(&mut self, directory: &Directory, tag: u16) -> Option<Vec<u8>> {
        self.value(directory, tag, None)
    }

    /// The bytes of a tag's text, or those that it begins with.
    pub(crate) fn text(&mut self, directory: &Directory, tag: u16) -> Option<Vec<u8>> {
        self.value(directory, tag, Some(MAX_TEXT))
    }

    fn value(&mut self, directory: &Directory, tag: u16, cut_at: Option<u64>) -> Option<Vec<u8>> {
        let (at, length) = self.place(directory, tag)?;
        let length = match cut_at {
            Some(most) => length.min(most),
            None => Some(length).filter(|length| *length <= MAX_VALUE)?,
        };
        self.source.at(at, usize::try_from(length).ok()?)
    }

    /// Where a tag's value is, and its length in bytes.
    pub(crate) fn place(&mut self, directory: &Directory, tag: u16) -> Option<(u64, u64)> {
        let entry = directory.entries.iter().find(|entry| entry.tag == tag)?;
        let size = match entry.kind {
            // BYTE, ASCII, SBYTE, UNDEFINED, UTF-8 (EXIF 3.0).
            1 | 2 | 6 | 7 | 129 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = u64::from(entry.count) * size;
        let at = if length <= 4 {
            entry.value_at
        } else {
            let offset = self.source.at(entry.value_at, 4)?;
            self.base.checked_add(u64::from(self.number(&offset)?))?
        };
        Some((at, length))
    }

    /// The numbers of a tag, if they are no more than `max`.
    pub(crate) fn numbers(&mut self, directory: &Directory, tag: u16, max: u32) -> Option<Vec<u32>> {
        let entry = directory.entries.iter().find(|entry| entry.tag == tag)?;
        let size = match entry.kind {
            3 => 2,
            4 | 13 => 4,
            _ => return None,
        };
        if entry.count > max {
            return None;
        }
        let bytes = self.bytes(directory, tag)?;
        bytes.chunks_exact(size).map(|number| self.number(number)).collect()
    }

    /// The first number of a tag.
    pub(crate) fn first_number(&mut self, directory: &Directory, tag: u16) -> Option<u32> {
        let bytes = self.bytes(directory, tag)?;
        let entry = directory.entries.iter().find(|entry| entry.tag == tag)?;
        match entry.kind {
            3 => self.number(bytes.get(..2)?),
            4 | 13 => self.number(bytes.get(..4)?),
            _ => None,
        }
    }

    /// Unsigned fractions of a tag.
    pub(crate) fn fractions(&mut self, directory: &Directory, tag: u16) -> Option<Vec<f64>> {
        let entry = directory.entries.iter().find(|entry| entry.tag == tag)?;
        if entry.kind != 5 || entry.count > 8 {
            return None;
        }
        let bytes = self.bytes(directory, tag)?;
        let (pairs, _) = bytes.as_chunks::<8>();
        let fraction = |pair: &[u8; 8]| {
            let (above, below) = (self.number(pair.get(..4)?)?, self.number(pair.get(4..)?)?);
            (below > 0).then(|| f64::from(above) / f64::from(below))
        };
        pairs.iter().map(fraction).collect()
    }

    /// Two or four bytes as a number.
    fn number(&self, bytes: &[u8]) -> Option<u32> {
        match (bytes, self.big_endian) {
            ([a, b], true) | ([b, a], false) => Some(u32::from(u16::from_be_bytes([*a, *b]))),
            ([a, b, c, d], true) | ([d, c, b, a], false) => Some(u32::from_be_bytes([*a, *b, *c, *d])),
            _ => None,
        }
    }
}
