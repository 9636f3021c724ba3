//! Ctrl+C and the system's wish to end: heard by a thread of their own.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Whether the program was asked to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupted(Arc<AtomicBool>);

impl Interrupted {
    /// Begins to listen. The second signal ends the program at once.
    pub(super) fn listen(then: impl Fn() + Send + 'static) -> io::Result<Self> {
        let interrupted = Self::default();
        let flag = interrupted.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            runtime.block_on(async {
                if wait_for_one().await.is_err() {
                    return;
                }
                flag.0.store(true, Ordering::SeqCst);
                then();
                if wait_for_one().await.is_ok() {
                    std::process::exit(i32::from(super::INTERRUPTED));
                }
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

#[cfg(unix)]
async fn wait_for_one() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
        _ = hang_up.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn wait_for_one() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
