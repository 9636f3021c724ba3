//! What signing and verification share: the object to name, its limits, and recording.

use std::sync::atomic::Ordering;

use crate::{SigningPolicy, context::Context};
use model::{Cause, Failure, ObjectRef, SignedFacts, Step, UploadId};
use que_sdk::wire::{AssetRef, Limits, MAX_SIGNED_BYTES};
use store::Change;

/// From this size in bytes, calls set limits. Below it, the server's defaults are enough.
const BOUNDS_FROM: u64 = 64 << 20;

/// How many bytes a signed copy may add: manifest, thumbnail, padding.
pub(crate) const SIGNED_EXTRA: u64 = 16 << 20;

/// How long a server may read a large asset, in milliseconds: the API's maximum.
const LONGEST_STREAM: u64 = 300_000;

/// Records a change, if the upload is in the database.
pub(super) async fn record(context: &Context, id: UploadId, change: Change) -> Result<(), Failure> {
    if id.is_recorded() {
        context.store_writer.record(change).await
    } else {
        Ok(())
    }
}

/// Records a new signed copy, and that it is to be verified, at once: nothing in between is forgotten.
pub(super) async fn record_signed(context: &Context, id: UploadId, facts: SignedFacts) -> Result<(), Failure> {
    if !id.is_recorded() {
        return Ok(());
    }
    let is_verified = facts.signed_uri.is_some() && context.verifies_copies.load(Ordering::Relaxed);
    let mut changes = vec![Change::Signed { id, facts }];
    changes.extend(is_verified.then_some(Change::CopyVerifyWanted(id)));
    changes.extend((context.signing == SigningPolicy::All).then_some(Change::Continued(id)));
    context.store_writer.record_all(changes).await.map(drop)
}

/// Checks the server's size limit before asking it.
pub(super) fn check_size(step: Step, size: Option<u64>) -> Result<(), Failure> {
    if size.is_none_or(|size| size <= MAX_SIGNED_BYTES) {
        return Ok(());
    }
    Err(Failure::because(step, Cause::TooLargeToSign))
}

pub(super) fn asset(object: &ObjectRef, step: Step) -> Result<AssetRef, Failure> {
    let Some(bucket) = object.bucket.clone() else {
        return Err(Failure::because(step, Cause::BucketUnknown));
    };
    Ok(AssetRef::Object {
        bucket,
        key: object.key.clone(),
    })
}

/// The limits for a large asset. One of unknown size gets the highest.
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
