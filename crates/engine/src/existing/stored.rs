//! Reads the Content Credentials of a file as they are stored, in the child process: the whole manifest store, and who
//! issued it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::found::FoundCredentials;
use decoder::Answer;

/// The largest manifest store that is kept, in bytes. Those of cameras and editors have a few hundred thousand.
pub(super) const MAX_STORE: u32 = 64 << 20;

/// What was read. The manifest store is in the bytes that follow, if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StoredCredentials {
    /// Whether the file has credentials.
    Read {
        found: FoundCredentials,
        /// The instance id that they give the file.
        instance_id: Option<String>,
        /// The SHA-256 of the file.
        sha256: String,
        /// Why the manifest store is not in the bytes that follow, if the file has one.
        not_kept: Option<String>,
    },
    /// It is not the file that was asked for.
    OtherBytes,
    /// The file cannot be opened, for this reason.
    NotThere(String),
}

/// A child's answer to [`Task::Earlier`](decoder::Task::Earlier).
#[must_use]
pub fn read_earlier(path: &Path, content_type: &str, sha256: Option<&str>) -> Answer {
    let (read, bytes) = match read(path, content_type, sha256) {
        Ok(read) => read,
        Err(error) => (StoredCredentials::NotThere(error.to_string()), Vec::new()),
    };
    Answer {
        facts: serde_json::to_value(read).unwrap_or_default(),
        bytes,
    }
}

#[cfg(feature = "reader")]
fn read(path: &Path, content_type: &str, sha256: Option<&str>) -> std::io::Result<(StoredCredentials, Vec<u8>)> {
    use std::io::Seek as _;

    use super::found::{format_of, inspect};
    use crate::sha256_of;

    // Opening a pipe would block.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let mut file = std::fs::File::open(path)?;
    let found = sha256_of(&mut file, |_| Ok(()))?;
    if sha256.is_some_and(|wanted| !found.eq_ignore_ascii_case(wanted)) {
        return Ok((StoredCredentials::OtherBytes, Vec::new()));
    }
    let sha256 = found;
    file.rewind()?;
    let format = format_of(path, content_type);
    let (found, instance_id) = inspect(&mut file, &format);
    let (store, not_kept) = match found {
        FoundCredentials::Credentials { .. } => {
            file.rewind()?;
            match c2pa::jumbf_io::load_jumbf_from_stream(&format, &mut file) {
                Ok(store) if store.len() <= MAX_STORE as usize => (store, None),
                Ok(_) => (Vec::new(), Some("they take more than 64 MB".to_owned())),
                Err(error) => (Vec::new(), Some(error.to_string())),
            }
        }
        _ => (Vec::new(), None),
    };
    let read = StoredCredentials::Read {
        found,
        instance_id,
        sha256,
        not_kept,
    };
    Ok((read, store))
}

#[cfg(not(feature = "reader"))]
fn read(_: &Path, _: &str, _: Option<&str>) -> std::io::Result<(StoredCredentials, Vec<u8>)> {
    Err(std::io::Error::other("this build cannot inspect files"))
}
