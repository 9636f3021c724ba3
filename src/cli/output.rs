//! What is printed, where, and what happens when nobody reads it or it cannot be written.
//!
//! All that a person reads goes through here, and nothing in it acts: names, keys and the words of servers can hold escape
//! sequences and line breaks. JSON has the same values, escaped.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    sync::OnceLock,
};

use serde_json::Value;

use que_sdk::text::{visible, visible_json, visible_lines};

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

/// What befell standard output first. The program has one of them, so there is one of these.
static BROKEN: OnceLock<io::Error> = OnceLock::new();

/// Notes how a write to standard output ended. After the first that failed nothing more is written there: what came after
/// a gap would look whole.
fn note_end(written: io::Result<()>) {
    if let Err(error) = written {
        let _ = BROKEN.set(error);
    }
}

fn write(bytes: &[u8]) {
    if BROKEN.get().is_none() {
        let mut out = io::stdout().lock();
        note_end(out.write_all(bytes).and_then(|()| out.flush()));
    }
}

/// Whether standard output takes nothing more, for whatever reason.
pub(super) fn is_broken() -> bool {
    BROKEN.get().is_some()
}

/// Why what was to be read is not there. A reader that went away has what it wanted.
pub(super) fn failure() -> Option<&'static io::Error> {
    BROKEN.get().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

/// Says that output is missing. To be called once all was written, with the exit status so far and what to do; answers the
/// exit status.
pub(super) fn end(code: u8, hint: &str) -> u8 {
    let Some(error) = failure() else { return code };
    complain(&format!("standard output could not be written: {error}"), hint);
    tracing::info!("standard output could not be written: {error}");
    if code == super::DONE { super::FAILED } else { code }
}

/// An answer of the parser of arguments: help on standard output, or what is wrong on standard error.
pub(super) fn answer(error: &clap::Error) -> u8 {
    if error.use_stderr() {
        let _ = error.print();
        return super::WRONG_USE;
    }
    note_end(error.print().and_then(|()| io::stdout().lock().flush()));
    end(super::DONE, "Free space there or name another place, then try again.")
}

/// A line on standard output, and only one, whatever is in it.
pub(super) fn line(text: &str) {
    write(format!("{}\n", visible(text)).as_bytes());
}

/// A text of several lines on standard output.
pub(super) fn text(text: &str) {
    write(format!("{}\n", visible_lines(text.trim_end())).as_bytes());
}

/// One JSON object on a line of standard output.
pub(super) fn json(value: &Value) {
    json_text(&value.to_string());
}

/// A text of JSON on standard output.
pub(super) fn json_text(text: &str) {
    write(format!("{}\n", visible_json(text.trim_end())).as_bytes());
}

/// A piece of a file for other programs on standard output: as it is, unless a terminal shows it.
pub(super) fn piece(text: &str) {
    if io::stdout().is_terminal() {
        // The mark at the beginning is for the programs that read files.
        write(visible_lines(text.strip_prefix('\u{feff}').unwrap_or(text)).as_bytes());
    } else {
        write(text.as_bytes());
    }
}

/// Lines for standard output that wait to be written together: one write for many, while there are many.
#[derive(Debug, Default)]
pub(super) struct Lines {
    json: bool,
    waiting: String,
    told: bool,
}

impl Lines {
    /// More waits for nothing.
    const MOST: usize = 64 << 10;

    /// JSON objects, or plain words.
    pub(super) fn new(json: bool) -> Self {
        Self {
            json,
            ..Self::default()
        }
    }

    /// Adds a line in the form that is wanted. Answers whether it is time to write.
    pub(super) fn add(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) -> bool {
        if self.json {
            self.waiting.push_str(&visible_json(&value().to_string()));
        } else {
            self.waiting.push_str(&visible(&words()));
        }
        self.waiting.push('\n');
        self.waiting.len() >= Self::MOST
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Writes what waits. Answers why it could not, the first time.
    pub(super) fn write(&mut self) -> Option<&'static io::Error> {
        write(self.waiting.as_bytes());
        self.waiting.clear();
        let error = failure().filter(|_| !self.told)?;
        self.told = true;
        Some(error)
    }
}

/// The file that `--output` names; `None` for standard output, which `-` names, too.
pub(super) fn file(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| path.as_os_str() != "-")
}

/// The end of a subcommand whose file could not be written. A reader at the other end of a pipe that went away has what it
/// wanted.
pub(super) fn not_written(path: &Path, error: &io::Error) -> Result<(), Complaint> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    let headline = format!("{} could not be written: {error}", shown(path));
    Err(Complaint::failed(
        headline,
        "Name another file, or make room on the disk.",
    ))
}

/// A line on standard error. Where that is full or closed, there is nobody left to tell.
pub(super) fn note(text: &str) {
    let _ = io::stderr().lock().write_all(format!("{}\n", visible(text)).as_bytes());
}

/// A complaint on standard error: what happened, then what to do.
pub(super) fn complain(headline: &str, hint: &str) {
    note(&format!("que-uploader: {headline}"));
    for line in hint.lines() {
        note(&format!("  {line}"));
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
