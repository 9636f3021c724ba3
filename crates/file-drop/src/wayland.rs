//! A target of drops on winit's connection to the compositor, in a thread of its own.

mod copied;
mod display;
mod drag;
mod seats;
mod transfer;

use std::{
    error::Error,
    io::{Read as _, Write as _},
    net::Shutdown,
    os::unix::net::UnixStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Instant,
};

use raw_window_handle::HasDisplayHandle;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use wayland_client::{
    Connection,
    backend::WaylandError,
    globals::registry_queue_init,
    protocol::{wl_data_device::WlDataDevice, wl_data_device_manager::WlDataDeviceManager},
};

use super::{
    Event,
    alive::Alive,
    lookups::{Answer, Lookups},
    patience::MOST_WAITING,
};
use copied::Copied;
use display::Borrowed;
use drag::{Drag, Offer};
use seats::Seat;

/// The version of data devices that knows of actions, and of the end of a drop.
const VERSION: u32 = 3;

/// The thread that takes drops; ends when this goes.
#[derive(Debug)]
pub(super) struct Backend {
    wake: UnixStream,
    serves: Arc<AtomicBool>,
    asked_for_copied: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What all of it is done with.
struct Tools {
    host: String,
    tell: Box<dyn Fn(Event) + Send>,
    lookups: Lookups,
    /// Whether the window wants to know what was copied.
    asked_for_copied: Arc<AtomicBool>,
    /// Let go before the end is told.
    alive: Option<Alive>,
}

impl Drop for Tools {
    fn drop(&mut self) {
        self.alive = None;
        (self.tell)(Event::Ended);
    }
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
    copied: Copied,
    /// Grows with each drag.
    drags: u64,
}

impl Backend {
    /// Takes the drops on the windows of this one's connection.
    pub(super) fn open(
        window: &Arc<impl HasDisplayHandle + Send + Sync + 'static>,
        host: String,
        tell: Box<dyn Fn(Event) + Send>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let borrowed = Borrowed::from(Arc::clone(window) as Arc<_>)?.ok_or("the display is none of Wayland")?;
        let (wake, woken) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let (alive, serves) = Alive::new();
        let waking = wake.try_clone()?;
        let asked_for_copied = Arc::new(AtomicBool::new(false));
        let tools = Tools {
            host,
            tell,
            lookups: Lookups::new(move || {
                let _ = (&waking).write_all(&[1]);
            }),
            asked_for_copied: Arc::clone(&asked_for_copied),
            alive: Some(alive),
        };
        let thread = thread::Builder::new().name("drops".to_owned()).spawn(move || {
            if let Err(error) = serve(borrowed.connection(), tools, &woken) {
                tracing::warn!(%error, "nothing can be dropped from now on");
            }
        })?;
        Ok(Self {
            wake,
            serves,
            asked_for_copied,
            thread: Some(thread),
        })
    }

    /// Whether drops come here.
    pub(super) fn serves(&self) -> bool {
        self.serves.load(Ordering::SeqCst)
    }

    /// Has it told what was copied.
    pub(super) fn request_clipboard_text(&self) {
        self.asked_for_copied.store(true, Ordering::SeqCst);
        // Where this fails the thread has ended.
        let _ = (&self.wake).write_all(&[1]);
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.wake.shutdown(Shutdown::Both);
        // It waits for nobody: what might take long is done in other threads.
        if let Some(thread) = self.thread.take() {
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
        copied: Copied::default(),
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
            let waits: Vec<_> = desktop
                .drags()
                .flat_map(Drag::pipes)
                .chain(desktop.copied.pipe())
                .collect();
            let wait = desktop
                .drags()
                .filter_map(Drag::deadline)
                .chain(desktop.copied.deadline())
                .min()
                .map(|deadline| deadline.saturating_duration_since(Instant::now()))
                .and_then(|wait| Timespec::try_from(wait).ok());
            let mut events = vec![
                PollFd::from_borrowed_fd(reading.connection_fd(), PollFlags::IN),
                PollFd::new(&woken, PollFlags::IN),
            ];
            events.extend(waits.iter().map(|pipe| PollFd::from_borrowed_fd(*pipe, PollFlags::IN)));
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

impl Desktop {
    fn drags(&self) -> impl Iterator<Item = &Drag> {
        self.hovering.iter().chain(&self.dropped)
    }

    /// Something is dragged over the window.
    fn enter(&mut self, offer: Option<Offer>, serial: u32) {
        // Without an offer it is a drag of our own, which is none.
        let Some(offer) = offer else { return };
        if let Some(mut hovering) = self.hovering.take() {
            if *hovering.device() != offer.device && self.are_of_one_seat(hovering.device(), &offer.device) {
                // A compositor that tells each device of it.
                hovering.comes_twice(offer);
                self.hovering = Some(hovering);
                return;
            }
            hovering.leave(&self.tools);
        }
        self.drags += 1;
        self.hovering = Some(Drag::enter(&self.tools, self.drags, offer, serial));
    }

    fn leave(&mut self, device: &WlDataDevice) {
        if let Some(drag) = self.hovering.take_if(|drag| drag.device() == device) {
            drag.leave(&self.tools);
        }
    }

    fn drop(&mut self, device: &WlDataDevice) {
        let Some(mut drag) = self.hovering.take_if(|drag| drag.device() == device) else {
            return;
        };
        if drag.drop(&self.tools, Instant::now()) {
            return;
        }
        if self.dropped.len() >= MOST_WAITING {
            self.dropped.remove(0).give_up(&self.tools);
        }
        self.dropped.push(drag);
    }

    /// Reads what has come, and gives up what was waited for too long.
    fn go_on(&mut self, now: Instant) {
        while let Some(Answer {
            drag: of,
            number,
            found,
        }) = self.tools.lookups.answer()
        {
            if let Some(at) = self.dropped.iter().position(|drag| drag.is(of))
                && let Some(drag) = self.dropped.get_mut(at)
                && drag.found(&self.tools, number, found, now)
            {
                self.dropped.remove(at);
            }
        }
        if let Some(drag) = &mut self.hovering {
            drag.advance(&self.tools, now);
        }
        if self.tools.asked_for_copied.swap(false, Ordering::SeqCst) {
            self.copied.read();
        }
        if let Some(text) = self.copied.advance(now) {
            (self.tools.tell)(Event::ClipboardText { text });
        }
        let tools = &self.tools;
        self.dropped.retain_mut(|drag| !drag.advance(tools, now));
    }
}
