//! The lints, with their lines and fixes.

use eframe::egui::{Label, Role, Ui, WidgetInfo};

use super::{Draft, ManifestView, json};
use crate::ui::{
    controls, lint_words,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use content_credentials::{Lint, Severity, TextPosition};

/// What the user did with a lint.
enum LintAction {
    Go(TextPosition),
    Mend(String),
}

pub(super) fn show(ui: &mut Ui, draft: &mut Draft) {
    // Advice is about the text; the form has a field for it. Questions are asked at their fields, and above them is what the
    // server loses.
    let shown = |lint: &&Lint| {
        let is_elsewhere = lint.severity() == Severity::Advice || lint.code.is_question() || lint.code.is_of_server();
        draft.view == ManifestView::Json || !is_elsewhere
    };
    let mut action = None;
    let mut any = false;
    for (number, lint) in draft.lints().iter().filter(shown).enumerate() {
        any = true;
        ui.push_id(number, |ui| one(ui, lint, &mut action));
    }
    if !any && draft.view == ManifestView::Json {
        controls::message(ui, Tone::Good, Shape::Check, "No problems.");
    }
    match action {
        Some(LintAction::Mend(text)) => draft.set_text(text),
        Some(LintAction::Go(place)) => {
            draft.view = ManifestView::Json;
            json::go_to(ui.ctx(), draft.text(), place);
        }
        None => {}
    }
}

const fn appearance(severity: Severity) -> (Tone, Shape, &'static str) {
    match severity {
        Severity::Error => (Tone::Bad, Shape::Cross, "Error"),
        Severity::Warning => (Tone::Warn, Shape::Alert, "Warning"),
        Severity::Advice => (Tone::Active, Shape::Dash, "Advice"),
    }
}

fn one(ui: &mut Ui, lint: &Lint, action: &mut Option<LintAction>) {
    let (tone, shape, word) = appearance(lint.severity());
    let message = lint_words::message(lint);
    let palette = Palette::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let height = ui.text_style_height(&eframe::egui::TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(tokens::SHAPE, height), eframe::egui::Sense::hover());
        let square = eframe::egui::Rect::from_center_size(rect.center(), eframe::egui::Vec2::splat(tokens::SHAPE));
        shapes::paint(ui.painter(), square, shape, tone.color(palette));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let words = ui.add(Label::new(&message).wrap());
            words.widget_info(|| {
                WidgetInfo::labeled(
                    Role::Label,
                    true,
                    format!("{word}, line {}: {message}", lint.place.line),
                )
            });
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
                let line = ui.link(format!("Line {}", lint.place.line));
                if line.on_hover_text("Go to this line").clicked() {
                    *action = Some(LintAction::Go(lint.place));
                }
                if let Some(mend) = &lint.fix {
                    let button = ui.link(mend.label);
                    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Fix: {}", mend.label)));
                    if button.on_hover_text("Apply this fix").clicked() {
                        *action = Some(LintAction::Mend(mend.text.clone()));
                    }
                }
            });
        });
    });
    ui.add_space(tokens::GAP_SMALL);
}
