//! One drag, from `enter` to `finish`.

use std::{os::fd::BorrowedFd, sync::Arc, time::Instant};

use wayland_client::protocol::{wl_data_device::WlDataDevice, wl_data_device_manager::DndAction};

use super::{
    Context,
    offer::{LIST, Offer},
    transfer::{Transfer, TransferProgress},
};
use crate::{
    DropError, Event,
    drag_state::{DragState, Format, NextStep, Offered, Outcome},
    list,
    lookups::LookupResult,
    portal,
};

/// A drag over the window.
pub(super) struct Drag {
    number: u64,
    offer: Offer,
    /// The same offer on other devices.
    duplicates: Vec<Offer>,
    state: DragState,
    transfers: Vec<(Format, Transfer)>,
}

impl Drag {
    /// A drag enters the window: accepts or refuses it, and requests its list.
    pub(super) fn enter(context: &Context, number: u64, offer: Offer, serial: u32) -> Self {
        let state = DragState::new(Offered {
            list: offer.has_list,
            key: offer.key.is_some(),
            sandboxed: false,
        });
        let mut drag = Self {
            number,
            offer,
            duplicates: Vec::new(),
            state,
            transfers: Vec::new(),
        };
        // Never to move: the source would delete its files.
        drag.offer.offer.set_actions(DndAction::Copy, DndAction::Copy);
        let mime_type = if drag.offer.has_list {
            Some(LIST)
        } else {
            drag.offer.key
        };
        drag.offer.offer.accept(serial, mime_type.map(str::to_owned));
        if drag.offer.has_files() {
            (context.on_event)(Event::Hovering {
                drag: number,
                list: None,
            });
            let next = drag.state.entered();
            drag.perform(context, next, Instant::now());
        }
        drag
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn offer_mut(&mut self) -> &mut Offer {
        &mut self.offer
    }

    /// The device that the drag entered on.
    pub(super) fn device(&self) -> &WlDataDevice {
        &self.offer.device
    }

    /// The drag has also entered on another device. That offer is kept until the drag is over: wlroots ends the drag if one of
    /// its offers is destroyed.
    pub(super) fn add_duplicate(&mut self, offer: Offer) {
        self.duplicates.push(offer);
    }

    /// Ends the drag for the source.
    fn destroy_offers(&self) {
        for offer in std::iter::once(&self.offer).chain(&self.duplicates) {
            offer.offer.destroy();
        }
    }

    /// Readable when data has arrived.
    pub(super) fn pipes(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        self.transfers.iter().map(|(_, transfer)| transfer.pipe())
    }

    /// When [`Self::advance`] has something to give up.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let transfers = self.transfers.iter().map(|(_, transfer)| transfer.deadline());
        transfers.chain(self.state.deadline()).min()
    }

    /// The drag has left the window.
    pub(super) fn leave(self, context: &Context) {
        self.destroy_offers();
        if self.offer.has_files() {
            (context.on_event)(Event::Left { drag: self.number });
        }
    }

    /// The files were dropped. Returns whether the drag is over.
    pub(super) fn on_drop(&mut self, context: &Context, now: Instant) -> bool {
        if !self.offer.has_files() {
            // The source knows that already, so there is nothing to report.
            self.destroy_offers();
            return true;
        }
        let receiving = self.transfers.iter().any(|(_, transfer)| transfer.is_receiving());
        let next = self.state.on_drop(!self.transfers.is_empty(), receiving, now);
        let is_over = self.perform(context, next, now);
        if !is_over {
            (context.on_event)(Event::Reading { drag: self.number });
        }
        is_over
    }

    /// Reads what has arrived, and gives up whatever has taken too long. Returns whether the drag is over.
    pub(super) fn advance(&mut self, context: &Context, now: Instant) -> bool {
        let mut at = 0;
        while let Some((format, transfer)) = self.transfers.get_mut(at) {
            let (format, retry) = (*format, !transfer.is_overdue(now));
            let end = match transfer.read(now) {
                TransferProgress::Pending => {
                    at += 1;
                    continue;
                }
                TransferProgress::Done(bytes) => Ok(bytes),
                TransferProgress::Failed(error) => Err(error),
            };
            self.transfers.remove(at);
            let next = self.transfer_ended(context, format, end, retry, now);
            if self.perform(context, next, now) {
                return true;
            }
            at = 0;
        }
        let next = self.state.expire(now);
        self.perform(context, next, now)
    }

    /// `retry` says whether asking again may help.
    fn transfer_ended(
        &mut self,
        context: &Context,
        format: Format,
        end: Result<Vec<u8>, DropError>,
        retry: bool,
        now: Instant,
    ) -> NextStep {
        let other_transfers = !self.transfers.is_empty();
        match (format, end) {
            (Format::PortalKey, key) => self.state.key_arrived(key.ok().as_deref().map(portal::key), now),
            (Format::List, Err(error)) => {
                let retry = retry && error != DropError::TooLarge;
                self.state.list_failed(error, other_transfers, retry, now)
            }
            (Format::List, Ok(bytes)) => {
                let list = Arc::new(list::parse_interrupted(&bytes, &context.host));
                if !list.is_empty() {
                    self.transfers.clear();
                }
                // A source that was killed while it wrote looks like one that has finished.
                let unterminated = list::unterminated_path(&bytes, &context.host);
                let next = self
                    .state
                    .list_arrived(Arc::clone(&list), unterminated, other_transfers, now);
                if next == NextStep::Wait && !list.is_empty() {
                    (context.on_event)(Event::Hovering {
                        drag: self.number,
                        list: Some(list),
                    });
                }
                next
            }
        }
    }

    /// A lookup has finished. Returns whether the drag is over.
    pub(super) fn lookup_finished(
        &mut self,
        context: &Context,
        number: u64,
        result: LookupResult,
        now: Instant,
    ) -> bool {
        let next = self.state.lookup_finished(number, result, now);
        self.perform(context, next, now)
    }

    /// Gives up a drop, because there are too many.
    pub(super) fn give_up(&mut self, context: &Context) {
        self.finish(context, DropError::NoData.into());
    }

    /// Returns whether the drag is over.
    fn perform(&mut self, context: &Context, mut next: NextStep, now: Instant) -> bool {
        loop {
            match next {
                NextStep::Wait => return false,
                NextStep::Ask(format) => {
                    let mime_type = match format {
                        Format::List => LIST,
                        Format::PortalKey => self.offer.key.unwrap_or(LIST),
                    };
                    match Transfer::begin(&self.offer.offer, mime_type) {
                        Ok(transfer) => {
                            self.transfers.push((format, transfer));
                            return false;
                        }
                        Err(error) => {
                            tracing::warn!(%error, "could not read the dragged files");
                            next = self.transfer_ended(context, format, Err(DropError::NoData), true, now);
                        }
                    }
                }
                NextStep::Run(number, lookup) => {
                    context.lookups.run(self.number, number, lookup);
                    return false;
                }
                NextStep::Done(outcome) => {
                    self.finish(context, outcome);
                    return true;
                }
            }
        }
    }

    /// Reports the outcome to the window first and then to the source, which must never learn of a success that the window
    /// doesn't know of.
    fn finish(&mut self, context: &Context, Outcome { list, accepted }: Outcome) {
        self.transfers.clear();
        let drag = self.number;
        (context.on_event)(match list {
            Ok(list) => Event::Dropped { drag, list },
            Err(reason) => Event::Failed { drag, reason },
        });
        // Finishing an offer without an action is a protocol error, which would end the connection.
        if accepted && self.offer.copies {
            self.offer.offer.finish();
        }
        self.destroy_offers();
    }
}
