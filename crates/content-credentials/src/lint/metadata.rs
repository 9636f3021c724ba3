//! Metadata assertions: fields with prefixes, whose meaning has to stand beside them.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use super::{LintCode, Linter, places::Assertion};
use crate::json;

/// The fields that `c2pa.metadata` may have: the metadata annex of the C2PA specification. A prefix with a colon, then
/// its fields.
const FIELDS: &str = include_str!("metadata_fields.txt");

/// The meaning of the usual prefixes.
const PREFIXES: [(&str, &str); 14] = [
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("xmpTPg", "http://ns.adobe.com/xap/1.0/t/pg/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/"),
    ("crs", "http://ns.adobe.com/camera-raw-settings/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    ("exif", "http://ns.adobe.com/exif/1.0/"),
    ("exifEX", "http://cipa.jp/exif/1.0/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("tiff", "http://ns.adobe.com/tiff/1.0/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
];

const STANDARD: &str = "c2pa.metadata";

/// Says what is wrong with a metadata assertion, if it is one.
pub(super) fn look(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    if !assertion.base().ends_with(".metadata") || assertion.base() == "c2pa.assertion.metadata" {
        return;
    }
    let code = if assertion.base() == "cawg.metadata" {
        LintCode::CawgMetadata
    } else {
        LintCode::LostLabel
    };
    let words = format!(
        "Servers with an older engine lose the label {:?}, as of all metadata: it reads back as \"__1\". Newer ones keep it.",
        assertion.label
    );
    linter.say(code, json::start(assertion.value), words, None);
    if assertion.data.as_object().is_none() {
        let words = "Metadata has to be an object: { \"@context\": { … }, \"dc:title\": … }.";
        linter.say(LintCode::WrongShape, json::start(assertion.data), words, None);
        return;
    }
    context(linter, assertion);
    if assertion.base() == STANDARD {
        fields(linter, assertion);
    }
}

/// Every prefix has to be in `@context`.
fn context(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    let given = json::get(assertion.data, "@context");
    let entries = given
        .and_then(Value::as_object)
        .map(|object| object.properties.as_slice())
        .unwrap_or_default();
    let texts = entries.iter().all(|entry| entry.value.as_string_lit().is_some());
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
    if !known.is_empty() && texts && missing.is_empty() {
        wrong_meaning(linter, assertion, given);
        return;
    }
    let meaning = |prefix: &str| {
        PREFIXES
            .iter()
            .find(|(name, _)| *name == prefix)
            .map(|(_, meaning)| *meaning)
    };
    let all: Option<Vec<(&str, &str)>> = missing.iter().map(|prefix| Some((*prefix, meaning(prefix)?))).collect();
    let mend = all
        .filter(|all| texts && (!all.is_empty() || !known.is_empty()))
        .and_then(|all| {
            linter.mend("Add the usual meanings", |root| {
                let data = json::object_at(root, &assertion.in_data(&[]))?;
                if data.object_value("@context").is_none() {
                    json::unset(&data, "@context");
                    data.insert(0, "@context", CstInputValue::Object(Vec::new()));
                }
                let context = data.object_value("@context")?;
                for (prefix, meaning) in all {
                    json::set(&context, prefix, meaning.into());
                }
                Some(())
            })
        });
    let words = if missing.is_empty() {
        "Metadata needs an \"@context\": an object that says what each prefix stands for, as a text.".to_owned()
    } else {
        format!(
            "\"@context\" has to say what these prefixes stand for: {}.",
            missing.join(", ")
        )
    };
    let at = given.map_or_else(|| json::start(assertion.data), json::start);
    linter.say(LintCode::NoContext, at, words, mend);
}

/// The prefixes of the standard assertion have one meaning each.
fn wrong_meaning(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, given: Option<&Value<'_>>) {
    if assertion.base() != STANDARD {
        return;
    }
    let Some(given) = given else { return };
    for (prefix, meaning) in PREFIXES {
        let Some(told) = json::get(given, prefix) else { continue };
        if told.as_string_lit().is_some_and(|told| told.value == meaning) {
            continue;
        }
        let path = assertion.in_data(&["@context".into(), prefix.into()]);
        let mend = linter.mend("Use this meaning", |root| json::replace(root, &path, meaning.into()));
        let words = format!("In \"c2pa.metadata\" the prefix {prefix} stands for {meaning}");
        linter.say(LintCode::NoContext, json::start(told), words, mend);
    }
}

/// Whether the standard assertion may have a field.
fn is_allowed(field: &str) -> bool {
    let Some((prefix, name)) = field.split_once(':') else {
        return false;
    };
    let mut of = "";
    for line in FIELDS.lines() {
        match line.strip_suffix(':') {
            Some(prefix) => of = prefix,
            None if of == prefix && line.split_whitespace().any(|allowed| allowed == name) => return true,
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
        let mend = linter.mend("Make it cawg.metadata", |root| {
            json::replace(root, &label, "cawg.metadata".into())
        });
        let words = format!(
            "\"c2pa.metadata\" may not have {name:?}: it is for what devices measure. Statements of people belong into \"cawg.metadata\"."
        );
        linter.say(LintCode::DisallowedMetadata, field.range.start, words, mend);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_specification_is_read() {
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
