//! Checks that several rules share: fields that must have a type, programs, and resources.

use jsonc_parser::ast::Value;

use super::{
    Fix, LintCode, Linter,
    texts::{DefinitionText, FixLabel, ShapeText},
};
use crate::json::{self, Path};

/// Whether a value is null or passes a check.
pub(super) fn is_null_or(value: &Value<'_>, fits: impl Fn(&Value<'_>) -> bool) -> bool {
    value.as_null_keyword().is_some() || fits(value)
}

/// The digits of a number.
pub(super) fn number<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.as_number_lit().map(|number| number.value)
}

/// Checks a field that must be a string. A number or a boolean can be converted.
pub(super) fn string(linter: &mut Linter<'_>, value: &Value<'_>, name: &str, may_be_null: bool) {
    if value.as_string_lit().is_some() || (may_be_null && value.as_null_keyword().is_some()) {
        return;
    }
    let plain = number(value)
        .map(str::to_owned)
        .or_else(|| value.as_boolean_lit().map(|value| value.value.to_string()));
    let fix = plain.and_then(|plain| {
        linter.fix(FixLabel::ToText, |root| {
            json::replace(root, &[name.into()], plain.into())
        })
    });
    let words = ShapeText::NotString { field: name.to_owned() };
    linter.report(LintCode::WrongShape, json::start(value), words, fix);
}

/// Checks the program of a claim or of an action.
pub(super) fn agent(linter: &mut Linter<'_>, value: &Value<'_>, path: &Path) {
    let named = json::text_of(value, "name").is_some_and(|name| !name.trim().is_empty());
    if !named {
        let words = ShapeText::Program;
        let fix = linter.removal(FixLabel::Remove, path);
        linter.report(LintCode::WrongShape, json::start(value), words, fix);
        return;
    }
    for field in ["version", "operating_system"] {
        if let Some(wrong) = json::get(value, field).filter(|value| value.as_string_lit().is_none()) {
            let mut field_path = path.clone();
            field_path.push(field.into());
            let plain = number(wrong).map(str::to_owned);
            let fix = plain
                .and_then(|plain| linter.fix(FixLabel::ToText, |root| json::replace(root, &field_path, plain.into())));
            let words = ShapeText::NotString {
                field: field.to_owned(),
            };
            linter.report(LintCode::WrongShape, json::start(wrong), words, fix);
        }
    }
    resource(linter, value, "icon", path);
}

/// Reports a field that names a resource, such as an image: only the manifest is sent.
fn resource(linter: &mut Linter<'_>, value: &Value<'_>, field: &str, path: &Path) {
    let Some(named) = json::get(value, field).filter(|value| value.as_null_keyword().is_none()) else {
        return;
    };
    let mut field_path = path.clone();
    field_path.push(field.into());
    let fix = linter.removal(FixLabel::Remove, &field_path);
    let words = DefinitionText::Resource {
        field: field.to_owned(),
    };
    linter.report(LintCode::MissingResource, json::start(named), words, fix);
}

/// A fix that makes a value the only entry of a list.
pub(super) fn wrap_in_list(linter: &Linter<'_>, field: &str) -> Option<Fix> {
    linter.fix(FixLabel::ToList, |root| {
        let value = json::at(root, &[field.into()])?.to_serde_value()?;
        json::replace(root, &[field.into()], json::input(&serde_json::json!([value])))
    })
}
