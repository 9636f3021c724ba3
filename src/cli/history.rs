//! `history`: what was uploaded, the newest first; finding it again, writing it into files, forgetting it.

mod forget;

use std::{
    fs::File,
    io::{self, Write as _},
    path::Path,
    time::SystemTime,
};

use super::{
    arguments::{Everywhere, HistoryAction, HistoryFilter, HistoryOptions},
    output::{self, Complaint, shown},
    setup::Workplace,
};
use crate::{
    calendar,
    engine::{sha256_of, write_export},
    export::{Export, record, rfc3339},
    model::{ExportFormat, HistorySearch, Timestamp, Upload, UploadId},
    store::{Store, StoreError},
};

/// Records that are read at a time.
const PIECE: usize = 500;

/// Prints the records, or does with them what is asked.
pub(super) fn run(everywhere: &Everywhere, options: &HistoryOptions) -> Result<u8, Complaint> {
    if let Some(HistoryAction::Forget(options)) = &options.action {
        return forget::run(everywhere, options);
    }
    let search = search(&options.which)?;
    let workplace = Workplace::open_to_read(everywhere)?;
    let mut store = workplace.store()?;
    let mut found = store.find_history(&search);
    if let Err(StoreError::Corrupt(_)) = found {
        // The damage is known now, so that opening it once more mends it.
        drop(store);
        store = workplace.store()?;
        found = store.find_history(&search);
    }
    let mut ids = found.map_err(|error| refused(&error))?;
    if options.limit > 0 {
        ids.truncate(options.limit);
    }
    let broken = match (options.format, &options.output) {
        (Some(format), Some(path)) => into_file(&store, &ids, format.into(), path)?,
        (Some(format), None) => to_output(&store, &ids, format.into())?,
        (None, _) => each(&store, &ids, &mut |upload| {
            if options.json {
                output::json(&record(upload));
            } else {
                output::line(&words(upload));
            }
            Ok(())
        })
        .map_err(failed_to_read)?,
    };
    if broken > 0 {
        output::complain(
            &format!("{broken} records cannot be read and are left out"),
            "They stay in the data folder.",
        );
    }
    Ok(super::DONE)
}

/// What is looked for.
fn search(which: &HistoryFilter) -> Result<HistorySearch, Complaint> {
    let now = Timestamp::from(SystemTime::now());
    let mut search = calendar::read_search(&which.search, now);
    if let Some(date) = &which.date {
        let period = calendar::read_period(date, now).ok_or_else(|| {
            Complaint::wrong_use(
                format!("{date:?} is no date"),
                "Write today, yesterday, 2026-11, 2026-11-23 or 2026-11-01..2026-11-15.",
            )
        })?;
        search.period = Some(period);
    }
    let mut contents = which.sha256.clone();
    for path in &which.file {
        let sha256 = File::open(path).and_then(|mut file| sha256_of(&mut file, |_| Ok(())));
        contents.push(sha256.map_err(|error| {
            let headline = format!("{} cannot be read: {error}", shown(path));
            Complaint::failed(headline, "Name a file that can be read.")
        })?);
    }
    if !contents.is_empty() {
        search.contents = Some(contents);
    }
    Ok(search)
}

/// Hands over one record after the other; answers how many cannot be read.
fn each(store: &Store, ids: &[UploadId], take: &mut dyn FnMut(&Upload) -> io::Result<()>) -> Result<usize, io::Error> {
    let mut broken = 0;
    for some in ids.chunks(PIECE) {
        let (uploads, unreadable) = store.read_uploads(some).map_err(io::Error::other)?;
        broken += unreadable.len();
        uploads.iter().try_for_each(&mut *take)?;
    }
    Ok(broken)
}

fn into_file(store: &Store, ids: &[UploadId], format: ExportFormat, path: &Path) -> Result<usize, Complaint> {
    let mut broken = 0;
    let written = write_export(path, format, |add| {
        broken = each(store, ids, add)?;
        Ok(())
    });
    let records = written.map_err(|error| {
        let headline = format!("{} could not be written: {error}", shown(path));
        Complaint::failed(headline, "Name another file, or make room on the disk.")
    })?;
    output::note(&format!("{records} records written to {}", shown(path)));
    Ok(broken)
}

fn to_output(store: &Store, ids: &[UploadId], format: ExportFormat) -> Result<usize, Complaint> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut export = Export::new(format);
    let mut write = || -> io::Result<usize> {
        output.write_all(export.begin().as_bytes())?;
        let broken = each(store, ids, &mut |upload| {
            output.write_all(export.add(upload).as_bytes())
        })?;
        output.write_all(export.end().as_bytes())?;
        output.flush()?;
        Ok(broken)
    };
    match write() {
        Ok(broken) => Ok(broken),
        // A reader that went away is no reason to complain.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        Err(error) => Err(failed_to_read(error)),
    }
}

fn failed_to_read(error: io::Error) -> Complaint {
    match error.downcast::<StoreError>() {
        Ok(error) => refused(&error),
        Err(error) => Complaint::failed(error.to_string(), "Try again."),
    }
}

fn refused(error: &StoreError) -> Complaint {
    Complaint::failed(error.to_string(), error.hint())
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
