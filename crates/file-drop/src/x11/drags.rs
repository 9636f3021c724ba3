//! The drags of one window: the one that hovers, and those that were dropped and are still being read.

use std::time::Instant;

use x11rb::{
    errors::ReplyOrIdError,
    protocol::{
        Event as XEvent,
        xproto::{ClientMessageEvent, Window},
    },
};

use super::{
    Context,
    drag::Drag,
    messages,
    transfer::{Transfer, TransferProgress},
};
use crate::{limits::MAX_PENDING_DROPS, lookups::Answer};

/// What the drags react to.
#[derive(Clone, Copy)]
pub(super) enum Input<'a> {
    /// An event on our connection.
    Event(&'a XEvent),
    /// A message that bypassed the proxy. winit answers it.
    Observed(&'a ClientMessageEvent),
}

/// All drags in progress.
#[derive(Default)]
pub(super) struct Drags {
    hovering: Option<Drag>,
    dropped: Vec<Drag>,
    /// The number of the last drag.
    last: u64,
}

impl Drags {
    /// A source that is gone is not an error.
    pub(super) fn handle(&mut self, context: &Context, input: Input<'_>) -> Result<(), ReplyOrIdError> {
        let event = match input {
            Input::Event(event) => event,
            Input::Observed(message) => return unless_source_gone(self.message(context, message, false)),
        };
        unless_source_gone(match event {
            XEvent::ClientMessage(message) if message.format == 32 => self.message(context, message, true),
            XEvent::SelectionNotify(answer) => self.advance(
                context,
                |transfer| transfer.is_at(answer.requestor),
                |transfer| transfer.selection_answered(&context.connection, &context.atoms, answer),
            ),
            XEvent::PropertyNotify(change) => self.advance(
                context,
                |transfer| transfer.is_at(change.window),
                |transfer| transfer.property_changed(&context.connection, &context.atoms, change),
            ),
            XEvent::DestroyNotify(end) => self.source_gone(context, end.window),
            _ => Ok(()),
        })
    }

    /// When [`Self::expire`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.hovering
            .iter()
            .chain(&self.dropped)
            .filter_map(Drag::deadline)
            .min()
    }

    /// Gives up whatever has taken too long.
    pub(super) fn expire(&mut self, context: &Context, now: Instant) -> Result<(), ReplyOrIdError> {
        unless_source_gone(self.each(context, |drag| drag.expire(context, now)))
    }

    /// A lookup for a drag has finished.
    pub(super) fn lookup_answered(&mut self, context: &Context, answer: Answer) -> Result<(), ReplyOrIdError> {
        let Answer {
            drag: asked,
            number,
            result,
        } = answer;
        let mut result = Some(result);
        unless_source_gone(
            self.each(context, |drag| match result.take_if(|_| drag.number() == asked) {
                Some(result) => drag.lookup_finished(context, number, result),
                None => Ok(false),
            }),
        )
    }

    fn message(
        &mut self,
        context: &Context,
        message: &ClientMessageEvent,
        we_answer: bool,
    ) -> Result<(), ReplyOrIdError> {
        let atoms = &context.atoms;
        let data = message.data.as_data32();
        let [source, _, at_drop, at_position, _] = data;
        let known = self.hovering.as_ref().is_some_and(|drag| drag.source() == source);
        if message.type_ == atoms.XdndEnter {
            if let Some(previous) = self.hovering.take() {
                self.leave(context, previous);
            }
            self.last += 1;
            self.hovering = Some(Drag::enter(context, self.last, data, we_answer)?);
        } else if message.type_ == atoms.XdndPosition {
            match &mut self.hovering {
                Some(drag) if known => drag.moved(context, at_position)?,
                _ if we_answer => messages::refuse(context, source, atoms.XdndStatus)?,
                _ => {}
            }
        } else if message.type_ == atoms.XdndLeave {
            if let Some(drag) = self.hovering.take_if(|_| known) {
                self.leave(context, drag);
            }
        } else if message.type_ == atoms.XdndDrop {
            match self.hovering.take_if(|_| known) {
                Some(mut drag) => {
                    if drag.on_drop(context, at_drop)? {
                        self.unwatch(context, source);
                    } else {
                        self.add_dropped(context, drag)?;
                    }
                }
                None if we_answer => messages::refuse(context, source, atoms.XdndFinished)?,
                None => {}
            }
        }
        Ok(())
    }

    fn add_dropped(&mut self, context: &Context, drag: Drag) -> Result<(), ReplyOrIdError> {
        if self.dropped.len() >= MAX_PENDING_DROPS {
            let mut oldest = self.dropped.remove(0);
            oldest.give_up(context)?;
            self.unwatch(context, oldest.source());
        }
        self.dropped.push(drag);
        Ok(())
    }

    fn leave(&self, context: &Context, drag: Drag) {
        let source = drag.source();
        drag.leave(context);
        self.unwatch(context, source);
    }

    /// Stops watching a source, unless another drag is from it.
    fn unwatch(&self, context: &Context, source: Window) {
        let mut drags = self.hovering.iter().chain(&self.dropped);
        if drags.all(|drag| drag.source() != source) {
            messages::unwatch(context, source);
        }
    }

    /// Advances the transfers that match.
    fn advance(
        &mut self,
        context: &Context,
        matches: impl Fn(&Transfer) -> bool,
        step: impl Fn(&mut Transfer) -> Result<TransferProgress, ReplyOrIdError>,
    ) -> Result<(), ReplyOrIdError> {
        self.each(context, |drag| drag.advance(context, &matches, &step))
    }

    /// Calls `step` for each drag. A dropped one for which it returns true is over.
    fn each(
        &mut self,
        context: &Context,
        mut step: impl FnMut(&mut Drag) -> Result<bool, ReplyOrIdError>,
    ) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = &mut self.hovering {
            step(drag)?;
        }
        let mut at = 0;
        while let Some(drag) = self.dropped.get_mut(at) {
            if step(drag)? {
                let done = self.dropped.remove(at);
                self.unwatch(context, done.source());
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    /// The window of a source was destroyed.
    fn source_gone(&mut self, context: &Context, source: Window) -> Result<(), ReplyOrIdError> {
        if let Some(drag) = self.hovering.take_if(|drag| drag.source() == source) {
            self.leave(context, drag);
        }
        while let Some(at) = self.dropped.iter().position(|drag| drag.source() == source) {
            self.dropped.remove(at).give_up(context)?;
        }
        Ok(())
    }
}

/// An X11 error means that a source is gone, which is not an error here.
fn unless_source_gone(result: Result<(), ReplyOrIdError>) -> Result<(), ReplyOrIdError> {
    match result {
        Err(ReplyOrIdError::X11Error(error)) => {
            tracing::debug!(?error, "the source of a drag is gone");
            Ok(())
        }
        result => result,
    }
}
