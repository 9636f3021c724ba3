//! The files of the current tab as tiles with large pictures: the same rows, selection and menu as in the table. Only visible
//! tiles are drawn.

mod tile;

use std::ops::Range;

use eframe::egui::{
    Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, style::ScrollAnimation, vec2,
};

use localization::text;

use super::{
    Scene, Tab, added, controls,
    days::{self, DayLayout},
    heading, history, table,
    tokens::{self, Palette},
};
use model::Intent;

/// A tile with the gap after it.
const PITCH: [f32; 2] = [
    tokens::GRID_PICTURE + tokens::GRID_GAP,
    tokens::GRID_PICTURE + tokens::GRID_CAPTION + tokens::GRID_GAP,
];

/// Whether tiles are shown in place of rows.
pub(crate) fn is_shown(scene: &Scene<'_>) -> bool {
    scene.model.settings.grid && scene.view.tab != Tab::Check
}

/// The choice between rows and tiles.
pub(crate) fn toggle(ui: &Ui, scene: &mut Scene<'_>, rect: Rect) {
    let palette = Palette::of(ui);
    let is_grid = scene.model.settings.grid;
    let response = ui.interact(rect, super::id("rows or tiles"), Sense::click());
    let name = if is_grid {
        text!("table-show-table")
    } else {
        text!("table-show-grid")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    let hot = response.hovered() || response.has_focus();
    if hot {
        ui.painter()
            .rect_filled(rect, tokens::CORNER_SMALL, palette.control_hover);
    }
    let color = if hot { palette.text } else { palette.soft };
    // What a click leads to.
    let square = Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE)).shrink(1.0);
    let stroke = Stroke::new(tokens::PEN, color);
    if is_grid {
        for part in [0.0, 0.5, 1.0] {
            let y = square.top() + square.height() * part;
            ui.painter().hline(square.x_range(), y, stroke);
        }
    } else {
        let side = square.width() / 2.0 - 1.0;
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let corner = square.min + vec2(x, y) * (side + 2.0);
            let part = Rect::from_min_size(corner, vec2(side, side));
            ui.painter().rect_stroke(part, 1.0, stroke, StrokeKind::Inside);
        }
    }
    if response.clicked() {
        scene.dispatch(Intent::ShowGrid(!is_grid));
        scene.view.table.scroll_to_cursor = true;
    }
    response.on_hover_text(name);
}

/// Draws the tiles of the current tab.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    scene.view.table.area = Some(ui.available_rect_before_wrap());
    head(ui, scene);
    let columns = columns(ui.available_width());
    let [_, height] = PITCH;
    let state = &mut scene.view.table;
    state.columns = columns;
    state.cursor_on_show = state.cursor_row.take().is_some();
    state.page_rows = whole(ui.available_height() / height).max(1);
    if scene.view.tab == Tab::History && !scene.model.history.days().is_empty() {
        let layout = DayLayout::of(scene, columns, height, tokens::GRID_GAP);
        days::lines(ui, scene, &layout, tiles);
    } else {
        block(ui, scene, columns);
    }
    let area = scene.view.table.area.unwrap_or(Rect::NOTHING);
    added::show(ui, scene, area);
    history::read(scene);
}

/// The tiles beside each other in this line.
fn tiles(ui: &mut Ui, scene: &mut Scene<'_>, places: Range<usize>, line: Rect) {
    let size = vec2(PITCH[0], PITCH[1]) - vec2(tokens::GRID_GAP, tokens::GRID_GAP);
    for (column, place) in places.enumerate() {
        let left = line.left() + tokens::EDGE + points(column) * PITCH[0];
        let corner = pos2(left, line.top() + tokens::GRID_GAP);
        tile::show(ui, scene, place, Rect::from_min_size(corner, size));
    }
}

/// All tiles in one block.
fn block(ui: &mut Ui, scene: &mut Scene<'_>, columns: usize) {
    let [_, height] = PITCH;
    let rows = scene.rows();
    let lines = rows.len().div_ceil(columns);
    let mut scroll_to = std::mem::take(&mut scene.view.table.scroll_to_cursor)
        .then(|| scene.view.selection().cursor())
        .flatten()
        .and_then(|id| rows.position_of(id));
    if let Some((place, _)) = added::take_scroll(scene) {
        scroll_to = Some(place);
    }
    let mut on_show: Range<usize> = 0..0;
    ScrollArea::vertical()
        .id_salt(("tiles", scene.view.tab == Tab::Queue))
        .auto_shrink(false)
        .show_rows(ui, height, lines, |ui, range| {
            if let Some(place) = scroll_to.take() {
                scroll(ui, place / columns, range.start);
            }
            on_show = range.start * columns..(range.end * columns).min(rows.len());
            for line in range {
                let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
                let first = line * columns;
                tiles(ui, scene, first..(first + columns).min(rows.len()), whole);
            }
        });
    scene.view.table.on_show = on_show;
}

/// The record this many lines below, or above if negative, among tiles under headings of days; `None` elsewhere.
pub(crate) fn lines_away(scene: &Scene<'_>, place: usize, by: isize) -> Option<usize> {
    let shown = is_shown(scene) && scene.view.tab == Tab::History;
    let layout = shown.then(|| DayLayout::drawn(scene)).flatten()?;
    Some(layout.away(place, by))
}

/// The line above the tiles, with the sort order and the way back to the table.
fn head(ui: &mut Ui, scene: &mut Scene<'_>) {
    let size = vec2(ui.available_width(), tokens::TABLE_HEADER);
    let (line, _) = ui.allocate_exact_size(size, Sense::hover());
    let bar = ui.spacing().scroll.allocated_width();
    heading::end(ui, scene, table::inside(ui, line.with_max_x(line.right() - bar)));
    ui.painter().hline(
        line.x_range(),
        line.bottom() - 0.5,
        tokens::hairline(Palette::of(ui).hairline),
    );
}

/// How many tiles are beside each other.
fn columns(width: f32) -> usize {
    whole((width - tokens::EDGE * 2.0 + tokens::GRID_GAP) / PITCH[0]).max(1)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tiles of a window, and not negative here"
)]
fn whole(number: f32) -> usize {
    number.max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "columns of a window")]
fn points(number: usize) -> f32 {
    number as f32
}

/// Scrolls to a line of tiles. One that isn't drawn yet is drawn in the next frame.
fn scroll(ui: &Ui, line: usize, first: usize) {
    let [_, height] = PITCH;
    let top = ui.max_rect().top() + (points(line) - points(first)) * height;
    let place = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + height + tokens::GRID_GAP);
    ui.scroll_to_rect_animation(place, None, ScrollAnimation::none());
    ui.ctx().request_repaint();
}

/// The id of what shows a row that is not loaded.
fn place_id(place: usize) -> Id {
    Id::unique(("tile without a record", place))
}
