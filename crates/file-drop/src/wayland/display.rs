//! winit's connection to the compositor, on which we speak too: the one place with `unsafe`.

use std::sync::Arc;

use raw_window_handle::{HandleError, HasDisplayHandle, RawDisplayHandle};
use wayland_client::{Connection, backend::Backend};

/// The connection of a window, and the window with it.
pub(super) struct Borrowed {
    // Let go in this order.
    connection: Connection,
    _window: Arc<dyn HasDisplayHandle + Send + Sync>,
}

impl Borrowed {
    /// The connection of this window; none, where it is none of Wayland.
    #[expect(
        unsafe_code,
        reason = "a connection that another library has opened is known by its address alone"
    )]
    pub(super) fn from(window: Arc<dyn HasDisplayHandle + Send + Sync>) -> Result<Option<Self>, HandleError> {
        let RawDisplayHandle::Wayland(handle) = window.display_handle()?.as_raw() else {
            return Ok(None);
        };
        // SAFETY: the address is that of a `wl_display` for as long as the window is borrowed. It is kept here, behind a
        // pointer to which nobody has a right to change it, so it is borrowed until this is let go; and the connection
        // goes first. It is lent out by reference only, to `serve`, whose own clones end with it. libwayland lets several
        // threads use a display, each with a queue of its own.
        let backend = unsafe { Backend::from_foreign_display(handle.display.as_ptr().cast()) };
        Ok(Some(Self {
            connection: Connection::from_backend(backend),
            _window: window,
        }))
    }

    /// To be used as long as this is kept, and not to be cloned beyond.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}
