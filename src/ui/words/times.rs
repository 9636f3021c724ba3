//! Times and durations as the language writes them, in the local time zone.

use std::time::Duration;

use jiff::{Timestamp as Moment, civil::DateTime};
use localization::{dates, text};

use crate::calendar;
use model::Timestamp;

/// A duration, as in `45 s`, `3 min` or `2 h 5 min`.
pub(crate) fn seconds(seconds: u64) -> String {
    match seconds {
        0..60 => text!("common-seconds", count = seconds),
        60..600 if !seconds.is_multiple_of(60) => {
            text!("common-minutes-seconds", minutes = seconds / 60, seconds = seconds % 60)
        }
        60..3600 => text!("common-minutes", count = seconds / 60),
        _ if (seconds % 3600) / 60 == 0 => text!("common-hours", count = seconds / 3600),
        _ => text!(
            "common-hours-minutes",
            hours = seconds / 3600,
            minutes = (seconds % 3600) / 60
        ),
    }
}

/// How long something took, as in `80 ms`, `1.2 s` or `3 min`.
pub(crate) fn elapsed(time: Duration) -> String {
    match time.as_millis() {
        0 => text!("common-milliseconds-under-one"),
        1..1000 => text!("common-milliseconds", count = time.subsec_millis()),
        1000..60_000 => {
            // Cut, not rounded: 59.96 s is not a minute yet.
            let tenths = u32::try_from(time.as_millis() / 100).unwrap_or(u32::MAX);
            text!(
                "common-seconds-with-fraction",
                value = localization::decimal(f64::from(tenths) / 10.0, 1)
            )
        }
        _ => seconds(time.as_secs()),
    }
}

/// Whole seconds until then, rounded up so that a countdown ends at 1 and not at 0.
pub(crate) fn countdown(now: Timestamp, until: Timestamp) -> u64 {
    let left: Duration = now.until(until);
    u64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u64::MAX)
}

/// A time in the local time zone, as in `Nov 14, 2026, 10:13 PM`.
pub(crate) fn format_minute(moment: Timestamp) -> String {
    local(moment).map_or_else(String::new, dates::minute)
}

/// A time to the second, in the local time zone, as in `Nov 14, 2026, 10:13:20 PM`.
pub(crate) fn format_second(moment: Timestamp) -> String {
    local(moment).map_or_else(String::new, dates::second)
}

/// The time of day in the local time zone, as in `10:13 PM`.
pub(crate) fn time_of_day(moment: Timestamp) -> String {
    local(moment).map_or_else(String::new, |there| dates::time(there.time()))
}

/// The local day, as in `Nov 14, 2026`.
pub(crate) fn day(moment: Timestamp) -> String {
    local(moment).map_or_else(String::new, |there| dates::day(there.date()))
}

/// The local day for programs and names of files, as in `2026-11-14`, whatever the language.
pub(crate) fn iso_day(moment: Timestamp) -> String {
    local(moment).map_or_else(String::new, |there| there.date().to_string())
}

/// A local day from Unix seconds, as in `Dec 12, 2026`.
pub(crate) fn calendar_day(seconds: i64) -> String {
    Moment::from_second(seconds).map_or_else(|_| String::new(), |moment| dates::day(in_zone(moment).date()))
}

/// An RFC 3339 time from a report, in the local time zone; other text is unchanged.
pub(crate) fn reported_moment(text: &str) -> String {
    text.parse::<Moment>()
        .map_or_else(|_| text.to_owned(), |moment| dates::second(in_zone(moment)))
}

fn local(moment: Timestamp) -> Option<DateTime> {
    Moment::from_millisecond(moment.as_millis()).ok().map(in_zone)
}

fn in_zone(moment: Moment) -> DateTime {
    moment.to_zoned_datetime(calendar::zone()).datetime()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_readable() {
        for (time, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (61, "1 min 1 s"),
            (610, "10 min"),
            (3600, "1 h"),
            (7500, "2 h 5 min"),
        ] {
            assert_eq!(seconds(time), text);
        }
    }

    #[test]
    fn elapsed_times_are_readable() {
        for (millis, text) in [(0, "under 1 ms"), (80, "80 ms"), (1250, "1.2 s"), (61_000, "1 min 1 s")] {
            assert_eq!(elapsed(Duration::from_millis(millis)), text);
        }
    }

    #[test]
    fn times_are_written_in_the_language() {
        let at = Timestamp::from_millis(1_794_262_385_000);
        assert_eq!(format_minute(at), "Nov 9, 2026, 10:13 PM");
        localization::set(Some(localization::Language::German));
        assert_eq!(format_second(at), "09.11.2026, 22:13:05");
        assert_eq!(time_of_day(at), "22:13");
        assert_eq!(iso_day(at), "2026-11-09");
    }

    #[test]
    fn a_countdown_is_rounded_up() {
        let at = Timestamp::from_millis;
        assert_eq!(countdown(at(0), at(1)), 1);
        assert_eq!(countdown(at(0), at(12_000)), 12);
        assert_eq!(countdown(at(5), at(0)), 0);
    }
}
