//! Exports, read back by other parsers.

use serde_json::Value;

use super::*;
use crate::{ObjectRef, Source, UploadId, UploadState};

/// Names that break tables: formulas, quotes, separators, line breaks, many scripts.
const NAMES: [&str; 16] = [
    "plain.jpg",
    "=HYPERLINK(\"x\",\"y\").jpg",
    "+1.jpg",
    "-2+3.jpg",
    "@SUM(A1).jpg",
    "\ttab.jpg",
    "\rreturn.jpg",
    "\nline.jpg",
    "＝wide.jpg",
    "a,b;c.jpg",
    "say \"hi\".jpg",
    "two\r\nlines.jpg",
    "東京 الصورة 📷.jpg",
    "Zoë & <b>co.jpg",
    "a|b_c*d`e.jpg",
    "'quoted.jpg",
];

fn upload(number: usize) -> Upload {
    let source = Source {
        path: std::path::PathBuf::from("/photos").join(NAMES[number]),
        relative: NAMES[number].into(),
        size: 7 + number as u64,
        modified: None,
    };
    let mut upload = Upload::new(
        UploadId::new(i64::try_from(number).unwrap()),
        Timestamp::default(),
        source,
    );
    upload.state = UploadState::Uploaded;
    upload.uploaded_at = Some(Timestamp::from_millis(1_700_000_000_123));
    upload.object = Some(ObjectRef {
        bucket: Some("bucket".into()),
        key: format!("k/{}", NAMES[number]),
    });
    upload.unknown_outcomes = vec![
        ObjectRef {
            bucket: None,
            key: "maybe/1".into(),
        },
        ObjectRef {
            bucket: None,
            key: "maybe/2".into(),
        },
    ];
    upload
}

fn all(format: ExportFormat) -> String {
    let mut export = Export::new(format);
    let mut text = export.begin();
    for number in 0..NAMES.len() {
        text.push_str(&export.add(&upload(number)));
    }
    text.push_str(export.end());
    assert_eq!(export.records(), NAMES.len());
    text
}

#[test]
fn csv_round_trips_every_name_and_none_is_a_formula() {
    let text = all(ExportFormat::Csv);
    let bytes = text
        .as_bytes()
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("Excel needs the mark");
    let mut reader = csv_parser::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let mut names = Vec::new();
    for line in reader.records() {
        let line = line.unwrap();
        for cell in &line {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']),
                "{cell:?} would be a formula"
            );
        }
        let name = &line[column("name")];
        let guarded = name
            .strip_prefix('\'')
            .filter(|name| name.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
        names.push(guarded.unwrap_or(name).to_owned());
        assert_eq!(&line[column("uploaded_at")], "2023-11-14T22:13:20.123Z");
        assert_eq!(&line[column("unknown_outcomes")], "maybe/1 maybe/2");
        assert_eq!(&line[column("verdict")], "");
        line[column("bytes")].parse::<u64>().unwrap();
    }
    assert_eq!(names, NAMES);
    // RFC 4180: every line ends in CRLF; a line break in a name is inside quotes.
    let outside: String = text.split('"').step_by(2).collect();
    assert_eq!(outside.matches("\r\n").count(), NAMES.len() + 1);
    assert_eq!(outside.replace("\r\n", "").find(['\r', '\n']), None);
}

#[test]
fn json_is_one_array_of_all_records() {
    let list: Value = serde_json::from_str(&all(ExportFormat::Json)).unwrap();
    let names: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, NAMES);
    assert_eq!(list[0]["s3_uri"], "s3://bucket/k/plain.jpg");
    assert_eq!(list[0]["unknown_outcomes"][1]["key"], "maybe/2");
    let export = Export::new(ExportFormat::Json);
    let nothing: Value = serde_json::from_str(&(export.begin() + export.end())).unwrap();
    assert_eq!(nothing, Value::Array(Vec::new()));
}

#[test]
fn markdown_has_one_line_per_record_and_escapes_markup() {
    let text = all(ExportFormat::Markdown);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), NAMES.len() + 2);
    for line in &lines {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 8, "{line}");
    }
    assert!(text.contains(r"| a\|b\_c\*d\`e.jpg |"));
    assert!(text.contains("| Zoë &amp; &lt;b>co.jpg |"));
}
