//! The message files, and looking up a message.

use std::{
    cell::Cell,
    sync::{Arc, LazyLock},
};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use icu_locale_core::Locale;
use intl_memoizer::{IntlLangMemoizer, Memoizable};
use unic_langid::LanguageIdentifier;

use crate::{Language, language, numbers::Formats};

/// Declares the message files; each is there in every language.
macro_rules! files {
    ($($file:literal)+) => {
        const fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$(($file, files!(@ "en-US" $file)),)+],
                Language::German => &[$(($file, files!(@ "de" $file)),)+],
                Language::French => &[$(($file, files!(@ "fr" $file)),)+],
                Language::Spanish => &[$(($file, files!(@ "es" $file)),)+],
                Language::Japanese => &[$(($file, files!(@ "ja" $file)),)+],
            }
        }
    };
    (@ $folder:literal $file:literal) => {
        include_str!(concat!("../../../assets/locales/", $folder, "/", $file, ".ftl"))
    };
}

files! {
    "batch"
    "check"
    "commands"
    "common"
    "controls"
    "errors"
    "history"
    "inspector"
    "lints"
    "notices"
    "provenance"
    "report"
    "servers"
    "settings"
    "sign"
    "states"
    "status"
    "table"
}

type Resources = Vec<Arc<FluentResource>>;

/// The parsed files of a language; parsed once for all threads.
fn resources(language: Language) -> &'static Resources {
    static ENGLISH: LazyLock<Resources> = LazyLock::new(|| parse(Language::English));
    static GERMAN: LazyLock<Resources> = LazyLock::new(|| parse(Language::German));
    static FRENCH: LazyLock<Resources> = LazyLock::new(|| parse(Language::French));
    static SPANISH: LazyLock<Resources> = LazyLock::new(|| parse(Language::Spanish));
    static JAPANESE: LazyLock<Resources> = LazyLock::new(|| parse(Language::Japanese));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Japanese => &JAPANESE,
    }
}

fn parse(language: Language) -> Resources {
    let parsed = sources(language).iter().map(|(file, source)| {
        FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(whole, errors)| {
            // A test keeps the files free of errors; what is readable of a broken one still counts.
            tracing::error!(language = language.tag(), file, ?errors, "a message file has errors");
            whole
        })
    });
    parsed.map(Arc::new).collect()
}

/// The messages of a language. What it lacks is English.
pub(crate) struct Messages {
    of_language: FluentBundle<Arc<FluentResource>>,
    english: Option<FluentBundle<Arc<FluentResource>>>,
}

impl Messages {
    pub(crate) fn new(language: Language, locale: &Locale) -> Self {
        Self {
            of_language: bundle(language, locale),
            english: (language != Language::English).then(|| bundle(Language::English, locale)),
        }
    }

    fn look_up(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        [Some(&self.of_language), self.english.as_ref()]
            .into_iter()
            .flatten()
            .find_map(|bundle| look_up_in(bundle, id, arguments))
    }

    fn look_up_english(&self, id: &str) -> Option<String> {
        look_up_in(self.english.as_ref().unwrap_or(&self.of_language), id, None)
    }
}

fn look_up_in(
    bundle: &FluentBundle<Arc<FluentResource>>,
    id: &str,
    arguments: Option<&FluentArgs<'_>>,
) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors);
    if !errors.is_empty() {
        tracing::error!(id, ?errors, "a message could not be written in full");
    }
    Some(text.into_owned())
}

fn bundle(language: Language, locale: &Locale) -> FluentBundle<Arc<FluentResource>> {
    let tag: LanguageIdentifier = locale.to_string().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![tag]);
    // Marks around arguments would be drawn by fonts that have no glyph for them, and stand in what is copied. Lines are put
    // in visual order before they are drawn.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(write_number));
    for resource in resources(language) {
        bundle.add_resource_overriding(Arc::clone(resource));
    }
    bundle
}

/// Writes the numbers of a message as the region does.
fn write_number(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let written = memoizer.with_try_get::<Formats, _, _>((), |formats| formats.write(&number.as_string()));
    written.ok().flatten()
}

impl Memoizable for Formats {
    type Args = ();
    type Error = ();

    fn construct(tag: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale = tag.to_string().parse().map_err(|_| ())?;
        Ok(Formats::new(&locale))
    }
}

/// The message with this id in the language of the thread. If there is none, which a test rules out, the id.
#[must_use]
pub fn message(id: &str) -> String {
    written(id, None)
}

/// The message with this id and these arguments; [`text!`](crate::text) is shorter.
#[must_use]
pub fn format(id: &str, arguments: &FluentArgs<'_>) -> String {
    written(id, Some(arguments))
}

/// The message with this id in English, whatever the language of the thread: by the English name of a command people find it,
/// too.
#[must_use]
pub fn in_english(id: &str) -> String {
    language::speech()
        .messages
        .look_up_english(id)
        .unwrap_or_else(|| id.to_owned())
}

fn written(id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let speech = language::speech();
    let text = speech.messages.look_up(id, arguments).unwrap_or_else(|| {
        tracing::error!(id, "there is no such message");
        debug_assert!(false, "there is no message {id}");
        id.to_owned()
    });
    marked(text)
}

thread_local! {
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
}

/// For tests: from now on, what this crate writes on this thread stands between `‹` and `›`. A text in a window that does
/// not, is no message.
#[doc(hidden)]
pub fn mark(is_marked: bool) {
    IS_MARKED.set(is_marked);
}

pub(crate) fn marked(text: String) -> String {
    if IS_MARKED.get() { format!("‹{text}›") } else { text }
}

#[cfg(test)]
mod tests;
