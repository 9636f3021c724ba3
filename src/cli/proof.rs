//! `proof`: everything known about one file, as a JSON document.

use std::time::SystemTime;

use super::{
    arguments::{GlobalOptions, ProofOptions},
    output::{self, CliError, shown},
    setup::Setup,
};
use decoder::{DecoderProgram, Decoders};
use engine::{find_or_keep, why_missing, write_proof};
use model::export::proof;
use model::{ObjectRef, Timestamp, Upload};
use store::{Store, StoreError};

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
    let mut details = store.details(upload.id).map_err(failed)?;
    let decoders = Decoders::new(DecoderProgram::this(), 1);
    let kept = find_or_keep(&store.kept_credentials(), &upload, &decoders);
    decoders.stop();
    details.not_kept = why_missing(&upload, &kept);
    if let (Ok(None), Some(missing)) = (&kept, &details.not_kept) {
        output::note(&missing.to_string());
    }
    details.kept = kept.unwrap_or_else(|reason| {
        output::print_error(
            &format!("the earlier Content Credentials could not be kept: {reason}"),
            "The original still has them, so don't delete it.",
        );
        None
    });
    let kept = details.kept.clone();
    let make = |beside: Option<&str>| {
        let now = Timestamp::from(SystemTime::now());
        proof(&upload, &details, &setup.server, now, beside)
    };
    let Some(path) = output::file(options.output.as_deref()) else {
        output::json_text(&make(None));
        if let Some(kept) = &kept {
            output::note(&format!(
                "The earlier Content Credentials are in {}. --output saves them beside the proof.",
                shown(&kept.path)
            ));
        }
        return Ok(super::DONE);
    };
    match write_proof(path, kept.as_ref(), make) {
        Ok(None) => output::note(&format!("Wrote {}.", shown(path))),
        Ok(Some(beside)) => {
            let words = format!(
                "Wrote {}, and the earlier Content Credentials to {}.",
                shown(path),
                shown(&beside)
            );
            output::note(&words);
        }
        Err(error) => output::not_written(path, &error)?,
    }
    Ok(super::DONE)
}

/// The upload with this object, or else the one with this signed copy, its newest or an earlier one.
fn find(store: &Store, name: &str) -> Result<Option<Upload>, StoreError> {
    let object = ObjectRef::from_s3_uri(name).unwrap_or_else(|| ObjectRef {
        bucket: None,
        key: name.to_owned(),
    });
    if let Some(upload) = store.find_by_object(&object)? {
        return Ok(Some(upload));
    }
    store.find_by_signed_copy(name)
}
