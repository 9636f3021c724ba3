//! A transfer rate, smoothed for display.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// After this many seconds, a measurement's weight is 1/e.
const SMOOTHING_SECONDS: f64 = 3.0;

/// An exponentially weighted rate in bytes per second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    last: Option<(Timestamp, u64)>,
    bytes_per_second: Option<f64>,
}

impl Rate {
    /// Records the total number of bytes so far. If it goes down (a new attempt), the measurement starts over.
    pub(crate) fn note(&mut self, now: Timestamp, bytes: u64) {
        let Some((then, before)) = self.last else {
            self.last = Some((now, bytes));
            return;
        };
        if bytes < before {
            *self = Self {
                last: Some((now, bytes)),
                bytes_per_second: None,
            };
            return;
        }
        let seconds = then.until(now).as_secs_f64();
        if seconds < 0.05 {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a rate for people: 53 bits are enough")]
        let measured = (bytes - before) as f64 / seconds;
        let weight = 1.0 - (-seconds / SMOOTHING_SECONDS).exp();
        self.bytes_per_second = Some(
            self.bytes_per_second
                .map_or(measured, |old| old + weight * (measured - old)),
        );
        self.last = Some((now, bytes));
    }

    /// Bytes per second, after two measurements.
    #[must_use]
    pub fn bytes_per_second(&self) -> Option<f64> {
        self.bytes_per_second
    }

    /// How many seconds this many bytes take; `None` while nothing moves.
    #[must_use]
    pub fn seconds_for(&self, bytes: u64) -> Option<u64> {
        let rate = self.bytes_per_second.filter(|rate| *rate >= 1.0)?;
        #[expect(clippy::cast_precision_loss, reason = "time left for people")]
        let seconds = bytes as f64 / rate;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; saturates"
        )]
        Some(seconds.ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_stream_shows_its_rate() {
        let mut rate = Rate::default();
        for second in 0..5 {
            rate.note(
                Timestamp::from_millis(second * 1000),
                u64::try_from(second).unwrap() * 1000,
            );
        }
        assert_eq!(rate.bytes_per_second().map(f64::round), Some(1000.0));
        assert_eq!(rate.seconds_for(10_000), Some(10));
    }

    #[test]
    fn a_new_attempt_restarts_the_measurement() {
        let mut rate = Rate::default();
        rate.note(Timestamp::from_millis(0), 0);
        rate.note(Timestamp::from_millis(1000), 5000);
        rate.note(Timestamp::from_millis(2000), 0);
        assert_eq!(rate.bytes_per_second(), None);
    }
}
