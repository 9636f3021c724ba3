//! New rows out of sight: a chip at the end of the table says how many there are, and a click scrolls to them.

use eframe::egui::{Align, Align2, Area, Button, Order, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use super::{
    Scene, Tab,
    shapes::{self, Shape},
    tokens::{self, Palette},
};

/// What is known of new rows.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// How many files the model had added when it was looked at last.
    counted: u64,
    /// How many rows there were then.
    rows: usize,
    /// Whether there were rows before the current files were added. The first files need no chip.
    had_rows: bool,
    /// How many new rows at the end were not in sight yet.
    unseen: usize,
    /// The row to scroll to.
    pub(super) scroll_to: Option<usize>,
}

/// Forgets the rows of an emptied queue.
pub(super) fn follow(scene: &mut Scene<'_>) {
    if scene.model.queue.uploads().is_empty() {
        scene.view.added = State {
            counted: scene.model.added_since_start,
            ..State::default()
        };
    }
}

/// Counts new rows after the table of the queue was drawn here, and draws the chip.
pub(super) fn show(ui: &Ui, scene: &mut Scene<'_>, table: Rect) {
    if scene.view.tab != Tab::Queue {
        return;
    }
    let rows = scene.rows().len();
    let in_sight = scene.view.table.on_show.end;
    let model = scene.model;
    let state = &mut scene.view.added;
    let new = usize::try_from(model.added_since_start - state.counted).unwrap_or(usize::MAX);
    // Another filter, or removed rows: which of these are new is not known any more.
    if new == 0 && rows != state.rows {
        state.unseen = 0;
    }
    if state.had_rows {
        state.unseen += new.min(rows.saturating_sub(state.rows));
    }
    (state.counted, state.rows) = (model.added_since_start, rows);
    if model.scanning.is_empty() {
        state.had_rows = rows > 0;
    }
    state.unseen = state.unseen.min(rows.saturating_sub(in_sight));
    let above = scene.view.toasts.height;
    let table = table.with_max_y(table.bottom() - if above > 0.0 { above + tokens::GAP } else { 0.0 });
    if state.unseen > 0 && chip(ui, table, state.unseen) {
        state.scroll_to = Some(rows - state.unseen);
        state.unseen = 0;
        ui.ctx().request_repaint();
    }
}

/// Draws the chip. Returns whether it was clicked.
fn chip(ui: &Ui, table: Rect, unseen: usize) -> bool {
    let at = pos2(table.center().x, table.bottom() - tokens::GAP_MEDIUM);
    let area = Area::new(super::id("added"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(at);
    let shown = area.show(ui.ctx(), |ui| {
        let palette = Palette::of(ui);
        let words = text!("notices-chip-added", count = unseen);
        // Room for the icon, which no font is sure to have: as much at both ends, as it stands where the words are not.
        let words_wide = super::controls::width(ui, &words, tokens::strong_font());
        let width = words_wide + tokens::GAP_SMALL + tokens::SHAPE + 2.0 * tokens::GAP_MEDIUM;
        let (rect, _) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), Sense::hover());
        let button = ui.put(rect, Button::new("").corner_radius(tokens::CONTROL / 2.0));
        let text = rect.with_min_x(rect.left() + tokens::GAP_MEDIUM);
        super::controls::line(ui, text, &words, tokens::strong_font(), palette.text, Align::Min);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        let icon = pos2(
            button.rect.right() - tokens::GAP_MEDIUM - tokens::SHAPE / 2.0,
            button.rect.center().y,
        );
        let icon = Rect::from_center_size(icon, vec2(tokens::SHAPE, tokens::SHAPE));
        shapes::paint(ui.painter(), icon.shrink(tokens::MARK), Shape::Down, palette.accent);
        button.on_hover_text(text!("notices-chip-scroll")).clicked()
    });
    shown.inner
}

/// Where to scroll, once.
pub(super) fn take_scroll(scene: &mut Scene<'_>) -> Option<(usize, Align)> {
    let row = scene.view.added.scroll_to.take()?;
    (scene.view.tab == Tab::Queue).then_some((row, Align::Min))
}
