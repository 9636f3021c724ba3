//! Lines with content at both ends.

use eframe::egui::{self, Align, Layout, Rect, Ui, pos2, vec2};

use crate::ui::tokens;

/// A bar with content at both ends. The right end keeps its width and the left gets the rest; the left comes first in
/// the focus order, as it does for the eye.
pub(crate) fn two_ends<S>(
    ui: &mut Ui,
    name: &str,
    state: &mut S,
    left: impl FnOnce(&mut Ui, &mut S),
    right: impl FnOnce(&mut Ui, &mut S),
) {
    let height = ui.available_height().max(tokens::CONTROL);
    ends(ui, name, height, state, left, right);
}

/// Like `two_ends`, as one line among others.
pub(crate) fn line_of_ends<S>(
    ui: &mut Ui,
    name: &str,
    state: &mut S,
    left: impl FnOnce(&mut Ui, &mut S),
    right: impl FnOnce(&mut Ui, &mut S),
) {
    ends(ui, name, tokens::CONTROL, state, left, right);
}

fn ends<S>(
    ui: &mut Ui,
    name: &str,
    height: f32,
    state: &mut S,
    left: impl FnOnce(&mut Ui, &mut S),
    right: impl FnOnce(&mut Ui, &mut S),
) {
    let id = ui.scope_id().with((name, "width of the right end"));
    let all = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let known: Option<f32> = ui.ctx().data(|data| data.get_temp(id));
    let split = all.right() - known.unwrap_or_default();
    let part = |ui: &mut Ui, end: &str, rect: Rect| {
        let layout = Layout::left_to_right(Align::Center);
        let builder = egui::UiBuilder::new()
            .id_salt((name, end))
            .max_rect(rect)
            .layout(layout);
        ui.new_child(builder)
    };
    let place = Rect::from_min_max(all.min, pos2((split - tokens::GAP).max(all.left()), all.bottom()));
    left(&mut part(ui, "left", place), state);
    let mut end = part(ui, "right", Rect::from_min_max(pos2(split, all.top()), all.max));
    right(&mut end, state);
    let width = end.min_rect().width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        // The frame is drawn again before it is shown.
        ui.ctx().data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("the right end of a bar has another width");
    }
    ui.advance_cursor_after_rect(all);
}

/// Contents that get all height but that of a foot below them, whose words take as many lines as the language needs.
/// `least` is the least height of the foot, with the gap above it.
pub(crate) fn above_foot<S>(
    ui: &mut Ui,
    name: &str,
    least: f32,
    state: &mut S,
    contents: impl FnOnce(&mut Ui, &mut S, f32),
    foot: impl FnOnce(&mut Ui, &mut S),
) {
    let id = ui.scope_id().with((name, "height of the foot"));
    let known: f32 = ui.ctx().data(|data| data.get_temp(id)).unwrap_or(least);
    let height = ui.available_height() - known;
    contents(ui, state, height);
    // With the gap below the contents.
    let start = ui.cursor().top() - ui.spacing().item_spacing.y;
    foot(ui, state);
    let needed = (ui.min_rect().bottom() - start).max(least);
    if (known - needed).abs() > 0.5 {
        // The frame is drawn again before it is shown.
        ui.ctx().data_mut(|data| data.insert_temp(id, needed));
        ui.ctx().request_discard("the foot of a panel has another height");
    }
}

/// A line laid out from its right end, so that greedy content cannot push anything out of it. Use it with a single
/// control: with several, the last would come first in the focus order.
pub(crate) fn line_from_right<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), tokens::CONTROL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(size);
        add_contents(ui)
    })
    .inner
}
