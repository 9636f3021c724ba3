//! The ids of uploads and attempts, their files and objects.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// The permanent id of an upload, across restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(i64);

impl UploadId {
    /// From its number in the database.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// Its number in the database.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The id of an object that this program did not upload and has no record of. The command line signs and verifies
    /// those too.
    #[must_use]
    pub const fn unrecorded(number: u32) -> Self {
        Self(-1 - number as i64)
    }

    /// Whether it is recorded.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        self.0 >= 0
    }
}

/// The id of an attempt: one presigned URL and its object key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptId(i64);

impl AttemptId {
    /// From its number in the database.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// Its number in the database.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// The file as it was when it was added.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// Its path. Need not be UTF-8.
    pub path: PathBuf,
    /// Its path relative to the parent of the dropped folder; only its name if a file was dropped.
    pub relative: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its modification time, if known.
    pub modified: Option<Timestamp>,
}

impl Source {
    /// The file's name, with replacement characters if it is not UTF-8.
    #[must_use]
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }

    /// The folders from the dropped one down to the file; empty if a file was dropped.
    #[must_use]
    pub fn folder(&self) -> String {
        self.relative
            .parent()
            .map(|parent| parent.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// A stored object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ObjectRef {
    /// The bucket; `None` if neither the presigned URL nor the settings contain it.
    pub bucket: Option<String>,
    /// The object key.
    pub key: String,
}

impl ObjectRef {
    /// `s3://bucket/key`, if the bucket is known.
    #[must_use]
    pub fn s3_uri(&self) -> Option<String> {
        self.bucket.as_ref().map(|bucket| format!("s3://{bucket}/{}", self.key))
    }

    /// Parses `s3://bucket/key`.
    #[must_use]
    pub fn from_s3_uri(uri: &str) -> Option<Self> {
        let (bucket, key) = uri.strip_prefix("s3://")?.split_once('/')?;
        (!bucket.is_empty() && !key.is_empty()).then(|| Self {
            bucket: Some(bucket.to_owned()),
            key: key.to_owned(),
        })
    }
}

/// How the MIME type was found, if that is worth mentioning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaTypeNote {
    /// Name and first bytes disagree. The bytes win.
    BytesDisagree {
        /// The type according to the name.
        by_name: String,
    },
    /// The name says nothing, the first bytes do.
    Bytes,
    /// Neither the name nor the bytes say anything.
    Unknown,
    /// The user set it.
    Chosen {
        /// The detected type.
        found: String,
    },
}
