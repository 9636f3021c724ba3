//! The shape of each assertion: a label, data, and how that is written.

use jsonc_parser::ast::Value;

use super::{LintCode, Linter, fields::is_null_or};
use crate::{
    json::{self, Path, PathSegment},
    manifest,
};

/// Checks the list of assertions.
pub(super) fn check(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        // Some people write a map of labels to data, as in other formats.
        let fix = value.as_object().and_then(|_| {
            linter.fix("Convert to a list", |root| {
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
        let words = "\"assertions\" must be a list: [ { \"label\": …, \"data\": … } ].";
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
        let fix = linter.removal("Remove it", path);
        linter.report(
            LintCode::WrongShape,
            at,
            "An assertion needs a \"label\", which must be a string, and \"data\".",
            fix,
        );
        return;
    }
    let field = |name: &str| -> Path { path.iter().cloned().chain([PathSegment::from(name)]).collect() };
    if let Some(kind) = json::get(assertion, "kind")
        && !is_null_or(kind, |kind| {
            kind.as_string_lit()
                .is_some_and(|kind| matches!(kind.value.as_ref(), "Json" | "Cbor"))
        })
    {
        let fix = linter.removal("Remove it", &field("kind"));
        let words = "\"kind\" must be Json or Cbor.";
        linter.report(LintCode::WrongShape, json::start(kind), words, fix);
    }
    if let Some(created) = json::get(assertion, "created").filter(|value| value.as_boolean_lit().is_none()) {
        let fix = linter.removal("Remove it", &field("created"));
        linter.report(
            LintCode::WrongShape,
            json::start(created),
            "\"created\" must be true or false.",
            fix,
        );
    }
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
    if let Some(label) = label.filter(|label| label.is_empty() || !label.chars().all(is_allowed)) {
        let words = format!(
            "{label:?} cannot be a label. Use letters, digits, dots, hyphens and underscores, as in org.example.note."
        );
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
        .then(|| linter.fix("Remove the number", |root| json::replace(root, path, base.into())))
        .flatten();
    let is_replaced = fix.is_some() && (manifest::is_actions_label(base) || NUMBER_REPLACED.contains(&base));
    let (code, words) = if is_replaced {
        let words = format!("The number of {label:?} is not kept: servers number assertions themselves.");
        (LintCode::Unusual, words)
    } else {
        let words = format!(
            "{label:?} cannot be a label: \"__\" starts the number of an assertion, which only servers assign."
        );
        (LintCode::BadLabel, words)
    };
    linter.report(code, at, words, fix);
}
