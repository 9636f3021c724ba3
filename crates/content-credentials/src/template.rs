//! Manifests for many files: placeholders in their texts that are filled in for each.

use std::fmt::Write as _;

use jsonc_parser::ast::Value;

use super::json;

/// The placeholders, and what each stands for.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("{name}", "the file's name"),
    ("{stem}", "the name without its ending"),
    ("{date}", "the day of signing"),
];

/// What is filled in for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts<'a> {
    /// The file's name with its ending.
    pub name: &'a str,
    /// The day, as in 2026-05-09.
    pub date: &'a str,
}

impl<'a> FileFacts<'a> {
    /// The name without its ending. A name that is only an ending stays.
    #[must_use]
    fn stem(self) -> &'a str {
        match self.name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => self.name,
        }
    }
}

/// A piece of a text with placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Brace(char),
    /// With its braces.
    Placeholder(&'t str),
}

/// Cuts a text into pieces. A doubled brace stands for one; a brace that begins no placeholder stands for itself.
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

/// A word in braces at the beginning.
fn placeholder(text: &str) -> Option<&str> {
    let end = text.find('}')?;
    let word = text.get(1..end)?;
    let sign = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '-';
    (!word.is_empty() && word.chars().all(sign))
        .then(|| text.get(..=end))
        .flatten()
}

/// The placeholders in a text that stand for nothing.
pub(super) fn unknown(text: &str) -> Vec<&str> {
    let known = |found: &str| PLACEHOLDERS.iter().any(|(name, _)| *name == found);
    pieces(text)
        .filter_map(|piece| match piece {
            Piece::Placeholder(found) if !known(found) => Some(found),
            _ => None,
        })
        .collect()
}

/// A text with its placeholders filled in. One that stands for nothing stays as it is.
#[must_use]
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

/// A text that is filled in as itself.
#[must_use]
pub fn escape_text(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A manifest with the placeholders in its texts filled in; names of properties stay. What is no JSON stays as it is.
#[must_use]
pub fn fill(manifest: &str, facts: FileFacts<'_>) -> String {
    let Ok(value) = json::parse(manifest) else {
        return manifest.to_owned();
    };
    let mut filled = String::with_capacity(manifest.len());
    let mut done = 0;
    each_text(&value, &mut |value, text| {
        if !text.contains(['{', '}']) {
            return;
        }
        let range = json::range(value);
        filled.push_str(manifest.get(done..range.start).unwrap_or_default());
        // A text as JSON; writing to a string cannot fail.
        let _ = write!(filled, "{}", serde_json::Value::String(fill_text(text, facts)));
        done = range.end;
    });
    filled.push_str(manifest.get(done..).unwrap_or_default());
    filled
}

/// Visits all texts that are values, in the order in which they stand.
pub(super) fn each_text<'v, 't>(value: &'v Value<'t>, visit: &mut impl FnMut(&'v Value<'t>, &'v str)) {
    match value {
        Value::StringLit(text) => visit(value, &text.value),
        Value::Array(array) => array.elements.iter().for_each(|element| each_text(element, visit)),
        Value::Object(object) => object
            .properties
            .iter()
            .for_each(|property| each_text(&property.value, visit)),
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
    fn placeholders_are_filled_in_and_doubled_braces_are_braces() {
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
    fn the_stem_of_a_name_that_is_only_an_ending_is_the_name() {
        let stem = |name| FileFacts { name, date: "" }.stem();
        assert_eq!((stem(".jpg"), stem("a"), stem("a.b.jpg")), (".jpg", "a", "a.b"));
    }

    #[test]
    fn a_manifest_is_filled_in_where_texts_stand_and_stays_json() {
        let manifest = "{ \"{name}\": [ \"{name}\", 1 ],\n \"x\": {\"y\": \"{stem}\"} }";
        let filled = fill(manifest, FACTS);
        let value: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(value["{name}"][0], "sea \"at\" dawn.tar.gz");
        assert_eq!(value["x"]["y"], "sea \"at\" dawn.tar");
        assert!(
            filled.contains("],\n \"x\""),
            "the rest stays as it was written: {filled}"
        );
        assert_eq!(fill("{ \"{name}\" ", FACTS), "{ \"{name}\" ");
    }

    #[test]
    fn placeholders_that_stand_for_nothing_are_found() {
        assert_eq!(unknown("{nmae} {name} {{x}} {a b} {Date}"), ["{nmae}", "{Date}"]);
    }
}
