//! winit's connection to the compositor, on which we speak too: the one place with `unsafe`.

use raw_window_handle::{DisplayHandle, RawDisplayHandle};
use wayland_client::{Connection, backend::Backend};

/// The connection of this display; none, where it is none of Wayland.
///
/// What is made of it has to be let go before the display is: see [`super::super::Target::of`].
#[expect(
    unsafe_code,
    reason = "a connection that another library has opened is known by its address alone"
)]
pub(super) fn connection_of(display: DisplayHandle<'_>) -> Option<Connection> {
    let RawDisplayHandle::Wayland(handle) = display.as_raw() else {
        return None;
    };
    // SAFETY: the handle is borrowed from a living display, so the address is that of a `wl_display`, and libwayland lets
    // several threads use it, each with a queue of its own. It has to live as long as the backend and its clones: these
    // are all in the thread of `Desk`, which ends when the desk is let go. The desk belongs to eframe's app, and eframe
    // keeps the event loop that owns the display in a thread-local, which outlives every app, in a panic as well.
    let backend = unsafe { Backend::from_foreign_display(handle.display.as_ptr().cast()) };
    Some(Connection::from_backend(backend))
}
