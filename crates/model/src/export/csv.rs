//! CSV that opens right in a spreadsheet.
//!
//! A byte order mark, because Excel takes a file without one for the code page of the system and spoils every name that
//! is not English; other programs skip it. Lines end in CRLF and quotes are doubled, as RFC 4180 has it. A text that a
//! spreadsheet would take for a formula gets an apostrophe in front: a file may be called `=HYPERLINK(…)`.

use serde_json::Value;

use super::record;
use crate::{Source, Timestamp, Upload, UploadId, is_formula};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The heading.
pub(super) fn begin() -> String {
    let nothing = Source {
        path: std::path::PathBuf::new(),
        relative: std::path::PathBuf::new(),
        size: 0,
        modified: None,
    };
    let nothing = Upload::new(UploadId::new(0), Timestamp::default(), nothing);
    let record = record(&nothing);
    heading(columns(&record).map(|(name, _)| name.as_str()))
}

/// The first line of a file: the names of its columns.
pub(super) fn heading<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    format!("{BYTE_ORDER_MARK}{}", row(names.into_iter().map(cell)))
}

/// A line of these cells.
pub(super) fn row(cells: impl Iterator<Item = String>) -> String {
    format!("{}\r\n", cells.collect::<Vec<_>>().join(","))
}

/// The line of a record.
pub(super) fn line(upload: &Upload) -> String {
    let record = record(upload);
    row(columns(&record).map(|(_, value)| match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => cell(text),
        Value::Array(objects) => cell(&keys(objects)),
        other => cell(&other.to_string()),
    }))
}

fn columns(record: &Value) -> impl Iterator<Item = (&String, &Value)> {
    record.as_object().into_iter().flatten()
}

/// Keys of unknown outcome in one cell.
fn keys(objects: &[Value]) -> String {
    let keys = objects.iter().filter_map(|object| object.get("key")?.as_str());
    keys.collect::<Vec<_>>().join(" ")
}

/// A text as a cell; nothing where there is no text.
pub(super) fn cell(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let guard = if is_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
