//! CSV that spreadsheets open correctly.
//!
//! It begins with a byte order mark: without one, Excel assumes the system's code page and garbles names that are not
//! English. Other programs skip it. Lines end in CRLF and quotes are doubled (RFC 4180). A text that a spreadsheet
//! would read as a formula gets an apostrophe in front: a file may be called `=HYPERLINK(…)`.

use serde_json::Value;

use super::record;
use crate::{Source, Timestamp, Upload, UploadId, is_formula};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The header line.
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

/// The first line of a file, with these column names.
pub(super) fn heading<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    format!("{BYTE_ORDER_MARK}{}", row(names.into_iter().map(cell)))
}

/// A line with these cells.
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

/// Keys with an unknown outcome, in one cell.
fn keys(objects: &[Value]) -> String {
    let keys = objects.iter().filter_map(|object| object.get("key")?.as_str());
    keys.collect::<Vec<_>>().join(" ")
}

/// Text as a cell; nothing if it is empty.
pub(super) fn cell(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let guard = if is_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
