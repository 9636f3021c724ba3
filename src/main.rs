//! Arguments in, window or command line out; nothing else.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    que_uploader::cli::run()
}
