//! The diagnostics report: shown first, then copied.

use eframe::egui::{Context, Label, RichText};

use super::{
    Scene, controls,
    dialog::{self, DialogFrame},
    tokens::{self, Palette},
};

/// Shows the report. Returns it while it stays open.
pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>, report: String) -> Option<String> {
    let palette = Palette::of_context(ctx);
    let close = DialogFrame::new("Diagnostics", tokens::DIAGNOSTICS_WIDTH).show(ctx, |ui| {
        ui.label(
            "Read this before you send it. It contains no keys, signatures or passwords, but may contain paths and file names.",
        );
        ui.add_space(tokens::GAP);
        dialog::scrolled(ui, tokens::GAP_LARGE + tokens::CONTROL, |ui| {
            let text = RichText::new(&report).font(tokens::mono_font()).color(palette.soft);
            ui.add(Label::new(text).extend());
        });
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| controls::copy(ui, scene, "Copy diagnostics", &report));
    });
    (!close).then_some(report)
}
