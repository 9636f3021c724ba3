//! The steps of all files, one line each: uploaded, signed, verified; with a bar while it runs.

use eframe::egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use crate::ui::{
    controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{Model, RunCount, Status};

/// A step of all files.
struct Stage {
    word: String,
    count: RunCount,
    /// How much is done, while it runs.
    running: Option<f32>,
}

pub(super) fn show(ui: &mut Ui, model: &Model) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
        let stages = stages(model);
        // The bars begin below each other.
        let widest = stages.iter().fold(tokens::STAGE_WORD, |widest, stage| {
            widest.max(controls::width(ui, &stage.word, tokens::body_font()) + tokens::GAP)
        });
        for stage in stages {
            line(ui, &stage, widest);
        }
    });
}

/// Signing and verifying in words, as in "Signing 14 of 300"; `None` while neither runs.
pub(crate) fn run_in_words(model: &Model) -> Option<String> {
    let run = model.run();
    // The one that is being worked on counts, as people count.
    let at = |count: RunCount| (count.done + 1).min(count.all);
    match (run.signing, run.verifying) {
        (signing, _) if signing.is_running() => Some(text!("batch-signing", at = at(signing), all = signing.all)),
        (_, verifying) if verifying.is_running() => {
            Some(text!("batch-verifying", at = at(verifying), all = verifying.all))
        }
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a part of a bar")]
fn part(done: u64, all: u64) -> f32 {
    if all == 0 { 0.0 } else { done as f32 / all as f32 }
}

fn stages(model: &Model) -> Vec<Stage> {
    let totals = model.queue.totals();
    let run = model.run();
    let bar = |count: RunCount| count.is_running().then(|| part(count.done as u64, count.all as u64));
    let mut stages = vec![Stage {
        word: text!("batch-stage-uploaded"),
        count: RunCount {
            done: totals.files_done,
            all: totals.files,
        },
        running: (totals.pending() > 0).then(|| part(totals.bytes_done, totals.bytes)),
    }];
    let signable = totals.signed + totals.to_sign + totals.count(Status::Signing) + totals.uninspected;
    if signable > 0 {
        stages.push(Stage {
            word: text!("batch-stage-signed"),
            count: RunCount {
                done: totals.signed,
                all: signable,
            },
            running: bar(run.signing),
        });
        stages.push(Stage {
            word: text!("batch-stage-verified"),
            count: RunCount {
                done: totals.signed_and_verified,
                all: signable,
            },
            running: bar(run.verifying),
        });
    }
    stages
}

/// Icon and word on the left, the count on the right, and the bar between them while it runs.
fn line(ui: &mut Ui, stage: &Stage, widest: f32) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), tokens::LEADING), Sense::hover());
    let count = text!("batch-stage-count", done = stage.count.done, all = stage.count.all);
    response.widget_info(|| {
        let words = text!("batch-stage", step = &stage.word, count = &count);
        WidgetInfo::labeled(Role::Label, true, words)
    });
    let (shape, tone) = match stage.running {
        Some(_) => (Shape::Dots, Tone::Active),
        None if stage.count.done > 0 && !stage.count.is_running() => (Shape::Check, Tone::Good),
        None => (Shape::Ring, Tone::Quiet),
    };
    let square = Rect::from_center_size(
        pos2(rect.left() + tokens::SHAPE / 2.0, rect.center().y),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    shapes::paint(ui.painter(), square, shape, tone.color(palette));
    let word = rect.with_min_x(square.right() + tokens::GAP);
    controls::line(ui, word, &stage.word, tokens::body_font(), palette.text, Align::Min);
    controls::line(ui, rect, &count, tokens::body_font(), palette.soft, Align::Max);
    if let Some(part) = stage.running {
        let left = word.left() + widest;
        let right = rect.right() - controls::width(ui, &count, tokens::body_font()) - tokens::GAP_MEDIUM;
        if right - left >= tokens::MIN_BAR_WIDTH {
            let bar = Rect::from_min_max(
                pos2(left, rect.center().y - tokens::BAR / 2.0),
                pos2(right, rect.center().y + tokens::BAR / 2.0),
            );
            shapes::bar(ui.painter(), bar, part, palette.hairline, palette.accent);
        }
    }
}
