//! The colors of a server to choose from.

use eframe::egui::{Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};
use localization::text;

use crate::ui::{
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use model::ProfileColor;

pub(super) fn show(ui: &mut Ui, chosen: &mut ProfileColor) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
        ui.label(tokens::small(ui, text!("settings-servers-color")));
        for color in ProfileColor::ALL {
            if swatch(ui, color, *chosen == color).clicked() {
                *chosen = color;
            }
        }
    });
}

fn name(color: ProfileColor) -> String {
    match color {
        ProfileColor::Blue => text!("settings-color-blue"),
        ProfileColor::Teal => text!("settings-color-teal"),
        ProfileColor::Green => text!("settings-color-green"),
        ProfileColor::Amber => text!("settings-color-amber"),
        ProfileColor::Red => text!("settings-color-red"),
        ProfileColor::Gray => text!("settings-color-gray"),
    }
}

/// A filled circle, with a check mark if it is chosen.
fn swatch(ui: &mut Ui, color: ProfileColor, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let name = name(color);
    let (rect, response) = ui.allocate_exact_size(vec2(tokens::CONTROL, tokens::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
    let fill = palette.profile(color);
    ui.painter().circle_filled(rect.center(), tokens::SWATCH, fill);
    if chosen {
        let square = Rect::from_center_size(rect.center(), vec2(tokens::SWATCH_CHECK, tokens::SWATCH_CHECK));
        shapes::paint(ui.painter(), square, Shape::Check, palette.raised);
    }
    if response.has_focus() || response.hovered() {
        let stroke = tokens::focus(if response.has_focus() {
            palette.accent
        } else {
            palette.outline
        });
        ui.painter()
            .rect_stroke(rect.shrink(1.0), tokens::CORNER, stroke, StrokeKind::Inside);
    }
    response.on_hover_text(name)
}
