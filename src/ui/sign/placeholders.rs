//! What stands in braces in a field but is no placeholder: said below the field, with a correction. Nothing would be filled in
//! for it, and the braces would be signed.

use std::ops::Range;

use eframe::egui::{Label, Ui};

use crate::ui::{
    controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use content_credentials::{METADATA_PLACEHOLDERS, ManifestForm, PLACEHOLDERS, escape_text};
use localization::text;

/// A longer text in braces is no try at a placeholder, in characters.
const LONGEST: usize = 40;

/// What people call a value, in lower-case letters without spaces, and its placeholder.
const MEANT: [(&str, &str); 22] = [
    ("author", "{creator}"),
    ("artist", "{creator}"),
    ("byline", "{creator}"),
    ("photographer", "{creator}"),
    ("description", "{caption}"),
    ("creditline", "{credit}"),
    ("rights", "{copyright}"),
    ("copyrightnotice", "{copyright}"),
    ("manufacturer", "{make}"),
    ("brand", "{make}"),
    ("cameramake", "{make}"),
    ("cameramodel", "{model}"),
    ("datetaken", "{taken}"),
    ("capturedate", "{taken}"),
    ("town", "{city}"),
    ("filename", "{name}"),
    ("file", "{name}"),
    ("basename", "{stem}"),
    ("today", "{date}"),
    ("signingdate", "{date}"),
    ("lat", "{latitude}"),
    ("lon", "{longitude}"),
];

/// Something in braces.
#[derive(Debug, PartialEq, Eq)]
struct Unknown {
    /// Where it is, with its braces.
    place: Range<usize>,
    /// The placeholder that may be meant.
    meant: Option<&'static str>,
}

/// The names of all placeholders, with their braces.
fn names() -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.iter().chain(&METADATA_PLACEHOLDERS).map(|(name, _)| *name)
}

/// What stands in single braces in a text but is no placeholder.
fn unknown(text: &str) -> Vec<Unknown> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|open| at + open) {
        let rest = text.get(open..).unwrap_or_default();
        if rest.starts_with("{{") {
            at = open + 2;
            continue;
        }
        at = open + 1;
        let inside = rest.get(1..).unwrap_or_default();
        let Some(length) = inside
            .find(['{', '}', '\n'])
            .filter(|end| inside.get(*end..).is_some_and(|end| end.starts_with('}')))
        else {
            continue;
        };
        let word = inside.get(..length).unwrap_or_default();
        let place = open..open + length + 2;
        at = place.end;
        let is_try = word.chars().any(char::is_alphanumeric) && word.chars().count() <= LONGEST;
        let whole = text.get(place.clone()).unwrap_or_default();
        if is_try && !names().any(|name| name == whole) {
            found.push(Unknown {
                place,
                meant: meant(word),
            });
        }
    }
    found
}

/// The placeholder that a word may mean.
fn meant(word: &str) -> Option<&'static str> {
    let letters = |word: &str| -> String {
        let kept = word.chars().filter(|character| character.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let word = letters(word);
    let is_near =
        |name: &str| strsim::damerau_levenshtein(&letters(name), &word) <= usize::from(word.chars().count() > 3);
    let named = MEANT.iter().find(|(other, _)| *other == word).map(|(_, name)| *name);
    named.or_else(|| names().find(|name| is_near(name)))
}

/// What the fields of a form have in braces that is said below them. The later fields are only shown on demand.
pub(super) fn called_out(form: &ManifestForm, more: bool) -> Vec<String> {
    let first = [&form.title, &form.creator, &form.caption, &form.credit, &form.copyright];
    let rest = [
        &form.headline,
        &form.make,
        &form.camera,
        &form.lens,
        &form.taken,
        &form.city,
        &form.country,
        &form.generator,
        &form.generator_version,
    ];
    let shown = first.into_iter().chain(rest.into_iter().filter(|_| more));
    let found = shown.flat_map(|text| {
        let found = unknown(text);
        found
            .into_iter()
            .filter_map(|one| text.get(one.place))
            .map(str::to_owned)
    });
    found.collect()
}

/// Says below a field what of it is no placeholder, with what to do about it.
pub(super) fn call_out(ui: &mut Ui, text: &mut String) {
    let Some(Unknown { place, meant }) = unknown(text).into_iter().next() else {
        return;
    };
    let name = text.get(place.clone()).unwrap_or_default().to_owned();
    let words = match meant {
        Some(known) => text!("sign-placeholder-similar", name = &name, known = known),
        None => text!("sign-placeholder-unknown", name = &name),
    };
    let color = Tone::Warn.color(Palette::of(ui));
    controls::with_mark(ui, Shape::Alert, Tone::Warn, |ui| {
        ui.add(Label::new(tokens::small(ui, words).color(color)).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            if let Some(known) = meant
                && ui.link(text!("sign-placeholder-use", known = known)).clicked()
            {
                text.replace_range(place.clone(), known);
            } else if ui.link(text!("sign-placeholder-keep")).clicked() {
                text.replace_range(place.clone(), &escape_text(&name));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_placeholder_and_not_doubled_is_called_out() {
        for fine in [
            "",
            "{stem}",
            "{creator} / {city}",
            "{{headlines}}",
            "a { b",
            "} {",
            "{}",
            "{ }",
            "{!}",
            "{\n}",
        ] {
            assert_eq!(unknown(fine), [], "{fine}");
        }
        let found = unknown("{stem} by {Author}, {{x}}, {nobody knows}");
        let places: Vec<_> = found.iter().map(|one| (one.place.clone(), one.meant)).collect();
        assert_eq!(places, [(10..18, Some("{creator}")), (27..41, None)]);
    }

    #[test]
    fn what_is_meant_is_found_by_other_names_other_case_and_a_slip() {
        for (word, name) in [
            ("Title", "{title}"),
            ("file name", "{name}"),
            ("nmae", "{name}"),
            ("headlin", "{headline}"),
            ("copy right", "{copyright}"),
            ("Date taken", "{taken}"),
        ] {
            assert_eq!(meant(word), Some(name), "{word}");
        }
        for unknown in ["x", "é", "12", "weather"] {
            assert_eq!(meant(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_other_name_means_a_placeholder_and_is_not_one() {
        for (other, name) in MEANT {
            assert!(names().any(|known| known == name), "{name}");
            assert!(names().all(|known| known != format!("{{{other}}}")), "{other}");
        }
    }
}
