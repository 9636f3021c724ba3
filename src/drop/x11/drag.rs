//! One drag: from its first message to the answer that it is finished.

use std::{sync::Arc, time::Instant};

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask, Timestamp, Window,
    },
};

use super::{
    Tools, sandbox,
    transfer::{Failure, Progress, Transfer},
};
use crate::drop::{
    Event, Lost,
    list::{self, List},
};

/// The version of XDND that a source must at least speak: before it, no proxy was heeded.
const LOWEST_VERSION: u32 = 3;

/// More types than any source offers.
const MOST_TYPES: u32 = 1 << 16;

/// A drag over the window.
pub(super) struct Drag {
    source: Window,
    /// Whether its source is answered here, and not by winit.
    answers: bool,
    /// Whether it offers a list of files.
    takes: bool,
    /// Whether that list can be had as such, and through the portal.
    as_list: bool,
    by_portal: bool,
    /// Whether its source knows other paths than this machine has.
    sandboxed: bool,
    /// What was asked for last.
    asked: Asked,
    /// Whether it was told that something hovers.
    told: bool,
    transfer: Option<Transfer>,
    list: Option<Arc<List>>,
    dropped: Option<Timestamp>,
    asked_since_drop: bool,
    asked_portal: bool,
}

/// What is asked of a source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    List,
    Key,
}

impl Drag {
    /// A drag has come over the window: what it offers, and whether its source still lives.
    pub(super) fn enter(tools: &Tools, message: [u32; 5], answers: bool) -> Result<Self, ReplyOrIdError> {
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
        let as_list = types.contains(&tools.atoms.URI_LIST);
        let by_portal = types.contains(&tools.atoms.PORTAL);
        Ok(Self {
            source,
            answers,
            takes: flags >> 24 >= LOWEST_VERSION && (as_list || by_portal),
            as_list,
            by_portal,
            sandboxed: by_portal && sandbox::is_sandboxed(&tools.connection, source),
            asked: Asked::List,
            told: false,
            transfer: None,
            list: None,
            dropped: None,
            asked_since_drop: false,
            asked_portal: false,
        })
    }

    /// Whether this window is where it comes from.
    pub(super) fn is_from(&self, source: Window) -> bool {
        self.source == source
    }

    /// Whether its data is put on this window.
    pub(super) fn is_at(&self, window: Window) -> bool {
        self.transfer.as_ref().is_some_and(|transfer| transfer.is_at(window))
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.transfer.as_ref().map(Transfer::deadline)
    }

    /// It moves: says whether it may be dropped here. At the first time it is told, and what it is is asked for.
    pub(super) fn moved(&mut self, tools: &Tools, time: Timestamp) -> Result<(), ReplyOrIdError> {
        if self.answers {
            self.answer(tools)?;
        }
        if self.takes && !self.told {
            self.told = true;
            (tools.tell)(Event::Hovering(None));
            // A key is good for once, so that is left alone until the drop.
            if self.as_list {
                self.ask(tools, time)?;
            }
        }
        Ok(())
    }

    /// Says whether it may be dropped here.
    fn answer(&self, tools: &Tools) -> Result<(), ReplyOrIdError> {
        let action = if self.takes {
            tools.atoms.XdndActionCopy
        } else {
            x11rb::NONE
        };
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
    pub(super) fn leave(self, tools: &Tools) {
        self.let_go(tools);
        if self.told {
            (tools.tell)(Event::Left);
        }
    }

    /// It was dropped. Answers whether all is done.
    pub(super) fn drop(&mut self, tools: &Tools, time: Timestamp) -> Result<bool, ReplyOrIdError> {
        self.dropped = Some(time);
        if !self.takes {
            self.finish(tools, Err(Lost::Nothing))?;
            return Ok(true);
        }
        if self.transfer.is_some() {
            return Ok(false);
        }
        self.go_on(tools, time)
    }

    /// What is to be done next for a drag that was dropped. Answers whether all is done.
    fn go_on(&mut self, tools: &Tools, time: Timestamp) -> Result<bool, ReplyOrIdError> {
        let missing = |list: &List| list.paths.iter().any(|path| path.symlink_metadata().is_err());
        let doubtful = self.sandboxed || !self.as_list || self.list.as_deref().is_some_and(missing);
        if self.by_portal && doubtful && !self.asked_portal {
            self.asked_portal = true;
            self.ask_for(tools, Asked::Key, time)?;
            return Ok(false);
        }
        if let Some(list) = self.list.take() {
            self.finish(tools, Ok(list))?;
            return Ok(true);
        }
        if self.as_list && !self.asked_since_drop {
            self.asked_since_drop = true;
            self.ask(tools, time)?;
            return Ok(false);
        }
        self.finish(tools, Err(Lost::Nothing))?;
        Ok(true)
    }

    /// The portal has answered. Answers whether all is done.
    pub(super) fn answered(
        &mut self,
        tools: &Tools,
        paths: Option<Vec<std::path::PathBuf>>,
    ) -> Result<bool, ReplyOrIdError> {
        match (paths, self.dropped) {
            (Some(paths), Some(_)) if !paths.is_empty() => {
                let refused = Vec::new();
                self.finish(tools, Ok(Arc::new(List { paths, refused })))?;
                Ok(true)
            }
            // What the source says itself is better than nothing.
            (_, Some(time)) => self.go_on(tools, time),
            (_, None) => Ok(false),
        }
    }

    /// Goes on with what its data says. Answers whether all is done.
    pub(super) fn advance(
        &mut self,
        tools: &Tools,
        step: impl FnOnce(&mut Transfer) -> Result<Progress, ReplyOrIdError>,
    ) -> Result<bool, ReplyOrIdError> {
        let Some(transfer) = &mut self.transfer else {
            return Ok(false);
        };
        let progress = match step(transfer) {
            // What was asked for is not there: only a connection that broke ends the thread.
            Err(ReplyOrIdError::X11Error(_)) => Progress::Failed(Failure::Refused),
            progress => progress?,
        };
        let end = match progress {
            Progress::Going => return Ok(false),
            Progress::Done(bytes) if self.asked == Asked::Key => {
                transfer.end(&tools.connection);
                self.transfer = None;
                let key = String::from_utf8_lossy(&bytes);
                tools.ask_portal(self.source, key.trim_end_matches('\0').trim().to_owned());
                return Ok(false);
            }
            Progress::Done(bytes) => Ok(Arc::new(list::read(&bytes, &tools.host))),
            Progress::Failed(failure) => Err(failure),
        };
        transfer.end(&tools.connection);
        self.transfer = None;
        match (end, self.dropped) {
            (Ok(list), None) => {
                self.list = Some(Arc::clone(&list));
                (tools.tell)(Event::Hovering(Some(list)));
                Ok(false)
            }
            (Err(_), Some(time)) if self.asked == Asked::Key => self.go_on(tools, time),
            (Ok(list), Some(time)) => {
                self.list = Some(list);
                self.go_on(tools, time)
            }
            // Some sources answer only once it was dropped, and with the time of that.
            (Err(Failure::Refused), Some(time)) if !self.asked_since_drop => {
                self.asked_since_drop = true;
                self.ask(tools, time)?;
                Ok(false)
            }
            (Err(_), None) => Ok(false),
            (Err(failure), Some(_)) => {
                self.finish(tools, Err(lost(failure)))?;
                Ok(true)
            }
        }
    }

    /// It was dropped, and its source has ended.
    pub(super) fn widow(&mut self, tools: &Tools) -> Result<(), ReplyOrIdError> {
        self.finish(tools, Err(Lost::Nothing))
    }

    fn ask(&mut self, tools: &Tools, time: Timestamp) -> Result<(), ReplyOrIdError> {
        self.ask_for(tools, Asked::List, time)
    }

    fn ask_for(&mut self, tools: &Tools, asked: Asked, time: Timestamp) -> Result<(), ReplyOrIdError> {
        let form = match asked {
            Asked::List => tools.atoms.URI_LIST,
            Asked::Key => tools.atoms.PORTAL,
        };
        self.asked = asked;
        self.transfer = Some(Transfer::begin(
            &tools.connection,
            &tools.atoms,
            tools.root,
            form,
            time,
        )?);
        Ok(())
    }

    /// Tells what came of the drop, here and to the source: in this order, so that the source never hears of a success
    /// that nobody knows of.
    fn finish(&mut self, tools: &Tools, end: Result<Arc<List>, Lost>) -> Result<(), ReplyOrIdError> {
        self.let_go(tools);
        let end = end.and_then(|list| if list.is_empty() { Err(Lost::Nothing) } else { Ok(list) });
        let taken = end.as_ref().is_ok_and(|list| !list.paths.is_empty());
        match end {
            Ok(list) => (tools.tell)(Event::Dropped(list)),
            Err(lost) => (tools.tell)(Event::Lost(lost)),
        }
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

    fn let_go(&self, tools: &Tools) {
        if let Some(transfer) = &self.transfer {
            transfer.end(&tools.connection);
        }
        let unwatch = ChangeWindowAttributesAux::new().event_mask(EventMask::NO_EVENT);
        let _ = tools.connection.change_window_attributes(self.source, &unwatch);
    }
}

fn lost(failure: Failure) -> Lost {
    match failure {
        Failure::Refused => Lost::Nothing,
        Failure::TooLong => Lost::TooLong,
        Failure::Silent => Lost::Silent,
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
