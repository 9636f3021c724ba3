//! Reads the file of an upload on a thread of its own, hashes it as it goes by, and sees when it changes. A small file is
//! read whole before its turn; of a large one the hashes are made on threads of their own, in step with the reading.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc as thread_channel};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::{mpsc, oneshot};

use super::hashing::{Hashes, Hashing};
use super::hexadecimal;
use crate::error::{Error, FileAction, FileChange, Result};
use crate::media_type::{self, MediaType};

/// Bytes of one read; 256 KiB to 1 MiB is fastest.
const CHUNK: usize = 256 << 10;
/// Chunks that wait for the socket, or for a hash. With those being read and written, a few buffers are all the memory
/// there is.
const WAITING: usize = 2;
/// From this size on each hash has a thread: below it, waking one takes longer than it saves.
const HASHED_APART: u64 = 4 << 20;

/// How long a file may be read again to see whether it is the same: the storage waits for its last bytes meanwhile, and some
/// wait for 20 s.
const SECOND_LOOK: Duration = Duration::from_secs(12);

/// The content of an upload. A file is opened again for each attempt unless it was read into memory.
#[derive(Debug, Clone)]
pub struct UploadBody {
    pub(super) path: PathBuf,
    pub(super) expected: Option<(u64, Option<SystemTime>)>,
    whole: Option<Arc<Whole>>,
}

/// Bytes in memory: a file that was read at once, or what the caller gave.
#[derive(Debug)]
struct Whole {
    /// Of the file.
    facts: Option<Facts>,
    bytes: Bytes,
    hashes: Hashes,
}

impl UploadBody {
    /// The content of a file, streamed.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            expected: None,
            whole: None,
        }
    }

    /// Bytes in memory. `filename` is the name that [`QueClient::upload_asset`](crate::QueClient::upload_asset) sends to the
    /// server; the file doesn't have to exist. Hashes the bytes right away.
    #[must_use]
    pub fn from_bytes(filename: impl Into<PathBuf>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let hashes = Hashes::of(&bytes);
        Self {
            whole: Some(Arc::new(Whole {
                facts: None,
                bytes,
                hashes,
            })),
            ..Self::file(filename)
        }
    }

    /// Reads a file into memory and hashes it. All attempts send these bytes. `None` if there are more than `most`. Blocks.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::FileChanged`].
    pub fn read_whole(path: impl Into<PathBuf>, most: u64, with_md5: bool) -> Result<Option<Self>> {
        let mut body = Self::file(path);
        let (mut file, facts) = open(&body)?;
        let Ok(length) = usize::try_from(facts.bytes) else {
            return Ok(None);
        };
        if facts.bytes > most {
            return Ok(None);
        }
        let mut bytes = vec![0; length];
        let got = fill(&mut file, &mut bytes)?;
        if got < length {
            return Err(facts.changed(FileChange::Shrank, Some(got as u64)));
        }
        facts.find_the_end(&mut file)?;
        let bytes = bytes.into();
        let mut hashing = Hashing::here(with_md5);
        hashing.take(&bytes);
        let hashes = hashing.finish().ok_or_else(no_hash)?;
        let facts = facts.check(&body.path, &file, &hashes.sha256)?;
        let facts = Some(facts);
        body.whole = Some(Arc::new(Whole { facts, bytes, hashes }));
        Ok(Some(body))
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.whole.as_ref().map(|whole| &*whole.bytes)
    }

    /// SHA-256 of the bytes in hexadecimal, if they are in memory.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> Option<String> {
        self.whole.as_ref().map(|whole| hexadecimal(&whole.hashes.sha256))
    }

    /// Whether the file is unchanged since [`Self::read_whole`]. Always true for other content. Blocks.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        let Some(facts) = self.whole.as_ref().and_then(|whole| whole.facts) else {
            return true;
        };
        std::fs::metadata(&self.path).is_ok_and(|now| facts.compare(Facts::of(&now)).is_ok())
    }

    /// The name of the file without its folder.
    pub(crate) fn filename(&self) -> Option<String> {
        Some(self.path.file_name()?.to_string_lossy().into_owned())
    }

    /// The name by which tables of media types are asked.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The kind of file, by its first bytes and its name. Blocks.
    pub(crate) fn media_type(&self) -> Result<MediaType> {
        let first = match &self.whole {
            Some(whole) => media_type::first_bytes(&mut io::Cursor::new(&whole.bytes)),
            None => media_type::first_bytes(&mut open(self)?.0),
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

/// A file that is open and being read.
pub(super) struct Reading {
    pub(super) bytes: u64,
    pub(super) chunks: Chunks,
    /// The hashes, once all is read and the file was found unchanged.
    pub(super) hashes: Hashed,
}

/// Where the bytes come from.
pub(super) enum Chunks {
    /// From memory, once.
    Whole(Option<Bytes>),
    /// From the reading thread.
    Read(mpsc::Receiver<Result<Bytes>>),
}

impl Chunks {
    /// The next bytes; `None` after the last.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        match self {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Self::Read(chunks) => chunks.poll_recv(context),
        }
    }
}

/// Hashes that are there or in the making.
pub(super) enum Hashed {
    Now(Hashes),
    Soon(oneshot::Receiver<Hashes>),
}

impl Hashed {
    /// The hashes. To be asked for after the last byte was handed on.
    pub(super) async fn wait(self) -> Result<Hashes> {
        match self {
            Self::Now(hashes) => Ok(hashes),
            Self::Soon(hashes) => hashes.await.map_err(|_| no_hash()),
        }
    }
}

fn no_hash() -> Error {
    file_error(
        FileAction::Reading,
        io::Error::other("the reading thread ended without a hash"),
    )
}

/// Opens the file and begins to read it. The thread ends when [`Reading::chunks`] is dropped.
pub(super) async fn start(body: UploadBody, with_md5: bool) -> Result<Reading> {
    if let Some(whole) = &body.whole
        && (whole.hashes.md5.is_some() || !with_md5)
    {
        return Ok(Reading {
            bytes: whole.bytes.len() as u64,
            chunks: Chunks::Whole(Some(whole.bytes.clone())),
            hashes: Hashed::Now(whole.hashes),
        });
    }
    let (opened_sender, opened) = oneshot::channel();
    let (chunk_sender, chunks) = mpsc::channel(WAITING);
    let (hash_sender, hashes) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let (mut file, facts) = match open(&body) {
            Ok(opened) => opened,
            Err(error) => {
                let _ = opened_sender.send(Err(error));
                return;
            }
        };
        // An empty file has no last chunk to hold back: it is looked at once more before anything is sent.
        let checked = if facts.bytes == 0 {
            facts
                .find_the_end(&mut file)
                .and_then(|()| facts.check(&body.path, &file, &Sha256::digest([]).into()).map(drop))
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
        let hashing = match facts.bytes {
            ..HASHED_APART => Ok(Hashing::here(with_md5)),
            _ => Hashing::apart(with_md5).map_err(|error| file_error(FileAction::Reading, error)),
        };
        match hashing.and_then(|hashing| read(file, &body.path, facts, hashing, &chunk_sender)) {
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
    Ok(Reading {
        bytes,
        chunks: Chunks::Read(chunks),
        hashes: Hashed::Soon(hashes),
    })
}

/// Size and time of change at the start.
#[derive(Debug, Clone, Copy)]
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

    /// Whether the file ends where its size says. A size is a claim: `/proc` and some network drives say 0 of a file that has
    /// bytes. To be called when as many were read.
    fn find_the_end(self, file: &mut File) -> Result<()> {
        match fill(file, &mut [0])? {
            0 => Ok(()),
            _ => Err(self.changed(FileChange::Grew, None)),
        }
    }

    /// Looks at the open file and at what the path names now: another file may have taken its place. Where nothing but the
    /// time of change is another one, the content is read again and decides: some network drives show ever new times.
    /// Answers the facts as they are now.
    fn check(self, path: &Path, file: &File, sha256: &[u8; 32]) -> Result<Self> {
        let reading = |error| file_error(FileAction::Reading, error);
        let open = Self::of(&file.metadata().map_err(reading)?);
        let named = match std::fs::metadata(path) {
            Ok(metadata) => Self::of(&metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(self.changed(FileChange::Vanished, None));
            }
            Err(error) => return Err(reading(error)),
        };
        let compared = self.compare(open).and_then(|()| self.compare(named));
        match compared {
            Ok(()) => Ok(self),
            Err(Error::FileChanged {
                change: FileChange::Modified,
                ..
            }) if self.still_holds(path, sha256)? => {
                tracing::debug!("the time of change is another one and the content is the same");
                Ok(named)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether what the path names now has the same content, as far as it can be read in [`SECOND_LOOK`].
    fn still_holds(self, path: &Path, sha256: &[u8; 32]) -> Result<bool> {
        let reading = |error| file_error(FileAction::Reading, error);
        let mut file = File::open(path).map_err(reading)?;
        let begun = Instant::now();
        let mut hash = Sha256::new();
        let mut buffer = vec![0; CHUNK];
        let mut bytes = 0;
        loop {
            let got = fill(&mut file, &mut buffer)?;
            if got == 0 {
                break;
            }
            hash.update(buffer.get(..got).unwrap_or_default());
            bytes += got as u64;
            if bytes > self.bytes || begun.elapsed() > SECOND_LOOK {
                return Ok(false);
            }
        }
        let found: [u8; 32] = hash.finalize().into();
        Ok(bytes == self.bytes && found == *sha256)
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
        left -= got as u64;
        let home = home.clone();
        let chunk = Bytes::from_owner(Lent { buffer, home });
        hashing.take(&chunk);
        if left == 0 {
            facts.find_the_end(&mut file)?;
            let hashes = hashing.finish().ok_or_else(no_hash)?;
            facts.check(path, &file, &hashes.sha256)?;
            let taken = chunks.blocking_send(Ok(chunk)).is_ok();
            return Ok(taken.then_some(hashes));
        }
        if chunks.blocking_send(Ok(chunk)).is_err() {
            return Ok(None);
        }
    }
    hashing.finish().ok_or_else(no_hash).map(Some)
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
