//! What is only about showing: which row is selected, which panel is open, what stands in a text field.

use std::path::Path;

use eframe::egui;

use super::{
    Scene,
    banner::KeyDraft,
    controls,
    dialogs::{self, Dialog},
    findings::{self, Findings},
    first_start::FirstStart,
    history, inspector, notices, outcomes,
    overlay::{self, Hovering},
    pictures::{Picture, PictureWanted, Pictures},
    queue,
    quit::Quit,
    regions::Regions,
    row_menu::RowMenu,
    selection::Selection,
    settings::{SettingsDraft, SettingsTab},
    sign, table,
    tally::{self, Tally},
    toasts,
};
use model::{Settings, UploadId};

/// The tabs of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// The uploads of now.
    #[default]
    Queue,
    /// The uploads of all time.
    History,
}

/// The state of showing, by panel. It holds no fact about any upload.
#[derive(Default)]
pub struct View {
    /// The tab on show.
    pub tab: Tab,
    pub(super) queue: queue::State,
    pub(super) history: history::State,
    pub(super) table: table::State,
    /// The open menu of a row.
    pub(super) row_menu: Option<RowMenu>,
    pub(super) inspector: inspector::State,
    pub(super) sign: sign::State,
    pub(super) key: KeyDraft,
    pub(super) controls: controls::State,
    pub(super) notices: notices::State,
    pub(super) toasts: toasts::State,
    pub(super) drops: overlay::State,
    /// The dialog that is open.
    pub(super) dialogs: dialogs::State,
    pub(super) first_start: Option<FirstStart>,
    /// Whether the question before a server is left is on show.
    pub(super) asks_to_switch: bool,
    pub(super) quit: Quit,
    /// Whether the search field of the tab on show gets the focus.
    pub(super) focus_search: bool,
    /// The regions of the window, and the one that the focus goes to.
    pub(super) regions: Regions,
    pub(super) pictures: Pictures,
    pub(super) told: outcomes::State,
    findings: Findings,
    tally: tally::Running,
    /// The queue and the history that the selections belong to.
    reshaped: (u64, u64),
}

impl View {
    /// What is chosen in the tab on show.
    pub(crate) fn selection(&self) -> &Selection {
        match self.tab {
            Tab::Queue => &self.queue.selection,
            Tab::History => &self.history.selection,
        }
    }

    /// What is chosen in the tab on show, to be changed.
    pub(crate) fn selection_mut(&mut self) -> &mut Selection {
        match self.tab {
            Tab::Queue => &mut self.queue.selection,
            Tab::History => &mut self.history.selection,
        }
    }

    /// The upload that is looked at.
    #[must_use]
    pub fn lead(&self) -> Option<UploadId> {
        self.selection().lead()
    }

    /// Chooses this upload and no other.
    pub fn choose(&mut self, id: UploadId) {
        self.selection_mut().only(id);
    }

    /// What the chosen rows come to.
    pub(crate) fn tally(&self) -> &Tally {
        self.tally.tally()
    }

    /// Uploads that were looked at for the tally.
    #[cfg(test)]
    pub(crate) fn looked_at(&self) -> usize {
        self.tally.visited
    }

    /// What verification found in the chosen rows.
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
        };
        (selection, &mut self.findings)
    }

    pub(super) fn selection_and_tally(&mut self) -> (&Selection, &mut tally::Running) {
        let selection = match self.tab {
            Tab::Queue => &self.queue.selection,
            Tab::History => &self.history.selection,
        };
        (selection, &mut self.tally)
    }

    /// Shows this report to be looked through and copied.
    pub fn show_diagnostics(&mut self, report: String) {
        self.dialogs.close_settings();
        self.dialogs.open(Dialog::Diagnostics(report));
    }

    /// Whether something stands in front of the window.
    pub(super) fn has_dialog(&self) -> bool {
        self.dialogs.is_open() || self.first_start.is_some() || self.asks_to_switch || self.quit == Quit::Asking
    }

    /// Says over the whole window what hovers over it; nothing, where nothing does.
    pub fn show_hovering(&mut self, hovering: Option<&Hovering>) {
        self.drops.hovering = hovering.map(overlay::say);
    }

    /// Says whether something that was dropped is still being read.
    pub fn show_reading(&mut self, reading: bool) {
        self.drops.reading = reading;
    }

    /// Says no more that files can be dropped here, where they do not arrive.
    pub fn say_whether_drops_arrive(&mut self, arrive: bool) {
        self.drops.do_not_arrive = !arrive;
    }

    /// Shows the question whether to quit while something is on its way.
    pub fn ask_to_quit(&mut self) {
        self.quit = Quit::Asking;
    }

    /// Whether a person has answered that question with yes.
    #[must_use]
    pub fn may_quit(&self) -> bool {
        self.quit == Quit::Confirmed
    }

    /// Whether what is dropped or pasted is looked for in the history, and not added.
    #[must_use]
    pub fn finds_drops(&self) -> bool {
        self.tab == Tab::History
    }

    /// Empties the search field: what is looked for by its content takes its place.
    pub fn clear_search(&mut self) {
        self.history.search.clear();
    }

    /// Opens the settings with what is set now.
    pub(super) fn open_settings(&mut self, settings: &Settings, tab: SettingsTab) {
        let draft = SettingsDraft::new(settings, tab);
        self.dialogs.open(Dialog::Settings(Box::new(draft)));
    }

    /// Puts the name of this file into the field for certificate authorities, if it is still on show.
    pub fn take_authorities(&mut self, file: &Path) {
        if let Some(profile) = self.dialogs.settings().and_then(SettingsDraft::profile) {
            profile.extra_ca_file = file.display().to_string();
        }
    }

    /// Whether nobody wants the window to close any more.
    #[must_use]
    pub fn stays_open(&self) -> bool {
        self.quit == Quit::NotWanted
    }

    /// The small pictures that are on show and not there yet, if they are others than those that were told before. What
    /// is not among them is not wanted any more.
    pub fn wanted_pictures(&mut self) -> Option<Vec<PictureWanted>> {
        self.pictures.news()
    }

    /// Takes a picture that was wanted with this side, or word that there is none.
    pub fn take_picture(&mut self, ctx: &egui::Context, id: UploadId, side: u32, picture: Option<Picture<'_>>) {
        self.pictures.take(ctx, id, side, picture);
    }
}

/// Brings the view in step with the model before a frame is drawn.
pub(super) fn follow(scene: &mut Scene<'_>, ctx: &egui::Context) {
    scene.view.asks_to_switch = scene.model.switching.is_some();
    if !scene.model.welcome {
        scene.view.first_start = None;
    } else if scene.view.first_start.is_none() {
        scene.view.first_start = Some(FirstStart::new(scene.model));
    }
    forget_what_is_gone(scene);
    outcomes::follow(scene);
    queue::arrange(scene, ctx);
    tally::follow(scene);
    sign::follow(scene);
    findings::follow(scene);
    inspector::follow(scene);
    history::follow(scene);
    notices::follow(scene);
}

/// What has left the queue, or the page of the history, is not chosen any more.
fn forget_what_is_gone(scene: &mut Scene<'_>) {
    let model = scene.model;
    let (queue, history) = scene.view.reshaped;
    if queue != model.queue.reshaped() {
        scene.view.queue.selection.retain(|id| model.queue.get(id).is_some());
    }
    if history != model.history.revision {
        scene
            .view
            .history
            .selection
            .retain(|id| model.history.place(id).is_some());
    }
    if scene.view.reshaped != (model.queue.reshaped(), model.history.revision) {
        let known = |id: UploadId| model.queue.get(id).is_some() || model.history.place(id).is_some();
        scene.view.sign.retain(known);
    }
    scene.view.reshaped = (model.queue.reshaped(), model.history.revision);
}
