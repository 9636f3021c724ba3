//! Verifying a file locally if the server cannot decide: some engine versions don't check signatures by unknown
//! signers. A child process reads the uploaded file, or a copy downloaded from the server, with limits on time and
//! memory and without the network. If neither can be read, the verdict stays open.
//!
//! A server can return any file it likes, so its copy counts as the uploaded file only if the recorded hash matches.
//! Without one, as for a signed copy or an object that is not in the history, the result is reported as the server's
//! copy.

pub(crate) mod read;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use read::ReadOutcome;
pub use read::read;
use tempfile::TempDir;

use super::{context::Context, download::download, opened::limits, route::SIGNED_EXTRA};
use content_credentials::{CombinedReport, LocalReport, LocalSource, ReportSummary, combine_reports};
use decoder::Task;
use model::{MAX_SIGNED_BYTES, MAX_UNASKED_COPY, ObjectRef, ReadFault, VerifyOrder, VerifyTarget};
use que_sdk::{GetOptions, Progress, ResponseFault, wire::PresignDownloadRequest};
use whole_files::Policy;

/// The longest report in bytes.
pub(crate) const LONGEST_REPORT: u32 = 16 << 20;

/// How long a download may take.
const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(300);

/// A file that is, or was, the object.
struct LocalFile {
    path: PathBuf,
    content_type: Option<String>,
    /// The hash that it must have.
    sha256: Option<String>,
}

/// Why there is no report of a file.
enum ReadError {
    /// It is not the file that was asked for.
    OtherBytes,
    /// It is gone or cannot be opened.
    NotThere(String),
    /// Its bytes cannot be read here, wherever they come from.
    Unreadable(String),
}

/// Reads the file of an order on this computer and decides what the server left open.
pub(super) async fn verify_locally(
    context: &Context,
    order: &VerifyOrder,
    reading: &ReportSummary,
    report: &str,
) -> CombinedReport {
    match local_report(context, order).await {
        Ok((own, bytes)) => combine_reports(reading, report, Ok(LocalReport { report: &own, bytes })),
        Err(why) => combine_reports(reading, report, Err(&why)),
    }
}

async fn local_report(context: &Context, order: &VerifyOrder) -> Result<(String, LocalSource), String> {
    if !cfg!(feature = "reader") {
        return Err(ReadFault::NoReading.to_string());
    }
    let file = recorded_file(context, order).await?;
    let sha256 = file.as_ref().and_then(|file| file.sha256.clone());
    let content_type = file.as_ref().and_then(|file| file.content_type.clone());
    let not_here = match file {
        // Without a hash, it may not be the uploaded file.
        Some(file) if sha256.is_some() => match read_in_child(context, file).await {
            Ok(report) => return Ok((report, LocalSource::Uploaded)),
            // The server's copy of the same bytes would be no easier to read.
            Err(ReadError::Unreadable(why)) => {
                return Err(ReadFault::Found(Box::new(ReadFault::Words(why))).to_string());
            }
            Err(ReadError::NotThere(why)) => Some(why),
            Err(ReadError::OtherBytes) => Some(ReadFault::ChangedSinceUpload.to_string()),
        },
        _ => None,
    };
    let with_reason = |why: String| match &not_here {
        Some(not_here) => ReadFault::Words(not_here.clone())
            .and(ReadFault::Words(why))
            .to_string(),
        None => why,
    };
    let folder = private_temporary_folder()
        .map_err(|error| with_reason(ReadFault::CopyNotMade(error.to_string()).to_string()))?;
    let max_bytes = largest(context, order).await;
    let path = fetch(context, &order.object, folder.path(), max_bytes)
        .await
        .map_err(with_reason)?;
    let bytes = if sha256.is_some() {
        LocalSource::Uploaded
    } else {
        LocalSource::OfServer
    };
    let copy = LocalFile {
        path,
        content_type,
        sha256,
    };
    match read_in_child(context, copy).await {
        Ok(report) => Ok((report, bytes)),
        Err(ReadError::OtherBytes) => Err(with_reason(ReadFault::OtherFile.to_string())),
        Err(ReadError::NotThere(why) | ReadError::Unreadable(why)) => Err(with_reason(
            ReadFault::Copied(Box::new(ReadFault::Words(why))).to_string(),
        )),
    }
}

/// The uploaded file, if it is in the database.
async fn recorded_file(context: &Context, order: &VerifyOrder) -> Result<Option<LocalFile>, String> {
    if order.target != VerifyTarget::Original || !order.id.is_recorded() {
        return Ok(None);
    }
    let object = order.object.clone();
    let upload = context
        .store_writer
        .run(move |store| store.find_by_object(&object))
        .await;
    // Without the database the hash is unknown, and the server could return anything.
    let upload = upload.map_err(|_| ReadFault::NoRecord.to_string())?;
    Ok(upload.map(|upload| LocalFile {
        path: upload.source.path,
        content_type: upload.content_type,
        sha256: upload.sha256,
    }))
}

/// How large the object can be in bytes. The user didn't ask for this download, so its known size is the limit.
async fn largest(context: &Context, order: &VerifyOrder) -> u64 {
    let recorded = order.id;
    let size = match order.target {
        VerifyTarget::Original => order.size,
        VerifyTarget::Signed if recorded.is_recorded() => {
            let read = context.store_writer.run(move |store| store.read_uploads(&[recorded]));
            let upload = read.await.ok().and_then(|(uploads, _)| uploads.into_iter().next());
            upload.map(|upload| upload.source.size.saturating_add(SIGNED_EXTRA))
        }
        VerifyTarget::Signed => None,
    };
    size.unwrap_or(MAX_UNASKED_COPY).min(MAX_SIGNED_BYTES)
}

/// Downloads an object of at most this many bytes that nobody asked for, a few at a time and without retries. Ends with the
/// program and when the server is switched. An error is part of a sentence.
pub(super) async fn fetch(
    context: &Context,
    object: &ObjectRef,
    folder: &Path,
    max_bytes: u64,
) -> Result<PathBuf, String> {
    let bucket = object.bucket.clone();
    let bucket = bucket.ok_or_else(|| ReadFault::NoBucket.to_string())?;
    let request = PresignDownloadRequest {
        bucket,
        key: object.key.clone(),
    };
    // The extension gives the file type. Nothing else of the name is used.
    let ending = Path::new(&object.key).extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| ending.len() <= 10 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let to = folder.join(format!("object.{}", ending.filter(is_plain).unwrap_or("bin")));
    let options = GetOptions {
        max_bytes,
        check_md5: context.check_md5.load(Ordering::Relaxed),
        ..GetOptions::default()
    };
    let progress = Arc::new(Progress::new());
    let fetching = async {
        let permit = context.gate.acquire().await;
        let permit = permit.map_err(|_| ReadFault::NotAsked.to_string())?;
        let url = permit.que.presign_download(&request).await;
        let url = url.map_err(|error| ReadFault::NotProvided(clause(&error.to_string())).to_string())?;
        let storage = permit.que.storage();
        let fetched = download(&storage, &url, (&to, Policy::New), &options, &progress, &context.quit).await;
        fetched.map_err(|error| match error {
            que_sdk::Error::Unexpected {
                what: ResponseFault::TooLarge(_),
                ..
            } => ReadFault::LargerThanExpected.to_string(),
            error => ReadFault::NotDownloaded(clause(&error.to_string())).to_string(),
        })
    };
    let fetching = async {
        // Waiting for the others takes none of its own time.
        let _place = context.fetch_permits.acquire().await;
        let fetched = tokio::time::timeout(DOWNLOAD_TIMEOUT, fetching).await;
        fetched.map_err(|_| ReadFault::DownloadTooLong.to_string())?
    };
    tokio::select! {
        () = context.quit.cancelled() => return Err(ReadFault::Ending.to_string()),
        () = context.epoch.cancelled() => return Err(ReadFault::ServerChanged.to_string()),
        fetched = fetching => {
            fetched?;
        }
    }
    Ok(to)
}

async fn read_in_child(context: &Context, file: LocalFile) -> Result<String, ReadError> {
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let limits = limits(&file.path, LONGEST_REPORT);
        let task = Task::Report {
            path: file.path,
            content_type: file.content_type,
            sha256: file.sha256,
        };
        decoders.ask(&task, limits)
    });
    let failed = || ReadError::Unreadable(ReadFault::Failed.to_string());
    let answer = match reading.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(given_up)) => return Err(ReadError::Unreadable(clause(&given_up.to_string()))),
        Err(_) => return Err(failed()),
    };
    match serde_json::from_value(answer.facts) {
        Ok(ReadOutcome::Report) => String::from_utf8(answer.bytes).map_err(|_| failed()),
        Ok(ReadOutcome::Refused(why)) => Err(ReadError::Unreadable(why)),
        Ok(ReadOutcome::OtherBytes) => Err(ReadError::OtherBytes),
        Ok(ReadOutcome::NotThere(why)) => Err(ReadError::NotThere(why)),
        Err(_) => Err(failed()),
    }
}

/// Makes a sentence a clause.
fn clause(sentence: &str) -> String {
    let mut characters = sentence.trim_end_matches('.').chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// A folder that only this user can read, removed when dropped.
pub(super) fn private_temporary_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("que-uploader-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_download_is_private_and_is_removed_with_its_content() {
        let folder = private_temporary_folder().unwrap();
        let path = folder.path().to_owned();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        }
        std::fs::write(path.join("object.jpg"), "copy").unwrap();
        drop(folder);
        assert!(!path.exists());
    }
}
