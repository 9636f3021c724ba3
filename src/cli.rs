//! The command line: the same engine without a window. Results go to standard output, everything else to standard error.

mod arguments;
mod diagnostics;
mod history;
mod key;
mod manifest;
mod objects;
mod output;
mod proof;
mod restart;
mod sandbox;
mod setup;
mod signals;
mod upload;
mod window;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Action, Arguments};
use output::Complaint;

use crate::log;

/// All was done.
const DONE: u8 = 0;
/// Something failed.
const FAILED: u8 = 1;
/// Wrong use, or no key.
const WRONG_USE: u8 = 2;
/// Interrupted; the queue is kept.
const INTERRUPTED: u8 = 130;

/// Reads the arguments and does what they say: a subcommand, or the window.
#[must_use]
pub fn run() -> ExitCode {
    crate::secret::leave_no_core();
    crate::engine::allow_many_files();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors: clap knows which and where they go.
            let code = if error.use_stderr() { WRONG_USE } else { DONE };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    log::start(arguments.everywhere.verbose);
    let done = match arguments.action {
        None => window::run(&arguments.everywhere, &arguments.paths),
        Some(Action::Upload(options)) => upload::run(&arguments.everywhere, options),
        Some(Action::Sign(options)) => objects::sign(&arguments.everywhere, &options),
        Some(Action::Verify(options)) => objects::verify(&arguments.everywhere, &options),
        Some(Action::History(options)) => history::run(&arguments.everywhere, &options),
        Some(Action::Proof(options)) => proof::run(&arguments.everywhere, &options),
        Some(Action::Diagnostics) => diagnostics::run(&arguments.everywhere),
        Some(Action::Key { action }) => key::run(&arguments.everywhere, action),
        #[cfg(feature = "sandbox")]
        Some(Action::Sandbox(options)) => sandbox::serve(&arguments.everywhere, options),
    };
    let code = match done {
        Ok(code) => code,
        Err(Complaint { code, headline, hint }) => {
            output::complain(&headline, &hint);
            tracing::info!("the program ends: {headline}");
            code
        }
    };
    log::flush();
    ExitCode::from(code)
}
