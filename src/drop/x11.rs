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
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::Instant,
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

use super::{Event, portal};
use atoms::Atoms;
use drags::{Drags, Heard};
use overhear::Overheard;
use pieces::Pieces;

/// The version of XDND that is spoken.
const VERSION: u32 = 5;

/// Why the thread is woken: a portal has answered, all is over, or something was overheard.
const ANSWERED: u32 = 1;
const OVER: u32 = 2;
const OVERHEARD: u32 = 3;

/// The thread that takes drops; ends when this goes.
#[derive(Debug)]
pub(super) struct Desk {
    connection: Arc<RustConnection>,
    proxy: Window,
    wake: u32,
    overhears: bool,
    thread: Option<JoinHandle<()>>,
}

/// What all of it is done with.
struct Tools {
    connection: Arc<RustConnection>,
    atoms: Atoms,
    root: Window,
    /// The program's window.
    window: Window,
    /// Ours, to which sources speak.
    proxy: Window,
    host: String,
    tell: Box<dyn Fn(Event) + Send>,
    /// Where threads that ask the portal put its answers, and where these are read.
    answers: (Sender<PortalAnswer>, Receiver<PortalAnswer>),
}

/// The files that a portal gave for a drag from this window; none, where it gave none.
struct PortalAnswer {
    source: Window,
    paths: Option<Vec<PathBuf>>,
}

impl Tools {
    /// Asks the portal in a thread that is left to itself, and wakes this one with the answer.
    fn ask_portal(&self, source: Window, key: String) {
        let (sender, connection, wake) = (
            self.answers.0.clone(),
            Arc::clone(&self.connection),
            self.wake(ANSWERED),
        );
        let proxy = self.proxy;
        let tell = move |paths| {
            let _ = sender.send(PortalAnswer { source, paths });
            let _ = connection.send_event(false, proxy, EventMask::NO_EVENT, wake);
            let _ = connection.flush();
        };
        let asked = thread::Builder::new().name("portal".to_owned()).spawn(move || {
            tell(match portal::retrieve(&key) {
                Ok(paths) => Some(paths),
                Err(error) => {
                    tracing::warn!(%error, "the portal did not hand over what was dropped");
                    None
                }
            });
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "the portal cannot be asked");
            let _ = self.answers.0.send(PortalAnswer { source, paths: None });
        }
    }

    fn wake(&self, why: u32) -> ClientMessageEvent {
        ClientMessageEvent::new(32, self.proxy, self.atoms.FILES_WAKE, [why, 0, 0, 0, 0])
    }
}

impl Desk {
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
        let tools = Tools {
            connection: Arc::clone(&connection),
            atoms,
            root,
            window,
            proxy,
            host,
            tell,
            answers: channel(),
        };
        let overheard = Overheard::listen(&connection, window, tools.wake(OVERHEARD))
            .inspect_err(|error| tracing::warn!(%error, "drops past the proxy are left to winit"))
            .ok();
        let overhears = overheard.is_some();
        if overhears {
            let pieces = ChangeWindowAttributesAux::new().event_mask(EventMask::PROPERTY_CHANGE);
            connection.change_window_attributes(window, &pieces)?;
        }
        let thread =
            thread::Builder::new()
                .name("drops".to_owned())
                .spawn(move || match serve(&tools, overheard.as_ref()) {
                    Ok(()) => {}
                    Err(error) => tracing::warn!(%error, "drops are left to winit from now on"),
                })?;
        Ok(Self {
            connection,
            proxy,
            wake: atoms.FILES_WAKE,
            overhears,
            thread: Some(thread),
        })
    }

    /// Whether drops come here that are also told to winit.
    pub(super) fn overhears(&self) -> bool {
        self.overhears
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let message = ClientMessageEvent::new(32, self.proxy, self.wake, [OVER, 0, 0, 0, 0]);
        let sent = self
            .connection
            .send_event(false, self.proxy, EventMask::NO_EVENT, message)
            .and_then(|_| self.connection.flush());
        // Where the X server is gone the thread knows of it, too.
        if let (Ok(()), Some(thread)) = (sent, self.thread.take()) {
            let _ = thread.join();
        }
    }
}

/// Takes drops until it is told to end, or the X server goes.
fn serve(tools: &Tools, overheard: Option<&Overheard>) -> Result<(), ReplyOrIdError> {
    let mut drags = Drags::default();
    let mut pieces = Pieces::default();
    loop {
        while let Some(event) = tools.connection.poll_for_event()? {
            match event {
                XEvent::ClientMessage(message)
                    if message.type_ == tools.atoms.FILES_WAKE && message.data.as_data32()[0] == OVER =>
                {
                    let _ = tools.connection.delete_property(tools.window, tools.atoms.XdndProxy);
                    let _ = tools.connection.flush();
                    return Ok(());
                }
                XEvent::PropertyNotify(change) if change.window == tools.window => pieces.changed(tools, &change)?,
                event => drags.hear(tools, Heard::Event(&event))?,
            }
        }
        while let Some(message) = overheard.and_then(|overheard| overheard.messages.try_recv().ok()) {
            drags.hear(tools, Heard::PastTheProxy(&message))?;
        }
        while let Ok(answer) = tools.answers.1.try_recv() {
            drags.answered(tools, answer)?;
        }
        drags.mind_the_time(tools, Instant::now())?;
        tools.connection.flush()?;
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
