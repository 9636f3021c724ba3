//! Observes messages that bypass the proxy and go to the program's window.
//!
//! A compositor's bridge from Wayland to X11 ignores `XdndProxy`, so drags from native windows reach winit. The X server's
//! RECORD extension copies these messages to a second connection. The drag is then handled like any other, but winit answers
//! its source.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, channel},
    },
    thread::{self, JoinHandle},
};

use x11rb::{
    connection::Connection as _,
    protocol::{
        record::{self, ConnectionExt as _, ExtRange, Range, Range8, Range16},
        xproto::{CLIENT_MESSAGE_EVENT, ClientMessageEvent, ConnectionExt as _, EventMask, Window},
    },
    rust_connection::RustConnection,
    x11_utils::TryParse as _,
};

use crate::alive::AliveGuard;

/// The category of recorded replies and events.
const FROM_SERVER: u8 = 0;

/// Receives the messages to one window until it is dropped.
pub(super) struct Observer {
    pub(super) messages: Receiver<ClientMessageEvent>,
    control: Arc<RustConnection>,
    context: record::Context,
    alive: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Observer {
    /// Observes this window. After each message, `wake` is sent to the window that it names.
    pub(super) fn start(
        control: &Arc<RustConnection>,
        window: Window,
        wake: ClientMessageEvent,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let context = create_context(control, window)?;
        let (data, _) = RustConnection::connect(None)?;
        let (sender, messages) = channel();
        let waking = Arc::clone(control);
        let observe = move || -> Result<(), Box<dyn Error>> {
            for part in data.record_enable_context(context)? {
                let part = part?;
                if part.category != FROM_SERVER || part.client_swapped {
                    continue;
                }
                let mut rest = part.data.as_slice();
                while let Ok((message, after)) = ClientMessageEvent::try_parse(rest) {
                    rest = after;
                    if message.window == window && message.format == 32 && sender.send(message).is_ok() {
                        waking.send_event(false, wake.window, EventMask::NO_EVENT, wake)?;
                        waking.flush()?;
                    }
                }
            }
            Ok(())
        };
        let (guard, alive) = AliveGuard::new();
        let is_wanted = Arc::clone(&alive);
        let thread = thread::Builder::new().name("drop observer".to_owned()).spawn(move || {
            let _guard = guard;
            let end = observe();
            if is_wanted.load(Ordering::SeqCst) {
                let error = end.err().map(|error| error.to_string());
                tracing::warn!(?error, "drops that bypass the proxy are left to winit from now on");
            }
        })?;
        Ok(Self {
            messages,
            control: Arc::clone(control),
            context,
            alive,
            thread: Some(thread),
        })
    }

    /// True until the observer ends.
    pub(super) fn alive(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.alive)
    }
}

/// Creates a record of the client messages to this window, and of nothing else.
fn create_context(control: &RustConnection, window: Window) -> Result<record::Context, Box<dyn Error + Send + Sync>> {
    control.record_query_version(1, 13)?.reply()?;
    let none = Range8 { first: 0, last: 0 };
    let nothing = ExtRange {
        major: none,
        minor: Range16 { first: 0, last: 0 },
    };
    let only_messages = Range {
        core_requests: none,
        core_replies: none,
        ext_requests: nothing,
        ext_replies: nothing,
        delivered_events: Range8 {
            first: CLIENT_MESSAGE_EVENT,
            last: CLIENT_MESSAGE_EVENT,
        },
        device_events: none,
        errors: none,
        client_started: false,
        client_died: false,
    };
    let context = control.generate_id()?;
    control
        .record_create_context(context, 0, &[window], &[only_messages])?
        .check()?;
    Ok(context)
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.alive.store(false, Ordering::SeqCst);
        let ended = self.control.record_disable_context(self.context).is_ok() && self.control.flush().is_ok();
        if let Some(thread) = self.thread.take().filter(|_| ended) {
            let _ = thread.join();
        }
    }
}
