//! How far the signing of an upload is: what its file had before, what came of it, and where the copy is.

use std::path::PathBuf;

use super::Failure;
use crate::Timestamp;

/// What a signing brought.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedFacts {
    /// Where the signed copy is, where the server tells.
    pub signed_uri: Option<String>,
    /// Signer and algorithm as the server says it: JSON.
    pub evidence: Option<String>,
    /// The exact manifest that was sent.
    pub manifest_json: String,
    /// When the server answered.
    pub signed_at: Timestamp,
}

/// How far the signing of an upload is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SignState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Waits for its turn or for the server.
    Signing,
    /// Done: [`Upload::signed`] has what came of it.
    Signed,
    /// Refused or lost.
    Failed(Failure),
}

/// What is known of Content Credentials that a file had before anything was signed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Existing {
    /// Nobody has looked.
    #[default]
    NotLooked,
    /// Somebody is looking.
    Looking,
    /// There are none.
    None,
    /// There are some.
    Found(ExistingFacts),
    /// A look could not tell, for this reason.
    Unknown(String),
}

/// Whose the credentials of a file are, as they say themselves. Nothing of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExistingFacts {
    /// Who issued the signer's certificate.
    pub issuer: Option<String>,
    /// The program or device that made them.
    pub generator: Option<String>,
    /// Whether the file has but a word that they are kept elsewhere.
    pub elsewhere: bool,
}

impl ExistingFacts {
    /// Whose they are, in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match (&self.issuer, &self.generator) {
            (Some(issuer), Some(generator)) => format!("They were issued by {issuer}; made with {generator}."),
            (Some(issuer), None) => format!("They were issued by {issuer}."),
            (None, Some(generator)) => format!("They were made with {generator}."),
            (None, None) if self.elsewhere => "They are stored elsewhere; the file names the place.".to_owned(),
            (None, None) => "Who issued them could not be read.".to_owned(),
        }
    }
}

/// The code of a signing that was not done because nobody can tell whether the file has Content Credentials.
pub const CREDENTIALS_UNKNOWN: &str = "credentials_unknown";

/// How far the fetching of a signed copy is. It is not kept: the file is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SaveState {
    /// Not asked for.
    #[default]
    NotAsked,
    /// It comes.
    Saving,
    /// It stands in this file.
    Saved(PathBuf),
    /// It could not be fetched.
    Failed(Failure),
}
