//! Icon buttons.

use eframe::egui::{self, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::focus_ring;
use crate::ui::{
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};

/// An icon button. Its name goes to screen readers and into the tooltip.
pub(crate) fn icon(ui: &mut Ui, shape: Shape, name: &str) -> Response {
    icon_with_hint(ui, shape, name, name)
}

/// Like `icon`, with a separate tooltip.
pub(crate) fn icon_with_hint(ui: &mut Ui, shape: Shape, name: &str, hint: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(tokens::CONTROL, tokens::CONTROL), Sense::click());
    icon_in(ui, rect, &response, shape, None);
    named(response, name).on_hover_text(hint)
}

/// An icon button in a given rectangle.
pub(crate) fn icon_at(ui: &Ui, rect: Rect, id: Id, shape: Shape, tone: Option<Tone>, name: &str) -> Response {
    icon_sensing(ui, rect, id, Sense::click(), shape, tone, name)
}

/// Like `icon_at`, with the focus behavior given by `sense`.
pub(crate) fn icon_sensing(
    ui: &Ui,
    rect: Rect,
    id: Id,
    sense: Sense,
    shape: Shape,
    tone: Option<Tone>,
    name: &str,
) -> Response {
    let response = ui.interact(rect, id, sense);
    icon_in(ui, rect, &response, shape, tone);
    named(response, name).on_hover_text(name)
}

fn named(response: Response, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, response.enabled(), name));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn icon_in(ui: &Ui, rect: Rect, response: &Response, shape: Shape, tone: Option<Tone>) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = Palette::of(ui);
    let hot = response.hovered() || response.has_focus();
    if hot {
        let fill = if response.is_pointer_button_down_on() {
            palette.control_press
        } else {
            palette.control_hover
        };
        ui.painter().rect_filled(rect, tokens::CORNER, fill);
    }
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    let color = match tone {
        Some(tone) => tone.color(palette),
        None if hot => palette.text,
        None => palette.soft,
    };
    let square = Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE));
    shapes::paint(ui.painter(), square, shape, color);
}
