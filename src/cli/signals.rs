//! Ctrl+C and the system's requests to end, received on their own thread.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Whether the program was asked to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupted(Arc<AtomicBool>);

impl Interrupted {
    /// Starts listening, and calls `then` on the first signal. The second one ends the program at once.
    pub(super) fn listen(then: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let interrupted = Self::default();
        let flag = interrupted.clone();
        let then = Arc::new(then);
        let (at_end, ended) = (interrupted.clone(), Arc::clone(&then));
        platform::on_session_end(move || {
            at_end.0.store(true, Ordering::SeqCst);
            ended();
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let mut signals = {
            let _inside = runtime.enter();
            Signals::new()?
        };
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            runtime.block_on(async {
                signals.wait_for_one().await;
                flag.0.store(true, Ordering::SeqCst);
                then();
                // Signals at the same moment count as one: a service manager sends two kinds at once.
                let Ok(mut more) = Signals::new() else { return };
                more.wait_for_one().await;
                std::process::exit(i32::from(super::INTERRUPTED));
            });
        })?;
        Ok(interrupted)
    }

    /// The flag that a signal sets.
    pub(super) fn flag(self) -> Arc<AtomicBool> {
        self.0
    }

    /// Whether a signal came.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// The signals that ask the program to exit. If several of a kind arrive before they are awaited, one is kept.
#[cfg(unix)]
struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hang_up: Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    async fn wait_for_one(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => (),
            _ = self.terminate.recv() => (),
            _ = self.hang_up.recv() => (),
        }
    }
}

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::Signals;
