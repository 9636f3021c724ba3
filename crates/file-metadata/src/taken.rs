//! Points in time as files write them.

/// A point in time as `2026-05-09T14:03:22+02:00`, with as much of it as the text has. Takes EXIF (`2026:05:09 14:03:22`),
/// ISO 8601, and digits alone as in IPTC records (`20260509`). `None` if it isn't one, such as the zeros of a camera without
/// a clock.
pub(crate) fn taken(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('\0').trim();
    let (date, rest) = date(text)?;
    let rest = rest.trim_start_matches([' ', 'T', 't']);
    match time(rest) {
        Some((time, rest)) => Some(format!("{date}T{time}{}", offset(rest).unwrap_or_default())),
        None => Some(date),
    }
}

/// An offset from UTC as `+02:00` or `Z`.
pub(crate) fn offset(text: &str) -> Option<String> {
    let text = text.trim_matches(['\0', ' ']);
    // It can follow fractions of a second.
    let text = match text.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|character: char| character.is_ascii_digit()),
        None => text,
    };
    if text.eq_ignore_ascii_case("z") {
        return Some("Z".to_owned());
    }
    let sign = text.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = text.chars().skip(1).filter(|character| *character != ':').collect();
    let hours = number(digits.get(..2)?, 0, 14)?;
    let minutes = number(digits.get(2..4).unwrap_or("00"), 0, 59)?;
    Some(format!("{sign}{hours:02}:{minutes:02}"))
}

/// The date that a text starts with, and the rest.
fn date(text: &str) -> Option<(String, &str)> {
    let year = number(text.get(..4)?, 1800, 2999)?;
    let rest = text.get(4..)?.trim_start_matches([':', '-']);
    let month = number(rest.get(..2)?, 1, 12)?;
    let rest = rest.get(2..)?.trim_start_matches([':', '-']);
    let day = number(rest.get(..2)?, 1, 31)?;
    Some((format!("{year:04}-{month:02}-{day:02}"), rest.get(2..)?))
}

/// The time that a text starts with, and the rest.
fn time(text: &str) -> Option<(String, &str)> {
    let hours = number(text.get(..2)?, 0, 23)?;
    let rest = text.get(2..)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = number(rest.get(..2)?, 0, 59)?;
    let rest = rest.get(2..)?;
    let after = rest.strip_prefix(':').unwrap_or(rest);
    match after.get(..2).and_then(|seconds| number(seconds, 0, 60)) {
        Some(seconds) => Some((format!("{hours:02}:{minutes:02}:{seconds:02}"), after.get(2..)?)),
        None => Some((format!("{hours:02}:{minutes:02}"), rest)),
    }
}

/// A number of digits alone, within limits.
fn number(digits: &str, least: u16, most: u16) -> Option<u16> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| digits.parse().ok()).flatten()?;
    (least..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_all_formats_are_written_alike() {
        for (text, expected) in [
            ("2026:05:09 14:03:22", "2026-05-09T14:03:22"),
            ("2026:05:09 14:03:22\0", "2026-05-09T14:03:22"),
            ("2026-05-09T14:03:22.45+02:00", "2026-05-09T14:03:22+02:00"),
            ("2026-05-09T14:03:22-0330", "2026-05-09T14:03:22-03:30"),
            ("2026-05-09T14:03Z", "2026-05-09T14:03Z"),
            ("2026-05-09", "2026-05-09"),
            ("20260509", "2026-05-09"),
            ("20260509 140322+0200", "2026-05-09T14:03:22+02:00"),
        ] {
            assert_eq!(taken(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_time_is_left_out() {
        for text in [
            "",
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2026",
            "2026:13:01",
            "yesterday",
            "２０２６:05:09",
        ] {
            assert_eq!(taken(text), None, "{text}");
        }
        assert_eq!((offset("+15:00"), offset("2"), offset("")), (None, None, None));
    }
}
