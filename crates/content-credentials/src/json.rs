//! JSON with places: where each value stands in the text, and changes of parts that leave the rest as it was written.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectProp, Value},
    common::{Range, Ranged as _},
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
    parse_to_ast,
};

/// A place in a text, as editors tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotJson {
    pub(super) place: Place,
    /// What the parser says, without the place.
    pub(super) message: String,
    /// The same as JSON, where it can be told what was meant.
    pub(super) meant: Option<String>,
}

/// JSON and nothing else: servers read no comments, and no commas at the end.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads JSON with the places of its values.
pub(super) fn parse(text: &str) -> Result<Value<'_>, NotJson> {
    // What servers read with decides what JSON is.
    serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let place = place_of_bytes(text, error.line(), error.column());
        not_json(text, place, message)
    })?;
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed
            .value
            .ok_or_else(|| not_json(text, place(text, 0), "there is nothing in it")),
        Err(error) => {
            let at = place(text, error.range().start);
            Err(not_json(text, at, &error.kind().to_string().to_lowercase()))
        }
    }
}

fn not_json(text: &str, place: Place, message: &str) -> NotJson {
    NotJson {
        place,
        message: message.to_owned(),
        meant: meant(text),
    }
}

/// What was meant by a text with comments, commas at the end, names or texts without their quotation marks, or with
/// those of a word processor.
fn meant(text: &str) -> Option<String> {
    let plain = text
        .replace(['\u{201c}', '\u{201d}', '\u{201e}'], "\"")
        .replace('\u{a0}', " ");
    let parsed = parse_to_ast(&plain, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let value = serde_json::Value::from(parsed.value?);
    value.is_object().then(|| format!("{value:#}"))
}

/// Where this byte stands.
pub(super) fn place(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

/// The place of a parser that counts bytes of a line, from 1, and 0 before the line's first.
fn place_of_bytes(text: &str, line: usize, column: usize) -> Place {
    let line = line.max(1);
    let content = text.lines().nth(line - 1).unwrap_or_default();
    let bytes = column.saturating_sub(1).min(content.len());
    let before = content.char_indices().take_while(|(at, _)| *at < bytes).count();
    Place {
        line,
        column: before + 1,
    }
}

/// The property that counts: where a name stands twice, readers take the last.
pub(super) fn property<'v, 't>(object: &'v Object<'t>, name: &str) -> Option<&'v ObjectProp<'t>> {
    object
        .properties
        .iter()
        .rev()
        .find(|property| property.name.as_str() == name)
}

/// The value of a property, where the value is an object that has it.
pub(super) fn get<'v, 't>(value: &'v Value<'t>, name: &str) -> Option<&'v Value<'t>> {
    Some(&property(value.as_object()?, name)?.value)
}

/// The text of a property.
pub(super) fn text_of<'v>(value: &'v Value<'_>, name: &str) -> Option<&'v str> {
    Some(get(value, name)?.as_string_lit()?.value.as_ref())
}

/// The list of a property; empty where there is none.
pub(super) fn list_of<'v, 't>(value: &'v Value<'t>, name: &str) -> &'v [Value<'t>] {
    get(value, name)
        .and_then(Value::as_array)
        .map(|array| array.elements.as_slice())
        .unwrap_or_default()
}

/// Where a value begins.
pub(super) fn start(value: &Value<'_>) -> usize {
    value.range().start
}

/// Where a value stands.
pub(super) fn range(value: &Value<'_>) -> Range {
    value.range()
}

/// A step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PathSegment {
    /// The property of this name.
    Name(String),
    /// The element at this place.
    Element(usize),
}

impl From<&str> for PathSegment {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for PathSegment {
    fn from(element: usize) -> Self {
        Self::Element(element)
    }
}

/// The way to a value.
pub(super) type Path = Vec<PathSegment>;

/// Changes parts of a document; all that is not touched stays as it was written. `None` where the text is no JSON or the
/// change finds nothing to change.
pub(super) fn edit(text: &str, change: impl FnOnce(&CstRootNode) -> Option<()>) -> Option<String> {
    let root = CstRootNode::parse(text, &STRICT).ok()?;
    change(&root)?;
    Some(root.to_string())
}

/// The value at the end of this way.
pub(super) fn at(root: &CstRootNode, path: &[PathSegment]) -> Option<CstNode> {
    let mut node = root.value()?;
    for step in path {
        node = match step {
            PathSegment::Name(name) => node.as_object().and_then(|object| last(&object, name)?.value())?,
            PathSegment::Element(element) => node.as_array()?.elements().into_iter().nth(*element)?,
        };
    }
    Some(node)
}

/// The object at the end of this way.
pub(super) fn object_at(root: &CstRootNode, path: &[PathSegment]) -> Option<CstObject> {
    at(root, path)?.as_object()
}

/// The list at the end of this way.
pub(super) fn array_at(root: &CstRootNode, path: &[PathSegment]) -> Option<CstArray> {
    at(root, path)?.as_array()
}

/// The property of this name that counts.
pub(super) fn last(object: &CstObject, name: &str) -> Option<jsonc_parser::cst::CstObjectProp> {
    let named = |property: &jsonc_parser::cst::CstObjectProp| property.decoded_name().as_deref() == Some(name);
    object.properties().into_iter().rev().find(named)
}

/// Gives a property this value, and makes it where there is none.
pub(super) fn set(object: &CstObject, name: &str, value: CstInputValue) {
    match last(object, name) {
        Some(property) => property.set_value(value),
        None => {
            object.append(name, value);
        }
    }
}

/// Takes a property out.
pub(super) fn unset(object: &CstObject, name: &str) {
    if let Some(property) = last(object, name) {
        property.remove();
    }
}

/// Takes a value out of what holds it: a property with its name, an element with its comma.
pub(super) fn remove(root: &CstRootNode, path: &[PathSegment]) -> Option<()> {
    let (step, above) = path.split_last()?;
    match step {
        PathSegment::Name(name) => last(&object_at(root, above)?, name)?.remove(),
        PathSegment::Element(element) => array_at(root, above)?.elements().into_iter().nth(*element)?.remove(),
    }
    Some(())
}

/// Puts another value in the place of one.
pub(super) fn replace(root: &CstRootNode, path: &[PathSegment], value: CstInputValue) -> Option<()> {
    let (step, above) = path.split_last()?;
    match step {
        PathSegment::Name(name) => last(&object_at(root, above)?, name)?.set_value(value),
        PathSegment::Element(element) => {
            let array = array_at(root, above)?;
            array.elements().into_iter().nth(*element)?.remove();
            array.insert(*element, value);
        }
    }
    Some(())
}

/// A value to put in, from one that was read.
pub(super) fn input(value: &serde_json::Value) -> CstInputValue {
    use serde_json::Value as Json;
    match value {
        Json::Null => CstInputValue::Null,
        Json::Bool(value) => CstInputValue::Bool(*value),
        Json::Number(value) => CstInputValue::Number(value.to_string()),
        Json::String(value) => CstInputValue::String(value.clone()),
        Json::Array(values) => CstInputValue::Array(values.iter().map(input).collect()),
        Json::Object(values) => CstInputValue::Object(
            values
                .iter()
                .map(|(name, value)| (name.clone(), input(value)))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_lines_and_characters() {
        let text = "{\n  \"é\": nope\n}";
        let error = parse(text).unwrap_err();
        assert_eq!(error.place.line, 2);
        assert_eq!(place(text, text.find("nope").unwrap()), Place { line: 2, column: 8 });
        assert_eq!(error.place.column, 9, "where the word stops to be one");
    }

    #[test]
    fn what_was_meant_is_found_in_what_people_write() {
        for text in [
            "{ \"title\": \"a\", }",
            "{ title: 'a' }",
            "{ // the title\n \"title\": \"a\" }",
            "{ “title”: “a” }",
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.meant.as_deref(), Some("{\n  \"title\": \"a\"\n}"), "{text}");
        }
        assert_eq!(parse("{ \"title\": }").unwrap_err().meant, None);
        assert_eq!(parse("").unwrap_err().meant, None);
    }

    #[test]
    fn a_change_leaves_the_rest_as_it_was_written() {
        let text = "{ \"b\" :1,\n\n   \"a\":   [ 1,2 ] }\n";
        let changed = edit(text, |root| {
            set(&object_at(root, &[])?, "b", "x".into());
            Some(())
        });
        assert_eq!(changed.unwrap(), "{ \"b\" :\"x\",\n\n   \"a\":   [ 1,2 ] }\n");
        let changed = edit(text, |root| remove(root, &["a".into(), 0.into()])).unwrap();
        assert!(
            serde_json::from_str::<serde_json::Value>(&changed).unwrap()["a"] == serde_json::json!([2]),
            "{changed}"
        );
        assert_eq!(edit(text, |root| remove(root, &["c".into()])), None);
    }

    #[test]
    fn texts_that_are_put_in_are_quoted() {
        let odd = "a \"b\" \\ \n\t\u{1} 😀";
        let changed = edit("{}", |root| {
            set(&object_at(root, &[])?, odd, odd.into());
            Some(())
        });
        let value: serde_json::Value = serde_json::from_str(&changed.unwrap()).unwrap();
        assert_eq!(value[odd], odd);
    }
}
