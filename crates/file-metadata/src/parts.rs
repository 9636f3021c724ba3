//! The texts of a field: cleaned, within its limit, and the names of several creators apart from each other.

use crate::{Field, Source, Value, text};

/// The most creators of a file.
pub(crate) const MAX_PARTS: usize = 20;

/// What separates creators for people. Never split at it: a name may contain one.
const SEPARATOR: &str = ", ";

/// The texts of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) texts: Vec<String>,
    pub(crate) shortened: bool,
}

impl Parts {
    /// Cleans these texts. Other fields than the creators have only one, into which all are joined.
    pub(crate) fn of<'t>(field: Field, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut texts = texts.into_iter().map(str::trim).filter(|text| !text.is_empty());
        let first = texts.next().unwrap_or_default();
        if field == Field::Creator {
            return Self::names(std::iter::once(first).chain(texts), field.limit());
        }
        let joined = texts.fold(first.to_owned(), |joined, text| joined + "; " + text);
        let (text, shortened) = text::clean(&joined, field.limit());
        Self {
            texts: Some(text).filter(|text| !text.is_empty()).into_iter().collect(),
            shortened,
        }
    }

    /// Whole names, as many as fit. Only a first one that is too long by itself is cut.
    fn names<'t>(names: impl Iterator<Item = &'t str>, limit: usize) -> Self {
        let mut parts = Self::default();
        let mut left = limit;
        for name in names {
            let (name, is_cut) = text::clean(name, limit);
            if name.is_empty() {
                continue;
            }
            let separator = if parts.texts.is_empty() { 0 } else { SEPARATOR.len() };
            let rest = left.checked_sub(name.chars().count() + separator);
            parts.shortened |= is_cut;
            match rest.filter(|_| parts.texts.len() < MAX_PARTS && !(is_cut && separator > 0)) {
                Some(rest) => left = rest,
                None => {
                    parts.shortened = true;
                    break;
                }
            }
            parts.texts.push(name);
        }
        parts
    }

    /// All of them as one text.
    pub(crate) fn joined(&self) -> String {
        self.texts.join(SEPARATOR)
    }

    pub(crate) fn into_value(self, source: Source) -> Option<Value> {
        let text = self.joined();
        (!text.is_empty()).then(|| Value {
            text,
            source,
            parts: if self.texts.len() > 1 { self.texts } else { Vec::new() },
            shortened: self.shortened,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_whole_and_what_does_not_fit_is_reported() {
        let of = |names: &[&str]| Parts::of(Field::Creator, names.iter().copied());
        let names = of(&["Smith; Sons, Ltd", " ", "Ana\n"]);
        assert_eq!(
            (names.texts.as_slice(), names.shortened),
            (["Smith; Sons, Ltd".to_owned(), "Ana".to_owned()].as_slice(), false)
        );
        assert_eq!(names.joined(), "Smith; Sons, Ltd, Ana");
        let long = "x".repeat(200);
        let names = of(&[&long, &long, "Ana"]);
        assert_eq!((names.texts.len(), names.shortened), (1, true), "no half name");
        let names = of(&["a"; 21]);
        assert_eq!((names.texts.len(), names.shortened), (20, true));
        let names = of(&["y".repeat(301).as_str(), "Ana"]);
        assert_eq!(
            (names.texts.first().unwrap().len(), names.texts.len(), names.shortened),
            (300, 1, true)
        );
        assert!(!of(&["a"; 20]).shortened);
    }
}
