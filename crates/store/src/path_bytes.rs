//! Paths as bytes and back without loss, also those that are not Unicode.

use std::path::{Path, PathBuf};

/// The bytes that stand for a path: as they are on Unix, UTF-16 little-endian on Windows.
#[cfg(unix)]
#[must_use]
pub fn encode(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;

    path.as_os_str().as_bytes().to_vec()
}

/// The path that these bytes stand for. `None` where they stand for none.
#[cfg(unix)]
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;

    Some(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

/// The bytes that stand for a path: as they are on Unix, UTF-16 little-endian on Windows.
#[cfg(windows)]
#[must_use]
pub fn encode(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;

    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path that these bytes stand for. `None` where they stand for none.
#[cfg(windows)]
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::windows::ffi::OsStringExt;

    let (pairs, rest) = bytes.as_chunks::<2>();
    let wide: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    rest.is_empty()
        .then(|| PathBuf::from(std::ffi::OsString::from_wide(&wide)))
}
