//! Searching the history: words, dates of upload, contents.

use super::{
    HistoryOrder, Timestamp,
    dates::{MAX_WORDS, days_of},
};

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

/// A word of a search, or several words that name a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// The word in lower case. It is looked up in names, keys, hashes and URIs of signed copies. The words of a date are
    /// separated by spaces, and each is looked up.
    pub text: String,
    /// The period that it names, if any. It also finds what was uploaded then. Both count, because a file may be called
    /// `2026-11 report.pdf`.
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
    /// Dates are as people write them: `today`, `last month`, `march`, `14 nov`, `past 30 days`, `2026-11`, `14.11.2026`,
    /// `11/14/2026` (the month comes first), and `2026-11-01..2026-11-15`, where one end may be missing. The longest run
    /// of words that is a date counts as one.
    #[must_use]
    pub fn read(text: &str, today: Day, start_of: impl Fn(Day) -> Option<Timestamp>) -> Self {
        let written: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let mut words = Vec::new();
        let mut rest = written.as_slice();
        while !rest.is_empty() {
            let dated = (1..=rest.len().min(MAX_WORDS)).rev().find_map(|length| {
                let text = rest.get(..length)?.join(" ");
                let period = Period::read(&text, today, &start_of)?;
                Some((
                    length,
                    SearchWord {
                        text,
                        period: Some(period),
                    },
                ))
            });
            let (length, word) = dated.unwrap_or_else(|| {
                let text = rest.first().cloned().unwrap_or_default();
                (1, SearchWord { text, period: None })
            });
            words.push(word);
            rest = rest.get(length..).unwrap_or_default();
        }
        Self {
            words,
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
    /// Parses a date, as in [`HistorySearch::read`]; `None` if the text is none of these.
    #[must_use]
    pub fn read(text: &str, today: Day, start_of: impl Fn(Day) -> Option<Timestamp>) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (first, behind) = days_of(&words.join(" ").to_lowercase(), today)?;
        let at = |day: Option<Day>, open| day.map_or(Some(open), &start_of);
        let from = at(first, Timestamp::from_millis(i64::MIN))?;
        let until = at(behind, Timestamp::from_millis(i64::MAX))?;
        (from < until).then_some(Self { from, until })
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
    fn several_words_are_one_date_and_the_others_stay_words() {
        let words = |text: &str| {
            let search = HistorySearch::read(text, TODAY, |day| Some(Timestamp::from_millis(number(day))));
            let words = search.words.into_iter();
            words.map(|word| (word.text, word.period.is_some())).collect::<Vec<_>>()
        };
        let of = |text: &str, dated| (text.to_owned(), dated);
        assert_eq!(
            words("harbor  Last MONTH .jpg"),
            [of("harbor", false), of("last month", true), of(".jpg", false)]
        );
        assert_eq!(words("last harbor"), [of("last", false), of("harbor", false)]);
        assert_eq!(
            words("14 nov 2025 to 20 nov 2025"),
            [of("14 nov 2025 to 20 nov 2025", true)]
        );
        assert_eq!(
            words("14 nov cat march"),
            [of("14 nov", true), of("cat", false), of("march", true)]
        );
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
