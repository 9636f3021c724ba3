//! What a row hands out: the signed copy once there is one, marked as such, or else the original.

use eframe::egui::{Align, Rect, StrokeKind, Ui, pos2, vec2};

use localization::text;

use crate::ui::{
    controls,
    tokens::{self, Palette},
};
use model::Upload;

/// The mark before the key of a signed copy.
fn word() -> String {
    text!("table-key-signed")
}

/// Whether the key of a row is that of its signed copy.
pub(super) fn is_signed(upload: &Upload) -> bool {
    upload.product().as_deref() != upload.object.as_ref()
}

/// The width of the mark and the gap after it.
pub(super) fn mark_width(ui: &Ui) -> f32 {
    controls::width(ui, &word(), tokens::tag_font()) + tokens::GAP * 2.0
}

/// Draws the mark before the key, and returns what is left for the key.
pub(super) fn mark(ui: &Ui, upload: &Upload, place: Rect) -> Rect {
    if !is_signed(upload) {
        return place;
    }
    let palette = Palette::of(ui);
    let width = mark_width(ui) - tokens::GAP;
    let tag = Rect::from_min_size(
        pos2(place.left(), place.center().y - tokens::TAG / 2.0),
        vec2(width, tokens::TAG),
    );
    ui.painter().rect_filled(tag, tokens::CORNER_SMALL, palette.good_wash);
    let stroke = tokens::hairline(palette.good);
    ui.painter()
        .rect_stroke(tag, tokens::CORNER_SMALL, stroke, StrokeKind::Inside);
    controls::line(ui, tag, &word(), tokens::tag_font(), palette.good, Align::Center);
    place.with_min_x((tag.right() + tokens::GAP).min(place.right()))
}
