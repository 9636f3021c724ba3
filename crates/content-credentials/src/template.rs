//! Manifest templates: strings with placeholders that are filled in for each file.

use std::fmt::Write as _;

use jsonc_parser::ast::Value;

use super::{form, json};

/// The placeholders and their meanings.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("{name}", "the file's name"),
    ("{stem}", "the name without its extension"),
    ("{date}", "the day of signing"),
];

/// The values for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts<'a> {
    /// The file's name with its extension.
    pub name: &'a str,
    /// The day of signing, such as `2026-05-09`.
    pub date: &'a str,
}

impl<'a> FileFacts<'a> {
    /// The name without its extension. `.jpg` is all stem.
    fn stem(self) -> &'a str {
        match self.name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => self.name,
        }
    }
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Brace(char),
    /// With its braces.
    Placeholder(&'t str),
}

/// Splits a text into pieces. A doubled brace is literal, and so is one that starts no placeholder.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let (piece, length) = match first {
            '{' | '}' if rest.get(1..).is_some_and(|next| next.starts_with(first)) => (Piece::Brace(first), 2),
            '{' => match placeholder(rest) {
                Some(found) => (Piece::Placeholder(found), found.len()),
                None => (Piece::Brace(first), 1),
            },
            '}' => (Piece::Brace(first), 1),
            _ => {
                let end = rest.find(['{', '}']).unwrap_or(rest.len());
                (Piece::Text(rest.get(..end).unwrap_or_default()), end)
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        Some(piece)
    })
}

/// The placeholder that a text starts with.
fn placeholder(text: &str) -> Option<&str> {
    let end = text.find('}')?;
    let word = text.get(1..end)?;
    let is_allowed = |character: char| character.is_alphanumeric() || character == '_' || character == '-';
    (!word.is_empty() && word.chars().all(is_allowed))
        .then(|| text.get(..=end))
        .flatten()
}

/// The unknown placeholders in a text.
pub(super) fn unknown(text: &str) -> Vec<&str> {
    let known = |found: &str| PLACEHOLDERS.iter().any(|(name, _)| *name == found);
    pieces(text)
        .filter_map(|piece| match piece {
            Piece::Placeholder(found) if !known(found) => Some(found),
            _ => None,
        })
        .collect()
}

/// Fills in a text's placeholders. Unknown ones stay.
fn fill_text(text: &str, facts: FileFacts<'_>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Brace(brace) => filled.push(brace),
            Piece::Placeholder("{name}") => filled.push_str(facts.name),
            Piece::Placeholder("{stem}") => filled.push_str(facts.stem()),
            Piece::Placeholder("{date}") => filled.push_str(facts.date),
            Piece::Placeholder(other) => filled.push_str(other),
        }
    }
    filled
}

/// Escapes text so that filling it in returns it unchanged.
#[must_use]
pub fn escape_text(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Fills in the placeholders of a manifest's string values. Property names and invalid JSON stay as is.
#[must_use]
pub fn fill(manifest: &str, facts: FileFacts<'_>) -> String {
    let Ok(value) = json::parse(manifest) else {
        return manifest.to_owned();
    };
    let mut filled = String::with_capacity(manifest.len());
    let mut done = 0;
    visit_strings(&value, &mut |value, text| {
        if !text.contains(['{', '}']) {
            return;
        }
        let range = json::range(value);
        filled.push_str(manifest.get(done..range.start).unwrap_or_default());
        // Writing to a string can't fail.
        let _ = write!(filled, "{}", serde_json::Value::String(fill_text(text, facts)));
        done = range.end;
    });
    filled.push_str(manifest.get(done..).unwrap_or_default());
    // A placeholder can be empty for this file.
    if filled == manifest {
        filled
    } else {
        form::tidy(&filled)
    }
}

/// Visits all string values in order.
pub(super) fn visit_strings<'v, 't>(value: &'v Value<'t>, visit: &mut impl FnMut(&'v Value<'t>, &'v str)) {
    match value {
        Value::StringLit(text) => visit(value, &text.value),
        Value::Array(array) => array.elements.iter().for_each(|element| visit_strings(element, visit)),
        Value::Object(object) => object
            .properties
            .iter()
            .for_each(|property| visit_strings(&property.value, visit)),
        Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: FileFacts<'_> = FileFacts {
        name: "sea \"at\" dawn.tar.gz",
        date: "2026-05-09",
    };

    #[test]
    fn placeholders_are_filled_in_and_doubled_braces_become_single() {
        for (text, filled) in [
            ("{stem}, {date}", "sea \"at\" dawn.tar, 2026-05-09"),
            ("{name}{name}", "sea \"at\" dawn.tar.gzsea \"at\" dawn.tar.gz"),
            ("{{name}} {{{date}}}", "{name} {2026-05-09}"),
            ("a { b } c", "a { b } c"),
            ("{", "{"),
            ("{nobody} {}", "{nobody} {}"),
            ("é{date}é", "é2026-05-09é"),
        ] {
            assert_eq!(fill_text(text, FACTS), filled, "{text}");
        }
        let text = "{name} {{x}} { ü }";
        assert_eq!(fill_text(&escape_text(text), FACTS), text);
    }

    #[test]
    fn the_stem_of_a_name_without_a_base_is_the_whole_name() {
        let stem = |name| FileFacts { name, date: "" }.stem();
        assert_eq!((stem(".jpg"), stem("a"), stem("a.b.jpg")), (".jpg", "a", "a.b"));
    }

    #[test]
    fn only_string_values_of_a_manifest_are_filled_in() {
        let manifest = "{ \"{name}\": [ \"{name}\", 1 ],\n \"x\": {\"y\": \"{stem}\"} }";
        let filled = fill(manifest, FACTS);
        let value: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(value["{name}"][0], "sea \"at\" dawn.tar.gz");
        assert_eq!(value["x"]["y"], "sea \"at\" dawn.tar");
        assert!(
            filled.contains("],\n \"x\""),
            "the rest stays as it is written: {filled}"
        );
        assert_eq!(fill("{ \"{name}\" ", FACTS), "{ \"{name}\" ");
    }

    #[test]
    fn unknown_placeholders_are_found() {
        assert_eq!(unknown("{nmae} {name} {{x}} {a b} {Date}"), ["{nmae}", "{Date}"]);
    }
}
