//! One drag: from its first message to the answer that it is finished.

use std::{path::PathBuf, sync::Arc, time::Instant};

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask, Timestamp, Window,
    },
};

use super::{
    Tools, sandbox,
    transfer::{Transfer, TransferFailure, TransferProgress},
};
use crate::{
    DropError, Event,
    drag_state::{DragState, End, Form, Next, Offered},
    list::{self, List, Refusal},
    lookups::LookupResult,
    portal,
};

/// The version of XDND that a source must at least speak: before it, no proxy was heeded.
const LOWEST_VERSION: u32 = 3;

/// So much may be asked for again each time a drag moves.
const SMALL: usize = 64 << 10;

/// More types than any source offers.
const MOST_TYPES: u32 = 1 << 16;

/// A drag over the window.
pub(super) struct Drag {
    number: u64,
    source: Window,
    /// Whether its source is answered here, and not by winit.
    answers: bool,
    /// How it came over the window, where winit heard of it too.
    entered: [u32; 5],
    /// Whether it is refused, where winit answers it, for nothing can be taken of what it has given so far.
    is_empty: bool,
    /// Whether it offers files.
    takes: bool,
    /// As what the portal's key is offered.
    key: Option<Atom>,
    drag_state: DragState,
    /// Whether it was told that something hovers.
    told: bool,
    /// What the source was asked for.
    transfers: Vec<(Form, Transfer)>,
    /// The time of its last message, as its source has it.
    time: Timestamp,
}

impl Drag {
    /// A drag has come over the window: what it offers, and whether its source still lives.
    pub(super) fn enter(tools: &Tools, number: u64, message: [u32; 5], answers: bool) -> Result<Self, ReplyOrIdError> {
        let [source, flags, types @ ..] = message;
        let watch = ChangeWindowAttributesAux::new().event_mask(EventMask::STRUCTURE_NOTIFY);
        tools.connection.change_window_attributes(source, &watch)?.check()?;
        let types = if flags & 1 == 0 {
            types.to_vec()
        } else {
            tools
                .connection
                .get_property(false, source, tools.atoms.XdndTypeList, AtomEnum::ATOM, 0, MOST_TYPES)?
                .reply()?
                .value32()
                .map(Iterator::collect)
                .unwrap_or_default()
        };
        let keys = [tools.atoms.PORTAL, tools.atoms.PORTAL_AS_FIRST_CALLED];
        let key = keys.into_iter().find(|key| types.contains(key));
        let offered = Offered {
            list: types.contains(&tools.atoms.URI_LIST),
            key: key.is_some(),
            sandboxed: key.is_some() && sandbox::is_sandboxed(&tools.connection, source),
        };
        Ok(Self {
            number,
            source,
            answers,
            entered: message,
            is_empty: false,
            takes: flags >> 24 >= LOWEST_VERSION && offered.has_files(),
            key,
            drag_state: DragState::new(offered),
            told: false,
            transfers: Vec::new(),
            time: x11rb::CURRENT_TIME,
        })
    }

    /// Its number: that of no other.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The window where it comes from.
    pub(super) fn source(&self) -> Window {
        self.source
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let transfers = self.transfers.iter().map(|(_, transfer)| transfer.deadline());
        transfers.chain(self.drag_state.deadline()).min()
    }

    /// It moves: says whether it may be dropped here. At the first time it is told, and what it is is asked for.
    pub(super) fn moved(&mut self, tools: &Tools, time: Timestamp) -> Result<(), ReplyOrIdError> {
        self.time = time;
        if self.answers {
            self.answer(tools)?;
        } else if self.is_empty && self.transfers.is_empty() {
            // It may have something by now.
            self.follow(tools, Next::Ask(Form::List))?;
        }
        if self.takes && !self.told {
            self.told = true;
            let (drag, list) = (self.number, None);
            (tools.tell)(Event::Hovering { drag, list });
            let next = self.drag_state.hovers();
            self.follow(tools, next)?;
        }
        Ok(())
    }

    /// Has winit refuse this drag, or take it again, whose source it answers. At a drop winit says at once that all was
    /// taken, whatever comes of it, and a bridge lets go of the source by that: what has nothing to give while it hovers
    /// is lost then, so it is refused before. winit knows of no drag after a message that it has left, and refuses it.
    fn tell_winit(&self, tools: &Tools) -> Result<(), ReplyOrIdError> {
        let [source, flags, ..] = self.entered;
        let (kind, data) = if self.is_empty {
            (tools.atoms.XdndLeave, [source, 0, 0, 0, tools.proxy])
        } else {
            let types = [tools.atoms.URI_LIST, x11rb::NONE, tools.proxy];
            (
                tools.atoms.XdndEnter,
                [source, flags & !1, types[0], types[1], types[2]],
            )
        };
        // It answers this after all that it has heard before, and so has the last word.
        let moved = [source, 0, 0, self.time, tools.proxy];
        for (kind, data) in [(kind, data), (tools.atoms.XdndPosition, moved)] {
            let message = ClientMessageEvent::new(32, tools.window, kind, data);
            tools
                .connection
                .send_event(false, tools.window, EventMask::NO_EVENT, message)?;
        }
        tools.connection.flush()?;
        Ok(())
    }

    /// Says whether it may be dropped here.
    fn answer(&self, tools: &Tools) -> Result<(), ReplyOrIdError> {
        let takes = self.takes && !self.is_empty;
        let action = if takes { tools.atoms.XdndActionCopy } else { x11rb::NONE };
        let (place, size) = outline(tools)?;
        // The whole window is one target: a source that heeds that asks no more inside of it.
        send(
            tools,
            self.source,
            tools.atoms.XdndStatus,
            [u32::from(self.takes), place, size, action],
        )
    }

    /// It is gone, or its source is: nothing was dropped.
    pub(super) fn leave(mut self, tools: &Tools) {
        self.end_transfers(tools);
        if self.told {
            (tools.tell)(Event::Left { drag: self.number });
        }
    }

    /// It was dropped. Answers whether all is done.
    pub(super) fn drop(&mut self, tools: &Tools, time: Timestamp) -> Result<bool, ReplyOrIdError> {
        self.time = time;
        if !self.takes {
            // Its source was told so: nobody waits for anything.
            self.answer_drop(tools, false)?;
            return Ok(true);
        }
        let heard = self.transfers.iter().any(|(_, transfer)| transfer.is_heard());
        let next = self
            .drag_state
            .dropped(!self.transfers.is_empty(), heard, Instant::now());
        let is_done = self.follow(tools, next)?;
        if !is_done {
            (tools.tell)(Event::Reading { drag: self.number });
        }
        Ok(is_done)
    }

    /// Goes on with what the data of some transfers says. Answers whether all is done.
    pub(super) fn advance(
        &mut self,
        tools: &Tools,
        of: impl Fn(&Transfer) -> bool,
        step: impl Fn(&mut Transfer) -> Result<TransferProgress, ReplyOrIdError>,
    ) -> Result<bool, ReplyOrIdError> {
        let Some(at) = self.transfers.iter().position(|(_, transfer)| of(transfer)) else {
            return Ok(false);
        };
        let Some((form, transfer)) = self.transfers.get_mut(at) else {
            return Ok(false);
        };
        let progress = match step(transfer) {
            // What was asked for is not there: only a connection that broke ends the thread.
            Err(ReplyOrIdError::X11Error(_)) => TransferProgress::Failed(TransferFailure::Refused),
            progress => progress?,
        };
        let form = *form;
        let end = match progress {
            TransferProgress::Going => return Ok(false),
            TransferProgress::Done(bytes) => Ok(bytes),
            TransferProgress::Failed(failure) => Err(failure),
        };
        let now = Instant::now();
        let (_, transfer) = self.transfers.remove(at);
        transfer.end(&tools.connection);
        let awaited = !self.transfers.is_empty();
        if form == Form::List && !self.answers && !self.drag_state.is_dropped() {
            self.mind_winit(tools, end.as_deref().ok())?;
        }
        let next = match (form, end) {
            (Form::Key, key) => self.drag_state.has_key(key.ok().as_deref().map(portal::key), now),
            (Form::List, Ok(bytes)) => {
                // What comes over a bridge was written to it by a source that may have been killed at it.
                let read = if self.answers { list::parse } else { list::read_written };
                let list = Arc::new(read(&bytes, &tools.host));
                if !list.is_empty() {
                    self.end_transfers(tools);
                }
                let open_end = list::open_end(&bytes, &tools.host).filter(|_| !self.answers);
                let next = self.drag_state.came(Arc::clone(&list), open_end, awaited, now);
                if next == Next::Wait && !list.is_empty() {
                    let (drag, list) = (self.number, Some(list));
                    (tools.tell)(Event::Hovering { drag, list });
                }
                next
            }
            (Form::List, Err(failure)) => {
                let of_use =
                    matches!(failure, TransferFailure::Refused | TransferFailure::Silent) && !transfer.is_overdue(now);
                self.drag_state.failed(lost(failure), awaited, of_use, now)
            }
        };
        self.follow(tools, next)
    }

    /// winit answers the source, and this is what that has given while it hovers: where nothing can be taken of it the
    /// drag is refused, until there is something.
    fn mind_winit(&mut self, tools: &Tools, given: Option<&[u8]>) -> Result<(), ReplyOrIdError> {
        let list = given.map(|bytes| list::parse(bytes, &tools.host)).unwrap_or_default();
        let is_large = given.is_some_and(|bytes| bytes.len() > SMALL);
        let was_empty = std::mem::replace(&mut self.is_empty, list.paths.is_empty() && !is_large);
        if self.is_empty != was_empty {
            self.tell_winit(tools)?;
        }
        if self.is_empty && list.is_empty() {
            let mut nothing = List::default();
            nothing.refuse(PathBuf::from("what is dragged"), Refusal::NotDelivered);
            let (drag, list) = (self.number, Some(Arc::new(nothing)));
            (tools.tell)(Event::Hovering { drag, list });
        }
        Ok(())
    }

    /// An lookup has found this out. Answers whether all is done.
    pub(super) fn found(&mut self, tools: &Tools, number: u64, found: LookupResult) -> Result<bool, ReplyOrIdError> {
        let next = self.drag_state.found(number, found, Instant::now());
        self.follow(tools, next)
    }

    /// Gives up what was waited for too long. Answers whether all is done.
    pub(super) fn mind_the_time(&mut self, tools: &Tools, now: Instant) -> Result<bool, ReplyOrIdError> {
        let is_late = |transfer: &Transfer| transfer.deadline() <= now;
        while self.transfers.iter().any(|(_, transfer)| is_late(transfer)) {
            if self.advance(tools, is_late, |_| {
                Ok(TransferProgress::Failed(TransferFailure::Silent))
            })? {
                return Ok(true);
            }
        }
        let next = self.drag_state.late(now);
        self.follow(tools, next)
    }

    /// It was dropped, and its source has ended.
    pub(super) fn source_gone(&mut self, tools: &Tools) -> Result<(), ReplyOrIdError> {
        self.finish(tools, DropError::NoData.into())
    }

    /// Does what comes next. Answers whether all is done.
    fn follow(&mut self, tools: &Tools, next: Next) -> Result<bool, ReplyOrIdError> {
        match next {
            Next::Wait => {}
            Next::Ask(form) => {
                let asked = match form {
                    Form::List => tools.atoms.URI_LIST,
                    Form::Key => self.key.unwrap_or(tools.atoms.PORTAL),
                };
                let transfer = Transfer::begin(&tools.connection, &tools.atoms, tools.root, asked, self.time)?;
                self.transfers.push((form, transfer));
            }
            Next::Run(number, lookup) => tools.lookups.run(self.number, number, lookup),
            Next::Done(end) => {
                self.finish(tools, end)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells what came of the drop, here and to the source: in this order, so that the source never hears of a success
    /// that nobody knows of.
    fn finish(&mut self, tools: &Tools, End { list, taken }: End) -> Result<(), ReplyOrIdError> {
        self.end_transfers(tools);
        let drag = self.number;
        (tools.tell)(match list {
            Ok(list) => Event::Dropped { drag, list },
            Err(reason) => Event::Failed { drag, reason },
        });
        self.answer_drop(tools, taken)
    }

    /// Tells the source whether what was dropped is taken.
    fn answer_drop(&self, tools: &Tools, taken: bool) -> Result<(), ReplyOrIdError> {
        if !self.answers {
            return Ok(());
        }
        let action = if taken { tools.atoms.XdndActionCopy } else { x11rb::NONE };
        send(
            tools,
            self.source,
            tools.atoms.XdndFinished,
            [u32::from(taken), action, 0, 0],
        )
    }

    fn end_transfers(&mut self, tools: &Tools) {
        for (_, transfer) in self.transfers.drain(..) {
            transfer.end(&tools.connection);
        }
    }
}

/// Whether this is one of the messages by which winit is made to refuse or to take a drag.
pub(super) fn is_ours(tools: &Tools, message: &ClientMessageEvent) -> bool {
    let [_, _, _, _, sign] = message.data.as_data32();
    sign == tools.proxy
}

/// Hears no more of a window from which nothing comes.
pub(super) fn unwatch(tools: &Tools, source: Window) {
    let unwatch = ChangeWindowAttributesAux::new().event_mask(EventMask::NO_EVENT);
    let _ = tools.connection.change_window_attributes(source, &unwatch);
}

fn lost(failure: TransferFailure) -> DropError {
    match failure {
        TransferFailure::Refused => DropError::NoData,
        TransferFailure::TooLong => DropError::TooLarge,
        TransferFailure::Silent => DropError::Timeout,
    }
}

/// Refuses a drag of which nothing is known, so that its source does not wait for an answer.
pub(super) fn refuse(tools: &Tools, source: Window, answer: Atom) -> Result<(), ReplyOrIdError> {
    send(tools, source, answer, [0; 4])
}

/// Sends a message to a source, in the name of the program's window.
fn send(tools: &Tools, source: Window, kind: Atom, [a, b, c, d]: [u32; 4]) -> Result<(), ReplyOrIdError> {
    let message = ClientMessageEvent::new(32, source, kind, [tools.window, a, b, c, d]);
    tools
        .connection
        .send_event(false, source, EventMask::NO_EVENT, message)?;
    tools.connection.flush()?;
    Ok(())
}

/// Where the program's window is and how large, as XDND packs it: an empty one where that cannot be told.
fn outline(tools: &Tools) -> Result<(u32, u32), ReplyOrIdError> {
    let place = tools.connection.translate_coordinates(tools.window, tools.root, 0, 0)?;
    let size = tools.connection.get_geometry(tools.window)?;
    let (Ok(place), Ok(size)) = (place.reply(), size.reply()) else {
        return Ok((0, 0));
    };
    // A window that stands over the left or upper edge has no outline that could be told.
    let (Ok(x), Ok(y)) = (u16::try_from(place.dst_x), u16::try_from(place.dst_y)) else {
        return Ok((0, 0));
    };
    let pack = |high: u16, low: u16| u32::from(high) << 16 | u32::from(low);
    Ok((pack(x, y), pack(size.width, size.height)))
}
