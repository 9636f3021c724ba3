//! How many files and connections the system allows, and how many uploads at once that permits.

use std::{
    io, thread,
    time::{Duration, Instant},
};

use que_sdk::is_out_of_file_descriptors;

/// Up to 256 uploads and as many calls for URLs run at once, each with a connection, and as many idle connections may
/// remain. The default is 256 or 1,024.
#[cfg(unix)]
const WANTED: u64 = 4096;

/// What is open besides uploads: the database, the log, connections to the desktop, inspected files.
const RESERVED: u64 = 56;

/// Open files per upload: a connection, perhaps the file, and the connection that requests another upload's URL.
const PER_UPLOAD: u64 = 3;

/// A sandbox in the same process has the other ends of these connections, and the stored file.
const PER_UPLOAD_WITH_SANDBOX: u64 = 6;

/// How long to wait for a free file descriptor if nothing else helps, and how often to check.
const RETRY_FOR: Duration = Duration::from_secs(2);
const RETRY_EVERY: Duration = Duration::from_millis(20);

/// Raises the limit to what we want, or to what the system permits.
pub fn allow_many_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(WANTED, |max| max.min(WANTED));
        if limit.current.is_some_and(|current| current < wanted) {
            let raised = Rlimit {
                current: Some(wanted),
                ..limit
            };
            // If this fails, the current limit has to do.
            let _ = setrlimit(Resource::Nofile, raised);
        }
    }
}

/// How many files and connections may be open; `None` if the system has no limit.
pub(crate) fn limit() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    None
}

/// What is about to start, by the number of files and connections that it needs. With fewer, its parts would fail one by
/// one, each with a different message or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A subcommand that uses a remote server, or only the database.
    Command,
    /// An upload that also signs or verifies: child processes read the files.
    Signing,
    /// Like `Signing`, with the sandbox.
    WithSandbox,
    /// The window.
    Window,
}

#[cfg(unix)]
impl Needs {
    const fn files(self) -> usize {
        match self {
            Self::Command => 13,
            Self::Signing => 26,
            Self::WithSandbox => 29,
            Self::Window => 48,
        }
    }
}

/// Checks that enough files and connections can be opened to start.
///
/// # Errors
/// Says how many the system allows.
pub fn check_spare_files(needs: Needs) -> Result<(), String> {
    #[cfg(unix)]
    {
        // Inherited files count too, so the limit alone is not enough. All are closed again.
        let mut opened = Vec::new();
        for _ in 0..needs.files() {
            match std::fs::File::open("/dev/null") {
                Ok(file) => opened.push(file),
                Err(error) if is_out_of_file_descriptors(&error) => {
                    let spare = opened.len();
                    return Err(format!(
                        "{}, of which {spare} are free, and {} are needed",
                        descriptor_shortage(),
                        needs.files()
                    ));
                }
                // Without that device there is no way to tell.
                Err(_) => break,
            }
        }
    }
    #[cfg(not(unix))]
    let _ = needs;
    Ok(())
}

/// Says that nothing more can be opened, as part of a sentence.
#[must_use]
pub fn descriptor_shortage() -> String {
    match limit() {
        Some(limit) => format!("this computer allows the program no more than {limit} open files and connections"),
        None => "this computer allows no more open files and connections".to_owned(),
    }
}

/// Opens a file, and retries for a moment if too many are open: others are being closed all the time. Blocks.
pub(crate) fn retry_while_too_many_open<T>(mut open: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let started = Instant::now();
    loop {
        match open() {
            Err(error) if is_out_of_file_descriptors(&error) && started.elapsed() < RETRY_FOR => {
                thread::sleep(RETRY_EVERY);
            }
            outcome => return outcome,
        }
    }
}

/// How many uploads this limit permits at once: at least one.
pub(crate) fn max_concurrent(limit: Option<u64>, with_sandbox: bool) -> usize {
    let each = if with_sandbox {
        PER_UPLOAD_WITH_SANDBOX
    } else {
        PER_UPLOAD
    };
    limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit.saturating_sub(RESERVED) / each)
            .unwrap_or(usize::MAX)
            .max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_is_retried_while_too_many_files_are_open() {
        let number = if cfg!(windows) { 4 } else { 24 };
        let mut left = 3;
        let opened = retry_while_too_many_open(|| match left {
            0 => Ok("open"),
            _ => {
                left -= 1;
                Err(io::Error::from_raw_os_error(number))
            }
        });
        assert_eq!(opened.unwrap(), "open");
        let mut asked = 0;
        let missing = retry_while_too_many_open(|| -> io::Result<()> {
            asked += 1;
            Err(io::ErrorKind::NotFound.into())
        });
        assert_eq!((missing.unwrap_err().kind(), asked), (io::ErrorKind::NotFound, 1));
    }

    #[test]
    fn parallel_uploads_follow_the_limit_of_open_files() {
        let of = |limit| [max_concurrent(Some(limit), false), max_concurrent(Some(limit), true)];
        assert_eq!(of(4096), [1346, 673], "the most that help are fewer");
        assert_eq!(of(1024), [322, 161]);
        assert_eq!(of(256), [66, 33]);
        assert_eq!(of(64), [2, 1]);
        assert_eq!(of(20), [1, 1]);
        assert_eq!(max_concurrent(None, true), usize::MAX);
    }
}
