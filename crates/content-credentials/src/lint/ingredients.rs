//! The ingredients of a manifest, which can only describe files that aren't sent.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{
    LintCode, Linter,
    fields::{is_null_or, wrap_in_list},
};
use crate::json::{self, Path};

/// Checks the list of ingredients.
pub(super) fn check(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        let fix = value.as_object().and_then(|_| wrap_in_list(linter, "ingredients"));
        linter.report(
            LintCode::WrongShape,
            json::start(value),
            "\"ingredients\" must be a list.",
            fix,
        );
        return;
    };
    let mut parents = 0;
    for (number, ingredient) in list.elements.iter().enumerate() {
        let path: Path = vec!["ingredients".into(), number.into()];
        let at = json::start(ingredient);
        let Some(fields) = ingredient.as_object() else {
            let fix = linter.removal("Remove it", &path);
            linter.report(
                LintCode::WrongShape,
                at,
                "An ingredient must be an object: { \"title\": … }.",
                fix,
            );
            continue;
        };
        for property in &fields.properties {
            match property.name.as_str() {
                name @ ("title" | "format" | "instance_id" | "document_id" | "label" | "description") => {
                    if !is_null_or(&property.value, |value| value.as_string_lit().is_some()) {
                        let words = format!("\"{name}\" must be a string.");
                        linter.report(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                }
                "relationship" => match property.value.as_string_lit().map(|text| text.value.as_ref()) {
                    Some("parentOf") => parents += 1,
                    Some("componentOf" | "inputTo") => {}
                    _ => {
                        let words = "\"relationship\" must be parentOf, componentOf or inputTo.";
                        linter.report(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                },
                name => other_field(linter, property, name, &path),
            }
        }
    }
    if parents > 1 {
        let words = "Only one ingredient can have the relationship parentOf.";
        linter.report(LintCode::WrongShape, json::start(value), words, None);
    }
}

/// The fields that servers rarely read or refuse.
fn other_field(linter: &mut Linter<'_>, property: &ObjectProp<'_>, name: &str, path: &Path) {
    let value = &property.value;
    let fits = match name {
        _ if value.as_null_keyword().is_some() => true,
        "informational_URI" => value.as_string_lit().is_some(),
        "metadata" => value.as_object().is_some(),
        "data_types" => value.as_array().is_some(),
        _ => false,
    };
    if fits {
        return;
    }
    let mut field_path = path.clone();
    field_path.push(name.into());
    let fix = linter.removal("Remove it", &field_path);
    let (code, words) = match name {
        "informational_URI" => (LintCode::WrongShape, format!("\"{name}\" must be a string.")),
        "metadata" => (
            LintCode::WrongShape,
            format!("\"{name}\" of an ingredient must be an object: {{ … }}."),
        ),
        "data_types" => (LintCode::WrongShape, format!("\"{name}\" must be a list.")),
        "thumbnail" | "manifest_data" | "data" => (
            LintCode::MissingResource,
            format!(
                "\"{name}\" of an ingredient needs a resource, which cannot be sent with the manifest. Its title and relationship can."
            ),
        ),
        _ => (
            LintCode::UnknownField,
            format!("No server reads \"{name}\" of an ingredient. Is it misspelled?"),
        ),
    };
    linter.report(code, property.range.start, words, fix);
}
