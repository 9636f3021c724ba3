//! Serializes paths without loss, although not every path is text. For `#[serde(with = …)]`.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

/// Serializes a path.
///
/// # Errors
/// The serializer's errors.
pub fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    path.as_os_str().serialize(to)
}

/// Deserializes a path.
///
/// # Errors
/// The value isn't a path of this system.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    OsString::deserialize(from).map(PathBuf::from)
}
