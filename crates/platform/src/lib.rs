//! Calls of one operating system that have no safe wrapper. On the other systems each function does nothing.

// The calls themselves are the only unsafe code: see `windows` and `macos`.
#![cfg_attr(not(any(windows, target_os = "macos")), forbid(unsafe_code))]

#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::path::PathBuf;

/// Connects standard input, output and error to the console of the program that started this one, if it has one.
///
/// On Windows a program with a window starts without a console, so that a double click opens none. Streams that are
/// redirected stay as they are. Call it before anything is printed.
pub fn attach_console() {
    #[cfg(windows)]
    windows::console::attach();
}

/// Calls `then` when the user signs out or the system shuts down, and holds that up for a few seconds so that the program
/// can end in order. Only on Windows: elsewhere a signal says so.
///
/// Windows tells programs with windows through messages, not through console events. Only the first call counts.
///
/// # Errors
/// The thread that waits for the message can't be started.
pub fn on_session_end(then: impl Fn() + Send + Sync + 'static) -> std::io::Result<()> {
    #[cfg(windows)]
    return windows::session::listen(Box::new(then));
    #[cfg(not(windows))]
    {
        let _ = then;
        Ok(())
    }
}

/// Calls `deliver` with files that are opened with this program, or dropped on its icon, while it runs or to start it. Only on
/// macOS: elsewhere such files are arguments of another start.
///
/// Call it on the main thread before the window's event loop is made. Only the first call counts.
pub fn on_open_files(deliver: impl Fn(Vec<PathBuf>) + Send + Sync + 'static) {
    #[cfg(target_os = "macos")]
    macos::listen(Box::new(deliver));
    #[cfg(not(target_os = "macos"))]
    drop(deliver);
}
