//! Que Uploader: files to Que's storage, their object keys kept, their Content Credentials signed and verified.
//!
//! # The route of one file
//!
//! ```text
//! path -> Asset -> PresignedUpload -> Uploaded { bucket, key } -> Signed { asset_s3_uri } -> Verified { report, verdict }
//! ```
//!
//! Each step takes the value that the step before it made, so the compiler keeps the order. Retries wrap one step,
//! never the route.

pub mod app;
pub mod credentials;
pub mod model;
pub mod que;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secret;
pub mod ui;
