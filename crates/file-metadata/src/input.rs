//! A file that is read in pieces, up to a limit.

use std::io::{Read, Seek, SeekFrom};

/// The most bytes to read of one file.
const MAX_BYTES: usize = 32 << 20;

/// The most pieces to read of one file: formats are chains of pieces, and those of malicious files can be long.
const MAX_READS: usize = 100_000;

/// Bytes at a position.
pub(crate) trait Source {
    /// `length` bytes from this position, or `None` if the file is shorter or a limit is reached.
    fn at(&mut self, position: u64, length: usize) -> Option<Vec<u8>>;

    /// The length of the file in bytes.
    fn length(&self) -> u64;

    /// Four bytes as a big-endian number.
    fn be32(&mut self, position: u64) -> Option<u32> {
        Some(u32::from_be_bytes(*self.at(position, 4)?.first_chunk()?))
    }

    /// From this position, as many bytes as there are, up to `length`.
    fn up_to(&mut self, position: u64, length: usize) -> Option<Vec<u8>> {
        let left = usize::try_from(self.length().checked_sub(position)?).unwrap_or(usize::MAX);
        self.at(position, length.min(left))
    }
}

/// A file with limits.
pub(crate) struct Input<R> {
    reader: R,
    length: u64,
    bytes_left: usize,
    reads_left: usize,
}

impl<R: Read + Seek> Input<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self::with_limit(reader, MAX_BYTES)
    }

    /// Reads at most this many bytes.
    pub(crate) fn with_limit(mut reader: R, bytes_left: usize) -> Self {
        let length = reader.seek(SeekFrom::End(0)).unwrap_or(0);
        Self {
            reader,
            length,
            bytes_left,
            reads_left: MAX_READS,
        }
    }
}

impl<R: Read + Seek> Source for Input<R> {
    fn at(&mut self, position: u64, length: usize) -> Option<Vec<u8>> {
        let end = position.checked_add(u64::try_from(length).ok()?)?;
        self.bytes_left = self.bytes_left.checked_sub(length)?;
        self.reads_left = self.reads_left.checked_sub(1)?;
        if end > self.length {
            return None;
        }
        self.reader.seek(SeekFrom::Start(position)).ok()?;
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn length(&self) -> u64 {
        self.length
    }
}

/// A block of a file that was read already.
impl Source for &[u8] {
    fn at(&mut self, position: u64, length: usize) -> Option<Vec<u8>> {
        let from = usize::try_from(position).ok()?;
        self.get(from..from.checked_add(length)?).map(<[u8]>::to_vec)
    }

    fn length(&self) -> u64 {
        self.len() as u64
    }
}
