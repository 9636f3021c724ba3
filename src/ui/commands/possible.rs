//! When a command is possible: rules of the model and of what is on show.

use crate::ui::{Scene, Tab, filter::Show, findings::Filter, inspector, tally::Ability, toasts::Toast, track};
use model::{SaveState, StatusAction, Upload};

/// Whether a command can be carried out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Possible {
    /// It can.
    Now,
    /// It cannot, for a reason that a person should hear.
    Not(&'static str),
    /// There is nothing that it could mean, such as going on with what is not held back. It is not shown.
    Meaningless,
}

const NOTHING_SELECTED: &str = "Nothing is selected";

impl Possible {
    /// Whether it can.
    pub(crate) fn is_now(self) -> bool {
        self == Self::Now
    }

    pub(super) const fn or(condition: bool, reason: &'static str) -> Self {
        if condition { Self::Now } else { Self::Not(reason) }
    }

    pub(super) const fn or_meaningless(condition: bool) -> Self {
        if condition { Self::Now } else { Self::Meaningless }
    }
}

/// It can be carried out whatever is going on.
pub(super) const fn always(_: &Scene<'_>) -> Possible {
    Possible::Now
}

pub(super) fn pause_all(scene: &Scene<'_>) -> Possible {
    // Files that are held back one by one hold nothing else back.
    match (scene.model.settings.paused, scene.model.queue.totals().pending()) {
        (true, _) => Possible::Meaningless,
        (false, 0) if is_held(scene) => Possible::Meaningless,
        (false, 0) => Possible::Not("Nothing is on its way"),
        (false, _) => Possible::Now,
    }
}

pub(super) fn resume_all(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(is_held(scene))
}

pub(super) fn clear_finished(scene: &Scene<'_>) -> Possible {
    let totals = scene.model.queue.totals();
    match (totals.clearable(), totals.attention) {
        (0, 0) => Possible::Not("Nothing has finished"),
        (0, _) => Possible::Not("What has finished needs a look first"),
        _ => Possible::Now,
    }
}

pub(super) fn stop_bulk_operation(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(
        scene
            .model
            .bulk_operations()
            .iter()
            .any(|bulk_operation| !bulk_operation.is_stopped()),
    )
}

pub(super) fn sign(scene: &Scene<'_>) -> Possible {
    match scene.lead() {
        Some(upload) if scene.view.selection().len() <= 1 && track::upload_only(upload) => {
            Possible::Not("The format of this file can't be signed, or it is too large")
        }
        _ => able(scene, Ability::Sign, "Nothing of this can be signed now"),
    }
}

pub(super) fn sign_again(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        let signed = upload.signed.is_some() && upload.can_sign();
        Possible::or(signed, "It is not signed yet")
    })
}

pub(super) fn save_signed(scene: &Scene<'_>) -> Possible {
    if scene.model.no_downloads {
        return Possible::Not("This server gives no downloads");
    }
    if many(scene) && scene.unread() > 0 {
        return Possible::Not("Some of the selected records are not read yet: select fewer");
    }
    if many(scene) {
        return able(scene, Ability::SignedCopy, "There is no signed copy yet");
    }
    one(scene, |upload| match (upload.signed_uri(), &upload.saving) {
        (None, _) => Possible::Not("There is no signed copy yet"),
        (_, SaveState::Saving) => Possible::Not("It is being saved"),
        _ => Possible::Now,
    })
}

pub(super) fn pause(scene: &Scene<'_>) -> Possible {
    // Going on with what is held back comes first.
    if resume(scene).is_now() {
        return Possible::Meaningless;
    }
    able(scene, Ability::Pause, "No selected file is uploading")
}

pub(super) fn resume(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(able(scene, Ability::Resume, "").is_now())
}

/// Copies are of the selection; where nothing is selected, of all rows. What of it has a key, or cannot be read yet, is
/// told when it is copied.
pub(super) fn copy(scene: &Scene<'_>) -> Possible {
    if has_selection(scene).is_now() {
        return able(scene, Ability::Key, "There is no key yet");
    }
    Possible::or(!scene.rows().is_empty(), "There is nothing to copy")
}

pub(super) fn copy_sha256(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        Possible::or(upload.sha256.is_some(), "Available after upload")
    })
}

pub(super) fn export(scene: &Scene<'_>) -> Possible {
    Possible::or(!scene.rows().is_empty(), "There is nothing to export")
}

pub(super) fn sort(scene: &Scene<'_>) -> Possible {
    Possible::or(!scene.rows().is_empty(), "There is nothing to sort")
}

pub(super) fn forget(scene: &Scene<'_>) -> Possible {
    match scene.view.tab {
        Tab::Queue => Possible::Meaningless,
        Tab::History => Possible::or(!scene.rows().is_empty(), "There is no record"),
    }
}

pub(super) fn remove(scene: &Scene<'_>) -> Possible {
    match scene.view.tab {
        Tab::Queue => has_selection(scene),
        Tab::History => Possible::Meaningless,
    }
}

pub(super) fn show_row_menu(scene: &Scene<'_>) -> Possible {
    let selection = scene.view.selection();
    Possible::or(!selection.is_empty() || selection.cursor().is_some(), NOTHING_SELECTED)
}

pub(super) fn has_selection(scene: &Scene<'_>) -> Possible {
    Possible::or(!scene.view.selection().is_empty(), NOTHING_SELECTED)
}

pub(super) fn set_type(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        let open = upload.object.is_none() && scene.model.queue.get(upload.id).is_some();
        Possible::or(open, "The bytes are stored with their type")
    })
}

pub(super) fn save_report(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        let found = inspector::newest_report(scene, upload).is_some();
        Possible::or(found, "Nothing was verified yet")
    })
}

pub(super) fn show_results(scene: &Scene<'_>) -> Possible {
    let found = scene.view.findings().listed(Filter::All) > 0;
    Possible::or(found, "Nothing of the selected files was verified")
}

pub(super) fn save_results(scene: &Scene<'_>) -> Possible {
    let found = scene.view.findings().listed(scene.view.inspector.results) > 0;
    Possible::or(found, "Nothing of the selection is listed as verified")
}

pub(super) fn save_proof(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        Possible::or(scene.details(upload).is_some(), "It is still being read")
    })
}

/// Whether rows in these states alone can be shown.
pub(super) fn only(scene: &Scene<'_>, show: Show) -> Possible {
    if show == scene.view.queue.row_order.filter().show {
        return Possible::Meaningless;
    }
    Possible::or(show.count(scene.model.queue.totals()) > 0, "No files in this state")
}

pub(super) fn next_server(scene: &Scene<'_>) -> Possible {
    if scene.model.sandbox {
        return Possible::Meaningless;
    }
    Possible::or(scene.model.settings.profiles.len() > 1, "There is one server only")
}

pub(super) fn show_answer(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(scene.view.toasts.shown.as_ref().is_some_and(Toast::has_more))
}

/// Whether anything is held back.
fn is_held(scene: &Scene<'_>) -> bool {
    scene.model.settings.paused
        || scene
            .model
            .queue
            .totals()
            .count_where(|status| status.action() == StatusAction::Resume)
            > 0
}

/// Possible where it is possible for any of the selected.
pub(super) fn able(scene: &Scene<'_>, ability: Ability, reason: &'static str) -> Possible {
    if scene.view.selection().is_empty() {
        return Possible::Not(NOTHING_SELECTED);
    }
    if scene.view.tally().able(ability) > 0 {
        return Possible::Now;
    }
    if scene.unread() == 0 {
        return Possible::Not(reason);
    }
    // Records that are not read may allow it. What is done with rows of the queue alone, those have to stand there for.
    let totals = scene.model.queue.totals();
    let able = match ability {
        Ability::Key | Ability::Sign | Ability::Verify => true,
        Ability::Retry => totals.count_where(|status| status.action() == StatusAction::Retry) > 0,
        Ability::Resume => totals.count_where(|status| status.action() == StatusAction::Resume) > 0,
        Ability::Pause | Ability::Cancel => totals.pending() > 0,
        // There is no bulk_operation for it.
        Ability::VerifyOriginal | Ability::SignFirst | Ability::VerifyFirst | Ability::SignedCopy => false,
    };
    Possible::or(able, reason)
}

/// Whether several files are looked at together.
pub(super) fn many(scene: &Scene<'_>) -> bool {
    scene.view.selection().len() > 1 && !scene.view.inspector.peek
}

/// What is done with the file that is looked at.
pub(super) fn one<'a>(scene: &Scene<'a>, possible: impl FnOnce(&'a Upload) -> Possible) -> Possible {
    scene.lead().map_or(Possible::Not("No file selected"), possible)
}
