//! Tells other threads whether a thread still runs.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Kept by the thread. When it is dropped, also by a panic, the thread counts as ended.
pub(super) struct AliveGuard(Arc<AtomicBool>);

impl AliveGuard {
    /// A guard, and a flag that is true until the guard is dropped.
    pub(super) fn new() -> (Self, Arc<AtomicBool>) {
        let alive = Arc::new(AtomicBool::new(true));
        (Self(Arc::clone(&alive)), alive)
    }
}

impl Drop for AliveGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
