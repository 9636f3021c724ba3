//! What is only about showing: which row is selected, which panel is open, what stands in a text field.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::Path,
};

use eframe::egui::{self, Id, Rect};
use zeroize::Zeroizing;

use super::{
    Scene,
    arrangement::Arrangement,
    commands::Command,
    dialogs::{self, Dialog},
    findings::{self, Filter, Findings},
    first_start::FirstStart,
    heading::Dragging,
    history,
    inspector::Reports,
    notices::Said,
    overlay::{self, Hovering},
    pictures::{Picture, PictureWanted, Pictures},
    regions::Regions,
    row_menu::RowMenu,
    selection::Selection,
    settings::{SettingsDraft, SettingsTab},
    sign::{self, Deleted, Draft},
    tally::{self, Tally},
    toasts::Toast,
    tokens, words,
};
use model::{Intent, Settings, UploadId, VerifyTarget};

/// The tabs of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// The uploads of now.
    #[default]
    Queue,
    /// The uploads of all time.
    History,
}

/// The tabs of the inspector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InspectorTab {
    /// The key, the file, what went wrong.
    #[default]
    Overview,
    /// Signing.
    Credentials,
    /// Verification.
    Report,
    /// The requests that were made.
    Activity,
}

/// The state of showing. It holds no fact about any upload.
#[derive(Default)]
pub struct View {
    /// The tab on show.
    pub tab: Tab,
    /// The tab of the inspector on show.
    pub inspector: InspectorTab,
    pub(super) sign: SignDraft,
    /// What was answered for other uploads and not signed yet.
    pub(super) drafts: HashMap<UploadId, Draft>,
    pub(super) key: KeyDraft,
    pub(super) first_start: Option<FirstStart>,
    /// Whether the question before a server is left is on show.
    pub(super) asks_to_switch: bool,
    pub(super) search: String,
    /// What of it was searched for last.
    pub(super) searched: String,
    pub(super) focus_search: bool,
    /// Height of the notice above the status line.
    pub(super) notice_height: f32,
    pub(super) scroll_to_cursor: bool,
    /// Rows that the table has room for.
    pub(super) page_rows: usize,
    /// The places of the rows that were drawn last.
    pub(super) on_show: Range<usize>,
    /// Where the table was drawn last.
    pub(super) table: Option<Rect>,
    /// Where the row is that the keyboard is at, while it is drawn.
    pub(super) cursor_row: Option<Rect>,
    /// Whether it was drawn the last time.
    pub(super) cursor_on_show: bool,
    /// The open menu of a row.
    pub(super) row_menu: Option<RowMenu>,
    /// Which rows of the queue are on show, and in which order.
    pub(super) arrangement: Arrangement,
    /// What stands in the queue's search field.
    pub(super) find: String,
    /// The edge of a column that is being dragged.
    pub(super) dragging: Option<Dragging>,
    pub(super) review: Option<u64>,
    /// The words of the notice on show.
    pub(super) said: Option<Said>,
    /// The parts of panels that were opened, and those that were closed where they are open at first.
    pub(super) toggled: HashSet<&'static str>,
    /// The long value that is shown in full.
    pub(super) in_full: Option<Id>,
    /// The reports that were read to be shown.
    pub(super) reports: Reports,
    /// Which report of an upload was chosen to be shown.
    pub(super) report_of: Option<(UploadId, VerifyTarget)>,
    /// Which findings of several chosen files are listed.
    pub(super) results: Filter,
    /// Whether the one of several chosen files that the keyboard is at is looked at, and not all of them.
    pub(super) peek: bool,
    findings: Findings,
    /// The selection that was looked into.
    peeked: u64,
    /// The MIME type that is being typed in.
    pub(super) type_draft: Option<(UploadId, String)>,
    /// Whether the field for it gets the focus.
    pub(super) focus_type: bool,
    /// The upload whose details were asked for.
    inspected: Option<UploadId>,
    /// The regions of the window, and the one that the focus goes to.
    pub(super) regions: Regions,
    /// The preset that was deleted last, with its roles, until something else can be undone.
    pub(super) deleted: Option<Deleted>,
    /// Uploads that stayed when the finished ones were cleared, because they need a look.
    pub(super) left_by_clear: usize,
    /// How many of those that were cleared could still be signed.
    pub(super) unsigned_by_clear: usize,
    /// The last saving of many that was told.
    saved: u64,
    pub(super) quit: Quit,
    pub(super) hovering: Option<overlay::Said>,
    /// Whether something that was dropped is still being read.
    pub(super) reading: bool,
    /// Whether nothing can be dropped on this window.
    pub(super) no_drops: bool,
    pub(super) toast: Option<Toast>,
    /// An answer before it that offers a way back.
    pub(super) held_toast: Option<Toast>,
    pub(super) pictures: Pictures,
    /// The dialog that is open.
    pub(super) dialogs: dialogs::State,
    copied: Option<(Id, f64)>,
    history_shown: bool,
    in_queue: Selection,
    in_history: Selection,
    tally: tally::Running,
    /// The last removal that was told.
    removal: u64,
    /// The queue and the history that the selections belong to.
    reshaped: (u64, u64),
}

/// Whether the window may close while something is on its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Quit {
    /// Nobody wants it to.
    #[default]
    NotWanted,
    /// The question is on show.
    Asking,
    /// A person said so.
    Confirmed,
}

/// What is typed into the sign panel.
#[derive(Default)]
pub(super) struct SignDraft {
    pub(super) of: Option<UploadId>,
    pub(super) draft: Draft,
    /// Whether the manifest that was sent is on show.
    pub(super) show_sent: bool,
    /// Whether the form stands there again although the file is signed.
    pub(super) again: bool,
    /// Whether Content Credentials that the file has, or may have, may be replaced.
    pub(super) replaces: bool,
}

/// What is typed into the key field. Wiped when it goes.
#[derive(Default)]
pub(super) struct KeyDraft {
    pub(super) text: Zeroizing<String>,
    /// Where it is to be kept, once that was chosen.
    pub(super) keep: Option<bool>,
    pub(super) error: Option<String>,
}

impl View {
    /// What is chosen in the tab on show.
    pub(crate) fn selection(&self) -> &Selection {
        match self.tab {
            Tab::Queue => &self.in_queue,
            Tab::History => &self.in_history,
        }
    }

    /// What is chosen in the tab on show, to be changed.
    pub(crate) fn selection_mut(&mut self) -> &mut Selection {
        match self.tab {
            Tab::Queue => &mut self.in_queue,
            Tab::History => &mut self.in_history,
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

    /// Keeps what was answered for one upload while another is looked at.
    fn put_draft_aside(&mut self) {
        let sign = std::mem::take(&mut self.sign);
        if let Some(of) = sign.of.filter(|_| sign.draft.is_touched()) {
            self.drafts.insert(of, sign.draft);
        }
        self.sign.show_sent = sign.show_sent;
    }

    /// Of several chosen uploads the one that the keyboard is at is looked at.
    pub(super) fn peek_at_lead(&mut self) {
        self.peeked = self.selection().revision();
        self.peek = self.selection().len() > 1;
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
            Tab::Queue => &self.in_queue,
            Tab::History => &self.in_history,
        };
        (selection, &mut self.findings)
    }

    pub(super) fn selection_and_tally(&mut self) -> (&Selection, &mut tally::Running) {
        let selection = match self.tab {
            Tab::Queue => &self.in_queue,
            Tab::History => &self.in_history,
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
        self.hovering = hovering.map(overlay::say);
    }

    /// Says whether something that was dropped is still being read.
    pub fn show_reading(&mut self, reading: bool) {
        self.reading = reading;
    }

    /// Says no more that files can be dropped here, where they do not arrive.
    pub fn say_whether_drops_arrive(&mut self, arrive: bool) {
        self.no_drops = !arrive;
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
        self.search.clear();
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

    /// Copies a text and answers "Copied" at this control for a while.
    pub(super) fn copy(&mut self, ctx: &egui::Context, control: Id, text: String) {
        ctx.copy_text(text);
        self.copied = Some((control, ctx.input(|input| input.time) + tokens::COPIED_SECONDS));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(
            tokens::COPIED_SECONDS + tokens::A_MOMENT,
        ));
    }

    /// Whether this control copied a moment ago.
    pub(super) fn has_copied(&self, ctx: &egui::Context, control: Id) -> bool {
        self.copied
            .is_some_and(|(copied, until)| copied == control && ctx.input(|input| input.time) < until)
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
    tell_removal(scene);
    tell_saving(scene);
    arrange(scene, ctx);
    tally::follow(scene);
    if let Some(upload) = scene.lead()
        && scene.view.sign.of != Some(upload.id)
    {
        let face = scene.view.sign.draft.face;
        scene.view.put_draft_aside();
        let begun = || sign::begin(&scene.model.presets, &scene.model.settings, Some(upload)).with_face(face);
        let draft = scene.view.drafts.remove(&upload.id).unwrap_or_else(begun);
        scene.view.sign = SignDraft {
            of: Some(upload.id),
            draft,
            show_sent: scene.view.sign.show_sent,
            again: false,
            replaces: false,
        };
    }
    findings::follow(scene);
    let revision = scene.view.selection().revision();
    if scene.view.peeked != revision {
        scene.view.peeked = revision;
        scene.view.peek = false;
    }
    let looked_at = match scene.view.selection().len() {
        0 => None,
        2.. if !scene.view.peek => None,
        _ => scene.lead().map(|upload| upload.id),
    };
    if scene.view.inspected != looked_at {
        scene.view.inspected = looked_at;
        scene.view.type_draft = None;
        scene.tell(Intent::Inspect(looked_at));
    }
    if scene.view.tab == Tab::History && !scene.view.history_shown {
        history::look_again(scene);
    }
    scene.view.history_shown = scene.view.tab == Tab::History;
    if let Some(number) = scene.view.review
        && !scene.model.notices.iter().any(|notice| notice.number == number)
    {
        scene.view.review = None;
    }
}

/// What has left the queue, or the page of the history, is not chosen any more.
fn forget_what_is_gone(scene: &mut Scene<'_>) {
    let model = scene.model;
    let (queue, history) = scene.view.reshaped;
    if queue != model.queue.reshaped() {
        scene.view.in_queue.retain(|id| model.queue.get(id).is_some());
    }
    if history != model.history.revision {
        scene.view.in_history.retain(|id| model.history.place(id).is_some());
    }
    if scene.view.reshaped != (model.queue.reshaped(), model.history.revision) {
        let known = |id: UploadId| model.queue.get(id).is_some() || model.history.place(id).is_some();
        scene.view.drafts.retain(|id, _| known(*id));
    }
    scene.view.reshaped = (model.queue.reshaped(), model.history.revision);
}

/// Brings the rows on show in step. They stay where they are while the pointer is over them.
fn arrange(scene: &mut Scene<'_>, ctx: &egui::Context) {
    let (now, pointer) = ctx.input(|input| (input.time, input.pointer.hover_pos()));
    let hold = pointer
        .zip(scene.view.table)
        .is_some_and(|(at, table)| table.contains(at));
    let followed = scene.view.arrangement.follow(&scene.model.queue, now, hold);
    if followed.rows_left {
        let View {
            arrangement, in_queue, ..
        } = &mut *scene.view;
        in_queue.retain(|id| arrangement.shows(id));
    }
    if followed.more {
        ctx.request_repaint();
    }
    if followed.later {
        ctx.request_repaint_after(std::time::Duration::from_millis(500));
    }
}

/// What was removed is told with the way back.
fn tell_removal(scene: &mut Scene<'_>) {
    if let Some(removed) = scene.model.removed()
        && removed.number != scene.view.removal
    {
        scene.view.removal = removed.number;
        // One thing can be undone: the last.
        scene.view.deleted = None;
        let words = format!("{} removed from the queue", words::files(removed.files()));
        let unsigned = match std::mem::take(&mut scene.view.unsigned_by_clear) {
            0 => None,
            1 => Some("1 of them is not signed; it can be from the history".to_owned()),
            unsigned => Some(format!(
                "{} of them are not signed; they can be from the history",
                words::count(unsigned)
            )),
        };
        let left = match std::mem::take(&mut scene.view.left_by_clear) {
            0 => None,
            1 => Some("1 needs a look and stays".to_owned()),
            left => Some(format!("{} need a look and stay", words::count(left))),
        };
        let more: Vec<_> = unsigned.into_iter().chain(left).collect();
        let toast = Toast::done(words).with(more.join(". "));
        scene.view.answer(toast.offering(Command::UndoRemove));
    }
}

/// What became of many signed copies is told once it is known of all.
fn tell_saving(scene: &mut Scene<'_>) {
    let model = scene.model;
    let Some(saving) = model.saving.as_ref().filter(|saving| saving.is_over()) else {
        return;
    };
    if saving.number == scene.view.saved {
        return;
    }
    scene.view.saved = saving.number;
    let folder = saving.folder.display();
    if model.no_downloads && saving.saved == 0 {
        let toast = Toast::not_done(
            "No signed file was saved",
            "This server gives no downloads: fetch them from S3 by their URIs",
        );
        scene.view.answer(toast);
        return;
    }
    let signed_files = |number: usize| match number {
        1 => "1 signed file".to_owned(),
        number => format!("{} signed files", words::count(number)),
    };
    let mut more = Vec::new();
    if saving.renamed > 0 {
        let words = match saving.renamed {
            1 => "1 has a number in its name: a file of that name was there".to_owned(),
            renamed => format!(
                "{} have a number in their names: files of those names were there",
                words::count(renamed)
            ),
        };
        more.push(words);
    }
    more.extend(
        saving
            .failures
            .iter()
            .map(|(name, message)| format!("{name}: {message}")),
    );
    let unnamed = saving.failed - saving.failures.len();
    if unnamed > 0 {
        more.push(format!("{} more", words::count(unnamed)));
    }
    let toast = if saving.failed == 0 {
        Toast::done(format!("{} saved in {folder}", signed_files(saving.saved))).with(more.join("\n"))
    } else {
        let headline = format!(
            "{} of {} saved in {folder}",
            words::count(saving.saved),
            signed_files(saving.all)
        );
        Toast::not_done(headline, more.join("\n"))
    };
    scene.view.answer(toast);
}
