//! The progress of a transfer: counters instead of a message per chunk.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The progress of a transfer: counters that any thread can read at any time.
///
/// Bytes count when the socket takes them, not when they are stored: the transfer is done when the call returns. A second
/// attempt starts at 0 again.
#[derive(Debug)]
pub struct Progress {
    made: Instant,
    moved: AtomicU64,
    total: AtomicU64,
    last_move_milliseconds: AtomicU64,
    /// The running request went out to its last byte, and no answer to it has come yet.
    unanswered: AtomicBool,
    /// That was so of an earlier one when it ended.
    left_unanswered: AtomicBool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            made: Instant::now(),
            moved: AtomicU64::new(0),
            total: AtomicU64::new(0),
            last_move_milliseconds: AtomicU64::new(0),
            unanswered: AtomicBool::new(false),
            left_unanswered: AtomicBool::new(false),
        }
    }
}

impl Progress {
    /// A transfer that hasn't started.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes of the body transferred in the current attempt.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.moved.load(Ordering::Relaxed)
    }

    /// Size of the body in bytes. 0 until it is known.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// How long ago the last byte was transferred.
    #[must_use]
    pub fn idle(&self) -> Duration {
        let last = Duration::from_millis(self.last_move_milliseconds.load(Ordering::Relaxed));
        self.made.elapsed().saturating_sub(last)
    }

    /// Whether a request of this call was sent completely and never answered. The upload may have been stored then, whatever
    /// the call returned.
    #[must_use]
    pub fn may_be_stored(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) || self.left_unanswered.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, total: u64) {
        if self.unanswered.swap(false, Ordering::Relaxed) {
            self.left_unanswered.store(true, Ordering::Relaxed);
        }
        self.total.store(total, Ordering::Relaxed);
        self.set(0);
    }

    pub(super) fn set(&self, moved: u64) {
        self.moved.store(moved, Ordering::Relaxed);
        self.touch();
    }

    /// The last byte of the request was taken.
    pub(super) fn sent_whole(&self) {
        self.unanswered.store(true, Ordering::Relaxed);
    }

    /// An answer came.
    pub(super) fn answered(&self) {
        self.unanswered.store(false, Ordering::Relaxed);
    }

    pub(super) fn touch(&self) {
        let now = u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_move_milliseconds.store(now, Ordering::Relaxed);
    }
}
