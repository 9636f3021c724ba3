//! The clipboard, as text.
//!
//! Mutter forgets a program's data device when the program creates another without having the keyboard focus. The toolkit's
//! clipboard uses the forgotten device: it can still copy, but no longer learns what others copy. So the text is read here once
//! the window finds that its toolkit has nothing to paste.

use std::{os::fd::BorrowedFd, time::Instant};

use super::{
    offer::Offer,
    transfer::{Transfer, TransferProgress},
};

/// What another program has copied.
#[derive(Default)]
pub(super) struct Clipboard {
    offer: Option<Offer>,
    reading: Option<Transfer>,
}

impl Clipboard {
    /// The clipboard has changed. `None` if its contents are unknown. A read of the earlier contents continues.
    pub(super) fn set(&mut self, offer: Option<Offer>) {
        if let Some(previous) = std::mem::replace(&mut self.offer, offer) {
            previous.offer.destroy();
        }
    }

    /// Requests the text.
    pub(super) fn request_text(&mut self) {
        let Some((offer, mime_type)) = self.offer.as_ref().and_then(|offer| Some((offer, offer.text?))) else {
            return;
        };
        match Transfer::begin(&offer.offer, mime_type) {
            Ok(transfer) => self.reading = Some(transfer),
            Err(error) => tracing::warn!(%error, "could not read the clipboard"),
        }
    }

    /// Reads what has arrived. Returns the text once it is complete.
    pub(super) fn advance(&mut self, now: Instant) -> Option<String> {
        match self.reading.as_mut()?.read(now) {
            TransferProgress::Pending => None,
            TransferProgress::Done(bytes) => {
                self.reading = None;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            TransferProgress::Failed(error) => {
                self.reading = None;
                tracing::warn!(?error, "the clipboard was not delivered");
                None
            }
        }
    }

    /// Readable when data has arrived.
    pub(super) fn pipe(&self) -> Option<BorrowedFd<'_>> {
        self.reading.as_ref().map(Transfer::pipe)
    }

    /// When a read is given up unless the source sends something.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.reading.as_ref().map(Transfer::deadline)
    }
}
