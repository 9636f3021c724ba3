//! Refuses what Amazon refuses and `s3s` would accept. Runs after the signature check and before the body is requested.

use std::sync::Arc;

use hyper::header::CONTENT_LENGTH;
use hyper::{HeaderMap, Method, Uri};
use s3s::access::{S3Access, S3AccessContext};
use s3s::path::S3Path;
use s3s::{S3Error, S3ErrorCode, S3Result};

use que_sdk::wire::MAX_PUT_BYTES;

/// The existing buckets, and Amazon's rules.
pub(super) struct Guard {
    buckets: Arc<[&'static str]>,
}

impl Guard {
    /// A guard for a storage with exactly these buckets.
    pub(super) fn new(buckets: &[&'static str]) -> Self {
        Self {
            buckets: buckets.into(),
        }
    }
}

#[async_trait::async_trait]
impl S3Access for Guard {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        if context.credentials().is_none() {
            return refuse(S3ErrorCode::AccessDenied, "Access Denied");
        }
        if let Some(name) = unsigned_amazon_header(context.uri(), context.headers()) {
            tracing::debug!(header = name, "sandbox: a header was not signed");
            return refuse(
                S3ErrorCode::AccessDenied,
                "There were headers present in the request which were not signed",
            );
        }
        let bucket = match context.s3_path() {
            S3Path::Root => return refuse(S3ErrorCode::AccessDenied, "Access Denied"),
            S3Path::Bucket { bucket } | S3Path::Object { bucket, .. } => bucket,
        };
        if !self.buckets.contains(&bucket.as_ref()) {
            return refuse(S3ErrorCode::NoSuchBucket, "The specified bucket does not exist");
        }
        if context.method() == Method::PUT {
            check_length(context.headers())?;
        }
        Ok(())
    }
}

/// A single PUT must declare its length, at most 5 GiB.
fn check_length(headers: &HeaderMap) -> S3Result<()> {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        None => refuse(
            S3ErrorCode::MissingContentLength,
            "You must provide the Content-Length HTTP header.",
        ),
        Some(length) if length > MAX_PUT_BYTES => refuse(
            S3ErrorCode::EntityTooLarge,
            "Your proposed upload exceeds the maximum allowed size",
        ),
        Some(_) => Ok(()),
    }
}

/// The first `x-amz-*` header that is not among the signed headers of a presigned URL.
fn unsigned_amazon_header<'a>(uri: &Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let query = uri.query().unwrap_or_default();
    let signed: String = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name == "X-Amz-SignedHeaders")
        .map(|(_, value)| value.to_ascii_lowercase())
        .collect();
    let is_signed = |name: &str| signed.split(';').any(|signed| signed == name);
    headers
        .keys()
        .map(hyper::header::HeaderName::as_str)
        .find(|name| name.starts_with("x-amz-") && !is_signed(name))
}

fn refuse(code: S3ErrorCode, message: &'static str) -> S3Result<()> {
    Err(S3Error::with_message(code, message))
}
