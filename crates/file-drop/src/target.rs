//! A window that takes drops.

use std::sync::Arc;

use raw_window_handle::{HandleError, HasDisplayHandle, HasWindowHandle, RawWindowHandle};

#[cfg(feature = "wayland")]
use super::wayland;
use super::{Event, x11};

/// Takes the drops on a window for as long as it is kept.
#[derive(Debug)]
pub struct Target {
    desk: Desk,
}

/// Who takes them.
#[derive(Debug)]
enum Desk {
    X11(x11::Desk),
    #[cfg(feature = "wayland")]
    Wayland(wayland::Desk),
}

/// Why drops on a window are not taken. winit's own way is there still.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The window is of another kind.
    #[error("drops on this kind of window are not known")]
    OtherKind,
    /// There is no window.
    #[error("there is no window: {0}")]
    NoWindow(#[from] HandleError),
    /// The X server or the compositor refused.
    #[error("the display refused: {0}")]
    Refused(String),
}

impl Target {
    /// Takes the drops on this window. `host` is the name of this machine ([`super::host_name`]); `tell` is called in a
    /// thread of its own and should be quick: the source waits for it.
    ///
    /// On Wayland the window is kept until this is let go, for the connection that is used is its own. It is then all
    /// windows of this connection of which drops are told.
    ///
    /// # Errors
    /// The window is neither one of X11 nor of Wayland, or the display refuses.
    pub fn of<W: HasWindowHandle + HasDisplayHandle + Send + Sync + 'static>(
        window: &Arc<W>,
        host: String,
        tell: impl Fn(Event) + Send + 'static,
    ) -> Result<Self, TargetError> {
        let tell = Box::new(tell);
        let desk = match window.window_handle()?.as_raw() {
            RawWindowHandle::Xlib(handle) => {
                let window = u32::try_from(handle.window).map_err(|_| TargetError::OtherKind)?;
                x11::Desk::open(window, host, tell).map(Desk::X11)
            }
            RawWindowHandle::Xcb(handle) => x11::Desk::open(handle.window.get(), host, tell).map(Desk::X11),
            #[cfg(feature = "wayland")]
            RawWindowHandle::Wayland(_) => wayland::Desk::open(window, host, tell).map(Desk::Wayland),
            _ => return Err(TargetError::OtherKind),
        };
        Ok(Self {
            desk: desk.map_err(|error| TargetError::Refused(error.to_string()))?,
        })
    }

    /// Whether every drop comes here: what winit tells of drops is then to be ignored, for it comes twice. May become
    /// false, when the display breaks off.
    #[must_use]
    pub fn takes_all(&self) -> bool {
        match &self.desk {
            Desk::X11(desk) => desk.overhears(),
            #[cfg(feature = "wayland")]
            Desk::Wayland(desk) => desk.serves(),
        }
    }

    /// Has the text told that another program has copied, as [`Event::Copied`], where the toolkit's own clipboard may be
    /// deaf since drops are taken here: on Wayland. Nothing is told where no text was copied, or the window has not the
    /// keyboard.
    pub fn ask_for_copied(&self) {
        match &self.desk {
            Desk::X11(_) => {}
            #[cfg(feature = "wayland")]
            Desk::Wayland(desk) => desk.ask_for_copied(),
        }
    }

    /// Whether a drop on the window arrives at all, here or at winit.
    #[must_use]
    pub fn takes_any(&self) -> bool {
        match &self.desk {
            Desk::X11(_) => true,
            #[cfg(feature = "wayland")]
            Desk::Wayland(desk) => desk.serves(),
        }
    }
}
