//! The messages that a target sends: answers to sources, and messages that make winit refuse or accept a drag.

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        Atom, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask, Timestamp, Window,
    },
};

use super::Context;

/// Answers a position message (`XdndStatus`): whether the files may be dropped, and what will be done with them.
pub(super) fn send_status(
    context: &Context,
    source: Window,
    accepts: bool,
    can_be_read: bool,
) -> Result<(), ReplyOrIdError> {
    let action = if accepts && can_be_read {
        context.atoms.XdndActionCopy
    } else {
        x11rb::NONE
    };
    // The whole window is one target, so a source need not ask again inside of it.
    let (position, size) = bounds(context)?;
    let data = [u32::from(accepts), position, size, action];
    send(context, source, context.atoms.XdndStatus, data)
}

/// Answers a drop (`XdndFinished`).
pub(super) fn send_finished(context: &Context, source: Window, accepted: bool) -> Result<(), ReplyOrIdError> {
    let action = if accepted {
        context.atoms.XdndActionCopy
    } else {
        x11rb::NONE
    };
    let data = [u32::from(accepted), action, 0, 0];
    send(context, source, context.atoms.XdndFinished, data)
}

/// Refuses an unknown drag, so that its source doesn't wait for an answer.
pub(super) fn refuse(context: &Context, source: Window, answer: Atom) -> Result<(), ReplyOrIdError> {
    send(context, source, answer, [0; 4])
}

/// Sends a message to a source on behalf of the program's window.
fn send(context: &Context, source: Window, kind: Atom, [a, b, c, d]: [u32; 4]) -> Result<(), ReplyOrIdError> {
    let message = ClientMessageEvent::new(32, source, kind, [context.window, a, b, c, d]);
    context
        .connection
        .send_event(false, source, EventMask::NO_EVENT, message)?;
    context.connection.flush()?;
    Ok(())
}

/// The position and size of the program's window, packed for XDND. Empty if unknown.
fn bounds(context: &Context) -> Result<(u32, u32), ReplyOrIdError> {
    let position = context
        .connection
        .translate_coordinates(context.window, context.root, 0, 0)?;
    let size = context.connection.get_geometry(context.window)?;
    let (Ok(position), Ok(size)) = (position.reply(), size.reply()) else {
        return Ok((0, 0));
    };
    // XDND has no negative positions, which a window has beyond the left or upper edge.
    let (Ok(x), Ok(y)) = (u16::try_from(position.dst_x), u16::try_from(position.dst_y)) else {
        return Ok((0, 0));
    };
    let pack = |high: u16, low: u16| u32::from(high) << 16 | u32::from(low);
    Ok((pack(x, y), pack(size.width, size.height)))
}

/// Makes winit refuse a drag that bypasses the proxy, or accept it again.
///
/// winit reports success as soon as the files are dropped, whatever becomes of them, and a compositor's bridge then releases
/// the source. Files that can't be read while they hover would be lost, so the drag is refused before. winit refuses a drag
/// after an `XdndLeave`, because it no longer knows it. `entered` is the data of the drag's `XdndEnter`.
pub(super) fn steer_winit(
    context: &Context,
    entered: [u32; 5],
    refuse: bool,
    time: Timestamp,
) -> Result<(), ReplyOrIdError> {
    let [source, flags, ..] = entered;
    let (kind, data) = if refuse {
        (context.atoms.XdndLeave, [source, 0, 0, 0, context.proxy])
    } else {
        let types = [context.atoms.URI_LIST, x11rb::NONE, context.proxy];
        (
            context.atoms.XdndEnter,
            [source, flags & !1, types[0], types[1], types[2]],
        )
    };
    // winit answers this after all that it received before, so this answer is the one that counts.
    let moved = [source, 0, 0, time, context.proxy];
    for (kind, data) in [(kind, data), (context.atoms.XdndPosition, moved)] {
        let message = ClientMessageEvent::new(32, context.window, kind, data);
        context
            .connection
            .send_event(false, context.window, EventMask::NO_EVENT, message)?;
    }
    context.connection.flush()?;
    Ok(())
}

/// Whether [`steer_winit`] sent this message.
pub(super) fn is_ours(context: &Context, message: &ClientMessageEvent) -> bool {
    let [_, _, _, _, sender] = message.data.as_data32();
    sender == context.proxy
}

/// Stops watching a source's window.
pub(super) fn unwatch(context: &Context, source: Window) {
    let unwatch = ChangeWindowAttributesAux::new().event_mask(EventMask::NO_EVENT);
    let _ = context.connection.change_window_attributes(source, &unwatch);
}
