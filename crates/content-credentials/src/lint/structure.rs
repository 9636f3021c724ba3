//! The top level of a manifest: its fields and their types.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{
    LintCode, Linter,
    fields::{agent, is_null_or, number, string, wrap_in_list},
    ingredients, labels, limits,
    texts::{DefinitionText, FixLabel, ShapeText},
};
use crate::{
    json::{self, Path},
    manifest as parts,
};

/// The fields of a manifest that servers read.
const FIELDS: [&str; 15] = [
    "title",
    "format",
    "instance_id",
    "claim_version",
    "claim_generator",
    "claim_generator_info",
    "vendor",
    "thumbnail",
    "ingredients",
    "assertions",
    "redactions",
    "label",
    "hash_alg",
    "alg",
    "metadata",
];

/// Checks the top level. Returns whether the rest can be checked.
pub(super) fn check(linter: &mut Linter<'_>, manifest: &Value<'_>) -> bool {
    let Some(fields) = manifest.as_object() else {
        let words = DefinitionText::NotObject;
        linter.report(LintCode::WrongShape, json::start(manifest), words, None);
        return false;
    };
    duplicate_names(linter, manifest, &mut Vec::new());
    limits::check(linter, manifest);
    for property in &fields.properties {
        let name = property.name.as_str();
        let at = property.range.start;
        let remove = |linter: &Linter<'_>| linter.removal(FixLabel::Remove, &vec![name.into()]);
        match name {
            "title" => string(linter, &property.value, name, true),
            "format" | "instance_id" => string(linter, &property.value, name, false),
            "claim_generator_info" => generators(linter, &property.value),
            "thumbnail" => thumbnail(linter, &property.value),
            "assertions" => labels::check(linter, &property.value),
            "ingredients" => ingredients::check(linter, &property.value),
            "hash_alg" => {
                let known = ["sha256", "sha384", "sha512"];
                let fits = property
                    .value
                    .as_string_lit()
                    .is_some_and(|text| known.contains(&text.value.as_ref()));
                if !fits && property.value.as_null_keyword().is_none() {
                    let fix = remove(linter);
                    linter.report(LintCode::WrongShape, at, ShapeText::HashAlgorithm, fix);
                }
            }
            "claim_version" if !is_null_or(&property.value, |value| number(value) == Some("2")) => {
                let fix = remove(linter);
                let words = ShapeText::ClaimVersion;
                linter.report(LintCode::WrongShape, at, words, fix);
            }
            "vendor" | "label" | "redactions" | "metadata" => for_servers(linter, property),
            _ if !FIELDS.contains(&name) => {
                let fix = remove(linter);
                let words = DefinitionText::UnknownField { name: name.to_owned() };
                linter.report(LintCode::UnknownField, at, words, fix);
            }
            _ => {}
        }
    }
    advice(linter, manifest);
    true
}

/// Fields for programs that build manifests on a server. Servers accept some of their values.
fn for_servers(linter: &mut Linter<'_>, property: &ObjectProp<'_>) {
    let (name, value) = (property.name.as_str(), &property.value);
    let is_empty = value.as_null_keyword().is_some()
        || name != "label" && value.as_array().is_some_and(|list| list.elements.is_empty());
    if is_empty {
        return;
    }
    let is_accepted = match name {
        "vendor" => value.as_string_lit().is_some_and(|vendor| is_vendor(&vendor.value)),
        "label" => value
            .as_string_lit()
            .is_some_and(|label| is_manifest_label(&label.value)),
        "metadata" => value.as_array().is_some(),
        // A redaction needs an earlier manifest, which is not available.
        _ => false,
    };
    let code = if is_accepted {
        LintCode::Unusual
    } else {
        LintCode::WrongShape
    };
    let fix = linter.removal(FixLabel::Remove, &vec![name.into()]);
    let words = DefinitionText::OnlyServers { name: name.to_owned() };
    linter.report(code, property.range.start, words, fix);
}

/// Whether a text can be the vendor in a manifest's label: printable ASCII that means nothing in a URI of the manifest store.
fn is_vendor(vendor: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, ':' | '/');
    vendor.len() <= 32 && vendor.chars().all(is_plain)
}

/// Whether a text can be a manifest's label: `urn:c2pa:UUID`, with a vendor and a version after it if needed.
fn is_manifest_label(label: &str) -> bool {
    let parts: Vec<_> = label.split(':').collect();
    let has_version = |version: &str| {
        let number = version.split('_').next().unwrap_or_default();
        version.is_empty() || number.parse::<usize>().is_ok()
    };
    matches!(parts.as_slice(), ["urn", "c2pa", id, rest @ ..]
        if is_part(id) && rest.len() <= 2
            && rest.first().is_none_or(|vendor| is_vendor(vendor))
            && rest.get(1).is_none_or(|version| has_version(version) && is_part(version)))
}

fn is_part(part: &str) -> bool {
    part.chars().all(|letter| letter.is_ascii_graphic() && letter != '/')
}

fn advice(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let begin = json::start(manifest);
    if json::get(manifest, "claim_generator_info").is_none() {
        let fix = linter.fix(FixLabel::AddProgram, |root| {
            json::object_at(root, &[])?.insert(0, "claim_generator_info", parts::generator_info());
            Some(())
        });
        let words = DefinitionText::NoGenerator;
        linter.report(LintCode::NoGenerator, begin, words, fix);
    }
    if json::get(manifest, "thumbnail").is_none() {
        let fix = linter.fix(FixLabel::NoThumbnail, |root| {
            json::set(&json::object_at(root, &[])?, "thumbnail", parts::no_thumbnail());
            Some(())
        });
        let words = DefinitionText::Thumbnail;
        linter.report(LintCode::Thumbnail, begin, words, fix);
    }
}

fn generators(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(generators) = value.as_array() else {
        let fix = value
            .as_object()
            .and_then(|_| wrap_in_list(linter, "claim_generator_info"));
        let words = ShapeText::Generators;
        linter.report(LintCode::WrongShape, json::start(value), words, fix);
        return;
    };
    for (number, generator) in generators.elements.iter().enumerate() {
        let path: Path = vec!["claim_generator_info".into(), number.into()];
        agent(linter, generator, &path);
    }
    if generators.elements.len() > 1 {
        let fix = linter.fix(FixLabel::KeepFirst, |root| {
            let elements = json::array_at(root, &["claim_generator_info".into()])?.elements();
            elements
                .into_iter()
                .skip(1)
                .for_each(jsonc_parser::cst::CstNode::remove);
            Some(())
        });
        let words = DefinitionText::SeveralGenerators;
        linter.report(LintCode::SeveralGenerators, json::start(value), words, fix);
    }
}

fn thumbnail(linter: &mut Linter<'_>, value: &Value<'_>) {
    if value.as_null_keyword().is_some() {
        return;
    }
    let format = json::text_of(value, "format");
    if format == Some("none") && json::text_of(value, "identifier").is_some() {
        return;
    }
    let none = linter.fix(FixLabel::NoThumbnail, |root| {
        json::replace(root, &["thumbnail".into()], parts::no_thumbnail())
    });
    if format == Some("none") {
        let words = ShapeText::ThumbnailIdentifier;
        linter.report(LintCode::WrongShape, json::start(value), words, none);
        return;
    }
    let words = DefinitionText::Resource {
        field: "thumbnail".to_owned(),
    };
    linter.report(LintCode::MissingResource, json::start(value), words, none);
}

/// An object must not have the same name twice: readers take one of the values or refuse the manifest.
fn duplicate_names(linter: &mut Linter<'_>, value: &Value<'_>, path: &mut Path) {
    match value {
        Value::Array(array) => {
            for (number, element) in array.elements.iter().enumerate() {
                path.push(number.into());
                duplicate_names(linter, element, path);
                path.pop();
            }
        }
        Value::Object(object) => {
            for (number, property) in object.properties.iter().enumerate() {
                let name = property.name.as_str();
                if object
                    .properties
                    .iter()
                    .take(number)
                    .any(|earlier| earlier.name.as_str() == name)
                {
                    let fix = linter.fix(FixLabel::KeepFirst, |root| {
                        json::last(&json::object_at(root, path)?, name)?.remove();
                        Some(())
                    });
                    let words = DefinitionText::TwiceNamed { name: name.to_owned() };
                    linter.report(LintCode::DuplicateKey, property.range.start, words, fix);
                }
                path.push(name.into());
                duplicate_names(linter, &property.value, path);
                path.pop();
            }
        }
        _ => {}
    }
}
