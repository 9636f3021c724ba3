//! The program as a child process that decodes untrusted files, see [`decoder`]. It opens no data folder, settings, key or
//! log.

use std::{
    io::{self, IsTerminal as _},
    process::ExitCode,
};

use super::output;
use crate::thumbnails::{self, Fit};
use decoder::{Answer, Task};

/// Whether the program was started as a child process. This is internal, so help does not list it.
pub(super) fn is_wanted() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|first| first == decoder::SUBCOMMAND) && arguments.next().is_none()
}

/// Answers tasks until the parent process closes the pipe.
pub(super) fn run() -> ExitCode {
    if io::stdin().is_terminal() {
        let hint = "There is nothing to do here by hand.";
        output::print_error("this command is only for the program itself", hint);
        return ExitCode::from(super::WRONG_USE);
    }
    match decoder::serve(answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(super::FAILED),
    }
}

/// Answers a task with the code that belongs to it.
pub(crate) fn answer(task: Task) -> Answer {
    match task {
        Task::Credentials {
            path,
            content_type,
            sha256,
        } => engine::find_credentials(&path, &content_type, sha256.as_deref()),
        Task::Earlier {
            path,
            content_type,
            sha256,
        } => engine::read_earlier(&path, &content_type, sha256.as_deref()),
        Task::Report {
            path,
            content_type,
            sha256,
        } => engine::read_credentials(&path, content_type.as_deref(), sha256.as_deref()),
        Task::Metadata { path, size, sha256 } => engine::find_metadata(&path, size, sha256.as_deref()),
        Task::Check { path, trust } => engine::check_credentials(&path, &trust),
        Task::Thumbnail { path, side, whole } => {
            let fit = if whole { Fit::Whole(side) } else { Fit::Square(side) };
            thumbnails::decode(&path, fit)
        }
        Task::Picture { path, sha256, side } => thumbnails::decode_picture(&path, sha256.as_deref(), side),
        Task::ManifestThumbnails {
            path,
            content_type,
            sha256,
            addresses,
            side,
        } => thumbnails::decode_manifests(&path, content_type.as_deref(), sha256.as_deref(), &addresses, side),
        #[cfg(feature = "sandbox")]
        Task::Sandbox(job) => que_sandbox::decode(job),
        #[cfg(not(feature = "sandbox"))]
        Task::Sandbox(_) => Answer::default(),
    }
}
