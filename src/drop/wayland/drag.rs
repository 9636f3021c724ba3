//! One drag: from its coming over the window to the answer that it is finished.

use std::{os::fd::BorrowedFd, path::PathBuf, sync::Arc, time::Instant};

use wayland_client::protocol::{wl_data_device_manager::DndAction, wl_data_offer::WlDataOffer};

use super::{
    Tools,
    transfer::{Progress, Transfer},
};
use crate::drop::{
    Event, Lost,
    list::{self, List},
    portal,
};

/// How a list of files is called.
const LIST: &str = "text/uri-list";

/// What an offer can be had as: known before it is known what the offer is for.
pub(super) struct Offer {
    pub(super) offer: WlDataOffer,
    pub(super) as_list: bool,
    pub(super) by_portal: bool,
    /// Whether the compositor has said that it will be copied.
    pub(super) copies: bool,
}

impl Offer {
    pub(super) fn new(offer: WlDataOffer) -> Self {
        Self {
            offer,
            as_list: false,
            by_portal: false,
            copies: false,
        }
    }

    /// It can be had in this form.
    pub(super) fn has(&mut self, form: &str) {
        self.as_list |= form == LIST;
        self.by_portal |= form.as_bytes() == portal::FORM;
    }
}

/// A drag over the window.
pub(super) struct Drag {
    /// Known to the thread that asks the portal.
    number: u64,
    offer: Offer,
    transfer: Option<Transfer>,
    asked_portal: Asked,
    list: Option<Arc<List>>,
    dropped: bool,
    asked_since_drop: bool,
}

/// Whether the portal was asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    No,
    /// The source was asked for the key.
    ForKey,
    Yes,
}

impl Drag {
    /// A drag has come over the window: says whether it may be dropped here, and asks for what it is.
    pub(super) fn enter(tools: &Tools, number: u64, offer: Offer, serial: u32) -> Self {
        let mut drag = Self {
            number,
            offer,
            transfer: None,
            asked_portal: Asked::No,
            list: None,
            dropped: false,
            asked_since_drop: false,
        };
        // Only to copy: of what is moved, a source deletes its own.
        drag.offer.offer.set_actions(DndAction::Copy, DndAction::Copy);
        let form = drag.form().map(str::to_owned);
        drag.offer.offer.accept(serial, form);
        if drag.takes() {
            (tools.tell)(Event::Hovering(None));
            // A key is good for once, so that is left alone until the drop.
            if drag.offer.as_list {
                drag.ask(LIST);
            }
        }
        drag
    }

    pub(super) fn is(&self, number: u64) -> bool {
        self.number == number
    }

    pub(super) fn offer(&mut self) -> &mut Offer {
        &mut self.offer
    }

    /// Where there is something to read, and until when.
    pub(super) fn waits_for(&self) -> Option<(BorrowedFd<'_>, Instant)> {
        let transfer = self.transfer.as_ref()?;
        Some((transfer.pipe(), transfer.deadline()))
    }

    /// It is gone: nothing was dropped.
    pub(super) fn leave(self, tools: &Tools) {
        self.offer.offer.destroy();
        if self.takes() {
            (tools.tell)(Event::Left);
        }
    }

    /// It was dropped. Answers whether all is done.
    pub(super) fn drop(&mut self, tools: &Tools) -> bool {
        self.dropped = true;
        if !self.takes() {
            self.finish(tools, Err(Lost::Nothing));
            return true;
        }
        self.transfer.is_none() && self.go_on(tools)
    }

    /// Reads on. Answers whether all is done.
    pub(super) fn advance(&mut self, tools: &Tools, now: Instant) -> bool {
        let Some(transfer) = &mut self.transfer else {
            return false;
        };
        let end = match transfer.read(now) {
            Progress::Going => return false,
            Progress::Done(bytes) => Ok(bytes),
            Progress::Failed(lost) => Err(lost),
        };
        self.transfer = None;
        match end {
            Ok(key) if self.asked_portal == Asked::ForKey => {
                self.asked_portal = Asked::Yes;
                let key = String::from_utf8_lossy(&key);
                tools.ask_portal(self.number, key.trim_end_matches('\0').trim().to_owned());
                false
            }
            Err(_) if self.asked_portal == Asked::ForKey => {
                self.asked_portal = Asked::Yes;
                self.go_on(tools)
            }
            Ok(bytes) => {
                let list = Arc::new(list::read(&bytes, &tools.host));
                self.list = Some(Arc::clone(&list));
                if self.dropped {
                    return self.go_on(tools);
                }
                (tools.tell)(Event::Hovering(Some(list)));
                false
            }
            Err(_) if !self.dropped => false,
            Err(lost) => {
                self.finish(tools, Err(lost));
                true
            }
        }
    }

    /// The portal has answered. Answers whether all is done.
    pub(super) fn answered(&mut self, tools: &Tools, paths: Option<Vec<PathBuf>>) -> bool {
        match paths {
            Some(paths) if !paths.is_empty() => {
                let refused = Vec::new();
                self.finish(tools, Ok(Arc::new(List { paths, refused })));
                true
            }
            // What the source says itself is better than nothing.
            _ => self.go_on(tools),
        }
    }

    /// It was dropped, and is not waited for.
    pub(super) fn give_up(&mut self, tools: &Tools) {
        self.finish(tools, Err(Lost::Nothing));
    }

    /// What is to be done next for a drag that was dropped. Answers whether all is done.
    fn go_on(&mut self, tools: &Tools) -> bool {
        let missing = |list: &List| list.paths.iter().any(|path| path.symlink_metadata().is_err());
        let doubtful = !self.offer.as_list || self.list.as_deref().is_some_and(missing);
        if self.offer.by_portal && doubtful && self.asked_portal == Asked::No {
            self.asked_portal = Asked::ForKey;
            if self.ask(&String::from_utf8_lossy(portal::FORM)) {
                return false;
            }
            self.asked_portal = Asked::Yes;
        }
        if let Some(list) = self.list.take() {
            self.finish(tools, Ok(list));
            return true;
        }
        if self.offer.as_list && !self.asked_since_drop {
            self.asked_since_drop = true;
            if self.ask(LIST) {
                return false;
            }
        }
        self.finish(tools, Err(Lost::Nothing));
        true
    }

    /// Whether it offers files.
    fn takes(&self) -> bool {
        self.form().is_some()
    }

    fn form(&self) -> Option<&'static str> {
        if self.offer.as_list {
            Some(LIST)
        } else if self.offer.by_portal {
            std::str::from_utf8(portal::FORM).ok()
        } else {
            None
        }
    }

    /// Asks for it in this form. Answers whether that could be done.
    fn ask(&mut self, form: &str) -> bool {
        match Transfer::begin(&self.offer.offer, form) {
            Ok(transfer) => self.transfer = Some(transfer),
            Err(error) => tracing::warn!(%error, "what is dragged cannot be read"),
        }
        self.transfer.is_some()
    }

    /// Tells what came of the drop, here and to the source: in this order, so that the source never hears of a success
    /// that nobody knows of.
    fn finish(&mut self, tools: &Tools, end: Result<Arc<List>, Lost>) {
        self.transfer = None;
        let end = end.and_then(|list| if list.is_empty() { Err(Lost::Nothing) } else { Ok(list) });
        let taken = end.as_ref().is_ok_and(|list| !list.paths.is_empty());
        match end {
            Ok(list) => (tools.tell)(Event::Dropped(list)),
            Err(lost) => (tools.tell)(Event::Lost(lost)),
        }
        // An offer that is finished without an action is a mistake that costs the connection.
        if taken && self.offer.copies {
            self.offer.offer.finish();
        }
        self.offer.offer.destroy();
    }
}
