//! What came of something that takes a while, told once: what was removed, and what was saved.

use std::path::Path;

use super::{Scene, commands::Command, toasts::Toast, words};
use model::Saving;

/// What was told last.
#[derive(Default)]
pub(crate) struct State {
    /// The last removal.
    removal: u64,
    /// The last saving of many.
    saved: u64,
}

/// Tells what is new.
pub(super) fn follow(scene: &mut Scene<'_>) {
    tell_removal(scene);
    tell_saving(scene);
}

/// What was removed is told with the way back.
fn tell_removal(scene: &mut Scene<'_>) {
    let Some(removed) = scene.model.removed() else { return };
    if removed.number == scene.view.told.removal {
        return;
    }
    scene.view.told.removal = removed.number;
    // One thing can be undone: the last.
    scene.view.sign.deleted = None;
    let queue = &mut scene.view.queue;
    let (unsigned, left) = (
        std::mem::take(&mut queue.unsigned_by_clear),
        std::mem::take(&mut queue.left_by_clear),
    );
    let headline = format!("{} removed from the queue", words::files(removed.files()));
    let toast = Toast::done(headline).with(after_removal(unsigned, left));
    scene.view.answer(toast.offering(Command::UndoRemove));
}

/// What is to be known of what is not in the queue any more, and of what stays.
fn after_removal(unsigned: usize, left: usize) -> String {
    let unsigned = match unsigned {
        0 => None,
        1 => Some("1 of them is not signed; it can be from the history".to_owned()),
        unsigned => Some(format!(
            "{} of them are not signed; they can be from the history",
            words::count(unsigned)
        )),
    };
    let left = match left {
        0 => None,
        1 => Some("1 needs a look and stays".to_owned()),
        left => Some(format!("{} need a look and stay", words::count(left))),
    };
    let more: Vec<_> = unsigned.into_iter().chain(left).collect();
    more.join(". ")
}

/// What became of many signed copies is told once it is known of all.
fn tell_saving(scene: &mut Scene<'_>) {
    let Some(saving) = scene.model.saving.as_ref().filter(|saving| saving.is_over()) else {
        return;
    };
    if saving.number == scene.view.told.saved {
        return;
    }
    scene.view.told.saved = saving.number;
    let toast = if scene.model.no_downloads && saving.saved == 0 {
        let more = "This server gives no downloads: fetch them from S3 by their URIs";
        Toast::not_done("No signed file was saved", more)
    } else {
        saved(saving, &saving.folder)
    };
    scene.view.answer(toast);
}

fn saved(saving: &Saving, folder: &Path) -> Toast {
    let folder = folder.display();
    let signed_files = |number: usize| match number {
        1 => "1 signed file".to_owned(),
        number => format!("{} signed files", words::count(number)),
    };
    let more = after_saving(saving);
    if saving.failed == 0 {
        return Toast::done(format!("{} saved in {folder}", signed_files(saving.saved))).with(more);
    }
    let headline = format!(
        "{} of {} saved in {folder}",
        words::count(saving.saved),
        signed_files(saving.all)
    );
    Toast::not_done(headline, more)
}

/// Which files have other names than was to be expected, and which could not be saved.
fn after_saving(saving: &Saving) -> String {
    let renamed = match saving.renamed {
        0 => None,
        1 => Some("1 has a number in its name: a file of that name was there".to_owned()),
        renamed => Some(format!(
            "{} have a number in their names: files of those names were there",
            words::count(renamed)
        )),
    };
    let failures = saving.failures.iter();
    let failures = failures.map(|(name, message)| format!("{name}: {message}"));
    let unnamed = saving.failed - saving.failures.len();
    let unnamed = (unnamed > 0).then(|| format!("{} more", words::count(unnamed)));
    let more: Vec<_> = renamed.into_iter().chain(failures).chain(unnamed).collect();
    more.join("\n")
}
