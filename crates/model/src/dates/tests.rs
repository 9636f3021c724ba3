use super::*;

/// A Wednesday.
const TODAY: Day = on(2026, 3, 11);

const fn on(year: i16, month: i8, day: i8) -> Day {
    Day { year, month, day }
}

/// The first and the last day.
fn days(text: &str) -> Option<(Day, Day)> {
    let (first, behind) = days_of(text, TODAY)?;
    Some((first?, behind?.previous()))
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (text, first, last) in [
        ("this week", on(2026, 3, 9), on(2026, 3, 15)),
        ("last week", on(2026, 3, 2), on(2026, 3, 8)),
        ("this month", on(2026, 3, 1), on(2026, 3, 31)),
        ("last month", on(2026, 2, 1), on(2026, 2, 28)),
        ("this year", on(2026, 1, 1), on(2026, 12, 31)),
        ("last year", on(2025, 1, 1), on(2025, 12, 31)),
        ("past 30 days", on(2026, 2, 10), TODAY),
        ("last 30 days", on(2026, 2, 10), TODAY),
        ("7 days", on(2026, 3, 5), TODAY),
        ("past week", on(2026, 3, 5), TODAY),
        ("past 2 months", on(2026, 1, 12), TODAY),
        ("3 days ago", on(2026, 3, 8), on(2026, 3, 8)),
        ("2 months ago", on(2026, 1, 1), on(2026, 1, 31)),
        ("nov 2025", on(2025, 11, 1), on(2025, 11, 30)),
        ("november 2025", on(2025, 11, 1), on(2025, 11, 30)),
        ("14 nov 2024", on(2024, 11, 14), on(2024, 11, 14)),
        ("november 14, 2024", on(2024, 11, 14), on(2024, 11, 14)),
        ("14th of november 2024", on(2024, 11, 14), on(2024, 11, 14)),
        ("14.11.2026", on(2026, 11, 14), on(2026, 11, 14)),
        ("1.2.26", on(2026, 2, 1), on(2026, 2, 1)),
        ("11/14/2026", on(2026, 11, 14), on(2026, 11, 14)),
        ("oct to nov", on(2025, 10, 1), on(2025, 11, 30)),
        ("14 feb - 20 feb", on(2026, 2, 14), on(2026, 2, 20)),
        ("14 feb .. 20 feb", on(2026, 2, 14), on(2026, 2, 20)),
        ("2024 to 2025", on(2024, 1, 1), on(2025, 12, 31)),
    ] {
        assert_eq!(days(text), Some((first, last)), "{text}");
    }
}

#[test]
fn without_a_year_it_is_the_latest_one_that_is_not_in_the_future() {
    for (text, first, last) in [
        ("march", on(2026, 3, 1), on(2026, 3, 31)),
        ("apr", on(2025, 4, 1), on(2025, 4, 30)),
        ("sept", on(2025, 9, 1), on(2025, 9, 30)),
        ("11 mar", TODAY, TODAY),
        ("12 mar", on(2025, 3, 12), on(2025, 3, 12)),
        ("nov 14", on(2025, 11, 14), on(2025, 11, 14)),
        ("feb 29", on(2024, 2, 29), on(2024, 2, 29)),
        ("12.3.", on(2025, 3, 12), on(2025, 3, 12)),
        ("3/11", TODAY, TODAY),
        ("wednesday", TODAY, TODAY),
        ("thursday", on(2026, 3, 5), on(2026, 3, 5)),
        ("last wednesday", on(2026, 3, 4), on(2026, 3, 4)),
    ] {
        assert_eq!(days(text), Some((first, last)), "{text}");
    }
}

#[test]
fn with_slashes_the_month_comes_first_unless_that_is_no_date_and_with_dots_the_day() {
    let only = |day| Some((day, day));
    assert_eq!(days("03/04/2026"), only(on(2026, 3, 4)));
    assert_eq!(days("14/11/2026"), only(on(2026, 11, 14)));
    assert_eq!(days("03.04.2026"), only(on(2026, 4, 3)));
    assert_eq!(days("11.14.2026"), None);
    assert_eq!(days("31/31/2026"), None);
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "last",
        "past days",
        "past 0 days",
        "past 1000 days",
        "30 feb",
        "feb 30 2026",
        "v1.2.",
        "1.2",
        "1/2/3/4",
        "may 2 b",
        "ma",
        "to",
        "oct to",
        "5 weeks",
        "32 nov",
        "nov nov",
        "14xx nov",
    ] {
        assert_eq!(days_of(text, TODAY), None, "{text}");
    }
}

#[test]
fn consecutive_days_are_inverse_and_weekdays_follow_each_other() {
    let mut at = on(2023, 12, 31);
    assert_eq!(at.weekday(), 6, "a Sunday");
    for _ in 0..800 {
        let next = at.next();
        assert_eq!(next.previous(), at);
        assert!(next > at);
        assert_eq!(next.weekday(), (at.weekday() + 1) % 7);
        at = next;
    }
    assert_eq!(at, on(2026, 3, 10));
}

#[test]
fn a_month_later_stays_in_the_month() {
    assert_eq!(on(2026, 1, 31).months_later(1), on(2026, 2, 28));
    assert_eq!(on(2026, 1, 31).months_later(-11), on(2025, 2, 28));
    assert_eq!(on(2026, 12, 1).months_later(1), on(2027, 1, 1));
}
