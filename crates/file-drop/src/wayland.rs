//! A drop target on winit's connection to the compositor, with its own thread.

mod clipboard;
mod display;
mod drag;
mod offer;
mod seats;
mod source;
mod transfer;

use std::{
    error::Error,
    io::{Read as _, Write as _},
    net::Shutdown,
    os::{fd::BorrowedFd, unix::net::UnixStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
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
    alive::AliveGuard,
    drag_out::{DragOutError, Offered},
    limits::MAX_PENDING_DROPS,
    lookups::{Answer, Lookups},
};
use clipboard::Clipboard;
use display::BorrowedConnection;
use drag::Drag;
use offer::Offer;
use seats::Seat;
use source::{Outgoing, Request};

/// The `wl_data_device_manager` version that has actions and the `finish` request.
const MANAGER_VERSION: u32 = 3;

/// Owns the thread. Dropping it ends the thread.
#[derive(Debug)]
pub(super) struct Backend {
    wake: UnixStream,
    alive: Arc<AtomicBool>,
    clipboard_requested: Arc<AtomicBool>,
    drag_out: Sender<Request>,
    dragging_out: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread's parts share. Reports the end when it is dropped.
struct Context {
    host: String,
    on_event: Box<dyn Fn(Event) + Send>,
    lookups: Lookups,
    /// Whether the program has requested the clipboard's text.
    clipboard_requested: Arc<AtomicBool>,
    /// What the program has requested of drags out of its windows.
    drag_out: Receiver<Request>,
    /// Dropped before the end is reported.
    alive: Option<AliveGuard>,
}

impl Drop for Context {
    fn drop(&mut self) {
        self.alive = None;
        (self.on_event)(Event::Ended);
    }
}

/// The state of the compositor's seats and drags.
struct Desktop {
    context: Context,
    manager: WlDataDeviceManager,
    seats: Vec<Seat>,
    /// Offers that belong to no drag and no clipboard yet.
    offers: Vec<Offer>,
    hovering: Option<Drag>,
    dropped: Vec<Drag>,
    clipboard: Clipboard,
    /// The drag out of a window of this program.
    outgoing: Option<Outgoing>,
    /// The number of the last drag.
    last_drag: u64,
}

impl Backend {
    /// Receives the drops on all windows of this one's connection.
    pub(super) fn open(
        window: &Arc<impl HasDisplayHandle + Send + Sync + 'static>,
        host: String,
        on_event: Box<dyn Fn(Event) + Send>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let borrowed =
            BorrowedConnection::from(Arc::clone(window) as Arc<_>)?.ok_or("the display is not a Wayland display")?;
        let (wake, woken) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let (guard, alive) = AliveGuard::new();
        let waking = wake.try_clone()?;
        let clipboard_requested = Arc::new(AtomicBool::new(false));
        let (drag_out, requests) = channel();
        let context = Context {
            host,
            on_event,
            lookups: Lookups::new(move || {
                let _ = (&waking).write_all(&[1]);
            }),
            clipboard_requested: Arc::clone(&clipboard_requested),
            drag_out: requests,
            alive: Some(guard),
        };
        let thread = thread::Builder::new().name("drops".to_owned()).spawn(move || {
            if let Err(error) = serve(borrowed.connection(), context, &woken) {
                tracing::warn!(%error, "drops no longer arrive");
            }
        })?;
        Ok(Self {
            wake,
            alive,
            clipboard_requested,
            drag_out,
            dragging_out: Arc::default(),
            thread: Some(thread),
        })
    }

    /// Whether drops arrive.
    pub(super) fn is_alive(&self) -> bool {
        self.alive.load(Ordering::SeqCst)
    }

    /// See [`crate::Target::drag_out`].
    pub(super) fn drag_out(&self, offered: Offered) -> Result<(), DragOutError> {
        if !self.is_alive() {
            return Err(DragOutError::NotAvailable);
        }
        if self.dragging_out.swap(true, Ordering::SeqCst) {
            return Err(DragOutError::Busy);
        }
        let outgoing = Outgoing::new(offered, Arc::clone(&self.dragging_out));
        self.request(Request::Begin(outgoing))
    }

    /// See [`crate::Target::cancel_drag_out`].
    pub(super) fn cancel_drag_out(&self) {
        // There is nothing to cancel if the thread has ended.
        let _ = self.request(Request::Cancel);
    }

    fn request(&self, request: Request) -> Result<(), DragOutError> {
        self.drag_out.send(request).map_err(|_| DragOutError::NotAvailable)?;
        let _ = (&self.wake).write_all(&[1]);
        Ok(())
    }

    /// See [`crate::Target::request_clipboard_text`].
    pub(super) fn request_clipboard_text(&self) {
        self.clipboard_requested.store(true, Ordering::SeqCst);
        // Fails only if the thread has ended.
        let _ = (&self.wake).write_all(&[1]);
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.wake.shutdown(Shutdown::Both);
        // The thread never blocks for long: slow calls run on other threads.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Handles drops until the other end of `woken` is shut down or the compositor is gone.
fn serve(connection: &Connection, context: Context, mut woken: &UnixStream) -> Result<(), Box<dyn Error>> {
    let (globals, mut queue) = registry_queue_init::<Desktop>(connection)?;
    let handle = queue.handle();
    let mut desktop = Desktop {
        context,
        manager: globals.bind(&handle, MANAGER_VERSION..=MANAGER_VERSION, ())?,
        seats: Vec::new(),
        offers: Vec::new(),
        hovering: None,
        dropped: Vec::new(),
        clipboard: Clipboard::default(),
        outgoing: None,
        last_drag: 0,
    };
    desktop.add_seats(&globals, &handle);
    loop {
        queue.dispatch_pending(&mut desktop)?;
        desktop.take_requests(&handle);
        desktop.advance(Instant::now());
        match queue.flush() {
            Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            flushed => flushed?,
        }
        // Events have arrived meanwhile.
        let Some(reading) = queue.prepare_read() else { continue };
        let from_compositor = wait(&desktop, reading.connection_fd(), woken)?;
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

/// Waits until there is something to do. Returns whether the compositor has sent something.
fn wait(desktop: &Desktop, compositor: BorrowedFd<'_>, woken: &UnixStream) -> Result<bool, Errno> {
    let pipes: Vec<_> = desktop
        .drags()
        .flat_map(Drag::pipes)
        .chain(desktop.clipboard.pipe())
        .collect();
    let wait = desktop
        .drags()
        .filter_map(Drag::deadline)
        .chain(desktop.clipboard.deadline())
        .chain(desktop.outgoing.as_ref().and_then(Outgoing::deadline))
        .min()
        .map(|deadline| deadline.saturating_duration_since(Instant::now()))
        .and_then(|wait| Timespec::try_from(wait).ok());
    let mut events = vec![
        PollFd::from_borrowed_fd(compositor, PollFlags::IN),
        PollFd::new(woken, PollFlags::IN),
    ];
    events.extend(pipes.iter().map(|pipe| PollFd::from_borrowed_fd(*pipe, PollFlags::IN)));
    match poll(&mut events, wait.as_ref()) {
        Ok(_) => Ok(events.first().is_some_and(|event| !event.revents().is_empty())),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error),
    }
}

impl Desktop {
    fn drags(&self) -> impl Iterator<Item = &Drag> {
        self.hovering.iter().chain(&self.dropped)
    }

    /// A drag enters a window.
    fn enter(&mut self, offer: Option<Offer>, serial: u32) {
        // Only a drag of our own program may come without an offer.
        let Some(offer) = offer else { return };
        let Some(offer) = self.refuse_own(offer, serial) else {
            return;
        };
        if let Some(mut previous) = self.hovering.take() {
            if *previous.device() != offer.device && self.share_a_seat(previous.device(), &offer.device) {
                // The same drag: this compositor sends it to each device.
                previous.add_duplicate(offer);
                self.hovering = Some(previous);
                return;
            }
            previous.leave(&self.context);
        }
        self.last_drag += 1;
        self.hovering = Some(Drag::enter(&self.context, self.last_drag, offer, serial));
    }

    fn leave(&mut self, device: &WlDataDevice) {
        if let Some(drag) = self.hovering.take_if(|drag| drag.device() == device) {
            drag.leave(&self.context);
        }
    }

    fn on_drop(&mut self, device: &WlDataDevice) {
        let Some(mut drag) = self.hovering.take_if(|drag| drag.device() == device) else {
            return;
        };
        if drag.on_drop(&self.context, Instant::now()) {
            return;
        }
        if self.dropped.len() >= MAX_PENDING_DROPS {
            self.dropped.remove(0).give_up(&self.context);
        }
        self.dropped.push(drag);
    }

    /// Reads what has arrived, and gives up whatever has taken too long.
    fn advance(&mut self, now: Instant) {
        while let Some(Answer {
            drag: asked,
            number,
            result,
        }) = self.context.lookups.answer()
        {
            if let Some(at) = self.dropped.iter().position(|drag| drag.number() == asked)
                && let Some(drag) = self.dropped.get_mut(at)
                && drag.lookup_finished(&self.context, number, result, now)
            {
                self.dropped.remove(at);
            }
        }
        if let Some(drag) = &mut self.hovering {
            drag.advance(&self.context, now);
        }
        if self.context.clipboard_requested.swap(false, Ordering::SeqCst) {
            self.clipboard.request_text();
        }
        if let Some(text) = self.clipboard.advance(now) {
            (self.context.on_event)(Event::ClipboardText { text });
        }
        self.expire_outgoing(now);
        let context = &self.context;
        self.dropped.retain_mut(|drag| !drag.advance(context, now));
    }
}
