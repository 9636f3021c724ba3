//! The command line: the same engine without a window. Results go to standard output, everything else to standard error.

mod arguments;
mod check;
pub(crate) mod decode;
mod diagnostics;
mod environment;
mod existing;
mod history;
mod identity;
mod key;
mod manifest;
mod objects;
mod output;
mod proof;
mod restart;
mod sandbox;
mod server;
mod setup;
mod shortened;
mod signals;
mod trust_lists;
mod umask;
mod upload;
mod watch;
mod window;

use std::{borrow::Cow, process::ExitCode};

use clap::{CommandFactory as _, Parser};

use arguments::{Action, Arguments};
pub use arguments::{ENVIRONMENT, EXIT_STATUS};
use output::CliError;

use crate::{app::RequestedDisplay, log};
use engine::{Needs, check_spare_files};
use que_sdk::text;

/// Everything succeeded.
const DONE: u8 = 0;
/// Something failed.
const FAILED: u8 = 1;
/// Incorrect usage, or no key.
const WRONG_USE: u8 = 2;
/// Interrupted. The queue is kept.
const INTERRUPTED: u8 = 130;

/// The arguments as clap knows them, for man pages and shell completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Reads the arguments and runs the subcommand or the window.
#[must_use]
pub fn run() -> ExitCode {
    environment::drop_empty();
    crate::core_dump::disable();
    if decode::is_wanted() {
        return decode::run();
    }
    platform::attach_console();
    engine::allow_many_files();
    umask::leave_owner();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(output::clap_message(&harmless(error))),
    };
    if let Err(CliError { code, headline, hint }) = check_files(&arguments) {
        output::print_error(&headline, &hint);
        return ExitCode::from(code);
    }
    if let Err(CliError { code, headline, hint }) = check_window_options(&arguments) {
        output::print_error(&headline, &hint);
        return ExitCode::from(code);
    }
    log::start(arguments.global.verbose);
    let output_hint = output_hint(arguments.action.as_ref());
    let done = match arguments.action {
        None => window::run(&arguments.global, &arguments.paths),
        Some(Action::Upload(options)) => upload::run(&arguments.global, options),
        Some(Action::Watch(options)) => watch::run(&arguments.global, &options),
        Some(Action::Sign(options)) => objects::sign(&arguments.global, &options),
        Some(Action::Verify(options)) => objects::verify(&arguments.global, &options),
        Some(Action::Check(options)) => check::run(&arguments.global, &options),
        Some(Action::TrustLists { action }) => trust_lists::run(&arguments.global, &action),
        Some(Action::History(options)) => history::run(&arguments.global, &options),
        Some(Action::Proof(options)) => proof::run(&arguments.global, &options),
        Some(Action::Diagnostics) => diagnostics::run(&arguments.global),
        Some(Action::Key { action }) => key::run(&arguments.global, action),
        #[cfg(feature = "sandbox")]
        Some(Action::Sandbox(options)) => sandbox::serve(&arguments.global, options),
    };
    let code = match done {
        Ok(code) => code,
        Err(error) => {
            let CliError { code, headline, hint } = explain_shortage(error);
            output::print_error(&headline, &hint);
            tracing::info!("the program ends: {headline}");
            code
        }
    };
    let code = output::end(code, output_hint);
    log::flush();
    ExitCode::from(code)
}

/// Refuses to start if the limit on open files is so low that the work would fail halfway.
fn check_files(arguments: &Arguments) -> Result<(), CliError> {
    #[cfg(feature = "sandbox")]
    let serves = matches!(arguments.action, Some(Action::Sandbox(_)));
    #[cfg(not(feature = "sandbox"))]
    let serves = false;
    let needs = match &arguments.action {
        None => Needs::Window,
        // These don't contact a server.
        Some(Action::Check(_) | Action::History(_) | Action::Proof(_) | Action::Diagnostics) => Needs::Command,
        Some(_) if serves || arguments.global.uses_sandbox() => Needs::WithSandbox,
        Some(Action::Upload(options)) if options.steps.sign || options.steps.verify => Needs::Signing,
        Some(Action::Watch(_)) => Needs::Signing,
        Some(_) => Needs::Command,
    };
    check_spare_files(needs).map_err(|words| CliError::failed(words, MORE_FILES))
}

/// Refuses options of the window together with a subcommand, which would ignore them.
fn check_window_options(arguments: &Arguments) -> Result<(), CliError> {
    if arguments.action.is_none() {
        return Ok(());
    }
    if arguments.global.display() != RequestedDisplay::Any {
        return Err(CliError::usage_error(
            "--wayland only applies to the window, and a subcommand opens none",
            "Remove --wayland.",
        ));
    }
    Ok(())
}

/// What to do if no more files can be opened.
const MORE_FILES: &str = "Close other programs, or raise the limit (ulimit -n 4096) and start again.";

/// Explains an error that too many open files caused: whatever could not be opened, the limit is what to fix.
fn explain_shortage(error: CliError) -> CliError {
    #[cfg(unix)]
    {
        let of_system = std::io::Error::from(rustix::io::Errno::MFILE).to_string();
        if error.headline.contains(&of_system) {
            return CliError {
                headline: error.headline.replace(&of_system, &engine::descriptor_shortage()),
                hint: MORE_FILES.to_owned(),
                ..error
            };
        }
    }
    error
}

/// The same error, with control characters in the quoted arguments made visible.
fn harmless(error: clap::Error) -> clap::Error {
    let shown = std::env::args_os().map(|argument| match text::visible(&argument.to_string_lossy()) {
        Cow::Owned(shown) => shown.into(),
        Cow::Borrowed(_) => argument.clone(),
    });
    Arguments::try_parse_from(shown).err().unwrap_or(error)
}

/// What to do if standard output could not be written.
const fn output_hint(action: Option<&Action>) -> &'static str {
    match action {
        Some(Action::Upload(_) | Action::Watch(_)) => {
            "The uploads continued, and every key is in the history: que-uploader history. Free some disk space, or write \
             elsewhere."
        }
        Some(Action::Sign(_) | Action::Verify(_)) => "The results that could not be written are listed above.",
        _ => "Free some disk space or write elsewhere, then try again.",
    }
}
