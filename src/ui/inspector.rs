//! The inspector at the right: everything about the selected upload, and what can be done with it.

mod activity;
mod credentials;
mod overview;
mod report;
mod results;
mod summary;

pub(crate) use report::Reports;

use eframe::egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Ui};

use super::{InspectorTab, Scene, controls, egui_margin, shapes::Shape, tabs, tokens, tokens::Palette, words};
use crate::{
    credentials::{proof, proof_name},
    model::Upload,
};

/// Shows the inspector while something is selected.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let many = scene.view.selection().len() > 1 && !scene.view.peek;
    let lead = scene.lead();
    if !many && lead.is_none() {
        return;
    }
    let palette = Palette::of(ui);
    let (default, least, most) = tokens::INSPECTOR;
    let narrow = ui.available_width() < tokens::NARROW_WINDOW;
    let (default, most) = if narrow {
        (tokens::INSPECTOR_NARROW, tokens::INSPECTOR_NARROW)
    } else {
        (default, most)
    };
    // A panel that was dragged wide in a wide window is another one than that of a narrow window.
    let panel = Panel::right(if narrow { "inspector narrow" } else { "inspector" });
    panel
        .frame(Frame::new().fill(palette.panel))
        .default_size(default)
        .size_range(least..=most)
        .resizable(!narrow)
        .show(ui, |ui| {
            ui.take_available_height();
            let Some(upload) = lead.filter(|_| !many) else {
                summary::show(ui, scene);
                return;
            };
            head(ui, scene, upload);
            ui.spacing_mut().item_spacing.y = tokens::GAP;
            let rule = ui.available_rect_before_wrap();
            ui.painter()
                .hline(rule.x_range(), rule.top(), tokens::hairline(palette.hairline));
            let signs = scene.view.inspector == InspectorTab::Credentials && credentials::asks(scene, upload);
            let foot = if signs { tokens::INSPECTOR_FOOT } else { 0.0 };
            ScrollArea::vertical()
                .id_salt(("inspector", upload.id.number(), scene.view.inspector as u8))
                .max_height(ui.available_height() - foot)
                .auto_shrink(false)
                .show(ui, |ui| {
                    let margin = Margin {
                        left: 16,
                        right: 12,
                        top: 16,
                        bottom: 24,
                    };
                    Frame::new().inner_margin(margin).show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        match scene.view.inspector {
                            InspectorTab::Overview => overview::show(ui, scene, upload),
                            InspectorTab::Credentials => credentials::show(ui, scene, upload),
                            InspectorTab::Report => report::show(ui, scene, upload),
                            InspectorTab::Activity => activity::show(ui, scene, upload),
                        }
                        controls::follow_focus(ui);
                    });
                });
            // The main action stays in sight however long the form is.
            if signs {
                let rule = ui.available_rect_before_wrap();
                ui.painter()
                    .hline(rule.x_range(), rule.top(), tokens::hairline(palette.hairline));
                let margin = Margin::symmetric(egui_margin(tokens::EDGE), egui_margin(tokens::GAP));
                Frame::new()
                    .inner_margin(margin)
                    .show(ui, |ui| credentials::send(ui, scene, upload));
            }
        });
}

/// The file's name, and the inspector's tabs.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let edge = egui_margin(tokens::EDGE);
    Frame::new()
        .inner_margin(Margin {
            left: edge,
            right: 8,
            top: 12,
            bottom: 0,
        })
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            controls::line_from_right(ui, |ui| {
                if controls::icon(ui, Shape::Cross, "Close details").clicked() {
                    scene.view.selection_mut().clear();
                }
                let others = scene.view.selection().len();
                if scene.view.peek && controls::quiet(ui, &format!("Back to {}", words::files(others))).clicked() {
                    scene.view.peek = false;
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(upload.source.name()).font(tokens::heading_font())).truncate());
                });
            });
            let mut details = vec![words::bytes(upload.source.size)];
            if let Some(content_type) = &upload.content_type {
                details.push(content_type.clone());
            }
            details.push(upload.status().word().to_owned());
            ui.add(Label::new(tokens::small(ui, details.join("  ·  "))).truncate());
            ui.add_space(tokens::GAP_SMALL);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
                for (tab, word) in [
                    (InspectorTab::Overview, "Overview"),
                    (InspectorTab::Credentials, "Credentials"),
                    (InspectorTab::Report, "Report"),
                    (InspectorTab::Activity, "Activity"),
                ] {
                    if tabs::tab(ui, word, word, scene.view.inspector == tab, tokens::STATUS_BAR) {
                        scene.view.inspector = tab;
                    }
                }
            });
        });
}

/// JSON with line breaks and indents; the text as it is where it is no JSON.
fn pretty(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).map_or_else(|_| text.to_owned(), |value| format!("{value:#}"))
}

/// A long text in monospace, to be read and selected.
fn listing(ui: &mut Ui, name: &str, text: &str) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.sunken)
        .stroke(tokens::hairline(palette.hairline));
    frame
        .corner_radius(tokens::CORNER)
        .inner_margin(Margin::same(8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ScrollArea::both()
                .id_salt(name)
                .max_height(tokens::LISTING)
                .min_scrolled_height(tokens::LISTING)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.add(
                        Label::new(RichText::new(text).font(tokens::mono_font()))
                            .selectable(true)
                            .extend(),
                    );
                });
        });
}

/// Asks where to save all that is known of the upload that is looked at, as one document.
pub(crate) fn save_proof(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    let Some(details) = scene.details(upload) else { return };
    let text = proof(upload, details, &scene.model.server, scene.now);
    scene.save("Save proof", &proof_name(upload), text.into());
}
