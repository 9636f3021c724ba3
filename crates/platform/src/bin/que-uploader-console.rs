//! The command `que-uploader` of Windows' shells, installed as `que-uploader.com` beside `que-uploader.exe`.
//!
//! A shell does not wait for a program with a window, so its output would come after the prompt, and both would read
//! the keyboard. A shell looks for `.com` before `.exe` and waits for this program, which has no window.
#![forbid(unsafe_code)]

use std::process::ExitCode;

#[cfg(windows)]
fn main() -> ExitCode {
    use std::io::Write as _;

    match platform::run_program_beside() {
        Ok(code) => std::process::exit(code),
        Err(error) => {
            _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Other systems have no such difference.
#[cfg(not(windows))]
fn main() -> ExitCode {
    ExitCode::FAILURE
}
