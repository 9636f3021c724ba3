//! What was measured of the uploads so far, and for which files it holds.

use std::time::Instant;

use super::MOST_AHEAD;
use model::UploadsAtOnce;

/// The weight of the newest time in an average.
const NEWEST: f64 = 0.1;

/// Times in seconds, of small files.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) at_once: UploadsAtOnce,
    /// Getting ready: the look at the file and the call for its URL.
    pub(super) readying: Average,
    /// Waiting for the disk.
    pub(super) recording: Average,
    /// The PUT on its connection.
    pub(super) putting: Average,
    /// Whether answers take long to come.
    pub(super) line_is_long: bool,
    /// The files that the number holds for have no more than [`LARGER`](super::LARGER) times so many bytes.
    pub(super) size: u64,
    /// Files in a row that are much smaller, and the largest of them.
    pub(super) smaller: (usize, u64),
    /// Grows when the number begins to hold for other files. PUTs of before tell nothing of how many of those help.
    pub(super) epoch: u32,
    /// The average of the best window so far.
    pub(super) best: Option<f64>,
    /// PUTs in the window that is being watched, and their time together.
    pub(super) window: (usize, f64),
    /// Rounds in which the number does not grow.
    pub(super) rest: u32,
    /// Whether there have been too many at once: from then on the number grows more slowly.
    pub(super) was_crowded: bool,
    /// The most at once that this computer has room for.
    pub(super) most: usize,
    /// The most that are got ready ahead.
    pub(super) most_ahead: usize,
    /// Rounds in which that does not grow.
    pub(super) rest_ahead: u32,
    /// When less was last asked for.
    pub(super) slowed: Option<Instant>,
}

impl Measured {
    pub(super) fn nothing(at_once: UploadsAtOnce, most: usize) -> Self {
        Self {
            at_once,
            readying: Average::default(),
            recording: Average::default(),
            putting: Average::default(),
            line_is_long: false,
            size: 0,
            smaller: (0, 0),
            epoch: 0,
            best: None,
            window: (0, 0.0),
            rest: 0,
            was_crowded: false,
            most,
            most_ahead: MOST_AHEAD.min(most),
            rest_ahead: 0,
            slowed: None,
        }
    }

    /// Nothing is known any more. PUTs that are still under way tell nothing of what comes.
    pub(super) fn forget(&mut self, at_once: UploadsAtOnce) {
        *self = Self {
            epoch: self.epoch.wrapping_add(1),
            ..Self::nothing(at_once, self.most)
        };
    }

    /// Holds for files of this size from now on.
    pub(super) fn turn_to(&mut self, size: u64) {
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

/// A time in seconds, in which the newest counts most; `None` before there is one.
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
