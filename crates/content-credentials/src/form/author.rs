//! The authors of a `CreativeWork` assertion. The form knows the first person and the first organization.

use jsonc_parser::{
    ast::Value,
    cst::{CstInputValue, CstNode, CstObject, CstRootNode},
};

use crate::json;

const LABEL: &str = "stds.schema-org.CreativeWork";

/// The `@type` of a person.
pub(super) const PERSON: &str = "Person";
/// The `@type` of an organization.
pub(super) const ORGANIZATION: &str = "Organization";

/// The name of the first author of this type. Empty if there is none.
pub(super) fn read(manifest: &Value<'_>, kind: &str) -> String {
    let work = json::list_of(manifest, "assertions")
        .iter()
        .find(|assertion| json::text_of(assertion, "label") == Some(LABEL));
    let Some(data) = work.and_then(|work| json::get(work, "data")) else {
        return String::new();
    };
    // A single author need not be in a list.
    let authors = match json::get(data, "author") {
        Some(Value::Array(authors)) => authors.elements.as_slice(),
        Some(author @ Value::Object(_)) => std::slice::from_ref(author),
        _ => &[],
    };
    authors
        .iter()
        .find(|author| json::text_of(author, "@type") == Some(kind))
        .and_then(|author| json::text_of(author, "name"))
        .unwrap_or_default()
        .to_owned()
}

fn text(object: &CstObject, name: &str) -> Option<String> {
    json::last(object, name)?.value()?.as_string_lit()?.decoded_value().ok()
}

fn work(root: &CstRootNode) -> Option<CstObject> {
    super::assertions(root)?
        .elements()
        .iter()
        .filter_map(CstNode::as_object)
        .find(|assertion| text(assertion, "label").as_deref() == Some(LABEL))
}

/// Sets the name of the first author of this type. An empty name removes the author, and with the last author an assertion that
/// says nothing else.
pub(super) fn write(root: &CstRootNode, kind: &str, name: &str) {
    let entry = CstInputValue::Object(vec![
        ("@type".to_owned(), kind.into()),
        ("name".to_owned(), name.into()),
    ]);
    let Some(work) = work(root) else {
        if !name.is_empty()
            && let Some(assertions) = super::assertions(root)
        {
            assertions.append(new_work(entry));
        }
        return;
    };
    let Some(data) = work.object_value_or_create("data") else {
        return;
    };
    // Put a single author into a list, so that the rest handles only lists.
    if let Some(single) = data.object_value("author")
        && let Some(value) = single.to_serde_value()
    {
        json::set(&data, "author", json::input(&serde_json::json!([value])));
    }
    let Some(authors) = data.array_value_or_create("author") else {
        return;
    };
    let found = authors
        .elements()
        .iter()
        .filter_map(CstNode::as_object)
        .find(|author| text(author, "@type").as_deref() == Some(kind));
    match (found, name.is_empty()) {
        (Some(author), false) => json::set(&author, "name", name.into()),
        (Some(author), true) => author.remove(),
        (None, false) => {
            // People come before their organization.
            let index = if kind == PERSON { 0 } else { authors.elements().len() };
            authors.insert(index, entry);
        }
        (None, true) => {}
    }
    if authors.elements().is_empty() {
        json::unset(&data, "author");
        let is_standard = |property: &jsonc_parser::cst::CstObjectProp| {
            matches!(property.decoded_name().as_deref(), Some("@context" | "@type"))
        };
        if data.properties().iter().all(is_standard) {
            work.remove();
        }
    }
}

fn new_work(author: CstInputValue) -> CstInputValue {
    let data = CstInputValue::Object(vec![
        ("@context".to_owned(), "https://schema.org".into()),
        ("@type".to_owned(), "CreativeWork".into()),
        ("author".to_owned(), CstInputValue::Array(vec![author])),
    ]);
    CstInputValue::Object(vec![
        ("label".to_owned(), LABEL.into()),
        ("kind".to_owned(), "Json".into()),
        ("data".to_owned(), data),
    ])
}
