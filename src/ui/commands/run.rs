//! Commands that need more than one call.

use super::possible;
use crate::ui::{
    InspectorTab, Request, Scene, Tab, batch, copying,
    filter::Show,
    inspector,
    panes::Pane,
    selected,
    settings::SettingsTab,
    sorting::{self, Column},
};
use model::{ExportFormat, Intent, SaveState, Upload, VerifyTarget};

use super::Command;

pub(super) fn clear_finished(scene: &mut Scene<'_>) {
    scene.view.queue.kept_after_clear = scene.model.queue.totals().attention;
    scene.view.queue.cleared_unsigned = super::unsigned(scene);
    scene.dispatch(Intent::ClearFinished);
}

pub(super) fn stop_bulk_operations(scene: &mut Scene<'_>) {
    for bulk_operation in scene
        .model
        .bulk_operations()
        .iter()
        .filter(|bulk_operation| !bulk_operation.is_stopped())
    {
        scene.dispatch(Intent::StopBulkOperation(bulk_operation.number));
    }
}

pub(super) fn sign_again(scene: &mut Scene<'_>) {
    inspect(scene, InspectorTab::Credentials);
    scene.view.sign.shows_form_again = true;
}

/// Signs the selection, or everything that waits for it.
pub(super) fn sign(scene: &mut Scene<'_>) {
    if possible::whole_queue(scene) {
        batch::sign_all(scene);
    } else {
        selected::sign(scene);
    }
}

/// Retries the selection, or everything that failed.
pub(super) fn retry(scene: &mut Scene<'_>) {
    if possible::whole_queue(scene) {
        batch::retry_failed(scene);
    } else {
        selected::retry(scene);
    }
}

/// Verifies the selection, or every signed copy that was not verified.
pub(super) fn verify(scene: &mut Scene<'_>) {
    if possible::whole_queue(scene) {
        let ids = scene.model.queue.ids(Upload::awaits_verification);
        let target = VerifyTarget::Signed;
        scene.dispatch(Intent::Verify { ids, target });
    } else {
        selected::verify(scene);
    }
}

/// Shows the saved signed copy in the file manager, or else the original.
pub(super) fn open_folder(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    let file = match &upload.saving {
        SaveState::Saved(file) => file.clone(),
        SaveState::NotAsked | SaveState::Saving | SaveState::Failed(_) => upload.source.path.clone(),
    };
    scene.requests.push(Request::OpenFolder(file));
}

/// Asks the server for a link to the signed copy. The browser opens when it answers.
pub(super) fn open_in_browser(scene: &mut Scene<'_>) {
    if let Some(upload) = scene.lead() {
        scene.dispatch(Intent::OpenLink(upload.id));
    }
}

pub(super) fn save_signed(scene: &mut Scene<'_>) {
    if possible::many(scene) || possible::whole_queue(scene) {
        selected::save_signed(scene);
    } else {
        inspector::save_signed(scene);
    }
}

pub(super) fn export(scene: &mut Scene<'_>, format: ExportFormat) {
    let (ids, stem) = (copying::selected_or_all(scene), copying::file_stem(scene));
    scene.requests.push(Request::PickExport { ids, format, stem });
}

pub(super) fn undo_remove(scene: &mut Scene<'_>) {
    scene.view.tab = Tab::Queue;
    // Restored rows return to their places, so a sorted table must be sorted again.
    scene.view.queue.row_order.resort_after_change();
    scene.view.withdraw(Command::UndoRemove);
    scene.dispatch(Intent::UndoRemove);
}

pub(super) fn select_all(scene: &mut Scene<'_>) {
    let rows = scene.rows();
    scene.view.selection_mut().all(&rows);
}

pub(super) fn inspect(scene: &mut Scene<'_>, tab: InspectorTab) {
    scene.look_at(tab);
    scene.view.panes.go_to(Pane::Contents);
}

pub(super) fn inspect_technical(scene: &mut Scene<'_>) {
    inspector::open_technical_details(scene);
    scene.view.panes.go_to(Pane::Contents);
}

pub(super) fn search(scene: &mut Scene<'_>) {
    // With an empty queue, search the history.
    if scene.model.queue.uploads().is_empty() {
        scene.view.tab = Tab::History;
    }
    scene.view.focus_search = true;
}

pub(super) fn sort(scene: &mut Scene<'_>, column: Column) {
    sorting::click(scene, column);
}

pub(super) fn only(scene: &mut Scene<'_>, show: Show) {
    scene.view.tab = Tab::Queue;
    scene.view.queue.row_order.show(show);
}

pub(super) fn show_all_rows(scene: &mut Scene<'_>) {
    scene.view.queue.search.clear();
    scene.view.queue.row_order.show(Show::All);
    scene.view.queue.row_order.look_for("");
}

pub(super) fn open_settings(scene: &mut Scene<'_>, tab: SettingsTab) {
    scene.view.open_settings(&scene.model.settings, tab);
}

/// The profile after the current one, wrapping around.
pub(super) fn next_server(scene: &mut Scene<'_>) {
    let settings = &scene.model.settings;
    let profiles = settings.profiles.iter();
    let mut after = profiles.skip_while(|profile| profile.name != settings.active).skip(1);
    if let Some(next) = after.next().or_else(|| settings.profiles.first()) {
        scene.dispatch(Intent::SwitchProfile(next.name.clone()));
    }
}

pub(super) fn test_connection(scene: &mut Scene<'_>) {
    // It shows the result.
    open_settings(scene, SettingsTab::Key);
    scene.dispatch(Intent::TestConnection);
}

pub(super) fn expand_toast(scene: &mut Scene<'_>) {
    if let Some(toast) = &mut scene.view.toasts.shown {
        toast.open();
    }
}

pub(super) fn dismiss_notice(scene: &mut Scene<'_>) {
    if let Some(notice) = scene.model.notices.last() {
        scene.dispatch(Intent::DismissNotice(notice.number));
    }
}

pub(super) fn set_zoom(scene: &mut Scene<'_>, percent: Option<u16>) {
    if let Some(percent) = percent {
        scene.dispatch(Intent::SetZoom(percent));
    }
}
