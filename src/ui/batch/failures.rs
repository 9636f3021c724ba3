//! What needs attention: one line for each kind of failure, and what is left as it is.

use eframe::egui::{Label, RichText, Sense, Ui, vec2};

use localization::text;

use super::Step;
use crate::ui::{
    Scene,
    commands::Command,
    controls, errors,
    filter::Show,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{FailureKind, Status};

/// How many kinds of failure are named: the most frequent. What failed in other ways is counted.
const MAX_KINDS: usize = 4;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, step: Step) {
    let model = scene.model;
    let totals = model.queue.totals();
    let failed = totals.count(Status::Failed);
    if failed + totals.broken + totals.with_credentials > 0 {
        ui.add_space(tokens::GAP);
    }
    let mut others = failed;
    for (kind, count) in totals.failures().into_iter().take(MAX_KINDS) {
        line(ui, &in_words(kind, count));
        others = others.saturating_sub(count);
    }
    if others > 0 {
        line(ui, &text!("batch-failed-other", count = others));
    }
    if failed > 0 {
        ui.horizontal_wrapped(|ui| {
            if step != Step::Retry && ui.button(Command::RetryFailed.name()).clicked() {
                super::retry_failed(scene);
            }
            if ui.button(text!("batch-show-failed")).clicked() {
                scene.view.queue.row_order.show(Show::Failed);
            }
        });
    }
    if totals.broken > 0 {
        let words = text!("batch-broken", count = totals.broken);
        controls::message(ui, Tone::Warn, Shape::Alert, words);
        if ui.button(Command::ShowResults.name()).clicked() {
            super::show_results(scene);
        }
    }
    if totals.with_credentials > 0 {
        let words = text!("batch-with-credentials", count = totals.with_credentials);
        controls::message(ui, Tone::Quiet, Shape::Check, words);
    }
}

/// One line, which shows all of its text under the pointer.
fn line(ui: &mut Ui, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let color = Palette::of(ui).bad;
        let (square, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), square, Shape::Alert, color);
        let label = ui.add(Label::new(RichText::new(words).color(color)).truncate());
        label.on_hover_text(words);
    });
}

/// As in "3 not signed: The server is busy."
fn in_words(kind: &FailureKind, count: usize) -> String {
    let reason = errors::failure_kind(kind);
    match kind.step {
        model::Step::Sign => text!("batch-failed-sign", count = count, reason = reason),
        model::Step::Verify => text!("batch-failed-verify", count = count, reason = reason),
        model::Step::Download => text!("batch-failed-save", count = count, reason = reason),
        model::Step::Read | model::Step::Presign | model::Step::Upload | model::Step::Record => {
            text!("batch-failed-upload", count = count, reason = reason)
        }
    }
}
