//! The trust lists to use: those that were asked for, or all on this computer.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cli::output::{self, CliError, shown};
use engine::kept_lists;
use que_sdk::text;
use trust_lists::{ListName, MAX_PART_BYTES, StoredList, TrustList};

/// The most bytes of all lists together: each file's reader gets them.
const MAX_BYTES: usize = 6 << 20;

/// How to fetch lists.
const UPDATE: &str = "Fetch it: que-uploader trust-lists update";

/// The lists to use.
pub(super) struct Lists {
    pub(super) trust: Vec<TrustList>,
    /// A name for each, with its date, for people.
    pub(super) names: Vec<String>,
}

/// The named lists and files, or all lists on this computer.
pub(super) fn wanted(folder: &Path, named: &[PathBuf]) -> Result<Lists, CliError> {
    let mut lists = Lists {
        trust: Vec::new(),
        names: Vec::new(),
    };
    if named.is_empty() {
        for (name, kept) in kept_lists(folder) {
            match kept {
                Ok(Some(stored)) => lists.add(name, &stored)?,
                Ok(None) => {}
                Err(error) => output::print_error(
                    &format!("{} is not used: {error}", name.title()),
                    &format!("{UPDATE} {}", name.word()),
                ),
            }
        }
    }
    for path in named {
        match path.to_str().and_then(ListName::from_word) {
            Some(name) => {
                let unusable = |why: String| CliError::usage_error(why, format!("{UPDATE} {}", name.word()));
                for kept in StoredList::load_all(folder, name) {
                    let kept = kept.map_err(|error| unusable(format!("{} can't be used: {error}", name.title())))?;
                    let stored = kept.ok_or_else(|| unusable(format!("{} is not on this computer", name.title())))?;
                    lists.add(name, &stored)?;
                }
            }
            None => lists.add_file(path)?,
        }
    }
    let bytes = |list: &TrustList| list.anchors.len() + list.time_anchors.len() + list.signers.len() + list.uses.len();
    if lists.trust.iter().map(bytes).sum::<usize>() > MAX_BYTES {
        return Err(CliError::usage_error(
            "the trust lists together are larger than 6 MB",
            "Use fewer of them.",
        ));
    }
    Ok(lists)
}

impl Lists {
    fn add(&mut self, name: ListName, stored: &StoredList) -> Result<(), CliError> {
        let list = stored
            .trust_list()
            .map_err(|error| CliError::usage_error(format!("{} can't be used: {error}", name.title()), UPDATE))?;
        let now = Timestamp::now();
        if stored.is_old(now) {
            output::note(&format!(
                "{} is {} days old. To update it: que-uploader trust-lists update {}",
                stored.title(),
                stored.days_old(now),
                name.word()
            ));
        }
        let date = stored.fetched_at().map(|at| at.strftime("%Y-%m-%d").to_string());
        self.names
            .push(format!("{} ({})", stored.title(), date.unwrap_or_default()));
        self.trust.push(list);
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), CliError> {
        let unusable = |why: &dyn std::fmt::Display| {
            CliError::usage_error(
                format!("the trust list {} can't be used: {why}", shown(path)),
                "Name official, interim, news or que, or a PEM file with certificates.",
            )
        };
        let bytes = whole_files::read(path, MAX_PART_BYTES).map_err(|error| unusable(&error))?;
        // Text around the certificates may have any encoding.
        let text = text::decode(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes));
        let list = TrustList::of_file(&shown(path), &text).map_err(|error| unusable(&error))?;
        self.names.push(shown(path));
        self.trust.push(list);
        Ok(())
    }
}
