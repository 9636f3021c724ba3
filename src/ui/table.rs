//! The table of uploads: a heading and rows, of which only visible ones are drawn.

use std::ops::Range;

use eframe::egui::{Rect, Sense, Ui, pos2, vec2};
use egui_extras::{Column, TableBuilder};

use super::{
    Scene, Tab, added,
    columns::Columns,
    days::{self, DayLines},
    grid,
    heading::{self, Dragging},
    history, row, tokens, track,
};

/// The geometry of the last frame, and pending changes.
#[derive(Default)]
pub(crate) struct State {
    /// Where the table was drawn last.
    pub(super) area: Option<Rect>,
    /// How many rows fit; of a grid, rows of tiles.
    pub(super) page_rows: usize,
    /// How many tiles are beside each other; 1 in a table.
    pub(super) columns: usize,
    /// The positions of the rows drawn last.
    pub(super) on_show: Range<usize>,
    /// The rectangle of the row under the cursor, while it is drawn.
    pub(super) cursor_row: Option<Rect>,
    /// Whether it was drawn in the last frame.
    pub(super) cursor_on_show: bool,
    /// Whether to scroll to it.
    pub(super) scroll_to_cursor: bool,
    /// The lines of the days of the history.
    pub(super) day_lines: DayLines,
    /// The column edge being dragged.
    pub(super) dragging: Option<Dragging>,
}

/// Draws the rows of the current tab.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    if grid::is_shown(scene) {
        grid::show(ui, scene);
        return;
    }
    scene.view.table.columns = 1;
    let rows = scene.rows();
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let widths = scene
        .view
        .table
        .dragging
        .map_or(scene.model.settings.columns, |dragging| dragging.widths);
    // Words of another language may need wider buttons.
    let more = (row::action_width(ui) - tokens::COLUMN_ACTION).max(0.0);
    let width = ui.available_width() - tokens::EDGE * 2.0 - more;
    let compact = track::compact_width(ui);
    let mut columns = match scene.view.tab {
        Tab::Queue => Columns::for_width(width, widths, compact),
        Tab::History | Tab::Check => Columns::for_history(width, widths, compact),
    };
    columns.action += more;
    let row_height = row_height(scene);
    scene.view.table.area = Some(ui.available_rect_before_wrap());
    scene.view.table.cursor_on_show = scene.view.table.cursor_row.take().is_some();
    scene.view.table.page_rows = rows_in(ui.available_height() - tokens::TABLE_HEADER, row_height);
    if scene.view.tab == Tab::History && !scene.model.history.days().is_empty() {
        days::show(ui, scene, &columns);
        return history::read(scene);
    }
    let mut table = TableBuilder::new(ui)
        .id_salt("uploads")
        .sense(Sense::hover())
        .auto_shrink(false)
        .column(Column::remainder().clip(true));
    if std::mem::take(&mut scene.view.table.scroll_to_cursor)
        && let Some(place) = scene.view.selection().cursor().and_then(|id| rows.position_of(id))
    {
        table = table.scroll_to_row(place, None).animate_scrolling(false);
    }
    if let Some((place, align)) = added::take_scroll(scene) {
        table = table.scroll_to_row(place, Some(align)).animate_scrolling(false);
    }
    let area = scene.view.table.area.unwrap_or(Rect::NOTHING);
    let mut on_show: Option<Range<usize>> = None;
    table
        .header(tokens::TABLE_HEADER, |mut header| {
            header.col(|ui| heading::show(ui, scene, &columns));
        })
        .body(|body| {
            body.rows(row_height, rows.len(), |mut table_row| {
                let place = table_row.index();
                on_show = Some(on_show.as_ref().map_or(place, |range| range.start)..place + 1);
                table_row.col(|ui| match rows.get(place) {
                    Some(upload) => row::show(ui, scene, upload, &columns),
                    None => row::not_read(ui, scene, place),
                });
            });
        });
    scene.view.table.on_show = on_show.unwrap_or_default();
    added::show(ui, scene, area);
    history::read(scene);
}

/// How many whole rows fit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a window's height is a small number, and not negative here"
)]
pub(super) fn rows_in(height: f32, row: f32) -> usize {
    (height / row).max(1.0) as usize
}

/// The height of a row.
pub(super) fn row_height(scene: &Scene<'_>) -> f32 {
    if scene.model.settings.compact {
        tokens::COMPACT_ROW
    } else {
        tokens::ROW
    }
}

/// The content area of a row. The width of the scroll bar counts as margin, so that the right end lines up with that of
/// the bars.
pub(crate) fn inside(ui: &Ui, row: Rect) -> Rect {
    let bar = ui.spacing().scroll.allocated_width();
    let right = pos2(row.right() + bar - tokens::EDGE, row.bottom());
    Rect::from_min_max(pos2(row.left() + tokens::EDGE, row.top()), right)
}
