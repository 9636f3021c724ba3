//! The key of what a row hands out, with its copy button.

use eframe::egui::{Align, Rect, Ui, pos2, vec2};

use localization::text;

use super::{copy_id, product, sense};
use crate::ui::{
    Scene, controls,
    shapes::Shape,
    tokens::{self, Palette},
    track, words,
};
use model::Upload;

/// The width at which the key of an upload is shown in full; 0 without a key.
pub(crate) fn key_width(ui: &Ui, upload: &Upload) -> f32 {
    let Some(object) = upload.product() else { return 0.0 };
    let mark = if product::is_signed(upload) {
        product::mark_width(ui)
    } else {
        0.0
    };
    // One spare character, because characters are counted by a rounded width.
    let key = controls::width(ui, &object.key, tokens::mono_font()) + controls::width(ui, "0", tokens::mono_font());
    mark + key + KEY_BESIDE
}

/// The room for a key's copy button.
const KEY_BESIDE: f32 = tokens::CONTROL + tokens::GAP_SMALL;

/// The key, elided in the middle, and its copy button, which shows "Copied". A signed file shows the key of its signed copy.
pub(super) fn key(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let Some(object) = upload.product() else { return };
    let palette = Palette::of(ui);
    let copied = scene.view.controls.has_copied(ui.ctx(), copy_id(upload.id));
    let side = tokens::CONTROL.min(place.height() + tokens::GAP_SMALL);
    let button = Rect::from_center_size(pos2(place.right() - side / 2.0, place.center().y), vec2(side, side));
    let text = Rect::from_min_max(place.min, pos2(button.left() - tokens::GAP_SMALL, place.bottom()));
    let text = product::mark(ui, upload, text);
    if copied {
        let words = text!("table-key-copied");
        controls::line(ui, text, &words, tokens::small_font(), palette.good, Align::Min);
    } else {
        let sign = controls::width(ui, "0", tokens::mono_font());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a handful of signs"
        )]
        let max = (text.width() / sign.max(1.0)).floor().max(0.0) as usize;
        let shown = words::elided(&object.key, max);
        controls::line(ui, text, &shown, tokens::mono_font(), palette.text, Align::Min);
    }
    copy_button(ui, scene, upload, button, stop);
}

/// The button that copies the key of what the row hands out.
pub(super) fn copy_button(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let Some(object) = upload.product() else { return };
    let id = copy_id(upload.id);
    let copied = scene.view.controls.has_copied(ui.ctx(), id);
    let (shape, tone) = if copied {
        (Shape::Check, Some(track::Tone::Good))
    } else {
        (Shape::Copy, None)
    };
    let name = if copied {
        text!("table-key-copied")
    } else if product::is_signed(upload) {
        text!("table-key-copy-signed", file = upload.source.name())
    } else {
        text!("table-key-copy", file = upload.source.name())
    };
    if controls::icon_sensing(ui, place, id, sense(stop), shape, tone, &name).clicked() {
        scene.view.controls.copy(ui.ctx(), id, object.key.clone());
    }
}
