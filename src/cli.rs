//! The command line: the same engine without a window. Results go to standard output, everything else to standard error.

mod arguments;
pub(crate) mod decode;
mod diagnostics;
mod environment;
mod existing;
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
mod umask;
mod upload;
mod window;

use std::{borrow::Cow, process::ExitCode};

use clap::{CommandFactory as _, Parser};

use arguments::{Action, Arguments};
pub use arguments::{ENVIRONMENT, EXIT_STATUS};
use output::Complaint;

use crate::{app::WantedDisplay, log};
use engine::{Needs, check_spare_files};
use que_sdk::text;

/// All was done.
const DONE: u8 = 0;
/// Something failed.
const FAILED: u8 = 1;
/// Wrong use, or no key.
const WRONG_USE: u8 = 2;
/// Interrupted; the queue is kept.
const INTERRUPTED: u8 = 130;

/// The arguments as clap knows them, for man pages and shell completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Reads the arguments and runs the subcommand or the window.
#[must_use]
pub fn run() -> ExitCode {
    environment::leave_out_empty();
    crate::core_dump::disable();
    if decode::is_wanted() {
        return decode::run();
    }
    platform::attach_console();
    engine::allow_many_files();
    umask::leave_owner();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(output::answer(&harmless(error))),
    };
    if let Err(Complaint { code, headline, hint }) = check_files(&arguments) {
        output::complain(&headline, &hint);
        return ExitCode::from(code);
    }
    if let Err(Complaint { code, headline, hint }) = check_window_options(&arguments) {
        output::complain(&headline, &hint);
        return ExitCode::from(code);
    }
    log::start(arguments.everywhere.verbose);
    let without_output = what_is_left(arguments.action.as_ref());
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
        Err(complaint) => {
            let Complaint { code, headline, hint } = named_shortage(complaint);
            output::complain(&headline, &hint);
            tracing::info!("the program ends: {headline}");
            code
        }
    };
    let code = output::end(code, without_output);
    log::flush();
    ExitCode::from(code)
}

/// Refuses a start that would fail half-way because too few files can be opened.
fn check_files(arguments: &Arguments) -> Result<(), Complaint> {
    #[cfg(feature = "sandbox")]
    let serves = matches!(arguments.action, Some(Action::Sandbox(_)));
    #[cfg(not(feature = "sandbox"))]
    let serves = false;
    let needs = match &arguments.action {
        None => Needs::Window,
        // What is on record is read without a server.
        Some(Action::History(_) | Action::Proof(_) | Action::Diagnostics) => Needs::Command,
        Some(_) if serves || arguments.everywhere.wants_sandbox() => Needs::WithSandbox,
        Some(Action::Upload(options)) if options.sign || options.verify => Needs::Signing,
        Some(_) => Needs::Command,
    };
    check_spare_files(needs).map_err(|words| Complaint::failed(words, MORE_FILES))
}

/// Refuses what is for the window alone beside a subcommand, which would not look at it.
fn check_window_options(arguments: &Arguments) -> Result<(), Complaint> {
    if arguments.action.is_none() {
        return Ok(());
    }
    if arguments.everywhere.display() != WantedDisplay::Any {
        return Err(Complaint::wrong_use(
            "--wayland is for the window, and a subcommand opens none",
            "Leave it out.",
        ));
    }
    Ok(())
}

/// What to do where no more files can be opened.
const MORE_FILES: &str = "Close other programs, or raise the limit (ulimit -n 4096) and start this one again.";

/// The same complaint with the limit in it, where it comes from too many open files: whatever could not be opened, that is what
/// is to be done about.
fn named_shortage(complaint: Complaint) -> Complaint {
    #[cfg(unix)]
    {
        let of_system = std::io::Error::from(rustix::io::Errno::MFILE).to_string();
        if complaint.headline.contains(&of_system) {
            return Complaint {
                headline: complaint.headline.replace(&of_system, &engine::shortage()),
                hint: MORE_FILES.to_owned(),
                ..complaint
            };
        }
    }
    complaint
}

/// The same complaint of arguments in which nothing acts: it quotes them.
fn harmless(error: clap::Error) -> clap::Error {
    let shown = std::env::args_os().map(|argument| match text::visible(&argument.to_string_lossy()) {
        Cow::Owned(shown) => shown.into(),
        Cow::Borrowed(_) => argument.clone(),
    });
    Arguments::try_parse_from(shown).err().unwrap_or(error)
}

/// What to do where standard output could not be written.
const fn what_is_left(action: Option<&Action>) -> &'static str {
    match action {
        Some(Action::Upload(_)) => {
            "The uploads went on, and every key is on record: see que-uploader history. Free space there, or name another \
             place."
        }
        Some(Action::Sign(_) | Action::Verify(_)) => "What could not be written there is said above.",
        _ => "Free space there or name another place, then try again.",
    }
}
