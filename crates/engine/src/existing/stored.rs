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
    /// The file is gone or cannot be opened, for this reason, which is part of a sentence.
    NotThere(String),
}

/// A child's answer to [`Task::Earlier`](decoder::Task::Earlier).
#[must_use]
pub fn read_earlier(path: &Path, content_type: &str, sha256: Option<&str>) -> Answer {
    let (read, bytes) = read(path, content_type, sha256);
    Answer {
        facts: serde_json::to_value(read).unwrap_or_default(),
        bytes,
    }
}

#[cfg(feature = "reader")]
fn read(path: &Path, content_type: &str, sha256: Option<&str>) -> (StoredCredentials, Vec<u8>) {
    use std::io::Seek as _;

    use super::found::inspect;
    use crate::opened::{NotOpened, Opened};

    let (mut opened, sha256) = match Opened::with_hash(path, content_type, sha256) {
        Ok(opened) => opened,
        Err(NotOpened::OtherBytes) => return (StoredCredentials::OtherBytes, Vec::new()),
        Err(NotOpened::NotThere(why)) => return (StoredCredentials::NotThere(why), Vec::new()),
    };
    let (found, instance_id) = inspect(&mut opened, path);
    let loaded = match (&found, opened.sidecar()) {
        (FoundCredentials::Credentials { .. }, Some(store)) => Ok(store.to_owned()),
        (FoundCredentials::Credentials { .. }, None) => {
            let loaded = opened.file.rewind().map_err(c2pa::Error::IoError);
            loaded.and_then(|()| c2pa::jumbf_io::load_jumbf_from_stream(&opened.format, &mut opened.file))
        }
        _ => Ok(Vec::new()),
    };
    let (store, not_kept) = match loaded {
        Ok(store) if store.len() <= MAX_STORE as usize => (store, None),
        Ok(_) => (Vec::new(), Some("they take more than 64 MB".to_owned())),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let read = StoredCredentials::Read {
        found,
        instance_id,
        sha256,
        not_kept,
    };
    (read, store)
}

#[cfg(not(feature = "reader"))]
fn read(_: &Path, _: &str, _: Option<&str>) -> (StoredCredentials, Vec<u8>) {
    let why = model::ReadFault::NoInspection.to_string();
    (StoredCredentials::NotThere(why), Vec::new())
}
