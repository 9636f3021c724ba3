//! Lossless conversion of paths to bytes, for paths that are not Unicode too.

use std::path::{Path, PathBuf};

/// The bytes of a path: unchanged on Unix, UTF-16 little-endian on Windows.
#[cfg(unix)]
#[must_use]
pub fn encode(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;

    path.as_os_str().as_bytes().to_vec()
}

/// The path of these bytes; `None` if they are not valid.
#[cfg(unix)]
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;

    Some(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

/// The bytes of a path: unchanged on Unix, UTF-16 little-endian on Windows.
#[cfg(windows)]
#[must_use]
pub fn encode(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;

    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path of these bytes; `None` if they are not valid.
#[cfg(windows)]
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::windows::ffi::OsStringExt;

    let (pairs, rest) = bytes.as_chunks::<2>();
    let wide: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    rest.is_empty()
        .then(|| PathBuf::from(std::ffi::OsString::from_wide(&wide)))
}
