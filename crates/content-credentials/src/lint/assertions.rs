//! The assertions that aren't actions: the author, the training preference, and those that only servers can make.

use jsonc_parser::ast::Value;

use super::{
    LintCode, Linter, identity, metadata,
    places::{self, Assertion},
    texts::{AssertionText, FixLabel, ShapeText},
    training,
};
use crate::{json, manifest};

/// The prefixes of labels that only servers can make: hashes of the file, ingredients, images, time stamps.
const SERVER_PREFIXES: [&str; 11] = [
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
];

/// Whether only a server can make an assertion with this label.
pub(super) fn is_made_by_servers(label: &str) -> bool {
    SERVER_PREFIXES.iter().any(|start| label.starts_with(start))
}

/// Checks the assertions that aren't actions.
pub(super) fn check(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    for assertion in places::assertions(manifest) {
        if identity::check(linter, &assertion) {
            continue;
        }
        let label = assertion.base().to_owned();
        if is_made_by_servers(&label) {
            let fix = linter.removal(FixLabel::Remove, &assertion.path);
            let words = AssertionText::ServerOnly { label };
            linter.report(LintCode::ServerOnlyAssertion, json::start(assertion.value), words, fix);
            continue;
        }
        if label.starts_with("c2pa.actions") && !manifest::is_actions_label(&label) {
            let words = AssertionText::ActionsLabel;
            let path = assertion
                .path
                .iter()
                .cloned()
                .chain([json::PathSegment::from("label")])
                .collect::<json::Path>();
            let fix = linter.fix(FixLabel::UseLabel, |root| {
                json::replace(root, &path, manifest::ACTIONS.into())
            });
            linter.report(LintCode::BadLabel, json::start(assertion.value), words, fix);
        }
        match label.as_str() {
            manifest::TRAINING | manifest::OLD_TRAINING => {
                training::check(linter, &assertion, label == manifest::OLD_TRAINING);
            }
            _ if label.starts_with("stds.schema-org.") || label.starts_with("schema.org") => {
                schema_org(linter, &assertion);
            }
            "stds.exif" | "stds.iptc.photo-metadata" => object(linter, &assertion),
            _ => metadata::check(linter, &assertion),
        }
    }
}

fn object(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    if assertion.data.as_object().is_none() {
        let words = ShapeText::AssertionData {
            label: assertion.label.to_owned(),
        };
        let fix = linter.removal(FixLabel::Remove, &assertion.path);
        linter.report(LintCode::WrongShape, json::start(assertion.data), words, fix);
    }
}

/// A schema.org assertion must state its type.
fn schema_org(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    object(linter, assertion);
    let kind = json::get(assertion.data, "@type");
    if assertion.data.as_object().is_some() && kind.is_none_or(|kind| kind.as_string_lit().is_none()) {
        let name = assertion.base().rsplit('.').next().unwrap_or_default().to_owned();
        let fix = linter.fix(FixLabel::AddType, |root| {
            let data = json::object_at(root, &assertion.in_data(&[]))?;
            json::set(&data, "@type", name.into());
            Some(())
        });
        let at = kind.map_or_else(|| json::start(assertion.data), json::start);
        linter.report(LintCode::WrongShape, at, ShapeText::SchemaOrgType, fix);
    }
}
