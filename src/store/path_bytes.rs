//! Paths as bytes and back without loss, also those that are not Unicode.

use std::path::{Path, PathBuf};

/// The bytes that stand for a path: as they are on Unix, UTF-16 little-endian on Windows.
#[cfg(unix)]
pub(crate) fn encode(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;

    path.as_os_str().as_bytes().to_vec()
}

/// The path that these bytes stand for. `None` where they stand for none.
#[cfg(unix)]
pub(crate) fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;

    Some(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

/// The bytes that stand for a path: as they are on Unix, UTF-16 little-endian on Windows.
#[cfg(windows)]
pub(crate) fn encode(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;

    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path that these bytes stand for. `None` where they stand for none.
#[cfg(windows)]
pub(crate) fn decode(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::windows::ffi::OsStringExt;

    let (pairs, rest) = bytes.as_chunks::<2>();
    let wide: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    rest.is_empty()
        .then(|| PathBuf::from(std::ffi::OsString::from_wide(&wide)))
}
