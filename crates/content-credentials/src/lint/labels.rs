//! The shape of each assertion: a label, data, and how that is written.

use jsonc_parser::ast::Value;

use super::{
    LintCode, Linter,
    fields::is_null_or,
    texts::{AssertionText, FixLabel, ShapeText},
};
use crate::{
    json::{self, Path, PathSegment},
    manifest,
};

/// Checks the list of assertions.
pub(super) fn check(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        // Some people write a map of labels to data, as in other formats.
        let fix = value.as_object().and_then(|_| {
            linter.fix(FixLabel::ToList, |root| {
                let map = json::at(root, &["assertions".into()])?.to_serde_value()?;
                let list: Vec<_> = map
                    .as_object()?
                    .iter()
                    .map(|(label, data)| serde_json::json!({ "label": label, "data": data }))
                    .collect();
                json::replace(
                    root,
                    &["assertions".into()],
                    json::input(&serde_json::Value::Array(list)),
                )
            })
        });
        let words = ShapeText::Assertions;
        linter.report(LintCode::WrongShape, json::start(value), words, fix);
        return;
    };
    for (number, assertion) in list.elements.iter().enumerate() {
        let path: Path = vec!["assertions".into(), number.into()];
        check_assertion(linter, assertion, &path);
    }
}

fn check_assertion(linter: &mut Linter<'_>, assertion: &Value<'_>, path: &Path) {
    let at = json::start(assertion);
    let label = json::text_of(assertion, "label");
    if label.is_none() || json::get(assertion, "data").is_none() {
        let fix = linter.removal(FixLabel::Remove, path);
        linter.report(LintCode::WrongShape, at, ShapeText::Assertion, fix);
        return;
    }
    let field = |name: &str| -> Path { path.iter().cloned().chain([PathSegment::from(name)]).collect() };
    if let Some(kind) = json::get(assertion, "kind")
        && !is_null_or(kind, |kind| {
            kind.as_string_lit()
                .is_some_and(|kind| matches!(kind.value.as_ref(), "Json" | "Cbor"))
        })
    {
        let fix = linter.removal(FixLabel::Remove, &field("kind"));
        let words = ShapeText::AssertionKind;
        linter.report(LintCode::WrongShape, json::start(kind), words, fix);
    }
    if let Some(created) = json::get(assertion, "created").filter(|value| value.as_boolean_lit().is_none()) {
        let fix = linter.removal(FixLabel::Remove, &field("created"));
        linter.report(
            LintCode::WrongShape,
            json::start(created),
            ShapeText::NotBoolean {
                field: "created".to_owned(),
            },
            fix,
        );
    }
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
    if let Some(label) = label.filter(|label| label.is_empty() || !label.chars().all(is_allowed)) {
        let words = AssertionText::BadLabel {
            label: label.to_owned(),
        };
        linter.report(LintCode::BadLabel, at, words, None);
    } else if let Some(label) = label {
        check_number(linter, label, at, &field("label"));
    }
}

/// Labels, besides those of actions, whose numbers servers replace with their own.
const NUMBER_REPLACED: [&str; 3] = ["stds.schema-org.CreativeWork", "stds.exif", "c2pa.metadata"];

/// After two underscores, a server numbers the assertions with the same label. It replaces a number in the manifest if it knows
/// the label. Otherwise the claim names an assertion that the signed file lacks, and the server refuses it.
fn check_number(linter: &mut Linter<'_>, label: &str, at: usize, path: &Path) {
    if !label.contains("__") {
        return;
    }
    let base = manifest::base_label(label);
    let fix = (base != label && !base.contains("__"))
        .then(|| linter.fix(FixLabel::RemoveNumber, |root| json::replace(root, path, base.into())))
        .flatten();
    let is_replaced = fix.is_some() && (manifest::is_actions_label(base) || NUMBER_REPLACED.contains(&base));
    let label = label.to_owned();
    let (code, words) = if is_replaced {
        (LintCode::Unusual, AssertionText::NumberNotKept { label })
    } else {
        (LintCode::BadLabel, AssertionText::Numbered { label })
    };
    linter.report(code, at, words, fix);
}
