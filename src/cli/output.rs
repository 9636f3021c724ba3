//! What is printed, where, and what happens when nobody reads it.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use serde_json::Value;

/// Why a subcommand could not do its work at all.
#[derive(Debug)]
pub(super) struct Complaint {
    /// The exit status.
    pub(super) code: u8,
    /// What happened.
    pub(super) headline: String,
    /// What to do.
    pub(super) hint: String,
}

impl Complaint {
    /// Wrong use, or no key.
    pub(super) fn wrong_use(headline: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: super::WRONG_USE,
            headline: headline.into(),
            hint: hint.into(),
        }
    }

    /// Something failed.
    pub(super) fn failed(headline: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: super::FAILED,
            headline: headline.into(),
            hint: hint.into(),
        }
    }
}

/// A line on standard output. A reader that went away is no reason to stop: what counts is on record.
pub(super) fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// One JSON object on a line of standard output.
pub(super) fn json(value: &Value) {
    line(&value.to_string());
}

/// A line on standard error.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A complaint on standard error: what happened, then what to do.
pub(super) fn complain(headline: &str, hint: &str) {
    note(&format!("que-uploader: {headline}"));
    if !hint.is_empty() {
        note(&format!("  {hint}"));
    }
}

/// A path as text. What is not UTF-8 shows a sign of replacement.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Whether somebody looks at standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
