//! Days and times as a region writes them. All take local times; which zone that is, is the caller's to know.

use icu_calendar::Gregorian;
use icu_datetime::{
    FixedCalendarDateTimeFormatter, NoCalendarFormatter,
    fieldsets::{E, MD, T, YM, YMD, YMDT},
    input::{Date, DateTime, Time},
};
use icu_locale_core::Locale;
use jiff::civil;

use crate::{language, messages};

type Format<Fields> = Option<FixedCalendarDateTimeFormatter<Gregorian, Fields>>;

/// Formats of a region. One that can't be made is left out: ISO 8601 is written then.
pub(crate) struct Formats {
    day: Format<YMD>,
    day_of_year: Format<MD>,
    month: Format<YM>,
    weekday: Format<E>,
    minute: Format<YMDT>,
    second: Format<YMDT>,
    time: Option<NoCalendarFormatter<T>>,
}

impl Formats {
    pub(crate) fn new(locale: &Locale) -> Self {
        Self {
            day: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium()).ok(),
            day_of_year: FixedCalendarDateTimeFormatter::try_new(locale.into(), MD::medium()).ok(),
            month: FixedCalendarDateTimeFormatter::try_new(locale.into(), YM::long()).ok(),
            weekday: FixedCalendarDateTimeFormatter::try_new(locale.into(), E::long()).ok(),
            minute: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium().with_time_hm()).ok(),
            second: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium().with_time_hms()).ok(),
            time: NoCalendarFormatter::try_new(locale.into(), T::hm()).ok(),
        }
    }
}

/// Writes a value by the format of this name; as ISO 8601 if there is none.
macro_rules! write {
    ($format:ident, $convert:ident, $value:ident) => {{
        let speech = language::speech();
        let written = speech.dates.$format.as_ref().zip($convert($value));
        written.map_or_else(
            || $value.to_string(),
            |(format, value)| plain(&format.format(&value).to_string()),
        )
    }};
}

/// `Nov 14, 2026`.
#[must_use]
pub fn day(day: civil::Date) -> String {
    write!(day, date, day)
}

/// `Nov 14`.
#[must_use]
pub fn day_of_year(day: civil::Date) -> String {
    write!(day_of_year, date, day)
}

/// `November 2026`.
#[must_use]
pub fn month(day: civil::Date) -> String {
    write!(month, date, day)
}

/// `Monday`, as it stands alone.
#[must_use]
pub fn weekday(day: civil::Date) -> String {
    write!(weekday, date, day)
}

/// `Nov 14, 2026, 10:13 PM`.
#[must_use]
pub fn minute(at: civil::DateTime) -> String {
    write!(minute, date_and_time, at)
}

/// `Nov 14, 2026, 10:13:20 PM`.
#[must_use]
pub fn second(at: civil::DateTime) -> String {
    write!(second, date_and_time, at)
}

/// `10:13 PM`.
#[must_use]
pub fn time(at: civil::Time) -> String {
    write!(time, time_of_day, at)
}

fn date(day: civil::Date) -> Option<Date<Gregorian>> {
    let [month, of_month] = [day.month(), day.day()].map(|part| u8::try_from(part).ok());
    Date::try_new_gregorian(i32::from(day.year()), month?, of_month?).ok()
}

fn time_of_day(at: civil::Time) -> Option<Time> {
    let [hour, minute, second] = [at.hour(), at.minute(), at.second()].map(|part| u8::try_from(part).ok());
    Time::try_new(hour?, minute?, second?, 0).ok()
}

fn date_and_time(at: civil::DateTime) -> Option<DateTime<Gregorian>> {
    Some(DateTime {
        date: date(at.date())?,
        time: time_of_day(at.time())?,
    })
}

/// A narrow no-break space as an ordinary one: `10:13 PM` is found by who types it, and fonts without that glyph draw it.
fn plain(written: &str) -> String {
    messages::marked(written.replace(['\u{202f}', '\u{2009}'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> civil::DateTime {
        civil::date(2026, 11, 9).at(22, 13, 5, 0)
    }

    #[test]
    fn days_and_times_are_written_as_the_region_does() {
        for (tag, medium, short, long_month, name) in [
            ("en-US", "Nov 9, 2026", "Nov 9", "November 2026", "Monday"),
            ("en-GB", "9 Nov 2026", "9 Nov", "November 2026", "Monday"),
            ("de", "09.11.2026", "9. Nov.", "November 2026", "Montag"),
            ("fr", "9 nov. 2026", "9 nov.", "novembre 2026", "lundi"),
            ("es", "9 nov 2026", "9 nov", "noviembre de 2026", "lunes"),
            ("ja", "2026/11/09", "11月9日", "2026年11月", "月曜日"),
        ] {
            language::set_locale(tag);
            let date = at().date();
            let written = [day(date), day_of_year(date), month(date), weekday(date)];
            assert_eq!(written, [medium, short, long_month, name], "{tag}");
        }
    }

    #[test]
    fn the_clock_has_twelve_or_twenty_four_hours_as_the_region_has() {
        for (tag, of_day, to_minute, to_second) in [
            ("en-US", "10:13 PM", "Nov 9, 2026, 10:13 PM", "Nov 9, 2026, 10:13:05 PM"),
            ("en-GB", "22:13", "9 Nov 2026, 22:13", "9 Nov 2026, 22:13:05"),
            ("de", "22:13", "09.11.2026, 22:13", "09.11.2026, 22:13:05"),
            ("ja", "22:13", "2026/11/09 22:13", "2026/11/09 22:13:05"),
        ] {
            language::set_locale(tag);
            let written = [time(at().time()), minute(at()), second(at())];
            assert_eq!(written, [of_day, to_minute, to_second], "{tag}");
        }
    }
}
