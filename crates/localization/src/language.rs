//! The languages there are, and which one a thread speaks.

use std::{
    cell::{Ref, RefCell},
    rc::Rc,
};

use icu_locale_core::Locale;

use crate::messages::Messages;

/// A language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// American English, the language that the others are translated from.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::English, Self::German, Self::French, Self::Spanish, Self::Japanese];

    /// Its IETF language tag, as in settings: `de`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
        }
    }

    /// Its name in the language itself, as lists of languages show it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Japanese => "日本語",
        }
    }

    /// The language with this tag. A region after it doesn't matter: `de-AT` is German.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|one| one.tag().eq_ignore_ascii_case(language))
    }

    /// The first of the system's languages that the window has; English if it has none of them.
    #[must_use]
    pub fn of_system() -> Self {
        // Settings ask in every frame.
        SYSTEM.with(|(language, _)| *language)
    }

    /// How numbers and dates are written where nothing else is known.
    fn locale(self) -> Locale {
        let tag = match self {
            Self::English => "en-US",
            other => other.tag(),
        };
        tag.parse().unwrap_or(Locale::UNKNOWN)
    }
}

/// The language that the system asks for, and the region by which it writes numbers and dates: `en-GB` has the words of
/// English and the dates of Britain.
#[must_use]
pub fn system() -> (Language, Locale) {
    let (language, locale) = of_tags(sys_locale::get_locales());
    let format = platform::regional_format().and_then(|tag| tag.parse().ok());
    (language, with_format(locale, format.as_ref()))
}

/// The locale with the region of the system's format: an English window with the dates of Germany is `en-DE`.
fn with_format(mut locale: Locale, format: Option<&Locale>) -> Locale {
    match format {
        // More than a region can be set: its digits, its calendar.
        Some(format) if format.id.language == locale.id.language => format.clone(),
        Some(format) => {
            locale.id.region = format.id.region.or(locale.id.region);
            locale
        }
        None => locale,
    }
}

fn of_tags(tags: impl Iterator<Item = String>) -> (Language, Locale) {
    tags.filter_map(|tag| {
        let language = Language::of_tag(&tag)?;
        // What is no tag of a region, as `de_DE.UTF-8`, still names the language.
        Some((language, tag.parse().unwrap_or_else(|_| language.locale())))
    })
    .next()
    .unwrap_or_else(|| (Language::English, Language::English.locale()))
}

/// A language with what was made for it.
pub(crate) struct Speech {
    pub(crate) language: Language,
    pub(crate) locale: Locale,
    pub(crate) messages: Messages,
    pub(crate) numbers: crate::numbers::Formats,
    pub(crate) dates: crate::dates::Formats,
}

impl Speech {
    fn new(language: Language, locale: Locale) -> Self {
        Self {
            language,
            messages: Messages::new(language, &locale),
            numbers: crate::numbers::Formats::new(&locale),
            dates: crate::dates::Formats::new(&locale),
            locale,
        }
    }
}

thread_local! {
    static SPEECH: RefCell<Rc<Speech>> =
        RefCell::new(Rc::new(Speech::new(Language::English, Language::English.locale())));
    /// What the system asked for when this thread first needed it; asking is a system call on some systems.
    static SYSTEM: (Language, Locale) = system();
}

/// Chooses the language of this thread; `None` is the system's. Cheap if it is the same as before.
pub fn set(choice: Option<Language>) {
    let (language, locale) = SYSTEM.with(|(language, locale)| match choice {
        // With the system's language, its region counts, too.
        Some(choice) if choice != *language => (choice, choice.locale()),
        _ => (*language, locale.clone()),
    });
    SPEECH.with(|speech| {
        let is_same = {
            let spoken: Ref<'_, Rc<Speech>> = speech.borrow();
            spoken.language == language && spoken.locale == locale
        };
        if !is_same {
            *speech.borrow_mut() = Rc::new(Speech::new(language, locale));
        }
    });
}

/// The language of this thread.
#[must_use]
pub fn current() -> Language {
    speech().language
}

pub(crate) fn speech() -> Rc<Speech> {
    SPEECH.with(|speech| Rc::clone(&speech.borrow()))
}

#[cfg(test)]
pub(crate) fn set_locale(tag: &str) {
    let language = Language::of_tag(tag).unwrap();
    SPEECH.with(|speech| *speech.borrow_mut() = Rc::new(Speech::new(language, tag.parse().unwrap())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(tags: &[&str]) -> (Language, String) {
        let (language, locale) = of_tags(tags.iter().map(|tag| (*tag).to_owned()));
        (language, locale.to_string())
    }

    #[test]
    fn the_first_language_of_the_system_that_there_is_counts() {
        assert_eq!(
            chosen(&["nl-NL", "fr-CA", "de"]),
            (Language::French, "fr-CA".to_owned())
        );
        assert_eq!(chosen(&["en-GB"]), (Language::English, "en-GB".to_owned()));
        assert_eq!(chosen(&["C"]), (Language::English, "en-US".to_owned()));
        assert_eq!(chosen(&[]), (Language::English, "en-US".to_owned()));
        assert_eq!(chosen(&["de_DE.UTF-8@euro"]), (Language::German, "de".to_owned()));
        assert_eq!(chosen(&["DE-at"]), (Language::German, "de-AT".to_owned()));
        // Neither Esperanto nor a broken tag is Spanish.
        assert_eq!(chosen(&["eo", "esx", "\u{0}"]), (Language::English, "en-US".to_owned()));
    }

    #[test]
    fn the_systems_format_names_the_region_by_which_dates_are_written() {
        for (language, format, written, date) in [
            ("en-US", Some("de-DE"), "en-DE", "9 Nov 2026"),
            ("en-US", Some("en-GB"), "en-GB", "9 Nov 2026"),
            ("de-DE", Some("de-CH"), "de-CH", "09.11.2026"),
            ("ja-JP", Some("en-US"), "ja-US", "2026/11/09"),
            ("en-US", Some("de"), "en-US", "Nov 9, 2026"),
            ("en-US", None, "en-US", "Nov 9, 2026"),
        ] {
            let format = format.map(|tag| tag.parse().unwrap());
            let locale = with_format(language.parse().unwrap(), format.as_ref()).to_string();
            assert_eq!(locale, written);
            set_locale(&locale);
            assert_eq!(crate::dates::day(jiff::civil::date(2026, 11, 9)), date, "{locale}");
        }
    }

    #[test]
    fn a_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn a_chosen_language_holds_for_its_thread_alone() {
        set(Some(Language::German));
        assert_eq!(current(), Language::German);
        let other = std::thread::spawn(|| (current(), crate::message("common-cancel")));
        assert_eq!(other.join().unwrap(), (Language::English, "Cancel".to_owned()));
        assert_eq!(crate::message("common-cancel"), "Abbrechen");
        set(Some(Language::English));
        assert_eq!(crate::message("common-cancel"), "Cancel");
    }
}
