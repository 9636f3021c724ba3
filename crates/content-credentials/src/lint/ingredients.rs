//! The ingredients of a manifest, which can only describe files that aren't sent.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{
    LintCode, Linter,
    fields::{is_null_or, wrap_in_list},
    texts::{DefinitionText, FixLabel, LintText, ShapeText},
};
use crate::json::{self, Path};

/// Checks the list of ingredients.
pub(super) fn check(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        let fix = value.as_object().and_then(|_| wrap_in_list(linter, "ingredients"));
        linter.report(
            LintCode::WrongShape,
            json::start(value),
            ShapeText::NotList {
                field: "ingredients".to_owned(),
            },
            fix,
        );
        return;
    };
    let mut parents = 0;
    for (number, ingredient) in list.elements.iter().enumerate() {
        let path: Path = vec!["ingredients".into(), number.into()];
        let at = json::start(ingredient);
        let Some(fields) = ingredient.as_object() else {
            let fix = linter.removal(FixLabel::Remove, &path);
            linter.report(LintCode::WrongShape, at, ShapeText::Ingredient, fix);
            continue;
        };
        for property in &fields.properties {
            match property.name.as_str() {
                name @ ("title" | "format" | "instance_id" | "document_id" | "label" | "description") => {
                    if !is_null_or(&property.value, |value| value.as_string_lit().is_some()) {
                        let words = ShapeText::NotString { field: name.to_owned() };
                        linter.report(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                }
                "relationship" => match property.value.as_string_lit().map(|text| text.value.as_ref()) {
                    Some("parentOf") => parents += 1,
                    Some("componentOf" | "inputTo") => {}
                    _ => {
                        let words = ShapeText::Relationship;
                        linter.report(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                },
                name => other_field(linter, property, name, &path),
            }
        }
    }
    if parents > 1 {
        let words = ShapeText::SeveralParents;
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
    let fix = linter.removal(FixLabel::Remove, &field_path);
    let field = name.to_owned();
    let (code, words): (_, LintText) = match name {
        "informational_URI" => (LintCode::WrongShape, ShapeText::NotString { field }.into()),
        "metadata" => (LintCode::WrongShape, ShapeText::IngredientField { field }.into()),
        "data_types" => (LintCode::WrongShape, ShapeText::NotList { field }.into()),
        "thumbnail" | "manifest_data" | "data" => (
            LintCode::MissingResource,
            DefinitionText::IngredientResource { field }.into(),
        ),
        _ => (
            LintCode::UnknownField,
            DefinitionText::UnknownIngredientField { name: field }.into(),
        ),
    };
    linter.report(code, property.range.start, words, fix);
}
