//! Files that other programs hand over: whatever was dropped, pasted or named arrives, and what cannot is told by name.
//!
//! This crate knows nothing of the program it serves, and no toolkit: any program with a winit window can use it.
//!
//! - [`list`] reads lists of files. Pure.
//! - [`Target`] takes drops on a window in winit's place, in a thread of its own.
//!   - On X11 winit loses a list over 256 KiB and every list with an odd entry while it tells the source that all is
//!     well. The target speaks XDND 5 on a connection of its own; `XdndProxy` on the window leads sources there. What
//!     does not heed it, as the bridge between Wayland and X11, is overheard, and answered by winit: it says that all is
//!     taken whatever comes of it. Of such a drag nothing can be had after the drop (seen with sway 1.7 and Mutter 43:
//!     one refuses to hand over more, the other lets go of the source as soon as winit has answered). So what has nothing
//!     to give while it hovers, or no file of this machine, is refused before, and asked again each time it moves.
//!   - On Wayland winit knows of no drops. The target is a `wl_data_device` on winit's connection, and so serves every
//!     window of that connection: the events do not say which one it was.
//!     GNOME's compositor (Mutter) forgets the data device that a program made before, and with it the clipboard of the
//!     toolkit: what another program has copied comes to the target alone, and is had from [`Target::ask_for_copied`].
//!
//! Everywhere a source that is answered here is told that a drop was taken once its list was read and something is there
//! at one of its paths at least. Of the others it is found out later, by whoever reads them. A file system that says
//! nothing for a second is believed to have what the list names.

// One function is told a display of Wayland by its address: `src/wayland/display.rs`. Without it there is no exception.
#![cfg_attr(not(all(target_os = "linux", feature = "wayland")), forbid(unsafe_code))]
#![cfg_attr(
    target_os = "linux",
    doc = r#"
# A target for a window

```no_run
use std::sync::{Arc, mpsc};

use file_drop::{Event, Target, TargetError};
use winit::window::Window;

/// Kept for as long as the window takes drops. `wake` has the window's thread look at what has come.
fn take_drops(
    window: &Arc<Window>,
    wake: impl Fn() + Send + 'static,
) -> Result<(Target, mpsc::Receiver<Event>), TargetError> {
    let (sender, events) = mpsc::channel();
    let target = Target::of(window, file_drop::host_name(), move |event| {
        let _ = sender.send(event);
        wake();
    })?;
    Ok((target, events))
}

fn look(target: &Target, events: &mpsc::Receiver<Event>) {
    // What winit tells of drops counts only where this is false.
    let _winit_is_not_heard = target.takes_all();
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
mod course;
#[cfg(target_os = "linux")]
mod errands;
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

#[cfg(target_os = "linux")]
use std::sync::Arc;

#[cfg(target_os = "linux")]
pub use target::{Target, TargetError};

#[cfg(target_os = "linux")]
use list::List;

/// What happens at a window that takes drops. Each drag has a number of its own, which grows: while one that was dropped
/// is still read, the next may hover already.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something hovers over the window that can be dropped. Told once at the beginning, and again when what it is has
    /// been read.
    Hovering {
        /// Its number.
        drag: u64,
        /// What it is.
        list: Option<Arc<List>>,
    },
    /// It hovers no more, and was not dropped.
    Left {
        /// Its number.
        drag: u64,
    },
    /// It was dropped, and is still being read or looked for.
    Reading {
        /// Its number.
        drag: u64,
    },
    /// It was dropped, and this is it.
    Dropped {
        /// Its number.
        drag: u64,
        /// What it is.
        list: Arc<List>,
    },
    /// It was dropped, and the source did not hand it over.
    Lost {
        /// Its number.
        drag: u64,
        /// Why.
        lost: Lost,
    },
    /// The text that another program has copied, once that was asked for: see [`Target::ask_for_copied`].
    Copied {
        /// It, or the list of addresses where files were copied.
        text: String,
    },
    /// Nothing is taken any more: see [`Target::takes_all`] and [`Target::takes_any`].
    Ended,
}

/// Why a drop brought nothing.
#[cfg(target_os = "linux")]
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
