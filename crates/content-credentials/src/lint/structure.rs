//! The shape of a manifest: what each field has to be.

use jsonc_parser::ast::{ObjectProp, Value};

use super::{LintCode, Linter, Mend, ingredients, places};
use crate::json::{self, Path, PathSegment};

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

/// Says what has the wrong shape. Answers whether it is worth looking further.
pub(super) fn look(linter: &mut Linter<'_>, manifest: &Value<'_>) -> bool {
    let Some(fields) = manifest.as_object() else {
        let words = "A manifest is a JSON object: it begins with { and ends with }.";
        linter.say(LintCode::WrongShape, json::start(manifest), words, None);
        return false;
    };
    double_names(linter, manifest, &mut Vec::new());
    for property in &fields.properties {
        let name = property.name.as_str();
        let at = property.range.start;
        let remove = |linter: &Linter<'_>| linter.without("Take it out", &vec![name.into()]);
        match name {
            "title" => text(linter, &property.value, name, true),
            "format" | "instance_id" => text(linter, &property.value, name, false),
            "claim_generator_info" => generators(linter, &property.value),
            "thumbnail" => thumbnail(linter, &property.value),
            "assertions" => assertions(linter, &property.value),
            "ingredients" => ingredients::look(linter, &property.value),
            "hash_alg" => {
                let known = ["sha256", "sha384", "sha512"];
                let fits = property
                    .value
                    .as_string_lit()
                    .is_some_and(|text| known.contains(&text.value.as_ref()));
                if !fits && property.value.as_null_keyword().is_none() {
                    let mend = remove(linter);
                    linter.say(
                        LintCode::WrongShape,
                        at,
                        "\"hash_alg\" is sha256, sha384 or sha512.",
                        mend,
                    );
                }
            }
            "claim_version" if !is_null_or(&property.value, |value| number(value) == Some("2")) => {
                let mend = remove(linter);
                let words = "Claims are of version 2 now; leave \"claim_version\" out.";
                linter.say(LintCode::WrongShape, at, words, mend);
            }
            "vendor" | "label" | "redactions" | "metadata" => of_servers(linter, property),
            _ if !FIELDS.contains(&name) => {
                let mend = remove(linter);
                let words = format!("No server reads \"{name}\". Is it misspelt, or does it belong into an assertion?");
                linter.say(LintCode::UnknownField, at, words, mend);
            }
            _ => {}
        }
    }
    advice(linter, manifest);
    true
}

/// Fields for programs that write many manifests. Servers take some of what can stand there.
fn of_servers(linter: &mut Linter<'_>, property: &ObjectProp<'_>) {
    let (name, value) = (property.name.as_str(), &property.value);
    let is_nothing = value.as_null_keyword().is_some()
        || name != "label" && value.as_array().is_some_and(|list| list.elements.is_empty());
    if is_nothing {
        return;
    }
    let is_taken = match name {
        "vendor" => value.as_string_lit().is_some(),
        "label" => value
            .as_string_lit()
            .is_some_and(|label| label.value.starts_with("urn:c2pa:")),
        "metadata" => value.as_array().is_some(),
        // What is to be redacted would have to be in a manifest that is not at hand.
        _ => false,
    };
    let code = if is_taken {
        LintCode::Unusual
    } else {
        LintCode::WrongShape
    };
    let mend = linter.without("Take it out", &vec![name.into()]);
    let words = format!("\"{name}\" is for servers and not for files that are signed by one; leave it out.");
    linter.say(code, property.range.start, words, mend);
}

fn advice(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let begin = json::start(manifest);
    if json::get(manifest, "claim_generator_info").is_none() {
        let mend = linter.mend("Name this program", |root| {
            json::object_at(root, &[])?.insert(0, "claim_generator_info", super::super::form::generator_info());
            Some(())
        });
        let words = "No program is named that made this manifest; the server names its own instead.";
        linter.say(LintCode::NoGenerator, begin, words, mend);
    }
    if json::get(manifest, "thumbnail").is_none() {
        let mend = linter.mend("Leave the thumbnail out", |root| {
            json::set(
                &json::object_at(root, &[])?,
                "thumbnail",
                super::super::form::no_thumbnail(),
            );
            Some(())
        });
        let words = "The server adds a thumbnail: some hundred kilobytes, also to a small file.";
        linter.say(LintCode::Thumbnail, begin, words, mend);
    }
}

pub(super) fn is_null_or(value: &Value<'_>, fits: impl Fn(&Value<'_>) -> bool) -> bool {
    value.as_null_keyword().is_some() || fits(value)
}

fn number<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.as_number_lit().map(|number| number.value)
}

/// A field that has to be a text. A number or a yes or no becomes one by its quotation marks.
fn text(linter: &mut Linter<'_>, value: &Value<'_>, name: &str, may_be_null: bool) {
    if value.as_string_lit().is_some() || (may_be_null && value.as_null_keyword().is_some()) {
        return;
    }
    let plain = number(value)
        .map(str::to_owned)
        .or_else(|| value.as_boolean_lit().map(|value| value.value.to_string()));
    let mend = plain.and_then(|plain| {
        linter.mend("Make it a text", |root| {
            json::replace(root, &[name.into()], plain.into())
        })
    });
    let words = format!("\"{name}\" must be a string.");
    linter.say(LintCode::WrongShape, json::start(value), words, mend);
}

fn generators(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(generators) = value.as_array() else {
        let mend = value
            .as_object()
            .and_then(|_| in_a_list(linter, "claim_generator_info"));
        let words = "\"claim_generator_info\" has to be a list: [ { \"name\": …, \"version\": … } ].";
        linter.say(LintCode::WrongShape, json::start(value), words, mend);
        return;
    };
    for (number, generator) in generators.elements.iter().enumerate() {
        let path: Path = vec!["claim_generator_info".into(), number.into()];
        agent(linter, generator, &path);
    }
    if generators.elements.len() > 1 {
        let mend = linter.mend("Keep the first", |root| {
            let elements = json::array_at(root, &["claim_generator_info".into()])?.elements();
            elements
                .into_iter()
                .skip(1)
                .for_each(jsonc_parser::cst::CstNode::remove);
            Some(())
        });
        let words = "A claim is made by one program; servers keep the first entry, or refuse more.";
        linter.say(LintCode::SeveralGenerators, json::start(value), words, mend);
    }
}

/// A program: of a claim or of an action.
pub(super) fn agent(linter: &mut Linter<'_>, value: &Value<'_>, path: &Path) {
    let named = json::text_of(value, "name").is_some_and(|name| !name.trim().is_empty());
    if !named {
        let words = "A program needs a \"name\" that is a text.";
        let mend = linter.without("Take it out", path);
        linter.say(LintCode::WrongShape, json::start(value), words, mend);
        return;
    }
    for field in ["version", "operating_system"] {
        if let Some(wrong) = json::get(value, field).filter(|value| value.as_string_lit().is_none()) {
            let mut way = path.clone();
            way.push(field.into());
            let plain = number(wrong).map(str::to_owned);
            let mend =
                plain.and_then(|plain| linter.mend("Make it a text", |root| json::replace(root, &way, plain.into())));
            let words = format!("\"{field}\" must be a string.");
            linter.say(LintCode::WrongShape, json::start(wrong), words, mend);
        }
    }
    resource(linter, value, "icon", path);
}

/// A picture that a field of this value names: there is no way to send one along.
pub(super) fn resource(linter: &mut Linter<'_>, value: &Value<'_>, field: &str, path: &Path) {
    let Some(named) = json::get(value, field).filter(|value| value.as_null_keyword().is_none()) else {
        return;
    };
    let mut way = path.clone();
    way.push(field.into());
    let mend = linter.without("Take it out", &way);
    let words = format!(
        "\"{field}\" names a resource, and a manifest is sent without any: the server says \"resource not found\"."
    );
    linter.say(LintCode::MissingResource, json::start(named), words, mend);
}

fn thumbnail(linter: &mut Linter<'_>, value: &Value<'_>) {
    if value.as_null_keyword().is_some() {
        return;
    }
    let format = json::text_of(value, "format");
    if format == Some("none") && json::text_of(value, "identifier").is_some() {
        return;
    }
    let none = linter.mend("Leave the thumbnail out", |root| {
        json::replace(root, &["thumbnail".into()], super::super::form::no_thumbnail())
    });
    if format == Some("none") {
        let words = "A thumbnail that is left out needs an \"identifier\" all the same: \"\".";
        linter.say(LintCode::WrongShape, json::start(value), words, none);
        return;
    }
    let words =
        "\"thumbnail\" names a resource, and a manifest is sent without any: the server says \"resource not found\".";
    linter.say(LintCode::MissingResource, json::start(value), words, none);
}

/// Puts a value into a list of its own.
pub(super) fn in_a_list(linter: &Linter<'_>, field: &str) -> Option<Mend> {
    linter.mend("Make it a list", |root| {
        let value = json::at(root, &[field.into()])?.to_serde_value()?;
        json::replace(root, &[field.into()], json::input(&serde_json::json!([value])))
    })
}

fn assertions(linter: &mut Linter<'_>, value: &Value<'_>) {
    let Some(list) = value.as_array() else {
        // A map of labels to data is what people write who know other formats.
        let mend = value.as_object().and_then(|_| {
            linter.mend("Make it a list", |root| {
                let map = json::at(root, &["assertions".into()])?.to_serde_value()?;
                let list: Vec<_> = map
                    .as_object()?
                    .iter()
                    .map(|(label, data)| serde_json::json!({ "label": label, "data": data }))
                    .collect();
                json::replace(
                    root,
                    &["assertions".into()],
                    json::input(&serde_json::Value::Array(list)),
                )
            })
        });
        let words = "\"assertions\" has to be a list: [ { \"label\": …, \"data\": … } ].";
        linter.say(LintCode::WrongShape, json::start(value), words, mend);
        return;
    };
    for (number, assertion) in list.elements.iter().enumerate() {
        let path: Path = vec!["assertions".into(), number.into()];
        one_assertion(linter, assertion, &path);
    }
}

fn one_assertion(linter: &mut Linter<'_>, assertion: &Value<'_>, path: &Path) {
    let at = json::start(assertion);
    let label = json::text_of(assertion, "label");
    if label.is_none() || json::get(assertion, "data").is_none() {
        let mend = linter.without("Take it out", path);
        linter.say(
            LintCode::WrongShape,
            at,
            "An assertion needs a \"label\", a text, and \"data\".",
            mend,
        );
        return;
    }
    let field = |name: &str| -> Path { path.iter().cloned().chain([PathSegment::from(name)]).collect() };
    if let Some(kind) = json::get(assertion, "kind")
        && !is_null_or(kind, |kind| {
            kind.as_string_lit()
                .is_some_and(|kind| matches!(kind.value.as_ref(), "Json" | "Cbor"))
        })
    {
        let mend = linter.without("Take it out", &field("kind"));
        let words = "\"kind\" is Json or Cbor; data of another kind cannot be written in a manifest.";
        linter.say(LintCode::WrongShape, json::start(kind), words, mend);
    }
    if let Some(created) = json::get(assertion, "created").filter(|value| value.as_boolean_lit().is_none()) {
        let mend = linter.without("Take it out", &field("created"));
        linter.say(
            LintCode::WrongShape,
            json::start(created),
            "\"created\" is true or false.",
            mend,
        );
    }
    let sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-');
    if let Some(label) = label.filter(|label| label.is_empty() || !label.chars().all(sign)) {
        let words = format!(
            "{label:?} cannot be a label: letters, digits, dots, hyphens and underscores, as in org.example.note."
        );
        linter.say(LintCode::BadLabel, at, words, None);
    } else if let Some(label) = label {
        numbered(linter, label, at, &field("label"));
    }
}

/// Labels, beside those of actions, whose number engines drop and count anew.
const NUMBER_DROPPED: [&str; 3] = ["stds.schema-org.CreativeWork", "stds.exif", "c2pa.metadata"];

/// Two underscores come before the number by which a server tells assertions of one label apart. One that a manifest brings
/// is dropped where the engine knows the assertion; elsewhere the signed file lacks what its claim names, and is refused.
fn numbered(linter: &mut Linter<'_>, label: &str, at: usize, path: &Path) {
    if !label.contains("__") {
        return;
    }
    let base = places::base(label);
    let mend = (base != label && !base.contains("__"))
        .then(|| linter.mend("Take the number off", |root| json::replace(root, path, base.into())))
        .flatten();
    let is_dropped = mend.is_some() && (places::is_actions(base) || NUMBER_DROPPED.contains(&base));
    let (code, words) = if is_dropped {
        let words = format!("The number of {label:?} is not kept: servers number assertions of one label themselves.");
        (LintCode::Unusual, words)
    } else {
        let words = format!(
            "{label:?} cannot be a label: \"__\" comes before the number of an assertion, and servers give that themselves."
        );
        (LintCode::BadLabel, words)
    };
    linter.say(code, at, words, mend);
}

/// Names that stand twice in one object: readers take one of them, or refuse both.
fn double_names(linter: &mut Linter<'_>, value: &Value<'_>, path: &mut Path) {
    match value {
        Value::Array(array) => {
            for (number, element) in array.elements.iter().enumerate() {
                path.push(number.into());
                double_names(linter, element, path);
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
                    let mend = linter.mend("Keep the first", |root| {
                        json::last(&json::object_at(root, path)?, name)?.remove();
                        Some(())
                    });
                    let words = format!("\"{name}\" stands here twice. Servers refuse it, or take one of the two.");
                    linter.say(LintCode::DoubleName, property.range.start, words, mend);
                }
                path.push(name.into());
                double_names(linter, &property.value, path);
                path.pop();
            }
        }
        _ => {}
    }
}
