//! Reads and hashes the file of an upload on another thread, and withholds its last chunk until it is known to be unchanged.

use std::fs::File;
use std::io;
use std::sync::mpsc as thread_channel;
use std::task::{Context, Poll};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::{mpsc, oneshot};

use super::errors::file_error;
use super::file_state::{self, FileState, hash_lost};
use super::hashing::{Hasher, Hashes};
use super::upload_body::UploadBody;
use crate::error::{FileAction, FileChange, Result};

/// Bytes per read. 256 KiB to 1 MiB is fastest.
const CHUNK_BYTES: usize = 256 << 10;
/// Chunks that may wait for the socket, which limits memory use.
const QUEUED_CHUNKS: usize = 2;
/// Files from this size on are hashed on other threads. For smaller ones, waking a thread costs more than it saves.
const MIN_THREADED_BYTES: u64 = 4 << 20;

/// A file that is being read.
pub(super) struct FileReader {
    pub(super) bytes: u64,
    pub(super) chunks: Chunks,
    pub(super) hashes: PendingHashes,
}

/// The source of the bytes.
pub(super) enum Chunks {
    /// All bytes at once, until they are taken.
    InMemory(Option<Bytes>),
    /// The reading thread.
    Streamed(mpsc::Receiver<Result<Bytes>>),
}

impl Chunks {
    /// The next bytes. `None` after the last.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        match self {
            Self::InMemory(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Self::Streamed(chunks) => chunks.poll_recv(context),
        }
    }
}

/// The hashes, available once the file was read completely and found unchanged.
pub(super) enum PendingHashes {
    Ready(Hashes),
    Pending(oneshot::Receiver<Hashes>),
}

impl PendingHashes {
    /// Waits for the hashes. Call it after the last chunk was sent: the reading thread delivers them right after it.
    pub(super) async fn wait(self) -> Result<Hashes> {
        match self {
            Self::Ready(hashes) => Ok(hashes),
            Self::Pending(hashes) => hashes.await.map_err(|_| hash_lost()),
        }
    }
}

/// Opens the file and starts reading it. The thread ends when [`FileReader::chunks`] is dropped.
pub(super) async fn start(body: UploadBody, with_md5: bool) -> Result<FileReader> {
    if let Some(content) = body.in_memory()
        && (content.hashes.md5.is_some() || !with_md5)
    {
        return Ok(FileReader {
            bytes: content.bytes.len() as u64,
            chunks: Chunks::InMemory(Some(content.bytes.clone())),
            hashes: PendingHashes::Ready(content.hashes),
        });
    }
    let (opened_sender, opened) = oneshot::channel();
    let (chunk_sender, chunks) = mpsc::channel(QUEUED_CHUNKS);
    let (hash_sender, hashes) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let (file, state) = match open_checked(&body) {
            Ok(opened) => opened,
            Err(error) => {
                let _ = opened_sender.send(Err(error));
                return;
            }
        };
        if opened_sender.send(Ok(state.bytes)).is_err() {
            return;
        }
        match read(file, &body, state, with_md5, &chunk_sender) {
            Ok(Some(hashes)) => {
                let _ = hash_sender.send(hashes);
            }
            Ok(None) => tracing::debug!("the upload ended before its file was read"),
            Err(error) => {
                let _ = chunk_sender.blocking_send(Err(error));
            }
        }
    });
    let lost = |_| file_error(FileAction::Opening, io::Error::other("the reading thread ended"));
    let bytes = opened.await.map_err(lost)??;
    Ok(FileReader {
        bytes,
        chunks: Chunks::Streamed(chunks),
        hashes: PendingHashes::Pending(hashes),
    })
}

/// Opens the file. An empty one has no last chunk to withhold, so it is checked here.
fn open_checked(body: &UploadBody) -> Result<(File, FileState)> {
    let (mut file, state) = body.open()?;
    if state.bytes == 0 {
        state.check_end(&mut file)?;
        state.check_unchanged(body.path(), &file, &Sha256::digest([]).into())?;
    }
    Ok((file, state))
}

/// Sends each chunk, the last one only after the file was found unchanged, so that a changed file isn't stored. `None` if
/// the receiver was dropped.
fn read(
    mut file: File,
    body: &UploadBody,
    state: FileState,
    with_md5: bool,
    chunks: &mpsc::Sender<Result<Bytes>>,
) -> Result<Option<Hashes>> {
    let mut hasher = match state.bytes {
        ..MIN_THREADED_BYTES => Hasher::inline(with_md5),
        _ => Hasher::threaded(with_md5).map_err(|error| file_error(FileAction::Reading, error))?,
    };
    let (buffers, returned) = thread_channel::channel();
    let mut left = state.bytes;
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        let mut buffer: Vec<u8> = returned.try_recv().unwrap_or_default();
        buffer.resize(wanted, 0);
        let read = file_state::fill(&mut file, &mut buffer)?;
        if read < wanted {
            return Err(state.changed(FileChange::Shrank, Some(state.bytes - left + read as u64)));
        }
        left -= read as u64;
        let buffers = buffers.clone();
        let chunk = Bytes::from_owner(RecycledBuffer { buffer, buffers });
        hasher.update(&chunk);
        if left == 0 {
            state.check_end(&mut file)?;
            let hashes = hasher.finish().ok_or_else(hash_lost)?;
            state.check_unchanged(body.path(), &file, &hashes.sha256)?;
            let sent = chunks.blocking_send(Ok(chunk)).is_ok();
            return Ok(sent.then_some(hashes));
        }
        if chunks.blocking_send(Ok(chunk)).is_err() {
            return Ok(None);
        }
    }
    hasher.finish().ok_or_else(hash_lost).map(Some)
}

/// A buffer that returns to the reading thread when the socket has sent it.
struct RecycledBuffer {
    buffer: Vec<u8>,
    buffers: thread_channel::Sender<Vec<u8>>,
}

impl AsRef<[u8]> for RecycledBuffer {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Drop for RecycledBuffer {
    fn drop(&mut self) {
        let _ = self.buffers.send(std::mem::take(&mut self.buffer));
    }
}
