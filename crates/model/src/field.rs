//! The values of an upload that can be copied as text, and what an upload may lack for them.

use serde::{Deserialize, Serialize};

use super::{ObjectRef, Upload, VerifyState};

/// What an upload may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingField {
    /// It is not stored.
    Key,
    /// Its bucket is unknown.
    Bucket,
    /// It has no signed copy with a known URI.
    SignedCopy,
}

impl MissingField {
    pub(super) const ALL: [Self; 3] = [Self::Key, Self::Bucket, Self::SignedCopy];
}

/// A value in a template or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Field {
    /// Of the signed copy if there is one, like the next two.
    Key,
    Bucket,
    S3Uri,
    OriginalKey,
    OriginalS3Uri,
    SignedUri,
    Name,
    Sha256,
    Verdict,
}

impl Field {
    /// An upload's value, or what it lacks for it. A missing verdict is "".
    pub(super) fn of(self, upload: &Upload) -> Result<String, MissingField> {
        match self {
            Self::Name => Ok(one_line(&upload.source.name())),
            Self::Verdict => Ok(verdict_word(upload).to_owned()),
            Self::SignedUri => upload.signed_uri().map(str::to_owned).ok_or(match upload.object {
                Some(_) => MissingField::SignedCopy,
                None => MissingField::Key,
            }),
            Self::Sha256 => upload.sha256.clone().ok_or(MissingField::Key),
            Self::Key | Self::Bucket | Self::S3Uri => self.of_object(upload.product().as_deref()),
            Self::OriginalKey | Self::OriginalS3Uri => self.of_object(upload.object.as_ref()),
        }
    }

    fn of_object(self, object: Option<&ObjectRef>) -> Result<String, MissingField> {
        let object = object.ok_or(MissingField::Key)?;
        match self {
            Self::Bucket => object.bucket.clone().ok_or(MissingField::Bucket),
            Self::S3Uri | Self::OriginalS3Uri => object.s3_uri().ok_or(MissingField::Bucket),
            _ => Ok(object.key.clone()),
        }
    }
}

/// The verdict's word on the command line; empty if nothing was verified.
#[must_use]
pub(crate) fn verdict_word(upload: &Upload) -> &'static str {
    let VerifyState::Verified(facts) = &upload.verify else {
        return "";
    };
    facts.verdict.word()
}

/// Replaces line breaks and other control characters, which names may contain.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect()
}
