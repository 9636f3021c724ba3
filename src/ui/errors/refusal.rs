//! What a server refused.

use localization::text;

use super::kinds;
use que_sdk::Refusal;

/// What a server refused, as a clause.
pub(super) fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::ProxyPassword => text!("errors-refusal-proxy-password"),
        Refusal::Request => text!("errors-refusal-request"),
        Refusal::ApiKey => text!("errors-refusal-api-key"),
        Refusal::NotPermitted(step) => text!("errors-refusal-not-permitted", step = kinds::step(step)),
        Refusal::NoDownloads => text!("errors-refusal-no-downloads"),
        Refusal::NotFound(step) => text!("errors-refusal-not-found", step = kinds::step(step)),
        Refusal::AssetTooLarge => text!("errors-refusal-asset-too-large"),
        Refusal::Unreadable => text!("errors-refusal-unreadable"),
        Refusal::NotProcessed => text!("errors-refusal-not-processed"),
        Refusal::TooFast => text!("errors-refusal-too-fast"),
        Refusal::ErrorAsSuccess(step) => text!("errors-refusal-error-as-success", step = kinds::step(step)),
        Refusal::NotSupported => text!("errors-refusal-not-supported"),
        Refusal::VersionNotSupported => text!("errors-refusal-version-not-supported"),
        Refusal::ServerFull => text!("errors-refusal-server-full"),
        Refusal::Unavailable => text!("errors-refusal-unavailable"),
        Refusal::ServerError(step) => text!("errors-refusal-server-error", step = kinds::step(step)),
        Refusal::Other(step) => text!("errors-refusal-other", step = kinds::step(step)),
        Refusal::UrlExpired => text!("errors-refusal-url-expired"),
        Refusal::UrlSignature => text!("errors-refusal-url-signature"),
        Refusal::Clocks => text!("errors-refusal-clocks"),
        Refusal::FileTooLarge => text!("errors-refusal-file-too-large"),
        Refusal::NoSuchKey => text!("errors-refusal-no-such-key"),
        Refusal::NoSuchBucket => text!("errors-refusal-no-such-bucket"),
        Refusal::WaitedTooLong => text!("errors-refusal-waited-too-long"),
        Refusal::StorageTooFast => text!("errors-refusal-storage-too-fast"),
        Refusal::BucketElsewhere => text!("errors-refusal-bucket-elsewhere"),
        Refusal::NotStored => text!("errors-refusal-not-stored"),
        Refusal::ErrorForFile => text!("errors-refusal-error-for-file"),
        Refusal::UrlRefused => text!("errors-refusal-url-refused"),
        Refusal::StorageNotSupported => text!("errors-refusal-storage-not-supported"),
        Refusal::StorageFull => text!("errors-refusal-storage-full"),
        Refusal::NoSuchAddress => text!("errors-refusal-no-such-address"),
        Refusal::NoSuchObject => text!("errors-refusal-no-such-object"),
        Refusal::StorageError(step) => text!("errors-refusal-storage-error", step = kinds::step(step)),
        Refusal::StorageRefused(step) => text!("errors-refusal-storage-refused", step = kinds::step(step)),
    }
}
