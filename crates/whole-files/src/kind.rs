//! Whether there is a file at a path.

use std::{
    fs::{self, FileType},
    io,
    path::Path,
};

/// There is something else where a file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is {0}, not a file")]
pub struct NotAFile(pub &'static str);

impl From<NotAFile> for io::Error {
    fn from(error: NotAFile) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error)
    }
}

/// Checks that there is a file, or a link to one. Opens nothing, so it cannot block.
///
/// # Errors
/// [`NotAFile`] in an [`io::Error`], or the system's: nothing is there, or it cannot be accessed.
pub fn check_is_file(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() {
        Ok(())
    } else {
        Err(NotAFile(words(kind)).into())
    }
}

/// Checks that there is a file or nothing.
///
/// # Errors
/// Like [`check_is_file`], but not if nothing is there.
pub fn is_file_or_nothing(path: &Path) -> io::Result<()> {
    match check_is_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        checked => checked,
    }
}

fn words(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_dir() { "a folder" } else { "something else" }
}
