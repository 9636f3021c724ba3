//! Manifest templates: strings with placeholders that are filled in for each file.

use std::{borrow::Cow, fmt::Write as _};

use jsonc_parser::ast::Value;

use super::{
    form,
    json::{self, Path, PathSegment},
};

/// The placeholders and their meanings.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("{name}", "the file's name"),
    ("{stem}", "the name without its extension"),
    ("{date}", "the day of signing"),
];

/// Placeholders for what a file says about itself, and their meanings. A value whose placeholders of this kind are all empty is
/// left out.
pub const METADATA_PLACEHOLDERS: [(&str, &str); 13] = [
    ("{creator}", "who made it"),
    ("{title}", "its title, or else its name without the extension"),
    ("{headline}", "its headline"),
    ("{caption}", "what it shows"),
    ("{credit}", "whom to credit"),
    ("{copyright}", "its copyright notice"),
    ("{camera}", "the camera"),
    ("{lens}", "the lens"),
    ("{taken}", "when it was taken"),
    ("{city}", "the city where it was taken"),
    ("{country}", "the country where it was taken"),
    ("{latitude}", "the latitude where it was taken, as XMP writes it"),
    ("{longitude}", "the longitude where it was taken, as XMP writes it"),
];

/// The values for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts<'a> {
    /// The file's name with its extension.
    pub name: &'a str,
    /// The day of signing, such as `2026-05-09`.
    pub date: &'a str,
    /// What the file says about itself: names of [`METADATA_PLACEHOLDERS`] without braces, and texts.
    pub metadata: &'a [(&'a str, &'a str)],
}

impl<'a> FileFacts<'a> {
    /// The name without its extension. `.jpg` is all stem.
    fn stem(self) -> &'a str {
        match self.name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => self.name,
        }
    }

    /// The text of a placeholder for metadata, `None` for other placeholders.
    fn metadata(self, placeholder: &str) -> Option<&'a str> {
        if !is_metadata(placeholder) {
            return None;
        }
        let name = placeholder.trim_matches(['{', '}']);
        let found = self.metadata.iter().find(|(other, _)| *other == name);
        let text = found.map_or("", |(_, text)| text.trim());
        // Every file has a name, and a claim without a title shows as nothing.
        Some(if text.is_empty() && name == "title" {
            self.stem()
        } else {
            text
        })
    }
}

fn is_metadata(placeholder: &str) -> bool {
    METADATA_PLACEHOLDERS.iter().any(|(name, _)| *name == placeholder)
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
    let known = |found: &str| PLACEHOLDERS.iter().any(|(name, _)| *name == found) || is_metadata(found);
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
            Piece::Placeholder(other) => filled.push_str(facts.metadata(other).unwrap_or(other)),
        }
    }
    filled
}

/// Whether a text has placeholders for metadata, and all of them are empty.
fn is_empty_of_metadata(text: &str, facts: FileFacts<'_>) -> bool {
    let mut texts = pieces(text).filter_map(|piece| match piece {
        Piece::Placeholder(found) => facts.metadata(found),
        _ => None,
    });
    texts.next().is_some_and(str::is_empty) && texts.all(str::is_empty)
}

/// Whether a manifest has placeholders for metadata.
#[must_use]
pub fn needs_metadata(manifest: &str) -> bool {
    let Ok(value) = json::parse(manifest) else {
        return false;
    };
    let mut needs = false;
    visit_strings(&value, &mut |_, text| {
        needs |= pieces(text).any(|piece| matches!(piece, Piece::Placeholder(found) if is_metadata(found)));
    });
    needs
}

/// Escapes text so that filling it in returns it unchanged.
#[must_use]
pub fn escape_text(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Fills in the placeholders of a manifest's string values. Property names and invalid JSON stay as is.
///
/// A value for which the file has no metadata is removed, with the lists and objects that are empty without it, and a metadata
/// assertion that would say nothing.
#[must_use]
pub fn fill(manifest: &str, facts: FileFacts<'_>) -> String {
    let manifest: &str = &without_empty(manifest, facts);
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

/// Removes values for which the file has no metadata.
fn without_empty<'m>(manifest: &'m str, facts: FileFacts<'_>) -> Cow<'m, str> {
    let Ok(value) = json::parse(manifest) else {
        return Cow::Borrowed(manifest);
    };
    let mut empty = Vec::new();
    let _ = find_empty(&value, facts, &mut Vec::new(), &mut empty);
    if empty.is_empty() {
        return Cow::Borrowed(manifest);
    }
    let edited = json::edit(manifest, |root| {
        // From the last to the first, so that the indexes before them stay right.
        empty.iter().rev().for_each(|path| {
            let _ = json::remove(root, path);
        });
        Some(())
    });
    edited.map_or(Cow::Borrowed(manifest), Cow::Owned)
}

/// Finds the values to remove. Returns whether this value is one of them; the caller lists it.
fn find_empty(value: &Value<'_>, facts: FileFacts<'_>, path: &mut Path, empty: &mut Vec<Path>) -> bool {
    let children: Vec<(PathSegment, &Value<'_>)> = match value {
        Value::StringLit(text) => return is_empty_of_metadata(&text.value, facts),
        Value::Array(array) => (0..).map(PathSegment::Element).zip(&array.elements).collect(),
        Value::Object(object) => object
            .properties
            .iter()
            .map(|property| (property.name.as_str().into(), &property.value))
            .collect(),
        Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => return false,
    };
    let (count, before) = (children.len(), empty.len());
    let (mut removed, mut only_context) = (0, true);
    for (segment, child) in children {
        let is_context = segment == PathSegment::Name("@context".to_owned());
        path.push(segment);
        if find_empty(child, facts, path, empty) {
            removed += 1;
            empty.push(path.clone());
        } else {
            only_context &= is_context;
        }
        path.pop();
    }
    let is_bare_assertion = || {
        let data = PathSegment::Name("data".to_owned());
        path.len() == 2
            && empty
                .iter()
                .skip(before)
                .any(|path| path.last() == Some(&data) && path.len() == 3)
    };
    // Whatever had something before and has nothing now.
    let is_empty = removed > 0 && (removed == count || only_context || is_bare_assertion());
    if is_empty {
        empty.truncate(before);
    }
    is_empty
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
        metadata: &[("creator", "Ana {\"F\"}"), ("city", " ")],
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
        let stem = |name| {
            FileFacts {
                name,
                date: "",
                metadata: &[],
            }
            .stem()
        };
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
    fn metadata_is_filled_in_like_every_other_value() {
        let manifest = r#"{"title": "{stem} by {creator}", "x": ["{creator}{city}", "{{creator}}"]}"#;
        let value: serde_json::Value = serde_json::from_str(&fill(manifest, FACTS)).unwrap();
        assert_eq!(value["title"], "sea \"at\" dawn.tar by Ana {\"F\"}");
        assert_eq!(value["x"], serde_json::json!(["Ana {\"F\"}", "{creator}"]));
        assert!(needs_metadata(manifest));
        assert!(!needs_metadata(r#"{"title": "{{creator}} {stem}", "{creator}": 1}"#));
    }

    #[test]
    fn a_value_without_metadata_is_removed_and_never_written_as_an_empty_text() {
        let manifest = r#"{
  "title": "{caption}",
  "assertions": [
    { "label": "a", "data": { "@context": { "dc": "x" }, "dc:creator": ["{caption}"], "photoshop:City": "in {city}" } },
    { "label": "b", "data": { "@context": {}, "dc:creator": ["{creator}", "{city}"], "x": "© {copyright}", "y": "" } },
    { "label": "c", "data": {} }
  ]
}"#;
        let value: serde_json::Value = serde_json::from_str(&fill(manifest, FACTS)).unwrap();
        let expected = serde_json::json!({ "assertions": [
            { "label": "b", "data": { "@context": {}, "dc:creator": ["Ana {\"F\"}"], "y": "" } },
            { "label": "c", "data": {} },
        ] });
        assert_eq!(value, expected);
    }

    #[test]
    fn unknown_placeholders_are_found() {
        assert_eq!(unknown("{nmae} {name} {{x}} {a b} {Date}"), ["{nmae}", "{Date}"]);
    }
}
