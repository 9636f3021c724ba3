//! Lists in pieces (INCR) that winit has asked for and does not take: a source waits for each to be taken, and the next
//! drag waits for the source.

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        AtomEnum, ConnectionExt as _, EventMask, PropMode, Property, PropertyNotifyEvent, SELECTION_NOTIFY_EVENT,
        SelectionNotifyEvent,
    },
    wrapper::ConnectionExt as _,
};

use super::Tools;

/// A list that nobody can take for one of files: winit asks no more once it has one that it cannot read.
const UNREADABLE: &[u8] = b"-";

/// What is put on the program's window for winit.
#[derive(Default)]
pub(super) struct Pieces {
    under_way: bool,
}

impl Pieces {
    /// Takes a piece that nobody else takes.
    pub(super) fn changed(&mut self, tools: &Tools, change: &PropertyNotifyEvent) -> Result<(), ReplyOrIdError> {
        let Tools {
            connection,
            atoms,
            window,
            ..
        } = tools;
        let is_piece =
            change.window == *window && change.atom == atoms.XdndSelection && change.state == Property::NEW_VALUE;
        if !is_piece {
            return Ok(());
        }
        let piece = connection
            .get_property(false, *window, atoms.XdndSelection, AtomEnum::ANY, 0, 0)?
            .reply()?;
        if piece.type_ == atoms.INCR {
            self.under_way = true;
        } else if !self.under_way {
            return Ok(());
        }
        // To delete it asks for the next.
        connection.delete_property(*window, atoms.XdndSelection)?;
        if piece.type_ != atoms.INCR && piece.bytes_after == 0 {
            self.under_way = false;
            connection.change_property8(
                PropMode::REPLACE,
                *window,
                atoms.XdndSelection,
                atoms.URI_LIST,
                UNREADABLE,
            )?;
            let answer = SelectionNotifyEvent {
                response_type: SELECTION_NOTIFY_EVENT,
                sequence: 0,
                time: x11rb::CURRENT_TIME,
                requestor: *window,
                selection: atoms.XdndSelection,
                target: atoms.URI_LIST,
                property: atoms.XdndSelection,
            };
            connection.send_event(false, *window, EventMask::NO_EVENT, answer)?;
        }
        connection.flush()?;
        Ok(())
    }
}
