//! The outcome of longer operations, announced once: removals and saved files.

use std::path::Path;

use super::{Scene, commands::Command, toasts::Toast, words};
use model::Saving;

/// What was announced last.
#[derive(Default)]
pub(crate) struct State {
    /// The last removal.
    removal: u64,
    /// The last bulk save.
    saved: u64,
}

/// Announces new outcomes.
pub(super) fn follow(scene: &mut Scene<'_>) {
    announce_removal(scene);
    announce_saving(scene);
}

/// Announces a removal and offers to undo it.
fn announce_removal(scene: &mut Scene<'_>) {
    let Some(removed) = scene.model.removed() else { return };
    if removed.number == scene.view.outcomes.removal {
        return;
    }
    scene.view.outcomes.removal = removed.number;
    // Only the last action can be undone.
    scene.view.sign.deleted = None;
    let queue = &mut scene.view.queue;
    let (unsigned, left) = (
        std::mem::take(&mut queue.cleared_unsigned),
        std::mem::take(&mut queue.kept_after_clear),
    );
    let headline = format!("{} removed from the queue", words::files(removed.files()));
    let toast = Toast::done(headline).with(after_removal(unsigned, left));
    scene.view.show_toast(toast.offering(Command::UndoRemove));
}

/// Notes on removed files and on those that stay.
fn after_removal(unsigned: usize, left: usize) -> String {
    let unsigned = match unsigned {
        0 => None,
        1 => Some("1 of them isn't signed; you can sign it from History".to_owned()),
        unsigned => Some(format!(
            "{} of them aren't signed; you can sign them from History",
            words::count(unsigned)
        )),
    };
    let left = match left {
        0 => None,
        1 => Some("1 needs attention and stays".to_owned()),
        left => Some(format!("{} need attention and stay", words::count(left))),
    };
    let more: Vec<_> = unsigned.into_iter().chain(left).collect();
    more.join(". ")
}

/// Announces the outcome of saving signed copies once it is known for all.
fn announce_saving(scene: &mut Scene<'_>) {
    let Some(saving) = scene.model.saving.as_ref().filter(|saving| saving.is_over()) else {
        return;
    };
    if saving.number == scene.view.outcomes.saved {
        return;
    }
    scene.view.outcomes.saved = saving.number;
    let toast = if scene.model.no_downloads && saving.saved == 0 {
        let more = "This server doesn't offer downloads: get them from S3 with their URIs";
        Toast::not_done("No signed files saved", more)
    } else {
        saved(saving, &saving.folder)
    };
    scene.view.show_toast(toast);
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

/// Which files got another name, and which could not be saved.
fn after_saving(saving: &Saving) -> String {
    let renamed = match saving.renamed {
        0 => None,
        1 => Some("1 was numbered because its name was taken".to_owned()),
        renamed => Some(format!(
            "{} were numbered because their names were taken",
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
