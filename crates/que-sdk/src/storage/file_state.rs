//! Opens the file of an upload, and detects whether it changes while it is being read.

use std::cmp::Ordering;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use sha2::{Digest, Sha256};

use super::errors::file_error;
use crate::error::{Error, FileAction, FileChange, Result};

/// Bytes per read when a file is read again.
const CHUNK_BYTES: usize = 256 << 10;

/// How long reading a file again may take. Meanwhile the storage waits for the last bytes, and some wait only 20 s.
const REREAD_TIMEOUT: Duration = Duration::from_secs(12);

/// Size and modification time of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileState {
    pub(super) bytes: u64,
    modified: Option<SystemTime>,
}

impl FileState {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }

    pub(super) fn compare(self, now: Self) -> Result<()> {
        let change = match now.bytes.cmp(&self.bytes) {
            Ordering::Less => FileChange::Shrank,
            Ordering::Greater => FileChange::Grew,
            Ordering::Equal if now.modified != self.modified => FileChange::Modified,
            Ordering::Equal => return Ok(()),
        };
        Err(self.changed(change, Some(now.bytes)))
    }

    /// Checks that a file that was read to its size ends there. The size is only a claim: `/proc` and some network drives
    /// report 0 for files with content.
    pub(super) fn check_end(self, file: &mut File) -> Result<()> {
        match fill(file, &mut [0])? {
            0 => Ok(()),
            _ => Err(self.changed(FileChange::Grew, None)),
        }
    }

    /// Checks that neither the open file nor the file at its path, which may be another one by now, has changed. If only the
    /// modification time differs, the content decides, because some network drives report a new time every time. Returns
    /// the current state.
    pub(super) fn check_unchanged(self, path: &Path, file: &File, sha256: &[u8; 32]) -> Result<Self> {
        let reading = |error| file_error(FileAction::Reading, error);
        let open = Self::of(&file.metadata().map_err(reading)?);
        let at_path = match fs::metadata(path) {
            Ok(metadata) => Self::of(&metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(self.changed(FileChange::Vanished, None));
            }
            Err(error) => return Err(reading(error)),
        };
        match self.compare(open).and_then(|()| self.compare(at_path)) {
            Ok(()) => Ok(self),
            Err(Error::FileChanged {
                change: FileChange::Modified,
                ..
            }) if self.has_same_content(path, sha256)? => {
                tracing::debug!("the modification time changed, but not the content");
                Ok(at_path)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the file at the path has this content. False if that takes longer than [`REREAD_TIMEOUT`].
    fn has_same_content(self, path: &Path, sha256: &[u8; 32]) -> Result<bool> {
        let mut file = File::open(path).map_err(|error| file_error(FileAction::Reading, error))?;
        let start = Instant::now();
        let mut hash = Sha256::new();
        let mut buffer = vec![0; CHUNK_BYTES];
        let mut bytes = 0;
        loop {
            let read = fill(&mut file, &mut buffer)?;
            if read == 0 {
                break;
            }
            hash.update(buffer.get(..read).unwrap_or_default());
            bytes += read as u64;
            if bytes > self.bytes || start.elapsed() > REREAD_TIMEOUT {
                return Ok(false);
            }
        }
        let found: [u8; 32] = hash.finalize().into();
        Ok(bytes == self.bytes && found == *sha256)
    }

    pub(super) fn changed(self, change: FileChange, found_bytes: Option<u64>) -> Error {
        Error::FileChanged {
            change,
            expected_bytes: self.bytes,
            found_bytes,
        }
    }
}

/// Opens a regular file, and checks that it has the expected size and, if given, modification time.
pub(super) fn open(path: &Path, expected: Option<(u64, Option<SystemTime>)>) -> Result<(File, FileState)> {
    let opening = |error| file_error(FileAction::Opening, error);
    // Checked first, because opening a pipe would block forever.
    let metadata = fs::metadata(path).map_err(opening)?;
    if !metadata.is_file() {
        return Err(opening(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        )));
    }
    let file = File::open(path).map_err(opening)?;
    let state = FileState::of(&file.metadata().map_err(opening)?);
    if let Some((bytes, modified)) = expected {
        let expected = FileState {
            bytes,
            modified: modified.or(state.modified),
        };
        expected.compare(state)?;
    }
    Ok((file, state))
}

/// Reads until the buffer is full or the file ends. Returns how many bytes were read.
pub(super) fn fill(file: &mut File, buffer: &mut [u8]) -> Result<usize> {
    let mut read = 0;
    while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(file_error(FileAction::Reading, error)),
        }
    }
    Ok(read)
}

/// The error if a reading or hashing thread ended early.
pub(super) fn hash_lost() -> Error {
    file_error(
        FileAction::Reading,
        io::Error::other("the reading thread ended without a hash"),
    )
}
