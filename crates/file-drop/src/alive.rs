//! Whether a thread still does its work.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Kept by the thread: it has ended, in whatever way, once this is gone.
pub(super) struct Alive(Arc<AtomicBool>);

impl Alive {
    /// One to be kept, and what is true until it goes.
    pub(super) fn new() -> (Self, Arc<AtomicBool>) {
        let alive = Arc::new(AtomicBool::new(true));
        (Self(Arc::clone(&alive)), alive)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
