//! The content of an upload: a file, or bytes in memory.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;

use super::errors::file_error;
use super::file_state::{self, FileState};
use super::hashing::{Hasher, Hashes, hexadecimal};
use crate::error::{FileAction, FileChange, Result};
use crate::media_type::{self, MediaType};

/// The content of an upload. A file is opened again for each attempt unless it was read into memory.
#[derive(Debug, Clone)]
pub struct UploadBody {
    path: PathBuf,
    expected: Option<(u64, Option<SystemTime>)>,
    in_memory: Option<Arc<InMemory>>,
}

/// Bytes in memory: a file that was read, or what the caller passed.
#[derive(Debug)]
pub(super) struct InMemory {
    /// The state of the file when it was read.
    file_state: Option<FileState>,
    pub(super) bytes: Bytes,
    pub(super) hashes: Hashes,
}

impl UploadBody {
    /// The content of a file, streamed.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            expected: None,
            in_memory: None,
        }
    }

    /// Bytes in memory, which are hashed right away. `filename` is the name that
    /// [`QueClient::upload_asset`](crate::QueClient::upload_asset) sends to the server; no such file has to exist.
    #[must_use]
    pub fn from_bytes(filename: impl Into<PathBuf>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let hashes = Hashes::of(&bytes);
        Self {
            in_memory: Some(Arc::new(InMemory {
                file_state: None,
                bytes,
                hashes,
            })),
            ..Self::file(filename)
        }
    }

    /// Reads a file into memory and hashes it. All attempts send these bytes. `None` if there are more than `max_bytes`.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) or [`Error::FileChanged`](crate::Error::FileChanged).
    pub fn read_into_memory(path: impl Into<PathBuf>, max_bytes: u64, with_md5: bool) -> Result<Option<Self>> {
        let mut body = Self::file(path);
        let (mut file, state) = body.open()?;
        let Ok(length) = usize::try_from(state.bytes) else {
            return Ok(None);
        };
        if state.bytes > max_bytes {
            return Ok(None);
        }
        let mut bytes = vec![0; length];
        let read = file_state::fill(&mut file, &mut bytes)?;
        if read < length {
            return Err(state.changed(FileChange::Shrank, Some(read as u64)));
        }
        state.check_end(&mut file)?;
        let bytes = bytes.into();
        let mut hasher = Hasher::inline(with_md5);
        hasher.update(&bytes);
        let hashes = hasher.finish().ok_or_else(file_state::hash_lost)?;
        let file_state = Some(state.check_unchanged(&body.path, &file, &hashes.sha256)?);
        body.in_memory = Some(Arc::new(InMemory {
            file_state,
            bytes,
            hashes,
        }));
        Ok(Some(body))
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.in_memory.as_ref().map(|content| &*content.bytes)
    }

    /// SHA-256 of the bytes in hexadecimal, if they are in memory.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> Option<String> {
        self.in_memory
            .as_ref()
            .map(|content| hexadecimal(&content.hashes.sha256))
    }

    /// Whether the file is unchanged since [`Self::read_into_memory`]. Always true for other content. Blocks.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        let Some(state) = self.in_memory.as_ref().and_then(|content| content.file_state) else {
            return true;
        };
        std::fs::metadata(&self.path).is_ok_and(|now| state.compare(FileState::of(&now)).is_ok())
    }

    /// The name of the file without its folder.
    pub(crate) fn filename(&self) -> Option<String> {
        Some(self.path.file_name()?.to_string_lossy().into_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn in_memory(&self) -> Option<&InMemory> {
        self.in_memory.as_deref()
    }

    /// Opens the file and checks that it is as [expected](Self::expecting). Blocks.
    pub(super) fn open(&self) -> Result<(std::fs::File, FileState)> {
        file_state::open(&self.path, self.expected)
    }

    /// The media type, detected from the first bytes and the name. Blocks.
    pub(crate) fn media_type(&self) -> Result<MediaType> {
        let first = match &self.in_memory {
            Some(content) => media_type::first_bytes(&mut io::Cursor::new(&content.bytes)),
            None => media_type::first_bytes(&mut self.open()?.0),
        };
        let first = first.map_err(|error| file_error(FileAction::Reading, error))?;
        Ok(media_type::detect(&self.path, &first))
    }

    /// Makes the upload fail unless the file still has this size in bytes and, if given, this modification time.
    #[must_use]
    pub fn expecting(mut self, bytes: u64, modified: Option<SystemTime>) -> Self {
        self.expected = Some((bytes, modified));
        self
    }
}
