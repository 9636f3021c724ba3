//! The window's panels: they take the model, draw it, and return what the user asked for.
//!
//! Nothing here reads a file, a socket or a clock. View state (the selected row, the open panel, text being typed)
//! lives in [`View`]; everything else lives in the model.

mod added;
mod banner;
mod batch;
mod bidi;
mod check;
mod columns;
mod commands;
mod controls;
mod copying;
mod days;
mod diagnostics;
mod dialog;
mod dialogs;
mod drag_out;
mod empty;
mod errors;
mod filter;
mod find;
mod findings;
mod finished;
mod first_start;
mod forgetting;
mod grid;
mod heading;
mod history;
mod inspector;
mod keyboard;
mod layout;
mod lint_words;
mod lookup;
mod menu;
mod notices;
mod offline;
mod outcomes;
mod overlay;
mod palette;
mod panes;
mod periods;
mod pictures;
mod platform;
mod preview;
mod provenance;
mod queue;
mod quit;
mod report_words;
mod request;
mod results;
mod row;
mod row_menu;
mod row_order;
mod rows;
mod scene;
mod selected;
mod selection;
mod servers;
mod settings;
mod shapes;
mod shortcuts;
mod sign;
mod sorting;
mod startup_error;
mod states;
mod status;
mod table;
mod tabs;
mod tally;
mod toasts;
mod tokens;
mod top_bar;
mod track;
mod view;
mod viewer;
mod words;
mod zoom;

#[cfg(test)]
mod tests;

use eframe::egui::{self, Context, ThemePreference, Ui};

pub use finished::Finished;
pub use inspector::InspectorTab;
pub use overlay::Hovering;
pub(crate) use pictures::may_have_picture;
pub use pictures::{Picture, PictureWanted};
pub use platform::Desktop;
pub use quit::is_working;
pub use request::{MakeText, Request, TextSource};
pub use startup_error::explain;
pub use view::{Tab, View};

use layout::{bar, whole};
use model::{Hold, Model, Status, Theme, Timestamp};
use scene::Scene;

/// The window's title.
pub const TITLE: &str = "Que Uploader";

/// Installs fonts, colors and spacing. Call once.
pub fn install(ctx: &Context) {
    tokens::install(ctx);
}

/// Applies the language from the settings, an IETF tag: `None` is the system's. It is this thread's language.
pub fn use_language(tag: Option<&str>) {
    localization::set(tag.and_then(localization::Language::of_tag));
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

/// The keys that paste paths, as this system writes them.
#[must_use]
pub(crate) fn paste_keys(ctx: &Context) -> String {
    commands::Command::PastePaths.keys(ctx).unwrap_or_default()
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
    scene.view.pictures.begin(&ctx, model.settings.grid);
    scene.view.provenance.begin(&ctx);
    copying::take_clipping(&mut scene, &ctx);
    copying::open_link(&mut scene, &ctx);
    overlay::take_drops(&mut scene, &ctx);
    keyboard::handle(&mut scene, &ctx);
    view::follow_selection(&mut scene);

    layout::panels(ui, &mut scene);
    panes::rest(&mut scene, &ctx);
    row_menu::show(ui, &mut scene);
    viewer::show(&ctx, &mut scene);
    first_start::show(&ctx, &mut scene);
    dialogs::show(&ctx, &mut scene);
    servers::ask_to_switch(&ctx, &mut scene);
    quit::show(&ctx, &mut scene);
    dialog::give_back(&mut scene, &ctx);
    toasts::show(&ctx, &mut scene);
    overlay::show(&ctx, scene.view);

    if counts_down(model) {
        ctx.request_repaint_after(std::time::Duration::from_secs(1));
    }
    scene.requests
}

/// Whether a countdown or the time since the last byte is shown.
fn counts_down(model: &Model) -> bool {
    let totals = model.queue.totals();
    totals.count(Status::Waiting) > 0
        || totals.count(Status::Uploading) > 0
        || (matches!(model.hold(), Some(Hold::RateLimited { .. })) && totals.waits() > 0)
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
