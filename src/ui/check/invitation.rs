//! The empty tab: where to drop files.

use eframe::egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, vec2};

use crate::ui::{Request, Scene, controls, empty, tokens};
use localization::text;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ScrollArea::vertical()
        .id_salt("empty check")
        .auto_shrink(false)
        .show(ui, |ui| contents(ui, scene));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_size();
    let (wide, high) = tokens::TARGET_PART;
    let width = tokens::MEASURE.max(room.x * wide).min(room.x - tokens::EDGE * 2.0);
    let height = tokens::TARGET_LOW.max(tokens::TARGET.max(room.y * high).min(room.y - tokens::EDGE * 2.0));
    let size = vec2(room.x, room.y.max(height + tokens::EDGE * 2.0));
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let target = Rect::from_center_size(all.center(), vec2(width, height));
    empty::paint_target(ui, target);
    let layout = Layout::top_down(Align::Center);
    let inside = target.shrink(tokens::EDGE);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
    inner.add_space(((inside.height() - tokens::TARGET_LOW + tokens::EDGE * 2.0) / 2.0).max(0.0));
    empty::tray(&mut inner);
    let headline = if scene.view.drops.unsupported {
        text!("check-choose")
    } else {
        text!("check-drop")
    };
    inner.add(Label::new(RichText::new(headline).font(tokens::title_font())).wrap());
    let words = text!("check-about");
    inner.add(Label::new(tokens::soft(&inner, words)).wrap());
    inner.add_space(tokens::GAP);
    if controls::primary(&mut inner, &text!("check-choose-files"), true).clicked() {
        scene.requests.push(Request::PickToCheck);
    }
}
