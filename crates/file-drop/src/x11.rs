//! An XDND target on a connection of its own, in a thread of its own.

mod atoms;
mod drag;
mod drags;
mod overhear;
mod pieces;
mod sandbox;
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

use super::{Event, alive::Alive, lookups::Lookups};
use atoms::Atoms;
use drags::{Drags, Heard};
use overhear::Overheard;
use pieces::Pieces;

/// The version of XDND that is spoken.
const VERSION: u32 = 5;

/// Why the thread is woken: an lookup has brought something, all is over, or something was overheard.
const ANSWERED: u32 = 1;
const OVER: u32 = 2;
const OVERHEARD: u32 = 3;

/// How long the end of the thread is waited for: it never waits for others but for the X server.
const TO_END: Duration = Duration::from_secs(2);

/// The thread that takes drops; ends when this goes.
#[derive(Debug)]
pub(super) struct Backend {
    connection: Arc<RustConnection>,
    proxy: Window,
    wake: u32,
    serves: Arc<AtomicBool>,
    /// Where it is overheard what is said past the proxy.
    listens: Option<Arc<AtomicBool>>,
    /// Comes to its end with the thread.
    ended: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// What all of it is done with.
struct Tools {
    connection: Arc<RustConnection>,
    atoms: Atoms,
    root: Window,
    /// The program's window.
    window: Window,
    /// Our own, which speaks for it.
    proxy: Window,
    host: String,
    tell: Box<dyn Fn(Event) + Send>,
    lookups: Lookups,
}

/// The thread at its work. However that ends, sources are led to winit again, and the window hears of it.
struct Service {
    tools: Tools,
    /// Let go before the end is told.
    alive: Option<Alive>,
}

impl Drop for Service {
    fn drop(&mut self) {
        let Tools {
            connection,
            atoms,
            window,
            tell,
            ..
        } = &self.tools;
        self.alive = None;
        let _ = connection.delete_property(*window, atoms.XdndProxy);
        let _ = connection.flush();
        tell(Event::Ended);
    }
}

impl Backend {
    /// Leads the sources of drags over this window to a thread of ours.
    pub(super) fn open(
        window: Window,
        host: String,
        tell: Box<dyn Fn(Event) + Send>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let (connection, screen) = RustConnection::connect(None)?;
        let connection = Arc::new(connection);
        let atoms = Atoms::new(&*connection)?.reply()?;
        let root = connection.setup().roots.get(screen).ok_or("there is no screen")?.root;
        let proxy = connection.generate_id()?;
        connection.create_window(
            0,
            proxy,
            root,
            -1,
            -1,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            0,
            &CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE),
        )?;
        connection.change_property32(PropMode::REPLACE, proxy, atoms.XdndAware, AtomEnum::ATOM, &[VERSION])?;
        // A source believes in a proxy that names itself; one that a program left behind does not.
        for window in [proxy, window] {
            connection
                .change_property32(PropMode::REPLACE, window, atoms.XdndProxy, AtomEnum::WINDOW, &[proxy])?
                .check()?;
        }
        let wake = move |why| ClientMessageEvent::new(32, proxy, atoms.FILES_WAKE, [why, 0, 0, 0, 0]);
        let woken = Arc::clone(&connection);
        let tools = Tools {
            connection: Arc::clone(&connection),
            atoms,
            root,
            window,
            proxy,
            host,
            tell,
            lookups: Lookups::new(move || {
                let _ = woken.send_event(false, proxy, EventMask::NO_EVENT, wake(ANSWERED));
                let _ = woken.flush();
            }),
        };
        let (alive, serves) = Alive::new();
        let service = Service {
            tools,
            alive: Some(alive),
        };
        let overheard = Overheard::listen(&connection, window, wake(OVERHEARD))
            .inspect_err(|error| tracing::warn!(%error, "drops past the proxy are left to winit"))
            .ok();
        let listens = overheard.as_ref().map(Overheard::listens);
        if overheard.is_some() {
            let pieces = ChangeWindowAttributesAux::new().event_mask(EventMask::PROPERTY_CHANGE);
            connection.change_window_attributes(window, &pieces)?;
        }
        let (ends, ended) = channel();
        let thread = thread::Builder::new().name("drops".to_owned()).spawn(move || {
            let _ends = ends;
            let service = service;
            if let Err(error) = serve(&service.tools, overheard.as_ref()) {
                tracing::warn!(%error, "drops are left to winit from now on");
            }
        })?;
        Ok(Self {
            connection,
            proxy,
            wake: atoms.FILES_WAKE,
            serves,
            listens,
            ended,
            thread: Some(thread),
        })
    }

    /// Whether drops come here.
    pub(super) fn serves(&self) -> bool {
        self.serves.load(Ordering::SeqCst)
    }

    /// Whether drops come here that are also told to winit.
    pub(super) fn overhears(&self) -> bool {
        let listens = self.listens.as_ref();
        self.serves() && listens.is_some_and(|listens| listens.load(Ordering::SeqCst))
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let message = ClientMessageEvent::new(32, self.proxy, self.wake, [OVER, 0, 0, 0, 0]);
        let sent = self
            .connection
            .send_event(false, self.proxy, EventMask::NO_EVENT, message)
            .and_then(|_| self.connection.flush());
        // Where the X server is gone the thread knows of it, too.
        if let (Ok(()), Some(thread)) = (sent, self.thread.take())
            && self.ended.recv_timeout(TO_END) == Err(RecvTimeoutError::Disconnected)
        {
            let _ = thread.join();
        }
    }
}

/// Takes drops until it is told to end, or the X server goes.
fn serve(tools: &Tools, overheard: Option<&Overheard>) -> Result<(), ReplyOrIdError> {
    let mut drags = Drags::default();
    let mut pieces = Pieces::default();
    loop {
        while let Some(message) = overheard.and_then(|overheard| overheard.messages.try_recv().ok()) {
            if drag::is_ours(tools, &message) {
                continue;
            }
            pieces.heard(&tools.atoms, &message);
            drags.hear(tools, Heard::PastTheProxy(&message))?;
        }
        while let Some(answer) = tools.lookups.answer() {
            drags.found(tools, answer)?;
        }
        drags.mind_the_time(tools, Instant::now())?;
        tools.connection.flush()?;
        // Events come last, and after each all of the above: what was done there may have read one from the connection
        // already, and to wait for it there would be to wait for the next.
        if let Some(event) = tools.connection.poll_for_event()? {
            match event {
                XEvent::ClientMessage(message) if message.type_ == tools.atoms.FILES_WAKE => {
                    if message.data.as_data32()[0] == OVER {
                        return Ok(());
                    }
                }
                XEvent::PropertyNotify(change) if change.window == tools.window => pieces.changed(tools, &change)?,
                event => drags.hear(tools, Heard::Event(&event))?,
            }
            continue;
        }
        let wait = drags
            .deadline()
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
            .and_then(|wait| Timespec::try_from(wait).ok());
        let mut events = [PollFd::new(tools.connection.stream(), PollFlags::IN)];
        match poll(&mut events, wait.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => {
                return Err(x11rb::errors::ConnectionError::IoError(error.into()).into());
            }
        }
    }
}
