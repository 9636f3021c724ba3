//! What is looked for in the history: words, days on which something was uploaded, contents.

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

/// A while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first moment that is in it.
    pub from: Timestamp,
    /// The first moment that is not in it any more.
    pub until: Timestamp,
}

/// A word of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// The word in small letters: it is looked for in names, keys, hashes and places of signed copies.
    pub text: String,
    /// The time that it names, if it names one. What was uploaded then is found, too: a file may well be called
    /// `2026-11 report.pdf`.
    pub period: Option<Period>,
}

/// What is looked for. The default finds all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistorySearch {
    /// Whether the records of all servers are looked through, and not only those of the one in use.
    pub all_servers: bool,
    /// Each of these has to fit.
    pub words: Vec<SearchWord>,
    /// SHA-256 of contents, in hexadecimal: one of them has to be its content. `None` where any will do.
    pub contents: Option<Vec<String>>,
    /// When it has to have been stored; `None` for at any time.
    pub period: Option<Period>,
    /// In which order what is found stands.
    pub order: HistoryOrder,
}

impl HistorySearch {
    /// Reads what a person wrote. `start_of` tells when a day begins where they are.
    ///
    /// Days are written `today`, `yesterday`, `2026-11-23`, a month `2026-11`, and a while `2026-11-01..2026-11-15`, of
    /// which one end may be left out.
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

    /// Of contents alone.
    #[must_use]
    pub fn of_contents(contents: Vec<String>) -> Self {
        Self {
            contents: Some(contents),
            ..Self::default()
        }
    }

    /// Whether it finds all.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.words.is_empty() && self.contents.is_none() && self.period.is_none()
    }
}

impl Period {
    /// Reads a day, a month or a while, as in [`HistorySearch::read`]. `None` where the text names none.
    #[must_use]
    pub fn read(text: &str, today: Day, start_of: impl Fn(Day) -> Option<Timestamp>) -> Option<Self> {
        let (first, behind) = days_of(&text.to_lowercase(), today)?;
        let at = |day: Option<Day>, open| day.map_or(Some(open), &start_of);
        let from = at(first, Timestamp::from_millis(i64::MIN))?;
        let until = at(behind, Timestamp::from_millis(i64::MAX))?;
        (from < until).then_some(Self { from, until })
    }
}

/// The first day of what a word names and the first day behind it; `None` on one side for no end.
fn days_of(word: &str, today: Day) -> Option<(Option<Day>, Option<Day>)> {
    match word {
        "today" => return Some((Some(today), Some(today.next()))),
        "yesterday" => return Some((Some(today.previous()), Some(today))),
        _ => {}
    }
    let Some((from, to)) = word.split_once("..").or_else(|| word.split_once('–')) else {
        // A year alone is more often a part of a name.
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

/// `2026`, `2026-11` or `2026-11-23`: its first day and the first behind it.
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

    /// As if each month had a hundred days: what counts is which days are asked for.
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
    fn days_months_and_whiles_are_read() {
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
    fn what_is_no_day_is_a_word_and_nothing_more() {
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
    fn the_days_of_a_year_follow_each_other() {
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
    fn words_are_in_small_letters_and_nothing_finds_all() {
        let search = HistorySearch::read("  ÄRGER  .JPG ", TODAY, |_| None);
        let words: Vec<_> = search.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["ärger", ".jpg"]);
        assert!(HistorySearch::read(" ", TODAY, |_| None).is_everything());
        assert!(!HistorySearch::of_contents(Vec::new()).is_everything());
    }
}
