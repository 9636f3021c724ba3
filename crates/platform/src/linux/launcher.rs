//! Progress on the program's icon in docks and taskbars: a signal on the session bus that they listen for.

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use zbus::{blocking::Connection, zvariant::Value};

use crate::Progress;

/// The object that sends the signal. Its name means nothing to listeners.
const PATH: &str = "/com/canonical/unity/launcherentry/1";

/// The interface of the signal. Parameters: the program's address, and what changes.
const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";

#[derive(Debug)]
pub(crate) struct Entry {
    to_thread: Option<Sender<Progress>>,
}

impl Entry {
    pub(crate) fn of(desktop_file: &str) -> Self {
        let address = format!("application://{desktop_file}");
        let (to_thread, wanted) = channel();
        let started = thread::Builder::new()
            .name("launcher entry".to_owned())
            .spawn(move || announce(&address, &wanted));
        Self {
            to_thread: started.is_ok().then_some(to_thread),
        }
    }

    pub(crate) fn show(&self, progress: Progress) {
        if let Some(to_thread) = &self.to_thread {
            // The thread ends early if there is no bus.
            let _ = to_thread.send(progress);
        }
    }
}

/// Sends the newest progress until the program ends. Connects when there is something to show.
fn announce(address: &str, wanted: &Receiver<Progress>) {
    let mut bus = None;
    while let Ok(first) = wanted.recv() {
        let newest = wanted.try_iter().last().unwrap_or(first);
        let sent = match &bus {
            Some(bus) => send(bus, address, newest),
            None => Connection::session().and_then(|new| {
                let sent = send(&new, address, newest);
                bus = Some(new);
                sent
            }),
        };
        if let Err(error) = sent {
            tracing::debug!("no progress in the launcher: {error}");
            return;
        }
    }
}

fn send(bus: &Connection, address: &str, progress: Progress) -> zbus::Result<()> {
    bus.emit_signal(
        None::<&str>,
        PATH,
        INTERFACE,
        "Update",
        &(address, properties(progress)),
    )
}

fn properties(progress: Progress) -> HashMap<&'static str, Value<'static>> {
    let (visible, done) = match progress {
        Progress::None => (false, 0.0),
        // The signal knows no progress without an end.
        Progress::Unknown => (true, 0.0),
        Progress::Working(done) | Progress::Paused(done) => (true, f64::from(done) / 1000.0),
    };
    HashMap::from([
        ("progress", Value::F64(done)),
        ("progress-visible", Value::Bool(visible)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_a_share_of_one_and_is_hidden_when_nothing_runs() {
        let half = properties(Progress::Working(500));
        assert_eq!(
            (&half["progress"], &half["progress-visible"]),
            (&Value::F64(0.5), &Value::Bool(true))
        );
        assert_eq!(properties(Progress::None)["progress-visible"], Value::Bool(false));
    }

    #[test]
    fn without_a_session_bus_nothing_waits() {
        let (sender, wanted) = channel();
        sender.send(Progress::Unknown).unwrap();
        drop(sender);
        // Whether there is a bus or not, this returns once nobody can send any more.
        announce("application://no-such-program.desktop", &wanted);
    }
}
