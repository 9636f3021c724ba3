//! JSON with positions: finds where each value is in the text, and changes values without touching the rest of the text.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectProp, Value},
    common::{Range, Ranged as _},
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
    parse_to_ast,
};

/// A position in a text, as editors show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Why a text isn't JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotJson {
    pub(super) place: TextPosition,
    /// The parser's message without the position.
    pub(super) message: String,
    /// The text as JSON, if the intention is clear.
    pub(super) corrected: Option<String>,
}

/// Strict JSON: servers accept no comments and no trailing commas.
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

/// Parses JSON with the positions of its values.
pub(super) fn parse(text: &str) -> Result<Value<'_>, NotJson> {
    // Servers use serde_json, so it decides what JSON is.
    serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let place = place_of_bytes(text, error.line(), error.column());
        not_json(text, place, message)
    })?;
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed
            .value
            .ok_or_else(|| not_json(text, place(text, 0), "it is empty")),
        Err(error) => {
            let at = place(text, error.range().start);
            Err(not_json(text, at, &error.kind().to_string().to_lowercase()))
        }
    }
}

fn not_json(text: &str, place: TextPosition, message: &str) -> NotJson {
    NotJson {
        place,
        message: message.to_owned(),
        corrected: corrected(text),
    }
}

/// Corrects comments, trailing commas, missing quotation marks, and typographic ones.
fn corrected(text: &str) -> Option<String> {
    let plain = text
        .replace(['\u{201c}', '\u{201d}', '\u{201e}'], "\"")
        .replace('\u{a0}', " ");
    let parsed = parse_to_ast(&plain, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let value = serde_json::Value::from(parsed.value?);
    value.is_object().then(|| format!("{value:#}"))
}

/// The position of a byte.
pub(super) fn place(text: &str, byte: usize) -> TextPosition {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    TextPosition {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

/// The position from a parser that counts the bytes of a line from 1, with 0 before the first.
fn place_of_bytes(text: &str, line: usize, column: usize) -> TextPosition {
    let line = line.max(1);
    let content = text.lines().nth(line - 1).unwrap_or_default();
    let bytes = column.saturating_sub(1).min(content.len());
    let before = content.char_indices().take_while(|(at, _)| *at < bytes).count();
    TextPosition {
        line,
        column: before + 1,
    }
}

/// The property with this name. If there are several, readers take the last.
fn property<'v, 't>(object: &'v Object<'t>, name: &str) -> Option<&'v ObjectProp<'t>> {
    object
        .properties
        .iter()
        .rev()
        .find(|property| property.name.as_str() == name)
}

/// The value of a property, if the value is an object that has it.
pub(super) fn get<'v, 't>(value: &'v Value<'t>, name: &str) -> Option<&'v Value<'t>> {
    Some(&property(value.as_object()?, name)?.value)
}

/// The value of a property that is a string.
pub(super) fn text_of<'v>(value: &'v Value<'_>, name: &str) -> Option<&'v str> {
    Some(get(value, name)?.as_string_lit()?.value.as_ref())
}

/// The elements of a property that is a list. Empty if there is none.
pub(super) fn list_of<'v, 't>(value: &'v Value<'t>, name: &str) -> &'v [Value<'t>] {
    get(value, name)
        .and_then(Value::as_array)
        .map(|array| array.elements.as_slice())
        .unwrap_or_default()
}

/// The first byte of a value.
pub(super) fn start(value: &Value<'_>) -> usize {
    value.range().start
}

/// The bytes of a value.
pub(super) fn range(value: &Value<'_>) -> Range {
    value.range()
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PathSegment {
    /// The property with this name.
    Name(String),
    /// The element at this index.
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

/// The path to a value.
pub(super) type Path = Vec<PathSegment>;

/// Changes parts of a document and leaves the rest as it is written. `None` if the text isn't JSON or `change` finds nothing to
/// change.
pub(super) fn edit(text: &str, change: impl FnOnce(&CstRootNode) -> Option<()>) -> Option<String> {
    let root = CstRootNode::parse(text, &STRICT).ok()?;
    change(&root)?;
    Some(root.to_string())
}

/// The value at this path.
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

/// The object at this path.
pub(super) fn object_at(root: &CstRootNode, path: &[PathSegment]) -> Option<CstObject> {
    at(root, path)?.as_object()
}

/// The list at this path.
pub(super) fn array_at(root: &CstRootNode, path: &[PathSegment]) -> Option<CstArray> {
    at(root, path)?.as_array()
}

/// The property with this name. If there are several, readers take the last.
pub(super) fn last(object: &CstObject, name: &str) -> Option<jsonc_parser::cst::CstObjectProp> {
    let named = |property: &jsonc_parser::cst::CstObjectProp| property.decoded_name().as_deref() == Some(name);
    object.properties().into_iter().rev().find(named)
}

/// Sets a property, and adds it if it is missing.
pub(super) fn set(object: &CstObject, name: &str, value: CstInputValue) {
    match last(object, name) {
        Some(property) => property.set_value(value),
        None => {
            object.append(name, value);
        }
    }
}

/// Removes a property.
pub(super) fn unset(object: &CstObject, name: &str) {
    if let Some(property) = last(object, name) {
        property.remove();
    }
}

/// Removes a value, together with its name or comma.
pub(super) fn remove(root: &CstRootNode, path: &[PathSegment]) -> Option<()> {
    let (step, above) = path.split_last()?;
    match step {
        PathSegment::Name(name) => last(&object_at(root, above)?, name)?.remove(),
        PathSegment::Element(element) => array_at(root, above)?.elements().into_iter().nth(*element)?.remove(),
    }
    Some(())
}

/// Replaces a value.
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

/// Converts a value so that it can be inserted.
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
    fn a_position_is_a_line_and_a_column_in_characters() {
        let text = "{\n  \"é\": nope\n}";
        let error = parse(text).unwrap_err();
        assert_eq!(error.place.line, 2);
        assert_eq!(
            place(text, text.find("nope").unwrap()),
            TextPosition { line: 2, column: 8 }
        );
        assert_eq!(error.place.column, 9, "where the word stops making sense");
    }

    #[test]
    fn common_mistakes_are_corrected() {
        for text in [
            "{ \"title\": \"a\", }",
            "{ title: 'a' }",
            "{ // the title\n \"title\": \"a\" }",
            "{ “title”: “a” }",
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.corrected.as_deref(), Some("{\n  \"title\": \"a\"\n}"), "{text}");
        }
        assert_eq!(parse("{ \"title\": }").unwrap_err().corrected, None);
        assert_eq!(parse("").unwrap_err().corrected, None);
    }

    #[test]
    fn a_change_leaves_the_rest_as_it_is_written() {
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
    fn inserted_strings_are_quoted() {
        let odd = "a \"b\" \\ \n\t\u{1} 😀";
        let changed = edit("{}", |root| {
            set(&object_at(root, &[])?, odd, odd.into());
            Some(())
        });
        let value: serde_json::Value = serde_json::from_str(&changed.unwrap()).unwrap();
        assert_eq!(value[odd], odd);
    }
}
