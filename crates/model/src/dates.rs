//! Dates as people write them in a search: `last month`, `14 nov`, `past 30 days`, `14.11.2026`.
//!
//! Where a date can be read in two ways, one rule decides:
//! - With slashes the month comes first, as in `11/14/2026`. If that is no date, the day comes first: `14/11/2026`.
//! - With dots the day comes first: `14.11.2026`.
//! - A month or a day without a year is the latest one that isn't in the future. A weekday is the latest one, today included.
//! - A year of two digits is in this century.
//! - A week begins on Monday. `past 30 days` ends with today and counts it.

use super::Day;

/// The first day, and the first day after it.
pub(crate) type Span = (Day, Day);

/// At most this many words make a date: `14 november 2025 to 20 november 2025` has seven.
pub(crate) const MAX_WORDS: usize = 7;

/// Parses a date, a span of days, or a range with one end that may be missing (`None`). `text` is in lower case, with
/// single spaces.
pub(crate) fn days_of(text: &str, today: Day) -> Option<(Option<Day>, Option<Day>)> {
    let range = text.split_once("..").or_else(|| text.split_once('–'));
    let Some((from, to)) = range else {
        if let Some((from, to)) = text.split_once(" to ").or_else(|| text.split_once(" - ")) {
            let (from, to) = (end(from, today)?, end(to, today)?);
            return Some((Some(from.0), Some(to.1)));
        }
        return span(text, today).map(|(first, behind)| (Some(first), Some(behind)));
    };
    let open = |text: &str| match text.trim() {
        "" => Some(None),
        text => end(text, today).map(Some),
    };
    let (from, to) = (open(from)?, open(to)?);
    if from.is_none() && to.is_none() {
        return None;
    }
    Some((from.map(|(first, _)| first), to.map(|(_, behind)| behind)))
}

/// An end of a range. A year alone is one here; in a search it is usually part of a name.
fn end(text: &str, today: Day) -> Option<Span> {
    span(text, today).or_else(|| year_of(text, 4).map(year))
}

fn span(text: &str, today: Day) -> Option<Span> {
    if text == "yesterday" {
        return Some((today.previous(), today));
    }
    if text == "today" {
        return Some(one(today));
    }
    if let Some(separated) = separated(text, today) {
        return Some(separated);
    }
    let words: Vec<&str> = text.split(' ').map(|word| word.trim_end_matches(',')).collect();
    relative(&words, today).or_else(|| named(&words, today))
}

const fn one(day: Day) -> Span {
    (day, day.next())
}

const fn year(year: i16) -> Span {
    let first = Day { year, month: 1, day: 1 };
    (
        first,
        Day {
            year: year + 1,
            ..first
        },
    )
}

fn month(year: i16, month: i8) -> Span {
    let first = Day { year, month, day: 1 };
    (first, first.months_later(1))
}

/// The day, if it exists.
fn day(year: i16, month: i16, day: i16) -> Option<Day> {
    let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let last = i16::from(days_in(year, month));
    let day = i8::try_from(day)
        .ok()
        .filter(|day| *day >= 1 && i16::from(*day) <= last)?;
    Some(Day { year, month, day })
}

/// The latest such day that isn't in the future. A leap day may be some years back.
fn latest_day(month: i16, of_month: i16, today: Day) -> Option<Day> {
    let years = (today.year.saturating_sub(8)..=today.year).rev();
    years
        .filter_map(|year| day(year, month, of_month))
        .find(|day| *day <= today)
}

/// A number of at most this many digits.
fn number(text: &str, max_digits: usize) -> Option<i16> {
    let fits = (1..=max_digits).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// A year of exactly this many digits.
fn year_of(text: &str, digits: usize) -> Option<i16> {
    let year = number(text, 4).filter(|_| text.len() == digits)?;
    match digits {
        2 => Some(2000 + year),
        _ => Some(year).filter(|year| *year > 0),
    }
}

/// `2026-11`, `2026-11-23`, `14.11.2026`, `14.11.`, `11/14/2026` or `11/14`.
fn separated(text: &str, today: Day) -> Option<Span> {
    let full_year = |text: &str| year_of(text, 4).or_else(|| year_of(text, 2));
    if text.contains('-') {
        let parts: Vec<&str> = text.split('-').collect();
        let exact = |text: &str| number(text, 2).filter(|_| text.len() == 2);
        return match parts.as_slice() {
            [year, of_year] => {
                let first = day(year_of(year, 4)?, exact(of_year)?, 1)?;
                Some(month(first.year, first.month))
            }
            [year, month, of_month] => day(year_of(year, 4)?, exact(month)?, exact(of_month)?).map(one),
            _ => None,
        };
    }
    if text.contains('.') {
        let parts: Vec<&str> = text.split('.').collect();
        return match parts.as_slice() {
            [of_month, month, ""] => latest_day(number(month, 2)?, number(of_month, 2)?, today),
            [of_month, month, year] => day(full_year(year)?, number(month, 2)?, number(of_month, 2)?),
            _ => None,
        }
        .map(one);
    }
    let parts: Vec<&str> = text.split('/').collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(full_year(year)?)),
        _ => return None,
    };
    let (first, second) = (number(first, 2)?, number(second, 2)?);
    let of = |month, of_month| match year {
        Some(year) => day(year, month, of_month),
        None => latest_day(month, of_month, today),
    };
    of(first, second).or_else(|| of(second, first)).map(one)
}

/// A unit of time, in the singular or the plural.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

fn one_unit(word: &str) -> Option<Unit> {
    unit(word).filter(|_| !word.ends_with('s'))
}

/// The same day, this many units earlier.
fn earlier(today: Day, unit: Unit, number: i16) -> Day {
    let number = i32::from(number);
    match unit {
        Unit::Day => today.days_later(-number),
        Unit::Week => today.days_later(-7 * number),
        Unit::Month => today.months_later(-number),
        Unit::Year => today.months_later(-12 * number),
    }
}

/// `this week`, `last month`, `past 30 days`, `7 days`, `3 days ago`, `monday`.
fn relative(words: &[&str], today: Day) -> Option<Span> {
    match words {
        ["this", word] => whole(one_unit(word)?, today),
        ["last", word] => match one_unit(word) {
            Some(unit) => {
                let (first, _) = whole(unit, today)?;
                whole(unit, first.previous())
            }
            None => Some(one(latest_weekday(word, today.previous())?)),
        },
        ["past", word] => Some(past(1, one_unit(word)?, today)),
        ["past" | "last", count, word] => {
            let count = number(count, 3).filter(|count| *count > 0)?;
            Some(past(count, unit(word)?, today))
        }
        [count, word] if unit(word) == Some(Unit::Day) => {
            let count = number(count, 3).filter(|count| *count > 0)?;
            Some(past(count, Unit::Day, today))
        }
        [count, word, "ago"] => {
            let then = earlier(today, unit(word)?, number(count, 3)?);
            match unit(word)? {
                Unit::Day => Some(one(then)),
                unit => whole(unit, then),
            }
        }
        [word] => latest_weekday(word, today).map(one),
        _ => None,
    }
}

/// The days of this many units that end with today. `past 7 days` has seven days, with today.
fn past(count: i16, unit: Unit, today: Day) -> Span {
    let before = earlier(today, unit, count);
    (before.next(), today.next())
}

/// The day, week, month or year with this day.
fn whole(unit: Unit, around: Day) -> Option<Span> {
    Some(match unit {
        Unit::Day => one(around),
        Unit::Week => {
            let monday = around.days_later(-around.weekday());
            (monday, monday.days_later(7))
        }
        Unit::Month => month(around.year, around.month),
        Unit::Year => year(around.year),
    })
}

/// The latest such weekday that isn't after `until`.
fn latest_weekday(word: &str, until: Day) -> Option<Day> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let wanted = NAMES.into_iter().position(|name| name == word)?;
    let back = (until.weekday() - i32::try_from(wanted).ok()?).rem_euclid(7);
    Some(until.days_later(-back))
}

/// `november`, `nov 2025`, `14 nov`, `nov 14, 2025`, `14th of november`.
fn named(words: &[&str], today: Day) -> Option<Span> {
    let of_month = |word: &str| {
        let digits = word
            .trim_end_matches('.')
            .trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let suffix = word.get(digits.len()..).unwrap_or_default();
        number(digits, 2).filter(|_| matches!(suffix, "" | "." | "st" | "nd" | "rd" | "th"))
    };
    match words {
        [name] => {
            let number = month_of(name)?;
            let latest = latest_day(number.into(), 1, today)?;
            Some(month(latest.year, latest.month))
        }
        [name, year] | [year, name] if month_of(name).is_some() && year_of(year, 4).is_some() => {
            Some(month(year_of(year, 4)?, month_of(name)?))
        }
        [name, number] | [number, name] if month_of(name).is_some() => {
            latest_day(month_of(name)?.into(), of_month(number)?, today).map(one)
        }
        [name, number, year] | [number, name, year] if month_of(name).is_some() => {
            day(year_of(year, 4)?, month_of(name)?.into(), of_month(number)?).map(one)
        }
        [number, "of", rest @ ..] => named(&[&[*number], rest].concat(), today),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let is = |name: &&str| name == &word || name.get(..3) == Some(word) || (word == "sept" && *name == "september");
    let number = NAMES.iter().position(is)? + 1;
    i8::try_from(number).ok()
}

pub(crate) const fn days_in(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    pub(crate) const fn next(self) -> Self {
        let Self { year, month, day } = self;
        if day < days_in(year, month) {
            Self { day: day + 1, ..self }
        } else if month < 12 {
            Self {
                year,
                month: month + 1,
                day: 1,
            }
        } else {
            Self {
                year: year.saturating_add(1),
                month: 1,
                day: 1,
            }
        }
    }

    pub(crate) const fn previous(self) -> Self {
        let Self { year, month, day } = self;
        if day > 1 {
            Self { day: day - 1, ..self }
        } else if month > 1 {
            Self {
                year,
                month: month - 1,
                day: days_in(year, month - 1),
            }
        } else {
            Self {
                year: year.saturating_sub(1),
                month: 12,
                day: 31,
            }
        }
    }

    /// This many days later, or earlier if negative. At most some thousand.
    pub(crate) fn days_later(self, days: i32) -> Self {
        let mut at = self;
        for _ in 0..days.unsigned_abs() {
            at = if days > 0 { at.next() } else { at.previous() };
        }
        at
    }

    /// The same day of another month, or that month's last day.
    pub(crate) fn months_later(self, months: i32) -> Self {
        let number = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let year = i16::try_from(number.div_euclid(12)).unwrap_or(self.year);
        let month = i8::try_from(number.rem_euclid(12) + 1).unwrap_or(self.month);
        let day = self.day.min(days_in(year, month));
        Self { year, month, day }
    }

    /// The day of the week, from 0 for Monday.
    fn weekday(self) -> i32 {
        // Sakamoto's method, in which Sunday is 0.
        const OFFSETS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = i32::from(self.year) - i32::from(self.month < 3);
        let month = usize::try_from(self.month - 1).unwrap_or(0);
        let offset = OFFSETS.get(month).copied().unwrap_or(0);
        let sunday = year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        (sunday + offset + i32::from(self.day) + 6).rem_euclid(7)
    }
}

#[cfg(test)]
mod tests;
