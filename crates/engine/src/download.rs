//! Downloading an object to a file, which gets its name only when it is complete.

use std::{io, path::Path, sync::Arc};

use que_sdk::{Downloaded, Error, FileAction, GetOptions, Progress, Result, Storage, secret::SignedUrl};
use tokio_util::sync::CancellationToken;
use whole_files::{Policy, WholeFile};

/// Downloads to a temporary file beside `to` and renames it. A failed or canceled download leaves no file.
///
/// # Errors
///
/// [`Error::AlreadyExists`] if the policy is [`Policy::New`] and the file exists, or those of [`Storage::get`].
pub(crate) async fn download(
    storage: &Storage,
    url: &SignedUrl,
    (to, policy): (&Path, Policy),
    options: &GetOptions,
    progress: &Arc<Progress>,
    cancel: &CancellationToken,
) -> Result<Downloaded> {
    if policy == Policy::New && tokio::fs::try_exists(to).await.map_err(writing)? {
        return Err(Error::AlreadyExists);
    }
    let path = to.to_owned();
    let open = move || WholeFile::at(&path, policy);
    let (downloaded, file) = storage.get(url, open, options, progress, cancel).await?;
    let kept = tokio::task::spawn_blocking(|| file.keep()).await;
    kept.map_err(io::Error::other).flatten().map_err(writing)?;
    Ok(downloaded)
}

fn writing(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Error::AlreadyExists;
    }
    Error::File {
        action: FileAction::Writing,
        source: error,
    }
}
