//! What was measured so far, and for which files.

use std::time::Instant;

use super::MAX_PREPARED;
use model::UploadsAtOnce;

/// The weight of the newest value in an average.
const NEWEST: f64 = 0.1;

/// Measurements of small files, in seconds.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) at_once: UploadsAtOnce,
    /// Preparing: inspecting the file, and the call for its URL.
    pub(super) preparing: Average,
    /// Recording, which waits for the disk.
    pub(super) recording: Average,
    /// The PUT on its connection.
    pub(super) putting: Average,
    /// Whether latency is high.
    pub(super) has_high_latency: bool,
    /// The size in bytes that the limit is for. It covers files of up to [`LARGER`](super::LARGER) times this.
    pub(super) size: u64,
    /// How many files in a row were much smaller, and the largest of them.
    pub(super) smaller: (usize, u64),
    /// Grows when the limit begins to apply to other files. Earlier PUTs say nothing about those.
    pub(super) epoch: u32,
    /// The average of the best window so far.
    pub(super) best: Option<f64>,
    /// How many PUTs are in the current window, and their total time.
    pub(super) window: (usize, f64),
    /// For how many more windows the limit does not grow.
    pub(super) rest: u32,
    /// Whether there were ever too many at once. From then on the limit grows more slowly.
    pub(super) was_crowded: bool,
    /// The most uploads that this computer can handle.
    pub(super) max: usize,
    /// The most to prepare ahead.
    pub(super) most_ahead: usize,
    /// For how many more windows that does not grow.
    pub(super) rest_ahead: u32,
    /// When the limit was last lowered on request.
    pub(super) slowed: Option<Instant>,
}

impl Measured {
    pub(super) fn nothing(at_once: UploadsAtOnce, max: usize) -> Self {
        Self {
            at_once,
            preparing: Average::default(),
            recording: Average::default(),
            putting: Average::default(),
            has_high_latency: false,
            size: 0,
            smaller: (0, 0),
            epoch: 0,
            best: None,
            window: (0, 0.0),
            rest: 0,
            was_crowded: false,
            max,
            most_ahead: MAX_PREPARED.min(max),
            rest_ahead: 0,
            slowed: None,
        }
    }

    /// Discards everything. PUTs in progress say nothing about what comes next.
    pub(super) fn forget(&mut self, at_once: UploadsAtOnce) {
        *self = Self {
            epoch: self.epoch.wrapping_add(1),
            ..Self::nothing(at_once, self.max)
        };
    }

    /// Applies to files of this size from now on.
    pub(super) fn reset_for_size(&mut self, size: u64) {
        self.size = size;
        self.smaller = (0, 0);
        self.epoch = self.epoch.wrapping_add(1);
        self.best = None;
        self.window = (0, 0.0);
    }

    pub(super) fn adapts(&self) -> bool {
        self.at_once == UploadsAtOnce::Automatic
    }
}

/// A moving average in seconds; `None` before the first value.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Average(pub(super) Option<f64>);

impl Average {
    pub(super) fn note(&mut self, value: f64) {
        self.0 = Some(match self.0 {
            Some(known) => known + (value - known) * NEWEST,
            None => value,
        });
    }
}
