//! The rubric's rules on actions.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use crate::{
    json::{self, Path},
    lint::{
        LintCode, Linter,
        actions::{STANDARD, below},
        places::Assertion,
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
    let fix = linter.fix("Mark it as created", |root| {
        let object = json::object_at(root, &assertion.path)?;
        json::set(&object, "created", CstInputValue::Bool(true));
        Some(())
    });
    let words = "Without \"created\": true beside the label, current servers file the actions as gathered from others, and readers \
                 treat them as ambiguous.";
    let at = json::start(stated.unwrap_or(assertion.value));
    linter.report(LintCode::GatheredActions, at, words, fix);
}

fn all_included(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, list: &[Value<'_>]) {
    let at = json::start(assertion.data);
    let Some(stated) = json::get(assertion.data, "allActionsIncluded") else {
        if assertion.data.as_object().is_some() {
            // No fix: only the signer can state this, so it is never guessed.
            let words = "Say whether these are all actions on the file: \"allActionsIncluded\", true or false. Only you can say this.";
            linter.report(LintCode::AllActionsNotStated, at, words, None);
        }
        return;
    };
    let only_opened = matches!(list, [only] if json::text_of(only, "action") == Some(OPENED));
    if only_opened && stated.as_boolean_lit().is_some_and(|stated| !stated.value) {
        let words = "If \"c2pa.opened\" is the only action, \"allActionsIncluded\" must be true: then nothing was changed. Otherwise, \
                     list what was done.";
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
        let fix = linter.fix("Convert to an object", |root| {
            let object = CstInputValue::Object(vec![("name".to_owned(), text.into())]);
            json::replace(root, &below(path, "softwareAgent"), object)
        });
        let words = "\"softwareAgent\" must be an object: { \"name\": …, \"version\": … }.";
        linter.report(LintCode::SoftwareAgentText, json::start(agent), words, fix);
    }
    for field in ["actors", "changed"] {
        if let Some(value) = json::get(action, field).filter(|value| value.as_null_keyword().is_none()) {
            let fix = linter.removal("Remove it", &below(path, field));
            let words = format!("C2PA has deprecated \"{field}\" of an action.");
            linter.report(LintCode::DeprecatedField, json::start(value), words, fix);
        }
    }
    parameters(linter, action, path);
}

fn deprecated(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, number: usize, path: &Path) {
    let at = json::get(action, "action").map_or_else(|| json::start(action), json::start);
    let current = current_action(name);
    let (words, fix) = match current {
        Some(current) => (
            format!("C2PA has deprecated {name:?}. Use {current:?}."),
            linter.fix("Use the current name", |root| {
                json::replace(root, &below(path, "action"), current.into())
            }),
        ),
        None if name == "c2pa.watermarked" => (
            format!(
                "C2PA has deprecated {name:?}. Use \"c2pa.watermarked.bound\" if the watermark leads to this manifest, otherwise \
                 \"c2pa.watermarked.unbound\"."
            ),
            None,
        ),
        None => (
            format!("C2PA has deprecated {name:?}."),
            // Without its first action, a manifest is refused.
            (number > 0).then(|| linter.removal("Remove it", path)).flatten(),
        ),
    };
    linter.report(LintCode::DeprecatedAction, at, words, fix);
}

/// Every action that changes what can be perceived states what did it. An opened file has its own origin.
fn source(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let stated = json::get(action, "digitalSourceType");
    if name == OPENED {
        if let Some(stated) = stated {
            let fix = linter.removal("Remove it", &below(path, "digitalSourceType"));
            let words = "\"c2pa.opened\" must not have a \"digitalSourceType\": the opened file has one.";
            linter.report(LintCode::OriginOfOpened, json::start(stated), words, fix);
        }
        return;
    }
    let needs = |name: &str| STANDARD.contains(&name) && !WITHOUT_SOURCE.contains(&name);
    if stated.is_none() && name != CREATED && name.strip_prefix("c2pa.").is_some_and(needs) {
        let words = format!(
            "{name:?} needs a \"digitalSourceType\" that says what made the change, such as {}.",
            crate::Origin::HumanEdits.uri()
        );
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
                linter.fix("Move it to the action", |root| {
                    json::remove(root, &below(&parameters_path, name))?;
                    json::set(&json::object_at(root, path)?, name, text.into());
                    Some(())
                })
            });
            let words = "\"description\" belongs to the action itself, not to its parameters.";
            linter.report(LintCode::DeprecatedField, at, words, fix);
        } else if !PARAMETERS.contains(&name) && !name.contains('.') {
            let words = format!("Start a parameter of your own with your domain, as in \"org.example.{name}\".");
            linter.report(LintCode::ParameterName, at, words, None);
        }
    }
}
