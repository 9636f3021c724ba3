//! The ingredients of a manifest: what can be told of something that is not sent along.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{
    LintCode, Linter,
    structure::{in_a_list, is_null_or},
};
use crate::json::{self, Path};

/// Says what has the wrong shape in the list of ingredients.
pub(super) fn look(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        let mend = value.as_object().and_then(|_| in_a_list(linter, "ingredients"));
        linter.say(
            LintCode::WrongShape,
            json::start(value),
            "\"ingredients\" has to be a list.",
            mend,
        );
        return;
    };
    let mut parents = 0;
    for (number, ingredient) in list.elements.iter().enumerate() {
        let path: Path = vec!["ingredients".into(), number.into()];
        let at = json::start(ingredient);
        let Some(fields) = ingredient.as_object() else {
            let mend = linter.without("Take it out", &path);
            linter.say(
                LintCode::WrongShape,
                at,
                "An ingredient is an object: { \"title\": … }.",
                mend,
            );
            continue;
        };
        for property in &fields.properties {
            match property.name.as_str() {
                name @ ("title" | "format" | "instance_id" | "document_id" | "label" | "description") => {
                    if !is_null_or(&property.value, |value| value.as_string_lit().is_some()) {
                        let words = format!("\"{name}\" must be a string.");
                        linter.say(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                }
                "relationship" => match property.value.as_string_lit().map(|text| text.value.as_ref()) {
                    Some("parentOf") => parents += 1,
                    Some("componentOf" | "inputTo") => {}
                    _ => {
                        let words = "\"relationship\" is parentOf, componentOf or inputTo.";
                        linter.say(LintCode::WrongShape, json::start(&property.value), words, None);
                    }
                },
                name => other_of_ingredient(linter, property, name, &path),
            }
        }
    }
    if parents > 1 {
        let words = "Only one ingredient can be the one that the file was made from: parentOf.";
        linter.say(LintCode::WrongShape, json::start(value), words, None);
    }
}

/// What else is said of an ingredient.
fn other_of_ingredient(linter: &mut Linter<'_>, property: &ObjectProp<'_>, name: &str, path: &Path) {
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
    let mut way = path.clone();
    way.push(name.into());
    let mend = linter.without("Take it out", &way);
    let (code, words) = match name {
        "informational_URI" => (LintCode::WrongShape, format!("\"{name}\" must be a string.")),
        "metadata" => (
            LintCode::WrongShape,
            format!("\"{name}\" of an ingredient has to be an object: {{ … }}."),
        ),
        "data_types" => (LintCode::WrongShape, format!("\"{name}\" has to be a list.")),
        "thumbnail" | "manifest_data" | "data" => (
            LintCode::MissingResource,
            format!(
                "\"{name}\" of an ingredient names what cannot be sent along; its title and relationship can be told."
            ),
        ),
        _ => (
            LintCode::UnknownField,
            format!("No server makes anything of \"{name}\" of an ingredient. Is it misspelt?"),
        ),
    };
    linter.say(code, property.range.start, words, mend);
}
