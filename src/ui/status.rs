//! The status line: how much of everything is done, how fast, how long still, and what stands in which state.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::{
    Scene,
    tokens::{self, Palette},
    words,
};
use crate::model::{Hold, Model, Status, Timestamp};

/// States whose counts are told, in the order of the route.
const TOLD: [Status; 13] = [
    Status::Failed,
    Status::Uploading,
    Status::Finishing,
    Status::Preparing,
    Status::Waiting,
    Status::Queued,
    Status::Uploaded,
    Status::Signing,
    Status::Signed,
    Status::Verifying,
    Status::Verified,
    Status::Cancelling,
    Status::Cancelled,
];

/// What is done of everything, how fast, and how long still.
pub(crate) fn progress(model: &Model) -> String {
    let totals = model.queue.totals();
    let scanning: usize = model.scanning.values().sum();
    let mut parts = Vec::new();
    if !model.scanning.is_empty() {
        parts.push(format!("Looking for files… {} found", words::count(scanning)));
    }
    if totals.files > 0 {
        parts.push(format!(
            "{} of {}",
            words::count(totals.files_done),
            words::files(totals.files)
        ));
        if totals.bytes_left() > 0 {
            parts.push(format!(
                "{} of {}",
                words::bytes(totals.bytes_done),
                words::bytes(totals.bytes)
            ));
        } else {
            parts.push(words::bytes(totals.bytes));
        }
        let rate = model.queue.rate();
        if let Some(speed) = rate.bytes_per_second() {
            parts.push(words::rate(speed));
            if let Some(left) = rate.seconds_for(totals.bytes_left()).filter(|left| *left > 0) {
                parts.push(format!("{} left", words::seconds(left)));
            }
        }
    } else if parts.is_empty() {
        parts.push("Nothing in the queue".to_owned());
    }
    parts.join("  ·  ")
}

/// Why nothing starts although there is something to do.
pub(crate) fn hold(model: &Model, now: Timestamp) -> Option<String> {
    match model.hold.as_ref()? {
        Hold::NeedsKey { .. } => (model.queue.totals().pending() > 0).then(|| "Waits for an API key".to_owned()),
        Hold::RateLimited { until } => Some(format!(
            "The server asked to wait: {}",
            words::seconds(words::countdown(now, *until))
        )),
    }
}

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let totals = scene.model.queue.totals();
    let small = |text: String| RichText::new(text).font(tokens::small_font());
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        let mut told: Vec<_> = TOLD.into_iter().filter(|status| totals.count(*status) > 0).collect();
        told.reverse();
        // Room for the progress at the left comes first; what finds no room is said by the rows.
        for status in told {
            if ui.available_width() < tokens::MEASURE / 2.0 && status != Status::Failed {
                continue;
            }
            let colour = if status == Status::Failed {
                palette.bad
            } else {
                palette.soft
            };
            ui.label(small(words::status_count(status, totals.count(status))).color(colour));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(hold) = hold(scene.model, scene.now) {
                ui.label(small(hold).color(palette.warn));
            }
            ui.add(Label::new(small(progress(scene.model)).color(palette.text)).truncate());
        });
    });
}
