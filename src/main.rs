//! Starts the command line, which also opens the window.
#![forbid(unsafe_code)]
// Windows opens no console for the program. Started from a console, it still prints there.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    que_uploader::cli::run()
}
