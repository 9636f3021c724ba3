//! The lints, with their lines and fixes.

use eframe::egui::{Label, Role, Ui, WidgetInfo};

use super::{Draft, ManifestView, json, placeholders};
use crate::ui::{
    controls, lint_words,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use content_credentials::{DefinitionText, Lint, LintText, Severity, TextPosition};
use localization::text;

/// What the user did with a lint.
enum LintAction {
    Go(TextPosition),
    Mend(String),
}

pub(super) fn show(ui: &mut Ui, draft: &mut Draft) {
    // Advice is about the text; the form has a field for it. Questions are asked at their fields, and above them is what the
    // server loses. What is no placeholder is said below its field.
    let called_out = draft.form().map(|form| placeholders::called_out(form, draft.more));
    let called_out = called_out.unwrap_or_default();
    let is_at_field = |lint: &Lint| match &lint.text {
        LintText::Definition(DefinitionText::UnknownPlaceholder { name, .. }) => called_out.contains(name),
        _ => false,
    };
    let shown = |lint: &&Lint| {
        let is_elsewhere = lint.severity() == Severity::Advice
            || lint.code.is_question()
            || lint.code.is_of_server()
            || is_at_field(lint);
        draft.view == ManifestView::Json || !is_elsewhere
    };
    let mut action = None;
    let mut any = false;
    for (number, lint) in draft.lints().iter().filter(shown).enumerate() {
        any = true;
        ui.push_id(number, |ui| one(ui, lint, &mut action));
    }
    if !any && draft.view == ManifestView::Json {
        controls::message(ui, Tone::Good, Shape::Check, text!("sign-lints-none"));
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

const fn appearance(severity: Severity) -> (Tone, Shape) {
    match severity {
        Severity::Error => (Tone::Bad, Shape::Cross),
        Severity::Warning => (Tone::Warn, Shape::Alert),
        Severity::Advice => (Tone::Active, Shape::Dash),
    }
}

/// Its severity, line and message, for screen readers.
fn sentence(severity: Severity, line: usize, message: &str) -> String {
    match severity {
        Severity::Error => text!("sign-lint-error", line = line, message = message),
        Severity::Warning => text!("sign-lint-warning", line = line, message = message),
        Severity::Advice => text!("sign-lint-advice", line = line, message = message),
    }
}

fn one(ui: &mut Ui, lint: &Lint, action: &mut Option<LintAction>) {
    let (tone, shape) = appearance(lint.severity());
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
                WidgetInfo::labeled(Role::Label, true, sentence(lint.severity(), lint.place.line, &message))
            });
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
                let line = ui.link(text!("sign-lint-line", line = lint.place.line));
                if line.on_hover_text(text!("sign-lint-line-hint")).clicked() {
                    *action = Some(LintAction::Go(lint.place));
                }
                if let Some(mend) = &lint.fix {
                    let label = lint_words::fix(&mend.label);
                    let button = ui.link(&label);
                    button
                        .widget_info(|| WidgetInfo::labeled(Role::Button, true, text!("sign-lint-fix", fix = &label)));
                    if button.on_hover_text(text!("sign-lint-fix-hint")).clicked() {
                        *action = Some(LintAction::Mend(mend.text.clone()));
                    }
                }
            });
        });
    });
    ui.add_space(tokens::GAP_SMALL);
}
