//! The actions assertion: how the file was made, and what was done to it.

mod fields;
mod ingredients;

use jsonc_parser::{ast::Value, cst::CstInputValue};

use super::{
    Fix, LintCode, Linter,
    places::{self, Assertion},
    rubric,
    texts::{ActionText, FixLabel, ShapeText},
};
use crate::{
    json::{self, Path, PathSegment},
    manifest::{self, CREATED, OPENED},
    origin::{SourceType, source_type},
};

/// The standard actions of C2PA 2.4, without their prefix `c2pa.`.
pub(super) const STANDARD: [&str; 33] = [
    "addedText",
    "adjustedColor",
    "changedSpeed",
    "color_adjustments",
    "converted",
    "created",
    "cropped",
    "deleted",
    "drawing",
    "dubbed",
    "edited",
    "edited.metadata",
    "enhanced",
    "filtered",
    "mastered",
    "mixed",
    "opened",
    "orientation",
    "placed",
    "published",
    "redacted",
    "remixed",
    "removed",
    "repackaged",
    "resized",
    "resized.proportional",
    "transcoded",
    "translated",
    "trimmed",
    "unknown",
    "watermarked",
    "watermarked.bound",
    "watermarked.unbound",
];

/// Checks the actions of a manifest.
pub(super) fn check(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let all = places::assertions(manifest);
    let actions: Vec<_> = all
        .iter()
        .filter(|assertion| manifest::is_actions_label(assertion.label))
        .collect();
    let Some(first) = actions.first() else {
        missing(linter, manifest);
        return;
    };
    for (number, assertion) in actions.iter().enumerate() {
        let list = json::list_of(assertion.data, "actions");
        if list.is_empty() {
            let words = ShapeText::Actions;
            let fix = (number == 0).then(|| add_actions(linter, assertion)).flatten();
            linter.report(LintCode::WrongShape, json::start(assertion.data), words, fix);
            continue;
        }
        if number == 0 {
            first_action(linter, assertion, list);
        }
        for (place, action) in list.iter().enumerate() {
            check_action(linter, manifest, assertion, place, action, number == 0 && place == 0);
        }
        fields::of_assertion(linter, assertion);
    }
    for (earlier, later) in actions.iter().skip(1).enumerate() {
        let path = later.path.clone();
        let into = first.in_data(&["actions".into()]);
        let fix = linter.fix(FixLabel::Merge, |root| {
            let moved = json::at(root, &later.in_data(&["actions".into()]))?.to_serde_value()?;
            json::remove(root, &path)?;
            let target = json::array_at(root, &into)?;
            for action in moved.as_array()? {
                target.append(json::input(action));
            }
            Some(())
        });
        let words = ActionText::SeveralAssertions { number: earlier + 2 };
        linter.report(LintCode::SeveralActions, json::start(later.value), words, fix);
    }
}

/// Without an actions assertion, some servers state that the file was created empty, and others refuse the manifest.
fn missing(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    // The wrong type is reported elsewhere.
    if json::get(manifest, "assertions").is_some_and(|assertions| assertions.as_array().is_none()) {
        return;
    }
    let fix = linter.fix(FixLabel::AddFirstAction, |root| {
        let root_object = json::object_at(root, &[])?;
        match json::array_at(root, &["assertions".into()]) {
            Some(assertions) => {
                assertions.insert(0, manifest::actions_assertion(None));
            }
            None => json::set(
                &root_object,
                "assertions",
                CstInputValue::Array(vec![manifest::actions_assertion(None)]),
            ),
        }
        Some(())
    });
    let at = json::get(manifest, "assertions").map_or_else(|| json::start(manifest), json::start);
    let words = ActionText::Missing;
    linter.report(LintCode::NoActions, at, words, fix);
}

/// Adds the list that an actions assertion lacks.
fn add_actions(linter: &Linter<'_>, assertion: &Assertion<'_, '_>) -> Option<Fix> {
    linter.fix(FixLabel::AddFirstAction, |root| {
        let path = assertion.in_data(&[]);
        json::replace(root, &path, manifest::actions_data(None))
    })
}

fn name_of<'v>(action: &'v Value<'_>) -> Option<&'v str> {
    json::text_of(action, "action")
}

fn is_first_kind(action: &Value<'_>) -> bool {
    matches!(name_of(action), Some(CREATED | OPENED))
}

fn first_action(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, list: &[Value<'_>]) {
    let Some(first) = list.first().filter(|first| !is_first_kind(first)) else {
        return;
    };
    let path = assertion.in_data(&["actions".into()]);
    let fix = match list.iter().position(is_first_kind) {
        Some(place) => linter.fix(FixLabel::MoveToFront, |root| {
            let actions = json::array_at(root, &path)?;
            let moved = actions.elements().into_iter().nth(place)?;
            let value = moved.to_serde_value()?;
            moved.remove();
            actions.insert(0, json::input(&value));
            Some(())
        }),
        None => linter.fix(FixLabel::AddFirstAction, |root| {
            json::array_at(root, &path)?.insert(0, manifest::created_action(None));
            Some(())
        }),
    };
    let words = ActionText::First;
    linter.report(LintCode::FirstAction, json::start(first), words, fix);
}

fn check_action(
    linter: &mut Linter<'_>,
    manifest: &Value<'_>,
    assertion: &Assertion<'_, '_>,
    place: usize,
    action: &Value<'_>,
    is_first: bool,
) {
    let at = json::start(action);
    let path = assertion.in_data(&["actions".into(), place.into()]);
    let Some(name) = name_of(action).filter(|name| !name.is_empty()) else {
        let fix = linter.removal(FixLabel::Remove, &path);
        linter.report(LintCode::WrongShape, at, ShapeText::ActionName, fix);
        return;
    };
    if is_first_kind(action) && !is_first {
        let fix = linter.removal(FixLabel::Remove, &path);
        let words = ActionText::OnlyFirst {
            action: name.to_owned(),
        };
        linter.report(LintCode::OpeningActionNotFirst, at, words, fix);
    }
    check_name(linter, action, name, &path);
    check_origin(linter, action, name, &path);
    fields::of_action(linter, action, &path);
    fields::parameters(linter, manifest, action, name, &path);
}

pub(super) fn below(path: &Path, field: &str) -> Path {
    path.iter().cloned().chain([PathSegment::from(field)]).collect()
}

fn check_name(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let standard = |word: &str| STANDARD.contains(&word);
    if name.strip_prefix("c2pa.").is_some_and(standard) || rubric::is_deprecated_action(name) {
        return;
    }
    let at = json::get(action, "action").map_or_else(|| json::start(action), json::start);
    if standard(name) {
        let full = format!("c2pa.{name}");
        let words = ActionText::FullName { full: full.clone() };
        let fix = linter.fix(FixLabel::FullName, |root| {
            json::replace(root, &below(path, "action"), full.into())
        });
        linter.report(LintCode::UnknownAction, at, words, fix);
    } else if name.starts_with("c2pa.") || !name.contains('.') {
        let words = ActionText::Unknown {
            action: name.to_owned(),
        };
        linter.report(LintCode::UnknownAction, at, words, None);
    }
}

fn check_origin(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let Some(value) = json::get(action, "digitalSourceType") else {
        if name == CREATED {
            // No fix: only the signer can state this, so it is never guessed.
            let words = ActionText::NoOrigin;
            linter.report(LintCode::NoOrigin, json::start(action), words, None);
        }
        return;
    };
    let at = json::start(value);
    let source_path = below(path, "digitalSourceType");
    let Some(text) = value.as_string_lit() else {
        let fix = linter.removal(FixLabel::Remove, &source_path);
        linter.report(LintCode::WrongShape, at, ShapeText::Origin, fix);
        return;
    };
    match source_type(&text.value) {
        SourceType::Origin(_) => {}
        SourceType::Similar(uri) => {
            let words = ActionText::SimilarOrigin { uri: uri.to_owned() };
            let fix = linter.fix(FixLabel::UseOrigin, |root| {
                json::replace(root, &source_path, uri.into())
            });
            linter.report(LintCode::UnknownOrigin, at, words, fix);
        }
        SourceType::Retired(origin) => {
            let uri = origin.uri();
            let words = ActionText::RetiredOrigin { uri: uri.to_owned() };
            let fix = linter.fix(FixLabel::UseOrigin, |root| {
                json::replace(root, &source_path, uri.into())
            });
            linter.report(LintCode::DiscouragedOrigin, at, words, fix);
        }
        SourceType::OfC2pa(name) => {
            let words = if name == "empty" {
                ActionText::EmptyOrigin
            } else {
                ActionText::DataSetOrigin
            };
            linter.report(LintCode::DiscouragedOrigin, at, words, None);
        }
        SourceType::Unknown => {
            let words = ActionText::UnknownOrigin;
            linter.report(LintCode::UnknownOrigin, at, words, None);
        }
    }
}
