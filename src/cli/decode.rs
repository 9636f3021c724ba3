//! The program as a child that decodes foreign files: see [`decoder`]. Nothing of the program's start but this: no
//! folder, no settings, no key, no log.

use std::{
    io::{self, IsTerminal as _},
    process::ExitCode,
};

use super::output;
use crate::thumbnails;
use decoder::{Answer, Task};

/// Whether the program was started as a child. It is no subcommand that a person has use for, so no list has it.
pub(super) fn is_wanted() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|first| first == decoder::SUBCOMMAND) && arguments.next().is_none()
}

/// Serves until nobody asks any more.
pub(super) fn run() -> ExitCode {
    if io::stdin().is_terminal() {
        let hint = "There is nothing to do with it by hand.";
        output::complain("this is how the program starts a part of itself", hint);
        return ExitCode::from(super::WRONG_USE);
    }
    match decoder::serve(answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(super::FAILED),
    }
}

/// Has the room answer that asks this kind of question.
pub(crate) fn answer(task: Task) -> Answer {
    match task {
        Task::Credentials { path, content_type } => engine::find_credentials(&path, &content_type),
        Task::Report {
            path,
            content_type,
            sha256,
        } => engine::read_credentials(&path, content_type.as_deref(), sha256.as_deref()),
        Task::Thumbnail { path, side } => thumbnails::decode(&path, side),
        #[cfg(feature = "sandbox")]
        Task::Sandbox(job) => que_sandbox::decode(job),
        #[cfg(not(feature = "sandbox"))]
        Task::Sandbox(_) => Answer::default(),
    }
}
