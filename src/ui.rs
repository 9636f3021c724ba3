//! The window's panels: they take the model, draw it, and answer with what a person wants.
//!
//! Nothing here reads a file, a socket or a clock. What is only about showing (which row is selected, which panel is
//! open, what stands in a text field) lives in [`View`]; everything else lives in the model.

mod banner;
mod controls;
mod diagnostics;
mod empty;
mod history;
mod inspector;
mod keyboard;
mod notices;
mod overlay;
mod paths;
mod quit;
mod row;
mod settings;
mod shapes;
mod status;
mod table;
mod tabs;
mod tokens;
mod top_bar;
mod track;
mod view;
mod words;

#[cfg(test)]
mod tests;

use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, ThemePreference, Ui};

pub use quit::is_working;
pub use view::{InspectorTab, Tab, View};

use crate::model::{Hold, Intent, Model, Status, Theme, Timestamp, Upload, UploadId};
use tokens::Palette;

/// What a person wants, as the window tells it.
#[derive(Debug)]
pub enum Request {
    /// A wish for the model.
    Intent(Intent),
    /// Ask which files to add.
    PickFiles,
    /// Ask which folders to add.
    PickFolder,
    /// Put together what can be told of the program's state, and show it before it is copied.
    ShowDiagnostics,
    /// Close the window.
    Quit,
}

/// What every panel gets: the model to draw, the state of showing, and where wishes go.
pub(crate) struct Scene<'a> {
    pub(crate) model: &'a Model,
    pub(crate) view: &'a mut View,
    pub(crate) now: Timestamp,
    pub(crate) requests: Vec<Request>,
}

impl<'a> Scene<'a> {
    fn tell(&mut self, intent: Intent) {
        self.requests.push(Request::Intent(intent));
    }

    /// The rows of the tab on show.
    fn rows(&self) -> &'a [Upload] {
        let model = self.model;
        match self.view.tab {
            Tab::Queue => model.queue.uploads(),
            Tab::History => &model.history.page.uploads,
        }
    }

    /// The selected upload, if it is in the tab on show.
    fn selected(&self) -> Option<&'a Upload> {
        let id = self.view.selected?;
        let model = self.model;
        match self.view.tab {
            Tab::Queue => model.queue.get(id),
            Tab::History => model.history.page.uploads.iter().find(|upload| upload.id == id),
        }
    }

    fn select(&mut self, id: UploadId, tab: Option<InspectorTab>) {
        self.view.selected = Some(id);
        if let Some(tab) = tab {
            self.view.inspector = tab;
        }
    }
}

/// Gives a window its fonts, colours and spaces. Call once.
pub fn install(ctx: &Context) {
    tokens::install(ctx);
}

/// Uses the theme that the user has set.
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

/// Draws the window and answers with what a person wants.
pub fn draw(ui: &mut Ui, model: &Model, view: &mut View, now: Timestamp) -> Vec<Request> {
    let mut scene = Scene {
        model,
        view,
        now,
        requests: Vec::new(),
    };
    let ctx = ui.ctx().clone();
    view::follow(&mut scene);
    overlay::take_drops(&mut scene, &ctx);
    keyboard::handle(&mut scene, &ctx);

    let palette = Palette::of(ui);
    bar(Panel::top("top bar"), tokens::TOP_BAR, palette).show(ui, |ui| top_bar::show(ui, &mut scene));
    banner::show(ui, &mut scene);
    notices::show(ui, &mut scene);
    bar(Panel::top("tabs"), tokens::TAB_BAR, palette).show(ui, |ui| tabs::show(ui, &mut scene));
    bar(Panel::bottom("status"), tokens::STATUS_BAR, palette).show(ui, |ui| status::show(ui, &mut scene));
    inspector::show(ui, &mut scene);
    CentralPanel::default()
        .frame(Frame::new().fill(palette.canvas))
        .show(ui, |ui| match scene.view.tab {
            Tab::Queue if scene.model.queue.uploads().is_empty() => empty::show(ui, &mut scene),
            Tab::Queue => table::show(ui, &mut scene),
            Tab::History => history::show(ui, &mut scene),
        });
    settings::show(&ctx, &mut scene);
    diagnostics::show(&ctx, &mut scene);
    quit::show(&ctx, &mut scene);
    overlay::show(&ctx);

    // Countdowns, and how long ago the last byte went.
    let counting = scene.model.queue.totals().count(Status::Waiting) > 0
        || scene.model.queue.totals().count(Status::Uploading) > 0
        || matches!(scene.model.hold(), Some(Hold::RateLimited { .. }));
    if counting {
        ctx.request_repaint_after(std::time::Duration::from_secs(1));
    }
    scene.requests
}

/// A bar over the window's whole width.
fn bar(panel: Panel, height: f32, palette: &Palette) -> Panel {
    let frame = Frame::new()
        .fill(palette.panel)
        .inner_margin(Margin::symmetric(egui_margin(tokens::EDGE), 0));
    panel.exact_size(height).frame(frame).show_separator_line(true)
}

/// A margin is told in whole points.
#[expect(clippy::cast_possible_truncation, reason = "tokens are small whole numbers")]
pub(crate) const fn egui_margin(points: f32) -> i8 {
    points as i8
}

/// The names under which egui keeps the state of what is in a panel.
pub(crate) fn id(name: &str) -> egui::Id {
    egui::Id::unique(("que-uploader", name))
}
