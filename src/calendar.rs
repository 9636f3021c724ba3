//! Days in the local time zone: which day today is, and when a day begins.

use jiff::{Timestamp as Instant, civil::Date, tz::TimeZone};

use model::{Day, HistorySearch, Period, Timestamp};

/// Parses a search. Days in it are local, and relative to `now`.
#[must_use]
pub fn read_search(text: &str, now: Timestamp) -> HistorySearch {
    HistorySearch::read(text, today(now), start_of)
}

/// Parses a day, a month or a range. Days are local, and relative to `now`. `None` if the text is none of these.
#[must_use]
pub fn read_period(text: &str, now: Timestamp) -> Option<Period> {
    Period::read(text, today(now), start_of)
}

/// The local time zone. In unit tests it is UTC, because snapshots show times.
pub(crate) fn zone() -> TimeZone {
    if cfg!(test) { TimeZone::UTC } else { TimeZone::system() }
}

fn today(now: Timestamp) -> Day {
    let instant = Instant::from_millisecond(now.as_millis()).unwrap_or(Instant::UNIX_EPOCH);
    let date = instant.to_zoned_datetime(zone()).date();
    Day {
        year: date.year(),
        month: date.month(),
        day: date.day(),
    }
}

/// When a day begins. That is not midnight if clocks are set forward then.
fn start_of(day: Day) -> Option<Timestamp> {
    let date = Date::new(day.year, day.month, day.day).ok()?;
    let start = date.to_zoned_datetime(zone()).ok()?.start_of_day().ok()?;
    Some(Timestamp::from_millis(start.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_today_and_not_yesterday() {
        let now = Timestamp::from_millis(1_700_000_000_123);
        let period = |word: &str| read_search(word, now).words[0].period.unwrap();
        let today = period("today");
        assert!(today.from <= now && now < today.until);
        assert_eq!(period("yesterday").until, today.from);
        assert_eq!(period("..yesterday").until, today.from);
    }
}
