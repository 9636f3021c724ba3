//! Finds the window that takes a drag.

use x11rb::{
    errors::{ReplyError, ReplyOrIdError},
    protocol::xproto::{AtomEnum, ConnectionExt as _, Window},
    rust_connection::RustConnection,
};

use crate::x11::{XDND_VERSION, atoms::Atoms};

/// The lowest version of XDND that a target may speak. Earlier ones know no `XdndFinished` or types.
const MIN_VERSION: u32 = 3;

/// More levels of windows than any program has.
const MAX_DEPTH: usize = 64;

/// A window that takes drags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Aware {
    /// The window that messages are about.
    pub(super) window: Window,
    /// Where they are sent: the window or its proxy.
    pub(super) receiver: Window,
    pub(super) version: u32,
}

/// The window at this position of the root window that takes drags. Not the program's `own`.
pub(super) fn under(
    connection: &RustConnection,
    atoms: &Atoms,
    root: Window,
    own: Window,
    (x, y): (i16, i16),
) -> Result<Option<Aware>, ReplyOrIdError> {
    let mut window = root;
    for _ in 0..MAX_DEPTH {
        // A window may be gone by now.
        let Some(inside) = if_there(connection.translate_coordinates(root, window, x, y)?.reply())? else {
            return Ok(None);
        };
        window = inside.child;
        if window == x11rb::NONE || window == own {
            return Ok(None);
        }
        if let Some(aware) = aware(connection, atoms, window)? {
            return Ok(Some(aware));
        }
    }
    Ok(None)
}

fn aware(connection: &RustConnection, atoms: &Atoms, window: Window) -> Result<Option<Aware>, ReplyOrIdError> {
    // XDND: a proxy counts only if it names itself. One that a dead program left behind doesn't.
    let proxy = number(connection, window, atoms.XdndProxy, AtomEnum::WINDOW)?;
    let receiver = match proxy {
        Some(proxy) if number(connection, proxy, atoms.XdndProxy, AtomEnum::WINDOW)? == Some(proxy) => proxy,
        _ => window,
    };
    let version = number(connection, receiver, atoms.XdndAware, AtomEnum::ATOM)?;
    Ok(version.filter(|version| *version >= MIN_VERSION).map(|version| Aware {
        window,
        receiver,
        version: version.min(XDND_VERSION),
    }))
}

fn number(
    connection: &RustConnection,
    window: Window,
    property: u32,
    kind: AtomEnum,
) -> Result<Option<u32>, ReplyOrIdError> {
    let property = connection.get_property(false, window, property, kind, 0, 1)?.reply();
    Ok(if_there(property)?.and_then(|property| property.value32()?.next()))
}

/// `None` for an error of the window, which is gone.
fn if_there<T>(reply: Result<T, ReplyError>) -> Result<Option<T>, ReplyOrIdError> {
    match reply {
        Ok(reply) => Ok(Some(reply)),
        Err(ReplyError::X11Error(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
