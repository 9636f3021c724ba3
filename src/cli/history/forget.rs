//! `history forget`: records are deleted for good; what is lost with them is said first.

use std::io::{self, BufRead as _, IsTerminal as _};

use super::{PIECE, refused};
use crate::cli::{
    DONE, FAILED,
    arguments::{Everywhere, ForgetOptions},
    output::{self, Complaint},
    setup::Workplace,
};
use model::{HistorySearch, ObjectRef, SearchWord, UploadId};
use store::Store;

pub(super) fn run(everywhere: &Everywhere, options: &ForgetOptions) -> Result<u8, Complaint> {
    let workplace = Workplace::open_to_read(everywhere)?;
    // A window that shows these records must not go on with what is no longer there.
    let _lock = workplace.lock()?;
    let mut store = workplace.store()?;
    let mut ids = Vec::new();
    let mut unknown = Vec::new();
    if options.all {
        ids = store
            .find_history(&HistorySearch::default())
            .map_err(|error| refused(&error))?;
    } else {
        for text in &options.objects {
            let found = named(&store, text)?;
            if found.is_empty() {
                unknown.push(text);
            }
            ids.extend(found);
        }
        ids.sort_unstable();
        ids.dedup();
    }
    for text in &unknown {
        output::complain(
            &format!("no record has the key {text}"),
            "Look for it with history --search.",
        );
    }
    let code = if unknown.is_empty() { DONE } else { FAILED };
    if ids.is_empty() {
        output::note("Nothing to forget.");
        return Ok(code);
    }
    if !options.yes && !agreed(ids.len())? {
        output::note("Nothing was forgotten.");
        return Ok(FAILED);
    }
    let forgotten = store.forget(&ids).map_err(|error| refused(&error))?;
    output::note(&format!(
        "{} forgotten. The objects stay in storage.",
        records(forgotten.ids.len())
    ));
    if forgotten.kept > 0 {
        output::complain(
            &format!(
                "{} kept: in the queue without a key, or being signed",
                records(forgotten.kept)
            ),
            "Take them out of the queue first, or wait.",
        );
        return Ok(FAILED);
    }
    Ok(code)
}

/// The records with this key, also where it is not known whether an object stands there.
fn named(store: &Store, text: &str) -> Result<Vec<UploadId>, Complaint> {
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
    for some in candidates.chunks(PIECE) {
        let (uploads, _) = store.read_uploads(some).map_err(|error| refused(&error))?;
        for upload in uploads {
            if upload.object.iter().chain(&upload.unknown_outcomes).any(is_it) {
                found.push(upload.id);
            }
        }
    }
    Ok(found)
}

/// Asks on a terminal; where there is none, `--yes` has to say so.
fn agreed(number: usize) -> Result<bool, Complaint> {
    if !io::stdin().is_terminal() {
        return Err(Complaint::wrong_use(
            format!("{} would be forgotten, and nobody can be asked", records(number)),
            "Add --yes. The objects stay in storage, but nothing here will know their keys.",
        ));
    }
    output::note(&format!(
        "{} will be deleted for good. The objects stay in storage, but nothing here will know their keys.",
        records(number)
    ));
    output::note("Type yes to go on:");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    Ok(read.is_ok() && answer.trim().eq_ignore_ascii_case("yes"))
}

fn records(number: usize) -> String {
    if number == 1 {
        "1 record".to_owned()
    } else {
        format!("{number} records")
    }
}
