//! The other assertions: the author, the preference for training, and what servers make themselves.

use jsonc_parser::ast::Value;

use super::{
    LintCode, Linter, metadata,
    places::{self, Assertion},
};
use crate::{
    form::{self, USES},
    json,
};

/// What the labels of assertions begin with that a server makes by itself: bindings to the bytes of the file, ingredients,
/// pictures, moments.
const OF_SERVERS: [&str; 12] = [
    "c2pa.hash.",
    "c2pa.claim",
    "c2pa.signature",
    "c2pa.ingredient",
    "c2pa.thumbnail",
    "c2pa.icon",
    "c2pa.embedded-data",
    "c2pa.cloud-data",
    "c2pa.time-stamp",
    "c2pa.certificate-status",
    "c2pa.assertion.metadata",
    "cawg.identity",
];

/// Says what is wrong with the assertions that are no actions.
pub(super) fn look(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    for assertion in places::assertions(manifest) {
        let label = assertion.base().to_owned();
        if OF_SERVERS.iter().any(|start| label.starts_with(start)) {
            let mend = linter.without("Take it out", &assertion.path);
            let words = format!("The server makes {label:?} itself; a manifest cannot bring it.");
            linter.say(LintCode::ServersOwn, json::start(assertion.value), words, mend);
            continue;
        }
        if label.starts_with("c2pa.actions") && !places::is_actions(&label) {
            let words = "Actions stand in \"c2pa.actions.v2\".";
            let path = assertion
                .path
                .iter()
                .cloned()
                .chain([json::PathSegment::from("label")])
                .collect::<json::Path>();
            let mend = linter.mend("Use this label", |root| {
                json::replace(root, &path, form::ACTIONS.into())
            });
            linter.say(LintCode::BadLabel, json::start(assertion.value), words, mend);
        }
        match label.as_str() {
            form::TRAINING | form::OLD_TRAINING => training(linter, &assertion, label == form::OLD_TRAINING),
            _ if label.starts_with("stds.schema-org.") || label.starts_with("schema.org") => {
                creative(linter, &assertion);
            }
            "stds.exif" | "stds.iptc.photo-metadata" => object(linter, &assertion),
            _ => metadata::look(linter, &assertion),
        }
    }
}

fn object(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    if assertion.data.as_object().is_none() {
        let words = format!("The data of {:?} has to be an object: {{ … }}.", assertion.label);
        let mend = linter.without("Take it out", &assertion.path);
        linter.say(LintCode::WrongShape, json::start(assertion.data), words, mend);
    }
}

/// An assertion of schema.org needs to say what it is.
fn creative(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    object(linter, assertion);
    let kind = json::get(assertion.data, "@type");
    if assertion.data.as_object().is_some() && kind.is_none_or(|kind| kind.as_string_lit().is_none()) {
        let name = assertion.base().rsplit('.').next().unwrap_or_default().to_owned();
        let mend = linter.mend("Add it", |root| {
            let data = json::object_at(root, &assertion.in_data(&[]))?;
            json::set(&data, "@type", name.into());
            Some(())
        });
        let at = kind.map_or_else(|| json::start(assertion.data), json::start);
        linter.say(
            LintCode::WrongShape,
            at,
            "Data of schema.org says what it is: \"@type\", a text.",
            mend,
        );
    }
}

fn training(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, old: bool) {
    let Some(entries) = json::get(assertion.data, "entries").and_then(Value::as_object) else {
        let words = "The preference for training needs \"entries\", an object with one for each kind of use.";
        let mend = linter.without("Take it out", &assertion.path);
        linter.say(LintCode::WrongShape, json::start(assertion.data), words, mend);
        return;
    };
    if old {
        let mend = linter.mend("Use the new label", |root| {
            let label: json::Path = assertion
                .path
                .iter()
                .cloned()
                .chain([json::PathSegment::from("label")])
                .collect();
            json::replace(root, &label, form::TRAINING.into())?;
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
        });
        let words =
            "This is the older label of the preference for training; readers of now look for \"cawg.training-mining\".";
        linter.say(LintCode::OldTraining, json::start(assertion.value), words, mend);
    }
    let start = if old { "c2pa." } else { "cawg." };
    for property in &entries.properties {
        let name = property.name.as_str();
        let at = property.range.start;
        if !name.strip_prefix(start).is_some_and(|use_| USES.contains(&use_)) {
            let all: Vec<_> = USES.iter().map(|use_| format!("{start}{use_}")).collect();
            let mend = linter.without("Take it out", &assertion.in_data(&["entries".into(), name.into()]));
            let words = format!("{name:?} is no kind of use. There are {}.", all.join(", "));
            linter.say(LintCode::TrainingUse, at, words, mend);
            continue;
        }
        let chosen = json::text_of(&property.value, "use");
        match chosen {
            Some("allowed" | "notAllowed") => {}
            Some("constrained") => {
                let told = ["constraint_info", "constraints_info"]
                    .iter()
                    .any(|field| json::text_of(&property.value, field).is_some_and(|told| !told.trim().is_empty()));
                if !told {
                    let words = format!("{name:?} is constrained, but nothing says how: add \"constraint_info\".");
                    linter.say(LintCode::NoConstraint, at, words, None);
                }
            }
            other => {
                let near = other.and_then(|other| {
                    let plain: String = other.chars().filter(|sign| sign.is_alphanumeric()).collect();
                    ["allowed", "notAllowed", "constrained"]
                        .into_iter()
                        .find(|known| known.eq_ignore_ascii_case(&plain))
                });
                let path = assertion.in_data(&["entries".into(), name.into(), "use".into()]);
                let mend =
                    near.and_then(|near| linter.mend("Write it right", |root| json::replace(root, &path, near.into())));
                let words = format!("The \"use\" of {name:?} is allowed, notAllowed or constrained.");
                linter.say(LintCode::TrainingUse, at, words, mend);
            }
        }
    }
}
