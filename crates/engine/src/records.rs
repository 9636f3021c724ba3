//! Work on records: searching and reading the history, forgetting, copying, writing them into a file. It reads a piece at
//! a time, so that what uploads want written in between need not wait.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::runtime::Handle;

use super::{announce::Announcer, context::Context, route::in_brief, store_writer::StoreWriter};
use model::export::Export;
use model::{CopyFormat, Copying, Event, ExportFormat, Failure, HistorySearch, Job, Upload, UploadId};
use store::Store;
use whole_files::{Policy, WholeFile};

/// Records that are read at once.
const PIECE: usize = 200;

/// Tells what went wrong.
pub(super) fn tell(announcer: &Announcer, failure: Failure) {
    let Failure { message, hint, .. } = failure;
    announcer.tell(Event::Trouble {
        headline: message,
        hint,
    });
}

/// Finds records. A search that was asked for later, by its number in `latest`, makes this one void.
pub(super) async fn search(context: Context, latest: Arc<AtomicU64>, number: u64, search: HistorySearch) {
    let found = context
        .store_writer
        .run(move |store| {
            if latest.load(Ordering::SeqCst) > number {
                return Ok(None);
            }
            store.find_history(&search).map(Some)
        })
        .await;
    match found {
        Ok(Some(ids)) => context.announcer.tell(Event::HistoryFound {
            number,
            ids: ids.into(),
        }),
        Ok(None) => {}
        Err(failure) => tell(&context.announcer, failure),
    }
}

/// Tells which of these new uploads are of files that were uploaded before.
pub(super) async fn tell_uploaded_before(context: Context, jobs: Vec<Job>) {
    match context
        .store_writer
        .run(move |store| store.uploaded_before(&jobs))
        .await
    {
        Ok(found) if found.is_empty() => {}
        Ok(found) => context.announcer.tell(Event::UploadedBefore(found)),
        // The upload itself has told what is wrong with the record, or will.
        Err(failure) => tracing::debug!("{}", failure.message),
    }
}

/// Tells how many files wait at the servers of these profiles, each by its name and its origin, and in the sandbox. The
/// `other` record is that of the sandbox, or in the sandbox that of the servers; it is looked at and not touched.
pub(super) async fn tell_waiting(
    context: Context,
    profiles: Vec<(String, String)>,
    other: Option<PathBuf>,
    in_sandbox: bool,
) {
    let here = match context.store_writer.run(|store| store.waiting_elsewhere()).await {
        Ok(counted) => counted,
        Err(failure) => return tracing::debug!("{}", failure.message),
    };
    let looking = tokio::task::spawn_blocking(move || {
        let path = other.filter(|path| path.exists())?;
        let (record, _) = Store::open_unwritable(&path, "").ok()?;
        record.waiting_elsewhere().ok()
    });
    let there = looking.await.ok().flatten().unwrap_or_default();
    let (servers, sandbox) = if in_sandbox { (there, Vec::new()) } else { (here, there) };
    let files = |origin: &str| {
        servers
            .iter()
            .find(|(server, _)| server == origin)
            .map(|(_, files)| *files)
    };
    let profiles: Vec<_> = profiles
        .into_iter()
        .filter_map(|(name, origin)| Some((name, files(&origin)?)))
        .collect();
    let sandbox = sandbox.into_iter().map(|(_, files)| files).sum();
    context.announcer.tell(Event::WaitingElsewhere { profiles, sandbox });
}

/// Reads records for the rows of a list.
pub(super) async fn read(context: Context, ids: Vec<UploadId>) {
    match rows(&context.store_writer, ids).await {
        Ok((uploads, unreadable)) => context.announcer.tell(Event::HistoryRead { uploads, unreadable }),
        Err(failure) => tell(&context.announcer, failure),
    }
}

/// Reads records for what is to be done with them.
pub(super) async fn read_for(context: Context, bulk_operation: u64, ids: Vec<UploadId>) {
    match rows(&context.store_writer, ids).await {
        Ok((uploads, unreadable)) => context.announcer.tell(Event::RecordsRead {
            bulk_operation,
            uploads,
            unreadable: unreadable.len(),
        }),
        Err(failure) => {
            tell(&context.announcer, failure);
            context.announcer.tell(Event::RecordsNotRead(bulk_operation));
        }
    }
}

/// Forgets records.
pub(super) async fn forget(context: Context, ids: Vec<UploadId>) {
    match context.store_writer.run(move |store| store.forget(&ids)).await {
        Ok(forgotten) => context.announcer.tell(Event::Forgotten {
            ids: forgotten.ids,
            kept: forgotten.kept,
        }),
        Err(failure) => tell(&context.announcer, failure),
    }
}

/// Puts records together for the clipboard.
pub(super) async fn copy(context: Context, ids: Vec<UploadId>, format: CopyFormat) {
    let mut copying = Copying::new(format);
    for some in ids.chunks(PIECE) {
        match piece(&context.store_writer, some.to_vec()).await {
            Ok((uploads, _)) => {
                copying.add_unreadable(some.len() - uploads.len());
                uploads.iter().for_each(|upload| copying.add(upload));
            }
            Err(failure) => return tell(&context.announcer, failure),
        }
    }
    context.announcer.tell(Event::Copied(copying.finish()));
}

/// Writes records into a file. Blocks: for a thread of its own.
pub(super) fn export(context: &Context, runtime: &Handle, ids: &[UploadId], format: ExportFormat, path: PathBuf) {
    let mut unreadable = 0;
    let written = write(&path, format, |add| {
        for some in ids.chunks(PIECE) {
            if context.quit.is_cancelled() {
                return Err(io::Error::other("the program ends"));
            }
            let (uploads, _) = runtime
                .block_on(piece(&context.store_writer, some.to_vec()))
                .map_err(|failure| io::Error::other(failure.message.trim_end_matches('.').to_owned()))?;
            unreadable += some.len() - uploads.len();
            uploads.iter().try_for_each(&mut *add)?;
        }
        Ok(())
    });
    context.announcer.tell(match written {
        Ok(records) => Event::Exported {
            path,
            records,
            unreadable,
        },
        Err(error) => Event::Trouble {
            headline: format!("{} could not be written: {error}.", path.display()),
            hint: "Choose another folder, or make room on the disk, and export again.".to_owned(),
        },
    });
}

/// Writes a file of records, which `records` hands over one after the other, and answers how many there are. What stood
/// there before stays until all is written.
///
/// # Errors
/// The system's words.
pub fn write(
    path: &Path,
    format: ExportFormat,
    records: impl FnOnce(&mut dyn FnMut(&Upload) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<usize> {
    let mut file = WholeFile::at(path, Policy::Named)?;
    let mut export = Export::new(format);
    file.write_all(export.begin().as_bytes())?;
    records(&mut |upload| file.write_all(export.add(upload).as_bytes()))?;
    file.write_all(export.end().as_bytes())?;
    file.keep()?;
    Ok(export.records())
}

async fn piece(store_writer: &StoreWriter, ids: Vec<UploadId>) -> Result<(Vec<Upload>, Vec<UploadId>), Failure> {
    store_writer.run(move |store| store.read_uploads(&ids)).await
}

/// The same as rows hold them. They are read one by one, so that no more than one report is in memory.
async fn rows(store_writer: &StoreWriter, ids: Vec<UploadId>) -> Result<(Vec<Upload>, Vec<UploadId>), Failure> {
    let read = move |store: &mut Store| {
        let (mut rows, mut unreadable) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            let (read, not_read) = store.read_uploads(&[id])?;
            rows.extend(read.into_iter().map(in_brief));
            unreadable.extend(not_read);
        }
        Ok((rows, unreadable))
    };
    store_writer.run(read).await
}
