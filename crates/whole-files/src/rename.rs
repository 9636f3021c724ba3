//! Renaming where another program may hold the file for a moment.

use std::{fs, io, path::Path};

/// Renames a file, as [`fs::rename`] does. On Windows it tries again for a second: virus scanners, search indexes and
/// previews open a file that has just been written, and until they close it, it can't be renamed or replaced.
///
/// # Errors
/// The system's words, after the last try.
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    #[cfg(windows)]
    return retry(|| fs::rename(from.as_ref(), to.as_ref()));
    #[cfg(not(windows))]
    fs::rename(from, to)
}

/// Tries again while another program holds a file.
#[cfg(windows)]
fn retry(rename: impl Fn() -> io::Result<()>) -> io::Result<()> {
    use std::time::{Duration, Instant};

    const RETRY_FOR: Duration = Duration::from_secs(1);
    const RETRY_PAUSE: Duration = Duration::from_millis(25);
    let started = Instant::now();
    loop {
        match rename() {
            Err(error) if is_held(&error) && started.elapsed() < RETRY_FOR => std::thread::sleep(RETRY_PAUSE),
            done => return done,
        }
    }
}

/// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`, `ERROR_USER_MAPPED_FILE`. The first also means
/// that the right to it is missing; then the same error comes a second later.
#[cfg(windows)]
fn is_held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 33 | 1224))
}

#[cfg(all(test, windows))]
mod tests {
    use std::{os::windows::fs::OpenOptionsExt as _, thread, time::Duration};

    use super::*;

    #[test]
    fn a_file_that_another_program_holds_for_a_moment_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new"), folder.path().join("old"));
        fs::write(&new, "new").unwrap();
        fs::write(&old, "old").unwrap();
        let held = fs::OpenOptions::new().read(true).share_mode(0).open(&old).unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(300));
                drop(held);
            });
            fs::rename(&new, &old).unwrap_err();
            rename(&new, &old).unwrap();
        });
        assert_eq!(fs::read(&old).unwrap(), b"new");
    }

    #[test]
    fn a_file_that_stays_held_is_an_error_after_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new"), folder.path().join("old"));
        fs::write(&new, "new").unwrap();
        fs::write(&old, "old").unwrap();
        let _held = fs::OpenOptions::new().read(true).share_mode(0).open(&old).unwrap();
        let started = std::time::Instant::now();
        rename(&new, &old).unwrap_err();
        assert!(started.elapsed() >= Duration::from_secs(1));
    }
}
