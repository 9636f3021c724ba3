//! A target of drops on winit's connection to the compositor, in a thread of its own.

mod display;
mod drag;
mod seats;
mod transfer;

use std::{
    error::Error,
    io::{Read as _, Write as _},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
    time::Instant,
};

use raw_window_handle::DisplayHandle;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use wayland_client::{
    Connection, backend::WaylandError, globals::registry_queue_init,
    protocol::wl_data_device_manager::WlDataDeviceManager,
};

use super::{Event, patience::MOST_WAITING, portal};
use drag::{Drag, Offer};
use seats::Seat;

/// The version of data devices that knows of actions, and of the end of a drop.
const VERSION: u32 = 3;

/// The thread that takes drops; ends when this goes.
#[derive(Debug)]
pub(super) struct Desk {
    wake: UnixStream,
    thread: Option<JoinHandle<()>>,
}

/// What all of it is done with.
struct Tools {
    host: String,
    tell: Box<dyn Fn(Event) + Send>,
    /// Where threads that ask the portal put its answers, and where these are read.
    answers: (Sender<PortalAnswer>, Receiver<PortalAnswer>),
    /// Wakes this thread.
    wake: UnixStream,
}

/// The files that a portal gave for the drag of this number; none, where it gave none.
struct PortalAnswer {
    number: u64,
    paths: Option<Vec<PathBuf>>,
}

/// What is known of the desktop.
struct Desktop {
    tools: Tools,
    manager: WlDataDeviceManager,
    seats: Vec<Seat>,
    /// Of which it is not known yet what they are for.
    offers: Vec<Offer>,
    hovering: Option<Drag>,
    dropped: Vec<Drag>,
    /// Grows with each drag.
    drags: u64,
}

impl Desk {
    /// Takes the drops on the windows of this connection.
    pub(super) fn open(
        display: DisplayHandle<'_>,
        host: String,
        tell: Box<dyn Fn(Event) + Send>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let connection = display::connection_of(display).ok_or("the display is none of Wayland")?;
        let (wake, woken) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let tools = Tools {
            host,
            tell,
            answers: channel(),
            wake: wake.try_clone()?,
        };
        let thread =
            thread::Builder::new()
                .name("drops".to_owned())
                .spawn(move || match serve(&connection, tools, &woken) {
                    Ok(()) => {}
                    Err(error) => tracing::warn!(%error, "nothing can be dropped from now on"),
                })?;
        Ok(Self {
            wake,
            thread: Some(thread),
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let told = self.wake.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take().filter(|_| told.is_ok()) {
            let _ = thread.join();
        }
    }
}

/// Takes drops until the other end of `woken` is shut, or the compositor goes.
fn serve(connection: &Connection, tools: Tools, mut woken: &UnixStream) -> Result<(), Box<dyn Error>> {
    let (globals, mut queue) = registry_queue_init::<Desktop>(connection)?;
    let handle = queue.handle();
    let mut desktop = Desktop {
        tools,
        manager: globals.bind(&handle, VERSION..=VERSION, ())?,
        seats: Vec::new(),
        offers: Vec::new(),
        hovering: None,
        dropped: Vec::new(),
        drags: 0,
    };
    desktop.take_seats(&globals, &handle);
    loop {
        queue.dispatch_pending(&mut desktop)?;
        desktop.go_on(Instant::now());
        match queue.flush() {
            Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            flushed => flushed?,
        }
        // Something came meanwhile.
        let Some(reading) = queue.prepare_read() else { continue };
        let from_compositor = {
            let waits: Vec<_> = desktop.drags().filter_map(Drag::waits_for).collect();
            let wait = waits
                .iter()
                .map(|(_, deadline)| deadline.saturating_duration_since(Instant::now()))
                .min()
                .and_then(|wait| Timespec::try_from(wait).ok());
            let mut events = vec![
                PollFd::from_borrowed_fd(reading.connection_fd(), PollFlags::IN),
                PollFd::new(&woken, PollFlags::IN),
            ];
            events.extend(
                waits
                    .iter()
                    .map(|(pipe, _)| PollFd::from_borrowed_fd(*pipe, PollFlags::IN)),
            );
            match poll(&mut events, wait.as_ref()) {
                Ok(_) => events.first().is_some_and(|event| !event.revents().is_empty()),
                Err(Errno::INTR) => false,
                Err(error) => return Err(error.into()),
            }
        };
        if from_compositor {
            match reading.read() {
                Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                read => drop(read?),
            }
        } else {
            drop(reading);
        }
        match woken.read(&mut [0; 16]) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
    }
}

impl Tools {
    /// Asks the portal in a thread that is left to itself, and wakes this one with the answer.
    fn ask_portal(&self, number: u64, key: String) {
        let sender = self.answers.0.clone();
        let wake = self.wake.try_clone();
        let asked = wake.and_then(|mut wake| {
            thread::Builder::new().name("portal".to_owned()).spawn(move || {
                let paths = match portal::retrieve(&key) {
                    Ok(paths) => Some(paths),
                    Err(error) => {
                        tracing::warn!(%error, "the portal did not hand over what was dropped");
                        None
                    }
                };
                let _ = sender.send(PortalAnswer { number, paths });
                let _ = wake.write_all(&[1]);
            })
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "the portal cannot be asked");
            let _ = self.answers.0.send(PortalAnswer { number, paths: None });
        }
    }
}

impl Desktop {
    fn drags(&self) -> impl Iterator<Item = &Drag> {
        self.hovering.iter().chain(&self.dropped)
    }

    /// Something is dragged over the window.
    fn enter(&mut self, offer: Option<Offer>, serial: u32) {
        self.leave();
        // Without an offer it is a drag of our own, which is none.
        if let Some(offer) = offer {
            self.drags += 1;
            self.hovering = Some(Drag::enter(&self.tools, self.drags, offer, serial));
        }
    }

    fn leave(&mut self) {
        if let Some(drag) = self.hovering.take() {
            drag.leave(&self.tools);
        }
    }

    fn drop(&mut self) {
        let Some(mut drag) = self.hovering.take() else { return };
        if drag.drop(&self.tools) {
            return;
        }
        if self.dropped.len() >= MOST_WAITING {
            self.dropped.remove(0).give_up(&self.tools);
        }
        self.dropped.push(drag);
    }

    /// Reads what has come, and gives up what was waited for too long.
    fn go_on(&mut self, now: Instant) {
        while let Ok(PortalAnswer { number, paths }) = self.tools.answers.1.try_recv() {
            if let Some(at) = self.dropped.iter().position(|drag| drag.is(number))
                && let Some(drag) = self.dropped.get_mut(at)
                && drag.answered(&self.tools, paths)
            {
                self.dropped.remove(at);
            }
        }
        if let Some(drag) = &mut self.hovering {
            drag.advance(&self.tools, now);
        }
        let tools = &self.tools;
        self.dropped.retain_mut(|drag| !drag.advance(tools, now));
    }
}
