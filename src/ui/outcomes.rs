//! The outcome of longer operations, announced once: removals and saved files.

use std::path::Path;

use localization::text;

use super::{Scene, commands::Command, toasts::Toast};
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
    let headline = text!("status-removed", count = removed.files());
    let toast = Toast::done(headline).with(after_removal(unsigned, left));
    scene.view.show_toast(toast.offering(Command::UndoRemove));
}

/// Notes on removed files and on those that stay.
fn after_removal(unsigned: usize, left: usize) -> String {
    let unsigned = (unsigned > 0).then(|| text!("status-removed-unsigned", count = unsigned));
    let left = (left > 0).then(|| text!("status-removed-not", count = left));
    unsigned
        .into_iter()
        .chain(left)
        .reduce(|first, second| text!("status-removed-notes", first = first, second = second))
        .unwrap_or_default()
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
        Toast::not_done(text!("status-saved-none"), text!("status-saved-no-downloads"))
    } else {
        saved(saving, &saving.folder)
    };
    scene.view.show_toast(toast);
}

fn saved(saving: &Saving, folder: &Path) -> Toast {
    let folder = folder.display().to_string();
    let more = after_saving(saving);
    if saving.failed == 0 {
        return Toast::done(text!("status-saved", count = saving.saved, folder = folder)).with(more);
    }
    let headline = text!(
        "status-saved-some",
        saved = saving.saved,
        all = saving.all,
        folder = folder
    );
    Toast::not_done(headline, more)
}

/// Which files got another name, and which could not be saved.
fn after_saving(saving: &Saving) -> String {
    let renamed = (saving.renamed > 0).then(|| text!("status-saved-renamed", count = saving.renamed));
    let failures = saving.failures.iter();
    let failures = failures.map(|(name, message)| text!("status-saved-failure", name = name, message = message));
    let unnamed = saving.failed - saving.failures.len();
    let unnamed = (unnamed > 0).then(|| text!("status-saved-more", count = unnamed));
    let more: Vec<_> = renamed.into_iter().chain(failures).chain(unnamed).collect();
    more.join("\n")
}
