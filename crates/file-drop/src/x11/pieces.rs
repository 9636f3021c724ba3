//! Lists in pieces (INCR) that winit has asked for and does not take: a source waits for each to be taken, and the next
//! drag waits for the source.

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, PropMode, Property, PropertyNotifyEvent,
        SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, Timestamp,
    },
    wrapper::ConnectionExt as _,
};

use super::{Tools, atoms::Atoms};

/// A list that nobody can take for one of files: winit asks no more once it has one that it cannot read.
const UNREADABLE: &[u8] = b"-";

/// What is put on the program's window for winit.
#[derive(Default)]
pub(super) struct Pieces {
    /// When those that are under way were announced.
    under_way: Option<Timestamp>,
    /// Whether a drag has come that has not moved yet.
    is_new: bool,
}

impl Pieces {
    /// A message to winit: with a new drag, pieces that were announced before it come no more. Their source has ended.
    pub(super) fn heard(&mut self, atoms: &Atoms, message: &ClientMessageEvent) {
        if message.type_ == atoms.XdndEnter {
            self.is_new = true;
        } else if message.type_ == atoms.XdndPosition && std::mem::take(&mut self.is_new) {
            let [_, _, _, moved, _] = message.data.as_data32();
            // Times of the X server go round.
            self.under_way
                .take_if(|announced| announced.wrapping_sub(moved).cast_signed() < 0);
        }
    }

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
            self.under_way = Some(change.time);
        } else if self.under_way.is_none() {
            return Ok(());
        }
        // To delete it asks for the next.
        connection.delete_property(*window, atoms.XdndSelection)?;
        if piece.type_ != atoms.INCR && piece.bytes_after == 0 {
            self.under_way = None;
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
