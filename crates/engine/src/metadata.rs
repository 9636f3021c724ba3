//! Reads what files say about themselves: who made them, when and with what. A child process does this, with limits on time and
//! memory. The result is recorded, because signing may need it when the file is gone.
//!
//! Nothing here fails an upload. But a file that could not be read is not one that says nothing: that is not recorded, so that it
//! is tried again, and what needs the metadata fails.

use std::{fs, io::Read as _, path::Path, sync::Arc};

use decoder::{Answer, DecodingFailure, Task, TaskLimits};
use file_metadata::{FileMetadata, Unread};
use serde::{Deserialize, Serialize};

use super::{clock::now, context::Context, sha256_of};
use model::{Event, InspectionRequest, Source, Timestamp, UploadId};
use store::Change;

/// The time limit for one file in seconds. Readers skip most of a file.
const SECONDS: u32 = 5;

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
        // Another file under the same name would say something about this object.
        None if !is_object(&upload.source, upload.sha256.clone()).await => return Err(Unread::Gone),
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

/// Whether the file has the bytes that were uploaded or, if their hash is not on record, still the size and the time that it
/// had when it was added.
async fn is_object(source: &Source, sha256: Option<String>) -> bool {
    let Source {
        path, size, modified, ..
    } = source.clone();
    let same = tokio::task::spawn_blocking(move || {
        let facts = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let now = facts.modified().ok().map(Timestamp::from);
        let is_same = match sha256 {
            _ if facts.len() != size => false,
            Some(wanted) => {
                let mut file = fs::File::open(&path).ok()?.take(size);
                sha256_of(&mut file, |_| Ok(())).ok()?.eq_ignore_ascii_case(&wanted)
            }
            None => modified.is_none() || modified == now,
        };
        is_same.then_some(())
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
    let reading = tokio::task::spawn_blocking(move || {
        let task = Task::Metadata {
            path: file.path,
            size: file.size,
        };
        let limits = TaskLimits {
            memory: MEMORY,
            seconds: SECONDS,
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

/// A child's answer to [`Task::Metadata`](decoder::Task::Metadata). A file of another size isn't read.
#[must_use]
pub fn find(path: &Path, size: u64) -> Answer {
    // Opening a pipe would block.
    let is_same = fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() == size);
    let found = match is_same.then(|| fs::File::open(path)) {
        Some(Ok(file)) => Found::Metadata(file_metadata::read(file)),
        _ => Found::Gone,
    };
    Answer {
        facts: serde_json::to_value(found).unwrap_or_default(),
        bytes: Vec::new(),
    }
}
