//! Reads one format that a source offers, through a pipe.

use std::{
    io::{self, PipeReader, Read as _},
    os::fd::{AsFd, BorrowedFd},
    time::Instant,
};

use wayland_client::protocol::wl_data_offer::WlDataOffer;

use crate::{
    DropError,
    limits::{IDLE_TIMEOUT, MAX_LIST_BYTES, TRANSFER_TIMEOUT},
};

/// How many bytes are read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// A pipe that the source writes to.
pub(super) struct Transfer {
    pipe: PipeReader,
    bytes: Vec<u8>,
    started: Instant,
    last_activity: Instant,
}

/// The progress of a transfer.
pub(super) enum TransferProgress {
    /// More is to come.
    Pending,
    /// All data has arrived.
    Done(Vec<u8>),
    /// No data will arrive.
    Failed(DropError),
}

impl Transfer {
    /// Requests an offer in this format.
    pub(super) fn begin(offer: &WlDataOffer, mime_type: &str) -> io::Result<Self> {
        let (pipe, writer) = io::pipe()?;
        rustix::io::ioctl_fionbio(&pipe, true)?;
        // Our copy of the writing end closes with this function, so the pipe ends when the source closes its own.
        offer.receive(mime_type.to_owned(), writer.as_fd());
        let now = Instant::now();
        Ok(Self {
            pipe,
            bytes: Vec::new(),
            started: now,
            last_activity: now,
        })
    }

    /// Readable when data has arrived.
    pub(super) fn pipe(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }

    /// Whether the source has started to answer.
    pub(super) fn is_receiving(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Whether the whole transfer has taken too long.
    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.started + TRANSFER_TIMEOUT <= now
    }

    /// When the transfer is given up unless the source sends something.
    pub(super) fn deadline(&self) -> Instant {
        (self.last_activity + IDLE_TIMEOUT).min(self.started + TRANSFER_TIMEOUT)
    }

    /// Reads what has arrived, without blocking.
    pub(super) fn read(&mut self, now: Instant) -> TransferProgress {
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            match self.pipe.read(&mut chunk) {
                Ok(0) => return TransferProgress::Done(std::mem::take(&mut self.bytes)),
                Ok(read) => {
                    self.last_activity = now;
                    self.bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
                    if self.bytes.len() > MAX_LIST_BYTES {
                        return TransferProgress::Failed(DropError::TooLarge);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(_) => return TransferProgress::Failed(DropError::NoData),
            }
        }
        if self.deadline() <= now {
            TransferProgress::Failed(DropError::Timeout)
        } else {
            TransferProgress::Pending
        }
    }
}
