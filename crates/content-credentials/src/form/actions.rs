//! The actions assertion: where the file came from, and whether everything that was done to it is listed.

use jsonc_parser::{
    ast::Value,
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
};

use super::{ManifestForm, assertions, find, text};
use crate::{
    json,
    manifest::{
        ACTIONS, CREATED, OPENED, actions_assertion, actions_data, created_action, current_action, is_actions_label,
    },
    origin::{Origin, SourceType, source_type},
};

/// The data of the first actions assertion.
fn data<'v, 't>(manifest: &'v Value<'t>) -> Option<&'v Value<'t>> {
    let assertion = json::list_of(manifest, "assertions")
        .iter()
        .find(|assertion| json::text_of(assertion, "label").is_some_and(is_actions_label))?;
    json::get(assertion, "data")
}

/// The origin that a digital source type states. A retired one is read as its successor.
fn origin_of(uri: &str) -> Option<Origin> {
    match source_type(uri) {
        SourceType::Origin(origin) | SourceType::Retired(origin) => Some(origin),
        _ => None,
    }
}

/// The origin in the first action.
pub(super) fn origin(manifest: &Value<'_>) -> Option<Origin> {
    let first = json::list_of(data(manifest)?, "actions").first()?;
    origin_of(json::text_of(first, "digitalSourceType")?)
}

/// Whether all actions are listed, if it is stated.
pub(super) fn all_included(manifest: &Value<'_>) -> Option<bool> {
    let stated = json::get(data(manifest)?, "allActionsIncluded")?;
    Some(stated.as_boolean_lit()?.value)
}

/// Writes the origin and whether all actions are listed if they differ, and brings the assertion up to date.
pub(super) fn write(root: &CstRootNode, form: &ManifestForm, before: &ManifestForm) {
    let states = form.origin.is_some() || form.all_actions.is_some();
    let assertion = match find(root, is_actions_label) {
        Some(found) => found,
        None if states => match assertions(root).and_then(|list| list.insert(0, actions_assertion(None)).as_object()) {
            Some(added) => added,
            None => return,
        },
        None => return,
    };
    update(&assertion);
    if form.origin != before.origin {
        write_origin(&assertion, form.origin);
    }
    if form.all_actions != before.all_actions
        && let Some(data) = assertion.object_value("data").or_else(|| {
            json::set(&assertion, "data", actions_data(form.origin));
            assertion.object_value("data")
        })
    {
        match form.all_actions {
            Some(all) => json::set(&data, "allActionsIncluded", CstInputValue::Bool(all)),
            None => json::unset(&data, "allActionsIncluded"),
        }
    }
}

fn list(assertion: &CstObject) -> Option<CstArray> {
    assertion.object_value("data")?.array_value("actions")
}

/// Updates the label, marks the assertion as created by the signer, and replaces deprecated names.
fn update(assertion: &CstObject) {
    json::set(assertion, "label", ACTIONS.into());
    let stated = json::last(assertion, "created").and_then(|created| created.value()?.as_boolean_lit());
    if stated.is_none_or(|created| !created.value()) {
        match json::last(assertion, "created") {
            Some(property) => property.set_value(CstInputValue::Bool(true)),
            None => {
                assertion.insert(1, "created", CstInputValue::Bool(true));
            }
        }
    }
    let actions = list(assertion).map(|list| list.elements()).unwrap_or_default();
    for action in actions.iter().filter_map(CstNode::as_object) {
        if let Some(agent) = text(&action, "softwareAgent") {
            let object = CstInputValue::Object(vec![("name".to_owned(), agent.into())]);
            json::set(&action, "softwareAgent", object);
        }
        if let Some(current) = text(&action, "action").and_then(|name| current_action(&name)) {
            json::set(&action, "action", current.into());
        }
        let source = text(&action, "digitalSourceType").map(|uri| source_type(&uri));
        if let Some(SourceType::Retired(origin)) = source {
            json::set(&action, "digitalSourceType", origin.uri().into());
        }
    }
}

fn write_origin(assertion: &CstObject, origin: Option<Origin>) {
    let Some(list) = list(assertion).filter(|list| !list.elements().is_empty()) else {
        match assertion.object_value("data") {
            Some(data) => json::set(&data, "actions", CstInputValue::Array(vec![created_action(origin)])),
            None => json::set(assertion, "data", actions_data(origin)),
        }
        return;
    };
    let first = list.elements().into_iter().next().and_then(|first| first.as_object());
    let name = first.as_ref().and_then(|first| text(first, "action"));
    match (first, name.as_deref(), origin) {
        (Some(first), Some(CREATED), Some(origin)) => json::set(&first, "digitalSourceType", origin.uri().into()),
        (Some(first), _, None) => json::unset(&first, "digitalSourceType"),
        // A file that was opened has the origin of the file that it was made from.
        (_, Some(OPENED), _) | (None, _, None) => {}
        (_, _, Some(_)) => {
            list.insert(0, created_action(origin));
        }
    }
}
