//! What can be told of the program when something does not work: shown first, copied then.

use eframe::egui::{Align, Context, Frame, Id, Label, Layout, Margin, Modal, RichText, ScrollArea};

use super::{
    Scene, controls, egui_margin,
    shapes::Shape,
    tokens::{self, Palette},
};

/// Shows the report while it is open.
pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(report) = scene.view.diagnostics.take() else {
        return;
    };
    let mut open = true;
    let palette = Palette::of_context(ctx);
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(egui_margin(tokens::GAP_SECTION)));
    let modal = Modal::new(Id::unique("diagnostics"))
        .backdrop_color(palette.scrim)
        .frame(frame);
    let response = modal.show(ctx, |ui| {
        let room = ctx.content_rect().size();
        ui.set_width((room.x - tokens::GAP_SECTION * 4.0).min(tokens::DIAGNOSTICS_WIDTH));
        controls::line_from_right(ui, |ui| {
            if controls::icon(ui, Shape::Cross, "Close diagnostics").clicked() {
                open = false;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new("Diagnostics").font(tokens::heading_font()));
            });
        });
        ui.add_space(tokens::GAP_SMALL);
        ui.label("Read it before you send it. Keys, signatures and passwords are no part of it; paths and file names may be.");
        ui.add_space(tokens::GAP);
        let height = room.y - tokens::ROW * 4.0;
        ScrollArea::both().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            let text = RichText::new(&report).font(tokens::mono_font()).color(palette.soft);
            ui.add(Label::new(text).extend());
        });
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| controls::copy(ui, scene, "Copy diagnostics", &report));
    });
    if open && !response.should_close() {
        scene.view.diagnostics = Some(report);
    }
}
