//! Files that other programs hand over: whatever was dropped, pasted or named arrives, and what cannot is told by name.
//!
//! This room knows nothing of the program it serves, and no egui: any program with a winit window can use it.
//!
//! - [`list`] reads lists of files. Pure.
//! - [`Target`] takes drops on a window in winit's place, in a thread of its own.
//!   - On X11 winit loses a list over 256 KiB and every list with an odd entry while it tells the source that all is
//!     well. The target speaks XDND 5 on a connection of its own; `XdndProxy` on the window leads sources there. What
//!     does not heed it, as the bridge between Wayland and X11, is overheard.
//!   - On Wayland winit knows of no drops. The target is a `wl_data_device` on winit's connection.

pub mod list;
#[cfg(target_os = "linux")]
mod patience;
#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod target;
#[cfg(all(target_os = "linux", feature = "wayland"))]
mod wayland;
#[cfg(target_os = "linux")]
mod x11;

use std::sync::Arc;

#[cfg(target_os = "linux")]
pub use target::{Target, TargetError};

use list::List;

/// What happens at a window that takes drops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something hovers over the window that can be dropped. Told once at the beginning, and again when what it is has
    /// been read.
    Hovering(Option<Arc<List>>),
    /// It hovers no more, and was not dropped.
    Left,
    /// It was dropped, and this is it.
    Dropped(Arc<List>),
    /// It was dropped, and the source did not hand it over.
    Lost(Lost),
}

/// Why a drop brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The source ended, or had nothing to give.
    Nothing,
    /// The source did not answer in time.
    Silent,
    /// The list is longer than is taken: over 64 MiB.
    TooLong,
}

/// The name of this machine, as other programs put it into file addresses.
#[must_use]
pub fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}
