//! Reads pasted text on another thread: a list of paths may have a hundred thousand lines.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use eframe::egui::Context;

use crate::ui::Tab;
use file_drop::{
    self,
    list::{List, Refusal},
};

/// What a text lists, and the tab into which it was pasted.
type Read = (Option<List>, Tab);

/// Pasted texts that are being read.
pub(super) struct PasteReader {
    sender: Sender<Read>,
    receiver: Receiver<Read>,
}

impl Default for PasteReader {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver }
    }
}

impl PasteReader {
    /// Starts reading a text that was pasted while this tab was open. Repaints when it is done.
    pub(super) fn read(&self, text: String, tab: Tab, ctx: &Context) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let thread = thread::Builder::new().name("pasted text".to_owned());
        let started = thread.spawn(move || {
            let _ = sender.send((paths(&text), tab));
            ctx.request_repaint();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "could not read pasted text");
        }
    }

    /// What the next text lists, once it is read: no list if it contains no path. With the tab into which it was pasted, because
    /// another one may be open by now.
    pub(super) fn take(&self) -> Option<Read> {
        self.receiver.try_recv().ok()
    }
}

/// The paths in a text. `None` for prose, whose lines aren't paths.
fn paths(text: &str) -> Option<List> {
    let list = file_drop::list::parse(text.as_bytes(), &file_drop::host_name());
    let is_prose = list.paths.is_empty() && list.refused.iter().all(|refused| refused.reason == Refusal::NotAPath);
    (!is_prose).then_some(list)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_is_read_on_another_thread_and_prose_is_not_a_list() {
        let (pasted, ctx) = (PasteReader::default(), Context::default());
        for (text, expected) in [("/a.jpg\nfile:///b.jpg", Some(2)), ("Dear all,\nhello", None)] {
            pasted.read(text.to_owned(), Tab::Check, &ctx);
            let (read, tab) = pasted.receiver.recv().unwrap();
            assert_eq!(tab, Tab::Check);
            assert_eq!(read.map(|list| list.paths.len()), expected, "{text}");
        }
        assert_eq!(pasted.take(), None);
    }
}
