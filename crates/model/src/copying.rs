//! Copying to the clipboard: one text for all selected uploads, in the format that the user chose.

use serde_json::{Value, json};

use super::{
    Template, Upload,
    field::{Field, MissingField, one_line},
};

/// The format of a copy. Keys and URIs are those of the signed copy, if there is one with a known location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyFormat {
    /// The object key.
    Key,
    /// The object key of the original, even of signed files.
    OriginalKey,
    /// `s3://bucket/key`.
    S3Uri,
    /// `{"bucket": …, "key": …}`, as the Que API names an asset; a list if there are several.
    AssetReference,
    /// The URI of the signed copy.
    SignedUri,
    /// File name and key, separated by a tab.
    NameAndKey,
    /// The user's own template.
    Template(Template),
}

/// At the start of a cell, these begin a formula or change how it is parsed. The wide ones are used in East Asian text.
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Whether a spreadsheet would read this as a formula: a file may be called `=HYPERLINK(…)`.
#[must_use]
pub(crate) fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA)
}

/// A text as a spreadsheet cell: in one line, and with an apostrophe before a formula.
fn cell(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("{guard}{}", one_line(text))
}

/// A copy built one upload at a time, so that a long history need not be in memory.
#[derive(Debug, Clone)]
pub struct Copying {
    format: CopyFormat,
    lines: Vec<String>,
    lacking: Vec<MissingField>,
    unreadable: usize,
}

/// A text for the clipboard, and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedText {
    /// The text; empty if nothing could be copied.
    pub text: String,
    /// How many uploads it contains.
    pub copied: usize,
    /// What was lacking, and for how many uploads.
    pub lacking: Vec<(MissingField, usize)>,
    /// How many records could not be read.
    pub unreadable: usize,
}

impl Copying {
    /// An empty copy.
    #[must_use]
    pub const fn new(format: CopyFormat) -> Self {
        Self {
            format,
            lines: Vec::new(),
            lacking: Vec::new(),
            unreadable: 0,
        }
    }

    /// Adds an upload, or counts what it lacks.
    pub fn add(&mut self, upload: &Upload) {
        let line = match &self.format {
            CopyFormat::Key => Field::Key.of(upload),
            CopyFormat::OriginalKey => Field::OriginalKey.of(upload),
            CopyFormat::S3Uri => Field::S3Uri.of(upload),
            CopyFormat::SignedUri => Field::SignedUri.of(upload),
            CopyFormat::AssetReference => asset_reference(upload).map(|reference| reference.to_string()),
            CopyFormat::NameAndKey => Field::Key
                .of(upload)
                .map(|key| format!("{}\t{}", cell(&upload.source.name()), cell(&key))),
            CopyFormat::Template(template) => template.line(upload),
        };
        match line {
            Ok(line) => self.lines.push(line),
            Err(missing) => self.lacking.push(missing),
        }
    }

    /// Counts records that cannot be read.
    pub fn add_unreadable(&mut self, number: usize) {
        self.unreadable += number;
    }

    /// Everything as one text.
    #[must_use]
    pub fn finish(self) -> CopiedText {
        let copied = self.lines.len();
        let text = match (&self.format, self.lines.as_slice()) {
            (CopyFormat::AssetReference, [_, _, ..]) => format!("[\n  {}\n]", self.lines.join(",\n  ")),
            _ => self.lines.join("\n"),
        };
        let lacking = MissingField::ALL.into_iter().map(|missing| {
            let uploads = self.lacking.iter().filter(|other| **other == missing).count();
            (missing, uploads)
        });
        CopiedText {
            lacking: lacking.filter(|(_, uploads)| *uploads > 0).collect(),
            unreadable: self.unreadable,
            copied,
            text,
        }
    }
}

impl CopiedText {
    /// How many uploads there were, with those that were left out.
    #[must_use]
    pub fn all(&self) -> usize {
        let lacking: usize = self.lacking.iter().map(|(_, uploads)| uploads).sum();
        self.copied + lacking + self.unreadable
    }
}

fn asset_reference(upload: &Upload) -> Result<Value, MissingField> {
    Ok(json!({ "bucket": Field::Bucket.of(upload)?, "key": Field::Key.of(upload)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ObjectRef, SignedFacts, Source, Timestamp, UploadId, UploadState, Verdict, VerifiedFacts, VerifyState,
        VerifyTarget,
    };

    fn upload(name: &str, bucket: Option<&str>, key: Option<&str>, signed: Option<&str>) -> Upload {
        let source = Source {
            path: format!("/photos/{name}").into(),
            relative: name.into(),
            size: 1,
            modified: None,
        };
        let mut upload = Upload::new(UploadId::new(1), Timestamp::from_millis(0), source);
        if let Some(key) = key {
            upload.state = UploadState::Uploaded;
            upload.sha256 = Some("ab12".into());
            upload.object = Some(ObjectRef {
                bucket: bucket.map(str::to_owned),
                key: key.to_owned(),
            });
        }
        upload.signed = signed.map(|uri| SignedFacts {
            signed_uri: Some(uri.to_owned()),
            evidence: None,
            manifest_json: "{}".into(),
            signed_at: Timestamp::from_millis(0),
            identity: Some(false),
        });
        upload
    }

    fn five() -> Vec<Upload> {
        vec![
            upload("a.jpg", Some("b"), Some("k/a \"1\".jpg"), Some("s3://signed/a.jpg")),
            upload("b.jpg", Some("b"), Some("k/b.jpg"), None),
            upload("c\td\n.jpg", None, Some("k/c.jpg"), None),
            upload("d.jpg", None, None, None),
            upload("e.jpg", None, None, None),
        ]
    }

    fn copy(format: CopyFormat, uploads: &[Upload]) -> CopiedText {
        let mut copying = Copying::new(format);
        uploads.iter().for_each(|upload| copying.add(upload));
        copying.finish()
    }

    fn template(text: &str) -> CopyFormat {
        CopyFormat::Template(Template::parse(text).unwrap())
    }

    #[test]
    fn uploads_without_a_key_are_left_out_and_counted() {
        let keys = copy(CopyFormat::Key, &five());
        assert_eq!(
            keys.text, "a.jpg\nk/b.jpg\nk/c.jpg",
            "a signed file has the key of its signed copy"
        );
        let originals = copy(CopyFormat::OriginalKey, &five());
        assert_eq!(originals.text, "k/a \"1\".jpg\nk/b.jpg\nk/c.jpg");
        assert_eq!(
            (keys.copied, keys.all(), keys.lacking),
            (3, 5, vec![(MissingField::Key, 2)])
        );
        let uris = copy(CopyFormat::S3Uri, &five());
        assert_eq!(uris.text, "s3://signed/a.jpg\ns3://b/k/b.jpg");
        assert_eq!(uris.lacking, [(MissingField::Key, 2), (MissingField::Bucket, 1)]);
        let signed = copy(CopyFormat::SignedUri, &five());
        assert_eq!(signed.text, "s3://signed/a.jpg");
        assert_eq!(signed.lacking, [(MissingField::Key, 2), (MissingField::SignedCopy, 2)]);
        let two = copy(CopyFormat::Key, &five()[..2]);
        assert_eq!((two.copied, two.all(), two.lacking), (2, 2, Vec::new()));
        let nothing = copy(CopyFormat::Key, &five()[3..]);
        assert_eq!((nothing.text.as_str(), nothing.copied), ("", 0));
        assert_eq!(nothing.lacking, [(MissingField::Key, 2)]);
    }

    #[test]
    fn an_asset_reference_has_the_form_of_the_api() {
        let one = copy(CopyFormat::AssetReference, &five()[..1]);
        assert_eq!(one.text, r#"{"bucket":"signed","key":"a.jpg"}"#);
        let many: Value = serde_json::from_str(&copy(CopyFormat::AssetReference, &five()).text).unwrap();
        assert_eq!(
            many,
            json!([{ "bucket": "signed", "key": "a.jpg" }, { "bucket": "b", "key": "k/b.jpg" }])
        );
    }

    #[test]
    fn a_name_with_a_tab_or_a_line_break_stays_in_its_cell() {
        let text = copy(CopyFormat::NameAndKey, &five()[1..3]).text;
        assert_eq!(text, "b.jpg\tk/b.jpg\nc d .jpg\tk/c.jpg");
    }

    #[test]
    fn pasted_names_and_keys_are_not_formulas() {
        for name in ["=1+1.jpg", "+1.jpg", "-1.jpg", "@sum.jpg", "\t=1.jpg", "＝1.jpg"] {
            let uploads = [upload(name, None, Some("k/a.jpg"), None)];
            let text = copy(CopyFormat::NameAndKey, &uploads).text;
            assert_eq!(text, format!("'{}\tk/a.jpg", name.replace('\t', " ")));
            let alone = copy(template("{name}"), &uploads).text;
            assert!(
                !alone.starts_with('\''),
                "a line of the user's own stays as it is: {alone}"
            );
        }
        let key = copy(CopyFormat::NameAndKey, &[upload("a.jpg", None, Some("=k"), None)]);
        assert_eq!(key.text, "a.jpg\t'=k");
    }

    #[test]
    fn a_template_can_use_every_value_and_a_missing_verdict_is_empty() {
        let mut uploads = five();
        let all = "{name}|{key}|{original_key}|{original_s3_uri}|{s3_uri}|{signed_uri}|{sha256}|{verdict}|{{x}}";
        let line = |uploads: &[Upload]| copy(template(all), uploads).text;
        assert_eq!(
            line(&uploads),
            "a.jpg|a.jpg|k/a \"1\".jpg|s3://b/k/a \"1\".jpg|s3://signed/a.jpg|s3://signed/a.jpg|ab12||{x}"
        );
        uploads[0].verify = VerifyState::Verified(VerifiedFacts {
            target: VerifyTarget::Signed,
            verdict: Verdict::Trusted,
            explanation: String::new(),
            brief: None,
            report: String::new().into(),
            verified_at: Timestamp::from_millis(0),
        });
        assert!(line(&uploads).ends_with("|trusted|{x}"));
        assert_eq!(copy(template("{name}"), &five()).copied, 5, "a name alone needs no key");
    }

    #[test]
    fn records_that_cannot_be_read_are_counted() {
        let mut copying = Copying::new(CopyFormat::Key);
        copying.add(&five()[0]);
        copying.add_unreadable(2);
        let copied = copying.finish();
        assert_eq!((copied.copied, copied.all(), copied.unreadable), (1, 3, 2));
    }
}
