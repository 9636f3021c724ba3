//! The diagnostics report: shown first, then copied.

use eframe::egui::{Context, Label, RichText};
use localization::text;

use super::{
    Scene, controls,
    dialog::{self, DialogFrame},
    tokens::{self, Palette},
};

/// Shows the report. Returns it while it stays open.
pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>, report: String) -> Option<String> {
    let palette = Palette::of_context(ctx);
    let title = text!("servers-diagnostics-title");
    let close = DialogFrame::new(&title, tokens::DIAGNOSTICS_WIDTH).show(ctx, |ui| {
        ui.label(text!("servers-diagnostics-lead"));
        ui.add_space(tokens::GAP);
        dialog::scrolled(ui, tokens::GAP_LARGE + tokens::CONTROL, |ui| {
            let text = RichText::new(&report).font(tokens::mono_font()).color(palette.soft);
            ui.add(Label::new(text).extend());
        });
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| {
            controls::copy(ui, scene, &text!("servers-diagnostics-copy"), &report)
        });
    });
    (!close).then_some(report)
}
