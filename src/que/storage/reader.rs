//! Reads the file of an upload on a thread of its own, hashes it as it goes by, and sees when it changes.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc as thread_channel;
use std::time::SystemTime;

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha256};
use tokio::sync::{mpsc, oneshot};

use crate::que::error::{Error, FileAction, FileChange, Result};

/// Bytes of one read; 256 KiB to 1 MiB is fastest.
const CHUNK: usize = 256 << 10;
/// Chunks that wait for the socket. With those being read and written, a few buffers are all the memory there is.
const WAITING: usize = 2;

/// What gives an upload its bytes. Opened anew for each attempt.
#[derive(Debug, Clone)]
pub struct UploadBody {
    pub(super) path: PathBuf,
    pub(super) expected: Option<(u64, Option<SystemTime>)>,
}

impl UploadBody {
    /// The bytes of a file.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            expected: None,
        }
    }

    /// Refuses the file unless it still has this size and, where given, this time of change.
    #[must_use]
    pub fn expecting(mut self, bytes: u64, modified: Option<SystemTime>) -> Self {
        self.expected = Some((bytes, modified));
        self
    }
}

/// A file that is open and being read.
pub(super) struct Reading {
    pub(super) bytes: u64,
    pub(super) chunks: mpsc::Receiver<Result<Bytes>>,
    /// The hashes, once all is read and the file was found unchanged.
    pub(super) hashes: oneshot::Receiver<Hashes>,
}

/// Hashes of all bytes that were handed on.
pub(super) struct Hashes {
    pub(super) sha256: [u8; 32],
    /// Where it was asked for.
    pub(super) md5: Option<[u8; 16]>,
}

/// Hashes in the making.
struct Hashing {
    sha256: Sha256,
    md5: Option<Md5>,
}

impl Hashing {
    fn new(with_md5: bool) -> Self {
        Self {
            sha256: Sha256::new(),
            md5: with_md5.then(Md5::new),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        if let Some(md5) = &mut self.md5 {
            md5.update(bytes);
        }
    }

    fn finish(self) -> Hashes {
        Hashes {
            sha256: self.sha256.finalize().into(),
            md5: self.md5.map(|md5| md5.finalize().into()),
        }
    }
}

/// Opens the file and begins to read it. The thread ends when [`Reading::chunks`] is dropped.
pub(super) async fn start(body: UploadBody, with_md5: bool) -> Result<Reading> {
    let (opened_sender, opened) = oneshot::channel();
    let (chunk_sender, chunks) = mpsc::channel(WAITING);
    let (hash_sender, hashes) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let (file, facts) = match open(&body) {
            Ok(opened) => opened,
            Err(error) => {
                let _ = opened_sender.send(Err(error));
                return;
            }
        };
        // An empty file has no last chunk to hold back: it is looked at once more before anything is sent.
        let checked = if facts.bytes == 0 {
            facts.check(&body.path, &file)
        } else {
            Ok(())
        };
        if let Err(error) = checked {
            let _ = opened_sender.send(Err(error));
            return;
        }
        if opened_sender.send(Ok(facts.bytes)).is_err() {
            return;
        }
        match read(file, &body.path, facts, Hashing::new(with_md5), &chunk_sender) {
            Ok(Some(hashes)) => {
                let _ = hash_sender.send(hashes);
            }
            Ok(None) => tracing::debug!("the upload ended before its file did"),
            Err(error) => {
                let _ = chunk_sender.blocking_send(Err(error));
            }
        }
    });
    let lost = |_| file_error(FileAction::Opening, io::Error::other("the reading thread ended"));
    let bytes = opened.await.map_err(lost)??;
    Ok(Reading { bytes, chunks, hashes })
}

/// Size and time of change at the start.
#[derive(Clone, Copy)]
struct Facts {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Facts {
    fn of(metadata: &Metadata) -> Self {
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }

    fn compare(self, now: Self) -> Result<()> {
        let change = match now.bytes.cmp(&self.bytes) {
            std::cmp::Ordering::Less => FileChange::Shrank,
            std::cmp::Ordering::Greater => FileChange::Grew,
            std::cmp::Ordering::Equal if now.modified != self.modified => FileChange::Modified,
            std::cmp::Ordering::Equal => return Ok(()),
        };
        Err(self.changed(change, Some(now.bytes)))
    }

    /// Looks at the open file and at what the path names now: another file may have taken its place.
    fn check(self, path: &Path, file: &File) -> Result<()> {
        self.compare(Self::of(
            &file
                .metadata()
                .map_err(|error| file_error(FileAction::Reading, error))?,
        ))?;
        match std::fs::metadata(path) {
            Ok(metadata) => self.compare(Self::of(&metadata)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.changed(FileChange::Vanished, None)),
            Err(error) => Err(file_error(FileAction::Reading, error)),
        }
    }

    fn changed(self, change: FileChange, found_bytes: Option<u64>) -> Error {
        Error::FileChanged {
            change,
            expected_bytes: self.bytes,
            found_bytes,
        }
    }
}

fn open(body: &UploadBody) -> Result<(File, Facts)> {
    let opening = |error| file_error(FileAction::Opening, error);
    // Looked at first: opening a pipe would wait for ever.
    let metadata = std::fs::metadata(&body.path).map_err(opening)?;
    if !metadata.is_file() {
        return Err(opening(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        )));
    }
    let file = File::open(&body.path).map_err(opening)?;
    let facts = Facts::of(&file.metadata().map_err(opening)?);
    if let Some((bytes, modified)) = body.expected {
        Facts {
            bytes,
            modified: modified.or(facts.modified),
        }
        .compare(facts)?;
    }
    Ok((file, facts))
}

/// Hands on every chunk, the last one only after the file was found unchanged, so that a changed file is not stored.
/// `None` where nobody wants the bytes any more.
fn read(
    mut file: File,
    path: &Path,
    facts: Facts,
    mut hashing: Hashing,
    chunks: &mpsc::Sender<Result<Bytes>>,
) -> Result<Option<Hashes>> {
    let (home, returned) = thread_channel::channel();
    let mut left = facts.bytes;
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let mut buffer: Vec<u8> = returned.try_recv().unwrap_or_default();
        buffer.resize(wanted, 0);
        let got = fill(&mut file, &mut buffer)?;
        if got < wanted {
            return Err(facts.changed(FileChange::Shrank, Some(facts.bytes - left + got as u64)));
        }
        hashing.update(&buffer);
        left -= got as u64;
        if left == 0 {
            facts.check(path, &file)?;
        }
        if chunks
            .blocking_send(Ok(Bytes::from_owner(Lent {
                buffer,
                home: home.clone(),
            })))
            .is_err()
        {
            return Ok(None);
        }
    }
    Ok(Some(hashing.finish()))
}

fn fill(file: &mut File, buffer: &mut [u8]) -> Result<usize> {
    let mut got = 0;
    while let Some(room) = buffer.get_mut(got..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) => got += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(file_error(FileAction::Reading, error)),
        }
    }
    Ok(got)
}

/// A buffer that goes back to the reading thread when the socket is done with it.
struct Lent {
    buffer: Vec<u8>,
    home: thread_channel::Sender<Vec<u8>>,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let _ = self.home.send(std::mem::take(&mut self.buffer));
    }
}

pub(super) fn file_error(action: FileAction, source: io::Error) -> Error {
    Error::File { action, source }
}
