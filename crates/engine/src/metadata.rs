//! Reads what files say about themselves: who made them, when and with what. A child process does this, with limits on time and
//! memory. The result is recorded, because signing may need it when the file is gone.
//!
//! Nothing here fails an upload. But a file that could not be read is not one that says nothing: that is not recorded, so that it
//! is tried again, and what needs the metadata fails.

use std::{
    fs,
    io::{Read as _, Seek as _},
    path::Path,
    sync::Arc,
};

use decoder::{Answer, DecodingFailure, Task, TaskLimits};
use file_metadata::{FileMetadata, Unread};
use serde::{Deserialize, Serialize};

use super::{clock::now, context::Context, sha256_of};
use model::{Event, InspectionRequest, Source, Timestamp, UploadId};
use store::Change;

/// The time limit for one file in seconds. Readers skip most of a file.
const SECONDS: u32 = 5;

/// How many bytes per second a slow machine with a slow drive hashes.
const BYTES_PER_SECOND: u64 = 32 << 20;

/// The memory limit for one file in bytes, whatever its size.
const MEMORY: u64 = 192 << 20;

/// A child's answer to [`Task::Metadata`](decoder::Task::Metadata).
#[derive(Debug, Serialize, Deserialize)]
enum Found {
    /// What the file says, which may be nothing.
    Metadata(FileMetadata),
    /// The file is gone, or it is another one by now.
    Gone,
}

/// Reads these files one by one and reports each result.
pub(crate) async fn read_all(context: &Context, files: Vec<InspectionRequest>) {
    for file in files {
        let id = file.id;
        let metadata = tokio::select! {
            () = context.quit.cancelled() => return,
            metadata = read_and_record(context, file) => metadata,
        };
        context.events.send(Event::MetadataRead { id, metadata });
    }
}

/// What the file of an upload says: as it was recorded, or else read now.
///
/// # Errors
/// Why that is not known.
pub(crate) async fn of(context: &Context, id: UploadId) -> Result<Arc<FileMetadata>, Unread> {
    if !id.is_recorded() {
        return Err(Unread::Gone);
    }
    let read = context.store_writer.run(move |store| store.read_uploads(&[id])).await;
    let upload = read
        .map_err(|_| Unread::Failed)?
        .0
        .into_iter()
        .next()
        .ok_or(Unread::Gone)?;
    let metadata = match upload.metadata {
        Some(metadata) => metadata,
        // Another file under the same name would say nothing about this object. A known hash is compared by the reader.
        None if upload.sha256.is_none() && !looks_unchanged(&upload.source).await => return Err(Unread::Gone),
        None => {
            let file = InspectionRequest {
                id,
                content_type: upload.content_type.unwrap_or_default(),
                size: upload.source.size,
                path: upload.source.path,
                sha256: upload.sha256,
            };
            read_and_record(context, file).await
        }
    };
    match metadata.why_unread() {
        Some(why) => Err(why),
        None => Ok(metadata),
    }
}

/// Whether the file still has the size and the time that it had when it was added.
async fn looks_unchanged(source: &Source) -> bool {
    let Source {
        path, size, modified, ..
    } = source.clone();
    let same = tokio::task::spawn_blocking(move || {
        let facts = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let now = facts.modified().ok().map(Timestamp::from);
        (facts.len() == size && (modified.is_none() || modified == now)).then_some(())
    });
    matches!(same.await, Ok(Some(())))
}

async fn read_and_record(context: &Context, file: InspectionRequest) -> Arc<FileMetadata> {
    let id = file.id;
    let metadata = match read(context, file).await {
        Ok(metadata) => Arc::new(metadata),
        Err(why) => return Arc::new(FileMetadata::unread(why)),
    };
    if id.is_recorded() {
        let change = Change::MetadataRead {
            id,
            metadata: Arc::clone(&metadata),
            now: now(),
        };
        if let Err(failure) = context.store_writer.record(change).await {
            tracing::warn!(
                message = failure.message,
                "the metadata of a file could not be recorded"
            );
        }
    }
    metadata
}

/// Reads a file in a child process.
///
/// # Errors
/// Why it is not known what the file says.
async fn read(context: &Context, file: InspectionRequest) -> Result<FileMetadata, Unread> {
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    // A file whose hash is compared is read whole.
    let hashing = file.sha256.as_ref().map_or(0, |_| file.size / BYTES_PER_SECOND);
    let reading = tokio::task::spawn_blocking(move || {
        let task = Task::Metadata {
            path: file.path,
            size: file.size,
            sha256: file.sha256,
        };
        let limits = TaskLimits {
            memory: MEMORY,
            seconds: SECONDS.saturating_add(u32::try_from(hashing).unwrap_or(u32::MAX)),
            answer: 0,
        };
        decoders.ask(&task, limits)
    });
    match reading.await.map_err(|_| Unread::Failed)? {
        Ok(answer) => match serde_json::from_value(answer.facts) {
            // A malicious file may have taken over the child.
            Ok(Found::Metadata(metadata)) => Ok(metadata.bounded()),
            Ok(Found::Gone) => Err(Unread::Gone),
            Err(_) => Err(Unread::Failed),
        },
        Err(given_up) => {
            tracing::debug!(%given_up, "the metadata of a file could not be read");
            Err(match given_up {
                DecodingFailure::TooLong { .. } => Unread::TimedOut,
                _ => Unread::Failed,
            })
        }
    }
}

/// A child's answer to [`Task::Metadata`](decoder::Task::Metadata). A file of another size, or with other bytes than those with
/// this SHA-256, isn't read.
#[must_use]
pub fn find(path: &Path, size: u64, sha256: Option<&str>) -> Answer {
    let found = open(path, size, sha256).map_or(Found::Gone, |file| Found::Metadata(file_metadata::read(file)));
    Answer {
        facts: serde_json::to_value(found).unwrap_or_default(),
        bytes: Vec::new(),
    }
}

/// The file, if it is the one that is meant.
fn open(path: &Path, size: u64, sha256: Option<&str>) -> Option<fs::File> {
    // Opening a pipe would block.
    fs::metadata(path)
        .ok()
        .filter(|facts| facts.is_file() && facts.len() == size)?;
    let mut file = fs::File::open(path).ok()?;
    if let Some(wanted) = sha256 {
        let found = sha256_of(&mut (&file).take(size), |_| Ok(())).ok()?;
        file.rewind().ok().filter(|()| found.eq_ignore_ascii_case(wanted))?;
    }
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_with_the_bytes_that_were_uploaded_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, b"bytes").unwrap();
        let hash = sha256_of(&mut b"bytes".as_slice(), |_| Ok(())).unwrap();
        let is_read = |size, sha256: Option<&str>| {
            let found = serde_json::from_value(find(&path, size, sha256).facts).unwrap();
            matches!(found, Found::Metadata(_))
        };
        assert!(is_read(5, None) && is_read(5, Some(&hash.to_uppercase())));
        assert!(!is_read(6, None));
        fs::write(&path, b"bites").unwrap();
        assert!(!is_read(5, Some(&hash)), "as large, but another file");
    }
}
