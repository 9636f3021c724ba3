//! The progress of a transfer.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The progress of a transfer: counters that any thread can read at any time.
///
/// Bytes count when the socket accepts them, not when they are stored: the transfer is done when the call returns. A second
/// attempt starts at 0 again.
#[derive(Debug)]
pub struct Progress {
    created: Instant,
    transferred: AtomicU64,
    total: AtomicU64,
    /// When bytes were last transferred, in milliseconds after `created`.
    last_transfer_ms: AtomicU64,
    /// The current request was sent completely and has no response yet.
    unanswered: AtomicBool,
    /// An earlier attempt ended in that state.
    left_unanswered: AtomicBool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            created: Instant::now(),
            transferred: AtomicU64::new(0),
            total: AtomicU64::new(0),
            last_transfer_ms: AtomicU64::new(0),
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
    pub fn transferred(&self) -> u64 {
        self.transferred.load(Ordering::Relaxed)
    }

    /// Size of the body in bytes. 0 until it is known.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// How long ago the last byte was transferred.
    #[must_use]
    pub fn idle(&self) -> Duration {
        let last = Duration::from_millis(self.last_transfer_ms.load(Ordering::Relaxed));
        self.created.elapsed().saturating_sub(last)
    }

    /// Whether a request of this call was sent completely but got no response. Then the upload may have been stored,
    /// whatever the call returned.
    #[must_use]
    pub fn may_be_stored(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) || self.left_unanswered.load(Ordering::Relaxed)
    }

    pub(super) fn start(&self, total: u64) {
        if self.unanswered.swap(false, Ordering::Relaxed) {
            self.left_unanswered.store(true, Ordering::Relaxed);
        }
        self.total.store(total, Ordering::Relaxed);
        self.set(0);
    }

    pub(super) fn set(&self, transferred: u64) {
        self.transferred.store(transferred, Ordering::Relaxed);
        self.touch();
    }

    /// The socket accepted the whole request.
    pub(super) fn mark_sent(&self) {
        self.unanswered.store(true, Ordering::Relaxed);
    }

    /// The outcome is known.
    pub(super) fn mark_answered(&self) {
        self.unanswered.store(false, Ordering::Relaxed);
    }

    pub(super) fn touch(&self) {
        let now = u64::try_from(self.created.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_transfer_ms.store(now, Ordering::Relaxed);
    }
}
