//! How far a transfer is: numbers that a window reads when it wants to, without a message per chunk.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bytes of the body that the socket took (or gave), and when the last one moved.
///
/// Taken by the socket is not stored: a transfer is done when the call returns. A second attempt begins at 0 again.
#[derive(Debug)]
pub struct Progress {
    made: Instant,
    moved: AtomicU64,
    total: AtomicU64,
    last_move_milliseconds: AtomicU64,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            made: Instant::now(),
            moved: AtomicU64::new(0),
            total: AtomicU64::new(0),
            last_move_milliseconds: AtomicU64::new(0),
        }
    }
}

impl Progress {
    /// Nothing has moved yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes of the body that have moved in the running attempt.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.moved.load(Ordering::Relaxed)
    }

    /// Bytes of the whole body; 0 until it is known.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// How long nothing has moved.
    #[must_use]
    pub fn idle(&self) -> Duration {
        let last = Duration::from_millis(self.last_move_milliseconds.load(Ordering::Relaxed));
        self.made.elapsed().saturating_sub(last)
    }

    pub(super) fn begin(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.set(0);
    }

    pub(super) fn set(&self, moved: u64) {
        self.moved.store(moved, Ordering::Relaxed);
        self.touch();
    }

    pub(super) fn touch(&self) {
        let now = u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_move_milliseconds.store(now, Ordering::Relaxed);
    }
}
