//! Sending events to the window or the command line, without waiting for them.

use std::{
    fmt,
    sync::{Arc, mpsc},
};

use model::Event;

/// Called after each event; wakes the reader.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Sends events and wakes the reader.
#[derive(Clone)]
pub(crate) struct EventSender {
    events: mpsc::Sender<Event>,
    wake: Wake,
}

impl EventSender {
    pub(crate) fn new(events: mpsc::Sender<Event>, wake: Wake) -> Self {
        Self { events, wake }
    }

    /// Sends an event. A missing reader is no error: what matters is on disk.
    pub(crate) fn send(&self, event: Event) {
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

impl fmt::Debug for EventSender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventSender")
    }
}
