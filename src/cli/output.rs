//! Prints to standard output and standard error, and handles closed pipes and full disks.
//!
//! Everything that people read goes through here and is made harmless: names, keys and server messages may contain escape
//! sequences and line breaks. JSON contains the same values, escaped.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    sync::OnceLock,
};

use serde_json::Value;

use que_sdk::text::{visible, visible_json, visible_lines};

/// Why a subcommand failed as a whole.
#[derive(Debug)]
pub(super) struct CliError {
    /// The exit status.
    pub(super) code: u8,
    /// What happened.
    pub(super) headline: String,
    /// What to do.
    pub(super) hint: String,
}

impl CliError {
    /// Incorrect usage, or no key.
    pub(super) fn usage_error(headline: impl Into<String>, hint: impl Into<String>) -> Self {
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

/// The first error of standard output.
static BROKEN: OnceLock<io::Error> = OnceLock::new();

/// Remembers a failed write to standard output. After that, nothing more is written: output with a gap would look complete.
fn remember(written: io::Result<()>) {
    if let Err(error) = written {
        let _ = BROKEN.set(error);
    }
}

fn write(bytes: &[u8]) {
    if BROKEN.get().is_none() {
        let mut out = io::stdout().lock();
        remember(out.write_all(bytes).and_then(|()| out.flush()));
    }
}

/// Whether a write to standard output failed for any reason.
pub(super) fn is_broken() -> bool {
    BROKEN.get().is_some()
}

/// Why output is missing. `None` if the reader closed the pipe, since it has what it wanted.
pub(super) fn failure() -> Option<&'static io::Error> {
    BROKEN.get().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

/// Reports missing output at the end of the program. Takes the exit status so far and a hint, and returns the exit status.
pub(super) fn end(code: u8, hint: &str) -> u8 {
    let Some(error) = failure() else { return code };
    print_error(&format!("could not write to standard output: {error}"), hint);
    tracing::info!("could not write to standard output: {error}");
    if code == super::DONE { super::FAILED } else { code }
}

/// Prints what clap returned: help to standard output, or an error to standard error. Returns the exit status.
pub(super) fn clap_message(error: &clap::Error) -> u8 {
    if error.use_stderr() {
        let _ = error.print();
        return super::WRONG_USE;
    }
    remember(error.print().and_then(|()| io::stdout().lock().flush()));
    end(super::DONE, "Free some disk space or write elsewhere, then try again.")
}

/// Prints exactly one line to standard output, whatever it contains.
pub(super) fn line(text: &str) {
    write(format!("{}\n", visible(text)).as_bytes());
}

/// Prints several lines to standard output.
pub(super) fn text(text: &str) {
    write(format!("{}\n", visible_lines(text.trim_end())).as_bytes());
}

/// Prints a JSON value as one line to standard output.
pub(super) fn json(value: &Value) {
    json_text(&value.to_string());
}

/// Prints JSON text to standard output.
pub(super) fn json_text(text: &str) {
    write(format!("{}\n", visible_json(text.trim_end())).as_bytes());
}

/// Prints part of an exported file to standard output: unchanged, unless that is a terminal.
pub(super) fn piece(text: &str) {
    if io::stdout().is_terminal() {
        // A terminal doesn't need the byte order mark.
        write(visible_lines(text.strip_prefix('\u{feff}').unwrap_or(text)).as_bytes());
    } else {
        write(text.as_bytes());
    }
}

/// Buffers lines for standard output, to write many at once.
#[derive(Debug, Default)]
pub(super) struct Lines {
    json: bool,
    waiting: String,
    reported: bool,
}

impl Lines {
    /// A full buffer, in bytes.
    const FULL: usize = 64 << 10;

    /// Starts a buffer for JSON or for plain text.
    pub(super) fn new(json: bool) -> Self {
        Self {
            json,
            ..Self::default()
        }
    }

    /// Adds a line as JSON or plain text. Returns whether the buffer is full.
    pub(super) fn add(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) -> bool {
        if self.json {
            self.waiting.push_str(&visible_json(&value().to_string()));
        } else {
            self.waiting.push_str(&visible(&words()));
        }
        self.waiting.push('\n');
        self.waiting.len() >= Self::FULL
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Writes the buffer. Returns an error once, the first time that writing fails.
    pub(super) fn write(&mut self) -> Option<&'static io::Error> {
        write(self.waiting.as_bytes());
        self.waiting.clear();
        let error = failure().filter(|_| !self.reported)?;
        self.reported = true;
        Some(error)
    }
}

/// The file that `--output` names. `None` means standard output, also written as `-`.
pub(super) fn file(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| path.as_os_str() != "-")
}

/// Reports that the output file could not be written, unless it is a closed pipe.
pub(super) fn not_written(path: &Path, error: &io::Error) -> Result<(), CliError> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    let headline = format!("could not write {}: {error}", shown(path));
    let hint = match error.kind() {
        io::ErrorKind::IsADirectory => "Name a file in that folder.",
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "Create its folder first, or name another file.",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "Name another file.",
        _ => "Free some disk space, or name another file.",
    };
    Err(CliError::failed(headline, hint))
}

/// Prints a line to standard error. Failures are ignored: there is nowhere left to report them.
pub(super) fn note(text: &str) {
    let _ = io::stderr().lock().write_all(format!("{}\n", visible(text)).as_bytes());
}

/// Prints an error to standard error: what happened, then what to do.
pub(super) fn print_error(headline: &str, hint: &str) {
    note(&format!("que-uploader: {headline}"));
    for line in hint.lines() {
        note(&format!("  {line}"));
    }
}

/// A path as text, with replacement characters for what is not UTF-8.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Whether standard error is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}
