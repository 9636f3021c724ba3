//! Where earlier versions of this program wrote the author: `stds.schema-org.CreativeWork`, which C2PA has deprecated. It is read,
//! and with the next change it moves into `cawg.metadata`. What has no place there stays.

use jsonc_parser::{
    ast::Value,
    cst::{CstNode, CstObject, CstRootNode},
};

use super::{ManifestForm, find, text};
use crate::{
    json,
    manifest::base_label,
    names::{self, join_names},
};

pub(crate) const CREATIVE_WORK: &str = "stds.schema-org.CreativeWork";

/// A text of the form.
type Field = fn(&mut ManifestForm) -> &mut String;

/// The texts of schema.org that have a place in the form.
const TEXTS: [(&str, Field); 5] = [
    ("name", |form| &mut form.title),
    ("headline", |form| &mut form.headline),
    ("description", |form| &mut form.caption),
    ("creditText", |form| &mut form.credit),
    ("copyrightNotice", |form| &mut form.copyright),
];

/// The data of the first such assertion.
fn data<'v, 't>(manifest: &'v Value<'t>) -> Option<&'v Value<'t>> {
    let assertion = json::list_of(manifest, "assertions")
        .iter()
        .find(|assertion| json::text_of(assertion, "label").map(base_label) == Some(CREATIVE_WORK))?;
    json::get(assertion, "data")
}

/// Reads what it says, unless the form has it from a better place.
pub(super) fn read(manifest: &Value<'_>, form: &mut ManifestForm) {
    let Some(data) = data(manifest) else { return };
    if form.creator.is_empty() {
        // A single author need not be in a list.
        let authors = match json::get(data, "author") {
            Some(Value::Array(authors)) => authors.elements.as_slice(),
            Some(author @ Value::Object(_)) => std::slice::from_ref(author),
            _ => &[],
        };
        let names: Vec<_> = authors
            .iter()
            .filter_map(|author| json::text_of(author, "name"))
            .collect();
        form.creator = join_names(names);
    }
    for (name, field) in TEXTS {
        let field = field(form);
        if field.is_empty() {
            json::text_of(data, name).unwrap_or_default().clone_into(field);
        }
    }
}

/// Removes what the form has read from it, and the assertion if nothing else is left. Returns whether there was one.
pub(super) fn remove(root: &CstRootNode, form: &ManifestForm, before: &ManifestForm) -> bool {
    let Some(work) = find(root, |label| base_label(label) == CREATIVE_WORK) else {
        return false;
    };
    let Some(data) = work.object_value("data") else {
        return false;
    };
    let mut read = before.clone();
    for (name, field) in TEXTS {
        if text(&data, name).as_ref() == Some(field(&mut read)) {
            json::unset(&data, name);
        }
    }
    authors(&data, &form.creator, &before.creator);
    let is_rest = |property: &jsonc_parser::cst::CstObjectProp| {
        !matches!(property.decoded_name().as_deref(), Some("@context" | "@type"))
    };
    if !data.properties().iter().any(is_rest) {
        work.remove();
    }
    true
}

/// Removes the authors that the form has read. One that says more than a name stays while that name is among the creators.
fn authors(data: &CstObject, creators: &str, before: &str) {
    let is_among = |creators: &str, name: &str| names::split(creators).iter().any(|creator| creator == name.trim());
    let stays = |author: &CstObject| {
        let says_more = author
            .properties()
            .iter()
            .any(|property| !matches!(property.decoded_name().as_deref(), Some("@type" | "@id" | "name")));
        let name = text(author, "name").unwrap_or_default();
        !is_among(before, &name) || says_more && is_among(creators, &name)
    };
    if let Some(single) = data.object_value("author") {
        if !stays(&single) {
            json::unset(data, "author");
        }
        return;
    }
    let Some(list) = data.array_value("author") else {
        return;
    };
    for author in list.elements().iter().filter_map(CstNode::as_object) {
        if !stays(&author) {
            author.remove();
        }
    }
    if list.elements().is_empty() {
        json::unset(data, "author");
    }
}
