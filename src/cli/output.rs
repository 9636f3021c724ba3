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

/// Lines for standard output that wait to be written together: one write for many, while there are many.
#[derive(Debug, Default)]
pub(super) struct Lines {
    json: bool,
    waiting: Vec<u8>,
}

impl Lines {
    /// More waits for nothing.
    const MOST: usize = 64 << 10;

    /// JSON objects, or plain words.
    pub(super) fn new(json: bool) -> Self {
        Self {
            json,
            waiting: Vec::new(),
        }
    }

    /// Adds a line in the form that is wanted. Answers whether it is time to write.
    pub(super) fn add(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) -> bool {
        // Nothing is refused by a vector.
        let _ = if self.json {
            writeln!(self.waiting, "{}", value())
        } else {
            writeln!(self.waiting, "{}", words())
        };
        self.waiting.len() >= Self::MOST
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Writes what waits. A reader that went away is no reason to stop: what counts is on record.
    pub(super) fn write(&mut self) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(&self.waiting).and_then(|()| out.flush());
        self.waiting.clear();
    }
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
