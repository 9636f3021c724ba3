//! Reads a request to the sandbox's API: its JSON body, its limits, the asset it names.

use axum::body::{Body, to_bytes};
use serde::de::DeserializeOwned;

use super::problem::ApiProblem;
use super::storage::{Storage, StoredObject};
use que_sdk::wire::{AssetRef, Limits, MAX_SIGNED_BYTES};

/// The largest request, in bytes. A manifest may contain a small thumbnail; assets go to the storage.
const LONGEST_REQUEST: usize = 1 << 20;
/// The default size limit, in bytes. Low on purpose, like Que's: clients must set limits.
const DEFAULT_LIMIT: u64 = 128 << 20;

/// The body as text.
pub(super) async fn body_text(body: Body) -> Result<String, ApiProblem> {
    let bytes = to_bytes(body, LONGEST_REQUEST).await.map_err(|error| {
        let error = error.into_inner();
        if error.is::<http_body_util::LengthLimitError>() {
            ApiProblem::request_too_long(LONGEST_REQUEST)
        } else {
            ApiProblem::bad_request("the request ended before its body was complete")
        }
    })?;
    String::from_utf8(bytes.into()).map_err(|_| ApiProblem::bad_request("the body is not UTF-8"))
}

/// The body as JSON.
pub(super) async fn body_json<T: DeserializeOwned>(body: Body) -> Result<T, ApiProblem> {
    let text = body_text(body).await?;
    serde_json::from_str(&text).map_err(|error| ApiProblem::bad_request(format!("the body is invalid: {error}")))
}

/// How much one call may read and write, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    asset: u64,
    output: u64,
}

impl Bounds {
    /// Checks the request's limits and fills in the defaults.
    pub(super) fn of(limits: Option<Limits>) -> Result<Self, ApiProblem> {
        let limits = limits.unwrap_or_default();
        let size = |name: &str, given: Option<u64>| match given.unwrap_or(DEFAULT_LIMIT) {
            bytes @ 1..=MAX_SIGNED_BYTES => Ok(bytes),
            _ => Err(ApiProblem::bad_request(format!(
                "limits.{name} must be 1 to {MAX_SIGNED_BYTES} bytes"
            ))),
        };
        let asset = size("max_asset_size_bytes", limits.max_asset_size_bytes)?;
        let output = size("max_output_size_bytes", limits.max_output_size_bytes)?;
        let copy = size("max_stream_copy_bytes", limits.max_stream_copy_bytes)?;
        if limits
            .stream_timeout_ms
            .is_some_and(|timeout| !(1_000..=300_000).contains(&timeout))
        {
            return Err(ApiProblem::bad_request(
                "limits.stream_timeout_ms must be 1000 to 300000",
            ));
        }
        Ok(Self {
            asset: asset.min(copy),
            output,
        })
    }

    /// Checks that an asset of this size may be read.
    pub(super) fn check_asset(self, bytes: u64) -> Result<(), String> {
        if bytes <= self.asset {
            return Ok(());
        }
        let max = self.asset;
        Err(format!(
            "the asset has {bytes} bytes, more than max_asset_size_bytes or max_stream_copy_bytes allow ({max})"
        ))
    }

    /// Checks that a signed copy of this size may be stored.
    pub(super) fn check_output(self, bytes: u64) -> Result<(), String> {
        if bytes <= self.output {
            return Ok(());
        }
        Err(format!(
            "the signed copy has {bytes} bytes, more than max_output_size_bytes allows ({})",
            self.output
        ))
    }
}

/// The stored object that a request names, and its key.
pub(super) async fn stored_asset(storage: &Storage, asset: AssetRef) -> Result<(String, StoredObject), ApiProblem> {
    match asset {
        AssetRef::Url { .. } => Err(ApiProblem::bad_request("assets by URL are disabled on this server")),
        AssetRef::Object { bucket, key } => match storage.find(&bucket, &key).await {
            Some(object) => Ok((key, object)),
            None => Err(ApiProblem::not_found("no object has this bucket and key")),
        },
    }
}
