//! The layout of the window: bars, status line, inspector and rows.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Rect, Role, Ui, UiBuilder, WidgetInfo};

use localization::text;

use super::{
    Scene, banner, check, egui_margin, empty, find, history, inspector, notices, offline,
    panes::{self, Pane},
    status, table, tabs,
    tokens::{self, Palette},
    top_bar,
    view::Tab,
};

/// Draws the panels of the window.
pub(super) fn panels(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let top = ui.available_rect_before_wrap();
    panes::begin(ui, scene, Pane::Top);
    bar(Panel::top("top bar"), tokens::TOP_BAR, palette).show(ui, |ui| top_bar::show(ui, scene));
    banner::show(ui, scene);
    offline::show(ui, scene);
    bar(Panel::top("tabs"), tokens::TAB_BAR, palette).show(ui, |ui| tabs::show(ui, scene));
    let below = ui.available_rect_before_wrap();
    panes::note(scene, Pane::Top, Some(top.with_max_y(below.top())));
    // The status line and the inspector are laid out before the rows but drawn after them, so that the focus order
    // follows the reading order.
    let status = bar(Panel::bottom("status"), tokens::STATUS_BAR, palette)
        .show(ui, whole)
        .inner;
    notices::show(ui, scene);
    let inspector = match scene.view.tab {
        Tab::Check => check::make_room(ui, scene),
        Tab::Queue | Tab::History => inspector::layout_panel(ui, scene),
    };
    rows(ui, scene);
    panes::note(scene, Pane::Inspector, inspector);
    super::view::follow_selection(scene);
    if let Some(place) = inspector {
        let started = panes::begin(ui, scene, Pane::Inspector);
        let mut inside = child_ui(ui, "inspector contents", place);
        match scene.view.tab {
            Tab::Check => check::inspect(&mut inside, scene),
            Tab::Queue | Tab::History => inspector::show(&mut inside, scene),
        }
        panes::focus_fallback(ui, scene, started, Pane::Rows);
    }
    let has_counts = scene.model.queue.totals().files > 0;
    panes::note(scene, Pane::Status, has_counts.then_some(status));
    panes::begin(ui, scene, Pane::Status);
    let mut line = child_ui(ui, "status contents", status);
    line.set_min_size(status.size());
    status::show(&mut line, scene);
}

/// The rows, or what replaces them.
fn rows(ui: &mut Ui, scene: &mut Scene<'_>) {
    panes::begin(ui, scene, Pane::Rows);
    let palette = Palette::of(ui);
    let rows = CentralPanel::default()
        .frame(Frame::new().fill(palette.canvas))
        .show(ui, |ui| match scene.view.tab {
            Tab::Queue if scene.model.queue.uploads().is_empty() && scene.model.is_queue_loading => {
                queue_loading(ui, scene);
            }
            Tab::Queue if scene.model.queue.uploads().is_empty() => empty::show(ui, scene),
            Tab::Queue if scene.rows().is_empty() => find::nothing(ui, scene),
            Tab::Queue => table::show(ui, scene),
            Tab::History => history::show(ui, scene),
            Tab::Check => check::show(ui, scene),
        });
    panes::note(scene, Pane::Rows, Some(rows.response.rect));
}

/// Replaces the rows while the queue of another server loads, so that nothing around them moves.
fn queue_loading(ui: &mut Ui, scene: &Scene<'_>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * tokens::ABOVE_WORDS);
        let words = text!("table-queue-loading", server = &scene.model.server);
        ui.label(tokens::soft(ui, words));
    });
}

/// Names the edge by which a panel is resized; egui's own name for it is always English. Call it in the `Ui` that shows the
/// panel, after it.
pub(super) fn name_edge(ui: &Ui, panel: &str) {
    // As `Panel` makes the id of its edge (egui 0.37).
    let edge = ui.scope_id().with(panel).with("__resize");
    if let Some(response) = ui.ctx().read_response(edge) {
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, text!("inspector-edge")));
    }
}

/// Reserves the whole panel, to be drawn into later.
pub(super) fn whole(ui: &mut Ui) -> Rect {
    let room = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(room);
    room
}

/// A child `Ui` for a reserved place.
fn child_ui(ui: &mut Ui, name: &str, place: Rect) -> Ui {
    let mut inside = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
    inside.shrink_clip_rect(place);
    inside
}

/// A bar across the window.
pub(super) fn bar(panel: Panel, height: f32, palette: &Palette) -> Panel {
    let frame = Frame::new()
        .fill(palette.panel)
        .inner_margin(Margin::symmetric(egui_margin(tokens::EDGE), 0));
    panel.exact_size(height).frame(frame).show_separator_line(true)
}
