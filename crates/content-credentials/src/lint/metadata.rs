//! Metadata assertions: JSON-LD fields with prefixes, which `@context` must define.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use super::{
    LintCode, Linter,
    places::Assertion,
    texts::{AssertionText, FixLabel, ShapeText},
};
use crate::{
    json,
    manifest::{METADATA, NAMESPACES, namespace},
};

/// The fields that `c2pa.metadata` may have, from the metadata annex of the C2PA specification: a prefix with a colon, then its
/// fields.
const FIELDS: &str = include_str!("metadata_fields.txt");

const STANDARD: &str = "c2pa.metadata";

/// Checks an assertion if it is a metadata assertion.
pub(super) fn check(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    if !assertion.base().ends_with(".metadata") || assertion.base() == "c2pa.assertion.metadata" {
        return;
    }
    label(linter, assertion);
    if assertion.data.as_object().is_none() {
        let words = ShapeText::Metadata;
        linter.report(LintCode::WrongShape, json::start(assertion.data), words, None);
        return;
    }
    context(linter, assertion);
    if assertion.base() == STANDARD {
        fields(linter, assertion);
    }
}

/// Some engines lose the labels of metadata. The title is also in the claim, where it isn't lost.
fn label(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    let Some(engine) = linter.engine.filter(|engine| !engine.keeps_metadata_labels()) else {
        return;
    };
    let is_title = |name: &str| matches!(name, "@context" | "dc:title");
    let fields = assertion.data.as_object().map(|object| object.properties.as_slice());
    if fields.is_some_and(|fields| fields.iter().all(|field| is_title(field.name.as_str()))) {
        return;
    }
    let code = if assertion.base() == METADATA {
        LintCode::CawgMetadata
    } else {
        LintCode::LostLabel
    };
    let words = AssertionText::LostLabel {
        engine: engine.to_string(),
        label: assertion.label.to_owned(),
    };
    linter.report(code, json::start(assertion.value), words, None);
}

/// Every prefix must be defined in `@context`.
fn context(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    let given = json::get(assertion.data, "@context");
    let entries = given
        .and_then(Value::as_object)
        .map(|object| object.properties.as_slice())
        .unwrap_or_default();
    let all_strings = entries.iter().all(|entry| entry.value.as_string_lit().is_some());
    let known: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let fields = assertion
        .data
        .as_object()
        .map(|object| object.properties.as_slice())
        .unwrap_or_default();
    let mut missing: Vec<&str> = Vec::new();
    for field in fields {
        if let Some((prefix, _)) = field.name.as_str().split_once(':')
            && !known.contains(&prefix)
            && !missing.contains(&prefix)
        {
            missing.push(prefix);
        }
    }
    if !known.is_empty() && all_strings && missing.is_empty() {
        standard_namespaces(linter, assertion, given);
        return;
    }
    let all: Option<Vec<(&str, &str)>> = missing
        .iter()
        .map(|prefix| Some((*prefix, namespace(prefix)?)))
        .collect();
    let fix = all
        .filter(|all| all_strings && (!all.is_empty() || !known.is_empty()))
        .and_then(|all| {
            linter.fix(FixLabel::UsualNamespaces, |root| {
                let data = json::object_at(root, &assertion.in_data(&[]))?;
                if data.object_value("@context").is_none() {
                    json::unset(&data, "@context");
                    data.insert(0, "@context", CstInputValue::Object(Vec::new()));
                }
                let context = data.object_value("@context")?;
                for (prefix, namespace) in all {
                    json::set(&context, prefix, namespace.into());
                }
                Some(())
            })
        });
    let words = if missing.is_empty() {
        AssertionText::NoContext
    } else {
        AssertionText::UndefinedPrefixes {
            prefixes: missing.join(", "),
        }
    };
    let at = given.map_or_else(|| json::start(assertion.data), json::start);
    linter.report(LintCode::NoContext, at, words, fix);
}

/// The standard assertion's prefixes have fixed namespaces.
fn standard_namespaces(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, given: Option<&Value<'_>>) {
    if assertion.base() != STANDARD {
        return;
    }
    let Some(given) = given else { return };
    for (prefix, namespace) in NAMESPACES {
        let Some(value) = json::get(given, prefix) else {
            continue;
        };
        if value.as_string_lit().is_some_and(|value| value.value == namespace) {
            continue;
        }
        let path = assertion.in_data(&["@context".into(), prefix.into()]);
        let fix = linter.fix(FixLabel::UseNamespace, |root| {
            json::replace(root, &path, namespace.into())
        });
        let words = AssertionText::OtherNamespace {
            prefix: prefix.to_owned(),
            namespace: namespace.to_owned(),
        };
        linter.report(LintCode::NoContext, json::start(value), words, fix);
    }
}

/// Whether `c2pa.metadata` may have a field.
fn is_allowed(field: &str) -> bool {
    let Some((prefix, name)) = field.split_once(':') else {
        return false;
    };
    let mut section = "";
    for line in FIELDS.lines() {
        match line.strip_suffix(':') {
            Some(prefix) => section = prefix,
            None if section == prefix && line.split_whitespace().any(|allowed| allowed == name) => return true,
            None => {}
        }
    }
    false
}

fn fields(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    let fields = assertion
        .data
        .as_object()
        .map(|object| object.properties.as_slice())
        .unwrap_or_default();
    for field in fields {
        let name = field.name.as_str();
        if name == "@context" || is_allowed(name) {
            continue;
        }
        let label: json::Path = assertion
            .path
            .iter()
            .cloned()
            .chain([json::PathSegment::from("label")])
            .collect();
        let fix = linter.fix(FixLabel::ToCawg, |root| {
            json::replace(root, &label, "cawg.metadata".into())
        });
        let words = AssertionText::NotMeasured { field: name.to_owned() };
        linter.report(LintCode::DisallowedMetadata, field.range.start, words, fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_the_specification_are_allowed_and_no_others() {
        for allowed in [
            "dc:type",
            "exif:GPSVersionID",
            "plus:Version",
            "photoshop:City",
            "xmp:CreateDate",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for other in [
            "dc:creator",
            "dc:",
            "type",
            "exif:type",
            "photoshop:Credit",
            "xmpMM:CreateDate",
        ] {
            assert!(!is_allowed(other), "{other}");
        }
    }
}
