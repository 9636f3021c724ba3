//! One drag: from its coming over the window to the answer that it is finished.

use std::{os::fd::BorrowedFd, sync::Arc, time::Instant};

use wayland_client::protocol::{
    wl_data_device::WlDataDevice, wl_data_device_manager::DndAction, wl_data_offer::WlDataOffer,
};

use super::{
    Tools, copied,
    transfer::{Transfer, TransferProgress},
};
use crate::{
    DropError, Event,
    drag_state::{DragState, End, Form, Next, Offered},
    list,
    lookups::LookupResult,
    portal,
};

/// How a list of files is called.
const LIST: &str = "text/uri-list";

/// What an offer can be had as: known before it is known what the offer is for.
pub(super) struct Offer {
    pub(super) offer: WlDataOffer,
    /// The device that told of it.
    pub(super) device: WlDataDevice,
    as_list: bool,
    /// As what the portal's key is offered.
    key: Option<&'static str>,
    /// As what its text can be had, where it was copied.
    pub(super) text: Option<&'static str>,
    /// Whether the compositor has said that it will be copied.
    pub(super) copies: bool,
}

impl Offer {
    pub(super) fn new(offer: WlDataOffer, device: WlDataDevice) -> Self {
        Self {
            offer,
            device,
            as_list: false,
            key: None,
            text: None,
            copies: false,
        }
    }

    /// It can be had in this form.
    pub(super) fn has(&mut self, form: &str) {
        self.as_list |= form == LIST;
        self.text = copied::better(self.text, form);
        self.key = portal::FORMS.into_iter().find(|key| form == *key).or(self.key);
    }
}

/// A drag over the window.
pub(super) struct Drag {
    number: u64,
    offer: Offer,
    /// The same, as other devices were told of it.
    doubles: Vec<Offer>,
    drag_state: DragState,
    /// What the source was asked for.
    transfers: Vec<(Form, Transfer)>,
}

impl Drag {
    /// A drag has come over the window: says whether it may be dropped here, and asks for what it is.
    pub(super) fn enter(tools: &Tools, number: u64, offer: Offer, serial: u32) -> Self {
        let drag_state = DragState::new(Offered {
            list: offer.as_list,
            key: offer.key.is_some(),
            sandboxed: false,
        });
        let mut drag = Self {
            number,
            offer,
            doubles: Vec::new(),
            drag_state,
            transfers: Vec::new(),
        };
        // Only to copy: of what is moved, a source deletes its own.
        drag.offer.offer.set_actions(DndAction::Copy, DndAction::Copy);
        let form = if drag.offer.as_list { Some(LIST) } else { drag.offer.key };
        drag.offer.offer.accept(serial, form.map(str::to_owned));
        if drag.takes() {
            (tools.tell)(Event::Hovering {
                drag: number,
                list: None,
            });
            let next = drag.drag_state.hovers();
            drag.follow(tools, next, Instant::now());
        }
        drag
    }

    pub(super) fn is(&self, number: u64) -> bool {
        self.number == number
    }

    pub(super) fn offer(&mut self) -> &mut Offer {
        &mut self.offer
    }

    /// The device that told of it.
    pub(super) fn device(&self) -> &WlDataDevice {
        &self.offer.device
    }

    /// Another device was told of it too. Its offer is kept until this one's is done with: to let go of one ends the drag
    /// for some compositors (wlroots).
    pub(super) fn comes_twice(&mut self, offer: Offer) {
        self.doubles.push(offer);
    }

    /// Needs nothing more of the source.
    fn let_go(&self) {
        for offer in std::iter::once(&self.offer).chain(&self.doubles) {
            offer.offer.destroy();
        }
    }

    /// Where there is something to read.
    pub(super) fn pipes(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        self.transfers.iter().map(|(_, transfer)| transfer.pipe())
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let transfers = self.transfers.iter().map(|(_, transfer)| transfer.deadline());
        transfers.chain(self.drag_state.deadline()).min()
    }

    /// It is gone: nothing was dropped.
    pub(super) fn leave(self, tools: &Tools) {
        self.let_go();
        if self.takes() {
            (tools.tell)(Event::Left { drag: self.number });
        }
    }

    /// It was dropped. Answers whether all is done.
    pub(super) fn drop(&mut self, tools: &Tools, now: Instant) -> bool {
        if !self.takes() {
            // Its source was told so: nobody waits for anything.
            self.let_go();
            return true;
        }
        let heard = self.transfers.iter().any(|(_, transfer)| transfer.is_heard());
        let next = self.drag_state.dropped(!self.transfers.is_empty(), heard, now);
        let is_done = self.follow(tools, next, now);
        if !is_done {
            (tools.tell)(Event::Reading { drag: self.number });
        }
        is_done
    }

    /// Reads on, and gives up what was waited for too long. Answers whether all is done.
    pub(super) fn advance(&mut self, tools: &Tools, now: Instant) -> bool {
        let mut at = 0;
        while let Some((form, transfer)) = self.transfers.get_mut(at) {
            let (form, of_use) = (*form, !transfer.is_overdue(now));
            let end = match transfer.read(now) {
                TransferProgress::Going => {
                    at += 1;
                    continue;
                }
                TransferProgress::Done(bytes) => Ok(bytes),
                TransferProgress::Failed(lost) => Err(lost),
            };
            self.transfers.remove(at);
            let next = self.ended(tools, form, end, of_use, now);
            if self.follow(tools, next, now) {
                return true;
            }
            at = 0;
        }
        let next = self.drag_state.late(now);
        self.follow(tools, next, now)
    }

    /// The source has handed this over, or does not; whether it is of `use` to ask again.
    fn ended(
        &mut self,
        tools: &Tools,
        form: Form,
        end: Result<Vec<u8>, DropError>,
        of_use: bool,
        now: Instant,
    ) -> Next {
        let awaited = !self.transfers.is_empty();
        match (form, end) {
            (Form::Key, key) => self.drag_state.has_key(key.ok().as_deref().map(portal::key), now),
            (Form::List, Err(lost)) => {
                self.drag_state
                    .failed(lost, awaited, of_use && lost != DropError::TooLarge, now)
            }
            (Form::List, Ok(bytes)) => {
                let list = Arc::new(list::read_written(&bytes, &tools.host));
                if !list.is_empty() {
                    self.transfers.clear();
                }
                // A source that was killed while it wrote looks like one that has written all.
                let open_end = list::open_end(&bytes, &tools.host);
                let next = self.drag_state.came(Arc::clone(&list), open_end, awaited, now);
                if next == Next::Wait && !list.is_empty() {
                    (tools.tell)(Event::Hovering {
                        drag: self.number,
                        list: Some(list),
                    });
                }
                next
            }
        }
    }

    /// An lookup has found this out. Answers whether all is done.
    pub(super) fn found(&mut self, tools: &Tools, number: u64, found: LookupResult, now: Instant) -> bool {
        let next = self.drag_state.found(number, found, now);
        self.follow(tools, next, now)
    }

    /// It was dropped, and is not waited for.
    pub(super) fn give_up(&mut self, tools: &Tools) {
        self.finish(tools, DropError::NoData.into());
    }

    /// Does what comes next. Answers whether all is done.
    fn follow(&mut self, tools: &Tools, mut next: Next, now: Instant) -> bool {
        loop {
            match next {
                Next::Wait => return false,
                Next::Ask(form) => {
                    let asked = match form {
                        Form::List => LIST,
                        Form::Key => self.offer.key.unwrap_or(LIST),
                    };
                    match Transfer::begin(&self.offer.offer, asked) {
                        Ok(transfer) => {
                            self.transfers.push((form, transfer));
                            return false;
                        }
                        Err(error) => {
                            tracing::warn!(%error, "what is dragged cannot be read");
                            next = self.ended(tools, form, Err(DropError::NoData), true, now);
                        }
                    }
                }
                Next::Run(number, lookup) => {
                    tools.lookups.run(self.number, number, lookup);
                    return false;
                }
                Next::Done(end) => {
                    self.finish(tools, end);
                    return true;
                }
            }
        }
    }

    /// Whether it offers files.
    fn takes(&self) -> bool {
        self.offer.as_list || self.offer.key.is_some()
    }

    /// Tells what came of the drop, here and to the source: in this order, so that the source never hears of a success
    /// that nobody knows of.
    fn finish(&mut self, tools: &Tools, End { list, taken }: End) {
        self.transfers.clear();
        let drag = self.number;
        (tools.tell)(match list {
            Ok(list) => Event::Dropped { drag, list },
            Err(reason) => Event::Failed { drag, reason },
        });
        // An offer that is finished without an action is a mistake that costs the connection.
        if taken && self.offer.copies {
            self.offer.offer.finish();
        }
        self.let_go();
    }
}
