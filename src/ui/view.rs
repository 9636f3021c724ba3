//! View state: the selected row, the open panel, text being typed.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::{
    Scene, added,
    banner::KeyDraft,
    check, controls,
    dialogs::{self, Dialog},
    findings::{self, FindingFilter, Findings},
    finished,
    first_start::FirstStart,
    history, inspector, notices, outcomes,
    overlay::{self, Hovering},
    panes::Panes,
    pictures::{Picture, PictureWanted, Pictures},
    provenance, queue,
    quit::Quit,
    row_menu::RowMenu,
    selection::Selection,
    settings::{SettingsDraft, SettingsTab},
    sign, table,
    tally::{self, Tally},
    toasts, viewer,
};
use crate::thumbnails::{Fit, MadeOfFile, WantedOfFile};
use model::{Settings, Timestamp, UploadId};

/// The tabs of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// The current uploads.
    #[default]
    Queue,
    /// All past uploads.
    History,
    /// Files on this computer, checked without a server.
    Check,
}

/// View state, by panel. It holds no facts about uploads.
#[derive(Default)]
pub struct View {
    /// The current tab.
    pub tab: Tab,
    pub(super) queue: queue::State,
    pub(super) history: history::State,
    pub(super) check: check::State,
    pub(super) table: table::State,
    /// The open row menu.
    pub(super) row_menu: Option<RowMenu>,
    pub(super) inspector: inspector::State,
    pub(super) sign: sign::State,
    pub(super) key: KeyDraft,
    pub(super) controls: controls::State,
    pub(super) notices: notices::State,
    pub(super) toasts: toasts::State,
    pub(super) drops: overlay::State,
    /// The open dialog.
    pub(super) dialogs: dialogs::State,
    pub(super) first_start: Option<FirstStart>,
    /// Whether the question before switching servers is shown.
    pub(super) asks_to_switch: bool,
    pub(super) quit: Quit,
    /// Whether the search field of the current tab gets the focus.
    pub(super) focus_search: bool,
    /// The panes of the window, and the one that gets the focus.
    pub(super) panes: Panes,
    pub(super) pictures: Pictures,
    pub(super) provenance: provenance::State,
    pub(super) outcomes: outcomes::State,
    pub(super) viewer: viewer::State,
    pub(super) added: added::State,
    pub(super) finished: finished::State,
    findings: Findings,
    tally: tally::Running,
    /// The tab and the selection's revision that are counted.
    counted: Option<(Tab, u64)>,
    /// The revisions of queue and history that the selections belong to.
    structure_revision: (u64, u64),
}

impl View {
    /// The selection of the current tab.
    pub(crate) fn selection(&self) -> &Selection {
        match self.tab {
            Tab::Queue => &self.queue.selection,
            Tab::History => &self.history.selection,
            Tab::Check => &self.check.selection,
        }
    }

    /// The selection of the current tab, to change it.
    pub(crate) fn selection_mut(&mut self) -> &mut Selection {
        match self.tab {
            Tab::Queue => &mut self.queue.selection,
            Tab::History => &mut self.history.selection,
            Tab::Check => &mut self.check.selection,
        }
    }

    /// The inspected upload.
    #[must_use]
    pub fn lead(&self) -> Option<UploadId> {
        self.selection().lead()
    }

    /// Selects only this upload.
    pub fn choose(&mut self, id: UploadId) {
        self.selection_mut().only(id);
    }

    /// The results to list: those that need attention, or all if none does, unless the user chose others.
    pub(crate) fn finding_filter(&self) -> FindingFilter {
        match self.inspector.results {
            FindingFilter::Attention if self.findings.listed(FindingFilter::Attention) == 0 => FindingFilter::All,
            chosen => chosen,
        }
    }

    /// The totals of the selected rows.
    pub(crate) fn tally(&self) -> &Tally {
        self.tally.tally()
    }

    /// Uploads visited for the totals.
    #[cfg(test)]
    pub(crate) fn looked_at(&self) -> usize {
        self.tally.visited
    }

    /// The verification results of the selected rows.
    pub(crate) fn findings(&self) -> &Findings {
        &self.findings
    }

    pub(super) fn findings_mut(&mut self) -> &mut Findings {
        &mut self.findings
    }

    pub(super) fn selection_and_findings(&mut self) -> (&Selection, &mut Findings) {
        let selection = match self.tab {
            Tab::Queue => &self.queue.selection,
            Tab::History => &self.history.selection,
            Tab::Check => &self.check.selection,
        };
        (selection, &mut self.findings)
    }

    pub(super) fn selection_and_tally(&mut self) -> (&Selection, &mut tally::Running) {
        let selection = match self.tab {
            Tab::Queue => &self.queue.selection,
            Tab::History => &self.history.selection,
            Tab::Check => &self.check.selection,
        };
        (selection, &mut self.tally)
    }

    /// Shows this report to read and copy.
    pub fn show_diagnostics(&mut self, report: String) {
        self.dialogs.close_settings();
        self.dialogs.open(Dialog::Diagnostics(report));
    }

    /// Whether a dialog is open.
    pub(super) fn has_dialog(&self) -> bool {
        self.viewer.is_open()
            || self.dialogs.is_open()
            || self.first_start.is_some()
            || self.asks_to_switch
            || self.quit == Quit::Asking
    }

    /// Shows what is dragged over the window; `None` hides it.
    pub fn show_hovering(&mut self, hovering: Option<&Hovering>) {
        self.drops.hovering = hovering.map(overlay::counted);
    }

    /// Shows whether a drop is still being read.
    pub fn show_reading(&mut self, reading: bool) {
        self.drops.reading = reading;
    }

    /// Stops inviting drops where they cannot be received.
    pub fn set_drops_supported(&mut self, supported: bool) {
        self.drops.unsupported = !supported;
    }

    /// Asks whether to quit while uploads are in progress.
    pub fn ask_to_quit(&mut self) {
        self.quit = Quit::Asking;
    }

    /// Whether the user answered that question with yes.
    #[must_use]
    pub fn may_quit(&self) -> bool {
        self.quit == Quit::Confirmed
    }

    /// Whether dropped or pasted files are searched for in the history instead of added.
    #[must_use]
    pub fn finds_drops(&self) -> bool {
        self.tab == Tab::History
    }

    /// Whether dropped or pasted files are checked instead of added.
    #[must_use]
    pub fn checks_drops(&self) -> bool {
        self.tab == Tab::Check
    }

    /// Clears the search field, because a search by content replaces it.
    pub fn clear_search(&mut self) {
        self.history.search.clear();
    }

    /// Opens the settings with the current values.
    pub(super) fn open_settings(&mut self, settings: &Settings, tab: SettingsTab) {
        let draft = SettingsDraft::new(settings, tab);
        self.dialogs.open(Dialog::Settings(Box::new(draft)));
    }

    /// Puts the path of this file into the field for certificate authorities, if it is still shown.
    pub fn take_authorities(&mut self, file: &Path) {
        if let Some(draft) = self.dialogs.settings() {
            draft.enter_authorities(file.display().to_string());
        }
    }

    /// Asks for the name of a trust list of the user's own.
    pub fn name_trust_list(&mut self, file: PathBuf) {
        self.tab = Tab::Check;
        self.check.name_list(file);
    }

    /// Whether no one asked to close the window.
    #[must_use]
    pub fn must_stay_open(&self) -> bool {
        self.quit == Quit::NotWanted
    }

    /// The thumbnails that visible rows need, if they differ from the last request. Those not in the list are no longer
    /// needed.
    pub fn wanted_pictures(&mut self) -> Option<Vec<PictureWanted>> {
        self.pictures.take_changed_requests()
    }

    /// Stores a requested thumbnail of this shape and size, or that there is none.
    pub fn take_picture(&mut self, ctx: &egui::Context, id: UploadId, fit: Fit, picture: Option<Picture<'_>>) {
        self.pictures.take(ctx, id, fit, picture);
    }

    /// Shows the small pictures of the history where the files are gone. `path` tells where that of a record is, from its number and
    /// when it was added.
    pub fn use_kept_pictures(&mut self, path: impl Fn(UploadId, Timestamp) -> PathBuf + 'static) {
        self.pictures.use_kept(Box::new(path));
    }
}

impl View {
    /// The pictures that the shown report needs, if they differ from the last request.
    pub fn wanted_of_files(&mut self) -> Option<Vec<WantedOfFile>> {
        self.provenance.wanted()
    }

    /// Stores pictures of a report.
    pub fn take_of_file(&mut self, ctx: &egui::Context, made: MadeOfFile) {
        self.provenance.take(ctx, made);
    }
}

/// Updates the view state to match the model before a frame is drawn.
pub(super) fn follow(scene: &mut Scene<'_>, ctx: &egui::Context) {
    scene.view.asks_to_switch = scene.model.switching.is_some();
    if !scene.model.welcome {
        scene.view.first_start = None;
    } else if scene.view.first_start.is_none() {
        scene.view.first_start = Some(FirstStart::new(scene.model));
    }
    forget_what_is_gone(scene);
    outcomes::follow(scene);
    // The window has noticed it already, and told the desktop.
    let _ = scene.view.notice_finished(scene.model);
    added::follow(scene);
    queue::arrange(scene, ctx);
    count_selection(scene);
    history::follow(scene);
    check::follow(scene);
    notices::follow(scene);
}

/// Counts the selected rows again if the selection changed in this frame: by a key, or by a click on a row that was drawn
/// before the panel that counts them.
pub(super) fn follow_selection(scene: &mut Scene<'_>) {
    let now = (scene.view.tab, scene.view.selection().revision());
    if scene.view.counted != Some(now) {
        count_selection(scene);
    }
}

/// Counts the selected rows.
fn count_selection(scene: &mut Scene<'_>) {
    scene.view.counted = Some((scene.view.tab, scene.view.selection().revision()));
    tally::follow(scene);
    sign::follow(scene);
    findings::follow(scene);
    inspector::follow(scene);
}

/// Drops removed uploads and unlisted records from the selections.
fn forget_what_is_gone(scene: &mut Scene<'_>) {
    let model = scene.model;
    let (queue, history) = scene.view.structure_revision;
    if queue != model.queue.structure_revision() {
        scene.view.queue.selection.retain(|id| model.queue.get(id).is_some());
    }
    if history != model.history.revision {
        scene
            .view
            .history
            .selection
            .retain(|id| model.history.place(id).is_some());
    }
    if scene.view.structure_revision != (model.queue.structure_revision(), model.history.revision) {
        let known = |id: UploadId| model.queue.get(id).is_some() || model.history.place(id).is_some();
        scene.view.sign.retain(known);
    }
    scene.view.structure_revision = (model.queue.structure_revision(), model.history.revision);
}
