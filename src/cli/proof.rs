//! `proof`: everything known about one file, as a JSON document.

use std::time::SystemTime;

use super::{
    arguments::{GlobalOptions, ProofOptions},
    output::{self, CliError, shown},
    setup::Setup,
};
use model::export::proof;
use model::{HistorySearch, ObjectRef, SearchWord, Timestamp, Upload};
use store::{Store, StoreError};
use whole_files::{Policy, write_whole};

/// Writes the document to standard output or to a file.
pub(super) fn run(global: &GlobalOptions, options: &ProofOptions) -> Result<u8, CliError> {
    let setup = Setup::open_to_read(global)?;
    let store = setup.store()?;
    let failed = |error: StoreError| CliError::failed(error.to_string(), error.hint());
    let upload = find(&store, &options.object).map_err(failed)?.ok_or_else(|| {
        CliError::failed(
            format!("{:?} is not in the history", options.object),
            "Use an object key, an s3://bucket/key URI or a signed URI, as listed by: que-uploader history",
        )
    })?;
    let details = store.details(upload.id).map_err(failed)?;
    let text = proof(&upload, &details, &setup.server, Timestamp::from(SystemTime::now()));
    match output::file(options.output.as_deref()) {
        None => output::json_text(&text),
        Some(path) => match write_whole(path, text.as_bytes(), Policy::Named) {
            Ok(()) => output::note(&format!("Wrote {}.", shown(path))),
            Err(error) => output::not_written(path, &error)?,
        },
    }
    Ok(super::DONE)
}

/// The upload with this object, or else the one with this signed copy.
fn find(store: &Store, name: &str) -> Result<Option<Upload>, StoreError> {
    let object = ObjectRef::from_s3_uri(name).unwrap_or_else(|| ObjectRef {
        bucket: None,
        key: name.to_owned(),
    });
    if let Some(upload) = store.find_by_object(&object)? {
        return Ok(Some(upload));
    }
    let search = HistorySearch {
        words: vec![SearchWord {
            text: name.to_lowercase(),
            period: None,
        }],
        ..HistorySearch::default()
    };
    let (uploads, _) = store.read_uploads(&store.find_history(&search)?)?;
    Ok(uploads.into_iter().find(|upload| upload.signed_uri() == Some(name)))
}
