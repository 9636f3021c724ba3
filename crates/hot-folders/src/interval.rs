//! How long until the next look at a whole folder.

use std::time::Duration;

/// The first and the longest time between two looks where events come.
const SAFETY: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(60 * 60));

/// A look where events come may take this part of the time.
const SAFETY_SHARE: u32 = 5000;

/// The shortest and the longest time between two looks where no events come.
const POLLING: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(30));

/// A look where no events come may take this part of the time; of a folder where nothing happens, a quarter of that.
const POLLING_SHARE: u32 = 50;

/// How long after the last event a look checks that none was lost.
const AFTER_EVENTS: Duration = Duration::from_secs(20);

/// How long until the next look at a folder.
#[derive(Debug, Default)]
pub(crate) struct Interval {
    /// How many looks in a row found nothing.
    quiet: u32,
    /// How long the last look took.
    took: Duration,
}

impl Interval {
    /// A look has ended. Returns the time until the next.
    pub(crate) fn after_look(&mut self, took: Duration, found_something: bool, has_events: bool) -> Duration {
        self.took = took;
        self.quiet = if found_something {
            0
        } else {
            self.quiet.saturating_add(1)
        };
        let doubled = |time: Duration, times: u32| time.saturating_mul(1 << times.min(16));
        if has_events {
            let (first, longest) = SAFETY;
            doubled(first, self.quiet).min(longest).max(took * SAFETY_SHARE)
        } else {
            let (first, longest) = POLLING;
            // Ten looks are as frequent as the first.
            let calm = self.quiet.saturating_sub(10).min(2);
            doubled(first.max(took * POLLING_SHARE), calm).min(longest.max(took * POLLING_SHARE))
        }
    }

    /// Events came. Returns how long until a look at the latest.
    pub(crate) fn after_events(&mut self) -> Duration {
        self.quiet = 0;
        AFTER_EVENTS.max(self.took * SAFETY_SHARE / 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(1);

    #[test]
    fn with_events_looks_become_rare_and_never_take_more_than_a_fraction_of_the_time() {
        let mut interval = Interval::default();
        assert_eq!(interval.after_look(SHORT, true, true), Duration::from_secs(60));
        assert_eq!(interval.after_look(SHORT, false, true), Duration::from_secs(120));
        for _ in 0..100 {
            interval.after_look(SHORT, false, true);
        }
        assert_eq!(interval.after_look(SHORT, false, true), Duration::from_secs(3600));
        let slow = Duration::from_secs(2);
        assert_eq!(interval.after_look(slow, false, true), slow * 5000);
        assert_eq!(interval.after_events(), slow * 500);
    }

    #[test]
    fn without_events_looks_are_frequent_and_slower_where_nothing_happens_or_a_look_takes_long() {
        let mut interval = Interval::default();
        assert_eq!(interval.after_look(SHORT, true, false), Duration::from_secs(2));
        for _ in 0..10 {
            assert_eq!(interval.after_look(SHORT, false, false), Duration::from_secs(2));
        }
        interval.after_look(SHORT, false, false);
        assert_eq!(interval.after_look(SHORT, false, false), Duration::from_secs(8));
        assert_eq!(interval.after_look(SHORT, true, false), Duration::from_secs(2));
        let slow = Duration::from_secs(1);
        assert_eq!(interval.after_look(slow, true, false), slow * 50);
    }
}
