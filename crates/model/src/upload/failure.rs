//! What went wrong, and at which step of the route.

use serde::{Deserialize, Serialize};

/// A step of the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reading the file.
    Read,
    /// Requesting a presigned URL.
    Presign,
    /// Sending the bytes.
    Upload,
    /// Signing.
    Sign,
    /// Verifying.
    Verify,
    /// Downloading a signed copy.
    Download,
    /// Recording it in the database.
    Record,
}

impl Step {
    /// The step's name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Presign => "presign",
            Self::Upload => "upload",
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::Download => "download",
            Self::Record => "record",
        }
    }
}

/// What went wrong, for the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The step.
    pub step: Step,
    /// The HTTP status, if a server answered.
    #[serde(default)]
    pub status: Option<u16>,
    /// The server's code, such as `engine_c2pa` or `SignatureDoesNotMatch`.
    #[serde(default)]
    pub code: Option<String>,
    /// What happened, in one sentence.
    pub message: String,
    /// What to do, in one sentence.
    pub hint: String,
}

impl Failure {
    /// A failure without a server: what happened, and what to do.
    #[must_use]
    pub fn local(step: Step, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            step,
            status: None,
            code: None,
            message: message.into(),
            hint: hint.into(),
        }
    }
}
