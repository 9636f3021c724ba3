//! `proof`: all that is known of one file as one JSON document.

use std::time::SystemTime;

use super::{
    arguments::{Everywhere, ProofOptions},
    output::{self, Complaint, shown},
    setup::Workplace,
};
use model::export::proof;
use model::{HistorySearch, ObjectRef, SearchWord, Timestamp, Upload};
use store::{Store, StoreError};
use whole_files::{Policy, write_whole};

/// Writes the document to standard output, or into a file.
pub(super) fn run(everywhere: &Everywhere, options: &ProofOptions) -> Result<u8, Complaint> {
    let workplace = Workplace::open_to_read(everywhere)?;
    let store = workplace.store()?;
    let failed = |error: StoreError| Complaint::failed(error.to_string(), error.hint());
    let upload = find(&store, &options.object).map_err(failed)?.ok_or_else(|| {
        Complaint::failed(
            format!("{:?} is not on record here", options.object),
            "Name an object key, s3://bucket/key or a signed URI, as history lists them.",
        )
    })?;
    let details = store.details(upload.id).map_err(failed)?;
    let text = proof(&upload, &details, &workplace.server, Timestamp::from(SystemTime::now()));
    match output::file(options.output.as_deref()) {
        None => output::json_text(&text),
        Some(path) => match write_whole(path, text.as_bytes(), Policy::Named) {
            Ok(()) => output::note(&format!("Written to {}.", shown(path))),
            Err(error) => output::not_written(path, &error)?,
        },
    }
    Ok(super::DONE)
}

/// The upload of a key or of an object; or else the one whose signed copy this is.
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
