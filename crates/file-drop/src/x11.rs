//! An XDND target with its own connection and thread.

mod atoms;
mod drag;
mod drags;
mod incr;
mod messages;
mod observer;
mod sandbox;
mod source;
mod transfer;

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::{
        Event as XEvent,
        xproto::{
            AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask,
            PropMode, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use super::{
    Event,
    alive::AliveGuard,
    drag_out::{DragOutError, Offered},
    lookups::Lookups,
};
use atoms::Atoms;
use drags::{Drags, Input};
use incr::UnclaimedIncr;
use observer::Observer;

/// The XDND version that the target speaks.
const XDND_VERSION: u32 = 5;

/// Why the thread is woken, in the first field of a `FILES_WAKE` message.
const LOOKUP_ANSWERED: u32 = 1;
const STOP: u32 = 2;
const MESSAGE_OBSERVED: u32 = 3;

/// How long to wait for the thread to end. It never waits for anything but the X server.
const STOP_TIMEOUT: Duration = Duration::from_secs(2);

/// Owns the thread. Dropping it ends the thread.
#[derive(Debug)]
pub(super) struct Backend {
    connection: Arc<RustConnection>,
    window: Window,
    proxy: Window,
    dragging_out: source::Control,
    wake: u32,
    alive: Arc<AtomicBool>,
    /// Whether messages that bypass the proxy are observed. `None` if the X server can't record.
    observes: Option<Arc<AtomicBool>>,
    /// Disconnects when the thread ends.
    ended: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread's parts share.
struct Context {
    connection: Arc<RustConnection>,
    atoms: Atoms,
    root: Window,
    /// The program's window.
    window: Window,
    /// Our window, which receives the messages for the program's window.
    proxy: Window,
    host: String,
    on_event: Box<dyn Fn(Event) + Send>,
    lookups: Lookups,
}

/// Restores the window for winit when the thread ends, for whatever reason, and then reports the end.
struct Service {
    context: Context,
    /// Dropped before the end is reported.
    alive: Option<AliveGuard>,
}

impl Drop for Service {
    fn drop(&mut self) {
        let Context {
            connection,
            atoms,
            window,
            on_event,
            ..
        } = &self.context;
        self.alive = None;
        let _ = connection.delete_property(*window, atoms.XdndProxy);
        let _ = connection.flush();
        on_event(Event::Ended);
    }
}

impl Backend {
    /// Directs the sources of drags over this window to a new thread.
    pub(super) fn open(
        window: Window,
        host: String,
        on_event: Box<dyn Fn(Event) + Send>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let (connection, screen) = RustConnection::connect(None)?;
        let connection = Arc::new(connection);
        let atoms = Atoms::new(&*connection)?.reply()?;
        let screen = connection.setup().roots.get(screen);
        let root = screen.ok_or("the X server has no screen")?.root;
        let proxy = create_proxy(&connection, &atoms, root, window)?;
        let wake = move |why| ClientMessageEvent::new(32, proxy, atoms.FILES_WAKE, [why, 0, 0, 0, 0]);
        let woken = Arc::clone(&connection);
        let context = Context {
            connection: Arc::clone(&connection),
            atoms,
            root,
            window,
            proxy,
            host,
            on_event,
            lookups: Lookups::new(move || {
                let _ = woken.send_event(false, proxy, EventMask::NO_EVENT, wake(LOOKUP_ANSWERED));
                let _ = woken.flush();
            }),
        };
        let (guard, alive) = AliveGuard::new();
        let service = Service {
            context,
            alive: Some(guard),
        };
        let observer = Observer::start(&connection, window, wake(MESSAGE_OBSERVED))
            .inspect_err(|error| tracing::warn!(%error, "drops that bypass the proxy are left to winit"))
            .ok();
        let observes = observer.as_ref().map(Observer::alive);
        if observer.is_some() {
            let properties = ChangeWindowAttributesAux::new().event_mask(EventMask::PROPERTY_CHANGE);
            connection.change_window_attributes(window, &properties)?;
        }
        let (ends, ended) = channel();
        let thread = thread::Builder::new().name("drops".to_owned()).spawn(move || {
            let _ends = ends;
            let service = service;
            if let Err(error) = serve(&service.context, observer.as_ref()) {
                tracing::warn!(%error, "drops are left to winit from now on");
            }
        })?;
        Ok(Self {
            connection,
            window,
            proxy,
            dragging_out: source::Control::default(),
            wake: atoms.FILES_WAKE,
            alive,
            observes,
            ended,
            thread: Some(thread),
        })
    }

    /// See [`crate::Target::drag_out`].
    pub(super) fn drag_out(&self, offered: Offered) -> Result<(), DragOutError> {
        source::begin(self.window, &self.dragging_out, offered)
    }

    /// See [`crate::Target::cancel_drag_out`].
    pub(super) fn cancel_drag_out(&self) {
        self.dragging_out.cancel();
    }

    /// Whether all drops arrive here, even those that winit also receives.
    pub(super) fn replaces_winit(&self) -> bool {
        let observes = self.observes.as_ref();
        self.alive.load(Ordering::SeqCst) && observes.is_some_and(|observes| observes.load(Ordering::SeqCst))
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.dragging_out.cancel();
        let message = ClientMessageEvent::new(32, self.proxy, self.wake, [STOP, 0, 0, 0, 0]);
        let sent = self
            .connection
            .send_event(false, self.proxy, EventMask::NO_EVENT, message)
            .and_then(|_| self.connection.flush());
        // If the X server is gone, the thread ends without the message.
        if let (Ok(()), Some(thread)) = (sent, self.thread.take())
            && self.ended.recv_timeout(STOP_TIMEOUT) == Err(RecvTimeoutError::Disconnected)
        {
            let _ = thread.join();
        }
    }
}

/// Creates a window and makes it the proxy of the program's window.
fn create_proxy(
    connection: &RustConnection,
    atoms: &Atoms,
    root: Window,
    window: Window,
) -> Result<Window, ReplyOrIdError> {
    let proxy = connection.generate_id()?;
    let properties = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
    connection.create_window(0, proxy, root, -1, -1, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &properties)?;
    connection.change_property32(
        PropMode::REPLACE,
        proxy,
        atoms.XdndAware,
        AtomEnum::ATOM,
        &[XDND_VERSION],
    )?;
    // XDND: sources trust a proxy only if it names itself, so that they ignore one that a dead program left behind.
    for window in [proxy, window] {
        connection
            .change_property32(PropMode::REPLACE, window, atoms.XdndProxy, AtomEnum::WINDOW, &[proxy])?
            .check()?;
    }
    Ok(proxy)
}

/// Handles drops until asked to stop or the X server is gone.
fn serve(context: &Context, observer: Option<&Observer>) -> Result<(), ReplyOrIdError> {
    let mut drags = Drags::default();
    let mut incr = UnclaimedIncr::default();
    loop {
        while let Some(message) = observer.and_then(|observer| observer.messages.try_recv().ok()) {
            if messages::is_ours(context, &message) {
                continue;
            }
            incr.message_observed(&context.atoms, &message);
            drags.handle(context, Input::Observed(&message))?;
        }
        while let Some(answer) = context.lookups.answer() {
            drags.lookup_answered(context, answer)?;
        }
        drags.expire(context, Instant::now())?;
        context.connection.flush()?;
        // Events come last, and all of the above runs again after each of them: it may have read an event from the connection,
        // and waiting on the socket would then wait for the next one.
        if let Some(event) = context.connection.poll_for_event()? {
            match event {
                XEvent::ClientMessage(message) if message.type_ == context.atoms.FILES_WAKE => {
                    if message.data.as_data32()[0] == STOP {
                        return Ok(());
                    }
                }
                XEvent::PropertyNotify(change) if change.window == context.window => {
                    incr.property_changed(context, &change)?;
                }
                event => drags.handle(context, Input::Event(&event))?,
            }
            continue;
        }
        let wait = drags
            .deadline()
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
            .and_then(|wait| Timespec::try_from(wait).ok());
        let mut events = [PollFd::new(context.connection.stream(), PollFlags::IN)];
        match poll(&mut events, wait.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => {
                return Err(x11rb::errors::ConnectionError::IoError(error.into()).into());
            }
        }
    }
}
