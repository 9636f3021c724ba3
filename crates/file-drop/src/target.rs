//! The drop target of a window.

use std::{path::Path, sync::Arc};

use raw_window_handle::{HandleError, HasDisplayHandle, HasWindowHandle, RawWindowHandle};

#[cfg(feature = "wayland")]
use super::wayland;
use super::{
    Event,
    drag_out::{DragOutError, DragOutEvent, Offered},
    x11,
};

/// Receives the drops on a window for as long as you keep it.
#[derive(Debug)]
pub struct Target {
    backend: Backend,
}

#[derive(Debug)]
enum Backend {
    X11(x11::Backend),
    #[cfg(feature = "wayland")]
    Wayland(wayland::Backend),
}

/// Why a window can't have a [`Target`]. winit's own drop events keep working.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The window belongs neither to X11 nor to Wayland, or to Wayland while the `wayland` feature is off.
    #[error("this kind of window is not supported")]
    UnsupportedWindow,
    /// The window has no handle.
    #[error("the window has no handle: {0}")]
    NoWindow(#[from] HandleError),
    /// The X server or the compositor refused.
    #[error("the display refused: {0}")]
    Refused(String),
}

impl Target {
    /// Receives the drops on this window. `host` is the name of this machine, see [`host_name`](crate::host_name). `on_event`
    /// is called on the target's thread and should return quickly: the source of the drop waits for it.
    ///
    /// On Wayland the target uses the window's connection, so it keeps the window alive and reports the drops on all windows
    /// of that connection.
    ///
    /// # Errors
    /// [`TargetError::UnsupportedWindow`] if the window belongs neither to X11 nor to Wayland, [`TargetError::NoWindow`] if
    /// it has no handle, [`TargetError::Refused`] if the display refuses.
    pub fn new<W: HasWindowHandle + HasDisplayHandle + Send + Sync + 'static>(
        window: &Arc<W>,
        host: String,
        on_event: impl Fn(Event) + Send + 'static,
    ) -> Result<Self, TargetError> {
        let on_event = Box::new(on_event);
        let backend = match window.window_handle()?.as_raw() {
            RawWindowHandle::Xlib(handle) => {
                let window = u32::try_from(handle.window).map_err(|_| TargetError::UnsupportedWindow)?;
                x11::Backend::open(window, host, on_event).map(Backend::X11)
            }
            RawWindowHandle::Xcb(handle) => x11::Backend::open(handle.window.get(), host, on_event).map(Backend::X11),
            #[cfg(feature = "wayland")]
            RawWindowHandle::Wayland(_) => wayland::Backend::open(window, host, on_event).map(Backend::Wayland),
            _ => return Err(TargetError::UnsupportedWindow),
        };
        Ok(Self {
            backend: backend.map_err(|error| TargetError::Refused(error.to_string()))?,
        })
    }

    /// Whether all drops arrive here. Ignore winit's own drop events while this is true: some drops arrive twice. Becomes false if
    /// the connection to the display ends.
    #[must_use]
    pub fn replaces_winit(&self) -> bool {
        match &self.backend {
            Backend::X11(backend) => backend.replaces_winit(),
            #[cfg(feature = "wayland")]
            Backend::Wayland(backend) => backend.is_alive(),
        }
    }

    /// Requests the text that another program has copied. It arrives as [`Event::ClipboardText`], unless no text was copied
    /// or the window doesn't have the keyboard focus.
    ///
    /// Use it if your toolkit's clipboard is empty: GNOME on Wayland stops telling the toolkit about the clipboard once a
    /// target exists. Does nothing on X11.
    pub fn request_clipboard_text(&self) {
        match &self.backend {
            Backend::X11(_) => {}
            #[cfg(feature = "wayland")]
            Backend::Wayland(backend) => backend.request_clipboard_text(),
        }
    }

    /// Drags these files out of the window, with the pointer's first button, which must be pressed on it. The other program is
    /// offered a copy of the files as `text/uri-list`. They must exist for as long as it may read them: some programs read
    /// them long after the drop. The window's own drops ignore the drag.
    ///
    /// `on_event` is called on another thread. On Wayland the toolkit doesn't learn that the button was released: the
    /// compositor takes the pointer over when the drag begins.
    ///
    /// # Errors
    /// [`DragOutError`]. Whatever fails later is reported as [`DragOutEvent::Ended`].
    pub fn drag_out<P: AsRef<Path>>(
        &self,
        paths: &[P],
        on_event: impl Fn(DragOutEvent) + Send + 'static,
    ) -> Result<(), DragOutError> {
        let offered = Offered::new(paths, Box::new(on_event))?;
        match &self.backend {
            Backend::X11(backend) => backend.drag_out(offered),
            #[cfg(feature = "wayland")]
            Backend::Wayland(backend) => backend.drag_out(offered),
        }
    }

    /// Cancels the drag that [`Target::drag_out`] began, if it still runs.
    pub fn cancel_drag_out(&self) {
        match &self.backend {
            Backend::X11(backend) => backend.cancel_drag_out(),
            #[cfg(feature = "wayland")]
            Backend::Wayland(backend) => backend.cancel_drag_out(),
        }
    }

    /// Whether the compositor takes the pointer over when a drag begins, so that the toolkit never learns that the button was
    /// released: true on Wayland.
    #[must_use]
    pub fn drag_out_takes_pointer(&self) -> bool {
        !matches!(self.backend, Backend::X11(_))
    }

    /// Whether drops on the window arrive at all, here or through winit.
    #[must_use]
    pub fn accepts_drops(&self) -> bool {
        match &self.backend {
            Backend::X11(_) => true,
            #[cfg(feature = "wayland")]
            Backend::Wayland(backend) => backend.is_alive(),
        }
    }
}
