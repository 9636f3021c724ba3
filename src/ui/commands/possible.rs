//! Whether a command is possible, given the model and what is shown.

use crate::ui::{Scene, Tab, filter::Show, findings::FindingFilter, inspector, tally::Ability, toasts::Toast, track};
use localization::text;
use model::{SaveState, Status, StatusAction, Upload};

/// Whether a command can run now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Possible {
    /// It can run.
    Now,
    /// It cannot run, for a reason worth showing: the id of its message.
    Not(&'static str),
    /// It makes no sense now, such as Resume when nothing is paused. It is not shown.
    Meaningless,
}

/// Why nothing is done with a part of the selection.
const SOME_UNREAD: &str = "commands-reason-some-unread";

const NOTHING_SELECTED: &str = "commands-reason-nothing-selected";

/// Why nothing is done with a part of the selection, as a sentence.
pub(crate) fn some_unread() -> String {
    Possible::Not(SOME_UNREAD).sentence().unwrap_or_default()
}

impl Possible {
    /// Whether it can run.
    pub(crate) fn is_now(self) -> bool {
        self == Self::Now
    }

    /// Why it cannot run, if that is worth showing.
    pub(crate) fn reason(self) -> Option<String> {
        match self {
            Self::Not(reason) => Some(localization::message(reason)),
            Self::Now | Self::Meaningless => None,
        }
    }

    /// The reason as a sentence with its full stop.
    pub(crate) fn sentence(self) -> Option<String> {
        let reason = self.reason()?;
        Some(text!("commands-reason-sentence", reason = reason))
    }

    pub(super) const fn or(condition: bool, reason: &'static str) -> Self {
        if condition { Self::Now } else { Self::Not(reason) }
    }

    pub(super) const fn or_meaningless(condition: bool) -> Self {
        if condition { Self::Now } else { Self::Meaningless }
    }
}

/// Always possible.
pub(super) const fn always(_: &Scene<'_>) -> Possible {
    Possible::Now
}

pub(super) fn pause_all(scene: &Scene<'_>) -> Possible {
    // Individually paused files don't pause the queue.
    match (scene.model.settings.paused, scene.model.queue.totals().pending()) {
        (true, _) => Possible::Meaningless,
        (false, 0) if is_held(scene) => Possible::Meaningless,
        (false, 0) => Possible::Not("commands-reason-nothing-uploading"),
        (false, _) => Possible::Now,
    }
}

pub(super) fn resume_all(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(is_held(scene))
}

pub(super) fn clear_finished(scene: &Scene<'_>) -> Possible {
    let totals = scene.model.queue.totals();
    match (totals.clearable(), totals.attention) {
        (0, 0) => Possible::Not("commands-reason-nothing-finished"),
        (0, _) => Possible::Not("commands-reason-finished-need-attention"),
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

/// Whether the commands of the batch panel apply: nothing is selected in the queue.
pub(super) fn whole_queue(scene: &Scene<'_>) -> bool {
    scene.view.tab == Tab::Queue && scene.view.selection().is_empty()
}

pub(super) fn sign_all(scene: &Scene<'_>) -> Possible {
    let files = scene.model.queue.totals().to_sign;
    Possible::or(files > 0, "commands-reason-nothing-to-sign")
}

pub(super) fn copy_all_links(scene: &Scene<'_>) -> Possible {
    Possible::or(
        scene.model.queue.totals().signed_links > 0,
        "commands-reason-no-signed-copies",
    )
}

pub(super) fn retry_failed(scene: &Scene<'_>) -> Possible {
    Possible::or(
        scene.model.queue.totals().count(Status::Failed) > 0,
        "commands-reason-nothing-failed",
    )
}

pub(super) fn retry(scene: &Scene<'_>) -> Possible {
    if whole_queue(scene) {
        return retry_failed(scene);
    }
    able(scene, Ability::Retry, "commands-reason-none-failed")
}

pub(super) fn verify(scene: &Scene<'_>) -> Possible {
    if whole_queue(scene) && scene.model.queue.totals().to_verify > 0 {
        return Possible::Now;
    }
    able(scene, Ability::Verify, "commands-reason-none-verifiable")
}

pub(super) fn copy_original_keys(scene: &Scene<'_>) -> Possible {
    // For files that were never signed, there is only one key.
    if has_selection(scene).is_now() {
        return Possible::or_meaningless(scene.view.tally().able(Ability::SignedCopy) > 0);
    }
    copy(scene)
}

/// Only where the server gives links.
pub(super) fn open_in_browser(scene: &Scene<'_>) -> Possible {
    if scene.model.no_downloads || many(scene) {
        return Possible::Meaningless;
    }
    one(scene, |upload| {
        Possible::or(upload.signed_uri().is_some(), "commands-reason-no-signed-copy")
    })
}

pub(super) fn open_folder(scene: &Scene<'_>) -> Possible {
    one(scene, |_| Possible::Now)
}

pub(super) fn sign(scene: &Scene<'_>) -> Possible {
    if whole_queue(scene) {
        return sign_all(scene);
    }
    match scene.lead() {
        Some(upload) if scene.view.selection().len() <= 1 && track::upload_only(upload) => {
            Possible::Not("commands-reason-not-signable")
        }
        _ => able(scene, Ability::Sign, "commands-reason-none-signable"),
    }
}

pub(super) fn sign_again(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        let signed = upload.signed.is_some() && upload.can_sign();
        Possible::or(signed, "commands-reason-not-signed")
    })
}

pub(super) fn save_signed(scene: &Scene<'_>) -> Possible {
    if scene.model.no_downloads {
        return Possible::Not("commands-reason-no-downloads");
    }
    if whole_queue(scene) {
        return copy_all_links(scene);
    }
    if many(scene) && scene.unread() > 0 {
        return Possible::Not(SOME_UNREAD);
    }
    if many(scene) {
        return able(scene, Ability::SignedCopy, "commands-reason-no-signed-copy");
    }
    one(scene, |upload| match (upload.signed_uri(), &upload.saving) {
        (None, _) => Possible::Not("commands-reason-no-signed-copy"),
        (_, SaveState::Saving) => Possible::Not("commands-reason-being-saved"),
        _ => Possible::Now,
    })
}

pub(super) fn pause(scene: &Scene<'_>) -> Possible {
    // Resuming comes first.
    if resume(scene).is_now() {
        return Possible::Meaningless;
    }
    able(scene, Ability::Pause, "commands-reason-none-uploading")
}

pub(super) fn resume(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(able(scene, Ability::Resume, "").is_now())
}

/// Copies the selection, or all rows if nothing is selected. Copying finds out which of them have a key.
pub(super) fn copy(scene: &Scene<'_>) -> Possible {
    if has_selection(scene).is_now() {
        return able(scene, Ability::Key, "commands-reason-no-key");
    }
    Possible::or(!scene.rows().is_empty(), "commands-reason-nothing-to-copy")
}

pub(super) fn copy_sha256(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        Possible::or(upload.sha256.is_some(), "commands-reason-after-upload")
    })
}

pub(super) fn export(scene: &Scene<'_>) -> Possible {
    Possible::or(!scene.rows().is_empty(), "commands-reason-nothing-to-export")
}

pub(super) fn sort(scene: &Scene<'_>) -> Possible {
    Possible::or(!scene.rows().is_empty(), "commands-reason-nothing-to-sort")
}

pub(super) fn forget(scene: &Scene<'_>) -> Possible {
    match scene.view.tab {
        Tab::Queue | Tab::Check => Possible::Meaningless,
        Tab::History => Possible::or(!scene.rows().is_empty(), "commands-reason-no-records"),
    }
}

pub(super) fn remove(scene: &Scene<'_>) -> Possible {
    match scene.view.tab {
        Tab::Queue => has_selection(scene),
        Tab::History | Tab::Check => Possible::Meaningless,
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
        Possible::or(open, "commands-reason-type-stored")
    })
}

pub(super) fn save_report(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        let found = inspector::newest_report(scene, upload).is_some();
        Possible::or(found, "commands-reason-not-verified")
    })
}

pub(super) fn show_results(scene: &Scene<'_>) -> Possible {
    let found = scene.view.findings().listed(FindingFilter::All) > 0;
    Possible::or(found, "commands-reason-none-verified")
}

pub(super) fn show_all_results(scene: &Scene<'_>) -> Possible {
    let totals = scene.model.queue.totals();
    Possible::or(totals.count(Status::Verified) > 0, "commands-reason-queue-not-verified")
}

pub(super) fn save_results(scene: &Scene<'_>) -> Possible {
    let found = scene.view.findings().listed(scene.view.finding_filter()) > 0;
    Possible::or(found, "commands-reason-none-listed")
}

pub(super) fn save_proof(scene: &Scene<'_>) -> Possible {
    one(scene, |upload| {
        Possible::or(scene.details(upload).is_some(), "commands-reason-loading")
    })
}

/// Whether the filter for this state can be used.
pub(super) fn only(scene: &Scene<'_>, show: Show) -> Possible {
    if show == scene.view.queue.row_order.filter().show {
        return Possible::Meaningless;
    }
    Possible::or(
        show.count(scene.model.queue.totals()) > 0,
        "commands-reason-none-in-state",
    )
}

pub(super) fn next_server(scene: &Scene<'_>) -> Possible {
    if scene.model.sandbox {
        return Possible::Meaningless;
    }
    Possible::or(scene.model.settings.profiles.len() > 1, "commands-reason-one-server")
}

pub(super) fn expand_toast(scene: &Scene<'_>) -> Possible {
    Possible::or_meaningless(scene.view.toasts.shown.as_ref().is_some_and(Toast::is_collapsed))
}

/// Whether anything is paused.
fn is_held(scene: &Scene<'_>) -> bool {
    scene.model.settings.paused
        || scene
            .model
            .queue
            .totals()
            .count_where(|status| status.action() == StatusAction::Resume)
            > 0
}

/// Possible if any selected file allows it.
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
    // Records that are not loaded may allow it. Actions on queue rows need the rows to be there.
    let totals = scene.model.queue.totals();
    let able = match ability {
        Ability::Key | Ability::Sign | Ability::Verify => true,
        Ability::Retry => totals.count_where(|status| status.action() == StatusAction::Retry) > 0,
        Ability::Resume => totals.count_where(|status| status.action() == StatusAction::Resume) > 0,
        Ability::Pause | Ability::Cancel => totals.pending() > 0,
        // No bulk operation does this.
        Ability::VerifyOriginal | Ability::SignFirst | Ability::VerifyFirst | Ability::SignedCopy => false,
    };
    Possible::or(able, reason)
}

/// Whether several files are summarized together.
pub(super) fn many(scene: &Scene<'_>) -> bool {
    scene.view.selection().len() > 1 && !scene.view.inspector.peek
}

/// An action on the inspected file.
pub(super) fn one<'a>(scene: &Scene<'a>, possible: impl FnOnce(&'a Upload) -> Possible) -> Possible {
    scene
        .lead()
        .map_or(Possible::Not("commands-reason-no-file-selected"), possible)
}
