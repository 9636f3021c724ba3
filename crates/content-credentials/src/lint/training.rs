//! The training preference: its uses, and what is allowed.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{
    Fix, LintCode, Linter,
    places::Assertion,
    texts::{AssertionText, FixLabel, ShapeText},
};
use crate::{
    json::{self, PathSegment},
    manifest::{TRAINING, TRAINING_USES},
};

/// Checks a training preference. `old` says whether it has the older label.
pub(super) fn check(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, old: bool) {
    let Some(entries) = json::get(assertion.data, "entries").and_then(Value::as_object) else {
        let words = ShapeText::TrainingEntries;
        let fix = linter.removal(FixLabel::Remove, &assertion.path);
        linter.report(LintCode::WrongShape, json::start(assertion.data), words, fix);
        return;
    };
    if old {
        let fix = new_label(linter, assertion);
        let words = AssertionText::OldTraining;
        linter.report(LintCode::OldTraining, json::start(assertion.value), words, fix);
    }
    let prefix = if old { "c2pa." } else { "cawg." };
    for property in &entries.properties {
        check_entry(linter, assertion, property, prefix);
    }
}

/// Changes the older label to the current one, and the names of the entries with it.
fn new_label(linter: &Linter<'_>, assertion: &Assertion<'_, '_>) -> Option<Fix> {
    linter.fix(FixLabel::NewLabel, |root| {
        let label: json::Path = assertion
            .path
            .iter()
            .cloned()
            .chain([PathSegment::from("label")])
            .collect();
        json::replace(root, &label, TRAINING.into())?;
        let entries = json::object_at(root, &assertion.in_data(&["entries".into()]))?;
        for property in entries.properties() {
            let name = property.decoded_name()?;
            let value = property.value()?.to_serde_value()?;
            let new = name
                .strip_prefix("c2pa.")
                .map_or_else(|| name.clone(), |use_| format!("cawg.{use_}"));
            property.replace_with(&new, json::input(&value));
        }
        Some(())
    })
}

fn check_entry(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, property: &ObjectProp<'_>, prefix: &str) {
    let name = property.name.as_str();
    let at = property.range.start;
    let is_known = name
        .strip_prefix(prefix)
        .is_some_and(|use_| TRAINING_USES.contains(&use_));
    if !is_known {
        let all: Vec<_> = TRAINING_USES.iter().map(|use_| format!("{prefix}{use_}")).collect();
        let fix = linter.removal(FixLabel::Remove, &assertion.in_data(&["entries".into(), name.into()]));
        let words = AssertionText::UnknownUse {
            name: name.to_owned(),
            known: all.join(", "),
        };
        linter.report(LintCode::TrainingUse, at, words, fix);
        return;
    }
    match json::text_of(&property.value, "use") {
        Some("allowed" | "notAllowed") => {}
        Some("constrained") => {
            let has_conditions = ["constraint_info", "constraints_info"]
                .iter()
                .any(|field| json::text_of(&property.value, field).is_some_and(|info| !info.trim().is_empty()));
            if !has_conditions {
                let words = AssertionText::NoConstraint { name: name.to_owned() };
                linter.report(LintCode::NoConstraint, at, words, None);
            }
        }
        other => {
            let path = assertion.in_data(&["entries".into(), name.into(), "use".into()]);
            let fix = other
                .and_then(similar_choice)
                .and_then(|choice| linter.fix(FixLabel::CorrectUse, |root| json::replace(root, &path, choice.into())));
            let words = AssertionText::UnknownChoice { name: name.to_owned() };
            linter.report(LintCode::TrainingUse, at, words, fix);
        }
    }
}

/// The choice that a word means, apart from case, spaces, and punctuation.
fn similar_choice(word: &str) -> Option<&'static str> {
    let plain: String = word.chars().filter(|character| character.is_alphanumeric()).collect();
    ["allowed", "notAllowed", "constrained"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(&plain))
}
