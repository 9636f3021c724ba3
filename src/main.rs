//! Arguments in, window or command line out; nothing else.
#![forbid(unsafe_code)]
// No console window opens beside the program's own. Where it is started from a console, it prints there all the same.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    que_uploader::cli::run()
}
