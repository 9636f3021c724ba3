//! A window that takes drops.

use raw_window_handle::{HandleError, HasWindowHandle, RawWindowHandle};

use super::{Event, x11};

/// Takes the drops on a window for as long as it is kept.
#[derive(Debug)]
pub struct Target {
    _x11: x11::Desk,
}

/// Why drops on a window are not taken. winit's own way is there still.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The window is not one of X11.
    #[error("the window is not one of X11")]
    NotX11,
    /// There is no window.
    #[error("there is no window: {0}")]
    NoWindow(#[from] HandleError),
    /// The X server refused.
    #[error("the X server refused: {0}")]
    Refused(String),
}

impl Target {
    /// Takes the drops on this window. `host` is the name of this machine ([`super::host_name`]); `tell` is called in a
    /// thread of its own and should be quick: the source waits for it.
    ///
    /// # Errors
    /// The window is none of X11, or the X server refuses.
    pub fn of(
        window: &impl HasWindowHandle,
        host: String,
        tell: impl Fn(Event) + Send + 'static,
    ) -> Result<Self, TargetError> {
        let window = match window.window_handle()?.as_raw() {
            RawWindowHandle::Xlib(handle) => u32::try_from(handle.window).map_err(|_| TargetError::NotX11)?,
            RawWindowHandle::Xcb(handle) => handle.window.get(),
            _ => return Err(TargetError::NotX11),
        };
        let desk = x11::Desk::open(window, host, Box::new(tell));
        Ok(Self {
            _x11: desk.map_err(|error| TargetError::Refused(error.to_string()))?,
        })
    }
}
