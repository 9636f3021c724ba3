//! What C2PA's [conformance rubric](https://github.com/c2pa-org/conformance-public) for version 2.4 asks for, and servers don't: they
//! sign a manifest that breaks these rules, but the signed file doesn't conform. Each rule has a code of its own.

mod actions;
#[cfg(test)]
mod tests;

use jsonc_parser::ast::Value;

use super::{
    Lint, LintCode, LintFor, Linter, lint,
    places::{self, Assertion},
    texts::{FixLabel, RubricText},
};
use crate::{
    form,
    json::{self, PathSegment},
    manifest::{METADATA, SPEC_VERSION},
};

pub(super) use actions::is_deprecated_action;

/// The codes of these rules.
#[cfg(test)]
pub(super) const CODES: [LintCode; 14] = [
    LintCode::DeprecatedAssertion,
    LintCode::UnknownAssertion,
    LintCode::LabelWithoutDomain,
    LintCode::GatheredActions,
    LintCode::AllActionsNotStated,
    LintCode::OpenedIncomplete,
    LintCode::NoActionOrigin,
    LintCode::OriginOfOpened,
    LintCode::DeprecatedAction,
    LintCode::SoftwareAgentText,
    LintCode::DeprecatedField,
    LintCode::ParameterName,
    LintCode::NoSpecVersion,
    LintCode::FalseSpecVersion,
];

/// The labels of the specification that a manifest definition may have. Those that only servers make are reported elsewhere.
const KNOWN: [&str; 14] = [
    "c2pa.actions.v2",
    "c2pa.soft-binding",
    "c2pa.metadata",
    "c2pa.asset-ref",
    "c2pa.asset-type.v2",
    "c2pa.depthmap.GDepth",
    "c2pa.alternative-content-representation",
    "c2pa.external-reference",
    "c2pa.session-keys",
    "c2pa.environmental-sustainability",
    "c2pa.repository-receipt",
    "c2pa.ai-disclosure",
    // These have rules of their own.
    "c2pa.actions",
    "c2pa.training-mining",
];

/// Whether a manifest has anything that C2PA has deprecated. Such a manifest must not state the version of the specification.
pub(crate) fn has_deprecated(text: &str) -> bool {
    lint(text, LintFor::Template).iter().any(is_deprecation)
}

/// Whether a finding is of something that C2PA has deprecated. Of the discouraged origins, only retired ones have a successor.
fn is_deprecation(lint: &Lint) -> bool {
    lint.code.is_deprecation() || lint.code == LintCode::DiscouragedOrigin && lint.fix.is_some()
}

/// Checks the rules. Everything that servers refuse is reported elsewhere.
pub(super) fn check(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let all = places::assertions(manifest);
    for assertion in &all {
        label(linter, &all, assertion);
    }
    actions::check(linter, &all);
    spec_version(linter, manifest);
}

fn label(linter: &mut Linter<'_>, all: &[Assertion<'_, '_>], assertion: &Assertion<'_, '_>) {
    let base = assertion.base();
    let at = json::start(assertion.value);
    if base.starts_with("stds.") {
        let fix = if base == form::CREATIVE_WORK {
            form::moved(linter.text).map(|text| super::Fix {
                label: FixLabel::MoveToCawg,
                text,
            })
        } else if base == "stds.exif" || base.starts_with("stds.iptc") {
            relabeled(linter, all, assertion)
        } else {
            linter.removal(FixLabel::Remove, &assertion.path)
        };
        let words = RubricText::DeprecatedAssertion { label: base.to_owned() };
        linter.report(LintCode::DeprecatedAssertion, at, words, fix);
    } else if matches!(base, "c2pa.actions" | "c2pa.asset-type") {
        let current = format!("{base}.v2");
        let words = RubricText::OlderAssertion {
            label: base.to_owned(),
            current: current.clone(),
        };
        let path: json::Path = with(&assertion.path, "label");
        let fix = linter.fix(FixLabel::CurrentVersion, |root| {
            json::replace(root, &path, current.into())
        });
        linter.report(LintCode::DeprecatedAssertion, at, words, fix);
    } else if base.starts_with("c2pa.") {
        let is_other = super::assertions::is_made_by_servers(base) || base.starts_with("c2pa.actions");
        if !is_other && !KNOWN.contains(&base) {
            let words = RubricText::UnknownAssertion { label: base.to_owned() };
            linter.report(LintCode::UnknownAssertion, at, words, None);
        }
    } else if !base.contains('.') && !base.is_empty() {
        let words = RubricText::LabelWithoutDomain { label: base.to_owned() };
        linter.report(LintCode::LabelWithoutDomain, at, words, None);
    }
}

/// The same data under the current label. Without the fix if there is such an assertion already.
fn relabeled(linter: &Linter<'_>, all: &[Assertion<'_, '_>], assertion: &Assertion<'_, '_>) -> Option<super::Fix> {
    if all.iter().any(|other| other.base() == METADATA) || assertion.data.as_object().is_none() {
        return None;
    }
    linter.fix(FixLabel::ToCawg, |root| {
        json::replace(root, &with(&assertion.path, "label"), METADATA.into())
    })
}

fn with(path: &json::Path, field: &str) -> json::Path {
    path.iter().cloned().chain([PathSegment::from(field)]).collect()
}

/// The version of the specification that the manifest follows, in the information on its generator.
fn spec_version(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let Some(generator) = json::list_of(manifest, "claim_generator_info").first() else {
        return;
    };
    if generator.as_object().is_none() {
        return;
    }
    let path: json::Path = vec!["claim_generator_info".into(), 0.into(), "specVersion".into()];
    let deprecated = linter.lints.iter().any(is_deprecation);
    match json::get(generator, "specVersion") {
        None if !deprecated => {
            let fix = linter.fix(FixLabel::StateVersion, |root| {
                let generator = json::object_at(root, &["claim_generator_info".into(), 0.into()])?;
                json::set(&generator, "specVersion", SPEC_VERSION.into());
                Some(())
            });
            let words = RubricText::NoVersion;
            linter.report(LintCode::NoSpecVersion, json::start(generator), words, fix);
        }
        None => {}
        Some(stated) if deprecated => {
            let fix = linter.removal(FixLabel::Remove, &path);
            let words = RubricText::FalseVersion;
            linter.report(LintCode::FalseSpecVersion, json::start(stated), words, fix);
        }
        Some(stated) => {
            let is_known = stated
                .as_string_lit()
                .is_some_and(|text| text.value == "2.4" || text.value.starts_with("2.4."));
            if !is_known {
                let fix = linter.fix(FixLabel::UseVersion, |root| {
                    json::replace(root, &path, SPEC_VERSION.into())
                });
                let words = RubricText::OtherVersion;
                linter.report(LintCode::FalseSpecVersion, json::start(stated), words, fix);
            }
        }
    }
}
