//! What signing and verifying share: the object that a call names, its bounds, and the record.

use crate::context::Context;
use model::{Failure, ObjectRef, Step, UploadId};
use que_sdk::wire::{AssetRef, Limits, MAX_SIGNED_BYTES};
use store::Change;

/// From this size on the bounds of a call are set; below it the server's own are enough.
const BOUNDS_FROM: u64 = 64 << 20;

/// What a signed copy may be larger than its original: manifest, thumbnail, padding.
const SIGNED_EXTRA: u64 = 16 << 20;

/// How long a server may read a large asset, in milliseconds: the most that the API takes.
const LONGEST_STREAM: u64 = 300_000;

/// Writes a change of an upload down, if it is one of this record.
pub(super) async fn record(context: &Context, id: UploadId, change: Change) -> Result<(), Failure> {
    if id.is_recorded() {
        context.store_writer.record(change).await
    } else {
        Ok(())
    }
}

/// No server is asked for what its bounds rule out.
pub(super) fn check_size(step: Step, size: Option<u64>) -> Result<(), Failure> {
    if size.is_none_or(|size| size <= MAX_SIGNED_BYTES) {
        return Ok(());
    }
    let done = if step == Step::Sign { "signed" } else { "verified" };
    Err(Failure::local(
        step,
        format!("The file is over 1 GiB, so it cannot be {done}."),
        "Its upload is not limited by that. Make a smaller file to have it signed.",
    ))
}

pub(super) fn asset(object: &ObjectRef, step: Step) -> Result<AssetRef, Failure> {
    let Some(bucket) = object.bucket.clone() else {
        return Err(Failure::local(
            step,
            "The bucket of this object is not known.",
            "Enter your organization's upload bucket in the settings and upload again.",
        ));
    };
    Ok(AssetRef::Object {
        bucket,
        key: object.key.clone(),
    })
}

/// Bounds that a large asset needs; an asset of unknown size takes the widest.
pub(super) fn limits(size: Option<u64>) -> Option<Limits> {
    let size = size.unwrap_or(MAX_SIGNED_BYTES);
    if size < BOUNDS_FROM {
        return None;
    }
    let output = (size + SIGNED_EXTRA).min(MAX_SIGNED_BYTES);
    Some(Limits {
        max_asset_size_bytes: Some(size.min(MAX_SIGNED_BYTES)),
        max_output_size_bytes: Some(output),
        max_stream_copy_bytes: Some(output),
        stream_timeout_ms: Some(LONGEST_STREAM),
    })
}
