//! Lists in chunks (INCR) that winit requested but doesn't read. The source waits until each chunk is read, and blocks the next
//! drag meanwhile.

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, PropMode, Property, PropertyNotifyEvent,
        SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, Timestamp,
    },
    wrapper::ConnectionExt as _,
};

use super::{Context, atoms::Atoms};

/// A list without files. winit stops asking once it has a list that it can't read.
const UNREADABLE: &[u8] = b"-";

/// Reads the chunks that arrive on the program's window.
#[derive(Default)]
pub(super) struct UnclaimedIncr {
    /// When the current transfer was announced.
    announced: Option<Timestamp>,
    /// Whether a drag has entered and not moved yet.
    is_new: bool,
}

impl UnclaimedIncr {
    /// A message to winit. A transfer that was announced before a new drag is over: its source is gone.
    pub(super) fn message_observed(&mut self, atoms: &Atoms, message: &ClientMessageEvent) {
        if message.type_ == atoms.XdndEnter {
            self.is_new = true;
        } else if message.type_ == atoms.XdndPosition && std::mem::take(&mut self.is_new) {
            let [_, _, _, moved, _] = message.data.as_data32();
            // The X server's clock wraps around.
            self.announced
                .take_if(|announced| announced.wrapping_sub(moved).cast_signed() < 0);
        }
    }

    /// Reads a chunk.
    pub(super) fn property_changed(
        &mut self,
        context: &Context,
        change: &PropertyNotifyEvent,
    ) -> Result<(), ReplyOrIdError> {
        let Context {
            connection,
            atoms,
            window,
            ..
        } = context;
        let is_chunk =
            change.window == *window && change.atom == atoms.XdndSelection && change.state == Property::NEW_VALUE;
        if !is_chunk {
            return Ok(());
        }
        let chunk = connection
            .get_property(false, *window, atoms.XdndSelection, AtomEnum::ANY, 0, 0)?
            .reply()?;
        if chunk.type_ == atoms.INCR {
            self.announced = Some(change.time);
        } else if self.announced.is_none() {
            return Ok(());
        }
        // Deleting the property requests the next chunk.
        connection.delete_property(*window, atoms.XdndSelection)?;
        if chunk.type_ != atoms.INCR && chunk.bytes_after == 0 {
            self.announced = None;
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
