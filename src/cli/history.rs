//! `history`: lists, searches, exports and deletes records of uploads.

mod forget;

use std::{fs::File, io, path::Path, time::SystemTime};

use self::forget::records;
use super::{
    arguments::{GlobalOptions, HistoryAction, HistoryFilter, HistoryOptions},
    output::{self, CliError, shown},
    setup::Setup,
};
use crate::calendar;
use engine::{sha256_of, write_export};
use model::export::{Export, record, rfc3339};
use model::{ExportFormat, HistorySearch, Timestamp, Upload, UploadId};
use store::{Store, StoreError};
use whole_files::check_is_file;

/// Number of records read at a time.
const CHUNK: usize = 500;

/// An export is written in pieces of about this many bytes.
const BUFFER: usize = 64 << 10;

/// Lists, exports or deletes records.
pub(super) fn run(global: &GlobalOptions, options: &HistoryOptions) -> Result<u8, CliError> {
    if let Some(HistoryAction::Forget(options)) = &options.action {
        return forget::run(global, options);
    }
    let search = search(&options.which)?;
    let setup = Setup::open_to_read(global)?;
    let mut store = setup.store()?;
    let mut found = store.find_history(&search);
    if let Err(StoreError::Corrupt(_)) = found {
        // The damage is now known, so opening the database again repairs it.
        drop(store);
        store = setup.store()?;
        found = store.find_history(&search);
    }
    let mut ids = found.map_err(|error| refused(&error))?;
    if options.limit > 0 {
        ids.truncate(options.limit);
    }
    let broken = match (options.format, output::file(options.output.as_deref())) {
        (Some(format), Some(path)) => into_file(&store, &ids, format.into(), path)?,
        (Some(format), None) => to_output(&store, &ids, format.into())?,
        (None, _) => print(&store, &ids, &mut |upload| {
            if options.json {
                output::json(&record(upload));
            } else {
                output::line(&words(upload));
            }
        })?,
    };
    if broken > 0 {
        output::print_error(
            &format!("skipped {} that can't be read", records(broken)),
            "They stay in the data folder.",
        );
    }
    Ok(super::DONE)
}

/// The search that the filters describe.
fn search(which: &HistoryFilter) -> Result<HistorySearch, CliError> {
    let now = Timestamp::from(SystemTime::now());
    let mut search = calendar::read_search(&which.search, now);
    if let Some(date) = &which.date {
        let period = calendar::read_period(date, now).ok_or_else(|| {
            CliError::usage_error(
                format!("{date:?} is not a date"),
                "Use a date such as \"last month\", \"14 nov\", 2026-11, 2026-11-23 or 2026-11-01..2026-11-15.",
            )
        })?;
        search.period = Some(period);
    }
    search.all_servers = which.all_servers;
    let mut contents = which.sha256.clone();
    for path in &which.file {
        // Opening a pipe would block.
        let opened = check_is_file(path).and_then(|()| File::open(path));
        let sha256 = opened.and_then(|mut file| sha256_of(&mut file, |_| Ok(())));
        contents.push(sha256.map_err(|error| {
            let headline = format!("could not read {}: {error}", shown(path));
            CliError::failed(headline, "Check the path and that you may read the file.")
        })?);
    }
    if !contents.is_empty() {
        search.contents = Some(contents);
    }
    Ok(search)
}

/// Passes on the records one by one. Returns how many can't be read.
fn each(store: &Store, ids: &[UploadId], take: &mut dyn FnMut(&Upload) -> io::Result<()>) -> Result<usize, io::Error> {
    let mut broken = 0;
    for some in ids.chunks(CHUNK) {
        let (uploads, unreadable) = store.read_uploads(some).map_err(io::Error::other)?;
        broken += unreadable.len();
        uploads.iter().try_for_each(&mut *take)?;
    }
    Ok(broken)
}

fn into_file(store: &Store, ids: &[UploadId], format: ExportFormat, path: &Path) -> Result<usize, CliError> {
    let mut broken = 0;
    let written = write_export(path, format, |add| {
        broken = each(store, ids, add)?;
        Ok(())
    });
    match written {
        Ok(number) => output::note(&format!("Wrote {} to {}.", records(number), shown(path))),
        Err(error) => output::not_written(path, &error)?,
    }
    Ok(broken)
}

fn to_output(store: &Store, ids: &[UploadId], format: ExportFormat) -> Result<usize, CliError> {
    let mut export = Export::new(format);
    let mut waiting = export.begin();
    let broken = print(store, ids, &mut |upload| {
        waiting.push_str(&export.add(upload));
        if waiting.len() >= BUFFER {
            output::piece(&waiting);
            waiting.clear();
        }
    })?;
    output::piece(&(waiting + export.end()));
    Ok(broken)
}

/// Prints the records one by one until standard output fails. Returns how many can't be read.
fn print(store: &Store, ids: &[UploadId], print: &mut dyn FnMut(&Upload)) -> Result<usize, CliError> {
    let printed = each(store, ids, &mut |upload| {
        print(upload);
        // `output::end` says why.
        if output::is_broken() {
            Err(io::ErrorKind::BrokenPipe.into())
        } else {
            Ok(())
        }
    });
    match printed {
        Err(_) if output::is_broken() => Ok(0),
        printed => printed.map_err(failed_to_read),
    }
}

fn failed_to_read(error: io::Error) -> CliError {
    match error.downcast::<StoreError>() {
        Ok(error) => refused(&error),
        Err(error) => CliError::failed(error.to_string(), "Try again."),
    }
}

fn refused(error: &StoreError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}

fn words(upload: &Upload) -> String {
    let when = upload
        .uploaded_at
        .and_then(rfc3339)
        .unwrap_or_else(|| "outcome unknown".to_owned());
    let keys = match &upload.object {
        Some(object) => object.s3_uri().unwrap_or_else(|| object.key.clone()),
        None => upload
            .unknown_outcomes
            .iter()
            .map(|object| object.key.as_str())
            .collect::<Vec<_>>()
            .join(" "),
    };
    let mut line = format!("{when}  {keys}  {}", shown(&upload.source.path));
    if let Some(uri) = upload.signed_uri() {
        line.push_str("  signed ");
        line.push_str(uri);
    }
    line
}
