//! The drags of one window: the one that hovers, and those that were dropped and whose data is on its way.

use std::time::Instant;

use x11rb::{
    errors::ReplyOrIdError,
    protocol::{
        Event as XEvent,
        xproto::{ClientMessageEvent, Window},
    },
};

use super::{
    Tools,
    drag::{self, Drag},
    transfer::{Transfer, TransferProgress},
};
use crate::{lookups::Answer, patience::MOST_WAITING};

/// What the drags hear of.
#[derive(Clone, Copy)]
pub(super) enum Heard<'a> {
    /// An event of our own.
    Event(&'a XEvent),
    /// A message to the program's window, which winit answers.
    PastTheProxy(&'a ClientMessageEvent),
}

/// All drags that are under way.
#[derive(Default)]
pub(super) struct Drags {
    hovering: Option<Drag>,
    dropped: Vec<Drag>,
    /// Grows with each.
    number: u64,
}

impl Drags {
    /// Carries out what an event says. A source that is gone is no error.
    pub(super) fn hear(&mut self, tools: &Tools, heard: Heard<'_>) -> Result<(), ReplyOrIdError> {
        let event = match heard {
            Heard::Event(event) => event,
            Heard::PastTheProxy(message) => return living(self.message(tools, message, false)),
        };
        living(match event {
            XEvent::ClientMessage(message) if message.format == 32 => self.message(tools, message, true),
            XEvent::SelectionNotify(answer) => self.advance(
                tools,
                |transfer| transfer.is_at(answer.requestor),
                |transfer| transfer.answered(&tools.connection, &tools.atoms, answer),
            ),
            XEvent::PropertyNotify(change) => self.advance(
                tools,
                |transfer| transfer.is_at(change.window),
                |transfer| transfer.changed(&tools.connection, &tools.atoms, change),
            ),
            XEvent::DestroyNotify(end) => self.ended(tools, end.window),
            _ => Ok(()),
        })
    }

    /// When [`Self::mind_the_time`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.hovering
            .iter()
            .chain(&self.dropped)
            .filter_map(Drag::deadline)
            .min()
    }

    /// Gives up what was waited for too long.
    pub(super) fn mind_the_time(&mut self, tools: &Tools, now: Instant) -> Result<(), ReplyOrIdError> {
        living(self.each(tools, |drag| drag.mind_the_time(tools, now)))
    }

    /// An lookup for a drag has brought something.
    pub(super) fn found(&mut self, tools: &Tools, answer: Answer) -> Result<(), ReplyOrIdError> {
        let Answer {
            drag: of,
            number,
            found,
        } = answer;
        let mut found = Some(found);
        living(self.each(tools, |drag| match found.take_if(|_| drag.number() == of) {
            Some(found) => drag.found(tools, number, found),
            None => Ok(false),
        }))
    }

    fn message(&mut self, tools: &Tools, message: &ClientMessageEvent, answers: bool) -> Result<(), ReplyOrIdError> {
        let atoms = &tools.atoms;
        let data = message.data.as_data32();
        let [source, _, at_drop, at_position, _] = data;
        let known = self.hovering.as_ref().is_some_and(|drag| drag.source() == source);
        if message.type_ == atoms.XdndEnter {
            if let Some(before) = self.hovering.take() {
                self.leave(tools, before);
            }
            self.number += 1;
            self.hovering = Some(Drag::enter(tools, self.number, data, answers)?);
        } else if message.type_ == atoms.XdndPosition {
            match &mut self.hovering {
                Some(drag) if known => drag.moved(tools, at_position)?,
                _ if answers => drag::refuse(tools, source, atoms.XdndStatus)?,
                _ => {}
            }
        } else if message.type_ == atoms.XdndLeave {
            if let Some(drag) = self.hovering.take_if(|_| known) {
                self.leave(tools, drag);
            }
        } else if message.type_ == atoms.XdndDrop {
            match self.hovering.take_if(|_| known) {
                Some(mut drag) => {
                    if drag.drop(tools, at_drop)? {
                        self.unwatch(tools, source);
                    } else {
                        self.wait_for(tools, drag)?;
                    }
                }
                None if answers => drag::refuse(tools, source, atoms.XdndFinished)?,
                None => {}
            }
        }
        Ok(())
    }

    fn wait_for(&mut self, tools: &Tools, drag: Drag) -> Result<(), ReplyOrIdError> {
        if self.dropped.len() >= MOST_WAITING {
            let mut oldest = self.dropped.remove(0);
            oldest.source_gone(tools)?;
            self.unwatch(tools, oldest.source());
        }
        self.dropped.push(drag);
        Ok(())
    }

    fn leave(&self, tools: &Tools, drag: Drag) {
        let source = drag.source();
        drag.leave(tools);
        self.unwatch(tools, source);
    }

    /// Hears no more of a window, unless another drag came from it.
    fn unwatch(&self, tools: &Tools, source: Window) {
        let mut drags = self.hovering.iter().chain(&self.dropped);
        if drags.all(|drag| drag.source() != source) {
            drag::unwatch(tools, source);
        }
    }

    /// Goes on with the data of the transfers of which this is true.
    fn advance(
        &mut self,
        tools: &Tools,
        of: impl Fn(&Transfer) -> bool,
        step: impl Fn(&mut Transfer) -> Result<TransferProgress, ReplyOrIdError>,
    ) -> Result<(), ReplyOrIdError> {
        self.each(tools, |drag| drag.advance(tools, &of, &step))
    }

    /// Goes on with each drag, and lets go of those that were dropped and are done.
    fn each(
        &mut self,
        tools: &Tools,
        mut step: impl FnMut(&mut Drag) -> Result<bool, ReplyOrIdError>,
    ) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = &mut self.hovering {
            step(drag)?;
        }
        let mut at = 0;
        while let Some(drag) = self.dropped.get_mut(at) {
            if step(drag)? {
                let done = self.dropped.remove(at);
                self.unwatch(tools, done.source());
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    /// The window of a source is gone.
    fn ended(&mut self, tools: &Tools, source: Window) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = self.hovering.take_if(|drag| drag.source() == source) {
            self.leave(tools, drag);
        }
        while let Some(at) = self.dropped.iter().position(|drag| drag.source() == source) {
            self.dropped.remove(at).source_gone(tools)?;
        }
        Ok(())
    }
}

/// A source that is gone is no error.
fn living(heard: Result<(), ReplyOrIdError>) -> Result<(), ReplyOrIdError> {
    match heard {
        Err(ReplyOrIdError::X11Error(error)) => {
            tracing::debug!(?error, "a source of a drag is gone");
            Ok(())
        }
        heard => heard,
    }
}
