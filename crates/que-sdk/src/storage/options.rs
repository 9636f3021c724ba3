//! Settings of uploads and downloads.

use std::time::Duration;

use crate::wire::MAX_PUT_BYTES;

/// Settings of an upload.
#[derive(Debug, Clone)]
pub struct PutOptions {
    /// The Content-Type header. `None` sends none, for a retry after `SignatureDoesNotMatch`.
    pub content_type: Option<String>,
    /// The upload fails if no data is sent for this long. 30 seconds by default.
    pub stall_timeout: Duration,
    /// How long to wait for the response after the last byte, longer on slow connections. 60 seconds by default.
    pub response_timeout: Duration,
    /// Bodies of at least this many bytes wait for `100 Continue`. 1 MiB by default.
    pub expect_continue_from: u64,
    /// How long they wait before sending anyway. 1 second by default.
    pub expect_continue_timeout: Duration,
    /// Whether to compare the bytes sent with the MD5 in the storage's response, if it has one. On by default.
    pub check_md5: bool,
}

impl Default for PutOptions {
    fn default() -> Self {
        Self {
            content_type: None,
            stall_timeout: Duration::from_secs(30),
            response_timeout: Duration::from_secs(60),
            expect_continue_from: 1 << 20,
            expect_continue_timeout: Duration::from_secs(1),
            check_md5: true,
        }
    }
}

impl PutOptions {
    /// The default settings with a Content-Type.
    #[must_use]
    pub fn with_content_type(content_type: &str) -> Self {
        Self {
            content_type: Some(content_type.to_owned()),
            ..Self::default()
        }
    }
}

/// Settings of a download.
#[derive(Debug, Clone)]
pub struct GetOptions {
    /// The download fails if no data arrives for this long. 30 seconds by default.
    pub stall_timeout: Duration,
    /// The download fails if the object is larger than this many bytes, so that an endless response can't fill the disk.
    /// 5 GiB by default.
    pub max_bytes: u64,
    /// Whether to compare the received bytes with the MD5 in the storage's response, if it has one. On by default.
    pub check_md5: bool,
}

impl Default for GetOptions {
    fn default() -> Self {
        Self {
            stall_timeout: Duration::from_secs(30),
            max_bytes: MAX_PUT_BYTES,
            check_md5: true,
        }
    }
}
