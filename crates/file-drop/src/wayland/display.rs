//! Shares winit's connection to the compositor. The only module with `unsafe` code on Linux.

use std::sync::Arc;

use raw_window_handle::{HandleError, HasDisplayHandle, RawDisplayHandle};
use wayland_client::{Connection, backend::Backend};

/// A window's connection. Keeps the window alive, which owns the connection.
pub(super) struct BorrowedConnection {
    // Dropped in this order.
    connection: Connection,
    _window: Arc<dyn HasDisplayHandle + Send + Sync>,
}

impl BorrowedConnection {
    /// `None` if the window isn't a Wayland window.
    #[expect(
        unsafe_code,
        reason = "another library opened the connection, and only its address is known"
    )]
    pub(super) fn from(window: Arc<dyn HasDisplayHandle + Send + Sync>) -> Result<Option<Self>, HandleError> {
        let RawDisplayHandle::Wayland(handle) = window.display_handle()?.as_raw() else {
            return Ok(None);
        };
        // SAFETY: the address is that of a `wl_display` for as long as the window lives. The window is kept alive here, and is
        // dropped after the connection. The connection is lent only by reference, to `serve`, whose clones end with it.
        // libwayland allows several threads to use a display, each with its own queue.
        let backend = unsafe { Backend::from_foreign_display(handle.display.as_ptr().cast()) };
        Ok(Some(Self {
            connection: Connection::from_backend(backend),
            _window: window,
        }))
    }

    /// Clones must not outlive this value.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}
