//! One drag, from `XdndEnter` to `XdndFinished`.

use std::{path::PathBuf, sync::Arc, time::Instant};

use x11rb::{
    errors::ReplyOrIdError,
    protocol::xproto::{Atom, AtomEnum, ChangeWindowAttributesAux, ConnectionExt as _, EventMask, Timestamp, Window},
};

use super::{
    Context, messages, sandbox,
    transfer::{Transfer, TransferFailure, TransferProgress},
};
use crate::{
    DropError, Event,
    drag_state::{DragState, Format, NextStep, Offered, Outcome},
    list::{self, List, Refusal},
    lookups::LookupResult,
    portal,
};

/// The lowest XDND version that a source may speak. Earlier ones know no proxies.
const MIN_VERSION: u32 = 3;

/// The longest list, in bytes, that is requested again each time a drag moves.
const SMALL_LIST: usize = 64 << 10;

/// More types than any source offers.
const MAX_TYPES: u32 = 1 << 16;

/// A drag over the window.
pub(super) struct Drag {
    number: u64,
    source: Window,
    /// Whether we answer the source. Otherwise winit does.
    we_answer: bool,
    /// The data of its `XdndEnter`.
    entered: [u32; 5],
    /// Whether winit was made to refuse the drag, because the source has not delivered anything that can be accepted.
    refused: bool,
    /// Whether it offers files.
    accepts: bool,
    /// The type of the portal's key, if that is offered.
    key: Option<Atom>,
    state: DragState,
    /// Whether [`Event::Hovering`] was sent.
    announced: bool,
    transfers: Vec<(Format, Transfer)>,
    /// The time of the last message, by the source's clock.
    time: Timestamp,
}

impl Drag {
    /// A drag enters the window. Fails if its source is gone.
    pub(super) fn enter(
        context: &Context,
        number: u64,
        data: [u32; 5],
        we_answer: bool,
    ) -> Result<Self, ReplyOrIdError> {
        let [source, flags, types @ ..] = data;
        let watch = ChangeWindowAttributesAux::new().event_mask(EventMask::STRUCTURE_NOTIFY);
        context.connection.change_window_attributes(source, &watch)?.check()?;
        let types = if flags & 1 == 0 {
            types.to_vec()
        } else {
            context
                .connection
                .get_property(false, source, context.atoms.XdndTypeList, AtomEnum::ATOM, 0, MAX_TYPES)?
                .reply()?
                .value32()
                .map(Iterator::collect)
                .unwrap_or_default()
        };
        let keys = [context.atoms.PORTAL, context.atoms.PORTAL_OF_GTK];
        let key = keys.into_iter().find(|key| types.contains(key));
        let offered = Offered {
            list: types.contains(&context.atoms.URI_LIST),
            key: key.is_some(),
            sandboxed: key.is_some() && sandbox::is_sandboxed(&context.connection, source),
        };
        Ok(Self {
            number,
            source,
            we_answer,
            entered: data,
            refused: false,
            accepts: flags >> 24 >= MIN_VERSION && offered.has_files(),
            key,
            state: DragState::new(offered),
            announced: false,
            transfers: Vec::new(),
            time: x11rb::CURRENT_TIME,
        })
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn source(&self) -> Window {
        self.source
    }

    /// When [`Self::expire`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let transfers = self.transfers.iter().map(|(_, transfer)| transfer.deadline());
        transfers.chain(self.state.deadline()).min()
    }

    /// The drag moves: answers the source. The first time, announces the drag and requests its list.
    pub(super) fn moved(&mut self, context: &Context, time: Timestamp) -> Result<(), ReplyOrIdError> {
        self.time = time;
        if self.we_answer {
            messages::send_status(context, self.source, self.accepts, !self.refused)?;
        } else if self.refused && self.transfers.is_empty() {
            // The source may have the files by now.
            self.perform(context, NextStep::Ask(Format::List))?;
        }
        if self.accepts && !self.announced {
            self.announced = true;
            let (drag, list) = (self.number, None);
            (context.on_event)(Event::Hovering { drag, list });
            let next = self.state.entered();
            self.perform(context, next)?;
        }
        Ok(())
    }

    /// The drag has left the window, or its source is gone.
    pub(super) fn leave(mut self, context: &Context) {
        self.end_transfers(context);
        if self.announced {
            (context.on_event)(Event::Left { drag: self.number });
        }
    }

    /// The files were dropped. Returns whether the drag is over.
    pub(super) fn on_drop(&mut self, context: &Context, time: Timestamp) -> Result<bool, ReplyOrIdError> {
        self.time = time;
        if !self.accepts {
            // The source knows that already, so there is nothing to report.
            self.finish_source(context, false)?;
            return Ok(true);
        }
        let receiving = self.transfers.iter().any(|(_, transfer)| transfer.is_receiving());
        let next = self
            .state
            .on_drop(!self.transfers.is_empty(), receiving, Instant::now());
        let is_over = self.perform(context, next)?;
        if !is_over {
            (context.on_event)(Event::Reading { drag: self.number });
        }
        Ok(is_over)
    }

    /// Advances the first transfer that matches. Returns whether the drag is over.
    pub(super) fn advance(
        &mut self,
        context: &Context,
        matches: impl Fn(&Transfer) -> bool,
        step: impl Fn(&mut Transfer) -> Result<TransferProgress, ReplyOrIdError>,
    ) -> Result<bool, ReplyOrIdError> {
        let Some(at) = self.transfers.iter().position(|(_, transfer)| matches(transfer)) else {
            return Ok(false);
        };
        let Some((format, transfer)) = self.transfers.get_mut(at) else {
            return Ok(false);
        };
        let progress = match step(transfer) {
            // The source is gone. Only a broken connection may end the thread.
            Err(ReplyOrIdError::X11Error(_)) => TransferProgress::Failed(TransferFailure::Refused),
            progress => progress?,
        };
        let format = *format;
        let end = match progress {
            TransferProgress::Pending => return Ok(false),
            TransferProgress::Done(bytes) => Ok(bytes),
            TransferProgress::Failed(failure) => Err(failure),
        };
        let (_, transfer) = self.transfers.remove(at);
        transfer.end(&context.connection);
        if format == Format::List && !self.we_answer && !self.state.is_dropped() {
            self.refuse_if_empty(context, end.as_deref().ok())?;
        }
        let next = self.transfer_ended(context, format, end, transfer.is_overdue(Instant::now()));
        self.perform(context, next)
    }

    fn transfer_ended(
        &mut self,
        context: &Context,
        format: Format,
        end: Result<Vec<u8>, TransferFailure>,
        is_overdue: bool,
    ) -> NextStep {
        let now = Instant::now();
        let other_transfers = !self.transfers.is_empty();
        match (format, end) {
            (Format::PortalKey, key) => self.state.key_arrived(key.ok().as_deref().map(portal::key), now),
            (Format::List, Ok(bytes)) => {
                // Behind a bridge, the source may have been killed while it wrote.
                let parse = if self.we_answer {
                    list::parse
                } else {
                    list::parse_interrupted
                };
                let list = Arc::new(parse(&bytes, &context.host));
                if !list.is_empty() {
                    self.end_transfers(context);
                }
                let unterminated = list::unterminated_path(&bytes, &context.host).filter(|_| !self.we_answer);
                let next = self
                    .state
                    .list_arrived(Arc::clone(&list), unterminated, other_transfers, now);
                if next == NextStep::Wait && !list.is_empty() {
                    let (drag, list) = (self.number, Some(list));
                    (context.on_event)(Event::Hovering { drag, list });
                }
                next
            }
            (Format::List, Err(failure)) => {
                let may_change = matches!(failure, TransferFailure::Refused | TransferFailure::Timeout);
                self.state
                    .list_failed(failure.into(), other_transfers, may_change && !is_overdue, now)
            }
        }
    }

    /// Makes winit, which answers the source, refuse the drag for as long as nothing of `delivered` can be accepted.
    fn refuse_if_empty(&mut self, context: &Context, delivered: Option<&[u8]>) -> Result<(), ReplyOrIdError> {
        let list = delivered
            .map(|bytes| list::parse(bytes, &context.host))
            .unwrap_or_default();
        let is_large = delivered.is_some_and(|bytes| bytes.len() > SMALL_LIST);
        let was_refused = std::mem::replace(&mut self.refused, list.paths.is_empty() && !is_large);
        if self.refused != was_refused {
            messages::steer_winit(context, self.entered, self.refused, self.time)?;
        }
        if self.refused && list.is_empty() {
            let mut nothing = List::default();
            nothing.refuse(PathBuf::from("the dragged files"), Refusal::NotDelivered);
            let (drag, list) = (self.number, Some(Arc::new(nothing)));
            (context.on_event)(Event::Hovering { drag, list });
        }
        Ok(())
    }

    /// A lookup has finished. Returns whether the drag is over.
    pub(super) fn lookup_finished(
        &mut self,
        context: &Context,
        number: u64,
        result: LookupResult,
    ) -> Result<bool, ReplyOrIdError> {
        let next = self.state.lookup_finished(number, result, Instant::now());
        self.perform(context, next)
    }

    /// Gives up whatever has taken too long. Returns whether the drag is over.
    pub(super) fn expire(&mut self, context: &Context, now: Instant) -> Result<bool, ReplyOrIdError> {
        let is_late = |transfer: &Transfer| transfer.deadline() <= now;
        while self.transfers.iter().any(|(_, transfer)| is_late(transfer)) {
            if self.advance(context, is_late, |_| {
                Ok(TransferProgress::Failed(TransferFailure::Timeout))
            })? {
                return Ok(true);
            }
        }
        let next = self.state.expire(now);
        self.perform(context, next)
    }

    /// Gives up a drop, because its source is gone or there are too many.
    pub(super) fn give_up(&mut self, context: &Context) -> Result<(), ReplyOrIdError> {
        self.finish(context, DropError::NoData.into())
    }

    /// Returns whether the drag is over.
    fn perform(&mut self, context: &Context, next: NextStep) -> Result<bool, ReplyOrIdError> {
        match next {
            NextStep::Wait => {}
            NextStep::Ask(format) => {
                let target = match format {
                    Format::List => context.atoms.URI_LIST,
                    Format::PortalKey => self.key.unwrap_or(context.atoms.PORTAL),
                };
                let transfer = Transfer::begin(&context.connection, &context.atoms, context.root, target, self.time)?;
                self.transfers.push((format, transfer));
            }
            NextStep::Run(number, lookup) => context.lookups.run(self.number, number, lookup),
            NextStep::Done(outcome) => {
                self.finish(context, outcome)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reports the outcome to the window first and then to the source, which must never learn of a success that the window
    /// doesn't know of.
    fn finish(&mut self, context: &Context, Outcome { list, accepted }: Outcome) -> Result<(), ReplyOrIdError> {
        self.end_transfers(context);
        let drag = self.number;
        (context.on_event)(match list {
            Ok(list) => Event::Dropped { drag, list },
            Err(reason) => Event::Failed { drag, reason },
        });
        self.finish_source(context, accepted)
    }

    fn finish_source(&self, context: &Context, accepted: bool) -> Result<(), ReplyOrIdError> {
        if self.we_answer {
            messages::send_finished(context, self.source, accepted)?;
        }
        Ok(())
    }

    fn end_transfers(&mut self, context: &Context) {
        for (_, transfer) in self.transfers.drain(..) {
            transfer.end(&context.connection);
        }
    }
}
