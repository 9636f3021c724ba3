//! Manifest templates: strings with placeholders that are filled in for each file.

mod fixed;

use std::{borrow::Cow, collections::HashSet};

use jsonc_parser::ast::Value;

use super::{
    form,
    json::{self, Path, PathSegment},
};
use fixed::Filled;

/// The placeholders and their meanings.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("{name}", "the file's name"),
    ("{stem}", "the name without its extension"),
    ("{date}", "the day of signing"),
];

/// Placeholders for what a file says about itself, and their meanings. See [`EMPTY_PLACEHOLDER_RULE`].
pub const METADATA_PLACEHOLDERS: [(&str, &str); 15] = [
    ("{creator}", "who made it"),
    ("{title}", "its title, or else its name without the extension"),
    ("{headline}", "its headline"),
    ("{caption}", "what it shows"),
    ("{credit}", "whom to credit"),
    ("{copyright}", "its copyright notice"),
    ("{camera}", "the camera: make and model, the brand once"),
    ("{make}", "the camera's maker"),
    ("{model}", "the camera's model"),
    ("{lens}", "the lens"),
    ("{taken}", "when it was taken"),
    ("{city}", "the city where it was taken"),
    ("{country}", "the country where it was taken"),
    ("{latitude}", "the latitude where it was taken, as XMP writes it"),
    ("{longitude}", "the longitude where it was taken, as XMP writes it"),
];

/// What happens to a text with a placeholder that is empty for a file, for people.
pub const EMPTY_PLACEHOLDER_RULE: &str = "If a file lacks a value, its placeholder is left out with the separator beside it. The rest of \
                                          your text stays.";

/// The values for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts<'a> {
    /// The file's name with its extension.
    pub name: &'a str,
    /// The day of signing, such as `2026-05-09`.
    pub date: &'a str,
    /// What the file says about itself: names of [`METADATA_PLACEHOLDERS`] without braces, and texts. A name with several texts is
    /// a list, such as the creators.
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
    fn metadata(self, placeholder: &str) -> Option<Cow<'a, str>> {
        let texts = self.list(placeholder)?;
        Some(match texts.as_slice() {
            [] => Cow::Borrowed(""),
            [text] => Cow::Borrowed(*text),
            several => Cow::Owned(several.join(", ")),
        })
    }

    /// The texts of a placeholder for metadata, `None` for other placeholders.
    fn list(self, placeholder: &str) -> Option<Vec<&'a str>> {
        if !is_metadata(placeholder) {
            return None;
        }
        let name = placeholder.trim_matches(['{', '}']);
        let found = self.metadata.iter().filter(|(other, _)| *other == name);
        let mut texts: Vec<_> = found
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        // Every file has a name, and a claim without a title shows as nothing.
        if texts.is_empty() && name == "title" {
            texts.push(self.stem());
        }
        Some(texts)
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
    fixed::join(filled_pieces(text, facts))
}

fn filled_pieces(text: &str, facts: FileFacts<'_>) -> Vec<Filled> {
    let filled = |piece| match piece {
        Piece::Text(text) => Filled::Text(text.to_owned()),
        Piece::Brace(brace) => Filled::Text(brace.to_string()),
        Piece::Placeholder("{name}") => Filled::Text(facts.name.to_owned()),
        Piece::Placeholder("{stem}") => Filled::Text(facts.stem().to_owned()),
        Piece::Placeholder("{date}") => Filled::Text(facts.date.to_owned()),
        Piece::Placeholder(other) => match facts.metadata(other) {
            Some(text) if text.is_empty() => Filled::Empty,
            Some(text) => Filled::Text(text.into_owned()),
            None => Filled::Text(other.to_owned()),
        },
    };
    pieces(text).map(filled).collect()
}

/// Whether a text has an empty placeholder for metadata, and says nothing without it: no letter and no digit.
fn is_empty_of_metadata(text: &str, facts: FileFacts<'_>) -> bool {
    if !text.contains('{') {
        return false;
    }
    let pieces = filled_pieces(text, facts);
    pieces.contains(&Filled::Empty) && !fixed::join(pieces).contains(char::is_alphanumeric)
}

/// The list elements that replace a text consisting of a single placeholder.
fn as_list<'a>(text: &str, facts: FileFacts<'a>) -> Option<Vec<&'a str>> {
    let mut pieces = pieces(text.trim());
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Placeholder(found)), None) => facts.list(found).filter(|texts| texts.len() > 1),
        _ => None,
    }
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
/// What a file lacks is left out: see [`EMPTY_PLACEHOLDER_RULE`]. A value that says nothing then is removed, with the lists and
/// objects that are empty without it, and a metadata assertion that would say nothing. In a list, a placeholder with several
/// texts becomes as many elements.
#[must_use]
pub fn fill(manifest: &str, facts: FileFacts<'_>) -> String {
    let manifest: &str = &without_empty(manifest, facts);
    let Ok(value) = json::parse(manifest) else {
        return manifest.to_owned();
    };
    let mut elements = HashSet::new();
    visit_elements(&value, &mut |element| {
        elements.insert(json::start(element));
    });
    let mut filled = String::with_capacity(manifest.len());
    let mut done = 0;
    visit_strings(&value, &mut |value, text| {
        if !text.contains(['{', '}']) {
            return;
        }
        let range = json::range(value);
        filled.push_str(manifest.get(done..range.start).unwrap_or_default());
        let list = as_list(text, facts).filter(|_| elements.contains(&range.start));
        let texts = list.map(|texts| texts.into_iter().map(str::to_owned).collect());
        let texts: Vec<String> = texts.unwrap_or_else(|| vec![fill_text(text, facts)]);
        let texts: Vec<_> = texts
            .into_iter()
            .map(|text| serde_json::Value::String(text).to_string())
            .collect();
        filled.push_str(&texts.join(", "));
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

/// Visits the elements of all lists.
fn visit_elements<'v, 't>(value: &'v Value<'t>, visit: &mut impl FnMut(&'v Value<'t>)) {
    match value {
        Value::Array(array) => {
            for element in &array.elements {
                visit(element);
                visit_elements(element, visit);
            }
        }
        Value::Object(object) => {
            for property in &object.properties {
                visit_elements(&property.value, visit);
            }
        }
        _ => {}
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
    { "label": "a", "data": { "@context": { "dc": "x" }, "dc:creator": ["{caption}"], "photoshop:City": "({city})" } },
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
    fn each_creator_is_an_element_and_no_name_is_split() {
        let facts = FileFacts {
            metadata: &[("creator", "Smith; Sons, Ltd"), ("creator", "Ana")],
            ..FACTS
        };
        let manifest = r#"{"x": ["{creator}", "by {creator}", "{{creator}}"], "y": "{creator}"}"#;
        let value: serde_json::Value = serde_json::from_str(&fill(manifest, facts)).unwrap();
        let expected = serde_json::json!({
            "x": ["Smith; Sons, Ltd", "Ana", "by Smith; Sons, Ltd, Ana", "{creator}"],
            "y": "Smith; Sons, Ltd, Ana",
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn fixed_text_stays_beside_an_empty_placeholder() {
        let manifest = r#"{"a": "Photo: {caption} / Agency", "b": ["{caption} / {city}", "© {caption}"], "c": "Photo: {creator} / Agency"}"#;
        let value: serde_json::Value = serde_json::from_str(&fill(manifest, FACTS)).unwrap();
        let expected = serde_json::json!({ "a": "Photo: Agency", "c": "Photo: Ana {\"F\"} / Agency" });
        assert_eq!(value, expected);
    }

    #[test]
    fn unknown_placeholders_are_found() {
        assert_eq!(unknown("{nmae} {name} {{x}} {a b} {Date}"), ["{nmae}", "{Date}"]);
    }
}
