//! The signing of an upload: what the file had before, the result, and the signed copy.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::Timestamp;
use content_credentials::{CHANGED_AFTER_SIGNING, earlier_pointer};

/// The result of a signing.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedFacts {
    /// The URI of the signed copy, if the server returned it.
    pub signed_uri: Option<String>,
    /// Signer and algorithm according to the server, as JSON.
    pub evidence: Option<String>,
    /// The exact manifest that was sent.
    pub manifest_json: String,
    /// When the server answered.
    pub signed_at: Timestamp,
    /// Whether the server was asked to add a verified identity (CAWG). `None` for signings of earlier versions, which did not
    /// record it.
    pub identity: Option<bool>,
}

/// The state of a signing.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SignState {
    /// Not requested.
    #[default]
    NotAsked,
    /// Waiting for its turn or for the server.
    Signing,
    /// Done: [`Upload::signed`](super::Upload::signed) has the result.
    Signed,
    /// Failed.
    Failed(Failure),
}

impl SignedFacts {
    /// The SHA-256 of the file whose earlier credentials the manifest names, if it says so.
    #[must_use]
    pub fn earlier_hash(&self) -> Option<String> {
        earlier_hash(&self.manifest_json)
    }
}

/// The SHA-256 of the file whose earlier credentials this manifest names, if it says so.
#[must_use]
pub fn earlier_hash(manifest: &str) -> Option<String> {
    earlier_pointer(manifest)?.sha256
}

/// Content Credentials that a file had before it was signed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ExistingCredentials {
    /// Not inspected.
    #[default]
    Unchecked,
    /// Being inspected.
    Checking,
    /// None.
    None,
    /// Some.
    Found(ExistingFacts),
    /// Unknown, for this reason.
    Unknown(String),
}

impl ExistingCredentials {
    /// Whether they were found in a manifest store beside the file.
    #[must_use]
    pub fn are_beside(&self) -> bool {
        matches!(self, Self::Found(facts) if facts.sidecar.is_some())
    }
}

/// Who made a file's credentials, by their own account. None of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExistingFacts {
    /// Who issued the signer's certificate.
    pub issuer: Option<String>,
    /// The program or device that made them.
    pub generator: Option<String>,
    /// Whether the file only has a reference to credentials stored elsewhere.
    pub elsewhere: bool,
    /// Whether the file has none, but its metadata mentions some.
    pub removed: bool,
    /// The name of the manifest store beside the file, if they are in that.
    pub sidecar: Option<String>,
    /// Why they are not valid, if they are not, whoever signed them.
    pub invalid: Option<NotValid>,
}

/// Why a file's Content Credentials are not valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotValid {
    /// The file was changed after it was signed.
    Changed,
    /// For another reason, as a sentence.
    Because(String),
}

impl NotValid {
    /// As a sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        match self {
            Self::Changed => CHANGED_AFTER_SIGNING,
            Self::Because(why) => why,
        }
    }
}

impl ExistingFacts {
    /// In a few words, as a heading.
    #[must_use]
    pub const fn headline(&self) -> &'static str {
        match &self.invalid {
            Some(NotValid::Changed) => "Its Content Credentials are not valid (changed after signing)",
            Some(NotValid::Because(_)) => "Its Content Credentials are not valid",
            None if self.removed => "This file's Content Credentials may have been removed",
            None => "This file already has Content Credentials",
        }
    }

    /// As sentences. Who made them is only what the credentials say of themselves.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.invalid {
            Some(NotValid::Changed) => format!("They are not valid (changed after signing). {}", self.whose()),
            Some(NotValid::Because(why)) => format!("{} {}", not_valid(why), self.whose()),
            None => self.whose(),
        }
    }

    /// What the heading does not say, as sentences.
    #[must_use]
    pub fn below_headline(&self) -> String {
        match &self.invalid {
            Some(NotValid::Changed) => self.whose(),
            _ => self.words(),
        }
    }

    fn whose(&self) -> String {
        if self.removed {
            return CREDENTIALS_REMOVED.to_owned();
        }
        let words = match (&self.issuer, &self.generator) {
            (Some(issuer), Some(generator)) => format!("They name {issuer} as issuer and {generator} as source."),
            (Some(issuer), None) => format!("They name {issuer} as issuer."),
            (None, Some(generator)) => format!("They name {generator} as source."),
            (None, None) if self.elsewhere => "They are stored elsewhere; the file names the place.".to_owned(),
            (None, None) => "Who issued them could not be read.".to_owned(),
        };
        match &self.sidecar {
            // Then it may not be the file that was changed.
            Some(sidecar) if self.invalid.is_some() => {
                format!("{words} They are in {sidecar} beside the file, which may belong to another file.")
            }
            Some(sidecar) => format!("{words} They are in {sidecar} beside the file."),
            None => words,
        }
    }
}

/// Says so once: some explanations begin with it.
fn not_valid(why: &str) -> String {
    let rest = why
        .strip_prefix("The Content Credentials are not valid.")
        .unwrap_or(why);
    format!("They are not valid. {}", rest.trim())
}

/// What is said of a file whose metadata names credentials that are not in it.
pub const CREDENTIALS_REMOVED: &str =
    "This file has no Content Credentials. Its metadata mentions some, so they may have been removed.";

/// The code of a failed signing if the file's Content Credentials are unknown.
pub const CREDENTIALS_UNKNOWN: &str = "credentials_unknown";

/// The state of the download of a signed copy. Not recorded: the file is there.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SaveState {
    /// Not requested.
    #[default]
    NotAsked,
    /// Running.
    Saving,
    /// Saved to this file.
    Saved(PathBuf),
    /// Failed.
    Failed(Failure),
}
