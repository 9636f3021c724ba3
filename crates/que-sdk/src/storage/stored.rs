//! The results of complete transfers.

use std::fmt;
use std::time::Duration;

use super::hashing::hexadecimal;

/// A confirmed upload.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// The ETag without quotes, often the MD5 of the content. `None` if the response has none; S3 always sends one.
    pub etag: Option<String>,
    /// SHA-256 of the bytes sent.
    pub sha256: [u8; 32],
    /// How many bytes were sent.
    pub bytes: u64,
    /// How long the request took until its response was complete.
    pub elapsed: Duration,
}

impl Stored {
    /// The SHA-256 in hexadecimal.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> String {
        hexadecimal(&self.sha256)
    }
}

impl fmt::Debug for Stored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Stored")
            .field("etag", &self.etag)
            .field("sha256", &self.sha256_hexadecimal())
            .field("bytes", &self.bytes)
            .finish()
    }
}

/// A complete download.
#[derive(Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl Downloaded {
    /// The SHA-256 in hexadecimal.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> String {
        hexadecimal(&self.sha256)
    }
}

impl fmt::Debug for Downloaded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.sha256_hexadecimal();
        formatter
            .debug_struct("Downloaded")
            .field("bytes", &self.bytes)
            .field("sha256", &hash)
            .finish()
    }
}
