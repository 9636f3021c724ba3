//! Lines on standard output, notes on standard error, and the bar that neither may break.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::{Run, TICK};
use crate::cli::output;

/// The bar, where somebody looks at it.
pub(super) fn bar(json: bool) -> ProgressBar {
    if json || !output::is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left  {msg}");
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Run {
    /// Has a line written, in the form that is wanted.
    pub(super) fn tell(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) {
        if self.lines.add(value, words) {
            self.write();
        }
    }

    /// Writes the lines that wait.
    pub(super) fn write(&mut self) {
        let Self { lines, bar, .. } = self;
        if !lines.is_empty() {
            bar.suspend(|| {
                if let Some(error) = lines.write() {
                    output::complain(
                        &format!("standard output could not be written: {error}"),
                        "The uploads go on, and every key is on record: see que-uploader history.",
                    );
                }
            });
        }
    }

    pub(super) fn say(&mut self, words: &str) {
        // What was told before stands before it.
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
