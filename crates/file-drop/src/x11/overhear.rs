//! Overhears what is said to the program's window itself, past the proxy.
//!
//! The bridge from Wayland to X11 in a compositor knows of no `XdndProxy`: what is dragged from a native window speaks to
//! winit. A second connection has the X server tell each such message (the RECORD extension), so that the drag is
//! followed as any other is; winit answers its source.

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

use crate::alive::Alive;

/// What a part of the record holds: events.
const FROM_SERVER: u8 = 0;

/// The messages to one window, as long as it is kept.
pub(super) struct Overheard {
    pub(super) messages: Receiver<ClientMessageEvent>,
    control: Arc<RustConnection>,
    context: record::Context,
    listens: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Overheard {
    /// Has the messages to this window told. After each, `wake` is sent to its own window.
    pub(super) fn listen(
        control: &Arc<RustConnection>,
        window: Window,
        wake: ClientMessageEvent,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
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
        let (data, _) = RustConnection::connect(None)?;
        let (sender, messages) = channel();
        let waking = Arc::clone(control);
        let listen = move || -> Result<(), Box<dyn Error>> {
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
        let (alive, listens) = Alive::new();
        let is_wanted = Arc::clone(&listens);
        let thread = thread::Builder::new()
            .name("overheard drops".to_owned())
            .spawn(move || {
                let _alive = alive;
                let end = listen();
                if is_wanted.load(Ordering::SeqCst) {
                    let error = end.err().map(|error| error.to_string());
                    tracing::warn!(?error, "drops past the proxy are left to winit from now on");
                }
            })?;
        Ok(Self {
            messages,
            control: Arc::clone(control),
            context,
            listens,
            thread: Some(thread),
        })
    }

    /// True for as long as something can be overheard.
    pub(super) fn listens(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.listens)
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        self.listens.store(false, Ordering::SeqCst);
        let ended = self.control.record_disable_context(self.context).is_ok() && self.control.flush().is_ok();
        if let Some(thread) = self.thread.take().filter(|_| ended) {
            let _ = thread.join();
        }
    }
}
