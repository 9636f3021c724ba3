//! What a copy puts on the clipboard: one text for all chosen uploads, in the form that a person asked for.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Template, Upload, VerifyState};

/// In which form uploads are copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyFormat {
    /// The object key.
    Key,
    /// `s3://bucket/key`.
    S3Uri,
    /// `{"bucket": …, "key": …}`, as a call of the Que API names an asset; a list of them where there are several.
    AssetReference,
    /// Where the signed copy is.
    SignedUri,
    /// The file's name and the key, with a tab between them.
    NameAndKey,
    /// A line of the user's own.
    Template(Template),
}

/// What an upload may not have yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingField {
    /// It is not stored.
    Key,
    /// Its bucket is not known.
    Bucket,
    /// It has no signed copy whose place is known.
    SignedCopy,
}

impl MissingField {
    const ALL: [Self; 3] = [Self::Key, Self::Bucket, Self::SignedCopy];

    const fn words(self, one: bool) -> &'static str {
        match (self, one) {
            (Self::Key, true) => "has no key yet",
            (Self::Key, false) => "have no key yet",
            (Self::Bucket, true) => "has no known bucket",
            (Self::Bucket, false) => "have no known bucket",
            (Self::SignedCopy, true) => "has no signed copy yet",
            (Self::SignedCopy, false) => "have no signed copy yet",
        }
    }
}

/// A value that stands in a template, or makes up a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Field {
    Key,
    Bucket,
    S3Uri,
    SignedUri,
    Name,
    Sha256,
    Verdict,
}

impl Field {
    /// The value of an upload, or what it lacks for it. A verdict that is not there is an empty text.
    pub(super) fn of(self, upload: &Upload) -> Result<String, MissingField> {
        match self {
            Self::Name => Ok(one_line(&upload.source.name())),
            Self::Verdict => Ok(verdict_word(upload).to_owned()),
            Self::SignedUri => upload.signed_uri().map(str::to_owned).ok_or(match upload.object {
                Some(_) => MissingField::SignedCopy,
                None => MissingField::Key,
            }),
            Self::Sha256 => upload.sha256.clone().ok_or(MissingField::Key),
            Self::Key | Self::Bucket | Self::S3Uri => {
                let object = upload.object.as_ref().ok_or(MissingField::Key)?;
                match self {
                    Self::Bucket => object.bucket.clone().ok_or(MissingField::Bucket),
                    Self::S3Uri => object.s3_uri().ok_or(MissingField::Bucket),
                    _ => Ok(object.key.clone()),
                }
            }
        }
    }
}

/// The verdict's word as the command line writes it; empty where nothing was verified.
#[must_use]
pub(crate) fn verdict_word(upload: &Upload) -> &'static str {
    let VerifyState::Verified(facts) = &upload.verify else {
        return "";
    };
    facts.verdict.word()
}

/// A name may hold anything; a line may not hold a line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect()
}

/// With these a cell begins a formula, or is taken apart before it is looked at. The wide ones count where Chinese,
/// Japanese or Korean is written.
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Whether a spreadsheet would take this text for a formula: a file may be called `=HYPERLINK(…)`.
#[must_use]
pub(crate) fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA)
}

/// A text as a cell of what is pasted into a spreadsheet: in one line, and with an apostrophe in front of a formula.
fn cell(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("{guard}{}", one_line(text))
}

/// A copy that grows by one upload after the other, so that a long history need not be in memory at once.
#[derive(Debug, Clone)]
pub struct Copying {
    format: CopyFormat,
    lines: Vec<String>,
    lacking: Vec<MissingField>,
    unreadable: usize,
}

/// A text for the clipboard, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clipping {
    /// The text. Empty where nothing could be copied.
    pub text: String,
    /// How many uploads are in it.
    pub copied: usize,
    /// One sentence: how many were copied, and why not all.
    pub summary: String,
}

impl Copying {
    /// Of nothing yet.
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

    /// All of it as one text.
    #[must_use]
    pub fn finish(self) -> Clipping {
        let copied = self.lines.len();
        let text = match (&self.format, self.lines.as_slice()) {
            (CopyFormat::AssetReference, [_, _, ..]) => format!("[\n  {}\n]", self.lines.join(",\n  ")),
            _ => self.lines.join("\n"),
        };
        Clipping {
            summary: self.summary(),
            copied,
            text,
        }
    }

    fn summary(&self) -> String {
        let copied = self.lines.len();
        let all = copied + self.lacking.len() + self.unreadable;
        if copied == all {
            return format!("{copied} copied");
        }
        let mut reasons = Vec::new();
        for missing in MissingField::ALL {
            let number = self.lacking.iter().filter(|other| **other == missing).count();
            if number > 0 {
                reasons.push(format!("{number} {}", missing.words(number == 1)));
            }
        }
        if self.unreadable > 0 {
            reasons.push(format!("{} cannot be read", self.unreadable));
        }
        format!("{copied} of {all} copied; {}", reasons.join(", "))
    }
}

fn asset_reference(upload: &Upload) -> Result<Value, MissingField> {
    Ok(json!({ "bucket": Field::Bucket.of(upload)?, "key": Field::Key.of(upload)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ObjectRef, SignedFacts, Source, Timestamp, UploadId, UploadState, Verdict, VerifiedFacts, VerifyTarget,
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

    fn copy(format: CopyFormat, uploads: &[Upload]) -> Clipping {
        let mut copying = Copying::new(format);
        uploads.iter().for_each(|upload| copying.add(upload));
        copying.finish()
    }

    fn template(text: &str) -> CopyFormat {
        CopyFormat::Template(Template::parse(text).unwrap())
    }

    #[test]
    fn what_has_no_key_yet_is_left_out_and_that_is_said() {
        let keys = copy(CopyFormat::Key, &five());
        assert_eq!(keys.text, "k/a \"1\".jpg\nk/b.jpg\nk/c.jpg");
        assert_eq!(
            (keys.copied, keys.summary.as_str()),
            (3, "3 of 5 copied; 2 have no key yet")
        );
        let uris = copy(CopyFormat::S3Uri, &five());
        assert_eq!(uris.text, "s3://b/k/a \"1\".jpg\ns3://b/k/b.jpg");
        assert_eq!(uris.summary, "2 of 5 copied; 2 have no key yet, 1 has no known bucket");
        let signed = copy(CopyFormat::SignedUri, &five());
        assert_eq!(signed.text, "s3://signed/a.jpg");
        assert_eq!(
            signed.summary,
            "1 of 5 copied; 2 have no key yet, 2 have no signed copy yet"
        );
        assert_eq!(copy(CopyFormat::Key, &five()[..2]).summary, "2 copied");
        let nothing = copy(CopyFormat::Key, &five()[3..]);
        assert_eq!((nothing.text.as_str(), nothing.copied), ("", 0));
        assert_eq!(nothing.summary, "0 of 2 copied; 2 have no key yet");
    }

    #[test]
    fn an_asset_reference_is_what_a_call_names_an_asset_by() {
        let one = copy(CopyFormat::AssetReference, &five()[..1]);
        assert_eq!(one.text, r#"{"bucket":"b","key":"k/a \"1\".jpg"}"#);
        let many: Value = serde_json::from_str(&copy(CopyFormat::AssetReference, &five()).text).unwrap();
        assert_eq!(
            many,
            json!([{ "bucket": "b", "key": "k/a \"1\".jpg" }, { "bucket": "b", "key": "k/b.jpg" }])
        );
    }

    #[test]
    fn a_name_with_a_tab_or_a_line_break_stays_in_its_cell() {
        let text = copy(CopyFormat::NameAndKey, &five()[1..3]).text;
        assert_eq!(text, "b.jpg\tk/b.jpg\nc d .jpg\tk/c.jpg");
    }

    #[test]
    fn names_and_keys_that_are_pasted_into_a_spreadsheet_are_no_formulas() {
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
    fn a_template_takes_every_value_and_an_upload_without_a_verdict_has_an_empty_one() {
        let mut uploads = five();
        let all = "{name}|{key}|{bucket}|{s3_uri}|{signed_uri}|{sha256}|{verdict}|{{x}}";
        let line = |uploads: &[Upload]| copy(template(all), uploads).text;
        assert_eq!(
            line(&uploads),
            "a.jpg|k/a \"1\".jpg|b|s3://b/k/a \"1\".jpg|s3://signed/a.jpg|ab12||{x}"
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
        assert_eq!(copying.finish().summary, "1 of 3 copied; 2 cannot be read");
    }
}
