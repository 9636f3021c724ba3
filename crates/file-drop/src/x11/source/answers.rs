//! Answers requests for the dragged files.

use x11rb::{
    connection::{Connection as _, RequestConnection as _},
    errors::ReplyOrIdError,
    protocol::xproto::{
        AtomEnum, ConnectionExt as _, EventMask, PropMode, SELECTION_NOTIFY_EVENT, SelectionNotifyEvent,
        SelectionRequestEvent, Timestamp,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use crate::x11::atoms::Atoms;

/// The size of a request without its data is far below this.
const REQUEST_BYTES: usize = 256;

/// Delivers the list, or refuses: a property of `NONE` says so. A list that is too long for one request is refused.
pub(super) fn give(
    connection: &RustConnection,
    atoms: &Atoms,
    request: &SelectionRequestEvent,
    since: Timestamp,
    list: &[u8],
) -> Result<(), ReplyOrIdError> {
    // ICCCM: clients of old conventions name no property.
    let property = if request.property == x11rb::NONE {
        request.target
    } else {
        request.property
    };
    let to = request.requestor;
    let fits = list.len() + REQUEST_BYTES <= connection.maximum_request_bytes();
    let set = |kind: u32, values: &[u32]| connection.change_property32(PropMode::REPLACE, to, property, kind, values);
    let given = if request.selection != atoms.XdndSelection {
        false
    } else if request.target == atoms.TARGETS {
        set(AtomEnum::ATOM.into(), &[atoms.TARGETS, atoms.TIMESTAMP, atoms.URI_LIST])?;
        true
    } else if request.target == atoms.TIMESTAMP {
        set(AtomEnum::INTEGER.into(), &[since])?;
        true
    } else if request.target == atoms.URI_LIST && fits {
        connection.change_property8(PropMode::REPLACE, to, property, atoms.URI_LIST, list)?;
        true
    } else {
        false
    };
    let notice = SelectionNotifyEvent {
        response_type: SELECTION_NOTIFY_EVENT,
        sequence: 0,
        time: request.time,
        requestor: to,
        selection: request.selection,
        target: request.target,
        property: if given { property } else { x11rb::NONE },
    };
    connection.send_event(false, to, EventMask::NO_EVENT, notice)?;
    connection.flush()?;
    Ok(())
}
