//! Receives files that are dropped on a [winit](https://docs.rs/winit) window, and drags files out of it, on X11 and Wayland.
//! winit 0.30 loses drops on X11, receives none on Wayland, and starts no drags.
//!
//! - [`Target`](#a-target-for-a-window) (Linux) receives the drops on a window in winit's place, on its own thread.
//! - [`list`] parses lists of files as programs paste them or pass them as arguments, on every system.
//!
//! # What arrives where
//! | system | winit 0.30 alone | with this crate |
//! |---|---|---|
//! | X11 | One event per file. Loses lists over 256 KiB, and every list with an entry it can't read. | Whole lists up to 64 MiB, and transfers through the desktop's portal. |
//! | X11, dragged from a Wayland window | As on X11. | As on X11, if the files can be read while they hover. Otherwise the drag is refused. |
//! | Wayland | Nothing. | Whole lists up to 64 MiB, and transfers through the desktop's portal, for all windows of the connection. |
//! | Windows | One event per file, without an event for the end of a drop. | No target; use winit's events. |
//! | macOS | As on Windows. Files opened by Finder or dropped on the Dock icon are lost, and Quit ends the process. | No target; use winit's events. `macos::handle_requests` receives opened files and Quit. |
//!
//! The source learns of a success only after its list was read and at least one of its paths exists. If the file system doesn't
//! answer within a second, that counts as a success. Drops that winit answers are the exception, see below.
//!
//! # How it works
//! On X11 the target speaks XDND 5 on its own connection, and the window's `XdndProxy` property directs sources to it. Some
//! sources ignore the property, such as a compositor's bridge between Wayland and X11. Their messages are observed through the
//! RECORD extension, and winit answers them: it always reports success. After such a drop the files can't be read any more (seen
//! with sway 1.7, which refuses, and Mutter 43, which has already released the source). So a drag of this kind that has no
//! data or no file on this machine is refused before the drop. The source is asked again each time the drag moves.
//!
//! On Wayland the target is a `wl_data_device` on winit's connection. It serves every window of that connection, because the
//! events don't say which window they are for. GNOME's compositor (Mutter) then forgets the data device of the toolkit's
//! clipboard: use `Target::request_clipboard_text` to get the clipboard's text.
//!
//! # Dragging files out
//! `Target::drag_out` offers files to other programs, as an XDND source on X11 and with `wl_data_device.start_drag` on Wayland.
//! On X11 the toolkit keeps the pointer, because a button that was pressed on its window is grabbed by it until it is released.
//! The source follows the pointer by asking for its position. On Wayland the drag needs the serial of the press, which the
//! target gets from its own `wl_pointer`. Windows and macOS have no drag source here: winit has none to build on.

// Two files have `unsafe` code: `wayland/display.rs` uses a connection that is known by its address, and `macos.rs` adds methods
// to a class of Objective-C.
#![cfg_attr(
    not(any(all(target_os = "linux", feature = "wayland"), target_os = "macos")),
    forbid(unsafe_code)
)]
#![cfg_attr(
    target_os = "linux",
    doc = r#"
# A target for a window

```no_run
use std::sync::{Arc, mpsc};

use file_drop::{Event, Target, TargetError};
use winit::window::Window;

/// Keep the target for as long as the window takes drops. `wake` wakes the window's thread.
fn take_drops(
    window: &Arc<Window>,
    wake: impl Fn() + Send + 'static,
) -> Result<(Target, mpsc::Receiver<Event>), TargetError> {
    let (sender, events) = mpsc::channel();
    let target = Target::new(window, file_drop::host_name(), move |event| {
        let _ = sender.send(event);
        wake();
    })?;
    Ok((target, events))
}

fn handle_drops(target: &Target, events: &mpsc::Receiver<Event>) {
    // Handle winit's own drop events only if this is false.
    let _ignore_winit = target.replaces_winit();
    for event in events.try_iter() {
        match event {
            Event::Hovering { list: Some(list), .. } => println!("{} files hover", list.paths.len()),
            Event::Dropped { list, .. } => println!("{:?}", list.paths),
            _ => {}
        }
    }
}
```
"#
)]

#[cfg(target_os = "linux")]
mod alive;
#[cfg(target_os = "linux")]
mod drag_out;
#[cfg(target_os = "linux")]
mod drag_state;
#[cfg(target_os = "linux")]
mod limits;
pub mod list;
#[cfg(target_os = "linux")]
mod lookups;
#[cfg(target_os = "macos")]
pub mod macos;
#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod target;
#[cfg(target_os = "linux")]
mod uri_list;
#[cfg(all(target_os = "linux", feature = "wayland"))]
mod wayland;
#[cfg(target_os = "linux")]
mod x11;

#[cfg(target_os = "linux")]
use std::sync::Arc;

#[cfg(target_os = "linux")]
pub use drag_out::{DragOutEnd, DragOutError, DragOutEvent};
#[cfg(target_os = "linux")]
pub use target::{Target, TargetError};

#[cfg(target_os = "linux")]
use list::List;

/// An event of a [`Target`].
///
/// Each drag has its own number, and later drags have greater ones. The next drag can hover while the files of the last one are
/// still being read.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Files hover over the window. Sent when the drag enters, and again when its list was read.
    Hovering {
        /// The number of the drag.
        drag: u64,
        /// The files. `None` until the list was read.
        list: Option<Arc<List>>,
    },
    /// The drag has left the window or was canceled.
    Left {
        /// The number of the drag.
        drag: u64,
    },
    /// Files were dropped. Their list is still being read or checked.
    Reading {
        /// The number of the drag.
        drag: u64,
    },
    /// Files were dropped.
    Dropped {
        /// The number of the drag.
        drag: u64,
        /// The files.
        list: Arc<List>,
    },
    /// Files were dropped, but their list could not be read.
    Failed {
        /// The number of the drag.
        drag: u64,
        /// Why it could not be read.
        reason: DropError,
    },
    /// The answer to [`Target::request_clipboard_text`].
    ClipboardText {
        /// The text. A list of URLs if files were copied.
        text: String,
    },
    /// The target has stopped. [`Target::replaces_winit`] and [`Target::accepts_drops`] say what still works.
    Ended,
}

/// Why the list of dropped files could not be read.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DropError {
    /// The source exited or sent no data.
    NoData,
    /// The source did not answer in time.
    Timeout,
    /// The list is larger than 64 MiB.
    TooLarge,
}

/// The name of this machine, as other programs write it in `file:` URLs.
#[must_use]
pub fn host_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}
