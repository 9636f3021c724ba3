//! The trust lists to use: those that were asked for, or all on this computer.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cli::{
    output::{self, CliError, shown},
    trust_lists::remedy,
};
use engine::{decode_list, usable};
use trust_lists::{
    Allowance, KeptList, ListError, ListName, MAX_PART_BYTES, StoredList, TrustList, find_kept, kept_lists,
};

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
    let kept = kept_lists(folder);
    if named.is_empty() {
        lists.add_usable(&kept);
    }
    let mut allowance = Allowance::default();
    for path in named {
        let found = match path.to_str() {
            // A file of the same name is given with its folder: ./agency
            Some(word) if ListName::from_word(word).is_some() || !path.exists() => find_kept(&kept, word),
            _ => Vec::new(),
        };
        if found.is_empty() && path.to_str().and_then(ListName::from_word) != Some(ListName::Own) {
            lists.add_file(path, &mut allowance)?;
        }
        for kept in &found {
            lists.add(kept, &mut allowance)?;
        }
        if found.is_empty() && path.to_str() == Some(ListName::Own.word()) {
            return Err(CliError::usage_error(
                "there is no list of your own on this computer",
                "Add one: que-uploader trust-lists add FILE",
            ));
        }
    }
    Ok(lists)
}

impl Lists {
    /// All lists that can be used. Those that cannot are told, and the check goes on.
    fn add_usable(&mut self, kept: &[KeptList]) {
        for (kept, usable) in kept.iter().zip(usable(kept)) {
            match (usable, &kept.stored) {
                (Ok(Some(list)), Ok(Some(stored))) => self.push(list, stored, kept),
                (Err(error), _) => {
                    output::print_error(&format!("{} is not used: {error}", kept.title()), &remedy(kept));
                }
                _ => {}
            }
        }
    }

    /// A list that was asked for.
    fn add(&mut self, kept: &KeptList, allowance: &mut Allowance) -> Result<(), CliError> {
        let unusable = |why: &dyn std::fmt::Display| {
            CliError::usage_error(format!("{} can't be used: {why}", kept.title()), remedy(kept))
        };
        let stored = kept.stored.as_ref().map_err(|error| unusable(error))?;
        let stored = stored.as_ref().ok_or_else(|| {
            CliError::usage_error(
                format!("{} is not on this computer", kept.title()),
                format!("{UPDATE} {}", kept.list.word()),
            )
        })?;
        let list = stored.trust_list().map_err(|error| unusable(&error))?;
        allowance.take(&list).map_err(|_| no_room())?;
        self.push(list, stored, kept);
        Ok(())
    }

    fn push(&mut self, list: TrustList, stored: &StoredList, kept: &KeptList) {
        let now = Timestamp::now();
        if stored.is_old(now) {
            let (title, word) = (stored.title(), kept.list.word());
            let age = match stored.is_misdated(now) {
                true => "has a date in the future, so its age is unknown".to_owned(),
                false => format!("is {} days old", stored.days_old(now)),
            };
            output::note(&format!(
                "{title} {age}. To update it: que-uploader trust-lists update {word}"
            ));
        }
        let date = stored.fetched_at().map(|at| at.strftime("%Y-%m-%d").to_string());
        self.names
            .push(format!("{} ({})", stored.title(), date.unwrap_or_default()));
        self.trust.push(list);
    }

    fn add_file(&mut self, path: &Path, allowance: &mut Allowance) -> Result<(), CliError> {
        let unusable = |why: &dyn std::fmt::Display| {
            CliError::usage_error(
                format!("the trust list {} can't be used: {why}", shown(path)),
                "Name official, interim, news, que or own, or a PEM file with certificates.",
            )
        };
        let bytes = whole_files::read(path, MAX_PART_BYTES).map_err(|error| unusable(&error))?;
        let list = TrustList::of_file(&shown(path), &decode_list(&bytes)).map_err(|error| unusable(&error))?;
        allowance.take(&list).map_err(|_| no_room())?;
        self.names.push(shown(path));
        self.trust.push(list);
        Ok(())
    }
}

fn no_room() -> CliError {
    CliError::usage_error(ListError::NoRoom.to_string(), "Use fewer of them.")
}
