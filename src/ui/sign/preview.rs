//! The exact manifest of one file, as it would be sent now.

use eframe::egui::{Frame, Label, RichText, ScrollArea, Ui};

use super::{Draft, filled};
use crate::ui::tokens::{self, Palette};
use localization::text;
use model::{Timestamp, Upload};

/// The word of the control that shows or hides it.
pub(crate) fn toggle(is_shown: bool) -> String {
    if is_shown {
        text!("sign-manifest-hide")
    } else {
        text!("sign-manifest-show")
    }
}

/// Shows it in a frame of at most this height.
pub(crate) fn exact(ui: &mut Ui, draft: &Draft, file: &Upload, now: Timestamp, height: f32) {
    let palette = Palette::of(ui);
    let text = filled(draft, file, now);
    let frame = Frame::new()
        .fill(palette.sunken)
        .stroke(tokens::hairline(palette.hairline))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::CODE);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::both()
            .id_salt("exact manifest")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let text = RichText::new(text).font(tokens::mono_font());
                ui.add(Label::new(text).selectable(true).extend());
            });
    });
}
