//! Sizes, rates and counts as the language writes them.

use localization::text;

/// A size in decimal units, as in `4.2 MB`.
pub(crate) fn bytes(bytes: u64) -> String {
    if bytes < 1000 {
        return text!("common-size-bytes", value = bytes);
    }
    #[expect(clippy::cast_precision_loss, reason = "two digits for people")]
    let mut value = bytes as f64 / 1000.0;
    let mut larger = 0;
    while value >= 999.95 && larger < 4 {
        value /= 1000.0;
        larger += 1;
    }
    let value = localization::decimal(value, usize::from(value < 99.95));
    match larger {
        0 => text!("common-size-kilobytes", value = value),
        1 => text!("common-size-megabytes", value = value),
        2 => text!("common-size-gigabytes", value = value),
        3 => text!("common-size-terabytes", value = value),
        _ => text!("common-size-petabytes", value = value),
    }
}

/// A rate, as in `4.2 MB/s`.
pub(crate) fn rate(bytes_per_second: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; for people"
    )]
    let whole = bytes_per_second.max(0.0) as u64;
    text!("common-rate", size = bytes(whole))
}

/// A whole number with the separators of the language.
pub(crate) fn count(number: usize) -> String {
    localization::whole(number)
}

/// A fraction, as in `45%`. Never 100 before the end.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let percent = if whole == 0 {
        100
    } else {
        (u128::from(part) * 100 / u128::from(whole)).min(100)
    };
    text!("common-percent", value = percent.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        for (size, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (4_204_019, "4.2 MB"),
            (999_950, "1.0 MB"),
            (5_000_000_000, "5.0 GB"),
            (150_000_000, "150 MB"),
            (u64::MAX, "18,447 PB"),
        ] {
            assert_eq!(bytes(size), text);
        }
    }

    #[test]
    fn sizes_are_written_in_the_language() {
        localization::set(Some(localization::Language::French));
        assert_eq!(bytes(4_204_019), "4,2\u{a0}Mo");
        localization::set(Some(localization::Language::German));
        assert_eq!(rate(4_204_019.0), "4,2\u{a0}MB/s");
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn a_part_that_is_not_the_whole_is_under_100_percent() {
        assert_eq!(percent(45, 100), "45%");
        assert_eq!(percent(999_999, 1_000_000), "99%");
        assert_eq!(percent(0, 0), "100%");
    }
}
