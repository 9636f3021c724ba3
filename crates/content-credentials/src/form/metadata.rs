//! What people say about a file, in the terms of Dublin Core, IPTC and Exif: the `cawg.metadata` assertion of the Creator Assertions
//! Working Group. [Its specification](https://cawg.io/metadata/) allows the terms of any vocabulary that `@context` names.

use jsonc_parser::{
    ast::Value,
    cst::{CstInputValue, CstNode, CstObject, CstRootNode},
};

use super::{ManifestForm, assertions, find};
use crate::{
    json,
    manifest::{METADATA, is_actions_label, is_metadata_label, namespace},
    names::{self, join_names},
};

/// A field of the form and its term.
struct Term {
    /// The name with its prefix.
    name: &'static str,
    field: fn(&ManifestForm) -> &String,
    field_mut: fn(&mut ManifestForm) -> &mut String,
    /// Whether the value is a list of names.
    is_list: bool,
}

macro_rules! term {
    ($field:ident, $name:literal $(, $is_list:literal)?) => {
        Term {
            name: $name,
            field: |form| &form.$field,
            field_mut: |form| &mut form.$field,
            is_list: false $(|| $is_list)?,
        }
    };
}

/// In the order in which they are written: the properties that the IPTC Photo Metadata Standard names for these fields.
const TERMS: [Term; 14] = [
    term!(creator, "dc:creator", true),
    term!(title, "dc:title"),
    term!(headline, "photoshop:Headline"),
    term!(caption, "dc:description"),
    term!(credit, "photoshop:Credit"),
    term!(copyright, "dc:rights"),
    term!(make, "tiff:Make"),
    term!(camera, "tiff:Model"),
    term!(lens, "exifEX:LensModel"),
    term!(taken, "exif:DateTimeOriginal"),
    term!(city, "photoshop:City"),
    term!(country, "photoshop:Country"),
    term!(latitude, "exif:GPSLatitude"),
    term!(longitude, "exif:GPSLongitude"),
];

/// The data of the first metadata assertion.
fn data<'v, 't>(manifest: &'v Value<'t>) -> Option<&'v Value<'t>> {
    let assertion = json::list_of(manifest, "assertions")
        .iter()
        .find(|assertion| json::text_of(assertion, "label").is_some_and(is_metadata_label))?;
    json::get(assertion, "data")
}

/// Reads the fields that the assertion has.
pub(super) fn read(manifest: &Value<'_>, form: &mut ManifestForm) {
    let Some(data) = data(manifest) else { return };
    for term in TERMS {
        if let Some(value) = json::get(data, term.name) {
            *(term.field_mut)(form) = if term.is_list { names(value) } else { plain(value) };
        }
    }
}

/// The names of a list, or a single one, as a text of the form.
fn names(value: &Value<'_>) -> String {
    let names: Vec<_> = match value.as_array() {
        Some(list) => list.elements.iter().map(plain).collect(),
        None => vec![plain(value)],
    };
    join_names(names.iter().map(String::as_str))
}

/// A value as a text: a string, the names of a list, or the text in the default language.
fn plain(value: &Value<'_>) -> String {
    if let Some(text) = value.as_string_lit() {
        return text.value.clone().into_owned();
    }
    if let Some(list) = value.as_array() {
        let names: Vec<_> = list
            .elements
            .iter()
            .map(plain)
            .filter(|name| !name.is_empty())
            .collect();
        return names.join("; ");
    }
    let Some(object) = value.as_object() else {
        return String::new();
    };
    let first = object.properties.first().map(|property| &property.value);
    let named = ["x-default", "@value", "@list", "name"];
    let found = named.into_iter().find_map(|name| json::get(value, name));
    found.or(first).map(plain).unwrap_or_default()
}

/// A text of the form as a value.
fn value(term: &Term, text: &str) -> CstInputValue {
    if term.is_list {
        CstInputValue::Array(
            names::split(text)
                .into_iter()
                .map(|name| name.as_str().into())
                .collect(),
        )
    } else {
        text.into()
    }
}

/// Writes the fields that differ, or all of them. Without any field left, the assertion is removed.
pub(super) fn write(root: &CstRootNode, form: &ManifestForm, before: &ManifestForm, all: bool) {
    for term in TERMS {
        let text = (term.field)(form);
        if all || text != (term.field)(before) {
            set(root, &term, text);
        }
    }
    if let Some(assertion) = find(root, is_metadata_label)
        && let Some(data) = assertion.object_value("data")
        && is_empty(&data)
    {
        assertion.remove();
    }
}

fn is_empty(data: &CstObject) -> bool {
    let properties = data.properties();
    properties
        .iter()
        .all(|property| property.decoded_name().as_deref() == Some("@context"))
}

fn set(root: &CstRootNode, term: &Term, text: &str) {
    if text.trim().is_empty() {
        if let Some(data) = find(root, is_metadata_label).and_then(|found| found.object_value("data")) {
            json::unset(&data, term.name);
        }
        return;
    }
    let Some(data) = data_or_create(root) else { return };
    let (prefix, _) = term.name.split_once(':').unwrap_or_default();
    if data.object_value("@context").is_none() {
        json::unset(&data, "@context");
        data.insert(0, "@context", CstInputValue::Object(Vec::new()));
    }
    if let Some(context) = data.object_value("@context")
        && json::last(&context, prefix).is_none()
        && let Some(namespace) = namespace(prefix)
    {
        json::set(&context, prefix, namespace.into());
    }
    json::set(&data, term.name, value(term, text));
}

/// The data of the metadata assertion, which is added behind the actions if it is missing.
fn data_or_create(root: &CstRootNode) -> Option<CstObject> {
    let found = find(root, is_metadata_label).or_else(|| {
        let list = assertions(root)?;
        let empty = CstInputValue::Object(Vec::new());
        let new = CstInputValue::Object(vec![
            ("label".to_owned(), METADATA.into()),
            // Without it, some servers store the data as CBOR, which readers of metadata don't expect.
            ("kind".to_owned(), "Json".into()),
            ("data".to_owned(), empty),
        ]);
        let first = list.elements().first().and_then(CstNode::as_object);
        let is_actions = first
            .and_then(|first| super::text(&first, "label"))
            .is_some_and(|label| is_actions_label(&label));
        list.insert(usize::from(is_actions), new).as_object()
    })?;
    found.object_value_or_create("data")
}

/// Removes what is empty after placeholders were filled in.
pub(crate) fn tidy(manifest: &str) -> String {
    let Some(form) = json::parse(manifest).ok().filter(|manifest| data(manifest).is_some()) else {
        return manifest.to_owned();
    };
    let Some(data) = data(&form) else {
        return manifest.to_owned();
    };
    let is_blank = |value: &Value<'_>| value.as_string_lit().is_some_and(|text| text.value.trim().is_empty());
    let is_untidy = |value: &Value<'_>| {
        let list = value.as_array();
        is_blank(value) || list.is_some_and(|list| list.elements.iter().any(is_blank))
    };
    let untidy: Vec<_> = TERMS
        .into_iter()
        .filter(|term| json::get(data, term.name).is_some_and(is_untidy))
        .map(|term| {
            let read = if term.is_list { names } else { plain };
            let text = json::get(data, term.name).map(read).unwrap_or_default();
            (term, text)
        })
        .collect();
    if untidy.is_empty() {
        return manifest.to_owned();
    }
    let tidied = json::edit(manifest, |root| {
        for (term, text) in &untidy {
            set(root, term, text);
        }
        let assertion = find(root, is_metadata_label)?;
        if is_empty(&assertion.object_value("data")?) {
            assertion.remove();
        }
        Some(())
    });
    tidied.unwrap_or_else(|| manifest.to_owned())
}
