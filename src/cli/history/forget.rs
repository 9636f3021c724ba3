//! `history forget`: deletes records permanently, after saying what is lost with them.

use std::io::{self, BufRead as _, IsTerminal as _};

use super::{CHUNK, refused};
use crate::cli::{
    DONE, FAILED,
    arguments::{ForgetOptions, GlobalOptions},
    output::{self, CliError},
    setup::Setup,
    upload::files,
};
use model::{HistorySearch, ObjectRef, SearchWord, UploadId};
use store::{Forgotten, Store};

pub(super) fn run(global: &GlobalOptions, options: &ForgetOptions) -> Result<u8, CliError> {
    let setup = Setup::open_to_read(global)?;
    // An open window must not continue with records that are gone.
    let _lock = setup.lock()?;
    let mut store = setup.store()?;
    let (ids, all_known) = wanted(&store, options)?;
    let code = if all_known { DONE } else { FAILED };
    if ids.is_empty() {
        // Credentials that could not be deleted before.
        store.forget(&ids).map_err(|error| refused(&error))?;
        output::note("Nothing to delete.");
        return Ok(code);
    }
    let credentials = store.count_kept_credentials(&ids).map_err(|error| refused(&error))?;
    if !options.yes && !agreed(ids.len(), credentials)? {
        output::note("Nothing was deleted.");
        return Ok(FAILED);
    }
    let forgotten = store.forget(&ids).map_err(|error| refused(&error))?;
    Ok(if report(&forgotten) { code } else { FAILED })
}

/// The records to delete, and whether each one that was named is there.
fn wanted(store: &Store, options: &ForgetOptions) -> Result<(Vec<UploadId>, bool), CliError> {
    if options.all {
        let all = store.find_history(&HistorySearch::default());
        return Ok((all.map_err(|error| refused(&error))?, true));
    }
    let mut ids = Vec::new();
    let mut unknown = Vec::new();
    for text in &options.objects {
        let found = named(store, text)?;
        if found.is_empty() {
            unknown.push(text);
        }
        ids.extend(found);
    }
    ids.sort_unstable();
    ids.dedup();
    for text in &unknown {
        output::print_error(
            &format!("no record has the key {text}"),
            "Find it with: que-uploader history --search TEXT",
        );
    }
    Ok((ids, unknown.is_empty()))
}

/// Says what was deleted. Returns whether that is all.
fn report(forgotten: &Forgotten) -> bool {
    output::note(&format!(
        "Deleted {}. The objects stay in storage.",
        records(forgotten.ids.len())
    ));
    if forgotten.credentials > 0 {
        output::note(&format!(
            "Deleted the earlier Content Credentials that were kept for {}.",
            files(forgotten.credentials)
        ));
    }
    if forgotten.credentials_left > 0 {
        output::print_error(
            &format!(
                "the earlier Content Credentials of {} could not be deleted from the data folder",
                files(forgotten.credentials_left)
            ),
            "They are deleted at the next start, or with the next record that is deleted.",
        );
        return false;
    }
    if forgotten.kept > 0 {
        output::print_error(
            &format!(
                "kept {}: in the queue without a key, or being signed",
                records(forgotten.kept)
            ),
            "Remove them from the queue first, or wait.",
        );
        return false;
    }
    true
}

/// The records with this key, including those whose upload has an unknown outcome.
fn named(store: &Store, text: &str) -> Result<Vec<UploadId>, CliError> {
    let wanted = ObjectRef::from_s3_uri(text).unwrap_or_else(|| ObjectRef {
        bucket: None,
        key: text.to_owned(),
    });
    let is_it = |object: &ObjectRef| {
        let bucket = match (&object.bucket, &wanted.bucket) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        bucket && object.key == wanted.key
    };
    let word = |text: &str| SearchWord {
        text: text.to_lowercase(),
        period: None,
    };
    let search = HistorySearch {
        words: wanted.key.split_whitespace().map(word).collect(),
        ..HistorySearch::default()
    };
    let candidates = store.find_history(&search).map_err(|error| refused(&error))?;
    let mut found = Vec::new();
    for some in candidates.chunks(CHUNK) {
        let (uploads, _) = store.read_uploads(some).map_err(|error| refused(&error))?;
        for upload in uploads {
            if upload.object.iter().chain(&upload.unknown_outcomes).any(is_it) {
                found.push(upload.id);
            }
        }
    }
    Ok(found)
}

/// Asks on a terminal. Without one, `--yes` is required.
fn agreed(number: usize, credentials: usize) -> Result<bool, CliError> {
    let also = match credentials {
        0 => String::new(),
        credentials => format!(
            " The earlier Content Credentials that were kept for {} are deleted, too.",
            files(credentials)
        ),
    };
    if !io::stdin().is_terminal() {
        return Err(CliError::usage_error(
            format!(
                "deleting {} requires confirmation, and there is no terminal to ask on",
                records(number)
            ),
            format!("Add --yes. The objects stay in storage, but you'll lose their keys.{also}"),
        ));
    }
    output::note(&format!(
        "This permanently deletes {}. The objects stay in storage, but you'll lose their keys.{also}",
        records(number)
    ));
    output::note("Type yes to continue:");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    Ok(read.is_ok() && answer.trim().eq_ignore_ascii_case("yes"))
}

pub(super) fn records(number: usize) -> String {
    if number == 1 {
        "1 record".to_owned()
    } else {
        format!("{number} records")
    }
}
