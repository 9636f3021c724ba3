//! What makes a file the same file under any name. Only Unix says so.

use std::{
    fs::{self, Metadata},
    path::Path,
};

/// The device, and the file's number on it.
pub(super) type FileIdentity = (u64, u64);

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub(super) fn of(metadata: &Metadata) -> Option<FileIdentity> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

/// The standard library has none on other systems.
#[cfg(not(unix))]
pub(super) fn of(_: &Metadata) -> Option<FileIdentity> {
    None
}

/// The identity of the file at this path, if there is one.
pub(super) fn at(path: &Path) -> Option<FileIdentity> {
    fs::metadata(path).ok().as_ref().and_then(of)
}
