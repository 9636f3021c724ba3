//! Reading what a source offers: one form of it, through a pipe.

use std::{
    io::{self, PipeReader, Read as _},
    os::fd::{AsFd, BorrowedFd},
    time::Instant,
};

use wayland_client::protocol::wl_data_offer::WlDataOffer;

use crate::{
    DropError,
    patience::{MOST_BYTES, SILENCE, WHOLE},
};

/// Read at once.
const PIECE: usize = 64 << 10;

/// A pipe at whose other end the source writes.
pub(super) struct Transfer {
    pipe: PipeReader,
    bytes: Vec<u8>,
    begun: Instant,
    heard: Instant,
}

/// How far it is.
pub(super) enum TransferProgress {
    /// More has to come.
    Going,
    /// All is here.
    Done(Vec<u8>),
    /// Nothing will come.
    Failed(DropError),
}

impl Transfer {
    /// Asks for an offer in this form.
    pub(super) fn begin(offer: &WlDataOffer, form: &str) -> io::Result<Self> {
        let (pipe, writer) = io::pipe()?;
        rustix::io::ioctl_fionbio(&pipe, true)?;
        // The other end is the source's alone from here on: where it closes that, or ends, this one comes to its end.
        offer.receive(form.to_owned(), writer.as_fd());
        let now = Instant::now();
        Ok(Self {
            pipe,
            bytes: Vec::new(),
            begun: now,
            heard: now,
        })
    }

    /// Where there is something to read.
    pub(super) fn pipe(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }

    /// Whether the source has begun to answer.
    pub(super) fn is_heard(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Whether it has taken as long as any may.
    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.begun + WHOLE <= now
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Instant {
        (self.heard + SILENCE).min(self.begun + WHOLE)
    }

    /// Reads what is there. Does not wait.
    pub(super) fn read(&mut self, now: Instant) -> TransferProgress {
        let mut piece = vec![0; PIECE];
        loop {
            match self.pipe.read(&mut piece) {
                Ok(0) => return TransferProgress::Done(std::mem::take(&mut self.bytes)),
                Ok(read) => {
                    self.heard = now;
                    self.bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
                    if self.bytes.len() > MOST_BYTES {
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
            TransferProgress::Going
        }
    }
}
