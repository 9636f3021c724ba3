//! Arguments in, window or command line out; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    que_uploader::cli::run()
}
