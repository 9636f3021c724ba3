//! Work on records: searching, reading, forgetting, copying and exporting. It reads in batches, so that uploads can
//! record things in between.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::{civil::Date, tz::TimeZone};
use tokio::runtime::Handle;

use super::{context::Context, events::EventSender, route::in_brief, store_writer::StoreWriter};
use model::export::Export;
use model::{
    CopyFormat, Copying, Event, ExportFormat, Failure, HistorySearch, Job, Period, Said, Timestamp, Upload, UploadId,
};
use store::Store;
use whole_files::{Policy, WholeFile};

/// How many records are read at a time.
const BATCH: usize = 200;

/// Reports a failure not tied to a row.
pub(super) fn report(events: &EventSender, failure: Failure) {
    events.send(Event::trouble(Said::Failure(Box::new(failure))));
}

/// Searches the history. A later search, with a higher number in `latest`, cancels this one.
pub(super) async fn search(context: Context, latest: Arc<AtomicU64>, number: u64, search: HistorySearch) {
    let found = context
        .store_writer
        .run(move |store| {
            if latest.load(Ordering::SeqCst) > number {
                return Ok(None);
            }
            let zone = TimeZone::system();
            store.find_history_by_day(&search, |at| day_of(at, &zone)).map(Some)
        })
        .await;
    match found {
        Ok(Some((ids, days))) => context.events.send(Event::HistoryFound {
            number,
            ids: ids.into(),
            days,
        }),
        Ok(None) => {}
        Err(failure) => report(&context.events, failure),
    }
}

/// The day with this time. It has 23 or 25 hours where clocks change.
fn day_of(at: Timestamp, zone: &TimeZone) -> Option<Period> {
    let at = jiff::Timestamp::from_millisecond(at.as_millis()).ok()?;
    let date = at.to_zoned_datetime(zone.clone()).date();
    let start = |date: Date| {
        let start = date.to_zoned_datetime(zone.clone()).ok()?.start_of_day().ok()?;
        Some(Timestamp::from_millis(start.timestamp().as_millisecond()))
    };
    Some(Period {
        from: start(date)?,
        until: start(date.tomorrow().ok()?)?,
    })
}

/// Reports which of these new files were uploaded before.
pub(super) async fn report_uploaded_before(context: Context, jobs: Vec<Job>) {
    match context
        .store_writer
        .run(move |store| store.uploaded_before(&jobs))
        .await
    {
        Ok(found) if found.is_empty() => {}
        Ok(found) => context.events.send(Event::UploadedBefore(found)),
        // The upload itself reports what is wrong with the database.
        Err(failure) => tracing::debug!("{}", failure.message),
    }
}

/// Reports how many files wait at the servers of these profiles (name and origin), and in the sandbox. `other` is the
/// sandbox's database, or in the sandbox that of the servers. It is only read.
pub(super) async fn report_waiting(
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
    context.events.send(Event::WaitingElsewhere { profiles, sandbox });
}

/// Reads records for the rows of a list.
pub(super) async fn read(context: Context, ids: Vec<UploadId>) {
    match rows(&context.store_writer, ids).await {
        Ok((uploads, unreadable)) => context.events.send(Event::HistoryRead { uploads, unreadable }),
        Err(failure) => report(&context.events, failure),
    }
}

/// Reads records for a bulk operation.
pub(super) async fn read_for(context: Context, bulk_operation: u64, ids: Vec<UploadId>) {
    match rows(&context.store_writer, ids).await {
        Ok((uploads, unreadable)) => context.events.send(Event::RecordsRead {
            bulk_operation,
            uploads,
            unreadable: unreadable.len(),
        }),
        Err(failure) => {
            report(&context.events, failure);
            context.events.send(Event::RecordsNotRead(bulk_operation));
        }
    }
}

/// Deletes records.
pub(super) async fn forget(context: Context, ids: Vec<UploadId>) {
    match context.store_writer.run(move |store| store.forget(&ids)).await {
        Ok(forgotten) => context.events.send(Event::Forgotten {
            ids: forgotten.ids,
            kept: forgotten.kept,
            credentials: forgotten.credentials,
            credentials_left: forgotten.credentials_left,
        }),
        Err(failure) => report(&context.events, failure),
    }
}

/// Formats records for the clipboard.
pub(super) async fn copy(context: Context, ids: Vec<UploadId>, format: CopyFormat) {
    let mut copying = Copying::new(format);
    for ids_of_batch in ids.chunks(BATCH) {
        match batch(&context.store_writer, ids_of_batch.to_vec()).await {
            Ok((uploads, _)) => {
                copying.add_unreadable(ids_of_batch.len() - uploads.len());
                uploads.iter().for_each(|upload| copying.add(upload));
            }
            Err(failure) => return report(&context.events, failure),
        }
    }
    context.events.send(Event::Copied(copying.finish()));
}

/// Exports records to a file. Blocks, so it needs its own thread.
pub(super) fn export(context: &Context, runtime: &Handle, ids: &[UploadId], format: ExportFormat, path: PathBuf) {
    let mut unreadable = 0;
    let written = write(&path, format, |add| {
        for ids_of_batch in ids.chunks(BATCH) {
            if context.quit.is_cancelled() {
                return Err(io::Error::other("the program ends"));
            }
            let (uploads, _) = runtime
                .block_on(batch(&context.store_writer, ids_of_batch.to_vec()))
                .map_err(|failure| io::Error::other(failure.message.trim_end_matches('.').to_owned()))?;
            unreadable += ids_of_batch.len() - uploads.len();
            uploads.iter().try_for_each(&mut *add)?;
        }
        Ok(())
    });
    context.events.send(match written {
        Ok(records) => Event::Exported {
            path,
            records,
            unreadable,
        },
        Err(error) => Event::trouble(Said::NotExported {
            path,
            reason: error.to_string(),
        }),
    });
}

/// Writes a file of records, which `records` passes one by one, and returns how many there are. An existing file stays
/// until all is written.
///
/// # Errors
/// Of the system, or of `records`.
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

async fn batch(store_writer: &StoreWriter, ids: Vec<UploadId>) -> Result<(Vec<Upload>, Vec<UploadId>), Failure> {
    store_writer.run(move |store| store.read_uploads(&ids)).await
}

/// Like [`batch`], as rows need them. They are read one by one, so that only one report is in memory.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_other_lengths_where_clocks_change() {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let hours = |text: &str| {
            let at: jiff::Timestamp = text.parse().unwrap();
            let at = Timestamp::from_millis(at.as_millisecond());
            let day = day_of(at, &zone).unwrap();
            assert!(day.from <= at && at < day.until, "{text}");
            (day.until.as_millis() - day.from.as_millis()) / 3_600_000
        };
        assert_eq!(hours("2026-03-29T12:00:00+02:00"), 23);
        assert_eq!(hours("2026-10-25T00:00:00+02:00"), 25);
        assert_eq!(hours("2026-10-25T23:59:59+01:00"), 25);
        assert_eq!(hours("2026-10-26T00:00:00+01:00"), 24);
        assert_eq!(day_of(Timestamp::from_millis(i64::MAX), &zone), None);
    }
}
