//! Errors of the system as values that can be kept.

use std::{fmt, io};

/// An error of the system: what kind it is, and the system's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemError {
    /// What kind.
    pub kind: io::ErrorKind,
    /// The system's words.
    pub words: String,
}

impl fmt::Display for SystemError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words)
    }
}

impl From<io::Error> for SystemError {
    fn from(error: io::Error) -> Self {
        Self {
            kind: error.kind(),
            words: error.to_string(),
        }
    }
}
