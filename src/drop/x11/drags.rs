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
    PortalAnswer, Tools,
    drag::{self, Drag},
    transfer::{Failure, Progress, Transfer},
};
use crate::drop::patience::MOST_WAITING;

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
                |drag| drag.is_at(answer.requestor),
                |transfer| transfer.answered(&tools.connection, &tools.atoms, answer),
            ),
            XEvent::PropertyNotify(change) => self.advance(
                tools,
                |drag| drag.is_at(change.window),
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
        self.advance(
            tools,
            |drag| drag.deadline().is_some_and(|deadline| deadline <= now),
            |_| Ok(Progress::Failed(Failure::Silent)),
        )
    }

    /// A portal has answered for a drag that was dropped.
    pub(super) fn answered(&mut self, tools: &Tools, answer: PortalAnswer) -> Result<(), ReplyOrIdError> {
        let Some(at) = self.dropped.iter().position(|drag| drag.is_from(answer.source)) else {
            return Ok(());
        };
        if let Some(drag) = self.dropped.get_mut(at)
            && drag.answered(tools, answer.paths)?
        {
            self.dropped.remove(at);
        }
        Ok(())
    }

    fn message(&mut self, tools: &Tools, message: &ClientMessageEvent, answers: bool) -> Result<(), ReplyOrIdError> {
        let atoms = &tools.atoms;
        let data = message.data.as_data32();
        let [source, _, at_drop, at_position, _] = data;
        let known = self.hovering.as_ref().is_some_and(|drag| drag.is_from(source));
        if message.type_ == atoms.XdndEnter {
            if let Some(before) = self.hovering.take() {
                before.leave(tools);
            }
            self.hovering = Some(Drag::enter(tools, data, answers)?);
        } else if message.type_ == atoms.XdndPosition {
            match &mut self.hovering {
                Some(drag) if known => drag.moved(tools, at_position)?,
                _ if answers => drag::refuse(tools, source, atoms.XdndStatus)?,
                _ => {}
            }
        } else if message.type_ == atoms.XdndLeave {
            if let Some(drag) = self.hovering.take_if(|_| known) {
                drag.leave(tools);
            }
        } else if message.type_ == atoms.XdndDrop {
            match self.hovering.take_if(|_| known) {
                Some(mut drag) => {
                    let is_done = drag.drop(tools, at_drop)?;
                    if !is_done {
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
            self.dropped.remove(0).widow(tools)?;
        }
        self.dropped.push(drag);
        Ok(())
    }

    /// Goes on with the drags of which this is true, and lets go of those that are done.
    fn advance(
        &mut self,
        tools: &Tools,
        of: impl Fn(&Drag) -> bool,
        step: impl Fn(&mut Transfer) -> Result<Progress, ReplyOrIdError>,
    ) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = self.hovering.as_mut().filter(|drag| of(drag)) {
            drag.advance(tools, &step)?;
        }
        let mut at = 0;
        while let Some(drag) = self.dropped.get_mut(at) {
            if of(drag) && drag.advance(tools, &step)? {
                self.dropped.remove(at);
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    /// The window of a source is gone.
    fn ended(&mut self, tools: &Tools, source: Window) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = self.hovering.take_if(|drag| drag.is_from(source)) {
            drag.leave(tools);
        }
        while let Some(at) = self.dropped.iter().position(|drag| drag.is_from(source)) {
            self.dropped.remove(at).widow(tools)?;
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
