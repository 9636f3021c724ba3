//! The rubric's rules on actions.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use crate::{
    json::{self, Path},
    lint::{
        LintCode, Linter,
        actions::{STANDARD, below},
        places::Assertion,
        texts::{FixLabel, RubricText},
    },
    manifest::{CREATED, OPENED, current_action, is_actions_label},
};

/// The actions that C2PA has deprecated, without their prefix.
const DEPRECATED: [&str; 9] = [
    "color_adjustments",
    "copied",
    "formatted",
    "managed",
    "printed",
    "produced",
    "saved",
    "version_updated",
    "watermarked",
];

/// The actions that don't have to state a digital source type: they begin the file or don't change what can be perceived.
const WITHOUT_SOURCE: [&str; 14] = [
    "created",
    "opened",
    "placed",
    "converted",
    "published",
    "repackaged",
    "transcoded",
    "resized.proportional",
    "enhanced",
    "edited.metadata",
    "watermarked",
    "watermarked.bound",
    "watermarked.unbound",
    "redacted",
];

/// The parameters of the specification, and those that engines replace with them.
const PARAMETERS: [&str; 17] = [
    "redacted",
    "ingredients",
    "ingredient",
    "description",
    "relatedAssertions",
    "sourceLanguage",
    "targetLanguage",
    "multipleInstances",
    "ranges",
    "weight",
    "width",
    "italic",
    "slant",
    "optical-size",
    "ingredientIds",
    "instanceId",
    "instanceID",
];

/// Whether C2PA has deprecated an action.
pub(in crate::lint) fn is_deprecated_action(name: &str) -> bool {
    name.strip_prefix("c2pa.")
        .is_some_and(|name| DEPRECATED.contains(&name))
}

pub(super) fn check(linter: &mut Linter<'_>, all: &[Assertion<'_, '_>]) {
    for assertion in all.iter().filter(|assertion| is_actions_label(assertion.label)) {
        let list = json::list_of(assertion.data, "actions");
        created(linter, assertion);
        all_included(linter, assertion, list);
        for (number, action) in list.iter().enumerate() {
            let path = assertion.in_data(&["actions".into(), number.into()]);
            check_action(linter, action, number, &path);
        }
    }
}

/// Engines from 0.73 on take an assertion as gathered from others unless it says that the signer makes it.
fn created(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    let stated = json::get(assertion.value, "created");
    // The wrong type is reported elsewhere.
    if stated.is_some_and(|stated| stated.as_boolean_lit().is_none_or(|stated| stated.value)) {
        return;
    }
    let fix = linter.fix(FixLabel::MarkCreated, |root| {
        let object = json::object_at(root, &assertion.path)?;
        json::set(&object, "created", CstInputValue::Bool(true));
        Some(())
    });
    let words = RubricText::Gathered;
    let at = json::start(stated.unwrap_or(assertion.value));
    linter.report(LintCode::GatheredActions, at, words, fix);
}

fn all_included(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, list: &[Value<'_>]) {
    let at = json::start(assertion.data);
    let Some(stated) = json::get(assertion.data, "allActionsIncluded") else {
        if assertion.data.as_object().is_some() {
            // No fix: only the signer can state this, so it is never guessed.
            let words = RubricText::AllActionsNotStated;
            linter.report(LintCode::AllActionsNotStated, at, words, None);
        }
        return;
    };
    let only_opened = matches!(list, [only] if json::text_of(only, "action") == Some(OPENED));
    if only_opened && stated.as_boolean_lit().is_some_and(|stated| !stated.value) {
        let words = RubricText::OpenedIncomplete;
        linter.report(LintCode::OpenedIncomplete, json::start(stated), words, None);
    }
}

fn check_action(linter: &mut Linter<'_>, action: &Value<'_>, number: usize, path: &Path) {
    let name = json::text_of(action, "action").unwrap_or_default();
    if is_deprecated_action(name) {
        deprecated(linter, action, name, number, path);
    }
    source(linter, action, name, path);
    if let Some(agent) = json::get(action, "softwareAgent").filter(|agent| agent.as_string_lit().is_some()) {
        let text = json::text_of(action, "softwareAgent").unwrap_or_default().to_owned();
        let fix = linter.fix(FixLabel::ToObject, |root| {
            let object = CstInputValue::Object(vec![("name".to_owned(), text.into())]);
            json::replace(root, &below(path, "softwareAgent"), object)
        });
        let words = RubricText::SoftwareAgent;
        linter.report(LintCode::SoftwareAgentText, json::start(agent), words, fix);
    }
    for field in ["actors", "changed"] {
        if let Some(value) = json::get(action, field).filter(|value| value.as_null_keyword().is_none()) {
            let fix = linter.removal(FixLabel::Remove, &below(path, field));
            let words = RubricText::ActionField {
                field: field.to_owned(),
            };
            linter.report(LintCode::DeprecatedField, json::start(value), words, fix);
        }
    }
    parameters(linter, action, path);
}

fn deprecated(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, number: usize, path: &Path) {
    let at = json::get(action, "action").map_or_else(|| json::start(action), json::start);
    let action_name = name.to_owned();
    let (words, fix) = match current_action(name) {
        Some(current) => (
            RubricText::RenamedAction {
                action: action_name,
                current: current.to_owned(),
            },
            linter.fix(FixLabel::CurrentName, |root| {
                json::replace(root, &below(path, "action"), current.into())
            }),
        ),
        None if name == "c2pa.watermarked" => (RubricText::Watermark { action: action_name }, None),
        None => (
            RubricText::DeprecatedAction { action: action_name },
            // Without its first action, a manifest is refused.
            (number > 0).then(|| linter.removal(FixLabel::Remove, path)).flatten(),
        ),
    };
    linter.report(LintCode::DeprecatedAction, at, words, fix);
}

/// Every action that changes what can be perceived states what did it. An opened file has its own origin.
fn source(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let stated = json::get(action, "digitalSourceType");
    if name == OPENED {
        if let Some(stated) = stated {
            let fix = linter.removal(FixLabel::Remove, &below(path, "digitalSourceType"));
            let words = RubricText::OriginOfOpened;
            linter.report(LintCode::OriginOfOpened, json::start(stated), words, fix);
        }
        return;
    }
    let needs = |name: &str| STANDARD.contains(&name) && !WITHOUT_SOURCE.contains(&name);
    if stated.is_none() && name != CREATED && name.strip_prefix("c2pa.").is_some_and(needs) {
        let words = RubricText::NoActionOrigin {
            action: name.to_owned(),
            uri: crate::Origin::HumanEdits.uri(),
        };
        linter.report(LintCode::NoActionOrigin, json::start(action), words, None);
    }
}

fn parameters(linter: &mut Linter<'_>, action: &Value<'_>, path: &Path) {
    let Some(parameters) = json::get(action, "parameters").and_then(Value::as_object) else {
        return;
    };
    let parameters_path = below(path, "parameters");
    for property in &parameters.properties {
        let name = property.name.as_str();
        let at = property.range.start;
        if name == "description" {
            let text = property
                .value
                .as_string_lit()
                .map(|text| text.value.clone().into_owned());
            let fix = text.and_then(|text| {
                linter.fix(FixLabel::MoveToAction, |root| {
                    json::remove(root, &below(&parameters_path, name))?;
                    json::set(&json::object_at(root, path)?, name, text.into());
                    Some(())
                })
            });
            let words = RubricText::Description;
            linter.report(LintCode::DeprecatedField, at, words, fix);
        } else if !PARAMETERS.contains(&name) && !name.contains('.') {
            let words = RubricText::ParameterWithoutDomain { name: name.to_owned() };
            linter.report(LintCode::ParameterName, at, words, None);
        }
    }
}
