//! What can be told of the program when something does not work: shown first, copied then.

use eframe::egui::{Context, Label, RichText};

use super::{
    Scene, controls,
    dialog::{self, Dialog},
    tokens::{self, Palette},
};

/// Shows the report while it is open.
pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(report) = scene.view.diagnostics.take() else {
        return;
    };
    let palette = Palette::of_context(ctx);
    let close = Dialog::new("Diagnostics", tokens::DIAGNOSTICS_WIDTH).show(ctx, |ui| {
        ui.label("Read it before you send it. Keys, signatures and passwords are no part of it; paths and file names may be.");
        ui.add_space(tokens::GAP);
        dialog::scrolled(ui, tokens::GAP_LARGE + tokens::CONTROL, |ui| {
            let text = RichText::new(&report).font(tokens::mono_font()).color(palette.soft);
            ui.add(Label::new(text).extend());
        });
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| controls::copy(ui, scene, "Copy diagnostics", &report));
    });
    if !close {
        scene.view.diagnostics = Some(report);
    }
}
