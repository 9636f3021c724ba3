//! Searching the history: words, dates of upload, contents.

use super::{HistoryOrder, Timestamp};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
}

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

/// A word of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// The word in lower case. It is looked up in names, keys, hashes and URIs of signed copies.
    pub text: String,
    /// The period that the word names, if any. It also finds what was uploaded then. Both count, because a file may be
    /// called `2026-11 report.pdf`.
    pub period: Option<Period>,
}

/// A search. The default finds everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistorySearch {
    /// Whether to search the records of all servers, not only those of the current one.
    pub all_servers: bool,
    /// All of these must match.
    pub words: Vec<SearchWord>,
    /// SHA-256 in hexadecimal: one of these must be the content. `None` for any content.
    pub contents: Option<Vec<String>>,
    /// When it must have been stored; `None` for any time.
    pub period: Option<Period>,
    /// The order of the results.
    pub order: HistoryOrder,
}

impl HistorySearch {
    /// Parses the user's text. `start_of` returns when a day begins in the user's time zone.
    ///
    /// Days are `today`, `yesterday` or `2026-11-23`, a month is `2026-11`, and a period is `2026-11-01..2026-11-15`,
    /// where one end may be missing.
    #[must_use]
    pub fn read(text: &str, today: Day, start_of: impl Fn(Day) -> Option<Timestamp>) -> Self {
        let words = text.split_whitespace().map(|word| SearchWord {
            text: word.to_lowercase(),
            period: Period::read(word, today, &start_of),
        });
        Self {
            words: words.collect(),
            ..Self::default()
        }
    }

    /// A search by content only.
    #[must_use]
    pub fn of_contents(contents: Vec<String>) -> Self {
        Self {
            contents: Some(contents),
            ..Self::default()
        }
    }

    /// Whether it finds everything.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.words.is_empty() && self.contents.is_none() && self.period.is_none()
    }
}

impl Period {
    /// Parses a day, a month or a period, as in [`HistorySearch::read`]; `None` if the text is none of these.
    #[must_use]
    pub fn read(text: &str, today: Day, start_of: impl Fn(Day) -> Option<Timestamp>) -> Option<Self> {
        let (first, behind) = days_of(&text.to_lowercase(), today)?;
        let at = |day: Option<Day>, open| day.map_or(Some(open), &start_of);
        let from = at(first, Timestamp::from_millis(i64::MIN))?;
        let until = at(behind, Timestamp::from_millis(i64::MAX))?;
        (from < until).then_some(Self { from, until })
    }
}

/// The first day that a word names, and the first day after it; `None` for an open end.
fn days_of(word: &str, today: Day) -> Option<(Option<Day>, Option<Day>)> {
    match word {
        "today" => return Some((Some(today), Some(today.next()))),
        "yesterday" => return Some((Some(today.previous()), Some(today))),
        _ => {}
    }
    let Some((from, to)) = word.split_once("..").or_else(|| word.split_once('–')) else {
        // A year alone is usually part of a name.
        return span(word)
            .filter(|_| word.contains('-'))
            .map(|(first, behind)| (Some(first), Some(behind)));
    };
    let end = |text: &str| match text {
        "" => Some(None),
        "today" => Some(Some((today, today.next()))),
        "yesterday" => Some(Some((today.previous(), today))),
        text => span(text).map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    if from.is_none() && to.is_none() {
        return None;
    }
    Some((from.map(|(first, _)| first), to.map(|(_, behind)| behind)))
}

/// `2026`, `2026-11` or `2026-11-23`: its first day, and the first day after it.
fn span(text: &str) -> Option<(Day, Day)> {
    let number = |text: &str, digits: usize| {
        let fits = text.len() == digits && text.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let small = |value: i16| i8::try_from(value).ok();
    let first = |month: i8| Day { year, month, day: 1 };
    let new_year = Day {
        year: year + 1,
        month: 1,
        day: 1,
    };
    match (month, day) {
        (None, _) => Some((first(1), new_year)),
        (Some(month), None) => {
            let month = small(month?).filter(|month| (1..=12).contains(month))?;
            Some((first(month), if month == 12 { new_year } else { first(month + 1) }))
        }
        (Some(month), Some(day)) => {
            let month = small(month?).filter(|month| (1..=12).contains(month))?;
            let day = small(day?).filter(|day| (1..=days_in(year, month)).contains(day))?;
            let day = Day { year, month, day };
            Some((day, day.next()))
        }
    }
}

const fn days_in(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    fn next(self) -> Self {
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

    fn previous(self) -> Self {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = day(2026, 3, 1);

    const fn day(year: i16, month: i8, day: i8) -> Day {
        Day { year, month, day }
    }

    /// As if each month had a hundred days: only the requested days matter.
    fn number(day: Day) -> i64 {
        i64::from(day.year) * 10_000 + i64::from(day.month) * 100 + i64::from(day.day)
    }

    fn period(word: &str) -> Option<(i64, i64)> {
        let search = HistorySearch::read(word, TODAY, |day| Some(Timestamp::from_millis(number(day))));
        assert_eq!(search.words.len(), 1);
        let period = search.words[0].period?;
        Some((period.from.as_millis(), period.until.as_millis()))
    }

    #[test]
    fn days_months_and_periods_are_parsed() {
        for (word, expected) in [
            ("today", (20_260_301, 20_260_302)),
            ("Yesterday", (20_260_228, 20_260_301)),
            ("2026-11", (20_261_101, 20_261_201)),
            ("2026-12", (20_261_201, 20_270_101)),
            ("2026-11-30", (20_261_130, 20_261_201)),
            ("2024-02-28", (20_240_228, 20_240_229)),
            ("2026-12-31", (20_261_231, 20_270_101)),
            ("2026-11-01..2026-11-15", (20_261_101, 20_261_116)),
            ("2026-11-01–2026-11-15", (20_261_101, 20_261_116)),
            ("2025..2026-02", (20_250_101, 20_260_301)),
            ("2026-11-01..", (20_261_101, i64::MAX)),
            ("..today", (i64::MIN, 20_260_302)),
        ] {
            assert_eq!(period(word), Some(expected), "{word}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_only_a_word() {
        for word in [
            "2026",
            "2026-13",
            "2026-02-29",
            "2026-1-1",
            "0000-01",
            "26-11-01",
            "2026-11-01-02",
            "..",
            "a..b",
            "2026-11-15..2026-11-01",
            "IMG_2026-11.jpg",
            "２０２６-11",
        ] {
            assert_eq!(period(word), None, "{word}");
        }
    }

    #[test]
    fn consecutive_days_are_inverse() {
        let mut at = day(2023, 12, 31);
        for _ in 0..800 {
            let next = at.next();
            assert_eq!(next.previous(), at);
            assert!(next > at);
            at = next;
        }
        assert_eq!(at, day(2026, 3, 10));
    }

    #[test]
    fn words_are_lower_case_and_an_empty_search_finds_everything() {
        let search = HistorySearch::read("  ÄRGER  .JPG ", TODAY, |_| None);
        let words: Vec<_> = search.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["ärger", ".jpg"]);
        assert!(HistorySearch::read(" ", TODAY, |_| None).is_everything());
        assert!(!HistorySearch::of_contents(Vec::new()).is_everything());
    }
}
