//! Detects that the machine slept, after which no open connection is worth waiting for.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use model::Timestamp;

/// Returns the wall clock's time: the system's, or a test's.
pub type WallClock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// If the wall clock is ahead of the monotonic one by this much, the machine slept or the clock was set. In both cases
/// connections are no longer reliable.
const SLEPT: Duration = Duration::from_secs(10);

/// The time now.
pub(crate) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

/// Compares the wall clock with the monotonic one, which stops while the machine sleeps.
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
        let slept = is_sleep(steady.duration_since(self.steady), went);
        (self.steady, self.wall) = (steady, wall);
        slept
    }
}

/// `wall` is `None` if the clock went backward.
fn is_sleep(steady: Duration, wall: Option<Duration>) -> bool {
    wall.is_some_and(|wall| wall.saturating_sub(steady) >= SLEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_distinguished_from_a_busy_machine_and_a_clock_set_back() {
        let seconds = Duration::from_secs;
        assert!(is_sleep(seconds(1), Some(seconds(3600))));
        assert!(!is_sleep(seconds(1), Some(seconds(1))));
        assert!(!is_sleep(seconds(60), Some(seconds(61))));
        assert!(!is_sleep(seconds(1), None));
    }
}
