//! A drag out of the window, on its own connection and thread.
//!
//! The button that begins the drag was pressed on the program's window, so the X server sends all events of the pointer to the
//! toolkit until it is released, and no other client can grab it. The thread asks for the pointer's position instead. So the
//! toolkit also sees the release, and its cursor is shown everywhere.

mod answers;
mod targets;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::{
        Event as XEvent,
        xproto::{
            AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, KeyButMask, PropMode,
            Timestamp, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use super::atoms::Atoms;
use crate::drag_out::{DragOutEnd, DragOutError, DragOutEvent, Offered};
use targets::Aware;

/// How often the pointer's position is requested.
const POLL_INTERVAL: Duration = Duration::from_millis(12);

/// How long to wait for a target's answer to a position after the button was released.
const STATUS_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a target that has refused may take to change its mind after the button was released. A browser first asks its page.
const SECOND_THOUGHTS: Duration = Duration::from_millis(400);

/// How long to wait for a target's answer to a position before it is sent the next one.
const STATUS_RETRY: Duration = Duration::from_millis(500);

/// How long to wait for a target to take the files.
const FINISH_TIMEOUT: Duration = Duration::from_secs(60);

/// The longest that a drag takes.
const DRAG_TIMEOUT: Duration = Duration::from_secs(600);

/// Cancels a drag, and says whether it runs.
#[derive(Debug, Clone, Default)]
pub(super) struct Control {
    running: Arc<AtomicBool>,
    canceled: Arc<AtomicBool>,
}

impl Control {
    pub(super) fn cancel(&self) {
        self.canceled.store(true, Ordering::SeqCst);
    }
}

/// Reports the end of the drag, whatever ends its thread.
struct Running {
    control: Control,
    offered: Offered,
    end: DragOutEnd,
}

impl Running {
    fn ended(mut self, end: DragOutEnd) {
        self.end = end;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.control.running.store(false, Ordering::SeqCst);
        (self.offered.on_event)(DragOutEvent::Ended(self.end));
    }
}

/// Begins a drag with the pointer's first button, which is pressed on this window.
pub(super) fn begin(window: Window, control: &Control, offered: Offered) -> Result<(), DragOutError> {
    if control.running.swap(true, Ordering::SeqCst) {
        return Err(DragOutError::Busy);
    }
    control.canceled.store(false, Ordering::SeqCst);
    let running = Running {
        control: control.clone(),
        offered,
        end: DragOutEnd::Failed,
    };
    let started = thread::Builder::new().name("drag out".to_owned()).spawn(move || {
        let outcome = Drag::open(window, &running).and_then(|mut drag| drag.run(&running));
        match outcome {
            Ok(end) => running.ended(end),
            Err(error) => tracing::warn!(%error, "the drag ended early"),
        }
    });
    started.map(drop).map_err(|_| DragOutError::NotAvailable)
}

/// The state of a drag. Dropping it closes its connection, and with it the selection.
struct Drag {
    connection: RustConnection,
    atoms: Atoms,
    root: Window,
    /// The program's window, which takes no files of its own.
    own: Window,
    /// Our window, which owns the selection and gets the answers.
    source: Window,
    /// When the selection became ours.
    since: Timestamp,
    target: Option<Target>,
    /// The pointer's last known position.
    at: (i16, i16),
}

/// The window under the pointer.
struct Target {
    aware: Aware,
    accepts: bool,
    /// When a position was sent that is not answered yet.
    waiting_since: Option<Instant>,
    /// Whether the pointer has moved since then.
    moved: bool,
}

impl Drag {
    fn open(own: Window, running: &Running) -> Result<Self, ReplyOrIdError> {
        let (connection, screen) =
            RustConnection::connect(None).map_err(|_| x11rb::errors::ConnectionError::UnknownError)?;
        let atoms = Atoms::new(&connection)?.reply()?;
        let screen = connection.setup().roots.get(screen);
        let root = screen.ok_or(x11rb::errors::ConnectionError::UnknownError)?.root;
        let source = connection.generate_id()?;
        let properties = CreateWindowAux::new()
            .override_redirect(1)
            .event_mask(EventMask::PROPERTY_CHANGE);
        connection.create_window(
            0,
            source,
            root,
            -1,
            -1,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            0,
            &properties,
        )?;
        connection.change_property32(
            PropMode::REPLACE,
            source,
            atoms.XdndTypeList,
            AtomEnum::ATOM,
            &[atoms.URI_LIST],
        )?;
        connection.change_property32(
            PropMode::REPLACE,
            source,
            atoms.XdndActionList,
            AtomEnum::ATOM,
            &[atoms.XdndActionCopy],
        )?;
        connection.flush()?;
        let mut drag = Self {
            connection,
            atoms,
            root,
            own,
            source,
            since: x11rb::CURRENT_TIME,
            target: None,
            at: (i16::MIN, i16::MIN),
        };
        // The server's time comes with the change of a property.
        while drag.since == x11rb::CURRENT_TIME {
            if let XEvent::PropertyNotify(change) = drag.connection.wait_for_event()? {
                drag.since = change.time;
            }
        }
        drag.connection
            .set_selection_owner(source, drag.atoms.XdndSelection, drag.since)?;
        (running.offered.on_event)(DragOutEvent::Over { accepted: false });
        Ok(drag)
    }

    /// Follows the pointer until the button is released, then hands over the files.
    fn run(&mut self, running: &Running) -> Result<DragOutEnd, ReplyOrIdError> {
        let began = Instant::now();
        loop {
            self.handle_events(running)?;
            let pointer = self.connection.query_pointer(self.root)?.reply()?;
            self.follow((pointer.root_x, pointer.root_y), running)?;
            if running.control.canceled.load(Ordering::SeqCst) || began.elapsed() > DRAG_TIMEOUT {
                self.leave()?;
                return Ok(DragOutEnd::Canceled);
            }
            if !pointer.mask.contains(KeyButMask::BUTTON1) {
                return self.drop_files(running);
            }
            self.wait(POLL_INTERVAL)?;
        }
    }

    /// The pointer is here now.
    fn follow(&mut self, at: (i16, i16), running: &Running) -> Result<(), ReplyOrIdError> {
        if self.at != at {
            self.at = at;
            let aware = targets::under(&self.connection, &self.atoms, self.root, self.own, at)?;
            if self.target.as_ref().map(|target| target.aware) != aware {
                self.leave()?;
                (running.offered.on_event)(DragOutEvent::Over { accepted: false });
                self.enter(aware)?;
            }
            if let Some(target) = &mut self.target {
                target.moved = true;
            }
        }
        let position = u32::from(at.0.cast_unsigned()) << 16 | u32::from(at.1.cast_unsigned());
        let (time, copy) = (self.since, self.atoms.XdndActionCopy);
        let Some(target) = &mut self.target else { return Ok(()) };
        let is_answered = target.waiting_since.is_none_or(|since| since.elapsed() > STATUS_RETRY);
        if target.moved && is_answered {
            target.moved = false;
            target.waiting_since = Some(Instant::now());
            self.send(self.atoms.XdndPosition, [0, position, time, copy])?;
        }
        Ok(())
    }

    fn enter(&mut self, aware: Option<Aware>) -> Result<(), ReplyOrIdError> {
        let Some(aware) = aware else { return Ok(()) };
        self.target = Some(Target {
            aware,
            accepts: false,
            waiting_since: None,
            moved: true,
        });
        self.send(self.atoms.XdndEnter, [aware.version << 24, self.atoms.URI_LIST, 0, 0])
    }

    fn leave(&mut self) -> Result<(), ReplyOrIdError> {
        if self.target.is_some() {
            self.send(self.atoms.XdndLeave, [0; 4])?;
            self.target = None;
        }
        Ok(())
    }

    /// Sends a message to the target.
    fn send(&self, kind: u32, [a, b, c, d]: [u32; 4]) -> Result<(), ReplyOrIdError> {
        let Some(Target { aware, .. }) = &self.target else {
            return Ok(());
        };
        let message = ClientMessageEvent::new(32, aware.window, kind, [self.source, a, b, c, d]);
        self.connection
            .send_event(false, aware.receiver, EventMask::NO_EVENT, message)?;
        self.connection.flush()?;
        Ok(())
    }

    /// The button was released.
    fn drop_files(&mut self, running: &Running) -> Result<DragOutEnd, ReplyOrIdError> {
        let released = Instant::now();
        // The answer that counts is that to the last position.
        while let Some(target) = &self.target
            && (target.waiting_since.is_some()
                || target.moved
                || !target.accepts && released.elapsed() < SECOND_THOUGHTS)
            && released.elapsed() < STATUS_TIMEOUT
        {
            self.follow(self.at, running)?;
            self.wait(POLL_INTERVAL)?;
            self.handle_events(running)?;
        }
        if !self.target.as_ref().is_some_and(|target| target.accepts) {
            self.leave()?;
            return Ok(DragOutEnd::Canceled);
        }
        self.send(self.atoms.XdndDrop, [0, self.since, 0, 0])?;
        while released.elapsed() < FINISH_TIMEOUT {
            if let Some(end) = self.handle_events(running)? {
                return Ok(end);
            }
            let is_there = |target: &Target| {
                self.connection
                    .get_geometry(target.aware.window)
                    .map(x11rb::cookie::Cookie::reply)
            };
            if let Some(Ok(Err(_))) = self.target.as_ref().map(is_there) {
                return Ok(DragOutEnd::Unanswered);
            }
            self.wait(POLL_INTERVAL)?;
        }
        Ok(DragOutEnd::Unanswered)
    }

    /// Handles what has arrived. Returns how the drop ended, once the target has said so.
    fn handle_events(&mut self, running: &Running) -> Result<Option<DragOutEnd>, ReplyOrIdError> {
        while let Some(event) = self.connection.poll_for_event()? {
            match event {
                XEvent::SelectionRequest(request) => {
                    answers::give(
                        &self.connection,
                        &self.atoms,
                        &request,
                        self.since,
                        &running.offered.list,
                    )?;
                }
                XEvent::ClientMessage(message) => {
                    let [from, flags, ..] = message.data.as_data32();
                    let Some(target) = self.target.as_mut().filter(|target| target.aware.window == from) else {
                        continue;
                    };
                    if message.type_ == self.atoms.XdndStatus {
                        let accepts = flags & 1 == 1;
                        target.waiting_since = None;
                        if target.accepts != accepts {
                            target.accepts = accepts;
                            (running.offered.on_event)(DragOutEvent::Over { accepted: accepts });
                        }
                    } else if message.type_ == self.atoms.XdndFinished {
                        // Earlier versions don't say whether the files were taken.
                        let taken = target.aware.version < 5 || flags & 1 == 1;
                        return Ok(Some(if taken {
                            DragOutEnd::Delivered
                        } else {
                            DragOutEnd::Canceled
                        }));
                    }
                }
                // Errors are of windows that are gone: the next position finds another target.
                _ => {}
            }
        }
        Ok(None)
    }

    /// Waits until something has arrived, at most this long.
    fn wait(&self, limit: Duration) -> Result<(), ReplyOrIdError> {
        self.connection.flush()?;
        let limit = Timespec::try_from(limit).ok();
        let mut events = [PollFd::new(self.connection.stream(), PollFlags::IN)];
        match poll(&mut events, limit.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(x11rb::errors::ConnectionError::IoError(error.into()).into()),
        }
    }
}
