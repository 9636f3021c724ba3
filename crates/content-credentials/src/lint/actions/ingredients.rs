//! The ingredients that an action names.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use super::{below, fields::non_null};
use crate::{
    json::{self, Path, PathSegment},
    lint::{
        Fix, LintCode, Linter,
        texts::{ActionText, FixLabel, ShapeText},
    },
    manifest::{CREATED, OPENED},
};

/// Where an action names its ingredients: in `ingredientIds`, or in one of the older fields.
fn reference<'v, 't>(action: &'v Value<'t>, path: &Path) -> Option<(&'v Value<'t>, Path)> {
    let parameters = non_null(action, "parameters");
    let parameters_path = below(path, "parameters");
    let in_parameters = ["ingredientIds", "org.cai.ingredientIds", "instanceId"]
        .into_iter()
        .find_map(|field| Some((non_null(parameters?, field)?, below(&parameters_path, field))));
    in_parameters.or_else(|| {
        ["instanceId", "instanceID", "instance_id"]
            .into_iter()
            .find_map(|field| Some((non_null(action, field)?, below(path, field))))
    })
}

/// The names of the ingredients, with this relationship or with any.
fn names<'v>(manifest: &'v Value<'_>, relationship: Option<&str>) -> Vec<&'v str> {
    json::list_of(manifest, "ingredients")
        .iter()
        .filter(|ingredient| {
            let of = json::text_of(ingredient, "relationship").unwrap_or("componentOf");
            relationship.is_none_or(|wanted| wanted == of)
        })
        .filter_map(|ingredient| {
            let label = json::text_of(ingredient, "label").filter(|label| !label.is_empty());
            label.or_else(|| json::text_of(ingredient, "instance_id"))
        })
        .collect()
}

/// What an action needs.
struct Needs<'a> {
    is_required: bool,
    /// The names of the ingredients with the right relationship.
    matching: Vec<&'a str>,
}

/// Checks the ingredients that an action names.
pub(super) fn check(linter: &mut Linter<'_>, manifest: &Value<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let relationship = match name {
        OPENED | "c2pa.transcoded" | "c2pa.repackaged" => Some("parentOf"),
        "c2pa.placed" | "c2pa.removed" => Some("componentOf"),
        _ => None,
    };
    let needs = Needs {
        is_required: matches!(name, OPENED | "c2pa.placed" | "c2pa.removed"),
        matching: names(manifest, relationship),
    };
    let suggestion =
        |linter: &Linter<'_>| use_only(linter, &needs.matching, path).or_else(|| replacement(linter, name, path));
    let Some((given, reference_path)) = reference(action, path) else {
        if needs.is_required {
            let fix = suggestion(linter);
            let words = ActionText::NoIngredient {
                action: name.to_owned(),
                relationship: relationship.unwrap_or_default().to_owned(),
            };
            linter.report(LintCode::NoIngredient, json::start(action), words, fix);
        }
        return;
    };
    let at = json::start(given);
    let ids = ids(given);
    if !needs.is_required && ids.as_ref().is_some_and(Vec::is_empty) {
        return;
    }
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
        let fix = suggestion(linter).or_else(|| linter.removal(FixLabel::Remove, &reference_path));
        let code = if needs.is_required {
            LintCode::NoIngredient
        } else {
            LintCode::WrongShape
        };
        let words = ShapeText::IngredientIds;
        linter.report(code, at, words, fix);
        return;
    };
    let is_current = reference_path.last() == Some(&PathSegment::from("ingredientIds"));
    if !is_current && ids.iter().all(|id| needs.matching.contains(id)) {
        let words = ActionText::OlderReference;
        linter.report(LintCode::DeprecatedField, at, words, None);
    }
    for id in ids.into_iter().filter(|id| !needs.matching.contains(id)) {
        let words = if names(manifest, None).contains(&id) {
            ActionText::WrongRelationship {
                action: name.to_owned(),
                ingredient: id.to_owned(),
                relationship: relationship.unwrap_or_default().to_owned(),
            }
        } else {
            ActionText::NoSuchIngredient { label: id.to_owned() }
        };
        let remove = || linter.removal(FixLabel::RemoveReference, &reference_path);
        let fix = suggestion(linter).or_else(|| remove().filter(|_| !needs.is_required));
        linter.report(LintCode::UnknownIngredient, at, words, fix);
    }
}

/// The names in a list or a single name. `None` if something else is given.
fn ids<'v>(given: &'v Value<'_>) -> Option<Vec<&'v str>> {
    let text = |value: &'v Value<'_>| value.as_string_lit().map(|id| id.value.as_ref());
    match given.as_array() {
        Some(list) => list.elements.iter().map(text).collect(),
        None => Some(vec![text(given)?]),
    }
}

/// Names the ingredient, if only one fits.
fn use_only(linter: &Linter<'_>, matching: &[&str], path: &Path) -> Option<Fix> {
    let [only] = matching else { return None };
    let only = CstInputValue::Array(vec![(*only).into()]);
    linter.fix(FixLabel::AddIngredient, |root| {
        let action = json::object_at(root, path)?;
        let parameters = action.object_value_or_create("parameters")?;
        json::set(&parameters, "ingredientIds", only);
        Some(())
    })
}

/// A file that wasn't opened from another was created. An action without its ingredient is removed.
fn replacement(linter: &Linter<'_>, name: &str, path: &Path) -> Option<Fix> {
    match name {
        OPENED => linter.fix(FixLabel::ToCreated, |root| {
            json::replace(root, &below(path, "action"), CREATED.into())?;
            json::unset(&json::object_at(root, path)?, "parameters");
            Some(())
        }),
        "c2pa.placed" | "c2pa.removed" => linter.removal(FixLabel::Remove, path),
        _ => None,
    }
}
