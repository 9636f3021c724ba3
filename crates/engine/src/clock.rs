//! Noticing that the machine slept: then no running connection is worth waiting for.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

/// Tells the wall clock's time: the system's, or one of a test.
pub type WallClock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// So much more on the wall clock than on the steady one is a sleep, or a clock that was set forward; either way the
/// connections are not what they were.
const SLEPT: Duration = Duration::from_secs(10);

/// Compares the wall clock with the steady one, which stands still while the machine sleeps.
pub(crate) struct SleepWatch {
    clock: WallClock,
    steady: Instant,
    wall: SystemTime,
}

impl fmt::Debug for SleepWatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SleepWatch").field("wall", &self.wall).finish()
    }
}

impl SleepWatch {
    pub(crate) fn new(clock: WallClock) -> Self {
        Self {
            steady: Instant::now(),
            wall: clock(),
            clock,
        }
    }

    /// Whether the machine slept since the last call.
    pub(crate) fn slept(&mut self) -> bool {
        let (steady, wall) = (Instant::now(), (self.clock)());
        let went = wall.duration_since(self.wall).ok();
        let slept = judge(steady.duration_since(self.steady), went);
        (self.steady, self.wall) = (steady, wall);
        slept
    }
}

/// `wall` is `None` where the clock went backward.
fn judge(steady: Duration, wall: Option<Duration>) -> bool {
    wall.is_some_and(|wall| wall.saturating_sub(steady) >= SLEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_told_from_a_busy_machine_and_from_a_clock_set_back() {
        let seconds = Duration::from_secs;
        assert!(judge(seconds(1), Some(seconds(3600))));
        assert!(!judge(seconds(1), Some(seconds(1))));
        assert!(!judge(seconds(60), Some(seconds(61))));
        assert!(!judge(seconds(1), None));
    }
}
