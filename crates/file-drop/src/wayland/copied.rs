//! What another program has copied.
//!
//! Mutter strikes a program's data device from its list when the program makes another while it has not the keyboard. The
//! toolkit made one for its clipboard before, which is told of nothing that is copied from then on. It can still be copied
//! with. Hence what was copied is read here, once the window finds that its toolkit had nothing to paste.

use std::{os::fd::BorrowedFd, time::Instant};

use super::{
    drag::Offer,
    transfer::{Transfer, TransferProgress},
};

/// As what text is offered, the best first.
const FORMS: [&str; 5] = [
    "text/plain;charset=utf-8",
    "UTF8_STRING",
    "text/plain",
    "STRING",
    "text/uri-list",
];

/// The better one of what an offer had so far, and of what it has too.
pub(super) fn better(known: Option<&'static str>, form: &str) -> Option<&'static str> {
    FORMS.into_iter().find(|text| *text == form || Some(*text) == known)
}

/// What was copied, and the reading of it.
#[derive(Default)]
pub(super) struct Copied {
    offer: Option<Offer>,
    reading: Option<Transfer>,
}

impl Copied {
    /// This was copied, or nothing is known of it any more. What is being read of another comes to its end.
    pub(super) fn is(&mut self, offer: Option<Offer>) {
        if let Some(before) = std::mem::replace(&mut self.offer, offer) {
            before.offer.destroy();
        }
    }

    /// Asks for the text of it.
    pub(super) fn read(&mut self) {
        let Some((offer, form)) = self.offer.as_ref().and_then(|offer| Some((offer, offer.text?))) else {
            return;
        };
        match Transfer::begin(&offer.offer, form) {
            Ok(transfer) => self.reading = Some(transfer),
            Err(error) => tracing::warn!(%error, "what was copied cannot be read"),
        }
    }

    /// Reads on. Answers the text once it is there.
    pub(super) fn advance(&mut self, now: Instant) -> Option<String> {
        match self.reading.as_mut()?.read(now) {
            TransferProgress::Going => None,
            TransferProgress::Done(bytes) => {
                self.reading = None;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            TransferProgress::Failed(lost) => {
                self.reading = None;
                tracing::warn!(?lost, "what was copied was not handed over");
                None
            }
        }
    }

    /// Where there is something to read.
    pub(super) fn pipe(&self) -> Option<BorrowedFd<'_>> {
        self.reading.as_ref().map(Transfer::pipe)
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.reading.as_ref().map(Transfer::deadline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_best_form_whatever_the_order() {
        let best = |forms: &[&str]| forms.iter().fold(None, |known, form| better(known, form));
        assert_eq!(
            best(&["STRING", "text/plain;charset=utf-8", "text/html"]),
            Some(FORMS[0])
        );
        assert_eq!(best(&["text/uri-list", "UTF8_STRING", "text/plain"]), Some(FORMS[1]));
        assert_eq!(best(&["image/png", "text/uri-list"]), Some(FORMS[4]));
        assert_eq!(best(&["image/png"]), None);
    }
}
