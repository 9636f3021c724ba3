//! The assertions of a manifest as names and values.

use serde_json::Value;

use super::{
    MAX_ENTRIES, claim, first_text, items, text,
    words::{self, AssertionKind, Field, FieldName, FieldValue},
};

/// How many lines of an assertion are read.
const MAX_LINES: usize = 40;

/// How deep nested fields are read.
const MAX_DEPTH: usize = 3;

/// An assertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// What it is. `None` if its label is unknown.
    pub kind: Option<AssertionKind>,
    /// Its label.
    pub label: String,
    /// Names and values.
    pub lines: Vec<(FieldName, FieldValue)>,
}

impl Assertion {
    /// What it is, in plain words, or its label without its number.
    #[must_use]
    pub fn title(&self) -> &str {
        match self.kind {
            Some(kind) => kind.words(),
            None => claim::plain_label(&self.label),
        }
    }
}

/// All assertions except for actions and ingredients, which are read separately.
pub(super) fn of(manifest: &Value) -> Vec<Assertion> {
    let elsewhere = |label: &str| {
        let plain = claim::plain_label(label);
        matches!(plain, "c2pa.actions" | "c2pa.actions.v2") || plain.starts_with("c2pa.ingredient")
    };
    claim::assertions(manifest)
        .filter(|(label, _)| !elsewhere(label))
        .take(MAX_ENTRIES)
        .map(|(label, data)| assertion(label, data))
        .collect()
}

fn assertion(label: &str, data: &Value) -> Assertion {
    let plain = claim::plain_label(label);
    let mut lines = match plain {
        "stds.schema-org.CreativeWork" => creative_work(data),
        "cawg.training-mining" | "c2pa.training-mining" => training(data),
        "cawg.identity" => identity(data),
        _ if plain.starts_with("c2pa.hash.") => hash(data),
        _ if plain.starts_with("c2pa.thumbnail") => thumbnail(data),
        _ => fields(data),
    };
    if lines.len() > MAX_LINES {
        let more = lines.len() - MAX_LINES;
        lines.truncate(MAX_LINES);
        lines.push((FieldName::Unnamed, FieldValue::More(more)));
    }
    Assertion {
        kind: AssertionKind::of(plain),
        label: super::clipped(label),
        lines,
    }
}

type Lines = Vec<(FieldName, FieldValue)>;

fn line(lines: &mut Lines, name: Field, value: Option<String>) {
    lines.extend(value.map(|value| (FieldName::Known(name), FieldValue::Text(value))));
}

fn creative_work(data: &Value) -> Lines {
    let mut lines = Lines::new();
    let people = |value: &Value| -> Option<String> {
        let name = |person: &Value| text(person).or_else(|| text(&person["name"]));
        let names: Vec<_> = match value {
            Value::Array(people) => people.iter().take(MAX_LINES).filter_map(name).collect(),
            person => name(person).into_iter().collect(),
        };
        (!names.is_empty()).then(|| names.join(", "))
    };
    line(&mut lines, Field::Author, people(&data["author"]));
    line(&mut lines, Field::Publisher, people(&data["publisher"]));
    line(&mut lines, Field::Credit, people(&data["creditText"]));
    line(&mut lines, Field::Copyright, first_text([&data["copyrightNotice"]]));
    line(&mut lines, Field::CopyrightHolder, people(&data["copyrightHolder"]));
    line(
        &mut lines,
        Field::Date,
        first_text([&data["datePublished"], &data["dateCreated"]]),
    );
    line(&mut lines, Field::License, first_text([&data["license"], &data["url"]]));
    if lines.is_empty() { fields(data) } else { lines }
}

fn training(data: &Value) -> Lines {
    let Some(entries) = data["entries"].as_object() else {
        return fields(data);
    };
    let entries = entries.iter().take(MAX_LINES + 1);
    entries
        .map(|(name, entry)| {
            let allowed = match entry["use"].as_str() {
                Some("allowed") => FieldValue::Allowed,
                Some("notAllowed") => FieldValue::NotAllowed,
                Some("constrained") => {
                    FieldValue::Constrained(first_text([&entry["constraint_info"], &entry["constraints_info"]]))
                }
                _ => FieldValue::NotStated,
            };
            (words::training(name), allowed)
        })
        .collect()
}

fn identity(data: &Value) -> Lines {
    let payload = &data["signer_payload"];
    let mut lines = Lines::new();
    line(
        &mut lines,
        Field::Kind,
        first_text([&payload["sig_type"], &data["sig_type"]]),
    );
    let info = &data["signature_info"];
    line(
        &mut lines,
        Field::Issuer,
        first_text([&info["issuer"], &data["issuer"]]),
    );
    line(
        &mut lines,
        Field::Name,
        first_text([&info["cert_common_name"], &info["common_name"]]),
    );
    for verified in items(&data["verifiedIdentities"]).take(MAX_LINES) {
        let name = first_text([&verified["name"], &verified["username"], &verified["uri"]]);
        line(&mut lines, Field::Identity, name);
    }
    if lines.is_empty() { fields(data) } else { lines }
}

fn hash(data: &Value) -> Lines {
    let mut lines = Lines::new();
    line(&mut lines, Field::Algorithm, text(&data["alg"]));
    let excluded = items(&data["exclusions"]).count();
    if excluded > 0 {
        lines.push((FieldName::Unnamed, FieldValue::LeftOut(excluded)));
    }
    lines
}

fn thumbnail(data: &Value) -> Lines {
    let mut lines = Lines::new();
    line(&mut lines, Field::Format, text(&data["format"]));
    lines
}

/// All fields. The name of a nested one starts with the names of those around it.
fn fields(data: &Value) -> Lines {
    let mut lines = Lines::new();
    add_fields(&mut lines, String::new(), data, 0);
    lines
}

fn add_fields(lines: &mut Lines, name: String, value: &Value, depth: usize) {
    if lines.len() > MAX_LINES || name.starts_with('@') {
        return;
    }
    let below = |inner: &str| {
        if name.is_empty() {
            inner.to_owned()
        } else {
            format!("{name} › {inner}")
        }
    };
    let named = |name: String| match name.as_str() {
        "" => FieldName::Unnamed,
        _ => FieldName::Own(name),
    };
    match value {
        Value::Null => {}
        Value::Object(fields) if depth < MAX_DEPTH => {
            for (inner, value) in fields {
                add_fields(lines, super::clipped(&below(inner)), value, depth + 1);
                if lines.len() > MAX_LINES {
                    break;
                }
            }
        }
        Value::Array(list) if depth < MAX_DEPTH => {
            // A long list of numbers is binary data.
            if list.len() > 8 && list.iter().all(Value::is_number) {
                lines.push((named(name), FieldValue::Bytes(list.len())));
                return;
            }
            for value in list.iter().take(MAX_LINES) {
                add_fields(lines, name.clone(), value, depth + 1);
            }
        }
        Value::Object(_) | Value::Array(_) => lines.push((named(name), FieldValue::Text("…".to_owned()))),
        Value::String(_) => lines.extend(text(value).map(|value| (named(name), FieldValue::Text(value)))),
        Value::Bool(true) => lines.push((named(name), FieldValue::Yes)),
        Value::Bool(false) => lines.push((named(name), FieldValue::No)),
        Value::Number(number) => lines.push((named(name), FieldValue::Text(number.to_string()))),
    }
}
