//! What an upload, its attempts, its file and its object are known by.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Names an upload for good, across restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(i64);

impl UploadId {
    /// From the number that the store keeps.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number that the store keeps.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Names an object that was not uploaded by this program and is on no record: the command line signs and verifies
    /// such objects too.
    #[must_use]
    pub const fn unrecorded(number: u32) -> Self {
        Self(-1 - number as i64)
    }

    /// Whether it is on record.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        self.0 >= 0
    }
}

/// Names one attempt of an upload: one presigned URL and the object key that came with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptId(i64);

impl AttemptId {
    /// From the number that the store keeps.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number that the store keeps.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// The file as it was when it was added.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// Where it is. Need not be UTF-8.
    pub path: PathBuf,
    /// Its path below the folder that was dropped, the folder's name first; just its name where a file was dropped.
    pub relative: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was changed last, where the file system tells.
    pub modified: Option<Timestamp>,
}

impl Source {
    /// The file's name, with signs of no meaning where it is not UTF-8.
    #[must_use]
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }

    /// The folders between the dropped folder and the file; empty where a file was dropped.
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
    /// The bucket. `None` where neither the presigned URL nor the settings tell it.
    pub bucket: Option<String>,
    /// The object key.
    pub key: String,
}

impl ObjectRef {
    /// `s3://bucket/key`, where the bucket is known.
    #[must_use]
    pub fn s3_uri(&self) -> Option<String> {
        self.bucket.as_ref().map(|bucket| format!("s3://{bucket}/{}", self.key))
    }

    /// Reads `s3://bucket/key`.
    #[must_use]
    pub fn from_s3_uri(uri: &str) -> Option<Self> {
        let (bucket, key) = uri.strip_prefix("s3://")?.split_once('/')?;
        (!bucket.is_empty() && !key.is_empty()).then(|| Self {
            bucket: Some(bucket.to_owned()),
            key: key.to_owned(),
        })
    }
}

/// How the MIME type was found, where that is worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaTypeNote {
    /// The first bytes say another type than the name; the bytes were believed.
    BytesDisagree {
        /// The type that the name stands for.
        by_name: String,
    },
    /// The name tells nothing; the first bytes do.
    Bytes,
    /// Neither the name nor the bytes tell.
    Unknown,
    /// The user has set it.
    Chosen {
        /// What was found.
        found: String,
    },
}
