//! The window's panels: they take the model, draw it, and return what the user asked for.
//!
//! Nothing here reads a file, a socket or a clock. View state (the selected row, the open panel, text being typed)
//! lives in [`View`]; everything else lives in the model.

mod banner;
mod bidi;
mod columns;
mod commands;
mod controls;
mod copying;
mod diagnostics;
mod dialog;
mod dialogs;
mod empty;
mod filter;
mod find;
mod findings;
mod first_start;
mod forgetting;
mod heading;
mod history;
mod inspector;
mod keyboard;
mod lookup;
mod menu;
mod notices;
mod outcomes;
mod overlay;
mod palette;
mod panes;
mod pictures;
mod platform;
mod queue;
mod quit;
mod results;
mod row;
mod row_menu;
mod row_order;
mod rows;
mod selected;
mod selection;
mod servers;
mod settings;
mod shapes;
mod shortcuts;
mod sign;
mod sorting;
mod startup_error;
mod status;
mod table;
mod tabs;
mod tally;
mod toasts;
mod tokens;
mod top_bar;
mod track;
mod view;
mod words;
mod zoom;

#[cfg(test)]
mod tests;

use std::fmt;

use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, Rect, ThemePreference, Ui, UiBuilder};

pub use inspector::InspectorTab;
pub use overlay::Hovering;
pub use pictures::{Picture, PictureWanted};
pub use platform::Desktop;
pub use quit::is_working;
pub use startup_error::explain;
pub use view::{Tab, View};

use model::{Details, ExportFormat, Hold, Intent, Model, Status, Theme, Timestamp, Upload, UploadId};
use panes::Pane;
use rows::Rows;
use tokens::Palette;

/// What the user asked for in the window.
#[derive(Debug)]
pub enum Request {
    /// A request to the model.
    Intent(Intent),
    /// Ask which files to add.
    PickFiles,
    /// Ask which folders to add.
    PickFolder,
    /// Ask which files to find in the history.
    PickToFind,
    /// Ask where to save these records.
    PickExport {
        /// The records.
        ids: Vec<UploadId>,
        /// The file format.
        format: ExportFormat,
        /// The suggested name, without its extension.
        stem: String,
    },
    /// Add the paths in this pasted text, one per line.
    Paste(String),
    /// Ask where to save the signed copy of this upload.
    SaveSigned {
        /// The upload.
        id: UploadId,
        /// The suggested name.
        name: String,
        /// The folder of the original, where the dialog starts.
        folder: Option<std::path::PathBuf>,
    },
    /// Ask for a folder for the signed copies of these uploads.
    SaveAllSigned {
        /// The uploads, each with the name of its file.
        files: Vec<(UploadId, String)>,
        /// The folder of the first original, where the dialog starts.
        folder: Option<std::path::PathBuf>,
    },
    /// Ask where to save this text.
    SaveText {
        /// The title of the dialog.
        title: &'static str,
        /// The suggested name.
        name: String,
        /// The content.
        text: TextSource,
    },
    /// Ask for a file of certificate authorities.
    PickAuthorities,
    /// Restart in the sandbox.
    TrySandbox,
    /// Restart outside the sandbox, on the profile of this name.
    LeaveSandbox(String),
    /// Collect a diagnostics report and show it before it is copied.
    ShowDiagnostics,
    /// Close the window.
    Quit,
}

/// A text that is built on demand, on the thread that needs it.
pub struct TextSource(Box<dyn FnOnce() -> String + Send>);

impl TextSource {
    /// A text that is built later.
    pub fn new(make: impl FnOnce() -> String + Send + 'static) -> Self {
        Self(Box::new(make))
    }

    /// Builds it.
    #[must_use]
    pub fn make(self) -> String {
        (self.0)()
    }
}

impl From<String> for TextSource {
    fn from(text: String) -> Self {
        Self::new(move || text)
    }
}

impl fmt::Debug for TextSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TextSource")
    }
}

/// What every panel gets: the model to draw, the view state, and the list of requests.
pub(crate) struct Scene<'a> {
    pub(crate) model: &'a Model,
    pub(crate) view: &'a mut View,
    pub(crate) now: Timestamp,
    /// Whether the dark theme is in use.
    pub(crate) dark: bool,
    pub(crate) requests: Vec<Request>,
}

impl<'a> Scene<'a> {
    fn dispatch(&mut self, intent: Intent) {
        self.requests.push(Request::Intent(intent));
    }

    /// Asks where to save a text.
    fn save(&mut self, title: &'static str, name: &str, text: TextSource) {
        let name = name.to_owned();
        self.requests.push(Request::SaveText { title, name, text });
    }

    /// The details of this upload, once they are loaded.
    fn details(&self, upload: &Upload) -> Option<&'a Details> {
        let model = self.model;
        model.details.as_ref().filter(|details| details.id == upload.id)
    }

    /// The rows of the current tab, in display order.
    fn rows(&self) -> Rows<'a> {
        let model = self.model;
        match self.view.tab {
            Tab::Queue => Rows::queue(&model.queue, self.view.queue.row_order.order()),
            Tab::History => Rows::History(&model.history),
        }
    }

    /// The inspected upload: the only selected one, or the selected one under the cursor.
    fn lead(&self) -> Option<&'a Upload> {
        self.find(self.view.lead()?)
    }

    /// The selected uploads, in display order. Walks all rows, so call it for user actions, not on each frame; for each
    /// frame there is [`View::tally`].
    fn selection(&self) -> Vec<&'a Upload> {
        let selection = self.view.selection();
        match selection.len() {
            0 => Vec::new(),
            1 => self.lead().into_iter().collect(),
            _ => {
                let rows = self.rows();
                rows.iter().filter(|upload| selection.contains(upload.id)).collect()
            }
        }
    }

    /// The selected uploads that match, in display order.
    fn selected_ids(&self, which: impl Fn(&Upload) -> bool) -> Vec<UploadId> {
        let chosen = self.selection().into_iter();
        chosen.filter(|upload| which(upload)).map(|upload| upload.id).collect()
    }

    /// How many of the selected records are not loaded.
    fn unread(&self) -> usize {
        self.view.selection().len().saturating_sub(self.view.tally().files)
    }

    /// An upload of the current tab.
    fn find(&self, id: UploadId) -> Option<&'a Upload> {
        let model = self.model;
        match self.view.tab {
            Tab::Queue => model.queue.get(id),
            Tab::History => model.history.get(id),
        }
    }

    /// Selects only this upload and shows this inspector tab.
    fn select(&mut self, id: UploadId, tab: InspectorTab) {
        self.view.choose(id);
        self.look_at(tab);
    }

    /// Shows this inspector tab for the upload under the cursor, and opens the inspector if it is closed.
    fn look_at(&mut self, tab: InspectorTab) {
        self.view.inspector.tab = tab;
        inspector::peek_at_lead(self.view);
        if !self.model.settings.details {
            self.dispatch(Intent::ShowDetails(true));
        }
    }
}

/// Installs fonts, colors and spacing. Call once.
pub fn install(ctx: &Context) {
    tokens::install(ctx);
}

/// Applies the theme from the settings.
pub fn use_theme(ctx: &Context, theme: Theme) {
    let preference = match theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
}

/// Applies the zoom from the settings, in percent.
pub fn use_zoom(ctx: &Context, percent: u16) {
    zoom::set(ctx, percent);
}

/// Draws the window and returns what the user asked for.
pub fn draw(ui: &mut Ui, model: &Model, view: &mut View, now: Timestamp) -> Vec<Request> {
    let mut scene = Scene {
        model,
        view,
        now,
        dark: ui.visuals().dark_mode,
        requests: Vec::new(),
    };
    let ctx = ui.ctx().clone();
    view::follow(&mut scene, &ctx);
    scene.view.pictures.begin(&ctx);
    copying::take_clipping(&mut scene, &ctx);
    overlay::take_drops(&mut scene, &ctx);
    keyboard::handle(&mut scene, &ctx);

    let palette = Palette::of(ui);
    let top = ui.available_rect_before_wrap();
    panes::begin(ui, &mut scene, Pane::Top);
    bar(Panel::top("top bar"), tokens::TOP_BAR, palette).show(ui, |ui| top_bar::show(ui, &mut scene));
    banner::show(ui, &mut scene);
    bar(Panel::top("tabs"), tokens::TAB_BAR, palette).show(ui, |ui| tabs::show(ui, &mut scene));
    let below = ui.available_rect_before_wrap();
    panes::note(&mut scene, Pane::Top, Some(top.with_max_y(below.top())));
    // The status line and the inspector are laid out before the rows but drawn after them, so that the focus order
    // follows the reading order.
    let status = bar(Panel::bottom("status"), tokens::STATUS_BAR, palette)
        .show(ui, whole)
        .inner;
    notices::show(ui, &mut scene);
    let inspector = inspector::make_room(ui, &scene);
    panes::begin(ui, &mut scene, Pane::Rows);
    let rows = CentralPanel::default()
        .frame(Frame::new().fill(palette.canvas))
        .show(ui, |ui| match scene.view.tab {
            Tab::Queue if scene.model.queue.uploads().is_empty() && scene.model.arriving => arriving(ui, &scene),
            Tab::Queue if scene.model.queue.uploads().is_empty() => empty::show(ui, &mut scene),
            Tab::Queue if scene.rows().is_empty() => find::nothing(ui, &mut scene),
            Tab::Queue => table::show(ui, &mut scene),
            Tab::History => history::show(ui, &mut scene),
        });
    panes::note(&mut scene, Pane::Rows, Some(rows.response.rect));
    panes::note(&mut scene, Pane::Inspector, inspector);
    if let Some(place) = inspector {
        let begun = panes::begin(ui, &mut scene, Pane::Inspector);
        inspector::show(&mut within(ui, "inspector contents", place), &mut scene);
        panes::end(ui, &mut scene, begun, Pane::Rows);
    }
    let has_counts = scene.model.queue.totals().files > 0;
    panes::note(&mut scene, Pane::Status, has_counts.then_some(status));
    panes::begin(ui, &mut scene, Pane::Status);
    let mut line = within(ui, "status contents", status);
    line.set_min_size(status.size());
    status::show(&mut line, &mut scene);
    panes::rest(&mut scene, &ctx);
    row_menu::show(ui, &mut scene);
    first_start::show(&ctx, &mut scene);
    dialogs::show(&ctx, &mut scene);
    servers::ask_to_switch(&ctx, &mut scene);
    quit::show(&ctx, &mut scene);
    dialog::give_back(&mut scene, &ctx);
    toasts::show(&ctx, &mut scene);
    overlay::show(&ctx, scene.view);

    // Countdowns, and the time since the last byte was sent.
    let counting = scene.model.queue.totals().count(Status::Waiting) > 0
        || scene.model.queue.totals().count(Status::Uploading) > 0
        || (matches!(scene.model.hold(), Some(Hold::RateLimited { .. })) && scene.model.queue.totals().waits() > 0);
    if counting {
        ctx.request_repaint_after(std::time::Duration::from_secs(1));
    }
    scene.requests
}

/// Replaces the rows while the queue of another server loads, so that nothing around them moves.
fn arriving(ui: &mut Ui, scene: &Scene<'_>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * tokens::ABOVE_WORDS);
        let words = format!("Loading the queue of {}…", scene.model.server);
        ui.label(tokens::soft(ui, words));
    });
}

/// Reserves the whole panel, to be drawn into later.
fn whole(ui: &mut Ui) -> Rect {
    let room = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(room);
    room
}

/// A child `Ui` for a reserved place.
fn within(ui: &mut Ui, name: &str, place: Rect) -> Ui {
    let mut inside = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
    inside.shrink_clip_rect(place);
    inside
}

/// A bar across the window.
fn bar(panel: Panel, height: f32, palette: &Palette) -> Panel {
    let frame = Frame::new()
        .fill(palette.panel)
        .inner_margin(Margin::symmetric(egui_margin(tokens::EDGE), 0));
    panel.exact_size(height).frame(frame).show_separator_line(true)
}

/// egui margins are whole points.
#[expect(clippy::cast_possible_truncation, reason = "tokens are small whole numbers")]
pub(crate) const fn egui_margin(points: f32) -> i8 {
    points as i8
}

/// Ids under which egui keeps panel state.
pub(crate) fn id(name: &str) -> egui::Id {
    egui::Id::unique(("que-uploader", name))
}
