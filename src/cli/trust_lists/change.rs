//! `trust-lists add` and `trust-lists remove`.

use std::path::Path;

use serde_json::json;

use super::{CliError, output, print_changed};
use crate::cli::{
    self,
    arguments::{AddOptions, RemoveOptions},
};
use engine::{add_list, remove_list};
use model::ListFailure;
use trust_lists::{KeptList, ListName, find_kept, kept_lists};

/// Adds a list of the user's own.
pub(super) fn add(folder: &Path, options: &AddOptions) -> Result<u8, CliError> {
    let of_file = options.file.file_stem().unwrap_or_default().to_string_lossy();
    let name = options.name.as_deref().unwrap_or(&of_file);
    let path = std::path::absolute(&options.file).unwrap_or_else(|_| options.file.clone());
    let added = add_list(folder, name, &path);
    let stored = added.map_err(|ListFailure { headline, hint, .. }| {
        let hint = hint.replace("Choose another name.", "Give another one: --name NAME");
        CliError::usage_error(headline.trim_end_matches('.'), hint)
    })?;
    print_changed("added", &KeptList::of(stored, folder), options.json);
    Ok(cli::DONE)
}

/// Removes lists. If one of the words means none, or several servers, nothing is removed.
pub(super) fn remove(folder: &Path, options: &RemoveOptions) -> Result<u8, CliError> {
    let kept = kept_lists(folder);
    let mut chosen: Vec<&KeptList> = Vec::new();
    for word in &options.lists {
        let found = here(find_kept(&kept, word));
        match found[..] {
            [] => return Err(none(word, &kept)),
            [one] if chosen.iter().any(|chosen| chosen.id() == one.id()) => {}
            [one] => chosen.push(one),
            _ => {
                return Err(CliError::usage_error(
                    format!("{word} means {} lists", found.len()),
                    format!("Name one of them: {}", names(&found)),
                ));
            }
        }
    }
    let mut code = cli::DONE;
    for kept in chosen {
        match remove_list(folder, kept) {
            Ok(()) if options.json => {
                output::json(
                    &json!({ "event": "removed", "list": kept.list.word(), "id": kept.id(), "title": kept.title() }),
                );
            }
            Ok(()) => output::line(&format!("Removed   {}", kept.title())),
            Err(ListFailure { headline, hint, .. }) => {
                output::print_error(&headline, &hint);
                code = cli::FAILED;
            }
        }
    }
    Ok(code)
}

fn here(found: Vec<&KeptList>) -> Vec<&KeptList> {
    found.into_iter().filter(|kept| kept.is_here()).collect()
}

fn none(word: &str, kept: &[KeptList]) -> CliError {
    let here = here(kept.iter().collect());
    let hint = if here.is_empty() {
        "There are no lists on this computer.".to_owned()
    } else {
        format!("There are: {}", names(&here))
    };
    CliError::usage_error(format!("there is no list {word:?} on this computer"), hint)
}

/// What the lists are called in arguments.
fn names(kept: &[&KeptList]) -> String {
    let name = |kept: &&KeptList| match (&kept.stored, kept.list) {
        (Ok(Some(stored)), ListName::Own) => format!("{:?}", stored.own_name().unwrap_or_default()),
        (_, ListName::Que | ListName::Own) => kept.id(),
        (_, list) => list.word().to_owned(),
    };
    kept.iter().map(name).collect::<Vec<_>>().join(", ")
}
