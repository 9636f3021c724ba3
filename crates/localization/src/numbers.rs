//! Whole and decimal numbers, and lists, as a region writes them.

use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale_core::Locale;

use crate::language;

/// Formats of a region. One that can't be made is left out: numbers are then written without separators.
pub(crate) struct Formats {
    decimal: Option<DecimalFormatter>,
    list: Option<ListFormatter>,
}

impl Formats {
    pub(crate) fn new(locale: &Locale) -> Self {
        Self {
            decimal: DecimalFormatter::try_new(locale.into(), Default::default()).ok(),
            list: ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default()).ok(),
        }
    }

    /// A number in the program's own notation, such as `1234.5`, as the region writes it.
    pub(crate) fn write(&self, number: &str) -> Option<String> {
        let decimal: Decimal = number.parse().ok()?;
        Some(self.decimal.as_ref()?.format(&decimal).to_string())
    }
}

/// A whole number with the separators of the region: `1,234`.
#[must_use]
pub fn whole(number: usize) -> String {
    write(number.to_string())
}

/// A number with this many digits behind the decimal separator: `1,234.5`.
#[must_use]
pub fn decimal(number: f64, digits: usize) -> String {
    write(format!("{number:.digits$}"))
}

fn write(number: String) -> String {
    language::speech().numbers.write(&number).unwrap_or(number)
}

/// The parts as one phrase: `a`, `a and b`, `a, b, and c`.
#[must_use]
pub fn list<Part: AsRef<str>>(parts: &[Part]) -> String {
    let speech = language::speech();
    let parts = parts.iter().map(AsRef::as_ref);
    match &speech.numbers.list {
        Some(list) => list.format(parts).to_string(),
        None => parts.collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_separators_of_the_region() {
        for (tag, number, fraction) in [
            ("en-US", "1,234,567", "1,234.5"),
            ("de", "1.234.567", "1.234,5"),
            ("de-CH", "1'234'567", "1'234.5"),
            ("fr", "1\u{202f}234\u{202f}567", "1\u{202f}234,5"),
            ("es", "1.234.567", "1234,5"),
            ("ja", "1,234,567", "1,234.5"),
        ] {
            language::set_locale(tag);
            assert_eq!(whole(1_234_567), number, "{tag}");
            assert_eq!(decimal(1234.45, 1), fraction, "{tag}");
        }
    }

    #[test]
    fn what_is_no_number_is_written_as_it_is() {
        assert_eq!(decimal(f64::NAN, 1), "NaN");
        assert_eq!(decimal(f64::INFINITY, 1), "inf");
    }

    #[test]
    fn parts_are_joined_as_the_language_does() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b, and c");
        assert_eq!(list::<&str>(&[]), "");
        language::set_locale("de");
        assert_eq!(list(&["a", "b", "c"]), "a, b und c");
        language::set_locale("ja");
        assert_eq!(list(&["a", "b", "c"]), "a、b、c");
    }
}
