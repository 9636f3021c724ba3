//! Days as they are where the program runs: when today is, and when a day begins.

use jiff::{Timestamp as Moment, civil::Date, tz::TimeZone};

use model::{Day, HistorySearch, Period, Timestamp};

/// Reads a search as a person wrote it now and here.
#[must_use]
pub fn read_search(text: &str, now: Timestamp) -> HistorySearch {
    HistorySearch::read(text, today(now), start_of)
}

/// Reads a day, a month or a while as a person wrote it now and here. `None` where the text names none.
#[must_use]
pub fn read_period(text: &str, now: Timestamp) -> Option<Period> {
    Period::read(text, today(now), start_of)
}

/// The zone of the place. Tests of the library are in one place wherever they run: what they show is compared.
pub(crate) fn zone() -> TimeZone {
    if cfg!(test) { TimeZone::UTC } else { TimeZone::system() }
}

fn today(now: Timestamp) -> Day {
    let moment = Moment::from_millisecond(now.as_millis()).unwrap_or(Moment::UNIX_EPOCH);
    let date = moment.to_zoned_datetime(zone()).date();
    Day {
        year: date.year(),
        month: date.month(),
        day: date.day(),
    }
}

/// When a day begins. Not always at midnight: where clocks are set then, it is the first moment of the day.
fn start_of(day: Day) -> Option<Timestamp> {
    let date = Date::new(day.year, day.month, day.day).ok()?;
    let start = date.to_zoned_datetime(zone()).ok()?.start_of_day().ok()?;
    Some(Timestamp::from_millis(start.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_in_today_and_not_in_yesterday() {
        let now = Timestamp::from_millis(1_700_000_000_123);
        let period = |word: &str| read_search(word, now).words[0].period.unwrap();
        let today = period("today");
        assert!(today.from <= now && now < today.until);
        assert_eq!(period("yesterday").until, today.from);
        assert_eq!(period("..yesterday").until, today.from);
    }
}
