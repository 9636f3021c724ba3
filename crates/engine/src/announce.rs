//! Telling the window, or the command line, what has happened. The worker never waits for it.

use std::{
    fmt,
    sync::{Arc, mpsc},
    time::SystemTime,
};

use model::{Event, Timestamp};

/// Called after each event; wakes whoever reads them.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Sends events and wakes the reader.
#[derive(Clone)]
pub(crate) struct Announcer {
    events: mpsc::Sender<Event>,
    wake: Wake,
}

impl Announcer {
    pub(crate) fn new(events: mpsc::Sender<Event>, wake: Wake) -> Self {
        Self { events, wake }
    }

    /// Tells a fact. Nobody listening is no error: what counts is on disk.
    pub(crate) fn tell(&self, event: Event) {
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

impl fmt::Debug for Announcer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Announcer")
    }
}

/// The time now.
pub(crate) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}
