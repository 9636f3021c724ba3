//! Prints lines to standard output and notes to standard error without breaking the progress bar.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::{Run, TICK};
use crate::cli::output;

/// The progress bar, hidden if standard error is not a terminal.
pub(super) fn bar(json: bool) -> ProgressBar {
    if json || !output::is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left  {msg}");
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// As in "1 file" or "2 files".
pub(in crate::cli) fn files(number: usize) -> String {
    if number == 1 {
        "1 file".to_owned()
    } else {
        format!("{number} files")
    }
}

impl Run {
    /// Prints a line as JSON or as plain text.
    pub(super) fn print_line(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) {
        if self.lines.add(value, words) {
            self.write();
        }
    }

    /// Writes the buffered lines.
    pub(super) fn write(&mut self) {
        let Self { lines, bar, .. } = self;
        if !lines.is_empty() {
            bar.suspend(|| {
                if let Some(error) = lines.write() {
                    output::print_error(
                        &format!("could not write to standard output: {error}"),
                        "The uploads continue, and every key is in the history: que-uploader history.",
                    );
                }
            });
        }
    }

    /// Prints a note to standard error.
    pub(super) fn note(&mut self, words: &str) {
        // Keep the order of lines and notes.
        self.write();
        self.bar.suspend(|| output::note(words));
    }

    pub(super) fn draw(&mut self) {
        if self.bar.is_hidden() || self.drawn.is_some_and(|drawn| drawn.elapsed() < TICK) {
            return;
        }
        self.drawn = Some(Instant::now());
        let totals = self.model.queue.totals();
        self.bar.set_length(totals.bytes);
        self.bar.set_position(totals.bytes_done);
        self.bar
            .set_message(format!("{} of {} files", totals.files_done, totals.files));
    }
}
