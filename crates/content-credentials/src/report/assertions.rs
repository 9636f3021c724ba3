//! The assertions of a manifest in plain words.

use serde_json::Value;

use super::{MOST_ENTRIES, claim, first_text, items, text, words};

/// The most lines of one assertion.
const MOST_LINES: usize = 40;

/// Fields within fields are followed this far.
const DEEPEST: usize = 3;

/// One assertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// What it is, in plain words.
    pub title: String,
    /// Its label.
    pub label: String,
    /// What it says: a name, which may be empty, and a value.
    pub lines: Vec<(String, String)>,
}

/// All but those that stand in places of their own: actions and ingredients.
pub(super) fn of(manifest: &Value) -> Vec<Assertion> {
    let elsewhere = |label: &str| {
        let plain = claim::plain_label(label);
        matches!(plain, "c2pa.actions" | "c2pa.actions.v2") || plain.starts_with("c2pa.ingredient")
    };
    claim::assertions(manifest)
        .filter(|(label, _)| !elsewhere(label))
        .take(MOST_ENTRIES)
        .map(|(label, data)| one(label, data))
        .collect()
}

fn one(label: &str, data: &Value) -> Assertion {
    let plain = claim::plain_label(label);
    let mut lines = match plain {
        "stds.schema-org.CreativeWork" => creative_work(data),
        "cawg.training-mining" | "c2pa.training-mining" => training(data),
        "cawg.identity" => identity(data),
        _ if plain.starts_with("c2pa.hash.") => hash(data),
        _ if plain.starts_with("c2pa.thumbnail") => thumbnail(data),
        _ => fields(data),
    };
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push((String::new(), format!("and {more} more")));
    }
    Assertion {
        title: words::assertion(plain),
        label: super::clipped(label),
        lines,
    }
}

type Lines = Vec<(String, String)>;

fn line(lines: &mut Lines, name: &str, value: Option<String>) {
    lines.extend(value.map(|value| (name.to_owned(), value)));
}

fn creative_work(data: &Value) -> Lines {
    let mut lines = Lines::new();
    let people = |value: &Value| -> Option<String> {
        let name = |person: &Value| text(person).or_else(|| text(&person["name"]));
        let names: Vec<_> = match value {
            Value::Array(people) => people.iter().take(MOST_LINES).filter_map(name).collect(),
            person => name(person).into_iter().collect(),
        };
        (!names.is_empty()).then(|| names.join(", "))
    };
    line(&mut lines, "Author", people(&data["author"]));
    line(&mut lines, "Publisher", people(&data["publisher"]));
    line(&mut lines, "Credit", people(&data["creditText"]));
    line(&mut lines, "Copyright", first_text([&data["copyrightNotice"]]));
    line(&mut lines, "Copyright holder", people(&data["copyrightHolder"]));
    line(
        &mut lines,
        "Date",
        first_text([&data["datePublished"], &data["dateCreated"]]),
    );
    line(&mut lines, "License", first_text([&data["license"], &data["url"]]));
    if lines.is_empty() { fields(data) } else { lines }
}

fn training(data: &Value) -> Lines {
    let Some(entries) = data["entries"].as_object() else {
        return fields(data);
    };
    let entries = entries.iter().take(MOST_LINES + 1);
    entries
        .map(|(name, entry)| {
            let allowed = match entry["use"].as_str() {
                Some("allowed") => "allowed".to_owned(),
                Some("notAllowed") => "not allowed".to_owned(),
                Some("constrained") => match first_text([&entry["constraint_info"], &entry["constraints_info"]]) {
                    Some(info) => format!("under conditions: {info}"),
                    None => "under conditions".to_owned(),
                },
                _ => "not stated".to_owned(),
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
        "Kind",
        first_text([&payload["sig_type"], &data["sig_type"]]),
    );
    let info = &data["signature_info"];
    line(&mut lines, "Issued by", first_text([&info["issuer"], &data["issuer"]]));
    line(
        &mut lines,
        "Name",
        first_text([&info["cert_common_name"], &info["common_name"]]),
    );
    for verified in items(&data["verifiedIdentities"]).take(MOST_LINES) {
        let name = first_text([&verified["name"], &verified["username"], &verified["uri"]]);
        line(&mut lines, "Identity", name);
    }
    if lines.is_empty() { fields(data) } else { lines }
}

fn hash(data: &Value) -> Lines {
    let mut lines = Lines::new();
    line(&mut lines, "Algorithm", text(&data["alg"]));
    let excluded = items(&data["exclusions"]).count();
    if excluded > 0 {
        let parts = if excluded == 1 {
            "1 part".to_owned()
        } else {
            format!("{excluded} parts")
        };
        lines.push((
            String::new(),
            format!("{parts} of the file left out, such as the manifest itself"),
        ));
    }
    lines
}

fn thumbnail(data: &Value) -> Lines {
    let mut lines = Lines::new();
    line(&mut lines, "Format", text(&data["format"]));
    lines
}

/// The fields as they are, the inner ones with the names of the outer before theirs.
fn fields(data: &Value) -> Lines {
    let mut lines = Lines::new();
    gather(&mut lines, String::new(), data, 0);
    lines
}

fn gather(lines: &mut Lines, name: String, value: &Value, depth: usize) {
    if lines.len() > MOST_LINES || name.starts_with('@') {
        return;
    }
    let below = |inner: &str| {
        if name.is_empty() {
            inner.to_owned()
        } else {
            format!("{name} › {inner}")
        }
    };
    match value {
        Value::Null => {}
        Value::Object(fields) if depth < DEEPEST => {
            for (inner, value) in fields {
                gather(lines, super::clipped(&below(inner)), value, depth + 1);
                if lines.len() > MOST_LINES {
                    break;
                }
            }
        }
        Value::Array(list) if depth < DEEPEST => {
            // A list of numbers is bytes: nothing to read.
            if list.len() > 8 && list.iter().all(Value::is_number) {
                lines.push((name, format!("{} bytes", list.len())));
                return;
            }
            for value in list.iter().take(MOST_LINES) {
                gather(lines, name.clone(), value, depth + 1);
            }
        }
        Value::Object(_) | Value::Array(_) => lines.push((name, "…".to_owned())),
        Value::String(_) => lines.extend(text(value).map(|value| (name, value))),
        Value::Bool(true) => lines.push((name, "yes".to_owned())),
        Value::Bool(false) => lines.push((name, "no".to_owned())),
        Value::Number(number) => lines.push((name, number.to_string())),
    }
}
