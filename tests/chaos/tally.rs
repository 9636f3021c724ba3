//! Counts passed and failed checks.

use std::{cell::Cell, process::ExitCode};

/// Counts of checks.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    passed: Cell<usize>,
    failed: Cell<usize>,
}

impl Tally {
    /// Counts a check, and prints its message if it fails.
    pub(crate) fn check(&self, holds: bool, words: impl FnOnce() -> String) {
        if holds {
            self.passed.set(self.passed.get() + 1);
        } else {
            self.failed.set(self.failed.get() + 1);
            println!("FAILED: {}", words());
        }
    }

    /// Prints the last line.
    pub(crate) fn close(&self) -> ExitCode {
        println!("{} passed, {} failed", self.passed.get(), self.failed.get());
        if self.failed.get() == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
